"""What the primary circulars share: periodic tests (bài kiểm tra định kỳ), and whether all inputs are there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final, Literal

from hocba_interop.codelists import subjects
from hocba_interop.model.results import PeriodId
from hocba_interop.regulations.values import Scores, off_scale, unusable_scores

TERM_ENDS: Final[frozenset[PeriodId]] = frozenset({"term1", "term2", "year"})
"""Cuối học kỳ I and cuối năm; the end of term 2 is the end of the year."""
MIDTERM_TESTS: Final = {"tieng_viet": range(4, 6), "toan": range(4, 6)}
"""The subjects with tests in the middle of the terms too, and their grades."""

PeriodicTest = Literal["required", "allowed", "none", "unknown"]


def periodic_test(regulation: str, subject: str, grade: int, period: PeriodId) -> PeriodicTest:
    """Whether a subject of a grade has a periodic test in a period; ``unknown`` for a subject that is not known."""
    assessed = subjects.assessed_by(subject, regulation, grade=grade)
    if assessed is None:
        return "unknown"
    if period in TERM_ENDS:
        return "required" if assessed == "score" else "none"
    return "required" if grade in MIDTERM_TESTS.get(subject, ()) else "none"


def incomplete(
    levels: Mapping[str, str | None],
    level_scale: Collection[str],
    traits: Mapping[str, str | None],
    trait_scale: Collection[str],
    tests: Scores,
) -> tuple[str, ...]:
    """What of the year's end is missing: keys without a value of their scale, or a whole group that is not there."""
    groups = {"levels": levels, "traits": traits, "tests": tests}
    return (
        *off_scale(levels, level_scale),
        *off_scale(traits, trait_scale),
        *unusable_scores(tests),
        *(name for name, there in groups.items() if not there),
    )
