"""The birth date (ngày sinh): possible at all, in the past, and of an age that fits the grade.

A child enters grade 1 in the year of its sixth birthday, lawfully up to three years later (and older in special
cases); skipping a grade makes a pupil a year younger than the class, repeating makes older. Adults learn in
continuing education (GDTX), so that no age is too great there.
"""

from __future__ import annotations

from ....model.flat import Path
from ...check import Check
from ...findings import Findings
from ...record import Record
from ..dates import before, possible, start_of_record
from ..keyed import keyed_years

_BIRTH_DATE: Path = ("student", "birth_date")
_GRADE_TO_AGE = 5
"""Usual age in the year in which the school year begins, less the grade."""
_USUAL = range(-1, 4)
_CONCEIVABLE = range(-3, 11)
"""Years that a pupil may be older than is usual for the grade; below zero, younger."""


def _possible(record: Record, findings: Findings) -> None:
    born = record.card.student.birth_date
    if born is not None and not possible(born):
        findings.add("birth-date-impossible", _BIRTH_DATE, private={"value": born})


def _future(record: Record, findings: Findings) -> None:
    born, today = record.card.student.birth_date, findings.today
    if born is not None and today is not None and possible(born) and before(today, born):
        findings.add("birth-date-in-future", _BIRTH_DATE, private={"value": born})


def _age(record: Record, findings: Findings) -> None:
    born = record.card.student.birth_date
    if born is None or not possible(born):
        return
    for key, year in keyed_years(record.card):
        start = start_of_record(year)
        if start is None or year.grade is None:
            continue
        older = start - int(born[:4]) - (year.grade + _GRADE_TO_AGE)
        if older in _USUAL or (older > 0 and (year.level or "").startswith("continuing")):
            continue
        rule = "birth-date-unusual" if older in _CONCEIVABLE else "birth-date-absurd"
        private = {"date": born, "age": start - int(born[:4])}
        also = ("years", key, "grade")
        findings.add(rule, _BIRTH_DATE, also, private=private, grade=year.grade, school_year=year.school_year)
        return  # one birth date, one finding: the other years say the same


CHECKS = (
    Check("identity.birth-date", ("birth-date-impossible",), _possible),
    Check("identity.birth-date-future", ("birth-date-in-future",), _future, needs_today=True),
    Check("identity.age", ("birth-date-unusual", "birth-date-absurd"), _age),
)
