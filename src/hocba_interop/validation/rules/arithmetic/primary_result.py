"""Đánh giá kết quả giáo dục of a primary pupil (TT27/2020, Điều 9.2), from the levels and tests of the year's end."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Final

from hocba_interop.codelists import scales, traits
from hocba_interop.regulations import Undecided, tt27_2020
from hocba_interop.validation.check import Check
from hocba_interop.validation.findings import Findings
from hocba_interop.validation.record import Record
from hocba_interop.validation.rules.marks_year import Subject, Year, has_mark, on_scale, score, word, years_of
from hocba_interop.validation.rules.subjects_curriculum import Curriculum, lacking

_TWO_PARTS: Final = "tin_hoc_va_cong_nghe"
_PARTS: Final = frozenset({"tin_hoc", "cong_nghe"})


@dataclass(frozen=True, slots=True)
class _Inputs:
    levels: dict[str, str] = field(default_factory=dict)
    tests: dict[str, Decimal] = field(default_factory=dict)
    more_levels: dict[str, str] = field(default_factory=dict)
    more_tests: dict[str, Decimal] = field(default_factory=dict)
    away: set[str] = field(default_factory=set)


def _run(record: Record, findings: Findings) -> None:
    for year in years_of(record.card):
        plan, summary = year.curriculum, year.summary("year")
        if plan is None or plan.regulation != tt27_2020.ID or plan.grade is None or year.by_plan or summary is None:
            continue
        recorded = on_scale(summary.education_result, "primary_result")
        if recorded is None or (rated := _traits(year, plan.grade)) is None or (found := _inputs(year, plan)) is None:
            continue
        accepted = _accepted(found, rated)
        if not accepted or recorded in accepted:
            continue
        expected = tuple(scales.word("primary_result", value) for value in tt27_2020.RESULTS if value in accepted)
        private = {"recorded": word(summary.education_result), "expected": expected}
        path = year.at("summaries", "year", "education_result")
        findings.add("primary-result-differs", path, private=private, circular=year.number)


def _accepted(found: _Inputs, rated: dict[str, str]) -> frozenset[str]:
    """The result without and with what may or may not count."""
    answers = {
        tt27_2020.education_result(levels, rated, tests)  # type: ignore[arg-type]
        for levels in (found.levels, {**found.levels, **found.more_levels})
        for tests in (found.tests, {**found.tests, **found.more_tests})
    }
    return frozenset(answer for answer in answers if not isinstance(answer, Undecided))


@cache
def _expected_traits(grade: int) -> frozenset[str]:
    return frozenset(
        item.id
        for item in traits.all()
        if tt27_2020.ID in item.regulations
        and (item.kind != "specific_competence" or tt27_2020.rated_competence(item.id, grade))
    )


def _traits(year: Year, grade: int) -> dict[str, str] | None:
    """The levels of all qualities and competences at the year's end; None where one is missing."""
    rated: dict[str, str] = {}
    for trait in year.record.traits:
        entry = trait.periods.get("year")
        level = None if entry is None else on_scale(entry.level, "trait_level")
        if level is not None:
            rated[trait.trait] = level
        elif trait.periods:
            return None
    return rated if _expected_traits(grade) <= rated.keys() else None


def _inputs(year: Year, plan: Curriculum) -> _Inputs | None:
    found = _Inputs()
    ids = {subject.id for subject in year.subjects}
    for subject in year.subjects:
        in_parts = subject.id == _TWO_PARTS and ids >= _PARTS
        if not in_parts and not _enter(found, subject, plan):
            return None
    return None if lacking(plan, frozenset(found.levels.keys() | found.away)) else found


def _enter(found: _Inputs, subject: Subject, plan: Curriculum) -> bool:
    """Put the level and the test of a subject among the others; False where something is missing."""
    entry = subject.periods.get("year")
    if subject.away_in("year"):
        found.away.add(subject.id)
        return not has_mark(entry)
    if entry is None or entry.level is None:
        return subject.record.enrolment != "enrolled" and not any(map(has_mark, subject.periods.values()))
    level = on_scale(entry.level, "primary_level")
    if level is None or subject.id in found.levels:
        return False
    certain = subject.id in plan.roles
    key = subject.id if certain else subject.at()[-1]
    (found.levels if certain else found.more_levels)[key] = level
    assert plan.grade is not None
    required = tt27_2020.periodic_test(subject.id, plan.grade, "year") == "required"
    if entry.test is None:
        return not required
    value = score(entry.test)
    if value is None:
        return False
    (found.tests if required else found.more_tests)[key] = value
    return True


CHECK = Check("arithmetic.primary-result", ("primary-result-differs",), _run)
