"""A school year as the rules of marks, subjects and arithmetic see it: made once a record, looked at by all of them."""

from __future__ import annotations

from decimal import Decimal
from functools import cache, lru_cache
from types import ModuleType
from typing import Final, NamedTuple, TypeGuard

from hocba_interop.codelists import levels, regulations, scales, subjects
from hocba_interop.codelists.subjects import Assessment
from hocba_interop.model import Mark, PeriodId, ReportCard, SubjectPeriod, SubjectRecord, Summary, YearRecord
from hocba_interop.model.flat import Path, list_keys
from hocba_interop.regulations import MODULES, ruling
from hocba_interop.text import fold
from hocba_interop.validation.rules.subjects_curriculum import LEVELS, Curriculum, curriculum

AWAY: Final = frozenset({"exempt", "not_enrolled", "exempt_or_not_enrolled"})
"""Miễn, không học, or one of the two: there need be no mark."""
TERMS: Final[tuple[PeriodId, ...]] = ("term1", "term2")
CLOSED: Final[tuple[PeriodId, ...]] = ("term1", "term2", "year")
"""The periods that have results of their own."""


class Subject:
    """A subject of a year; ``listed`` says whether the code list knows it, ``assessed`` what the circular says."""

    __slots__ = ("assessed", "away", "id", "index", "periods", "record", "year")

    def __init__(self, year: Year, index: int, record: SubjectRecord, assessed: Assessment | None) -> None:
        self.year = year
        self.index = index
        self.record = record
        self.id = record.subject
        self.assessed = assessed
        self.away = record.enrolment in AWAY
        self.periods = record.periods

    @property
    def path(self) -> Path:
        """Where the subject stands in the flat form."""
        return (*self.year.path, "subjects", self.year.subject_key(self.index))

    def at(self, *rest: str) -> Path:
        """A path below the subject."""
        return (*self.path, *rest)

    def in_period(self, period: str, *rest: str) -> Path:
        """A path below one of its periods."""
        return (*self.path, "periods", period, *rest)

    @property
    def name(self) -> str:
        """What the subject is called; one that no list knows by its own label."""
        return subject_name(self.id, self.record.language, self.record.source_label)

    def away_in(self, period: PeriodId) -> bool:
        """Whether the pupil does not take the subject in a period (miễn, không học)."""
        entry = self.periods.get(period)
        return self.away or (entry is not None and entry.enrolment in AWAY)

    def result(self, period: PeriodId) -> Mark | None:
        """The mark of a term or year (ĐTBmhk, ĐTBmcn, Đạt/Chưa đạt)."""
        entry = self.periods.get(period)
        return None if entry is None else entry.result


class Cell(NamedTuple):
    """A subject in a period."""

    subject: Subject
    period: PeriodId
    data: SubjectPeriod


class Year:
    """A school year; ``curriculum`` and ``circular`` (the module) are None where no circular is known to rule it."""

    __slots__ = ("card", "cells", "circular", "curriculum", "index", "record", "subjects")

    def __init__(self, card: ReportCard, index: int, record: YearRecord) -> None:
        self.card = card
        self.index = index
        self.record = record
        self.curriculum = _curriculum(
            record.regulation, record.programme, record.level, record.grade, record.school_year
        )
        self.circular: ModuleType | None = MODULES[self.curriculum.regulation] if self.curriculum else None
        assessed = self.curriculum.assessed if self.curriculum else {}
        self.subjects = [
            Subject(self, number, entry, assessed.get(entry.subject)) for number, entry in enumerate(record.subjects)
        ]
        self.cells = [Cell(one, period, data) for one in self.subjects for period, data in one.periods.items()]

    @property
    def path(self) -> Path:
        """Where the year stands in the flat form."""
        return ("years", tuple(list_keys("years", self.card.years))[self.index])

    def subject_key(self, index: int) -> str:
        """The key of one of its subjects in the flat form."""
        return tuple(list_keys("subjects", self.record.subjects))[index]

    def trait_key(self, index: int) -> str:
        """The key of one of its qualities and competences in the flat form."""
        return tuple(list_keys("traits", self.record.traits))[index]

    def at(self, *rest: str) -> Path:
        """A path below the year."""
        return (*self.path, *rest)

    @property
    def filled(self) -> bool:
        """Whether there is anything in it that the rules of marks could look at."""
        return bool(self.subjects or self.record.traits or self.record.summaries)

    @property
    def regulation(self) -> str | None:
        """The id of the circular."""
        return self.curriculum.regulation if self.curriculum else None

    @property
    def number(self) -> str:
        """The circular's number, as messages name it."""
        return regulations.get(self.curriculum.regulation).number if self.curriculum else ""

    def let_go(self) -> None:
        """Untie the year from its subjects, which know it: else a stream's records wait for the garbage collector."""
        self.subjects.clear()
        self.cells.clear()

    def summary(self, period: PeriodId) -> Summary | None:
        """The summary of a period."""
        return self.record.summaries.get(period)

    @property
    def by_plan(self) -> bool:
        """Whether the pupil is, or may be, assessed by a plan of their own (học sinh khuyết tật, Điều 11 of TT22)."""
        then = self.record.pupil_then
        if then is None:
            return False
        return then.exempt_from_assessment is True or "khuyet tat" in fold(then.policy_group or "")


class _Latest:
    """The years of the record that was looked at last: every check looks at the same one in turn."""

    __slots__ = ("seen",)

    def __init__(self) -> None:
        self.seen: tuple[ReportCard | None, tuple[Year, ...]] = (None, ())


_LATEST: Final = _Latest()


def years_of(card: ReportCard) -> tuple[Year, ...]:
    """The years of a report card."""
    seen, years = _LATEST.seen
    if seen is not card:
        for year in years:
            year.let_go()
        years = tuple(Year(card, index, record) for index, record in enumerate(card.years))
        _LATEST.seen = (card, years)
    return years


@lru_cache(maxsize=4096)
def _curriculum(
    regulation: str | None, programme: str | None, level: str | None, grade: int | None, school_year: str | None
) -> Curriculum | None:
    """The curriculum of a year. A circular that is not for the level is taken for a slip: year and grade decide."""
    if level not in LEVELS:
        level = None if grade is None else levels.for_grade(grade)
    elif grade is not None and grade not in LEVELS[level].grades:
        return None
    if level is None:
        return None
    chosen = _known(regulation, level)
    if chosen is None and school_year is not None and grade is not None:
        module = ruling(school_year, grade, level)
        chosen = None if module is None else module.ID
    if chosen is None:
        return None
    known = {item.id for item in regulations.programmes()}
    return curriculum(chosen, programme if programme in known else regulations.get(chosen).programme, level, grade)


def _known(regulation: str | None, level: str) -> str | None:
    if regulation is None or regulation not in MODULES:
        return None
    return regulation if level in regulations.get(regulation).levels else None


@lru_cache(maxsize=4096)
def subject_name(subject: str, language: str | None = None, label: str | None = None) -> str:
    """What a subject is called in a message."""
    if subject == "khac" and label:
        return label
    try:
        return subjects.caption(subject, language, style="full")
    except KeyError:
        return label or subject


@lru_cache(maxsize=4096)
def _number(text: str) -> Decimal | None:
    return Decimal(text) if plain_decimal(text) else None


def plain_decimal(text: str) -> bool:
    """Whether a text is a plain decimal number with a dot, as marks and counts are written."""
    whole, dot, rest = text.removeprefix("-").partition(".")
    return _digits(whole) and (not dot or _digits(rest))


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def amount(text: str | None) -> Decimal | None:
    """A count of sessions (số buổi) as a number; None where there is none that can be one."""
    value = None if text is None else _number(text)
    return value if value is not None and value >= 0 else None


def written(text: str) -> Decimal | None:
    """The number that a score is written as, in range or not; None where it is no number."""
    return _number(text)


def score(mark: Mark | None) -> Decimal | None:
    """A mark that can be reckoned with: a score from 0 to 10."""
    if mark is None or mark.scale != "score10":
        return None
    value = _number(mark.value)
    return value if value is not None and 0 <= value <= 10 else None


def on_scale(mark: Mark | None, scale: str) -> str | None:
    """The value of a mark of a scale; None where it is of another, or no value of it."""
    if mark is None or mark.scale != scale:
        return None
    return mark.value if is_value(scale, mark.value) else None


@cache
def _values(scale: str) -> frozenset[str]:
    return frozenset(scales.values(scale))


def is_value(scale: str, value: str) -> bool:
    """Whether a value is one of a scale of levels."""
    return value in _values(scale)


def word(mark: Mark | None) -> str:
    """A mark as a message shows it where values may be shown: a level in words, a score as it stands."""
    return "" if mark is None else scales.word(mark.scale, mark.value)


def has_mark(entry: SubjectPeriod | None) -> TypeGuard[SubjectPeriod]:
    """Whether anything was recorded that measures the pupil in a period: a mark, a level, a test."""
    return entry is not None and bool(
        entry.result or entry.level or entry.test or entry.midterm or entry.final or any(entry.regular)
    )
