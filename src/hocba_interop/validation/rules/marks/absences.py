"""Số buổi nghỉ: can the counts be, do they add up, and do they not fall within a year?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from hocba_interop.model import Absences, PeriodId
from hocba_interop.validation.check import Check
from hocba_interop.validation.findings import Findings
from hocba_interop.validation.record import Record
from hocba_interop.validation.rules.marks_year import Year, amount, years_of

_KINDS: Final = ("excused", "unexcused", "total")
_MOST_OF_TERM: Final = Decimal(18 * 6)
"""Sessions of a term of 18 weeks, six days a week and one session a day, which is how the circulars count."""
_MOST_OF_YEAR: Final = Decimal(35 * 6)
_ORDER: Final[tuple[PeriodId, ...]] = ("term1", "term2", "year")


def _run(record: Record, findings: Findings) -> None:
    for year in years_of(record.card):
        found = [(period, s.absences) for period, s in year.record.summaries.items() if s.absences is not None]
        for period, absences in found:
            _look_at(year, period, absences, findings)
        if len(found) > 1:
            _look_at_order(year, dict(found), findings)


def _look_at(year: Year, period: PeriodId, absences: Absences, findings: Findings) -> None:
    sound = True
    most = _MOST_OF_TERM if period == "term1" or absences.counted_from == "term_start" else _MOST_OF_YEAR
    for kind, text in _counts(absences):
        value = amount(text)
        if value is None:
            sound = False
            path = year.at("summaries", period, "absences", kind)
            findings.add("absences-impossible", path, private={"value": text}, field=kind, period=period)
        elif value > most:
            path = year.at("summaries", period, "absences", kind)
            findings.add("absences-too-many", path, private={"value": text}, field=kind, period=period, most=int(most))
    if sound and absences.total is not None:
        _look_at_total(year, period, absences, findings)


def _counts(absences: Absences) -> Iterator[tuple[str, str]]:
    for kind in _KINDS:
        text = getattr(absences, kind)
        if text is not None:
            yield kind, text


def _look_at_total(year: Year, period: PeriodId, absences: Absences, findings: Findings) -> None:
    total, parts = amount(absences.total), [amount(absences.excused), amount(absences.unexcused)]
    known = [part for part in parts if part is not None]
    if total is None or not known:
        return
    together = sum(known, Decimal(0))
    if total < together or (len(known) == 2 and total != together):
        path = year.at("summaries", period, "absences", "total")
        numbers = {"total": absences.total, "together": format(together, "f")}
        findings.add("absences-total-differs", path, private=numbers, period=period)


def _look_at_order(year: Year, found: dict[PeriodId, Absences], findings: Findings) -> None:
    """Counts from the year's start never fall from one period to the next."""
    there = [period for period in _ORDER if period in found]
    for later in there[1:]:
        if later == "term2" and found[later].counted_from != "year_start":
            continue
        if later == "year" and found[later].counted_from == "term_start":
            continue
        for earlier in there[: there.index(later)]:
            kind = next((k for k in _KINDS if _falls(found[earlier], found[later], k)), None)
            if kind is not None:
                after, before = (year.at("summaries", period, "absences", kind) for period in (later, earlier))
                findings.add("absences-shrink", after, before, field=kind, period=later, other_period=earlier)
                return


def _falls(before: Absences, after: Absences, kind: str) -> bool:
    one, other = amount(getattr(before, kind)), amount(getattr(after, kind))
    return one is not None and other is not None and other < one


CHECK = Check(
    "marks.absences",
    ("absences-impossible", "absences-too-many", "absences-total-differs", "absences-shrink"),
    _run,
)
