"""Thời điểm đánh giá: the column in which each row names its own round of assessment (GK1, CK1, GK2, CK2)."""

from __future__ import annotations

from collections.abc import Iterable

from ...codelists import periods
from .cells import cell_text
from .opening import CellValue, FaultyCell
from .titles import is_closing_round, period_in


def moment_of(value: CellValue, level: str | None) -> str | None:
    """The period that a cell names, or None. At primary level the round that closes term 2 is that of the year."""
    if isinstance(value, FaultyCell):
        return None
    text, _rule = cell_text(value)
    period = periods.find(text) or period_in(text)
    return "year" if period == "term2" and level == "primary" and is_closing_round(text) else period


def first_moment(values: Iterable[CellValue | None], level: str | None) -> str | None:
    """The period that the first of these cells names which names one."""
    named = (moment_of(value, level) for value in values if value is not None)
    return next((period for period in named if period), None)
