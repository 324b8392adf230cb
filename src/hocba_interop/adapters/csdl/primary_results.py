"""Writing the sector database's year results of a primary grade (C1): three header rows, data from row 4, no titles.

Its import page is believed to go by position, so khối 1 and 2 have exactly the 35 columns of the template (P). Khối 3
to 5 have more, which nobody has seen: every further subject follows those of the template, with its test (I).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from pathlib import Path as FilePath

from ...codelists import traits
from ...model import Mark, SubjectPeriod
from ...model.report_card import Document
from ...notices import CellPlace, Notice
from ..contract import ReadOptions, Sink, Written
from ..workbook.classes import ClassGroup, Member, classes_of, file_word, write_code, write_date, write_mark
from ..workbook.writing import BookWriter, SheetWriter
from .primary_columns import (
    BASE_SUBJECTS,
    BASE_TESTS,
    COMPETENCES,
    FURTHER_TRAITS,
    GENERAL,
    LEVEL,
    QUALITIES,
    SPECIFIC,
    SUBJECTS,
    TEST,
    is_basic,
    subject_caption,
    trait_ids,
)

HEADER_ROWS, FIRST_ROW = 3, 4
_IDENTITY = (("STT", 5), ("Mã lớp", 9), ("Mã học sinh", 14), ("Họ tên", 26), ("Ngày sinh", 12))
_DECISIONS = (("completed_grade", "Hoàn thành\nchương trình lớp học"), ("promoted", "Lên lớp"))
_RESULT = "Xếp loại"


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its captions from the group down (None: the one above reaches down), and what it shows."""

    captions: tuple[str, str | None, str | None]
    field: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The pupils of one grade in one school year."""

    school_year: str
    grade: int | None
    members: tuple[Member, ...]


def write_primary_results(document: Document, sink: Sink) -> Written:
    """One workbook a school year, with a sheet for each grade; one a year and grade where the sink names no file."""
    written = Written()
    sheets = _sheets(classes_of(document, written.notices))
    years = {sheet.school_year for sheet in sheets}
    if sink.name and len(years) > 1:
        written.notices.append(Notice("several-years-one-file", facts={"count": len(years)}))
    elif sink.name and sheets:
        _write_book(sheets, sink.path(sink.name), written)
    else:
        for sheet in sheets:
            name = f"ket_qua_hoc_tap_khoi_{sheet.grade or 'khong_ro'}_{sheet.school_year}.xlsx"
            _write_book([sheet], sink.folder / file_word(name), written)
    if not sheets and not any(notice.rule == "target-needs-school-year" for notice in written.notices):
        written.notices.append(Notice("nothing-for-target"))
    return written


def _sheets(groups: list[ClassGroup]) -> list[_Sheet]:
    def of(group: ClassGroup) -> tuple[str, int]:
        return group.school_year, group.grade or 0

    return [
        _Sheet(year, grade or None, tuple(member for group in of_grade for member in group.members))
        for (year, grade), of_grade in groupby(sorted(groups, key=of), key=of)
    ]


def _write_book(sheets: list[_Sheet], path: FilePath, written: Written) -> None:
    with BookWriter(path) as book:
        for sheet in sheets:
            grade = f"Khối {sheet.grade}" if sheet.grade else "Không rõ khối"
            _write_sheet(book.sheet("Sheet1" if len(sheets) == 1 else grade), sheet, written)
    written.read_with[len(written.files)] = ReadOptions(school_year=sheets[0].school_year)
    written.files.append(path)


def _columns(sheet: _Sheet) -> Iterator[_Column]:
    yield from _subject_columns(sheet)
    yield from _trait_columns(sheet)
    for field, caption in _DECISIONS:
        yield _Column((caption, None, None), field)
    yield _Column((_RESULT, None, None), "result")


def _subject_columns(sheet: _Sheet) -> Iterator[_Column]:
    labels = dict.fromkeys(BASE_SUBJECTS)
    tested = set(BASE_TESTS)
    for member in sheet.members:
        for (key, _), record in member.subjects.items():
            labels[key] = labels.get(key) or record.source_label
            if any(period.test for period in record.periods.values()):
                tested.add(key)
    for key, own in labels.items():
        caption = subject_caption(key, own, sheet.grade)
        further = key not in BASE_SUBJECTS
        yield _Column((SUBJECTS, caption, LEVEL if further or key in tested else None), "level", key)
        if key in tested:
            yield _Column((SUBJECTS, caption, TEST), "test", key)


def _trait_columns(sheet: _Sheet) -> Iterator[_Column]:
    rated = {record.trait for member in sheet.members for record in member.year.traits}
    for kind, group, over in (
        ("general_competence", COMPETENCES, GENERAL),
        ("specific_competence", COMPETENCES, SPECIFIC),
        ("quality", QUALITIES, None),
    ):
        for trait in traits.all():
            missing = trait.id in FURTHER_TRAITS and (is_basic(sheet.grade) or trait.id not in rated)
            if trait.kind == kind and trait.id in trait_ids() and not missing:
                captions = (group, over, trait.name) if over else (group, trait.name, None)
                yield _Column(captions, "trait", trait.id)


def _write_sheet(sheet: SheetWriter, grade: _Sheet, written: Written) -> None:
    columns = list(_columns(grade))
    _write_header(sheet, columns)
    for offset, member in enumerate(grade.members):
        row = FIRST_ROW + offset
        sheet.number(row, 1, offset + 1)
        sheet.text(row, 2, member.year.class_name, "code")
        write_code(sheet, row, 3, member.student.identifiers.get("pupil_code"))
        sheet.text(row, 4, member.student.full_name)
        write_date(sheet, row, 5, member.student.birth_date)
        for column, entry in enumerate(columns, len(_IDENTITY) + 1):
            _write_cell(sheet, row, column, entry, member)
        written.placed[CellPlace(len(written.files), sheet.name, row, 0)] = member.card
    sheet.landscape()
    sheet.frame(FIRST_ROW, 1, FIRST_ROW + len(grade.members) - 1, len(_IDENTITY) + len(columns) + 1)


def _write_header(sheet: SheetWriter, columns: list[_Column]) -> None:
    for column, (caption, width) in enumerate(_IDENTITY, 1):
        sheet.merge(1, column, HEADER_ROWS, column, caption)
        sheet.widths(column, width)
    for depth in range(HEADER_ROWS):
        above = [entry.captions[: depth + 1] for entry in columns]
        for left, right in _runs(above):
            captions = columns[left].captions
            text = captions[depth]
            if text is None:
                continue
            reaches_down = all(below is None for below in captions[depth + 1 :])
            first, last = len(_IDENTITY) + 1 + left, len(_IDENTITY) + 1 + right
            sheet.merge(depth + 1, first, HEADER_ROWS if reaches_down else depth + 1, last, text)
    sheet.widths(len(_IDENTITY) + 1, *[9] * (len(columns) - 3), 14, 8, 9)
    sheet.height(2, 34)
    sheet.height(3, 34)


def _runs(values: list[tuple[str | None, ...]]) -> Iterator[tuple[int, int]]:
    """First and last index of each run of equal values."""
    start = 0
    for index in range(1, len(values) + 1):
        if index == len(values) or values[index] != values[start]:
            yield start, index - 1
            start = index


def _write_cell(sheet: SheetWriter, row: int, column: int, entry: _Column, member: Member) -> None:
    if entry.field in ("level", "test"):
        _write_subject(sheet, row, column, entry, member)
    elif entry.field == "trait":
        found = next((record.periods.get("year") for record in member.year.traits if record.trait == entry.key), None)
        write_mark(sheet, row, column, found.level if found else None)
    elif entry.field == "result":
        summary = member.year.summaries.get("year")
        write_mark(sheet, row, column, summary.education_result if summary else None)
    else:
        decided = getattr(member.year.decisions, entry.field, None)
        sheet.text(row, column, "x" if decided else None, "center")


def _write_subject(sheet: SheetWriter, row: int, column: int, entry: _Column, member: Member) -> None:
    record = member.subjects.get((entry.key, None))
    found = (record.periods.get("year") if record else None) or SubjectPeriod()
    mark: Mark | None = getattr(found, entry.field)
    exempt = found.enrolment or (record.enrolment if record else None)
    if mark is not None and entry.field == "test":
        sheet.number(row, column, Decimal(mark.value), "number")
    elif mark is None and entry.field == "level" and exempt == "exempt":
        sheet.text(row, column, "M", "center")
    else:
        write_mark(sheet, row, column, mark)
