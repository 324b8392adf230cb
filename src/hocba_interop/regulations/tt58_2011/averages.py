"""Averages under TT58/2011 (Điều 10, 11): with weights 1, 2 and 3, and over all scored subjects."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from hocba_interop.regulations import averages
from hocba_interop.regulations.rounding import weighted_mean
from hocba_interop.regulations.values import Scores


def term_average(
    regular: Sequence[Decimal | None], periodic: Sequence[Decimal | None], final: Decimal | None
) -> Decimal | None:
    """ĐTBmhk of KTtx (hệ số 1), KTđk (hệ số 2) and KThk (hệ số 3); None where a part is missing."""
    if not regular or not periodic:
        return None
    return weighted_mean([*((mark, 1) for mark in regular), *((mark, 2) for mark in periodic), (final, 3)])


def year_average(
    term1: Decimal | None, term2: Decimal | None, *, exempt: Literal["term1", "term2"] | None = None
) -> Decimal | None:
    """ĐTBmcn = (HKI + 2 HKII) / 3; with one term exempt, the mark of the other term is that of the year."""
    if exempt is not None:
        return weighted_mean([(term2 if exempt == "term1" else term1, 1)])
    return averages.year_average(term1, term2)


def overall_average(marks: Scores) -> Decimal | None:
    """ĐTBhk or ĐTBcn: the mean of ĐTBmhk or ĐTBmcn of all scored subjects; None where one is missing.

    ĐTBcn is not taken from the two ĐTBhk.
    """
    return weighted_mean((mark, 1) for mark in marks.values())
