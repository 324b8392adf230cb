"""Which year, term, class, grade, subject and school a table belongs to, from everything that says so."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...codelists import levels, regulations
from ...model.flat import UNKNOWN_YEAR, Leaf, Path
from ...notices import CellPlace, Notice
from ...text import fold
from ..contract import ReadOptions
from .binding import Setting, SubjectRef, subject_ref
from .header import Header
from .titles import Titles, class_in_sheet_name, grade_of_class, period_in


@dataclass(slots=True)
class Context:
    """What holds for all rows of a table, with the notices that finding it out gave."""

    setting: Setting | None
    class_name: str | None
    school_year: str | None
    implied: list[tuple[Path, Leaf]]
    notices: list[Notice]


def _one(what: str, statements: dict[str, CellPlace], notices: list[Notice]) -> str | None:
    """The one statement of a kind; two that differ contradict each other, and both places are named."""
    found = list(statements.items())
    if len(found) > 1:
        notices.append(Notice("title-contradiction", found[0][1], found[1][1], {"what": what}))
    return found[0][0] if found else None


def _period(
    titles: Titles, header: Header, sheet: CellPlace, file_name: str, options: ReadOptions, notices: list[Notice]
) -> str | None:
    statements = dict(titles.period)
    for cell in header.columns:
        if cell.period:
            statements.setdefault(cell.period, CellPlace(sheet.source, sheet.sheet, header.last, cell.column))
    if named := period_in(sheet.sheet):
        statements.setdefault(named, sheet)
    if statements:
        return _one("period", statements, notices)
    if options.period:
        return options.period
    named = period_in(re.sub(r"[_.]+", " ", file_name))
    if named:
        notices.append(Notice("period-from-file-name", sheet, facts={"period": named}))
    return named


def _school_year(titles: Titles, sheet: CellPlace, options: ReadOptions, notices: list[Notice]) -> str | None:
    year = _one("school_year", titles.school_year, notices)
    if year is None:
        year = options.school_year
        if year is None:
            notices.append(Notice("school-year-unknown", sheet))
    return year


def _class_name(titles: Titles, sheet: CellPlace, notices: list[Notice]) -> str | None:
    named = class_in_sheet_name(sheet.sheet)
    title = titles.first("class_name")
    if title is None:
        return named
    if len(titles.class_name) > 1:
        _one("class_name", {fold(name): place for name, place in titles.class_name.items()}, notices)
    if named and fold(named) != fold(title):
        notices.append(Notice("class-name-differs", titles.class_name[title], sheet))
    return title


def find_setting(
    titles: Titles,
    header: Header,
    sheet: CellPlace,
    *,
    file_name: str,
    options: ReadOptions,
    subjects: str,
    needs_period: bool,
    old_columns: bool,
) -> Context:
    """Put together where a table stands. ``setting`` is None where the period or the subject cannot be known."""
    notices: list[Notice] = []
    period = _period(titles, header, sheet, file_name, options, notices) if needs_period else "year"
    year = _school_year(titles, sheet, options, notices) if needs_period else titles.first("school_year")
    class_name = _class_name(titles, sheet, notices)
    grade = grade_of_class(class_name) or _grade(titles)
    if titles.grade and class_name and _grade(titles) != grade_of_class(class_name):
        place = next(iter(titles.grade.values()))
        notices.append(Notice("title-contradiction", place, sheet, {"what": "grade"}))
    level = levels.for_grade(grade) if grade else None
    subject: SubjectRef | None = None
    if subjects == "title":
        subject = _subject(titles, sheet, level)
        if subject is None:
            notices.append(Notice("subject-unknown-for-sheet", sheet))
        elif not subject.known:
            notices.append(Notice("unknown-subject", sheet, facts={"label": subject.label}))
    if period is None:
        notices.append(Notice("period-unknown", sheet))
    regulation = _regulation(year, grade, level, old_columns)
    implied = _implied(year, class_name, grade, level, regulation, titles)
    usable = period is not None and (subjects != "title" or subject is not None)
    setting = Setting(year or UNKNOWN_YEAR, period or "", level, regulation, subject) if usable else None
    return Context(setting, class_name, year, implied, notices)


def _grade(titles: Titles) -> int | None:
    grade = titles.first("grade")
    return int(grade) if grade and 1 <= int(grade) <= 12 else None


def _subject(titles: Titles, sheet: CellPlace, level: str | None) -> SubjectRef | None:
    label = titles.first("subject")
    words = re.sub(r"\s*\b(hk|học kỳ|học kì)\s*(i{1,2}|[12])\b.*$", "", sheet.sheet, flags=re.IGNORECASE)
    named = re.sub(r"\s*[-–_ ]\s*(lớp\s*)?\d{1,2}\w*([.]\d+)?$", "", words, flags=re.IGNORECASE).strip()
    by_name = subject_ref(named, level) if named else None
    if label is None:
        return by_name if by_name and by_name.known else None
    ref = subject_ref(label, level)
    # a sheet named after its subject spells it as people do; the title shouts
    if by_name and fold(by_name.label) == fold(ref.label):
        ref.label = by_name.label
    return ref


def _regulation(year: str | None, grade: int | None, level: str | None, old_columns: bool) -> str | None:
    if year and grade:
        return regulations.for_year(year, grade, level)
    if level in ("lower_secondary", "upper_secondary") and not old_columns:
        return "tt22-2021"
    return None


def _implied(
    year: str | None,
    class_name: str | None,
    grade: int | None,
    level: str | None,
    regulation: str | None,
    titles: Titles,
) -> list[tuple[Path, Leaf]]:
    base = ("years", year or UNKNOWN_YEAR)
    leaves: list[tuple[Path, Leaf | None]] = [
        ((*base, "school_year"), year),
        ((*base, "grade"), grade),
        ((*base, "class_name"), class_name),
        ((*base, "level"), level),
        ((*base, "programme"), regulations.programme_for(year, grade) if year and grade else None),
        ((*base, "regulation"), regulation),
        ((*base, "school", "name"), titles.first("school")),
        ((*base, "school", "department"), titles.first("department")),
        ((*base, "issue", "status"), "draft"),
    ]
    return [(path, leaf) for path, leaf in leaves if leaf is not None]


