"""Thông tư 43/2021/TT-BGDĐT: assessment of learners of continuing education (học viên GDTX, THCS and THPT).

The scheme is that of Thông tư 22/2021. Read in public texts were promotion (Điều 11), summer training (Điều 12) and
reassessment (Điều 13); that the tables agree to the letter, above all the *six* subjects of the learning result, was
not seen in the text: learners of continuing education take fewer subjects. Nothing firm may rest on it.
"""

from __future__ import annotations

from typing import Final

from hocba_interop.codelists import subjects
from hocba_interop.regulations.sources import Source, Sources
from hocba_interop.regulations.tt22_2021 import (
    SCALES,
    comment_term,
    comment_year,
    components,
    conduct_year,
    learning_after_retest,
    learning_result,
    promotion,
    retest_subjects,
    score_fault,
    term_average,
    year_average,
)

ID: Final = "tt43-2021"

_TEXT: Final = "TT43/2021"
SOURCES: Final[Sources] = {
    "assessed_by": Source(_TEXT, "Điều 5", "less_sure"),
    "score_fault": Source(_TEXT, "Điều 5", "less_sure"),
    "components": Source(_TEXT, None, "less_sure"),
    "comment_term": Source(_TEXT, None, "less_sure"),
    "comment_year": Source(_TEXT, None, "less_sure"),
    "term_average": Source(_TEXT, None, "less_sure"),
    "year_average": Source(_TEXT, None, "less_sure"),
    "learning_result": Source(_TEXT, None, "less_sure"),
    "learning_adjustment": Source(_TEXT, None, "less_sure"),
    "adjustment_readings": Source(_TEXT, None, "inferred"),
    "conduct_year": Source(_TEXT, None, "less_sure"),
    "promotion": Source(_TEXT, "Điều 11", "text"),
    "summer_training": Source(_TEXT, "Điều 12", "text"),
    "retest_subjects": Source(_TEXT, "Điều 13", "less_sure"),
    "learning_after_retest": Source(_TEXT, "Điều 13", "text"),
}


def assessed_by(subject: str, level: str | None = None, grade: int | None = None) -> subjects.Assessment | None:
    """``score`` or ``comment``, as in general education; None where it is not known."""
    return subjects.assessed_by(subject, ID, level, grade)


__all__ = [
    "ID",
    "SCALES",
    "SOURCES",
    "assessed_by",
    "comment_term",
    "comment_year",
    "components",
    "conduct_year",
    "learning_after_retest",
    "learning_result",
    "promotion",
    "retest_subjects",
    "score_fault",
    "term_average",
    "year_average",
]
