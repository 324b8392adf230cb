"""Promotion, retest, summer training (TT58/2011, Điều 15-17) and the titles of a term or year (danh hiệu, Điều 18)."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, Literal

from hocba_interop.regulations.promotion import Decision, Ladder, decide
from hocba_interop.regulations.tt58_2011.learning import LEVELS
from hocba_interop.regulations.values import Conduct4, Learning5, Undecided, off_scale

CONDUCT_LEVELS: Final[tuple[Conduct4, ...]] = ("tot", "kha", "trung_binh", "yeu")
"""Hạnh kiểm, best first."""

_CONDUCT: Final = Ladder(enough=CONDUCT_LEVELS[:-1], below="yeu")
_LEARNING: Final = Ladder(enough=LEVELS[:3], below="yeu", lost=("kem",))

Honour = Literal["hoc_sinh_gioi", "hoc_sinh_tien_tien"]


def promotion(
    conduct: Conduct4 | None,
    learning: Learning5 | None,
    absences: Decimal | None,
    *,
    conduct_after: Conduct4 | None = None,
    learning_after: Learning5 | None = None,
) -> Decision | Undecided:
    """Lên lớp: both from Trung bình on, at most 45 sessions of absence.

    Học lực Yếu may be tested again and hạnh kiểm Yếu made good in summer, one of the two; học lực Kém may not.
    """
    return decide(_CONDUCT, _LEARNING, conduct, learning, absences, conduct_after, learning_after)


def conduct_year(term1: Conduct4 | None, term2: Conduct4 | None) -> Undecided:
    """Hạnh kiểm of the year: judged, mainly by term 2 and by progress, and computed from nothing."""
    return Undecided(reason="teacher_judges")


def honour(learning: Learning5 | None, conduct: Conduct4 | None) -> Honour | Undecided | None:
    """Học sinh giỏi, học sinh tiên tiến, or None where the results call for no title."""
    good = ("tot", "kha")
    if (learning in LEVELS and learning not in ("gioi", "kha")) or (conduct in CONDUCT_LEVELS and conduct not in good):
        return None
    missing = (*off_scale({"learning": learning}, LEVELS), *off_scale({"conduct": conduct}, CONDUCT_LEVELS))
    if missing:
        return Undecided(missing)
    return "hoc_sinh_gioi" if (learning, conduct) == ("gioi", "tot") else "hoc_sinh_tien_tien"
