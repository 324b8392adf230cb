"""Miễn, không học: can it be, and does nothing that is recorded speak against it?"""

from __future__ import annotations

from functools import cache
from typing import Final

from hocba_interop.model.flat import Path
from hocba_interop.validation.check import Check
from hocba_interop.validation.findings import Findings
from hocba_interop.validation.record import Record
from hocba_interop.validation.rules.marks_year import AWAY, Subject, has_mark, years_of
from hocba_interop.validation.rules.subjects_curriculum import Curriculum

_THEORY_INSTEAD: Final = frozenset({"gdtc", "the_duc", "gdqp_an"})
"""Exemption is of the practical part (TT22/2021, Điều 10): theory is assessed instead, so that there are marks."""


@cache
def _compulsory(plan: Curriculum, subject: str) -> bool:
    """Whether a grade learns a subject as such, not as one of several kinds or as a part of another line."""
    return any(choices == (frozenset({subject}),) for choices in plan.needed)


def _run(record: Record, findings: Findings) -> None:
    for year in years_of(record.card):
        for subject in year.subjects:
            where = _said(subject)
            if where is None:
                continue
            against = _spoken_against(subject)
            if against is not None:
                findings.add("exempt-subject-with-marks", where, against, subject=subject.name)
            elif year.curriculum is not None and not year.by_plan and _compulsory(year.curriculum, subject.id):
                findings.add("compulsory-subject-exempt", where, subject=subject.name)


def _said(subject: Subject) -> Path | None:
    """Where it is said that the pupil does not take the subject: of all periods, or first of one."""
    if subject.away:
        return subject.at("enrolment")
    for period, data in subject.periods.items():
        if data.enrolment in AWAY:
            return subject.in_period(period, "enrolment")
    return None


def _spoken_against(subject: Subject) -> Path | None:
    """A period that has marks although the pupil is said not to take the subject then."""
    if subject.id in _THEORY_INSTEAD:
        return None
    for period, data in subject.periods.items():
        if subject.away_in(period) and has_mark(data):
            return subject.in_period(period)
    return None


CHECK = Check("marks.exemptions", ("compulsory-subject-exempt", "exempt-subject-with-marks"), _run)
