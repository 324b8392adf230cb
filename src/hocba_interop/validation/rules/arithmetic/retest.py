"""Kết quả học tập sau đánh giá lại: the year's table once the marks of the retest stand in place of the old."""

from __future__ import annotations

from hocba_interop.codelists import scales
from hocba_interop.regulations import tt43_2021
from hocba_interop.validation.check import Check
from hocba_interop.validation.findings import Findings
from hocba_interop.validation.record import Record
from hocba_interop.validation.rules.arithmetic.inputs import marks_of
from hocba_interop.validation.rules.arithmetic.learning import readings
from hocba_interop.validation.rules.marks_year import Year, on_scale, word, years_of


def _run(record: Record, findings: Findings) -> None:
    for year in years_of(record.card):
        decisions, plan = year.record.decisions, year.curriculum
        if decisions is None or decisions.learning_after_retest is None or plan is None:
            continue
        if not plan.primary and not year.by_plan and plan.regulation != tt43_2021.ID:
            _look_at(year, findings)


def _look_at(year: Year, findings: Findings) -> None:
    decisions, circular = year.record.decisions, year.circular
    assert decisions is not None and circular is not None
    scale = circular.SCALES["learning_result"]
    recorded = on_scale(decisions.learning_after_retest, scale)
    if recorded is None or not any(subject.record.after_retest for subject in year.subjects):
        return
    marks = marks_of(year, "year", after_retest=True)
    if marks is None:
        return
    accepted = frozenset().union(*(answer.accepted for answer in readings(year, "year", marks)))
    if not accepted or recorded in accepted:
        return
    private = {
        "recorded": word(decisions.learning_after_retest),
        "expected": tuple(scales.word(scale, value) for value in scales.values(scale) if value in accepted),
        "numbers": marks.text(),
    }
    path = year.at("decisions", "learning_after_retest")
    findings.add("learning-after-retest-differs", path, private=private, circular=year.number)


CHECK = Check("arithmetic.retest", ("learning-after-retest-differs",), _run)
