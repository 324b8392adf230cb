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
from .class_names import names_unreadable_class, read_class
from .routing import Routing, RoutingCode
from .wording import Wording

_LONGEST_TITLE = 1000
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*[-–—/]\s*(20\d\d|\d\d)(?!\d)")
_GRADE = re.compile(r"\bkhối\s*[:.]?\s*(\d{1,2})\b", re.IGNORECASE)
_SUBJECT = re.compile(
    r"\bmôn(?:\s+học)?\s*[:.]?\s+(.+?)(?=\s+[-–—]\s+|\s*[,;(]?\s*\blớp\b|\s*[-–—,]?\s*\bhọc k[ìỳ]\b|$)",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"(?:giua |cuoi )?(?:hoc ?k[iy]|\bk[iy]|\bhk) ?(?:[12]|ii?)\b|giua k[iy] \w+|ca nam|cuoi nam"
    r"|\b[gc]h?k ?(?:[12]|ii?)\b"
)
_DEPARTMENT = Wording(r"^(?:sở (?:giáo dục|gd)|phòng (?:giáo dục|gd)|[uủ][ỷy] ban nhân dân|ubnd)")
_MINISTRY = Wording(r"^bộ (?:giáo dục|gd)")
_SCHOOL = Wording(r"^(?:trường|trung tâm|th|thcs|thpt|tiểu học|th&thcs|pt|ttgd)\b")
_SCHOOL_LABEL = Wording(r"^(?:trường|đơn vị|tên trường)$")
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
    closing: set[str] = field(default_factory=set)
    """Periods that were named as a closing round (``CK2``, "Cuối học kỳ II")."""
    codes: list[RoutingCode] = field(default_factory=list)
    unreadable_class: CellPlace | None = None
    understood: list[CellPlace] = field(default_factory=list)
    other: list[CellPlace] = field(default_factory=list)

    def first(self, what: str) -> str | None:
        """The first statement of a kind."""
        statements: dict[str, CellPlace] = getattr(self, what)
        return next(iter(statements), None)


def period_in(text: str) -> str | None:
    """The period that a text names (``"HỌC KỲ 2"``, ``"Cả năm"``), or None."""
    found = _PERIOD.search(fold(text[:_LONGEST_TITLE]))
    return periods.find(found[0]) if found else None


def is_closing_round(text: str) -> bool:
    """Whether a text names its period as the round that closes it (``CK2``): at primary level that of the year."""
    found = _PERIOD.search(fold(text[:_LONGEST_TITLE]))
    return found is not None and found[0].startswith(("cuoi", "ck", "chk"))


def school_year_in(text: str) -> str | None:
    """The school year that a text names (``2023 - 2024``), or None where it names none or an impossible one."""
    for found in _YEAR.finditer(text[:_LONGEST_TITLE]):
        start, end = int(found[1]), int(found[2])
        if (end if end > 99 else start // 100 * 100 + end) == start + 1:
            return f"{start}-{start + 1}"
    return None


def is_department(text: str) -> bool:
    """Whether a text names a department above a school (Sở, Phòng, Ủy ban nhân dân)."""
    return _DEPARTMENT.stands_in(text)


def read_titles(cells: Iterable[tuple[CellPlace, str]], routing: Routing | None = None) -> Titles:
    """All statements of the title cells (place and text), in reading order; among them the vendor's codes."""
    titles = Titles()
    left_of_department: int | None = None
    for place, raw in cells:
        if code := routing and routing.read(place, raw):
            titles.codes.append(code)
            titles.understood.append(place)
            continue
        text = tidy(raw)
        known = _statements(titles, place, text)
        if is_department(text) or _MINISTRY.stands_in(text):
            if is_department(text):
                titles.department.setdefault(text, place)
            left_of_department = place.column
            known = True
        elif _SCHOOL.stands_in(text) or (left_of_department == place.column and not known):
            titles.school.setdefault(_after_colon(text), place)
            left_of_department = None
            known = True
        known = known or any(phrase in caption_key(text) for phrase in _BOILERPLATE)
        (titles.understood if known else titles.other).append(place)
    return titles


def _statements(titles: Titles, place: CellPlace, text: str) -> bool:
    """Enter what one title states; returns whether it states anything."""
    title = text[:_LONGEST_TITLE]
    hits = 0
    if year := school_year_in(title):
        titles.school_year.setdefault(year, place)
        hits += 1
    for found in _PERIOD.finditer(fold(title)):
        if period := periods.find(found[0]):
            titles.period.setdefault(period, place)
            hits += 1
            if is_closing_round(found[0]):
                titles.closing.add(period)
    if class_name := read_class(title):
        titles.class_name.setdefault(class_name, place)
        hits += 1
    elif names_unreadable_class(title):
        titles.unreadable_class = titles.unreadable_class or place
        hits += 1
    if found_grade := _GRADE.search(title):
        titles.grade.setdefault(found_grade[1], place)
        hits += 1
    if found_subject := _SUBJECT.search(title):
        titles.subject.setdefault(found_subject[1].strip(" -–—:"), place)
        hits += 1
    return hits > 0


def _after_colon(text: str) -> str:
    head, colon, tail = text.partition(":")
    return tail.strip() if colon and _SCHOOL_LABEL.stands_in(head) else text
