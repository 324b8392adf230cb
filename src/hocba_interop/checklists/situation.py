"""Where a pupil stands: which years are there, which periods of them have ended, what the classmates have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..codelists import levels, regulations
from ..conversion.selection import class_key
from ..model import PeriodId, ReportCard, SubjectPeriod, SubjectRecord, YearRecord
from ..model.flat import Leaf, Path, flatten, latest_year, list_keys, year_order
from ..text import fold

TERMS: tuple[PeriodId, ...] = ("term1", "term2")
CLOSED: tuple[PeriodId, ...] = ("term1", "term2", "year")
_MARKS = frozenset({"result", "level"})
_NOT_TAKEN = frozenset({"exempt", "not_enrolled", "exempt_or_not_enrolled"})

ClassId = tuple[str, str, str]


@dataclass(slots=True)
class Classmates:
    """What the pupils of each class have marks in: for every subject and period, who."""

    _marked: defaultdict[ClassId, defaultdict[tuple[str, str], set[int]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )

    def add(self, number: int, flat: Mapping[Path, Leaf]) -> None:
        """Enter what one pupil has."""
        for path in flat:
            if path[0] == "years" and path[2:3] == ("subjects",) and path[4:5] == ("periods",) and path[6] in _MARKS:
                self._marked[class_id(flat, path[1])][path[3], path[5]].add(number)

    def marked(self, of: ClassId, subject: str, period: str, besides: int) -> int:
        """How many others of a class have a mark in a subject in a period."""
        return len(self._marked[of][subject, period] - {besides})

    def with_marks(self, of: ClassId, period: str, besides: int) -> int:
        """How many others of a class have any mark in a period."""
        found: set[int] = set()
        for (_, when), pupils in self._marked[of].items():
            if when == period:
                found |= pupils
        return len(found - {besides})

    def is_whole(self, of: ClassId, period: str) -> bool:
        """Whether a class has marks in most of its subjects in a period: not the book of one subject alone."""
        there = {subject for (subject, when), pupils in self._marked[of].items() if when == period and pupils}
        return len(there) * 2 > len(self.subjects(of))

    def subjects(self, of: ClassId) -> list[str]:
        """The subjects in which anyone of a class has a mark, as they are met."""
        return list(dict.fromkeys(subject for subject, _ in self._marked[of]))


def class_id(flat: Mapping[Path, Leaf], school_year: str) -> ClassId:
    """The class of a pupil in a year: year, name, school."""
    year = ("years", school_year)
    school = flat.get((*year, "school", "name"), "")
    return school_year, class_key(str(flat.get((*year, "class_name"), ""))), fold(str(school))


@dataclass(frozen=True)
class Year:
    """One year of a pupil: the record, whether it is the latest, and what it means for what is needed."""

    record: YearRecord
    key: str
    latest: bool

    @cached_property
    def level(self) -> str | None:
        """The level, as recorded or by the grade."""
        return self.record.level or (levels.for_grade(self.record.grade) if self.record.grade else None)

    @cached_property
    def regulation(self) -> str | None:
        """The circular, as recorded or by grade and year."""
        record = self.record
        if record.regulation or not (record.grade and record.school_year):
            return record.regulation
        return regulations.for_year(record.school_year, record.grade, self.level)

    @cached_property
    def programme(self) -> str | None:
        """The programme, as recorded or by the circular."""
        known = {item.id: item.programme for item in regulations.all()}
        return self.record.programme or known.get(self.regulation or "")

    @property
    def assessed(self) -> bool:
        """Whether the pupil is assessed: not where a disability exempts (học sinh khuyết tật không đánh giá)."""
        then = self.record.pupil_then
        return not (then and then.exempt_from_assessment)

    @cached_property
    def ended(self) -> tuple[PeriodId, ...]:
        """The periods whose results must be there: those of a past year, or those that a result shows to be over."""
        record = self.record
        decided = record.decisions is not None and (
            record.decisions.promoted is not None or record.decisions.completed_grade is not None
        )
        closed = [period for period in CLOSED if self._has_results(period)]
        if not self.latest or decided or "year" in closed or "term2" in closed:
            return CLOSED
        under_way = any(p in ("mid_term2", "term2") for subject in record.subjects for p in subject.periods)
        return ("term1",) if closed or under_way else ()

    @property
    def finished(self) -> bool:
        """Whether the year is over."""
        return "year" in self.ended

    @property
    def current_term(self) -> PeriodId | None:
        """The term that is under way, if the year is."""
        return None if self.finished else "term2" if self.ended else "term1"

    def _has_results(self, period: PeriodId) -> bool:
        summary = self.record.summaries.get(period)
        if summary and (summary.education_result or summary.learning_result or summary.conduct_result):
            return True
        return any(
            part is not None and (part.result or part.level)
            for part in (subject.periods.get(period) for subject in self.record.subjects)
        )

    @cached_property
    def subjects(self) -> dict[str, SubjectRecord]:
        """The subjects by their keys."""
        return dict(zip(list_keys("subjects", self.record.subjects), self.record.subjects, strict=True))

    def takes(self, key: str, period: PeriodId | None = None) -> bool:
        """Whether a pupil takes a subject, as far as is known: not exempt from it nor without it."""
        subject = self.subjects.get(key)
        if subject is None:
            return True
        part = subject.periods.get(period) if period else None
        return not {subject.enrolment, part.enrolment if part else None} & _NOT_TAKEN


@dataclass(frozen=True)
class Case:
    """One pupil as the finders see him or her."""

    number: int
    card: ReportCard
    classmates: Classmates
    years_left_out: bool = False
    """Whether the sources have years of the pupil that nobody asked for."""

    @cached_property
    def flat(self) -> dict[Path, Leaf]:
        """All leaves of the card."""
        return flatten(self.card)

    @cached_property
    def prefixes(self) -> frozenset[Path]:
        """Every path that leads to a leaf or through to one."""
        return frozenset(path[:length] for path in self.flat for length in range(1, len(path) + 1))

    @cached_property
    def years(self) -> tuple[Year, ...]:
        """The years, the latest last."""
        records = dict(zip(list_keys("years", self.card.years), self.card.years, strict=True))
        latest = latest_year(records)
        keys = sorted(records, key=lambda key: (key == latest, *year_order(key)))
        return tuple(Year(records[key], key, key == latest) for key in keys)

    @property
    def latest(self) -> Year | None:
        """The latest year."""
        return self.years[-1] if self.years else None

    def class_of(self, year: Year) -> ClassId:
        """The class that the pupil was in."""
        return class_id(self.flat, year.key)


def has_mark(part: SubjectPeriod | None, leaf: str) -> bool:
    """Whether a period of a subject holds a mark of a kind (``result``, ``level``, ``test``)."""
    return part is not None and getattr(part, leaf) is not None


def classmates_of(flats: Iterable[Mapping[Path, Leaf]]) -> Classmates:
    """What the pupils of each class have marks in."""
    found = Classmates()
    for number, flat in enumerate(flats):
        found.add(number, flat)
    return found
