"""Writing gradebooks: one sheet a subject, class and term, as vnEdu and SMAS spell them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from ...codelists import subjects
from ...model import PeriodId, SubjectPeriod, SubjectRecord
from ...model.flat import OTHER_SUBJECT
from ...model.report_card import Document
from ...notices import CellPlace, Notice
from ..contract import Sink, Written
from .classes import (
    ROMAN,
    ClassGroup,
    Member,
    SubjectKey,
    classes_of,
    file_word,
    subject_label,
    write_code,
    write_mark,
)
from .writing import BookWriter, SheetWriter

_LONGEST_LABEL = 18


@dataclass(frozen=True, slots=True)
class GradebookStyle:
    """How a vendor lays a gradebook out.

    ``titles`` gives the title cells (row, first and last column, text) of a sheet; the header stands in two rows
    from ``header_row``; ``least_regular`` is how many columns of ĐĐGtx there are at least.
    """

    header_row: int
    periods: tuple[PeriodId, ...]
    titles: Callable[[ClassGroup, str, PeriodId, int], Iterable[tuple[int, int, int, str]]]
    regular: str
    regular_number: Callable[[int], str]
    midterm: str
    final: str
    result: Callable[[PeriodId], str]
    comment: Callable[[PeriodId], str]
    comment_code: str | None = None
    least_regular: int = 4


def write_gradebooks(document: Document, sink: Sink, style: GradebookStyle) -> Written:
    """One workbook of all sheets where the sink names a file, else a workbook for each class."""
    written = Written()
    groups = classes_of(document, written.notices)
    if sink.name:
        _write_book(groups, sink.path(sink.name), style, written)
    else:
        years = {group.school_year for group in groups}
        for group in groups:
            name = file_word((group.class_name or "khong_ro_lop").lower())
            suffix = f"_{group.school_year}" if len(years) > 1 else ""
            _write_book([group], sink.folder / f"{name}{suffix}.xlsx", style, written)
    if not written.files:
        written.notices.append(Notice("nothing-for-target"))
    return written


def _write_book(groups: list[ClassGroup], path: Path, style: GradebookStyle, written: Written) -> None:
    sheets = [
        (group, key, record, period)
        for group in groups
        for key, record in group.subjects().items()
        for period in style.periods
        if any(_has(member, key, period) for member in group.members)
    ]
    if not sheets:
        return
    several = len({period for *_, period in sheets}) > 1
    with BookWriter(path) as book:
        for group, key, record, period in sheets:
            label = subject_label(group, key, record)
            short = _tab_label(label, record)
            term = f" {_term(period)}" if several else ""
            room = 31 - len(f" {group.class_name or ''}{term}")
            sheet = book.sheet(f"{short[:room]} {group.class_name or ''}{term}".strip())
            _write_sheet(sheet, group, key, label, period, style, written)
    written.files.append(path)


def _has(member: Member, key: SubjectKey, period: PeriodId) -> bool:
    record = member.subjects.get(key)
    return record is not None and period in record.periods


def _tab_label(label: str, record: SubjectRecord) -> str:
    """How a sheet names its subject: as the label, but short, and not shouting as titles do."""
    if record.subject == OTHER_SUBJECT:
        return label
    if label.isupper() and " " in label:
        label = subjects.caption(record.subject, record.language, "full")
    if len(label) <= _LONGEST_LABEL:
        return label
    return subjects.caption(record.subject, record.language, "short")


def _term(period: PeriodId) -> str:
    return f"HK{ROMAN[period]}" if period in ROMAN else "CN"


def _write_sheet(
    sheet: SheetWriter,
    group: ClassGroup,
    key: SubjectKey,
    label: str,
    period: PeriodId,
    style: GradebookStyle,
    written: Written,
) -> None:
    rows = [
        (member, member.subjects[key].periods.get(period) or SubjectPeriod())
        for member in group.members
        if key in member.subjects
    ]
    regular = max(style.least_regular, *(len(record.regular) for _, record in rows))
    codes = style.comment_code if any(record.comment_code for _, record in rows) else None
    first = 5
    midterm, final, result = first + regular, first + regular + 1, first + regular + 2
    comment = result + (2 if codes else 1)
    for row, left, right, title in style.titles(group, label, period, comment):
        sheet.merge(row, left, row, right, title, "title")
    top = style.header_row
    for left, right, caption in ((1, 1, "STT"), (2, 2, "Mã học sinh"), (3, 4, "Họ và tên")):
        sheet.merge(top, left, top + 1, right, caption)
    sheet.merge(top, first, top, midterm - 1, style.regular)
    for number in range(regular):
        sheet.text(top + 1, first + number, style.regular_number(number + 1), "header")
    captions = [(midterm, style.midterm), (final, style.final), (result, style.result(period))]
    captions += [(result + 1, codes)] if codes else []
    for column, caption in (*captions, (comment, style.comment(period))):
        sheet.merge(top, column, top + 1, column, caption)
    sheet.widths(1, 5, 15, 22, 9, *[6] * regular, 8, 8, 9, *([10] if codes else []), 40)
    for offset, (member, record) in enumerate(rows):
        row = top + 2 + offset
        sheet.number(row, 1, offset + 1)
        write_code(sheet, row, 2, member.student.identifiers.get("pupil_code"))
        sheet.merge(row, 3, row, 4, member.student.full_name or "", "text")
        for number in range(regular):
            write_mark(sheet, row, first + number, record.regular[number] if number < len(record.regular) else None)
        write_mark(sheet, row, midterm, record.midterm)
        write_mark(sheet, row, final, record.final)
        write_mark(sheet, row, result, record.result)
        if codes:
            sheet.text(row, result + 1, record.comment_code)
        sheet.text(row, comment, record.comment, "wrap")
        written.placed[CellPlace(len(written.files), sheet.name, row, 0)] = member.card
    sheet.landscape()
    sheet.frame(top + 2, 1, top + 1 + len(rows), comment)
