"""Writing vnEdu's class summary (A1): a sheet a class and period, header in rows 6 and 7, data from row 8.

The layout is that of measured files (F). vnEdu is believed to export it only: nothing says that it takes it back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path as FilePath

from ...model import Mark, PeriodId, SubjectRecord, Summary
from ...model.flat import Leaf, Path
from ...model.report_card import Document
from ...notices import CellPlace, Notice
from ..contract import Sink, Written
from ..coverage import coverage
from ..workbook import conditions
from ..workbook.binding import subject_ref
from ..workbook.classes import (
    ClassGroup,
    Member,
    SubjectKey,
    classes_of,
    file_word,
    subject_label,
    write_code,
    write_date,
    write_mark,
)
from ..workbook.writing import BookWriter, SheetWriter
from .class_summary_projection import EXEMPT

PERIODS: tuple[PeriodId, ...] = ("term1", "term2", "year")
_NAMES = {"term1": "Học kỳ 1", "term2": "Học kỳ 2", "year": "Cả năm"}
_LEVELS = ("hoan_thanh_xuat_sac", "hoan_thanh_tot", "hoan_thanh", "chua_hoan_thanh")
_LEVEL_NAMES = ("Hoàn thành xuất sắc", "Hoàn thành tốt", "Hoàn thành", "Chưa hoàn thành")


def _plain_subject(path: Path, _: Leaf) -> bool:
    key = path[3]
    return "#" not in key and (":" not in key or subject_ref(key.partition(":")[2], None).key == key)


def _result(path: Path, leaf: Leaf) -> bool:
    return _plain_subject(path, leaf) and conditions.one_of("score10", "pass")(path, leaf)


def _level(path: Path, leaf: Leaf) -> bool:
    return _plain_subject(path, leaf) and conditions.one_of("primary_level")(path, leaf)


def _exempt(path: Path, leaf: Leaf) -> bool:
    return _plain_subject(path, leaf) and leaf == EXEMPT


_SUMMARY = "years.*.summaries.{term1,term2,year}."
COVERAGE = coverage(
    "years.*.summaries.{term1,term2,year}.rank",
    only={
        "student.full_name": conditions.line,
        "student.birth_date": conditions.date,
        "student.identifiers.{pupil_code,personal_id}": conditions.line,
        "years.*.school_year": conditions.school_year,
        "years.*.class_name": conditions.class_name,
        "years.*.school.name": conditions.line,
        "years.*.school.department": conditions.department,
        "years.*.subjects.*.{subject,language}": _plain_subject,
        "years.*.subjects.*.periods.{term1,term2,year}.result": _result,
        "years.*.subjects.*.periods.{term1,term2,year}.level": _level,
        "years.*.subjects.*.periods.{term1,term2,year}.enrolment": _exempt,
        "years.*.subjects.*.enrolment": _exempt,
        f"{_SUMMARY}learning_result": conditions.one_of("result4", "learning5"),
        f"{_SUMMARY}conduct_result": conditions.one_of("result4", "conduct4"),
        f"{_SUMMARY}education_result": conditions.one_of("primary_result"),
        f"{_SUMMARY}average": conditions.one_of("score10"),
        f"{_SUMMARY}honour": conditions.line,
        f"{_SUMMARY}absences.{{excused,unexcused,total}}": conditions.count,
        "years.*.summaries.{term1,term2}.note": conditions.text,
        "years.*.decisions.promotion_text": conditions.text,
    },
    implied=(
        "years.*.{grade,level,programme,regulation}",
        "years.*.issue.status",
        "years.*.subjects.*.{source_label,assessed_by,enrolment}",
        "years.*.summaries.*.absences.counted_from",
    ),
)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the summary: its caption, its sub-header, its place in the pupil's data."""

    caption: str
    under: str
    kind: str
    key: str = ""
    subject: SubjectKey = ("", None)


def write_class_summary(document: Document, sink: Sink) -> Written:
    """One workbook of all classes and periods where the sink names a file, else one for each grade and period."""
    written = Written()
    groups = classes_of(document, written.notices)
    sheets = [(group, period) for group in groups for period in PERIODS if group.in_period(period)]
    if sink.name:
        _write_book(sheets, sink.path(sink.name), written)
    else:
        books: dict[str, list[tuple[ClassGroup, PeriodId]]] = {}
        for group, period in sheets:
            term = {"term1": "hk1", "term2": "hk2", "year": "ca_nam"}[period]
            name = f"so_diem_tong_ket_khoi_{group.grade or 'khong_ro'}_{term}_{group.school_year}.xlsx"
            books.setdefault(file_word(name), []).append((group, period))
        for name, of_book in books.items():
            _write_book(of_book, sink.folder / name, written)
    if not written.files:
        written.notices.append(Notice("nothing-for-target"))
    return written


def _write_book(sheets: list[tuple[ClassGroup, PeriodId]], path: FilePath, written: Written) -> None:
    if not sheets:
        return
    several = len({period for _, period in sheets}) > 1 or len({group.school_year for group, _ in sheets}) > 1
    with BookWriter(path) as book:
        for group, period in sheets:
            name = (group.class_name or "khong ro lop").lower()
            term = {"term1": " HK1", "term2": " HK2", "year": " CN"}[period] if several else ""
            _write_sheet(book.sheet(f"{name}{term}"), group, period, written)
    written.files.append(path)


def _columns(group: ClassGroup, period: PeriodId) -> Iterator[_Column]:
    members = group.in_period(period)
    summaries = [member.year.summaries.get(period, Summary()) for member in members]
    for key, record in group.subjects().items():
        under = "(N.xét)" if _commented(record, members, key) else "(HS 1)"
        yield _Column(subject_label(group, key, record, "short"), under, "subject", subject=key)
    term = f"({_NAMES[period]})"
    ticked = any(s.education_result for s in summaries)
    old = any(
        (s.learning_result and s.learning_result.scale == "learning5")
        or (s.conduct_result and s.conduct_result.scale == "conduct4")
        or s.average
        or s.rank is not None
        for s in summaries
    )
    new = any(mark and mark.scale == "result4" for s in summaries for mark in (s.learning_result, s.conduct_result))
    if ticked:
        for value, caption in zip(_LEVELS, _LEVEL_NAMES, strict=True):
            yield _Column(caption, term, "tick", value)
    if new or not (old or ticked):
        yield _Column("Kết quả học tập", term, "learning4")
        yield _Column("Kết quả rèn luyện", term, "conduct4new")
    if old:
        yield _Column("Điểm TK", term, "average")
        yield _Column("Học lực", term, "learning5")
        yield _Column("Hạnh kiểm", term, "conduct4")
    for caption, kind in (("P", "excused"), ("K", "unexcused"), ("Tổng", "total")):
        yield _Column("Buổi nghỉ", caption, "absence", kind)
    if old or any(s.honour for s in summaries):
        yield _Column("Danh hiệu", term, "honour")
    if old:
        yield _Column("Xếp hạng", term, "rank")
    yield _Column("Ghi chú", term, "note")


def _commented(record: SubjectRecord, members: list[Member], key: SubjectKey) -> bool:
    if record.assessed_by:
        return record.assessed_by == "comment"
    marks = [p.result for m in members if (r := m.subjects.get(key)) for p in r.periods.values() if p.result]
    return bool(marks) and all(mark.scale == "pass" for mark in marks)


def _write_sheet(sheet: SheetWriter, group: ClassGroup, period: PeriodId, written: Written) -> None:
    columns = list(_columns(group, period))
    last = 5 + len(columns)
    start, end = group.school_year.split("-")
    if group.department:
        sheet.merge(1, 1, 1, 7, group.department, "title")
    if group.school:
        sheet.merge(2, 1, 2, 7, group.school, "title")
    term = _NAMES[period]
    heading = f"BẢNG TỔNG HỢP KẾT QUẢ GIÁO DỤC {term.upper()}, NĂM HỌC {start} - {end}"
    sheet.merge(1, 8, 1, max(last, 9), heading, "title")
    of_class = f"Lớp {group.class_name} - " if group.class_name else ""
    of_grade = f"Khối {group.grade} - " if group.grade in range(1, 13) else ""
    sheet.merge(2, 8, 2, max(last, 9), f"{of_grade}{of_class}({term})", "title")
    _write_header(sheet, columns)
    members = group.in_period(period)
    for offset, member in enumerate(members):
        row = 8 + offset
        _write_pupil(sheet, row, offset + 1, member)
        _write_results(sheet, row, member, columns, period)
        written.placed[CellPlace(len(written.files), sheet.name, row, 0)] = member.card
    sheet.landscape()
    sheet.frame(8, 1, len(members) + 7, last)
    counted = "(trừ những học sinh đã chuyển trường, chuyển lớp, thôi học)"
    sheet.merge(
        len(members) + 8,
        3,
        len(members) + 8,
        9,
        f"Danh sách này có: {len(members)} học sinh {counted}",
        "plain",
    )


_WIDTHS = {"honour": 14, "note": 14, "absence": 5.5}


def _write_header(sheet: SheetWriter, columns: list[_Column]) -> None:
    for column, caption in enumerate(("STT", "Mã học sinh", "Số định danh cá nhân", "Họ và tên", "Ngày sinh"), 1):
        sheet.merge(6, column, 7, column, caption)
    sheet.widths(1, 4.6, 13.5, 16, 25.5, 11)
    for column, entry in enumerate(columns, 6):
        if entry.kind != "absence":
            sheet.text(6, column, entry.caption, "header")
        elif entry.key == "excused":
            sheet.merge(6, column, 6, column + 2, entry.caption)
        sheet.text(7, column, entry.under, "header")
        sheet.widths(column, _WIDTHS.get(entry.kind, 8.5))
    sheet.height(6, 40)
    sheet.height(7, 27)


def _write_pupil(sheet: SheetWriter, row: int, number: int, member: Member) -> None:
    sheet.number(row, 1, number)
    write_code(sheet, row, 2, member.student.identifiers.get("pupil_code"), as_number=True)
    write_code(sheet, row, 3, member.student.identifiers.get("personal_id"))
    sheet.text(row, 4, member.student.full_name)
    write_date(sheet, row, 5, member.student.birth_date)


def _write_results(sheet: SheetWriter, row: int, member: Member, columns: list[_Column], period: PeriodId) -> None:
    summary = member.year.summaries.get(period, Summary())
    for column, entry in enumerate(columns, 6):
        if entry.kind == "subject":
            _write_subject(sheet, row, column, member.subjects.get(entry.subject), period)
        elif entry.kind == "tick":
            found = summary.education_result
            sheet.text(row, column, "x" if found and found.value == entry.key else None, "center")
        elif entry.kind == "absence":
            count = getattr(summary.absences, entry.key) if summary.absences else None
            _write_count(sheet, row, column, count)
        elif entry.kind == "average":
            sheet.text(row, column, summary.average.value if summary.average else None, "center")
        elif entry.kind == "rank":
            sheet.text(row, column, None if summary.rank is None else str(summary.rank), "center")
        elif entry.kind == "honour":
            sheet.text(row, column, summary.honour)
        elif entry.kind == "note":
            decisions = member.year.decisions
            year_note = decisions.promotion_text if decisions else None
            sheet.text(row, column, year_note if period == "year" else summary.note)
        else:
            _write_word(sheet, row, column, _word_of(summary, entry.kind))


def _word_of(summary: Summary, kind: str) -> Mark | None:
    mark = summary.learning_result if kind.startswith("learning") else summary.conduct_result
    scale = {
        "learning4": "result4",
        "conduct4new": "result4",
        "learning5": "learning5",
        "conduct4": "conduct4",
    }[kind]
    return mark if mark and mark.scale == scale else None


def _write_word(sheet: SheetWriter, row: int, column: int, mark: Mark | None) -> None:
    from ...codelists import scales

    sheet.text(row, column, scales.word(mark.scale, mark.value) if mark else None, "center")


def _write_count(sheet: SheetWriter, row: int, column: int, count: str | None) -> None:
    if count is None:
        sheet.text(row, column, None, "center")
    else:
        sheet.number(row, column, Decimal(count))


def _write_subject(sheet: SheetWriter, row: int, column: int, record: SubjectRecord | None, period: PeriodId) -> None:
    found = record.periods.get(period) if record else None
    mark = (found.result or found.level) if found else None
    exempt = (found.enrolment if found else None) or (record.enrolment if record and not mark else None)
    if mark is None and exempt == EXEMPT:
        sheet.text(row, column, "Miễn", "center")
    else:
        write_mark(sheet, row, column, mark)
