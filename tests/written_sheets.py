"""Writing report cards and looking at the sheets with openpyxl, which knows nothing of our writers."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from hocba_interop import ConvertOptions, convert
from hocba_interop.conversion.convert import Conversion
from hocba_interop.model import Document, Mark, ReportCard, Student, SubjectPeriod, SubjectRecord, YearRecord

FIXTURES = Path(__file__).parents[1] / "fixtures"


def converted(sources: list[str], target: str, path: Path, **options: object) -> Conversion:
    """A conversion of fixtures whose output is there and proved."""
    done = convert([FIXTURES / name for name in sources], target, path, ConvertOptions(**options))
    assert done.receipt.read_back == "equal" and done.files
    return done


def sheets(path: Path) -> dict[str, Worksheet]:
    """The sheets of a written file by name."""
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    return {sheet.title: sheet for sheet in book.worksheets}


def merges(sheet: Worksheet, *, rows: range | None = None) -> set[str]:
    """The merged ranges of a sheet, of some rows or of all."""
    return {str(area) for area in sheet.merged_cells.ranges if rows is None or area.min_row in rows}


def row(sheet: Worksheet, number: int) -> list[object]:
    """The values of a row, without the empty cells at its end."""
    values = [cell.value for cell in sheet[number]]
    while values and values[-1] is None:
        values.pop()
    return values


def card(name: str, code: str | None, *subjects: SubjectRecord, **year: object) -> ReportCard:
    """A report card of a pupil of class 10A1 in 2024-25."""
    fields: dict[str, object] = {
        "school_year": "2024-2025",
        "grade": 10,
        "class_name": "10A1",
        "level": "upper_secondary",
    }
    student = Student(full_name=name, identifiers={"pupil_code": code} if code else {})
    return ReportCard(student=student, years=(YearRecord(**{**fields, "subjects": subjects, **year}),))


def subject(key: str, label: str | None = None, **periods: SubjectPeriod) -> SubjectRecord:
    """A subject with its periods."""
    return SubjectRecord(subject=key, source_label=label, periods=periods)


def score(value: str) -> Mark:
    """A score."""
    return Mark(scale="score10", value=value)


def document(*cards: ReportCard) -> Document:
    """A document of cards."""
    return Document(report_cards=cards)
