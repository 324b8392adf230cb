"""Dates of three precisions ("2010", "2010-03", "2010-03-05") and school years ("2023-2024"), compared with care.

A date that is cut to its year is before another only where its last day is.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from ...model import YearRecord

_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_SCHOOL_YEAR = re.compile(r"([0-9]{4})-([0-9]{4})")
_YEAR_BEGINS, _YEAR_ENDS = "-01-01", "-12-31"


@lru_cache(maxsize=16384)
def possible(text: str) -> bool:
    """Whether a text is a date that the calendar has."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(first_day(text))
    except ValueError:
        return False
    return True


def first_day(text: str) -> str:
    """The first day that a possible date may mean."""
    return text + _YEAR_BEGINS[len(text) - 4 :]


def last_day(text: str) -> str:
    """The last day that a possible date may mean; day 31 stands for the last of any month."""
    return text + _YEAR_ENDS[len(text) - 4 :]


def before(one: str, other: str) -> bool:
    """Whether a possible date is before another beyond doubt."""
    return last_day(one) < first_day(other)


@lru_cache(maxsize=1024)
def start_of(school_year: str | None) -> int | None:
    """The calendar year in which a school year begins; None where it is not written "2023-2024"."""
    found = _SCHOOL_YEAR.fullmatch(school_year or "")
    return int(found[1]) if found and int(found[2]) == int(found[1]) + 1 else None


def start_of_record(year: YearRecord) -> int | None:
    """The calendar year in which the school year of a record begins."""
    return start_of(year.school_year)
