"""Averages to one decimal, half up (làm tròn đến chữ số thập phân thứ nhất, nửa làm tròn lên).

Half up is what schools' systems do: it reproduces every measured average, half-even does not. The sums are exact in
a context of our own, so that no decimal context of a caller can change a mark.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal
from typing import Final

from hocba_interop.regulations.values import usable

_EXACT: Final = Context(prec=60)


def half_up(total: Decimal, weight: int) -> Decimal:
    """``total / weight``, neither negative, to one decimal; 66/8 = 8.25 is 8.3."""
    doubled = _EXACT.fma(total, Decimal(20), Decimal(weight))
    tenths = int(_EXACT.divide_int(doubled, Decimal(2 * weight)))
    return Decimal(f"{tenths // 10}.{tenths % 10}")


def weighted_mean(parts: Iterable[tuple[Decimal | None, int]]) -> Decimal | None:
    """The mean of marks with their weights (hệ số); None where one is missing or there are none."""
    total, weight = Decimal(0), 0
    for mark, times in parts:
        if not usable(mark):
            return None
        total = _EXACT.fma(mark, Decimal(times), total)
        weight += times
    return half_up(total, weight) if weight else None
