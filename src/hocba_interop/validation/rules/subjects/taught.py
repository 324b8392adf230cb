"""Does the grade learn each subject in its programme, and are the names those of one programme?"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any, Final, Literal

from hocba_interop.codelists import regulations, subjects
from hocba_interop.validation.check import Check
from hocba_interop.validation.findings import Findings
from hocba_interop.validation.record import Record
from hocba_interop.validation.rules.marks_year import Subject, Year, has_mark, subject_name, years_of
from hocba_interop.validation.rules.subjects.names import PARTS, PROPER
from hocba_interop.validation.rules.subjects_curriculum import Curriculum, grades_of, other_programme, role_of

Kind = Literal["own", "shared", "unknown", "grade", "name", "part", "programme", "level"]
"""``own`` to the programme alone or ``shared`` by both; else what is odd about it."""

_RULES: Final = {
    "unknown": "subject-unknown",
    "grade": "subject-of-another-grade",
    "name": "subject-under-another-name",
    "part": "subject-part-alone",
    "level": "subject-of-another-level",
}
_LISTED: Final = frozenset(item.id for item in subjects.all()) - {"khac"}


@cache
def kind_of(plan: Curriculum, subject: str) -> Kind:
    """What a subject is to a grade, by itself."""
    if subject not in _LISTED:
        return "unknown"
    elsewhere = role_of(subject, other_programme(plan.programme), plan.level, None)
    if subject in plan.roles:
        return "shared" if elsewhere else "own"
    at = (plan.programme, plan.level)
    if grades_of(subject, *at):
        return "grade"
    if subject in PROPER.get(at, {}):
        return "name"
    if subject in PARTS.get(at, {}):
        return "part"
    return "programme" if elsewhere else "level"


def _run(record: Record, findings: Findings) -> None:
    for year in years_of(record.card):
        plan = year.curriculum
        if plan is None:
            if year.subjects:
                findings.skip("no-regulation")
            continue
        there = [subject for subject in year.subjects if _stands_there(subject)]
        ids = frozenset(subject.id for subject in there)
        strangers = [subject for subject in there if _look_at(subject, plan, ids, findings)]
        if strangers:
            own = any(kind_of(plan, name) == "own" for name in ids)
            _report_programmes(year, plan, strangers, own, findings)


def _stands_there(subject: Subject) -> bool:
    """A column of the class where the pupil only has "Miễn" says nothing of what the pupil learns."""
    return not subject.away or any(map(has_mark, subject.periods.values()))


def _look_at(subject: Subject, plan: Curriculum, ids: Collection[str], findings: Findings) -> bool:
    """Report what is odd about a subject; whether it is one of the other programme instead."""
    kind = kind_of(plan, subject.id)
    if kind in ("own", "shared"):
        return False
    if kind == "programme":
        return True
    at = (plan.programme, plan.level)
    facts: dict[str, Any] = {"subject": subject.name}
    if kind == "part":
        whole = PARTS[at][subject.id]
        if whole not in ids:
            return True
        facts["whole"] = subject_name(whole)
    elif kind == "name":
        facts["proper"] = subject_name(PROPER[at][subject.id])
    elif kind == "grade":
        taught = grades_of(subject.id, *at)
        facts |= {"grade": plan.grade, "grades": tuple(str(grade) for grade in taught)}
    elif kind == "level":
        facts["school_level"] = plan.level
    findings.add(_RULES[kind], subject.path, **facts)
    return False


def _report_programmes(year: Year, plan: Curriculum, strangers: list[Subject], own: bool, findings: Findings) -> None:
    facts: dict[str, Any] = {
        "subjects": tuple(subject.name for subject in strangers),
        "programme": regulations.programme(plan.programme).name,
        "other_programme": regulations.programme(other_programme(plan.programme)).name,
    }
    rule = "programmes-mixed" if own else "subjects-of-another-programme"
    findings.add(rule, strangers[0].path if len(strangers) == 1 else year.at("subjects"), **facts)


CHECK = Check("subjects.taught", (*_RULES.values(), "programmes-mixed", "subjects-of-another-programme"), _run)
