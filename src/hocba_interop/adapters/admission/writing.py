"""Writing admission records: one sheet, three rows of captions, then a row for each pupil and grade."""

from __future__ import annotations

from itertools import product, takewhile

from ...codelists import languages, scales, sexes
from ...model import Mark, PeriodId, Student, SubjectRecord, Summary, YearRecord
from ...model.flat import list_keys
from ...model.report_card import Document
from ...notices import CellPlace, Notice
from ..contract import Sink, Written
from ..workbook.classes import write_code, write_date, write_mark
from ..workbook.writing import BookWriter, SheetWriter
from .columns import COLUMNS, HEADER_ROWS, PERIODS, Column
from .projection import EXEMPT

_SHEET = "Hồ sơ xét tuyển"


def write_record(document: Document, sink: Sink) -> Written:
    """One workbook of all pupils, grade after grade."""
    written = Written()
    rows = [
        (index, card.student, year)
        for index, card in enumerate(document.report_cards)
        for year in sorted(card.years, key=lambda year: year.grade or 0)
    ]
    if not rows:
        written.notices.append(Notice("nothing-for-target"))
        return written
    path = sink.path("ho_so_xet_tuyen.xlsx")
    with BookWriter(path) as book:
        sheet = book.sheet(_SHEET)
        _write_header(sheet)
        for offset, (index, student, year) in enumerate(rows):
            row = HEADER_ROWS + 1 + offset
            _write_row(sheet, row, offset + 1, student, year)
            written.placed[CellPlace(0, sheet.name, row, 0)] = index
        sheet.raw.freeze_panes(HEADER_ROWS, 3)
        sheet.frame(HEADER_ROWS + 1, 1, HEADER_ROWS + len(rows), len(COLUMNS))
    written.files.append(path)
    nameless = {index for index, student, _ in rows if not student.identifiers.get("personal_id")}
    if nameless:
        written.notices.append(Notice("pupils-without-personal-id", facts={"count": len(nameless)}))
    return written


def _write_header(sheet: SheetWriter) -> None:
    """The captions, each merged over the cells that it stands in."""
    sheet.widths(1, *(column.width for column in COLUMNS))
    written: set[tuple[int, int]] = set()
    for depth, at in product(range(HEADER_ROWS), range(len(COLUMNS))):
        if (depth, at) in written:
            continue
        bottom, right = _reach(depth, at)
        sheet.merge(depth + 1, at + 1, bottom + 1, right + 1, COLUMNS[at].captions[depth])
        written.update(product(range(depth, bottom + 1), range(at, right + 1)))
    for row, height in ((1, 20), (2, 42), (3, 18)):
        sheet.height(row, height)


def _reach(depth: int, at: int) -> tuple[int, int]:
    """The last row and the last column over which a text of the header stands: down, then to the right."""
    captions = COLUMNS[at].captions
    bottom = depth + sum(1 for _ in takewhile(captions[depth].__eq__, captions[depth + 1 :]))
    alike = (other.captions[: bottom + 1] == captions[: bottom + 1] for other in COLUMNS[at + 1 :])
    return bottom, at + sum(1 for _ in takewhile(bool, alike))


def _write_row(sheet: SheetWriter, row: int, number: int, student: Student, year: YearRecord) -> None:
    keys = list_keys("subjects", year.subjects)
    subjects = dict(zip(keys, year.subjects, strict=True))
    for at, column in enumerate(COLUMNS, 1):
        if column.kind == "pupil":
            _write_pupil(sheet, row, at, column.key, number, student)
        elif column.kind == "grade" and year.grade is not None:
            sheet.number(row, at, year.grade)
        elif column.kind == "summary" and column.period:
            _write_summary(sheet, row, at, column, year.summaries.get(column.period, Summary()))
        elif column.kind == "subject" and column.period:
            _write_subject(sheet, row, at, column.period, subjects.get(column.key), year)
        elif column.kind == "language" and (record := subjects.get(column.key)) and record.language:
            sheet.text(row, at, languages.get(record.language).name)


def _write_pupil(sheet: SheetWriter, row: int, at: int, key: str, number: int, student: Student) -> None:
    if key == "number":
        sheet.number(row, at, number)
    elif key == "personal_id":
        write_code(sheet, row, at, student.identifiers.get("personal_id"))
    elif key == "full_name":
        sheet.text(row, at, student.full_name)
    elif key == "birth_date":
        write_date(sheet, row, at, student.birth_date)
    else:
        sheet.text(row, at, sexes.get(student.sex).name if student.sex else None, "center")


def _write_summary(sheet: SheetWriter, row: int, at: int, column: Column, summary: Summary) -> None:
    mark: Mark | None = getattr(summary, column.key)
    if mark is None or mark.scale != column.scale:
        return
    if mark.scale == "score10":
        write_mark(sheet, row, at, mark)
    else:
        sheet.text(row, at, scales.word(mark.scale, mark.value), "center")


def _write_subject(
    sheet: SheetWriter, row: int, at: int, period: PeriodId, record: SubjectRecord | None, year: YearRecord
) -> None:
    if record is None:
        return
    of_period = record.periods.get(period)
    exempt = record.enrolment == EXEMPT and period in _periods(year)
    if of_period and of_period.result:
        write_mark(sheet, row, at, of_period.result)
    elif exempt or (of_period and of_period.enrolment == EXEMPT):
        sheet.text(row, at, "Miễn", "center")


def _periods(year: YearRecord) -> set[PeriodId]:
    """The periods of which a row says anything; all of them where it only says "Miễn"."""
    found = {period for record in year.subjects for period in record.periods} | {*year.summaries}
    return found or {*PERIODS}
