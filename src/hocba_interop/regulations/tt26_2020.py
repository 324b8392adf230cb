"""Thông tư 26/2020/TT-BGDĐT: Thông tư 58/2011 as amended, from 2020-2021 until the last old class in 2023-2024.

Changed: the marks of a term and their formula (as later in Thông tư 22/2021), and Ngoại ngữ as a key subject.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from hocba_interop.codelists import subjects
from hocba_interop.regulations import tt58_2011
from hocba_interop.regulations.averages import term_average
from hocba_interop.regulations.components import Components, regular_count
from hocba_interop.regulations.sources import Source, Sources
from hocba_interop.regulations.tt58_2011 import (
    SCALES,
    conduct_year,
    honour,
    overall_average,
    promotion,
    score_fault,
    year_average,
)
from hocba_interop.regulations.values import Learning5, Passes, Readings, Scores, Undecided

ID: Final = "tt26-2020"
KEY_SUBJECTS: Final = (*tt58_2011.KEY_SUBJECTS, "ngoai_ngu_1")
"""One of them must reach the mark that the average must reach."""

_TEXT: Final = "TT26/2020"
SOURCES: Final[Sources] = {
    **tt58_2011.SOURCES,
    "components": Source(_TEXT, "Điều 1", "well_known"),
    "term_average": Source(_TEXT, "Điều 1", "well_known"),
    "learning_result": Source(_TEXT, "Điều 1", "measured"),
    # the report cards that were measured are of 2023-2024, under this circular
    "overall_average": Source("TT58/2011", "Điều 11", "measured"),
    "rounding": Source("TT58/2011", "Điều 11", "measured"),
    "honour": Source("TT58/2011", "Điều 18", "measured"),
}


def assessed_by(subject: str, level: str | None = None, grade: int | None = None) -> subjects.Assessment | None:
    """``score``, or ``comment`` (Đ, CĐ: Âm nhạc, Mĩ thuật, Thể dục); None where it is not known."""
    return subjects.assessed_by(subject, ID, level, grade)


def components(periods: int) -> Components:
    """The marks of a term of a scored subject with so many periods a year."""
    return Components(regular_count(periods))


def learning_result(
    scores: Scores, comments: Passes, average: Decimal | None, *, specialised: str | None = None
) -> Readings[Learning5] | Undecided:
    """Học lực: the table and adjustment of Thông tư 58/2011 with three key subjects."""
    return tt58_2011.learning_result(scores, comments, average, specialised=specialised, key_subjects=KEY_SUBJECTS)


__all__ = [
    "ID",
    "KEY_SUBJECTS",
    "SCALES",
    "SOURCES",
    "assessed_by",
    "components",
    "conduct_year",
    "honour",
    "learning_result",
    "overall_average",
    "promotion",
    "score_fault",
    "term_average",
    "year_average",
]
