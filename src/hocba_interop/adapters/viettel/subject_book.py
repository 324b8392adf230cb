"""Writing the gradebook of SMAS (B1): one sheet a subject, class and term. The layout is known from code alone (P)."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import PeriodId
from ...model.report_card import Document
from ..contract import Sink, Written
from ..workbook.classes import ROMAN, ClassGroup
from ..workbook.gradebook import GradebookStyle, write_gradebooks
from ..workbook.gradebook_coverage import gradebook_coverage

COVERAGE = gradebook_coverage(("term1", "term2"), ("regular.*", "midterm", "final", "result", "comment"))


def _titles(group: ClassGroup, label: str, period: PeriodId, last: int) -> Iterator[tuple[int, int, int, str]]:
    start, end = group.school_year.split("-")
    in_class = f" - LỚP {group.class_name}" if group.class_name else ""
    yield 3, 1, 3, "BỘ GIÁO DỤC VÀ ĐÀO TẠO"
    if group.school:
        yield 4, 1, 3, group.school
    yield 6, 1, last, f"BẢNG KẾT QUẢ ĐÁNH GIÁ MÔN {label.upper()}{in_class}"
    yield 7, 1, last, f"Học kỳ {ROMAN[period]} - Năm học {start} - {end}"


STYLE = GradebookStyle(
    header_row=12,
    periods=("term1", "term2"),
    titles=_titles,
    regular="ĐĐG TX",
    regular_number=str,
    midterm="ĐĐG GK",
    final="ĐĐG CK",
    result=lambda period: f"TBM HK{ROMAN[period]}",
    comment=lambda period: f"Nhận xét HK{ROMAN[period]}",
)


def write_subject_book(document: Document, sink: Sink) -> Written:
    """Write the gradebooks of all classes, subjects and terms."""
    return write_gradebooks(document, sink, STYLE)
