"""Thông tư 30/2014/TT-BGDĐT: primary pupils of 2014-2015 and 2015-2016, mostly comments."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from hocba_interop.regulations import primary
from hocba_interop.regulations.sources import Source, Sources
from hocba_interop.regulations.values import PASSES, Passes, Scales, Scores, Undecided

ID: Final = "tt30-2014"
SCALES: Final[Scales] = {"subject": "pass", "test": "score10", "quality": "pass", "competence": "pass"}
"""Hoàn thành and Đạt are both ``dat``."""

SOURCES: Final[Sources] = {
    "class_completed": Source("TT30/2014", None, "less_sure"),
}

PASSING_TEST: Final = Decimal(5)


def class_completed(levels: Passes, traits: Passes, tests: Scores) -> bool | Undecided:
    """Hoàn thành chương trình lớp học: every subject and trait passed, each test at the year's end from 5 on."""
    missing = primary.incomplete(levels, PASSES, traits, PASSES, tests)
    if missing:
        return Undecided(missing)
    passed = "chua_dat" not in levels.values() and "chua_dat" not in traits.values()
    return passed and all(mark is not None and mark >= PASSING_TEST for mark in tests.values())


__all__ = [
    "ID",
    "SCALES",
    "SOURCES",
    "class_completed",
]
