"""Results of the summer (đánh giá lại, rèn luyện hè): only where the year's result calls for them, and after it.

A school may have entered the new result as the year's own: two that are equal are no finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ....model import Mark, SubjectPeriod, YearRecord
from ....model.flat import Path
from ...check import Check
from ...findings import Findings
from ...record import Record
from ..dates import before, possible, start_of_record
from ..keyed import keyed_years, subject_key

_ENOUGH = frozenset(
    {
        ("pass", "dat"),
        ("primary_level", "hoan_thanh"),
        ("primary_level", "hoan_thanh_tot"),
        ("result4", "dat"),
        ("result4", "kha"),
        ("result4", "tot"),
        ("learning5", "trung_binh"),
        ("learning5", "kha"),
        ("learning5", "gioi"),
        ("conduct4", "trung_binh"),
        ("conduct4", "kha"),
        ("conduct4", "tot"),
    }
)
_PASSING_SCORE = Decimal(5)
_YEAR_ENDS = "05-31"


def _summer(record: Record, findings: Findings) -> None:
    for key, year in keyed_years(record.card):
        results = tuple(_results(year))
        for inner, before_inner, mark, before_marks in results:
            if before_marks and all(map(_enough, before_marks)) and not any(mark.same_as(one) for one in before_marks):
                findings.add("summer-result-without-reason", ("years", key, *inner), ("years", key, *before_inner))
        _in_time(findings, key, year, [inner for inner, *_ in results])


def _results(year: YearRecord) -> Iterator[tuple[Path, Path, Mark, tuple[Mark, ...]]]:
    """Every result of the summer: its path, that of the year's result, and the marks at both."""
    for index, subject in enumerate(year.subjects):
        if subject.after_retest is not None:
            part = subject.periods.get("year")
            inner = ("subjects", subject_key(year, index))
            yield (*inner, "after_retest"), (*inner, "periods", "year"), subject.after_retest, _marks(part)
    decisions, summary = year.decisions, year.summaries.get("year")
    if decisions is None:
        return
    for name, mark, of_year, result in (
        (
            "learning_after_retest",
            decisions.learning_after_retest,
            "learning_result",
            summary and summary.learning_result,
        ),
        ("conduct_after_summer", decisions.conduct_after_summer, "conduct_result", summary and summary.conduct_result),
    ):
        if mark is not None:
            yield ("decisions", name), ("summaries", "year", of_year), mark, (result,) if result else ()


def _marks(part: SubjectPeriod | None) -> tuple[Mark, ...]:
    if part is None:
        return ()
    return tuple(mark for mark in (part.result, part.level, part.test) if mark is not None)


def _enough(mark: Mark) -> bool:
    number = mark.number
    if number is not None:
        return number.is_finite() and number >= _PASSING_SCORE
    return (mark.scale, mark.value) in _ENOUGH


def _in_time(findings: Findings, key: str, year: YearRecord, results: list[Path]) -> None:
    issued, start = year.issue.issued_on if year.issue else None, start_of_record(year)
    if not results or issued is None or start is None or not possible(issued):
        return
    if before(issued, f"{start + 1}-{_YEAR_ENDS}"):
        where = ("years", key, "issue", "issued_on")
        findings.add("summer-result-before-summer", where, ("years", key, *results[0]), private={"date": issued})


CHECKS = (Check("issue.summer", ("summer-result-without-reason", "summer-result-before-summer"), _summer),)
