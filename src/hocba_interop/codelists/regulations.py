"""Circulars on the assessment of pupils (thông tư về đánh giá học sinh): which ruled what year and grade.

Also the general education programmes (chương trình GDPT), whose roll-out the circulars follow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from hocba_interop.codelists import levels
from hocba_interop.codelists._tables import ListEdition, Row, parts, table


@dataclass(frozen=True, slots=True)
class Regulation:
    """A circular, with the programme under which it assessed pupils and the levels it is for."""

    id: str
    number: str
    title: str
    effective_from: str
    programme: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Programme:
    """A general education programme (chương trình giáo dục phổ thông)."""

    id: str
    name: str
    legal_source: str


def edition() -> ListEdition:
    """Edition, source and certainty of the list of circulars."""
    return table("regulations").edition


@cache
def _by_id() -> dict[str, Regulation]:
    return {
        row["id"]: Regulation(
            row["id"],
            row["number"],
            row["title"],
            row["effective_from"],
            row["programme"],
            parts(row["levels"]),
        )
        for row in table("regulations").rows
    }


@cache
def _programmes() -> dict[str, Programme]:
    return {row["id"]: Programme(**row) for row in table("programmes").rows}


def all() -> tuple[Regulation, ...]:
    """Every circular, those in force first."""
    return tuple(_by_id().values())


def get(regulation_id: str) -> Regulation:
    """The circular of that id (`KeyError` where there is none)."""
    return _by_id()[regulation_id]


def programmes() -> tuple[Programme, ...]:
    """Every programme, the current one first."""
    return tuple(_programmes().values())


def programme(programme_id: str) -> Programme:
    """The programme of that id (`KeyError` where there is none)."""
    return _programmes()[programme_id]


@lru_cache(maxsize=1024)
def for_year(school_year: str, grade: int, level: str | None = None) -> str | None:
    """The id of the circular that ruled a grade in a school year (``"2023-2024"``); None where none is known.

    Without a level, the grade's level in general education is meant; for continuing education (GDTX) only
    Thông tư 43/2021 is known.
    """
    level = level or levels.for_grade(grade)
    return next(
        (
            row["regulation"]
            for row in table("regulation_years").rows
            if row["level"] == level and _covers(row, school_year, grade)
        ),
        None,
    )


@lru_cache(maxsize=1024)
def programme_for(school_year: str, grade: int) -> str | None:
    """The id of the programme that a grade followed in a school year, or None where none is known."""
    rows = table("programme_years").rows
    return next((row["programme"] for row in rows if _covers(row, school_year, grade)), None)


def _covers(row: Row, school_year: str, grade: int) -> bool:
    start = re.match(r"\d{4}", school_year)
    if start is None or int(row["grade"]) != grade:
        return False
    return int(row["first_year"]) <= int(start[0]) <= int(row["last_year"] or 9999)
