"""ĐTBmhk and ĐTBmcn: the averages of a subject in a term and over the year."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from hocba_interop.model import SubjectPeriod
from hocba_interop.regulations import tt58_2011
from hocba_interop.regulations.averages import term_average, year_average
from hocba_interop.validation.check import Check
from hocba_interop.validation.findings import Findings
from hocba_interop.validation.record import Record
from hocba_interop.validation.rules.marks_year import TERMS, Subject, Year, score, word, years_of

_LEAST_REGULAR: Final = 2
"""Every circular asks for two regular marks at least: with fewer, one of them is not in the record."""
_OLD: Final = frozenset({"tt58-2011", "tt26-2020"})
_by_terms = lru_cache(maxsize=16384)(year_average)


def _run(record: Record, findings: Findings) -> None:
    for year in years_of(record.card):
        plan = year.curriculum
        if plan is None:
            if year.subjects:
                findings.skip("no-regulation")
            continue
        if plan.primary:
            continue
        for subject in year.subjects:
            for period in TERMS:
                entry = subject.periods.get(period)
                if entry is not None and entry.regular:
                    _look_at_term(subject, period, entry, plan.regulation, findings)
            _look_at_year(year, subject, findings)


def _look_at_term(subject: Subject, period: str, entry: SubjectPeriod, regulation: str, findings: Findings) -> None:
    given = [mark for mark in entry.regular if mark is not None]
    recorded = score(entry.result)
    midterm, final = score(entry.midterm), score(entry.final)
    if recorded is None or midterm is None or final is None or len(given) < _LEAST_REGULAR:
        return
    computed, formula = _term(regulation, [score(mark) for mark in given], midterm, final)
    if computed is None or computed == recorded:
        return
    numbers = f"{', '.join(word(mark) for mark in given)}; {word(entry.midterm)}; {word(entry.final)}"
    facts: dict[str, Any] = {
        "subject": subject.name,
        "period": period,
        "formula": formula,
        "circular": subject.year.number,
    }
    private = {"recorded": word(entry.result), "expected": computed, "numbers": numbers}
    findings.add("term-average-differs", subject.in_period(period, "result"), private=private, **facts)


def _term(
    regulation: str, regular: Sequence[Decimal | None], midterm: Decimal, final: Decimal
) -> tuple[Decimal | None, str]:
    # the model has one place for KTđk; with one of them both formulas agree, and several are never put together
    if regulation == tt58_2011.ID:
        return tt58_2011.term_average(regular, [midterm], final), "term-tt58"
    return term_average(regular, midterm, final), "term"


def _look_at_year(year: Year, subject: Subject, findings: Findings) -> None:
    mark = subject.result("year")
    recorded = score(mark)
    if recorded is None:
        return
    term1, term2 = subject.result("term1"), subject.result("term2")
    one, two = score(term1), score(term2)
    if one is not None and two is not None:
        computed, formula = _by_terms(one, two), "year"
    elif year.regulation in _OLD and (one is None) != (two is None) and _exempt_for_a_term(subject, one is None):
        computed, formula = two if one is None else one, "year-one-term"
    else:
        return
    if computed is None or computed == recorded or recorded == score(subject.record.after_retest):
        return
    numbers = "; ".join(word(term) for term in (term1, term2) if term is not None)
    facts: dict[str, Any] = {"subject": subject.name, "formula": formula, "circular": year.number}
    private = {"recorded": word(mark), "expected": computed, "numbers": numbers}
    findings.add("year-average-differs", subject.in_period("year", "result"), private=private, **facts)


def _exempt_for_a_term(subject: Subject, first: bool) -> bool:
    entry = subject.periods.get("term1" if first else "term2")
    return entry is not None and entry.enrolment == "exempt" and entry.result is None


CHECK = Check("arithmetic.averages", ("term-average-differs", "year-average-differs"), _run)
