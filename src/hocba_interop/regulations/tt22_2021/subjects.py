"""Subjects under TT22/2021: how assessed (Điều 5), how many marks (Điều 6, 7), Đạt and Chưa đạt."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from hocba_interop.codelists import subjects
from hocba_interop.regulations.components import Components, regular_count
from hocba_interop.regulations.values import PASSES, Pass, ScoreFault
from hocba_interop.regulations.values import score_fault as _score_fault

LEAST_PERIODS: Final = 35
COMMENT_REGULAR: Final = 2
"""How many regular assessments (ĐGtx) a term of a subject assessed by comment has."""

USUAL_PERIODS: Final = (
    ("lower_secondary", 6, 9, "ngu_van", 140),
    ("lower_secondary", 6, 9, "toan", 140),
    ("lower_secondary", 6, 9, "ngoai_ngu_1", 105),
    ("lower_secondary", 6, 9, "khoa_hoc_tu_nhien", 140),
    ("lower_secondary", 6, 9, "lich_su_va_dia_li", 105),
    ("lower_secondary", 6, 9, "gdcd", 35),
    ("lower_secondary", 6, 9, "tin_hoc", 35),
    ("lower_secondary", 6, 7, "cong_nghe", 35),
    ("lower_secondary", 8, 9, "cong_nghe", 52),
    ("upper_secondary", 10, 12, "ngu_van", 105),
    ("upper_secondary", 10, 12, "toan", 105),
    ("upper_secondary", 10, 12, "ngoai_ngu_1", 105),
    ("upper_secondary", 10, 12, "lich_su", 52),
    ("upper_secondary", 10, 12, "gdqp_an", 35),
    ("upper_secondary", 10, 12, "dia_li", 70),
    ("upper_secondary", 10, 12, "gdkt_pl", 70),
    ("upper_secondary", 10, 12, "vat_li", 70),
    ("upper_secondary", 10, 12, "hoa_hoc", 70),
    ("upper_secondary", 10, 12, "sinh_hoc", 70),
    ("upper_secondary", 10, 12, "cong_nghe", 70),
    ("upper_secondary", 10, 12, "tin_hoc", 70),
)
"""Periods a year (số tiết/năm học) of the scored subjects in the programme of 2018: level, grades, subject, periods."""

_ELECTIVES: Final = frozenset({"dia_li", "gdkt_pl", "vat_li", "hoa_hoc", "sinh_hoc", "cong_nghe", "tin_hoc"})
_WITH_TOPICS: Final = _ELECTIVES | {"ngu_van", "toan", "lich_su"}
"""Scored subjects that offer study topics (chuyên đề học tập) in the programme of 2018."""


def assessed_by(subject: str, level: str | None = None, grade: int | None = None) -> subjects.Assessment | None:
    """``score`` (nhận xét kết hợp điểm số) or ``comment`` (nhận xét); None where it is not known."""
    return subjects.assessed_by(subject, "tt22-2021", level, grade)


def score_fault(mark: Decimal) -> ScoreFault | None:
    """What is wrong with a mark: 0 to 10, a whole number or one decimal."""
    return _score_fault(mark, decimals=1)


def usual_periods(subject: str, level: str, grade: int) -> int | None:
    """The periods a year of a scored subject, or None where they are not known."""
    for at, first, last, name, periods in USUAL_PERIODS:
        if (at, name) == (level, subject) and first <= grade <= last:
            return periods
    return None


def components(periods: int, *, topics: bool = False) -> Components | None:
    """The marks of a term of a scored subject with so many periods a year; None below 35, where the text is silent.

    ``topics`` tells that the pupil may learn study topics of the subject, whose result is one more ĐĐGtx.
    """
    if periods < LEAST_PERIODS:
        return None
    return Components(regular_count(periods), int(topics))


def usual_components(subject: str, level: str, grade: int) -> Components | None:
    """The marks of a term where the subject has its usual periods; None where they are not known."""
    periods = usual_periods(subject, level, grade)
    if periods is None:
        return None
    return components(periods, topics=level == "upper_secondary" and subject in _WITH_TOPICS)


def comment_term(regular: Sequence[Pass | None], midterm: Pass | None, final: Pass | None) -> Pass | None:
    """The term of a subject assessed by comment: Đạt where all assessments are there and all are Đạt.

    None where one is missing: whether it was missed without reason (then Chưa đạt), the record does not tell.
    """
    parts = (*regular, midterm, final)
    if len(regular) < COMMENT_REGULAR or any(part not in PASSES for part in parts):
        return None
    return "chua_dat" if "chua_dat" in parts else "dat"


def comment_year(term1: Pass | None, term2: Pass | None) -> Pass | None:
    """The year of a subject assessed by comment: the result of term 2, whatever term 1 was."""
    return term2 if term2 in PASSES else None
