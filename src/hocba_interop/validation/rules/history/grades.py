"""Grades (khối lớp) from year to year, and what was decided at the end of each."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from ....adapters.workbook.class_names import grade_of_class
from ....codelists import levels
from ....model import YearRecord
from ...check import Check
from ...findings import Findings
from ...record import Record
from ..dates import start_of_record
from ..keyed import keyed_years

_GRADES = range(1, 13)
_SEVERAL_GRADES = re.compile(r"[0-9]\s*[+&]\s*[0-9]")
"""Lớp ghép: one room, two grades."""


def _course(record: Record, findings: Findings) -> None:
    years = {
        start: (key, year)
        for key, year in keyed_years(record.card)
        if year.grade is not None and (start := start_of_record(year)) is not None
    }
    for before, after in pairwise(sorted(years)):
        (key, year), (next_key, next_year) = years[before], years[after]
        _step(findings, (key, year), (next_key, next_year), after - before)


def _step(findings: Findings, earlier: tuple[str, YearRecord], later: tuple[str, YearRecord], passed: int) -> None:
    (key, year), (next_key, next_year) = earlier, later
    assert year.grade is not None and next_year.grade is not None
    risen = next_year.grade - year.grade
    where, also = ("years", next_key, "grade"), ("years", key, "grade")
    facts: dict[str, Any] = {"grade": next_year.grade, "before": year.grade, "school_year": next_year.school_year}
    if risen < 0:
        findings.add("grade-falls", where, also, **facts)
    elif risen > passed:
        findings.add("grade-jumps", where, also, **facts)
    promoted = year.decisions.promoted if year.decisions else None
    if passed == 1 and promoted is not None and promoted != (risen > 0) and risen >= 0:
        decided = ("years", key, "decisions", "promoted")
        rule = "promoted-but-same-grade" if promoted else "not-promoted-but-next-grade"
        findings.add(rule, where, decided, **facts)
    elif risen == 0:
        findings.add("grade-taken-again", where, also, **facts)


def _grade(record: Record, findings: Findings) -> None:
    for key, year in keyed_years(record.card):
        if year.grade is None:
            continue
        path = ("years", key, "grade")
        if year.grade not in _GRADES:
            findings.add("grade-out-of-range", path, grade=year.grade)
            continue
        if year.level and not _fits_level(year.level, year.grade):
            findings.add("level-against-grade", ("years", key, "level"), path, grade=year.grade)
        named = grade_of_class(year.class_name)
        if named is not None and named != year.grade and not _SEVERAL_GRADES.search(year.class_name or ""):
            findings.add("class-against-grade", ("years", key, "class_name"), path, grade=year.grade, named=named)


def _fits_level(level: str, grade: int) -> bool:
    """Whether a level teaches a grade; of a level that no list knows, nothing is said here."""
    try:
        return grade in levels.get(level).grades
    except KeyError:
        return True


CHECKS = (
    Check(
        "history.grades",
        ("grade-falls", "grade-jumps", "grade-taken-again", "promoted-but-same-grade", "not-promoted-but-next-grade"),
        _course,
    ),
    Check("history.grade", ("grade-out-of-range", "level-against-grade", "class-against-grade"), _grade),
)
