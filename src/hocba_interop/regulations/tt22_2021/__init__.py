"""Thông tư 22/2021/TT-BGDĐT: assessment of pupils of lower and upper secondary schools (THCS, THPT).

There is no average over all subjects and no rank under this circular.
"""

from __future__ import annotations

from typing import Final

from hocba_interop.regulations.averages import term_average, year_average
from hocba_interop.regulations.sources import Source, Sources
from hocba_interop.regulations.tt22_2021.conduct import conduct_year
from hocba_interop.regulations.tt22_2021.decisions import (
    award,
    learning_after_retest,
    promotion,
    retest_subjects,
)
from hocba_interop.regulations.tt22_2021.learning import learning_result
from hocba_interop.regulations.tt22_2021.subjects import (
    assessed_by,
    comment_term,
    comment_year,
    components,
    score_fault,
    usual_components,
    usual_periods,
)
from hocba_interop.regulations.values import Scales

ID: Final = "tt22-2021"
SCALES: Final[Scales] = {
    "scored_subject": "score10",
    "comment_subject": "pass",
    "learning_result": "result4",
    "conduct_result": "result4",
}

_TEXT: Final = "TT22/2021"
SOURCES: Final[Sources] = {
    "assessed_by": Source(_TEXT, "Điều 5.3", "text"),
    "score_fault": Source(_TEXT, "Điều 5.3", "text"),
    "components": Source(_TEXT, "Điều 6", "text"),
    "components_topics": Source(_TEXT, "Điều 6", "well_known"),
    "usual_periods": Source("TT32/2018", None, "well_known"),
    "usual_components": Source(_TEXT, "Điều 6", "well_known"),
    "comment_term": Source(_TEXT, "Điều 9.1", "well_known"),
    "comment_year": Source(_TEXT, "Điều 9.1", "text"),
    "term_average": Source(_TEXT, "Điều 9.1", "text"),
    "year_average": Source(_TEXT, "Điều 9.1", "text"),
    "rounding": Source(_TEXT, "Điều 9.1", "measured"),
    "learning_result": Source(_TEXT, "Điều 9.2", "measured"),
    "learning_adjustment": Source(_TEXT, "Điều 9.3", "text"),
    "adjustment_readings": Source(_TEXT, "Điều 9.3", "inferred"),
    "conduct_year": Source(_TEXT, "Điều 8", "text"),
    "promotion": Source(_TEXT, "Điều 12", "text"),
    "summer_training": Source(_TEXT, "Điều 13", "text"),
    "retest_subjects": Source(_TEXT, "Điều 14", "text"),
    "learning_after_retest": Source(_TEXT, "Điều 14", "text"),
    "award": Source(_TEXT, "Điều 15", "text"),
}

__all__ = [
    "ID",
    "SCALES",
    "SOURCES",
    "assessed_by",
    "award",
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
    "usual_components",
    "usual_periods",
    "year_average",
]
