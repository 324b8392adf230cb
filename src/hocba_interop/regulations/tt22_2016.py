"""Thông tư 22/2016/TT-BGDĐT: primary pupils from November 2016 until the last old class in 2023-2024.

It knows no result of the year on four levels: a record that has one mixes two circulars.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from hocba_interop.model.results import PeriodId
from hocba_interop.regulations import primary
from hocba_interop.regulations.primary import PeriodicTest
from hocba_interop.regulations.sources import Source, Sources
from hocba_interop.regulations.values import PrimaryLevel, Scales, ScoreFault, Scores, TraitLevel, Undecided
from hocba_interop.regulations.values import score_fault as _score_fault

ID: Final = "tt22-2016"
SCALES: Final[Scales] = {
    "subject": "primary_level",
    "test": "score10",
    "quality": "trait_level",
    "competence": "trait_level",
}

_TEXT: Final = "TT22/2016"
SOURCES: Final[Sources] = {
    "periodic_test": Source(_TEXT, "Điều 1", "text"),
    "score_fault": Source(_TEXT, "Điều 1", "text"),
    "class_completed": Source(_TEXT, "Điều 1", "well_known"),
}

PASSING_TEST: Final = Decimal(5)
_LEVELS: Final[tuple[PrimaryLevel, ...]] = ("hoan_thanh_tot", "hoan_thanh", "chua_hoan_thanh")
_TRAIT_LEVELS: Final[tuple[TraitLevel, ...]] = ("tot", "dat", "can_co_gang")


def periodic_test(subject: str, grade: int, period: PeriodId) -> PeriodicTest:
    """Whether there is a periodic test of a subject of a grade in a period."""
    return primary.periodic_test(ID, subject, grade, period)


def score_fault(mark: Decimal) -> ScoreFault | None:
    """What is wrong with a test's mark: a whole number from 1 to 10 (không cho điểm 0 và điểm thập phân)."""
    return _score_fault(mark, decimals=0, zero=False)


def class_completed(
    levels: Mapping[str, PrimaryLevel | None], traits: Mapping[str, TraitLevel | None], tests: Scores
) -> bool | Undecided:
    """Hoàn thành chương trình lớp học: no subject C, no trait C, each test at the year's end from 5 on."""
    missing = primary.incomplete(levels, _LEVELS, traits, _TRAIT_LEVELS, tests)
    if missing:
        return Undecided(missing)
    return (
        "chua_hoan_thanh" not in levels.values()
        and "can_co_gang" not in traits.values()
        and all(mark is not None and mark >= PASSING_TEST for mark in tests.values())
    )


__all__ = [
    "ID",
    "SCALES",
    "SOURCES",
    "class_completed",
    "periodic_test",
    "score_fault",
]
