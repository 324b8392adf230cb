"""The circular and the programme of a year against its grade and school year: each was rolled out grade by grade."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ....codelists import levels, regulations
from ....model import YearRecord
from ...check import Check
from ...findings import Findings
from ...record import Record
from ..dates import start_of
from ..keyed import keyed_years

_AS_AMENDED = {"tt26-2020": "tt58-2011", "tt22-2016": "tt30-2014"}
"""A circular that only amends another: a school may well name the one that it amends."""


def _words(record: Record, findings: Findings) -> None:
    for key, year in keyed_years(record.card):
        for name, known in (("level", _level), ("programme", _programme), ("regulation", _circular)):
            word = getattr(year, name)
            if word is not None and not known(word):
                findings.add("year-word-unknown", ("years", key, name), private={"value": word}, year_word=name)


@lru_cache(maxsize=256)
def _level(word: str) -> bool:
    return any(item.id == word for item in levels.all())


@lru_cache(maxsize=256)
def _programme(word: str) -> bool:
    return any(item.id == word for item in regulations.programmes())


@lru_cache(maxsize=256)
def _circular(word: str) -> bool:
    return any(item.id == word for item in regulations.all())


def _in_force(record: Record, findings: Findings) -> None:
    for key, year in keyed_years(record.card):
        if year.grade is None or start_of(year.school_year) is None:
            continue
        _check_circular(findings, key, year)
        _check_programme(findings, key, year)


def _check_circular(findings: Findings, key: str, year: YearRecord) -> None:
    named = year.regulation
    if named is None or not _circular(named):
        return
    expected = _expected(named, year.school_year or "", year.grade or 0, year.level)
    if expected and named not in (expected, _AS_AMENDED.get(expected)):
        facts: dict[str, Any] = {
            "named": regulations.get(named).number,
            "expected": regulations.get(expected).number,
            "grade": year.grade,
            "school_year": year.school_year,
        }
        findings.add("circular-of-other-year", ("years", key, "regulation"), **facts)


@lru_cache(maxsize=1024)
def _expected(named: str, school_year: str, grade: int, level: str | None) -> str | None:
    """The circular that ruled the year; where no level is recorded, that of the level which the named one is for."""
    if level is None:
        level = next((one for one in regulations.get(named).levels if grade in levels.get(one).grades), None)
    return regulations.for_year(school_year, grade, level)


def _check_programme(findings: Findings, key: str, year: YearRecord) -> None:
    named = year.programme
    if named is None or not _programme(named) or (year.level or "").startswith("continuing"):
        return  # the roll-out in continuing education (GDTX) is not known well enough
    expected = regulations.programme_for(year.school_year or "", year.grade or 0)
    if expected and named != expected:
        facts: dict[str, Any] = {
            "named": regulations.programme(named).name,
            "expected": regulations.programme(expected).name,
            "grade": year.grade,
            "school_year": year.school_year,
        }
        findings.add("programme-of-other-year", ("years", key, "programme"), **facts)


CHECKS = (
    Check("history.words", ("year-word-unknown",), _words),
    Check("history.circulars", ("circular-of-other-year", "programme-of-other-year"), _in_force),
)
