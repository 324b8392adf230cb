"""What the results of a year and the absences lead to: lên lớp, ở lại lớp, or what is still open."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from hocba_interop.model import Absences
from hocba_interop.regulations import Decision, tt27_2020
from hocba_interop.text import fold
from hocba_interop.validation.rules.marks_year import Year, amount, on_scale

_YES: Final = ("duoc len lop", "len lop", "duoc xet len lop")
_NO: Final = ("khong duoc len lop", "chua duoc len lop", "khong len lop", "o lai", "luu ban", "hoc lai lop")


@lru_cache(maxsize=1024)
def promotion_said(text: str) -> bool | None:
    """Whether a text says that the pupil is promoted; None for any other text (thi lại, Lên lớp: …)."""
    plain = fold(text)
    if ":" in plain:
        return None
    if plain.startswith(_NO):
        return False
    return True if plain.startswith(_YES) else None


def outcome(year: Year) -> Decision | None:
    """What a circular of THCS and THPT decides, or None where a result that it needs is not there."""
    summary, circular = year.summary("year"), year.circular
    if circular is None or not hasattr(circular, "promotion"):
        return None
    scales, decisions = circular.SCALES, year.record.decisions
    afterwards: list[Any] = [None, None]
    if decisions is not None:
        marks = (decisions.conduct_after_summer, decisions.learning_after_retest)
        names = ("conduct_result", "learning_result")
        afterwards = [on_scale(mark, scales[name]) for mark, name in zip(marks, names, strict=True)]
        if any(mark is not None and value is None for mark, value in zip(marks, afterwards, strict=True)):
            return None
    found = circular.promotion(
        on_scale(summary.conduct_result if summary else None, scales["conduct_result"]),
        on_scale(summary.learning_result if summary else None, scales["learning_result"]),
        sessions(year),
        conduct_after=afterwards[0],
        learning_after=afterwards[1],
    )
    return found if isinstance(found, Decision) else None


def primary_outcome(year: Year) -> str | None:
    """What Thông tư 27 decides (``completed``, ``supplementary_assessment``), or None where that is open."""
    summary = year.summary("year")
    if year.regulation != tt27_2020.ID or summary is None:
        return None
    result: Any = on_scale(summary.education_result, "primary_result")
    decisions = year.record.decisions
    after: Any = None if decisions is None else on_scale(decisions.learning_after_retest, "primary_result")
    if after is None and decisions is not None and decisions.learning_after_retest is not None:
        return None
    found = tt27_2020.decision(result, after)
    return found if isinstance(found, str) else None


def sessions(year: Year) -> Decimal | None:
    """The sessions of absence in the whole year; None where they are not known for all of it."""
    whole, term1, term2 = (
        None if (summary := year.summary(period)) is None else summary.absences for period in ("year", "term1", "term2")
    )
    if whole is not None and whole.counted_from != "term_start" and (found := _all_of(whole)) is not None:
        return found
    if term2 is not None and term2.counted_from == "year_start":
        return _all_of(term2)
    if term1 is None or term2 is None or term2.counted_from != "term_start":
        return None
    one, two = _all_of(term1), _all_of(term2)
    return None if one is None or two is None else one + two


def _all_of(absences: Absences) -> Decimal | None:
    if absences.total is not None:
        return amount(absences.total)
    excused, unexcused = amount(absences.excused), amount(absences.unexcused)
    return None if excused is None or unexcused is None else excused + unexcused
