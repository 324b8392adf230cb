"""Is each mark a value of its scale: a score from 0 to 10 with at most one decimal, a level that the scale has?"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from hocba_interop.codelists import traits
from hocba_interop.model import Mark, TraitRecord
from hocba_interop.model.flat import Path
from hocba_interop.regulations.values import score_fault
from hocba_interop.validation.check import Check
from hocba_interop.validation.findings import Findings
from hocba_interop.validation.record import Record
from hocba_interop.validation.rules.marks_year import Cell, Year, is_value, word, written, years_of

_OF_FAULT: Final = {
    "not_a_number": "mark-not-a-number",
    "out_of_range": "mark-out-of-range",
    "too_many_decimals": "mark-too-precise",
    "zero": "test-mark-perhaps-empty",
}
_OF_SUMMARY: Final = ("education_result", "learning_result", "conduct_result", "average")
_OF_DECISIONS: Final = ("learning_after_retest", "conduct_after_summer")


@lru_cache(maxsize=4096)
def rule_broken(scale: str, value: str, whole: bool) -> str | None:
    """The rule that a value breaks; ``whole`` is for the tests of primary school, which know no decimals."""
    if scale != "score10":
        return None if is_value(scale, value) else "mark-off-scale"
    number = written(value)
    if number is None:
        return "mark-not-a-number"
    fault = score_fault(number, decimals=0 if whole else 1, zero=not whole)
    if fault is None:
        return None
    return "test-mark-not-whole" if whole and fault == "too_many_decimals" else _OF_FAULT[fault]


def _run(record: Record, findings: Findings) -> None:
    for year in years_of(record.card):
        for cell in year.cells:
            _look_at_cell(cell, findings)
        for subject in year.subjects:
            if subject.record.after_retest is not None:
                mark = subject.record.after_retest
                _report(mark, subject.at("after_retest"), findings, subject=subject.name, field="after_retest")
        for number, trait in enumerate(year.record.traits):
            _look_at_trait(year, number, trait, findings)
        _look_at_summaries(year, findings)


def _look_at_cell(cell: Cell, findings: Findings) -> None:
    subject, period, data = cell
    for name, mark in (
        ("result", data.result),
        ("midterm", data.midterm),
        ("final", data.final),
        ("level", data.level),
    ):
        if mark is not None and rule_broken(mark.scale, mark.value, False):
            path = subject.in_period(period, name)
            _report(mark, path, findings, subject=subject.name, field=name, period=period)
    if data.test is not None and rule_broken(data.test.scale, data.test.value, True):
        path = subject.in_period(period, "test")
        _report(data.test, path, findings, whole=True, subject=subject.name, field="test", period=period)
    for index, regular in enumerate(data.regular):
        if regular is not None and rule_broken(regular.scale, regular.value, False):
            path = subject.in_period(period, "regular", str(index))
            _report(regular, path, findings, subject=subject.name, field="regular", period=period)


def _look_at_trait(year: Year, number: int, trait: TraitRecord, findings: Findings) -> None:
    for period, entry in trait.periods.items():
        mark = entry.level
        if mark is not None and rule_broken(mark.scale, mark.value, False):
            path = year.at("traits", year.trait_key(number), "periods", period, "level")
            _report(mark, path, findings, trait=_trait_name(trait), field="level", period=period)


def _trait_name(trait: TraitRecord) -> str:
    try:
        return traits.get(trait.trait).name
    except KeyError:
        return trait.source_label or trait.trait


def _look_at_summaries(year: Year, findings: Findings) -> None:
    for period, summary in year.record.summaries.items():
        for name in _OF_SUMMARY:
            mark: Mark | None = getattr(summary, name)
            if mark is not None and rule_broken(mark.scale, mark.value, False):
                _report(mark, year.at("summaries", period, name), findings, field=name, period=period)
    decisions = year.record.decisions
    if decisions is not None:
        for name in _OF_DECISIONS:
            after: Mark | None = getattr(decisions, name)
            if after is not None:
                _report(after, year.at("decisions", name), findings, field=name)


def _report(mark: Mark, path: Path, findings: Findings, *, whole: bool = False, **facts: Any) -> None:
    rule = rule_broken(mark.scale, mark.value, whole)
    if rule is not None:
        findings.add(rule, path, private={"value": word(mark)}, scale=mark.scale, **facts)


CHECK = Check("marks.values", (*_OF_FAULT.values(), "mark-off-scale", "test-mark-not-whole"), _run)
