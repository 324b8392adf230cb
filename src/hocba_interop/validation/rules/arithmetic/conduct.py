"""Kết quả rèn luyện of the year, from both terms (TT22/2021, Điều 8). That of a term is the class teacher's."""

from __future__ import annotations

from typing import Final, cast

from hocba_interop.codelists import scales
from hocba_interop.model import Mark
from hocba_interop.regulations import Undecided
from hocba_interop.regulations.tt22_2021 import conduct_year
from hocba_interop.regulations.values import Result4
from hocba_interop.validation.check import Check
from hocba_interop.validation.findings import Findings
from hocba_interop.validation.record import Record
from hocba_interop.validation.rules.marks_year import CLOSED, on_scale, word, years_of

_KNOWN: Final = frozenset({"tt22-2021", "tt43-2021"})


def _run(record: Record, findings: Findings) -> None:
    for year in years_of(record.card):
        if year.regulation not in _KNOWN or year.by_plan:
            continue
        marks = [None if (summary := year.summary(period)) is None else summary.conduct_result for period in CLOSED]
        term1, term2, recorded = (_level(mark) for mark in marks)
        if recorded is None:
            continue
        expected = conduct_year(term1, term2)
        if isinstance(expected, Undecided) or expected == recorded:
            continue
        decisions = year.record.decisions
        if decisions is not None and _level(decisions.conduct_after_summer) == recorded:
            continue
        private = {
            "recorded": word(marks[2]),
            "expected": scales.word("result4", expected),
            "numbers": "; ".join(word(mark) for mark in marks[:2]),
        }
        path = year.at("summaries", "year", "conduct_result")
        findings.add("conduct-year-differs", path, private=private, circular=year.number)


def _level(mark: Mark | None) -> Result4 | None:
    return cast("Result4 | None", on_scale(mark, "result4"))


CHECK = Check("arithmetic.conduct", ("conduct-year-differs",), _run)
