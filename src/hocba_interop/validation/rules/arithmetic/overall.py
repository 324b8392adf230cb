"""ĐTBhk and ĐTBcn of Thông tư 58: the mean of all scored subjects."""

from __future__ import annotations

from typing import Any, Final

from hocba_interop.regulations.tt58_2011 import overall_average
from hocba_interop.validation.check import Check
from hocba_interop.validation.findings import Findings
from hocba_interop.validation.record import Record
from hocba_interop.validation.rules.arithmetic.inputs import marks_of
from hocba_interop.validation.rules.marks_year import CLOSED, score, word, years_of

OLD: Final = frozenset({"tt58-2011", "tt26-2020"})


def _run(record: Record, findings: Findings) -> None:
    for year in years_of(record.card):
        if year.regulation not in OLD or year.by_plan:
            continue
        for period in CLOSED:
            summary = year.summary(period)
            recorded = None if summary is None else score(summary.average)
            if summary is None or recorded is None or (marks := marks_of(year, period)) is None:
                continue
            accepted = [overall_average(scores) for scores, _ in marks.variants()]
            if period == "year" and (after := marks_of(year, period, after_retest=True)) is not None:
                accepted += [overall_average(scores) for scores, _ in after.variants()]
            if recorded in accepted:
                continue
            facts: dict[str, Any] = {"period": period, "formula": "overall", "circular": year.number}
            private = {"recorded": word(summary.average), "expected": accepted[0], "numbers": marks.text()}
            path = year.at("summaries", period, "average")
            findings.add("overall-average-differs", path, private=private, **facts)


CHECK = Check("arithmetic.overall-average", ("overall-average-differs",), _run)
