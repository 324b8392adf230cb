"""The term and the year of a subject assessed by comment (Đạt, Chưa đạt), under the circulars since 2021."""

from __future__ import annotations

from typing import Any, Final, cast

from hocba_interop.model import Mark, PeriodId
from hocba_interop.regulations.tt22_2021 import comment_term, comment_year
from hocba_interop.regulations.values import Pass
from hocba_interop.validation.check import Check
from hocba_interop.validation.findings import Findings
from hocba_interop.validation.record import Record
from hocba_interop.validation.rules.marks_year import TERMS, Subject, on_scale, word, years_of

_KNOWN: Final = frozenset({"tt22-2021", "tt43-2021"})


def _run(record: Record, findings: Findings) -> None:
    for year in years_of(record.card):
        if year.regulation not in _KNOWN:
            continue
        for subject in year.subjects:
            if subject.assessed == "score":
                continue
            for period in TERMS:
                _look_at_term(subject, period, findings)
            _look_at_year(subject, findings)


def passed(mark: Mark | None) -> Pass | None:
    """Đạt or Chưa đạt; None for any other mark."""
    return cast("Pass | None", on_scale(mark, "pass"))


def _look_at_term(subject: Subject, period: PeriodId, findings: Findings) -> None:
    entry = subject.periods.get(period)
    if entry is None or not entry.regular or (recorded := passed(entry.result)) is None:
        return
    given = [mark for mark in entry.regular if mark is not None]
    parts = [passed(mark) for mark in given]
    expected = comment_term(parts, passed(entry.midterm), passed(entry.final))
    if expected is None or expected == recorded:
        return
    numbers = ", ".join(word(mark) for mark in (*given, entry.midterm, entry.final))
    _report("comment-term-differs", subject, period, expected, numbers, findings)


def _look_at_year(subject: Subject, findings: Findings) -> None:
    recorded = passed(subject.result("year"))
    if recorded is None:
        return
    term1, term2 = subject.result("term1"), subject.result("term2")
    expected = comment_year(passed(term1), passed(term2))
    if expected is None or expected == recorded or recorded == passed(subject.record.after_retest):
        return
    numbers = ", ".join(word(mark) for mark in (term1, term2) if mark is not None)
    _report("comment-year-differs", subject, "year", expected, numbers, findings)


def _report(rule: str, subject: Subject, period: PeriodId, expected: str, numbers: str, findings: Findings) -> None:
    recorded = subject.periods[period].result
    private = {"recorded": word(recorded), "expected": word(Mark(scale="pass", value=expected)), "numbers": numbers}
    facts: dict[str, Any] = {"subject": subject.name, "period": period, "circular": subject.year.number}
    findings.add(rule, subject.in_period(period, "result"), private=private, **facts)


CHECK = Check("arithmetic.comments", ("comment-term-differs", "comment-year-differs"), _run)
