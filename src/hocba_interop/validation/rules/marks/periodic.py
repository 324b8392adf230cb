"""Are there periodic tests (bài kiểm tra định kỳ) only where the primary circulars have one?"""

from __future__ import annotations

from functools import cache
from typing import Any

from hocba_interop.model import PeriodId
from hocba_interop.regulations import MODULES
from hocba_interop.validation.check import Check
from hocba_interop.validation.findings import Findings
from hocba_interop.validation.record import Record
from hocba_interop.validation.rules.marks_year import years_of


@cache
def _has_none(regulation: str, subject: str, grade: int, period: PeriodId) -> bool:
    circular = MODULES[regulation]
    return hasattr(circular, "periodic_test") and circular.periodic_test(subject, grade, period) == "none"


def _run(record: Record, findings: Findings) -> None:
    for year in years_of(record.card):
        plan = year.curriculum
        if plan is None or not plan.primary or plan.grade is None:
            continue
        for subject, period, data in year.cells:
            if data.test is not None and _has_none(plan.regulation, subject.id, plan.grade, period):
                path = subject.in_period(period, "test")
                facts: dict[str, Any] = {
                    "subject": subject.name,
                    "period": period,
                    "grade": plan.grade,
                    "circular": year.number,
                }
                findings.add("test-where-none", path, **facts)


CHECK = Check("marks.tests", ("test-where-none",), _run)
