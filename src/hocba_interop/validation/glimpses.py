"""Glimpses: what the checks of a batch need of records that other processes have checked. Little, for it is sent."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..model import ReportCard, Student, YearRecord
from ..model.flat import Path
from ..notices import Place
from .record import Record

_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What the checks of a batch need of a record that another process has checked: little, for it is sent over."""

    number: int
    full_name: str | None
    birth_date: str | None
    identifiers: dict[str, str | None]
    class_name: str | None
    places: dict[Path, Place]

    def record(self, number: int) -> Record:
        """The record as those checks see it, with its number in the whole batch."""
        student = Student(full_name=self.full_name, birth_date=self.birth_date, identifiers=self.identifiers)
        years = (YearRecord(class_name=self.class_name),)
        return Record(ReportCard(student=student, years=years), number, self._locate, self.places.__contains__)

    def _locate(self, path: Path) -> Place:
        while path not in self.places:
            path = path[:-1]
        return self.places[path]


def glimpse(record: Record) -> Glimpse:
    """What other processes see of a record."""
    student = record.card.student
    told = [("student", name) for name in ("full_name", "birth_date") if getattr(student, name) is not None]
    codes = [("student", "identifiers", key) for key, value in student.identifiers.items() if value is not None]
    return Glimpse(
        record.number,
        student.full_name,
        student.birth_date,
        student.identifiers,
        record.card.years[-1].class_name if record.card.years else None,
        {path: record.locate(path) for path in ((), ("student",), *told, *codes)},
    )


@dataclass(slots=True)
class Glimpses:
    """Many glimpses in the order of their numbers, packed by the hundred: a province has very many."""

    _packed: list[bytes] = field(default_factory=list)
    _loose: list[Glimpse] = field(default_factory=list)

    def add(self, one: Glimpse) -> None:
        """Add the next one."""
        self._loose.append(one)
        if len(self._loose) == _AT_A_TIME:
            self._packed.append(pickle.dumps(self._loose, protocol=5))
            self._loose.clear()

    def __iter__(self) -> Iterator[Glimpse]:
        for some in self._packed:
            yield from pickle.loads(some)
        yield from self._loose
