"""Templates as target systems export them, and report cards to fill them from; all made in the test."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

from hocba_interop.model import Document, Mark, ReportCard, School, Student, SubjectPeriod, SubjectRecord, YearRecord

AN, BINH, CHI = ("2300000001", "Nguyễn Văn An"), ("2300000002", "Trần Bình"), ("2300000003", "Lê Thị Chi")
YEAR = "2023-2024"
MARKS = ("TX1", "TX2", "TX3", "TX4", "GK", "CK", "TBM", "NX")
FIRST_ROW, FIRST_MARK = 14, 5


@dataclass
class Smas:
    """A sheet of SMAS's gradebook (B1), empty but for ``values`` by pupil and column name."""

    pupils: Sequence[tuple[str | None, str]] = (AN, BINH)
    subject: str = "TOÁN"
    class_name: str = "10T"
    term: str = "II"
    year: str = "2023 - 2024"
    school: str = "TRƯỜNG THPT NƠI NHẬN"
    values: Mapping[tuple[int, str], Any] = field(default_factory=dict)
    student_ids: bool = False
    protected: bool = False
    formats: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def write(self, book: Any, name: str) -> None:
        sheet = book.add_worksheet(name)
        last = FIRST_MARK + 6 + (1 if self.student_ids else 0)
        sheet.merge_range(5, 0, 5, last, f"BẢNG KẾT QUẢ ĐÁNH GIÁ MÔN {self.subject} - LỚP {self.class_name}")
        sheet.merge_range(6, 0, 6, last, f"Học kỳ {self.term} - Năm học {self.year}")
        sheet.write(3, 0, self.school)
        for column, caption in ((0, "STT"), (1, "Mã học sinh")):
            sheet.merge_range(11, column, 12, column, caption)
        sheet.merge_range(11, 2, 12, 3, "Họ và tên")
        sheet.merge_range(11, 4, 11, 7, "ĐĐG TX")
        for number in range(4):
            sheet.write(12, 4 + number, number + 1)
        captions = ["ĐĐG GK", "ĐĐG CK", f"TBM HK{self.term}", f"Nhận xét HK{self.term}"]
        for column, caption in enumerate(captions + (["StudentID"] if self.student_ids else []), 8):
            sheet.merge_range(11, column, 12, column, caption)
        open_cell = {"locked": False, "border": 1}
        for index, (code, pupil) in enumerate(self.pupils):
            row = FIRST_ROW - 1 + index
            sheet.write_number(row, 0, index + 1)
            if code:
                sheet.write_string(row, 1, code)
            sheet.merge_range(row, 2, row, 3, pupil)
            for offset, mark in enumerate(MARKS):
                style = book.add_format({**open_cell, "num_format": self.formats.get(mark, "0.0")})
                value = self.values.get((index, mark))
                if isinstance(value, str) and value.startswith("="):
                    sheet.write_formula(row, 4 + offset, value, style, 0)
                elif value is None:
                    sheet.write_blank(row, 4 + offset, None, style)
                else:
                    sheet.write(row, 4 + offset, value, style)
            if self.student_ids:
                sheet.write_number(row, 12, 990000 + index)
        if self.student_ids:
            sheet.set_column(12, 12, None, None, {"hidden": True})
        for mark, allowed in self.choices.items():
            column = 4 + MARKS.index(mark)
            sheet.data_validation(
                FIRST_ROW - 1,
                column,
                FIRST_ROW + len(self.pupils),
                column,
                {"validate": "list", "source": list(allowed)},
            )
        if self.protected:
            sheet.protect()


def smas(path: Path, *sheets: Smas, names: Sequence[str] | None = None) -> Path:
    """A workbook of these sheets."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    for number, sheet in enumerate(sheets or (Smas(),)):
        sheet.write(book, names[number] if names else f"{sheet.subject.title()} {sheet.class_name}"[:31])
    book.close()
    path.write_bytes(stream.getvalue())
    return path


def cells(path: Path, sheet: int = 0) -> dict[str, Any]:
    """The cells of a sheet that hold something, by name."""
    book = openpyxl.load_workbook(path)
    return {cell.coordinate: cell.value for row in book.worksheets[sheet] for cell in row if cell.value is not None}


def cell(row: int, mark: str) -> str:
    """The name of the cell of a pupil (from 0) and column."""
    return f"{'EFGHIJKL'[MARKS.index(mark)]}{FIRST_ROW + row}"


def score(value: str) -> Mark:
    return Mark(scale="score10", value=value)


def passed(value: str = "dat") -> Mark:
    return Mark(scale="pass", value=value)


def card(
    who: tuple[str | None, str],
    subjects: Mapping[str, Mapping[str, SubjectPeriod]],
    *,
    grade: int = 10,
    class_name: str = "10T",
    year: str = YEAR,
    **more: Any,
) -> ReportCard:
    """A pupil's report card with these periods of these subjects."""
    code, name = who
    return ReportCard(
        student=Student(
            full_name=name, identifiers={"pupil_code": code} if code else {}, birth_date=more.pop("birth_date", None)
        ),
        years=(
            YearRecord(
                school_year=year,
                grade=grade,
                class_name=class_name,
                level="upper_secondary",
                school=School(name="TRƯỜNG THPT NƠI ĐI"),
                subjects=tuple(
                    SubjectRecord(
                        subject=key,
                        language="tieng_anh" if key.startswith("ngoai_ngu") else None,
                        periods=dict(periods),
                    )
                    for key, periods in subjects.items()
                ),
                **more,
            ),
        ),
    )


def term2(result: str | None = None, *regular: str, **more: Any) -> dict[str, SubjectPeriod]:
    """The second term of a scored subject."""
    marks = tuple(score(value) for value in regular)
    return {"term2": SubjectPeriod(regular=marks, result=score(result) if result else None, **more)}


def document(*cards: ReportCard) -> Document:
    return Document(report_cards=cards)


def number(value: Any) -> Decimal:
    return Decimal(str(value))
