"""Moves between schools (chuyển trường) in the lines of the history: states, days, schools at one time."""

from __future__ import annotations

from ....codelists import pupil_statuses
from ....conversion.merging.knowledge import season_of
from ....model import HistoryEntry, ReportCard
from ....model.flat import Path
from ....text import fold
from ...check import Check
from ...findings import Findings
from ...record import Record
from ..dates import before, possible, start_of
from ..keyed import keyed_years

_OPENING_MONTH = "-09"
"""Who moves in the summer comes when school opens."""


def _states(record: Record, findings: Findings) -> None:
    for index, line in enumerate(record.card.history):
        path = ("history", str(index), "pupil_status")
        if line.pupil_status is None:
            continue
        status = pupil_statuses.find(line.pupil_status)
        if status is None:
            findings.add("pupil-status-unknown", path, private={"value": line.pupil_status})
        elif status.movement == "moved_away" and not _goes_on(record.card, index):
            findings.add("left-without-next-school", path, private={"status": f"{status.code} {status.name}"})


def _goes_on(card: ReportCard, index: int) -> bool:
    """Whether the card speaks of a school after (or beside) the one that a line says was left."""
    left = start_of(card.history[index].school_year)
    if left is None:
        return True
    lines = [line for number, line in enumerate(card.history) if number != index]
    others = [line.school_year for line in lines] + [year.school_year for year in card.years]
    if any((start := start_of(other)) is not None and start > left for other in others):
        return True
    school = card.history[index].school
    same_year = [line.school for line in lines if start_of(line.school_year) == left]
    same_year += [year.school.name for year in card.years if year.school and start_of(year.school_year) == left]
    return any(other and (not school or fold(other) != fold(school)) for other in same_year)


def _arrivals(record: Record, findings: Findings) -> None:
    for index, line in enumerate(record.card.history):
        day = line.arrived_on
        if day is None or not possible(day):
            continue
        path = ("history", str(index), "arrived_on")
        start = start_of(line.school_year)
        if start is not None and (before(day, f"{start}-06-01") or before(f"{start + 1}-08-31", day)):
            findings.add("arrival-outside-year", path, private={"date": day}, school_year=line.school_year)
        elif _other_season(line, day):
            also = ("history", str(index), "pupil_status")
            findings.add("arrival-in-other-season", path, also, private={"date": day})


def _other_season(line: HistoryEntry, day: str) -> bool:
    """Whether the day is of another part of the year than the state says, beyond what opening day explains."""
    status = pupil_statuses.find(line.pupil_status) if line.pupil_status else None
    if status is None or status.movement != "arrived" or len(day) < 10 or day[4:7] == _OPENING_MONTH:
        return False
    season = season_of(day[5:])
    return season is not None and season != status.season


def _overlaps(record: Record, findings: Findings) -> None:
    if not record.card.history:
        return
    first: dict[int, tuple[Path, str]] = {}
    moved = {start_of(line.school_year) for line in record.card.history if line.arrived_on or line.pupil_status}
    places: list[tuple[Path, str | None, str | None]] = [
        (("history", str(index), "school"), line.school_year, line.school)
        for index, line in enumerate(record.card.history)
    ]
    places += [
        (("years", key, "school", "name"), year.school_year, year.school.name if year.school else None)
        for key, year in keyed_years(record.card)
    ]
    for path, school_year, school in places:
        start = start_of(school_year)
        if start is None or not school or start in moved:
            continue
        there, other = first.setdefault(start, (path, school))
        if fold(school) != fold(other):
            findings.add("two-schools-in-a-year", path, there, school_year=school_year)


CHECKS = (
    Check("history.states", ("pupil-status-unknown", "left-without-next-school"), _states),
    Check("history.arrivals", ("arrival-outside-year", "arrival-in-other-season"), _arrivals),
    Check("history.schools", ("two-schools-in-a-year",), _overlaps),
)
