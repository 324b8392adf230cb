"""The arrival at the new school: its date and the sector's state, as far as the sources or the user tell them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hocba_interop.codelists import pupil_statuses
from hocba_interop.model.flat import named_year
from hocba_interop.notices import Notice, Place

from .history import Line
from .knowledge import season_of
from .part import Part


@dataclass(frozen=True, slots=True)
class _Told:
    """The season of a move as something tells it, and what kind of thing that is."""

    season: str
    by: str


def settle_arrival(
    old: Part, new: Part, before: Line, after: Line, moved_on: str | None, where: Place, also: Place
) -> Iterator[Notice]:
    """Complete the new school's line by what is known, in place; what is not known stays empty and is said.

    Nothing is decided where two things tell two seasons; a state that a source names stays in any case.
    """
    if moved_on and not _within(moved_on, new.year):
        yield Notice("arrival-date-outside-year", facts={"school_year": new.year})
        moved_on = None
    stated = str(after.values.get("arrived_on", ""))
    if moved_on and not moved_on.startswith(stated):
        yield Notice("arrival-date-differs", where, also)
    elif moved_on and not stated:
        after.values["arrived_on"] = moved_on
    told = list(_seasons(old, new, before, after))
    seasons = dict.fromkeys(one.season for one in told)
    if len(seasons) > 1:
        against = next(one for one in told if one.season != told[0].season)
        facts = {"season": told[0].season, "by": told[0].by, "elsewhere": against.season, "against": against.by}
        yield Notice("arrival-seasons-differ", where, also, facts)
    elif seasons and "pupil_status" not in after.values:
        after.values["pupil_status"] = _arrived_in(next(iter(seasons)))
    missing = [name for name in ("arrived_on", "pupil_status") if name not in after.values]
    if missing:
        facts = {"missing": missing[0] if len(missing) == 1 else "both", "because": _why(missing, len(seasons))}
        if "arrived_on" in missing:
            facts["example"] = f"{(named_year(new.year) or '2025-2026')[-4:]}-01-19"
        yield Notice("arrival-incomplete", where, also, facts)


def _why(missing: list[str], seasons: int) -> str:
    """Why the line is not complete: nothing tells it, two things tell it otherwise, or the day alone is not enough."""
    if "pupil_status" in missing and seasons > 1:
        return "seasons-differ"
    return "not-told" if "arrived_on" in missing else "day-between-terms"


def _within(day: str, school_year: str) -> bool:
    """Whether a day lies in a school year, the summers before and after included."""
    first, _, last = (named_year(school_year) or "0000-9999").partition("-")
    return f"{first}-06-01" <= day <= f"{last}-08-31"


def _seasons(old: Part, new: Part, before: Line, after: Line) -> Iterator[_Told]:
    """Everything that tells in which season the pupil came: the sector's states, the date, what was recorded when."""
    for line, movement, by in ((after, "arrived", "status"), (before, "moved_away", "old_status")):
        code = line.values.get("pupil_status")
        status = pupil_statuses.find(str(code)) if code is not None else None
        if status is not None and status.movement == movement:
            yield _Told(status.season, by)
    if season := season_of(str(after.values.get("arrived_on", ""))[5:]):
        yield _Told(season, "date")
    if season := _by_periods(old, new):
        yield _Told(season, "periods")


def _by_periods(old: Part, new: Part) -> str | None:
    """The one term in which both schools recorded something; or the second, behind a first that is complete."""
    if old.year != new.year:
        return None
    both = (old.terms & new.terms) - {"year"}
    if both:
        return min(both) if len(both) == 1 else None
    follows = old.terms == {"term1"} and "term2" in new.terms and "term1" not in new.terms
    return "term2" if follows and old.has_results("term1") else None


def _arrived_in(season: str) -> str:
    wanted = (status for status in pupil_statuses.all() if (status.season, status.movement) == (season, "arrived"))
    return next(wanted).code
