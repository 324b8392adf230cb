"""Thông tư 58/2011/TT-BGDĐT: the older assessment of pupils of THCS and THPT, up to 2019-2020.

Its later form is `tt26_2020`. The numbers of the articles are those schools know; only Điều 13 was read again.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from hocba_interop.codelists import subjects
from hocba_interop.regulations.sources import Source, Sources
from hocba_interop.regulations.tt58_2011.averages import overall_average, term_average, year_average
from hocba_interop.regulations.tt58_2011.decisions import conduct_year, honour, promotion
from hocba_interop.regulations.tt58_2011.learning import KEY_SUBJECTS, learning_result
from hocba_interop.regulations.values import Scales, ScoreFault
from hocba_interop.regulations.values import score_fault as _score_fault

ID: Final = "tt58-2011"
SCALES: Final[Scales] = {
    "scored_subject": "score10",
    "comment_subject": "pass",
    "average": "score10",
    "learning_result": "learning5",
    "conduct_result": "conduct4",
}

_TEXT: Final = "TT58/2011"
SOURCES: Final[Sources] = {
    "assessed_by": Source(_TEXT, "Điều 6", "well_known"),
    "score_fault": Source(_TEXT, "Điều 7", "well_known"),
    "term_average": Source(_TEXT, "Điều 10", "well_known"),
    "year_average": Source(_TEXT, "Điều 10", "well_known"),
    "year_average_exempt": Source(_TEXT, "Điều 12", "text"),
    "overall_average": Source(_TEXT, "Điều 11", "well_known"),
    "learning_result": Source(_TEXT, "Điều 13", "text"),
    "learning_adjustment": Source(_TEXT, "Điều 13.6", "text"),
    "adjustment_readings": Source(_TEXT, "Điều 13.6", "inferred"),
    "conduct_year": Source(_TEXT, "Điều 4", "well_known"),
    "promotion": Source(_TEXT, "Điều 15", "well_known"),
    "honour": Source(_TEXT, "Điều 18", "well_known"),
}


def assessed_by(subject: str, level: str | None = None, grade: int | None = None) -> subjects.Assessment | None:
    """``score``, or ``comment`` (Đ, CĐ: Âm nhạc, Mĩ thuật, Thể dục); None where it is not known."""
    return subjects.assessed_by(subject, ID, level, grade)


def score_fault(mark: Decimal) -> ScoreFault | None:
    """What is wrong with a mark: 0 to 10, a whole number or one decimal."""
    return _score_fault(mark, decimals=1)


__all__ = [
    "ID",
    "KEY_SUBJECTS",
    "SCALES",
    "SOURCES",
    "assessed_by",
    "conduct_year",
    "honour",
    "learning_result",
    "overall_average",
    "promotion",
    "score_fault",
    "term_average",
    "year_average",
]
