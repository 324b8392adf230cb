"""What the title rows of a school sheet say: school year, term, class, grade, subject, school, department.

Each statement keeps its place, so that two titles that contradict each other can be named both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ...codelists import periods
from ...notices import CellPlace
from ...text import fold, tidy
from .captions import caption_key

_YEAR = re.compile(r"(20\d\d)\s*[-–—/]\s*(20\d\d)")
_CLASS = re.compile(r"\blớp\s*[:.]?\s*(\d{1,2}[\w.]*(?:[-/]\d+)?)", re.IGNORECASE)
_CLASS_NAME = re.compile(r"(?:lop\s*)?(\d{1,2}(?:[a-z]+\d*|[./_-]\d{1,2}|[a-z]*\d*)*)$", re.IGNORECASE)
_GRADE = re.compile(r"\bkhối\s*[:.]?\s*(\d{1,2})\b", re.IGNORECASE)
_SUBJECT = re.compile(r"\bmôn(?:\s+học)?\s*[:.]?\s+(.+?)(?=\s+[-–—]\s+|\s*[,;(]?\s*\blớp\b|\s*[-–—,]?\s*\bhọc k[ìỳ]\b|$)", re.IGNORECASE)
_PERIOD = re.compile(
    r"(?:giữa\s+|cuối\s+)?(?:học\s*k[ìỳyi]|hoc\s*ki|k[ìỳ]|hk)\s*(?:[12]\b|ii?\b)|giữa\s+k[ìỳ]\s*\w+|cả\s+năm|ca\s+nam|cuối\s+năm|\b[gc]k[12]\b",
    re.IGNORECASE,
)
_DEPARTMENT = ("so giao duc", "so gd", "phong giao duc", "phong gd", "uy ban nhan dan", "ubnd", "bo giao duc")
_MINISTRY = "bo giao duc"
_SCHOOL = re.compile(r"^(?:truong|trung tam|th |thcs|thpt|tieu hoc|th&thcs|pt|ttgd)\b")
_BOILERPLATE = (
    "conghoaxahoichunghiavietnam",
    "doclaptudohanhphuc",
    "bangtonghop",
    "bangdiem",
    "bangketqua",
    "sodiem",
    "danhsach",
    "ketquahoctap",
    "tonghopketqua",
    "ketquagiaoduc",
    "theodoi",
    "mauso",
    "nhungphamchatchuyeu",
)


@dataclass(slots=True)
class Titles:
    """Statements found in title cells, each with the places that make it. Values are as the model writes them."""

    school_year: dict[str, CellPlace] = field(default_factory=dict)
    period: dict[str, CellPlace] = field(default_factory=dict)
    class_name: dict[str, CellPlace] = field(default_factory=dict)
    grade: dict[str, CellPlace] = field(default_factory=dict)
    subject: dict[str, CellPlace] = field(default_factory=dict)
    school: dict[str, CellPlace] = field(default_factory=dict)
    department: dict[str, CellPlace] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    understood: list[CellPlace] = field(default_factory=list)
    other: list[CellPlace] = field(default_factory=list)

    def first(self, what: str) -> str | None:
        """The first statement of a kind."""
        statements: dict[str, CellPlace] = getattr(self, what)
        return next(iter(statements), None)


def period_in(text: str) -> str | None:
    """The period that a text names (``"HỌC KỲ 2"``, ``"Cả năm"``), or None."""
    found = _PERIOD.search(tidy(text))
    return periods.find(found[0]) if found else None


def school_year_in(text: str) -> str | None:
    """The school year that a text names (``2023 - 2024``), or None where it names none or an impossible one."""
    found = _YEAR.search(text)
    return f"{found[1]}-{found[2]}" if found and int(found[2]) == int(found[1]) + 1 else None


def is_department(text: str) -> bool:
    """Whether a text names a department above a school (Sở, Phòng, Ủy ban nhân dân)."""
    folded = fold(text)
    return folded.startswith(_DEPARTMENT) and not folded.startswith(_MINISTRY)


def read_class(text: str) -> str | None:
    """The class that a title names (``Lớp 10T``), or None."""
    found = _CLASS.search(text)
    return found[1].rstrip(".-_/") if found else None


def class_in_sheet_name(name: str) -> str | None:
    """The class that a sheet is named after (``10t``, ``12.6``, ``11a01``), or None."""
    found = _CLASS_NAME.match(fold(name))
    if not found or not found[1]:
        return None
    grade = re.match(r"\d{1,2}", found[1])
    if grade is None or not 1 <= int(grade[0]) <= 12 or found[1].isdigit():
        return None
    return tidy(name)[-len(found[1]) :]


def grade_of_class(class_name: str | None) -> int | None:
    """The grade in the name of a class (10 of ``10A1``), or None."""
    found = re.match(r"\d{1,2}", class_name or "")
    return int(found[0]) if found and 1 <= int(found[0]) <= 12 else None


def read_titles(cells: Iterable[tuple[CellPlace, str]]) -> Titles:
    """All statements of the title cells (place and text), in reading order."""
    titles = Titles()
    left_of_department: int | None = None
    for place, raw in cells:
        text = tidy(raw)
        folded = fold(text)
        key = caption_key(text)
        titles.keys.add(key)
        known = _statements(titles, place, text)
        if folded.startswith(_DEPARTMENT):
            if is_department(text):
                titles.department.setdefault(text, place)
            left_of_department = place.column
            known = True
        elif _SCHOOL.match(folded) or (left_of_department == place.column and not known):
            titles.school.setdefault(_after_colon(text), place)
            left_of_department = None
            known = True
        known = known or any(phrase in key for phrase in _BOILERPLATE)
        (titles.understood if known else titles.other).append(place)
    return titles


def _statements(titles: Titles, place: CellPlace, text: str) -> bool:
    hits = 0
    if year := school_year_in(text):
        titles.school_year.setdefault(year, place)
        hits += 1
    for found in _PERIOD.finditer(text):
        if period := periods.find(found[0]):
            titles.period.setdefault(period, place)
            hits += 1
    if class_name := read_class(text):
        titles.class_name.setdefault(class_name, place)
        hits += 1
    if found_grade := _GRADE.search(text):
        titles.grade.setdefault(found_grade[1], place)
        hits += 1
    if found_subject := _SUBJECT.search(text):
        titles.subject.setdefault(found_subject[1].strip(" -–—:"), place)
        hits += 1
    return hits > 0


def _after_colon(text: str) -> str:
    head, colon, tail = text.partition(":")
    return tail.strip() if colon and fold(head) in ("truong", "don vi", "ten truong") else text
