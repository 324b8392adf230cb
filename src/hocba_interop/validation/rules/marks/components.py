"""Are there as many marks in a term as the circular asks for (ĐĐGtx), and a result where all of them are there?"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from hocba_interop.model import SubjectPeriod
from hocba_interop.regulations import tt22_2021
from hocba_interop.regulations.components import REGULAR_BY_PERIODS
from hocba_interop.regulations.tt22_2021.subjects import COMMENT_REGULAR
from hocba_interop.validation.check import Check
from hocba_interop.validation.findings import Findings
from hocba_interop.validation.record import Record
from hocba_interop.validation.rules.marks_year import TERMS, Subject, years_of
from hocba_interop.validation.rules.subjects_curriculum import Curriculum

_COUNTS: Final = frozenset({"tt22-2021", "tt43-2021", "tt26-2020"})
"""The circulars that say how many ĐĐGtx a term has by the periods of the subject; Thông tư 58 does so otherwise."""
_LEAST: Final = REGULAR_BY_PERIODS[0][1]
_MOST: Final = REGULAR_BY_PERIODS[-1][1]


@cache
def bounds(plan: Curriculum) -> range:
    """The numbers of ĐĐGtx that some subject of the curriculum may have; study topics (chuyên đề) add one."""
    topics = plan.level == "upper_secondary" and plan.programme == "gdpt-2018"
    return range(_LEAST, _MOST + topics + 1)


@cache
def usual(plan: Curriculum, subject: str) -> range | None:
    """The numbers of ĐĐGtx of a subject with its usual periods; None where they are not known."""
    if plan.regulation != tt22_2021.ID or plan.grade is None or plan.assessed.get(subject) != "score":
        return None
    counts = tt22_2021.usual_components(subject, plan.level, plan.grade)
    return None if counts is None else range(counts.regular, counts.regular + counts.regular_extra + 1)


def _run(record: Record, findings: Findings) -> None:
    for year in years_of(record.card):
        plan = year.curriculum
        if plan is None or plan.regulation not in _COUNTS:
            continue
        for subject, period, data in year.cells:
            if period not in TERMS or not data.regular:
                continue
            count = len([mark for mark in data.regular if mark is not None])
            if data.result is None:
                _look_for_result(subject, period, data, count, findings)
            if count and (data.final is not None or data.result is not None):
                _count(subject, period, count, plan, findings)


def _look_for_result(subject: Subject, period: str, data: SubjectPeriod, count: int, findings: Findings) -> None:
    if count >= _LEAST and data.midterm is not None and data.final is not None and not subject.away:
        findings.add("result-missing", subject.in_period(period), subject=subject.name, period=period)


def _count(subject: Subject, period: str, count: int, plan: Curriculum, findings: Findings) -> None:
    if subject.assessed == "comment":
        if count != COMMENT_REGULAR:
            _report("regular-marks-unusual", subject, period, count, str(COMMENT_REGULAR), findings)
        return
    allowed, expected = bounds(plan), usual(plan, subject.id)
    if count not in allowed:
        _report("regular-marks-outside-circular", subject, period, count, _span(allowed), findings)
    elif expected is not None and count not in expected:
        _report("regular-marks-unusual", subject, period, count, _span(expected), findings)


def _report(rule: str, subject: Subject, period: str, count: int, expected: str, findings: Findings) -> None:
    facts: dict[str, Any] = {"subject": subject.name, "period": period, "count": count, "expected": expected}
    findings.add(rule, subject.in_period(period, "regular"), circular=subject.year.number, **facts)


def _span(counts: range) -> str:
    return str(counts[0]) if len(counts) == 1 else f"{counts[0]}–{counts[-1]}"


CHECK = Check("marks.components", ("regular-marks-unusual", "regular-marks-outside-circular", "result-missing"), _run)
