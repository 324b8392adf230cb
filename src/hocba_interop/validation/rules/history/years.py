"""School years (năm học): written rightly, in order, none twice, none missing between two others."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ....model.flat import Path
from ...check import Check
from ...findings import Findings
from ...record import Record
from ..dates import start_of
from ..keyed import keyed_years


def _stated(record: Record) -> Iterator[tuple[Path, str]]:
    """The school years of the years and of the lines of the history, with their paths."""
    for key, year in keyed_years(record.card):
        if year.school_year is not None:
            yield ("years", key, "school_year"), year.school_year
    for index, line in enumerate(record.card.history):
        if line.school_year is not None:
            yield ("history", str(index), "school_year"), line.school_year


def _form(record: Record, findings: Findings) -> None:
    for path, school_year in _stated(record):
        if start_of(school_year) is None:
            findings.add("school-year-malformed", path, private={"value": school_year})


def _order(record: Record, findings: Findings) -> None:
    seen: dict[int, Path] = {}
    latest: int | None = None
    for key, year in keyed_years(record.card):
        start = start_of(year.school_year)
        if start is None:
            continue
        path = ("years", key, "school_year")
        if start in seen and not _moved(record, start):
            findings.add("school-year-twice", path, seen[start], school_year=year.school_year)
        elif latest is not None and start < latest:
            findings.add("years-out-of-order", path, seen[latest], school_year=year.school_year)
        seen.setdefault(start, path)
        latest = start if latest is None else max(latest, start)
    _gaps(record, findings, seen)


def _moved(record: Record, start: int) -> bool:
    """Whether the history tells of a move in a school year: each school then has its part of the year."""
    lines = [line for line in record.card.history if start_of(line.school_year) == start]
    return any(line.pupil_status or line.arrived_on for line in lines)


def _gaps(record: Record, findings: Findings, years: dict[int, Path]) -> None:
    """Years between two others that neither a record nor a line of the history speaks of."""
    known = {start for line in record.card.history if (start := start_of(line.school_year)) is not None}
    for before, after in pairwise(sorted(years)):
        missing = [start for start in range(before + 1, after) if start not in known]
        if missing:
            first = f"{missing[0]}-{missing[0] + 1}"
            findings.add("year-gap", years[after], years[before], first=first, count=len(missing))


CHECKS = (
    Check("history.school-years", ("school-year-malformed",), _form),
    Check("history.order", ("school-year-twice", "years-out-of-order", "year-gap"), _order),
)
