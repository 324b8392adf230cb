"""What becomes of a pupil at the end of a secondary year: the steps that the circulars since 2011 share."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from hocba_interop.regulations.values import Undecided

MOST_ABSENCES: Final = 45
"""More sessions (buổi) of absence than this in a year, with or without leave, and the pupil repeats the grade."""

Outcome = Literal["promoted", "not_promoted", "retest", "summer_training"]
"""Được lên lớp (at the last grade: hoàn thành chương trình cấp học), ở lại lớp, kiểm tra hay đánh giá lại trong kì
nghỉ hè, rèn luyện trong kì nghỉ hè. The last two are what is still open before the new year begins."""

Why = Literal[
    "absences",
    "learning",
    "conduct",
    "learning_lowest",
    "learning_after_retest",
    "conduct_after_summer",
]


@dataclass(frozen=True, slots=True)
class Decision:
    """An outcome and what led to it; a pupil who is promoted needs no reason."""

    outcome: Outcome
    why: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class Ladder:
    """The levels of a circular, best first: those that suffice, the one that can be made good, those that cannot."""

    enough: tuple[str, ...]
    below: str
    lost: tuple[str, ...] = ()

    @property
    def levels(self) -> tuple[str, ...]:
        return (*self.enough, self.below, *self.lost)


def counts_absences(absences: Decimal | None) -> bool:
    """Whether a number of sessions is there and can be one."""
    return absences is not None and absences.is_finite() and absences >= 0


def decide(
    conduct_ladder: Ladder,
    learning_ladder: Ladder,
    conduct: str | None,
    learning: str | None,
    absences: Decimal | None,
    conduct_after: str | None,
    learning_after: str | None,
) -> Decision | Undecided:
    """The decision from the year's results, those after summer training or retest, and the absences.

    Where a fact alone settles it (too many absences, a result past help), what else is missing does not matter.
    """
    absent = absences if counts_absences(absences) else None
    if absent is not None and absent > MOST_ABSENCES:
        return Decision("not_promoted", ("absences",))
    if learning in learning_ladder.lost:
        return Decision("not_promoted", ("learning_lowest",))
    conduct_known, learning_known = conduct in conduct_ladder.levels, learning in learning_ladder.levels
    if not (conduct_known and learning_known):
        known = {"conduct": conduct_known, "learning": learning_known}
        return Undecided(tuple(name for name, there in known.items() if not there))
    conduct_fails, learning_fails = conduct == conduct_ladder.below, learning == learning_ladder.below
    if conduct_fails and learning_fails:
        return Decision("not_promoted", ("conduct", "learning"))
    if absent is None:
        return Undecided(("absences",))
    if learning_fails:
        return _second_chance(learning_ladder, learning_after, "learning")
    if conduct_fails:
        return _second_chance(conduct_ladder, conduct_after, "conduct")
    return Decision("promoted")


def _second_chance(ladder: Ladder, after: str | None, what: Literal["learning", "conduct"]) -> Decision | Undecided:
    if after is None:
        return Decision("retest", (what,)) if what == "learning" else Decision("summer_training", (what,))
    if after not in ladder.levels:
        return Undecided((f"{what}_after",))
    if after in ladder.enough:
        return Decision("promoted")
    return Decision("not_promoted", ("learning_after_retest" if what == "learning" else "conduct_after_summer",))
