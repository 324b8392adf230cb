"""Marks (điểm số, mức đánh giá): always a value together with the scale that gives it a meaning."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Literal

from .base import Part

Scale = Literal[
    "score10",
    "pass",
    "primary_level",
    "trait_level",
    "result4",
    "learning5",
    "conduct4",
    "primary_result",
]
"""The scales (thang đánh giá).

========================  ==========================================================================
``score10``               điểm số 0-10, decimal text with a dot (``"8.3"``)
``pass``                  Đạt / Chưa đạt: ``dat``, ``chua_dat``
``primary_level``         T/H/C of Thông tư 27: ``hoan_thanh_tot``, ``hoan_thanh``, ``chua_hoan_thanh``
``trait_level``           T/Đ/C of qualities and competences: ``tot``, ``dat``, ``can_co_gang``
``result4``               Thông tư 22 results: ``tot``, ``kha``, ``dat``, ``chua_dat``
``learning5``             học lực of Thông tư 58: ``gioi``, ``kha``, ``trung_binh``, ``yeu``, ``kem``
``conduct4``              hạnh kiểm of Thông tư 58: ``tot``, ``kha``, ``trung_binh``, ``yeu``
``primary_result``        Thông tư 27 year result: ``hoan_thanh_xuat_sac``, ``hoan_thanh_tot``,
                          ``hoan_thanh``, ``chua_hoan_thanh``
========================  ==========================================================================
"""


class Mark(Part):
    """One mark (một điểm hoặc một mức đạt được).

    A letter means nothing without its scale: T is *Tốt* or *Hoàn thành tốt*, C is *Cần cố gắng* or *Chưa hoàn
    thành*. The value is kept as recorded, also where it is impossible (a score of 10.5): validation reports it.
    """

    scale: Scale
    value: str

    @property
    def number(self) -> Decimal | None:
        """The score as a number, or None where the scale is not ``score10`` or the text is no number."""
        if self.scale != "score10":
            return None
        try:
            return Decimal(self.value)
        except InvalidOperation:
            return None

    def same_as(self, other: object) -> bool:
        """Whether both record the same: scores by number (8 and 8.0 are one), everything else by text."""
        if not isinstance(other, Mark) or self.scale != other.scale:
            return False
        if self.value == other.value:
            return True
        mine = self.number
        return mine is not None and mine == other.number
