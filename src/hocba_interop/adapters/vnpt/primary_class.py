"""Writing vnEdu's class table of a primary class (A2): group headers in rows 6-8, sub-headers in row 9.

The layout is known from code (P) for grades 4 and 5; for grades 1 to 3 it is deduced (I).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from ...codelists import traits
from ...model import Mark, PeriodId
from ...model.flat import Leaf, Path
from ...model.report_card import Document
from ...notices import CellPlace, Notice
from ..contract import Sink, Written
from ..coverage import Accepts, Coverage, coverage
from ..projection import Flat, Projection, drop_bare, project_rows, settle_exemptions
from ..workbook import conditions
from ..workbook.class_names import grade_of_class
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

_V = TypeVar("_V")
PERIODS: tuple[PeriodId, ...] = ("mid_term1", "term1", "mid_term2", "year")
"""The four checkpoints of primary school: what other levels call the end of the second term is its year."""
_TITLES = {
    "mid_term1": "GIỮA HỌC KỲ I",
    "term1": "CUỐI HỌC KỲ I",
    "mid_term2": "GIỮA HỌC KỲ II",
    "year": "CUỐI NĂM",
}
_KINDS = (
    ("general_competence", "Năng lực", "Năng lực chung"),
    ("specific_competence", "Năng lực", "Năng lực đặc thù"),
    ("competence", "Năng lực", "Năng lực"),
    ("quality", "Phẩm chất", None),
)


def _plain(path: Path, _: Leaf) -> bool:
    key = path[3]
    return "#" not in key and ":" not in key and not key.startswith("ngoai_ngu_2")


def _and_plain(*scales: str) -> Accepts:
    marks = conditions.one_of(*scales)
    return lambda path, leaf: _plain(path, leaf) and marks(path, leaf)


def _trait(path: Path, _: Leaf) -> bool:
    return path[3] in {trait.id for trait in traits.all()}


def _and_trait(path: Path, leaf: Leaf) -> bool:
    return _trait(path, leaf) and conditions.one_of("trait_level")(path, leaf)


def _exempt(path: Path, leaf: Leaf) -> bool:
    return _plain(path, leaf) and leaf == "exempt"


COVERAGE = coverage(
    only={
        "student.full_name": conditions.line,
        "student.birth_date": conditions.date,
        "student.sex": lambda _, leaf: leaf == "female",
        "student.identifiers.pupil_code": conditions.line,
        "years.*.school_year": conditions.school_year,
        "years.*.class_name": conditions.class_name,
        "years.*.school.name": conditions.line,
        "years.*.school.department": conditions.department,
        "years.*.subjects.*.{subject,language}": _plain,
        "years.*.subjects.*.periods.{mid_term1,term1,mid_term2,year}.level": _and_plain("primary_level"),
        "years.*.subjects.*.periods.{mid_term1,term1,mid_term2,year}.test": _and_plain("score10"),
        "years.*.subjects.*.periods.{mid_term1,term1,mid_term2,year}.enrolment": _exempt,
        "years.*.subjects.*.enrolment": _exempt,
        "years.*.traits.*.trait": _trait,
        "years.*.traits.*.periods.{mid_term1,term1,mid_term2,year}.level": _and_trait,
        "years.*.summaries.{mid_term1,term1,mid_term2,year}.note": conditions.text,
    },
    implied=(
        "years.*.{grade,level,programme,regulation}",
        "years.*.issue.status",
        "years.*.subjects.*.{source_label,assessed_by,enrolment}",
        "years.*.traits.*.{kind,source_label}",
    ),
)


def project(flat: Flat, held: Coverage) -> Projection:
    """Primary years only: the table has no place for the marks of secondary school."""
    primary = {path: leaf for path, leaf in flat.items() if path[0] != "years" or _is_primary(flat, path[1])}
    aliases: dict[Path, Path] = {}

    def refine(leaves: Flat) -> None:
        drop_bare(leaves, "traits")
        settle_exemptions(leaves, aliases, "exempt")

    projection = project_rows(primary, held, refine)
    projection.aliases.update(aliases)
    return projection


def _is_primary(flat: Flat, year: str) -> bool:
    name = flat.get(("years", year, "class_name"))
    grade = grade_of_class(name if isinstance(name, str) else None)
    return grade <= 5 if grade else flat.get(("years", year, "level")) == "primary"


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: the group captions above it, its own caption, and the field that it shows."""

    group: str
    over: str | None
    caption: str
    field: str
    key: str = ""
    subject: SubjectKey = ("", None)


def write_primary_class(document: Document, sink: Sink) -> Written:
    """One workbook of all classes and periods where the sink names a file, else one for each class and period."""
    written = Written()
    groups = classes_of(document, written.notices)
    sheets = [(group, period) for group in groups for period in PERIODS if group.in_period(period)]
    if sink.name and sheets:
        with BookWriter(sink.path(sink.name)) as book:
            for group, period in sheets:
                name = f"{group.class_name or 'khong ro lop'} {_TITLES[period].lower()}"
                _write_sheet(book.sheet(name), group, period, written)
        written.files.append(sink.path(sink.name))
    elif not sink.name:
        for group, period in sheets:
            of_class = (group.class_name or "khong_ro").lower()
            path = sink.folder / file_word(f"bang_tong_hop_lop_{of_class}_{period}_{group.school_year}.xlsx")
            with BookWriter(path) as book:
                _write_sheet(book.sheet(group.class_name or "khong ro lop"), group, period, written)
            written.files.append(path)
    if not written.files:
        written.notices.append(Notice("nothing-for-target"))
    return written


def _columns(group: ClassGroup, members: list[Member], period: PeriodId) -> Iterator[_Column]:
    for key, record in group.subjects().items():
        caption = subject_label(group, key, record, "short")
        yield _Column("Môn học và hoạt động giáo dục", caption, "Mức đạt được", "level", subject=key)
        tests = (m.subjects[key].periods.get(period) for m in members if key in m.subjects)
        if any(found and found.test for found in tests):
            yield _Column("Môn học và hoạt động giáo dục", caption, "Điểm KTĐK", "test", subject=key)
    present = {record.trait for member in members for record in member.year.traits}
    for kind, of_kind, over in _KINDS:
        for trait in traits.all():
            if trait.kind == kind and trait.id in present:
                yield _Column(of_kind, over, trait.name, "trait", trait.id)
    yield _Column("Ghi chú", None, "", "note")


def _write_sheet(sheet: SheetWriter, group: ClassGroup, period: PeriodId, written: Written) -> None:
    members = group.in_period(period)
    columns = list(_columns(group, members, period))
    last = 6 + len(columns)
    start, end = group.school_year.split("-")
    rows = [group.department, group.school, f"BẢNG TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ GIÁO DỤC {_TITLES[period]}"]
    rows += [f"Năm học {start} - {end}", f"Lớp {group.class_name}" if group.class_name else None]
    for row, title in enumerate(rows, 1):
        if title:
            sheet.merge(row, 1, row, last, title, "title")
    _write_header(sheet, columns)
    for offset, member in enumerate(members):
        row = 10 + offset
        _write_pupil(sheet, row, offset + 1, member, columns, period)
        written.placed[CellPlace(len(written.files), sheet.name, row, 0)] = member.card
    sheet.landscape()
    sheet.frame(10, 1, len(members) + 9, last)


def _write_header(sheet: SheetWriter, columns: list[_Column]) -> None:
    for left, right, caption in (
        (1, 1, "STT"),
        (2, 2, "Mã VNEDU"),
        (3, 4, "Họ tên"),
        (5, 5, "Ngày sinh"),
        (6, 6, "Nữ"),
    ):
        sheet.merge(6, left, 9, right, caption)
    for left, right, group in _spans([column.group for column in columns]):
        sheet.merge(6, left, 9 if group == "Ghi chú" else 6, right, group)
    for left, right, over in _spans([(column.group, column.over) for column in columns]):
        if over[1]:
            sheet.merge(7, left, 8, right, over[1])
        elif over[0] != "Ghi chú":
            sheet.merge(7, left, 8, right, over[0])
    for column, entry in enumerate(columns, 7):
        if entry.field != "note":
            sheet.text(9, column, entry.caption, "header")
    sheet.widths(1, 5, 14, 20, 8, 12, 5, *[9] * (len(columns) - 1), 24)


def _spans(values: list[_V]) -> Iterator[tuple[int, int, _V]]:
    """Runs of equal values as (first column, last column, value)."""
    start = 0
    for index in range(1, len(values) + 1):
        if index == len(values) or values[index] != values[start]:
            yield start + 7, index + 6, values[start]
            start = index


def _write_pupil(
    sheet: SheetWriter, row: int, number: int, member: Member, columns: list[_Column], period: PeriodId
) -> None:
    sheet.number(row, 1, number)
    write_code(sheet, row, 2, member.student.identifiers.get("pupil_code"), as_number=True)
    sheet.merge(row, 3, row, 4, member.student.full_name or "", "text")
    write_date(sheet, row, 5, member.student.birth_date)
    sheet.text(row, 6, "x" if member.student.sex == "female" else None, "center")
    found_traits = {record.trait: record for record in member.year.traits}
    for column, entry in enumerate(columns, 7):
        if entry.field == "note":
            summary = member.year.summaries.get(period)
            sheet.text(row, column, summary.note if summary else None)
            continue
        if entry.field == "trait":
            record = found_traits.get(entry.key)
            found_trait = record.periods.get(period) if record else None
            write_mark(sheet, row, column, found_trait.level if found_trait else None)
            continue
        subject = member.subjects.get(entry.subject)
        found = subject.periods.get(period) if subject else None
        mark: Mark | None = getattr(found, entry.field, None)
        exempt = (found.enrolment if found else None) or (subject.enrolment if subject else None)
        if mark is None and exempt == "exempt":
            sheet.text(row, column, "M", "center")
        else:
            write_mark(sheet, row, column, mark)
