"""Finders: small functions that look for one kind of thing in a report card and say where it is not.

A need of a profile names its finder and tells it what to look for. A finder that yields nothing found everything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ..codelists import levels
from ..model.flat import Path
from .profile import Need
from .situation import Case, Year

EVERY = "*"
"""The key of a gap that is every subject, or every quality and competence."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is not there: of which year and grade, period, subject or trait; None: of the pupil."""

    school_year: str | None = None
    grade: int | None = None
    period: str | None = None
    member: tuple[str, str] | None = None
    """The kind of list and the key of the member (``("subjects", "toan")``); `EVERY` where there is none at all."""
    count: int | None = None
    known: str | None = None
    """A word of the program that stands there instead (the status of a record that was not issued)."""


Finder = Callable[[Case, Need], Iterator[Gap]]
FINDERS: dict[str, Finder] = {}


def finder(name: str) -> Callable[[Finder], Finder]:
    """Give a finder the name by which profiles call it."""

    def enter(function: Finder) -> Finder:
        FINDERS[name] = function
        return function

    return enter


def gap(year: Year, period: str | None = None, member: tuple[str, str] | None = None) -> Gap:
    """A gap in a year."""
    record = year.record
    return Gap(record.school_year, record.grade, period, member)


def years_for(case: Case, need: Need) -> Iterator[Year]:
    """The years that a need concerns, by level, circular and grade."""
    for year in case.years:
        if need.levels and year.level not in need.levels:
            continue
        if need.regulations and year.regulation not in need.regulations:
            continue
        if need.grades and year.record.grade not in need.grades:
            continue
        if not need.assessed_only or year.assessed:
            yield year


@finder("of-pupil")
def of_pupil(case: Case, need: Need) -> Iterator[Gap]:
    """A datum of the person (``any``: one of these paths is enough)."""
    if not _holds(case, (), need):
        yield Gap()


@finder("of-latest-year")
def of_latest_year(case: Case, need: Need) -> Iterator[Gap]:
    """A datum of the latest year."""
    for year in years_for(case, need):
        if year.latest and not _holds(case, ("years", year.key), need):
            yield gap(year)


@finder("of-each-year")
def of_each_year(case: Case, need: Need) -> Iterator[Gap]:
    """A datum of every year."""
    for year in years_for(case, need):
        if not _holds(case, ("years", year.key), need):
            yield gap(year)


@finder("of-finished-years")
def of_finished_years(case: Case, need: Need) -> Iterator[Gap]:
    """A datum of every year that is over."""
    for year in years_for(case, need):
        if year.finished and not _holds(case, ("years", year.key), need):
            yield replace(gap(year), known=_instead(case, year, need))


@finder("of-ended-periods")
def of_ended_periods(case: Case, need: Need) -> Iterator[Gap]:
    """A datum of every period that is over (``{period}`` in a path stands for it)."""
    for year in years_for(case, need):
        for period in year.ended:
            if period in need.periods and not _holds(case, ("years", year.key), need, period):
                yield gap(year, period)


def _holds(case: Case, base: Path, need: Need, period: str = "") -> bool:
    """Whether one of the paths of a need leads to something (to one of ``values``, where a need names them)."""
    values = need.settings.get("values")
    for text in need.settings["any"]:
        path = (*base, *text.replace("{period}", period).split("."))
        if path in case.prefixes if values is None else case.flat.get(path) in values:
            return True
    return False


def _instead(case: Case, year: Year, need: Need) -> str | None:
    """What stands where one of the values of a need should."""
    paths = (
        [("years", year.key, *text.split(".")) for text in need.settings["any"]] if "values" in need.settings else []
    )
    return next((str(case.flat[path]) for path in paths if path in case.flat), None)


@finder("form")
def form(case: Case, need: Need) -> Iterator[Gap]:
    """A datum of the person that is there but does not look as it should; one that lacks is another need's."""
    for text in need.settings["any"]:
        leaf = case.flat.get(tuple(text.split(".")))
        if leaf is not None and not re.fullmatch(need.settings["form"], str(leaf)):
            yield Gap()
            return


@finder("any-results")
def any_results(case: Case, need: Need) -> Iterator[Gap]:
    """Any result of any year: a list of pupils has none."""
    if not any(year.record.subjects or year.record.summaries or year.record.traits for year in case.years):
        yield Gap()


@finder("earlier-grades")
def earlier_grades(case: Case, need: Need) -> Iterator[Gap]:
    """The years of the grades before the latest, from the first of its level on; not where one year was chosen."""
    latest = case.latest
    if case.years_left_out or latest is None or not latest.record.grade or not latest.level:
        return
    known = {item.id: item for item in levels.all()}
    level = known.get(latest.level)
    there = {year.record.grade for year in case.years}
    for grade in range(level.first_grade, latest.record.grade) if level else ():
        if grade not in there:
            yield Gap(grade=grade)


@finder("left")
def left(case: Case, need: Need) -> Iterator[Gap]:
    """A line of the history that says that the pupil left in the latest year (``with``: and this of it)."""
    latest = case.latest
    if latest is None:
        return
    for entry in case.card.history:
        if entry.school_year != latest.record.school_year or entry.pupil_status not in need.settings["statuses"]:
            continue
        if "with" not in need.settings or getattr(entry, need.settings["with"]) is not None:
            return
    yield gap(latest)


@finder("not-assessed")
def not_assessed(case: Case, need: Need) -> Iterator[Gap]:
    """A pupil whom a disability exempts from assessment: what goes along then is on paper."""
    for year in years_for(case, need):
        if year.latest and not year.assessed:
            yield gap(year)


@finder("regulation")
def regulation(case: Case, need: Need) -> Iterator[Gap]:
    """Which circular ruled a year: recorded, or known by grade and year."""
    for year in years_for(case, need):
        if year.regulation is None:
            yield gap(year)
