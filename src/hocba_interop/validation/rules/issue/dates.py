"""Dates of a record (ngày tạo, ngày phát hành, ngày sửa, ngày chuyển đến): possible, past, and in order."""

from __future__ import annotations

from collections.abc import Iterator

from ....model import YearRecord
from ....model.flat import Path
from ...check import Check
from ...findings import Findings
from ...record import Record
from ..dates import before, possible, start_of_record
from ..keyed import keyed_years

_EARLIEST_END = "05-01"
"""35 weeks of teaching from 5 September are not over before; in the years of the epidemic they ended later."""


def _dates(record: Record) -> Iterator[tuple[Path, str]]:
    for key, year in keyed_years(record.card):
        if year.issue is None:
            continue
        path = ("years", key, "issue")
        for name, day in (("created_on", year.issue.created_on), ("issued_on", year.issue.issued_on)):
            if day is not None:
                yield (*path, name), day
        for index, correction in enumerate(year.issue.corrections):
            if correction.on is not None:
                yield (*path, "corrections", str(index), "on"), correction.on
    for index, line in enumerate(record.card.history):
        if line.arrived_on is not None:
            yield ("history", str(index), "arrived_on"), line.arrived_on


def _possible(record: Record, findings: Findings) -> None:
    for path, day in _dates(record):
        if not possible(day):
            findings.add("record-date-impossible", path, private={"value": day})


def _future(record: Record, findings: Findings) -> None:
    today = findings.today
    for path, day in _dates(record):
        if today is not None and possible(day) and before(today, day):
            findings.add("record-date-in-future", path, private={"date": day})


def _order(record: Record, findings: Findings) -> None:
    for key, year in keyed_years(record.card):
        issue = year.issue
        if issue is None or issue.issued_on is None or not possible(issue.issued_on):
            continue
        path = ("years", key, "issue", "issued_on")
        if issue.created_on and possible(issue.created_on) and before(issue.issued_on, issue.created_on):
            findings.add("issued-before-created", path, ("years", key, "issue", "created_on"))
        start = start_of_record(year)
        if start is not None and before(issue.issued_on, f"{start + 1}-{_EARLIEST_END}") and _is_closed(year):
            findings.add(
                "issued-before-year-end", path, private={"date": issue.issued_on}, school_year=year.school_year
            )


def _is_closed(year: YearRecord) -> bool:
    """Whether a record holds what is settled only when the year is over."""
    decisions, summary = year.decisions, year.summaries.get("year")
    if decisions is not None and (decisions.promoted is not None or decisions.completed_grade is not None):
        return True
    return summary is not None and bool(summary.education_result or summary.learning_result or summary.conduct_result)


CHECKS = (
    Check("issue.dates", ("record-date-impossible",), _possible),
    Check("issue.future", ("record-date-in-future",), _future, needs_today=True),
    Check("issue.order", ("issued-before-created", "issued-before-year-end"), _order),
)
