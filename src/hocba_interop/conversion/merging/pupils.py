"""Who is at which school: the pairs of the two sides, and what is said of those who stand on one side only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from hocba_interop.notices import Notice

from ..assembly import Assembled
from ..matching import candidates, match_pupils
from ..reading import Body

Pair = tuple[Assembled | None, Assembled | None]
"""A pupil's card at the old school and at the new one; None where that side has none."""


def pairs_of(old: Body, new: Body, match: Path | None) -> list[Pair]:
    """Every pupil of either side once, with both cards where both sides have one: first those of the new school.

    Identifiers join, or the file that a person made; names alone never do. Raises BadMatch.
    """
    olds = {its: mine for mine, its in match_pupils(old, new, match)}
    matched = [(old.cards[olds[at]] if at in olds else None, card) for at, card in enumerate(new.cards)]
    taken = set(olds.values())
    return [*matched, *((card, None) for at, card in enumerate(old.cards) if at not in taken)]


def lone_pupils(pairs: Sequence[Pair], *, told: bool) -> Iterator[Notice]:
    """What to say of pupils of one side only; ``told`` says that they are written, and so worth a word each."""
    olds = [old for old, new in pairs if old and not new]
    news = [new for old, new in pairs if new and not old]
    if pairs and len(olds) + len(news) == len(pairs):
        yield Notice("no-common-pupil", facts={"old_count": len(olds), "new_count": len(news)})
    for one, other in candidates(olds, news):
        yield Notice("perhaps-one-pupil", news[other].place, olds[one].place)
    if told:
        yield from (Notice("only-at-old-school", card.place) for card in olds)
        yield from (Notice("only-at-new-school", card.place) for card in news)
