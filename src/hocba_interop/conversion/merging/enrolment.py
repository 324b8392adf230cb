"""Whether a subject is taken (học, miễn, không học): of the year where both schools agree, else of their periods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hocba_interop.ledger import Fact
from hocba_interop.model.flat import Leaf, Path

from .curriculum import shows_all_subjects
from .part import Part

_WHOLE = ("enrolment",)


def settle_enrolment(old: Part, new: Part, keys: Mapping[str, str]) -> set[Path]:
    """Move what one school says of a subject into its own periods where it does not hold at the other, in place.

    The old school's word for a period for which the new school has another stands aside; its path is returned.
    """
    olds = {joined: key for key, joined in keys.items()}
    aside: set[Path] = set()
    for joined in dict.fromkeys((*new.subjects, *keys.values())):
        key = olds.get(joined)
        before = old.leaves.get(("subjects", key, *_WHOLE)) if key else None
        after = new.leaves.get(("subjects", joined, *_WHOLE))
        if before != after and (_holds_not_at(new, joined, after) or _holds_not_at(old, key, before)):
            if key:
                _push_down(old, key, joined)
            _push_down(new, joined, joined)
        theirs = dict(_by_period(new, joined))
        for path, leaf in _by_period(old, joined):
            if path in theirs and theirs[path] != leaf:
                aside.add(path)
    return aside


def _holds_not_at(part: Part, key: str | None, word: Leaf | None) -> bool:
    """Whether a part contradicts what the other says of the whole year: by a word of its own, or by its subjects."""
    return word is not None or (key not in part.subjects and shows_all_subjects(part))


def _push_down(part: Part, key: str, joined: str) -> None:
    base = ("years", part.year, "subjects", joined)
    recorded = {path[3] for path in part.leaves if path[:3] == ("subjects", key, "periods")}
    fallback = part.in_order(recorded or part.periods)
    for fragment in part.card.fragments:
        more: list[Fact] = []
        for fact in fragment.facts:
            if fact.path != (*base, *_WHOLE) or fact.fate is not None:
                continue
            of_row = fact.item is not None and fact.item.rule == "exempt-word" and len(fragment.periods) == 1
            where = list(fragment.periods) if of_row else fallback
            if where:
                fact.path = (*base, "periods", where[0], *_WHOLE)
                more += [Fact((*base, "periods", period, *_WHOLE), fact.value) for period in where[1:]]
        fragment.facts += more


def _by_period(part: Part, joined: str) -> Iterator[tuple[Path, Leaf]]:
    base = ("years", part.year, "subjects", joined, "periods")
    for fragment in part.card.fragments:
        for fact in fragment.facts:
            if fact.path[:5] == base and fact.path[6:] == _WHOLE and fact.fate is None:
                yield fact.path, fact.value
