"""Finders that look into the subjects and the traits of a year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from ..codelists import levels, subjects, traits
from ..model import PeriodId
from .finders import EVERY, Gap, finder, gap, years_for
from .profile import Need
from .situation import CLOSED, Case, Year, has_mark

_FEW_CLASSMATES = 3


@finder("subject-marks")
def subject_marks(case: Case, need: Need) -> Iterator[Gap]:
    """A mark (``leaf``) in every ended period: of the subjects that all take, and of those that the pupil takes.

    Where a period has no mark at all it is one gap. A subject that no classmate has in a period either, though the
    pupil has it in another, is taught in one term only and lacks nothing.
    """
    leaf = need.settings["leaf"]
    for year in years_for(case, need):
        for period in year.ended:
            if period not in need.periods:
                continue
            lacking = [key for key in _expected(year, need) if _lacks(year, key, period, leaf)]
            if lacking and not any(has_mark(s.periods.get(period), leaf) for s in year.record.subjects):
                yield gap(year, period, ("subjects", EVERY))
                continue
            for key in lacking:
                if not _taught_in_another_term(case, year, key, period):
                    yield gap(year, period, ("subjects", key))


def _lacks(year: Year, key: str, period: PeriodId, leaf: str) -> bool:
    subject = year.subjects.get(key)
    return year.takes(key, period) and not (subject and has_mark(subject.periods.get(period), leaf))


def _taught_in_another_term(case: Case, year: Year, key: str, period: PeriodId) -> bool:
    subject, of = year.subjects.get(key), case.class_of(year)
    elsewhere = subject is not None and any(part.result or part.level for part in subject.periods.values())
    mates = case.classmates
    seen = mates.is_whole(of, period) and mates.with_marks(of, period, case.number) >= _FEW_CLASSMATES
    return elsewhere and seen and not mates.marked(of, key, period, case.number)


def _expected(year: Year, need: Need) -> list[str]:
    """The subjects of which a mark is needed: those that the pupil has, then those that every pupil has."""
    wanted = need.settings.get("assessed_by")
    by_level = year.level in need.settings.get("compulsory_at", ())
    compulsory = _compulsory(year.programme, year.level, year.record.grade, wanted) if by_level else ()
    found = dict.fromkeys(key for key in year.subjects if wanted is None or _assessed_by(year, key) == wanted)
    found |= dict.fromkeys(compulsory)
    for whole, parts in need.settings.get("wholes", {}).items():
        if whole in compulsory:
            by_parts = any(part in year.subjects for part in parts) and not _has_any_mark(year, whole)
            for key in (whole,) if by_parts else parts:
                found.pop(key, None)
    for one, others in need.settings.get("alternatives", {}).items():
        if one in compulsory:
            there = [key for key in (one, *others) if key in year.subjects]
            for key in (one, *others):
                if key not in (there or [one]):
                    found.pop(key, None)
    return list(found)


def _assessed_by(year: Year, key: str) -> str | None:
    recorded = year.subjects[key].assessed_by
    return recorded or subjects.assessed_by(year.subjects[key].subject, year.regulation, year.level, year.record.grade)


@lru_cache(maxsize=256)
def _compulsory(
    programme: str | None, level: str | None, grade: int | None, assessed_by: str | None
) -> tuple[str, ...]:
    """The subjects that every pupil of a grade has."""
    return tuple(
        subject.id
        for subject in subjects.all()
        for taught in subject.teaching
        if (taught.programme, taught.level, taught.role) == (programme, level, "compulsory")
        and grade is not None
        and taught.first_grade <= grade <= taught.last_grade
        and assessed_by in (None, taught.assessed_by)
    )


def _has_any_mark(year: Year, key: str) -> bool:
    parts = year.subjects[key].periods.values() if key in year.subjects else ()
    return any(part.result or part.level or part.test for part in parts)


@finder("subjects-of-class")
def subjects_of_class(case: Case, need: Need) -> Iterator[Gap]:
    """A subject in which most of the class (``share`` of it) has marks, and of which the pupil has no line."""
    for year in years_for(case, need):
        of = case.class_of(year)
        for key in case.classmates.subjects(of):
            if key in year.subjects or key in _compulsory(year.programme, year.level, year.record.grade, None):
                continue
            for period in (p for p in year.ended if p in need.periods):
                others = case.classmates.with_marks(of, period, case.number)
                marked = case.classmates.marked(of, key, period, case.number)
                if others >= _FEW_CLASSMATES and marked * 100 >= others * need.settings["percent"]:
                    yield gap(year, period, ("subjects", key))


@finder("subject-comments")
def subject_comments(case: Case, need: Need) -> Iterator[Gap]:
    """A comment on every subject taken, in any period of a finished year; where there is none at all, one gap."""
    for year in years_for(case, need):
        if not year.finished or not year.subjects:
            continue
        without = [
            key
            for key, subject in year.subjects.items()
            if year.takes(key) and not any(part.comment for part in subject.periods.values())
        ]
        if len(without) == sum(year.takes(key) for key in year.subjects) and without:
            yield gap(year, None, ("subjects", EVERY))
            continue
        for key in without:
            yield gap(year, None, ("subjects", key))


@finder("component-marks")
def component_marks(case: Case, need: Need) -> Iterator[Gap]:
    """The regular and midterm marks of the term that is under way, of each subject taken."""
    for year in years_for(case, need):
        term = year.current_term
        if not year.latest or term is None:
            continue
        without = [key for key in year.subjects if year.takes(key, term) and not _has_components(year, key, term)]
        if len(without) == sum(year.takes(key, term) for key in year.subjects):
            yield gap(year, term, ("subjects", EVERY))
            continue
        for key in without:
            yield gap(year, term, ("subjects", key))


def _has_components(year: Year, key: str, term: PeriodId) -> bool:
    part = year.subjects[key].periods.get(term)
    return part is not None and bool(any(part.regular) or part.midterm or part.final)


@finder("languages")
def languages_named(case: Case, need: Need) -> Iterator[Gap]:
    """Which language a foreign or ethnic language is."""
    for year in years_for(case, need):
        for key, subject in year.subjects.items():
            if subject.subject in need.settings["subjects"] and year.takes(key) and subject.language is None:
                yield gap(year, None, ("subjects", key))


@finder("enrolment")
def enrolment(case: Case, need: Need) -> Iterator[Gap]:
    """Whether a pupil is exempt from a subject or does not take it, where the source writes one word for both."""
    for year in years_for(case, need):
        for key, subject in year.subjects.items():
            said = {subject.enrolment, *(part.enrolment for part in subject.periods.values())}
            if year.latest and "exempt_or_not_enrolled" in said:
                yield gap(year, None, ("subjects", key))


@finder("electives")
def electives(case: Case, need: Need) -> Iterator[Gap]:
    """The chosen subjects (môn lựa chọn): ``least`` of them known to be taken in the latest year."""
    for year in years_for(case, need):
        if not year.latest or not year.subjects:
            continue
        chosen = _chosen(year.programme, year.level)
        taken = [key for key in year.subjects if key in chosen and year.takes(key) and _has_any_data(year, key)]
        if len(taken) < need.settings["least"]:
            yield replace(gap(year), count=len(taken))


def _has_any_data(year: Year, key: str) -> bool:
    subject = year.subjects[key]
    return subject.enrolment == "enrolled" or any(
        part.enrolment == "enrolled" or part.result or part.level or part.midterm or part.final or any(part.regular)
        for part in subject.periods.values()
    )


@lru_cache(maxsize=64)
def _chosen(programme: str | None, level: str | None) -> frozenset[str]:
    general = next((item.general for item in levels.all() if item.id == level), None)
    return frozenset(
        subject.id
        for subject in subjects.all()
        for taught in subject.teaching
        if (taught.programme, taught.level, taught.role) == (programme, general, "chosen")
    )


@finder("traits")
def traits_rated(case: Case, need: Need) -> Iterator[Gap]:
    """The level of each quality and competence of the circular in every ended period; none at all is one gap."""
    for year in years_for(case, need):
        rated = {record.trait: record for record in year.record.traits}
        for period in (p for p in CLOSED if p in year.ended and p in need.periods):
            lacking = [
                trait.id
                for trait in traits.all()
                if year.regulation in trait.regulations
                and (year.record.grade or 0) >= need.settings.get("from_grade", {}).get(trait.id, 0)
                and not ((part := rated.get(trait.id)) and (at := part.periods.get(period)) and at.level)
            ]
            rated_then = any((at := record.periods.get(period)) and at.level for record in year.record.traits)
            if lacking and not rated_then:
                yield gap(year, period, ("traits", EVERY))
                continue
            for key in lacking:
                yield gap(year, period, ("traits", key))
