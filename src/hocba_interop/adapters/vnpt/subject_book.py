"""Writing vnEdu's gradebook of a subject (A4). The layout is known from code that reads it (P)."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import PeriodId
from ...model.report_card import Document
from ..contract import Sink, Written
from ..workbook.classes import ROMAN, ClassGroup
from ..workbook.gradebook import GradebookStyle, write_gradebooks
from ..workbook.gradebook_coverage import gradebook_coverage

COVERAGE = gradebook_coverage(
    ("term1", "term2", "year"),
    ("regular.*", "midterm", "final", "result", "comment", "comment_code"),
    department=True,
)


def _titles(group: ClassGroup, label: str, period: PeriodId, last: int) -> Iterator[tuple[int, int, int, str]]:
    start, end = group.school_year.split("-")
    term = f"HỌC KỲ {ROMAN[period]}" if period in ROMAN else "CẢ NĂM"
    in_class = f"Lớp {group.class_name} - " if group.class_name else ""
    if group.department:
        yield 1, 1, 4, group.department
    if group.school:
        yield 2, 1, 4, group.school
    yield 3, 1, last, f"BẢNG ĐIỂM CHI TIẾT - MÔN {label.upper()} - {term}"
    yield 4, 1, last, f"{in_class}Năm học {start} - {end}"


STYLE = GradebookStyle(
    header_row=6,
    periods=("term1", "term2", "year"),
    titles=_titles,
    regular="ĐĐGtx",
    regular_number="TX{}".format,
    midterm="ĐĐGgk",
    final="ĐĐGck",
    result=lambda period: f"ĐTBmhk{ROMAN[period]}" if period in ROMAN else "TB CẢ NĂM",
    comment=lambda _: "Nhận xét",
    comment_code="Mã nhận xét",
)


def write_subject_book(document: Document, sink: Sink) -> Written:
    """Write the gradebooks of all classes, subjects and terms."""
    return write_gradebooks(document, sink, STYLE)
