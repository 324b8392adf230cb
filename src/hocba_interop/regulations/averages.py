"""The averages that several circulars share: of a subject in a term since 2020, of a subject over the year."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from hocba_interop.regulations.rounding import weighted_mean


def term_average(regular: Sequence[Decimal | None], midterm: Decimal | None, final: Decimal | None) -> Decimal | None:
    """ĐTBmhk = (tổng ĐĐGtx + 2 ĐĐGgk + 3 ĐĐGck) / (số ĐĐGtx + 5); None where a part is missing.

    A gap in ``regular`` is a missing part: whoever knows that a column was never used leaves it out.
    """
    if not regular:
        return None
    return weighted_mean([*((mark, 1) for mark in regular), (midterm, 2), (final, 3)])


def year_average(term1: Decimal | None, term2: Decimal | None) -> Decimal | None:
    """ĐTBmcn = (ĐTBmhkI + 2 ĐTBmhkII) / 3, from the rounded marks of the terms; None where one is missing."""
    return weighted_mean([(term1, 1), (term2, 2)])
