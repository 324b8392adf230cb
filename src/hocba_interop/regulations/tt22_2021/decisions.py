"""Promotion, summer training, reassessment (TT22/2021, Điều 12-14) and awards (Điều 15)."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, Literal

from hocba_interop.regulations.promotion import Decision, Ladder, decide
from hocba_interop.regulations.tt22_2021.learning import LEVELS, learning_result
from hocba_interop.regulations.values import (
    Passes,
    Readings,
    Result4,
    Scores,
    Undecided,
    off_scale,
    unusable_scores,
    usable,
)

RETEST_BELOW: Final = Decimal("5.0")
"""A scored subject under this may be assessed again."""
EXCELLENT_MARK: Final = Decimal("9.0")
EXCELLENT_SUBJECTS: Final = 6
"""Học sinh Xuất sắc: so many scored subjects from this mark on."""

_LADDER: Final = Ladder(enough=LEVELS[:-1], below=LEVELS[-1])

Award = Literal["hoc_sinh_xuat_sac", "hoc_sinh_gioi"]


def promotion(
    conduct: Result4 | None,
    learning: Result4 | None,
    absences: Decimal | None,
    *,
    conduct_after: Result4 | None = None,
    learning_after: Result4 | None = None,
) -> Decision | Undecided:
    """Lên lớp, hoàn thành chương trình cấp học: both results from Đạt on, at most 45 sessions of absence.

    The results after summer training and reassessment stand apart; one is looked at only where the year's result
    was Chưa đạt. With both Chưa đạt there is no reassessment.
    """
    return decide(_LADDER, _LADDER, conduct, learning, absences, conduct_after, learning_after)


def retest_subjects(scores: Scores, comments: Passes) -> tuple[str, ...]:
    """The subjects that a pupil may choose to be assessed in again: Chưa đạt, or a year's mark under 5.0."""
    low = tuple(subject for subject, mark in scores.items() if usable(mark) and mark < RETEST_BELOW)
    return (*low, *(subject for subject, value in comments.items() if value == "chua_dat"))


def learning_after_retest(
    scores: Scores, comments: Passes, new_scores: Scores, new_comments: Passes
) -> Readings[Result4] | Undecided:
    """The year's learning result once the new results stand in place of the old.

    A new result of a subject that the year does not have on that scale replaces nothing: it is named as missing.
    """
    strange = (*(new_scores.keys() - scores.keys()), *(new_comments.keys() - comments.keys()))
    if strange:
        return Undecided(tuple(sorted(strange)))
    return learning_result({**scores, **new_scores}, {**comments, **new_comments})


def award(conduct: Result4 | None, learning: Result4 | None, year_scores: Scores) -> Award | Undecided | None:
    """The award at the end of the year that the results call for, or None where they call for none."""
    results = {"conduct": conduct, "learning": learning}
    if any(value in LEVELS and value != "tot" for value in results.values()):
        return None
    missing = (*off_scale(results, LEVELS), *unusable_scores(year_scores))
    if missing:
        return Undecided(missing)
    high = sum(mark is not None and mark >= EXCELLENT_MARK for mark in year_scores.values())
    return "hoc_sinh_xuat_sac" if high >= EXCELLENT_SUBJECTS else "hoc_sinh_gioi"
