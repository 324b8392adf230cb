"""Kết quả học tập of a term or year (TT22/2021, Điều 9.2 and 9.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from hocba_interop.regulations.values import (
    PASSES,
    Passes,
    Reading,
    Readings,
    Result4,
    Scores,
    Undecided,
    off_scale,
    unusable_scores,
)

ENOUGH_SUBJECTS: Final = 6
"""So many scored subjects must reach the higher mark, however few a pupil takes: the text does not let it shrink."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: no scored subject under ``floor``, six from ``reach`` on, so many subjects Chưa đạt."""

    level: Result4
    floor: Decimal
    reach: Decimal
    failed_at_most: int


TABLE: Final = (
    Row("tot", Decimal("6.5"), Decimal("8.0"), 0),
    Row("kha", Decimal("5.0"), Decimal("6.5"), 0),
    Row("dat", Decimal("3.5"), Decimal("5.0"), 1),
)
LEVELS: Final[tuple[Result4, ...]] = (*(row.level for row in TABLE), "chua_dat")
"""The levels, best first."""

_PERFECT: Final = Decimal(10)


def learning_result(scores: Scores, comments: Passes) -> Readings[Result4] | Undecided:
    """The level by the table and after the adjustment, by both readings of Điều 9.3.

    ``scores`` and ``comments`` hold every subject that counts for the pupil. Where one has no usable value, or one
    of the two kinds of subject is not there at all, the record is not complete and nothing is decided.
    """
    missing = (*unusable_scores(scores), *off_scale(comments, PASSES))
    missing += tuple(name for name, there in (("scores", scores), ("comments", comments)) if not there)
    if missing:
        return Undecided(missing)
    marks = [mark for mark in scores.values() if mark is not None]
    failed = sum(value == "chua_dat" for value in comments.values())
    plain = _level(marks, failed)
    by: dict[Reading, Result4] = {
        "removal": _adjusted(plain, _without_one(marks, failed)),
        "replacement": _adjusted(plain, _with_one_perfect(marks, failed)),
    }
    return Readings(plain, by)


def _level(marks: list[Decimal], failed: int) -> Result4:
    for row in TABLE:
        reaching = sum(mark >= row.reach for mark in marks)
        if failed <= row.failed_at_most and reaching >= ENOUGH_SUBJECTS and min(marks) >= row.floor:
            return row.level
    return "chua_dat"


def _without_one(marks: list[Decimal], failed: int) -> Iterable[Result4]:
    """The levels that leaving one subject out would give; only the worst one can have dragged the others down."""
    if failed:
        yield _level(marks, failed - 1)
    yield _level(sorted(marks)[1:], failed)


def _with_one_perfect(marks: list[Decimal], failed: int) -> Iterable[Result4]:
    """The levels that one subject being as good as can be would give."""
    if failed:
        yield _level(marks, failed - 1)
    yield _level([*sorted(marks)[1:], _PERFECT], failed)


def _adjusted(plain: Result4, might_be: Iterable[Result4]) -> Result4:
    """Two levels or more below Tốt or Khá because of one subject: the next level up (mức liền kề)."""
    rank = LEVELS.index(plain)
    best = min(LEVELS.index(level) for level in might_be)
    return LEVELS[rank - 1] if rank - best >= 2 else plain
