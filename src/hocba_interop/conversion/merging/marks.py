"""Regular marks (ĐĐGtx) of two schools in one term: different lessons, so one list behind the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hocba_interop.model import Mark
from hocba_interop.model.flat import Leaf, Path, same_leaf
from hocba_interop.notices import Notice

from .knowledge import regular_marks_a_term
from .part import Part, is_same_school

_Marks = Mapping[int, Leaf]


def join_regular(old: Part, new: Part, keys: Mapping[str, str]) -> Iterator[Notice]:
    """Put the new school's marks behind the old school's wherever both have some in one term, in place.

    Where the new school's list begins with the old school's, its teacher entered them already: it is one list.
    """
    one_school = is_same_school(old, new)
    for key, joined in keys.items():
        for period in old.in_order({path[3] for path in _regular(old, key)} & {p[3] for p in _regular(new, joined)}):
            before, after = _list(old, key, period), _list(new, joined, period)
            facts = {
                "subject": old.subjects[key].name,
                "period": period,
                "old_count": len(before),
                "new_count": len(after),
            }
            inner = ("subjects", joined, "periods", period, "regular")
            where, also = new.place_below(*inner), old.place_below("subjects", key, *inner[2:])
            if _begins_with(after, before):
                if not one_school:
                    yield Notice("regular-marks-already-there", where, also, facts)
                continue
            _shift(new, inner, 1 + max(before))
            least, most = regular_marks_a_term()
            if _begins_with(before, after):
                yield Notice("regular-marks-perhaps-twice", where, also, facts)
            else:
                yield Notice("regular-marks-joined", where, also, {**facts, "least": least, "most": most})


def _regular(part: Part, key: str) -> Iterator[Path]:
    for path in part.leaves:
        if path[:3] == ("subjects", key, "periods") and path[4:5] == ("regular",):
            yield path


def _list(part: Part, key: str, period: str) -> dict[int, Leaf]:
    return {int(path[5]): part.leaves[path] for path in _regular(part, key) if path[3] == period}


def _begins_with(longer: _Marks, shorter: _Marks) -> bool:
    """Whether a list begins with another; where that one has a gap, anything may stand."""
    return all(isinstance(mark, Mark) and same_leaf(longer.get(at), mark) for at, mark in shorter.items())


def _shift(new: Part, inner: Path, by: int) -> None:
    base = ("years", new.year, *inner)
    for fragment in new.card.fragments:
        for fact in fragment.facts:
            if fact.path[: len(base)] == base:
                fact.path = (*base, str(int(fact.path[-1]) + by))
