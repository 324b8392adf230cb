"""How many marks a scored subject has in a term since Thông tư 26/2020."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Components:
    """The marks of a term: ĐĐGtx, ĐĐGgk, ĐĐGck.

    ``regular_extra`` is how many more ĐĐGtx may stand there: the one of the study topics (chuyên đề học tập).
    """

    regular: int
    regular_extra: int = 0
    midterm: int = 1
    final: int = 1

    def allows(self, regular: int) -> bool:
        """Whether that many ĐĐGtx are what the circular asks for."""
        return self.regular <= regular <= self.regular + self.regular_extra


REGULAR_BY_PERIODS: Final = ((35, 2), (70, 3), (None, 4))
"""Up to so many periods a year (số tiết/năm học), so many ĐĐGtx a term."""


def regular_count(periods: int) -> int:
    """The number of ĐĐGtx in a term of a subject with that many periods a year."""
    return next(count for most, count in REGULAR_BY_PERIODS if most is None or periods <= most)
