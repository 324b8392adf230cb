"""Absences (buổi nghỉ) that two schools counted: each count stays as recorded, the sum is the school's to make."""

from __future__ import annotations

from collections.abc import Iterator

from hocba_interop.model.flat import Leaf, Path
from hocba_interop.notices import Notice, Place

from .part import Part

_COUNTS = ("excused", "unexcused", "total")


def of_two_schools(old: Part, new: Part) -> tuple[set[Path], list[Notice]]:
    """The counts of the old school that have to stand aside, and what is to be said of absences."""
    aside: set[Path] = set()
    found: list[Notice] = []
    for period in old.in_order(old.periods):
        mine, theirs = _block(old, period), _block(new, period)
        if not mine:
            continue
        if not theirs:
            found += _perhaps_apart(old, new, period)
            continue
        where, also = _place(new, period), _place(old, period)
        if _alike(mine, theirs):
            aside |= {
                _path(old, period, name) for name in mine if name not in _COUNTS and mine[name] != theirs.get(name)
            }
            if any(mine[name] != "0" for name in mine if name in _COUNTS):
                found.append(Notice("absences-alike", where, also, {"period": period}))
        else:
            aside |= {_path(old, period, name) for name in mine}
            found.append(Notice("absences-of-two-schools", where, also, {"period": period}))
    return aside, found


def _block(part: Part, period: str) -> dict[str, Leaf]:
    own = {path[3]: leaf for path, leaf in part.leaves.items() if path[:3] == ("summaries", period, "absences")}
    return own if any(name in _COUNTS for name in own) else {}


def _alike(one: dict[str, Leaf], other: dict[str, Leaf]) -> bool:
    common = [name for name in _COUNTS if name in one and name in other]
    return bool(common) and all(one[name] == other[name] for name in common)


def _path(part: Part, period: str, name: str) -> Path:
    return ("years", part.year, "summaries", period, "absences", name)


def _place(part: Part, period: str) -> Place:
    return part.place_below("summaries", period, "absences")


def _perhaps_apart(old: Part, new: Part, period: str) -> Iterator[Notice]:
    """A later count of the new school that may run from the start of the year, with or without the old school's."""
    for later in new.in_order(new.periods):
        block = _block(new, later)
        if not block or new.in_order({later, period})[0] == later or block.get("counted_from") == "term_start":
            continue
        yield Notice("absences-perhaps-apart", _place(new, later), _place(old, period), {"period": later})
