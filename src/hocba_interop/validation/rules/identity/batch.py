"""Who stands twice in a batch: one number on two pupils, one pupil under two numbers or in two records.

Only what is needed to compare is kept of a record: its numbers, its name and birth date, and its place. A province
has hundreds of thousands of pupils, so it is kept packed, under hashes, and unpacked when a second one comes.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass, field

from ....conversion.identity import comparable
from ....model import Student
from ....notices import Place
from ....text import fold_name
from ...check import BatchCheck
from ...findings import Findings
from ...record import Record

_UNIQUE = ("personal_id", "pupil_code", "moet", "lifelong_learning_id", "smas_student_id")
"""Schemes in which one number is one pupil; a register number (số đăng bộ) is so in its own school only."""
_WHOLE_DATE = 10


@dataclass(frozen=True, slots=True)
class _Pupil:
    """What is kept of a pupil that was seen."""

    place: Place
    name: str
    birth_date: str
    spelling: str
    numbers: tuple[tuple[str, str], ...]

    def may_be(self, other: _Pupil) -> bool:
        """Whether name and birth date, as far as both are known, agree."""
        names = not self.name or not other.name or self.name == other.name
        mine, theirs = self.birth_date, other.birth_date
        return names and (mine.startswith(theirs) or theirs.startswith(mine))

    def packed(self) -> bytes:
        """The pupil in few bytes."""
        return pickle.dumps((self.place, self.name, self.birth_date, self.spelling, self.numbers), protocol=5)

    def contradicts(self, other: _Pupil) -> bool:
        """Whether both have a number of one scheme, and not the same."""
        mine = dict(self.numbers)
        return any(scheme in mine and mine[scheme] != number for scheme, number in other.numbers)


def _numbers(student: Student) -> Iterator[tuple[str, str, str]]:
    """Scheme, scheme as compared, number as compared: pupil code and ministry code are one space."""
    for scheme in _UNIQUE:
        value = student.identifiers.get(scheme)
        if value and not value.isspace():
            yield scheme, *comparable(scheme, value)


@dataclass(slots=True)
class _Pupils:
    """The pupils seen so far, packed, by the hash of each number and of name with birth date."""

    _seen: dict[int, bytes] = field(default_factory=dict)

    def see(self, record: Record, findings: Findings) -> None:
        """Hold a pupil against all before."""
        student = record.card.student
        numbers = tuple(_numbers(student))
        name, born = student.full_name or "", student.birth_date or ""
        compared = tuple((space, number) for _, space, number in numbers)
        pupil = _Pupil(record.locate(("student",)), fold_name(name), born, name, compared)
        packed = pupil.packed()
        met: set[bytes] = {packed}
        for scheme, space, number in numbers:
            other = self._first((space, number), packed, met)
            if other and (space, number) in other.numbers:
                self._same_number(record, findings, scheme, pupil, other)
        if name and len(born) == _WHOLE_DATE:
            other = self._first((pupil.name, born), packed, met)
            if other and (other.name, other.birth_date) == (pupil.name, born) and pupil.contradicts(other):
                where = record.locate(("student", "full_name"))
                findings.add_at("perhaps-one-pupil-twice", where, other.place, pupil=record.number)

    def _first(self, key: tuple[str, str], packed: bytes, met: set[bytes]) -> _Pupil | None:
        """The pupil who was first under a key, unless it is this one or one that was met already."""
        first = self._seen.setdefault(hash(key), packed)
        if first in met:
            return None
        met.add(first)
        return _Pupil(*pickle.loads(first))

    def _same_number(self, record: Record, findings: Findings, scheme: str, pupil: _Pupil, other: _Pupil) -> None:
        where = record.locate(("student", "identifiers", scheme))
        if not pupil.may_be(other):
            if scheme == "personal_id":
                findings.add_at("personal-id-of-two-pupils", where, other.place, pupil=record.number)
            else:
                findings.add_at("code-of-two-pupils", where, other.place, pupil=record.number, scheme=scheme)
            return
        findings.add_at("pupil-in-two-records", where, other.place, pupil=record.number)
        if pupil.name and other.name and pupil.spelling != other.spelling:
            private = {"one": pupil.spelling, "other": other.spelling}
            where = record.locate(("student", "full_name"))
            findings.add_at("name-spelt-differently", where, other.place, pupil=record.number, private=private)

    def finish(self, findings: Findings) -> None:
        """All is said when a second record comes."""


CHECKS = (
    BatchCheck(
        "identity.batch",
        (
            "personal-id-of-two-pupils",
            "code-of-two-pupils",
            "pupil-in-two-records",
            "perhaps-one-pupil-twice",
            "name-spelt-differently",
        ),
        _Pupils,
    ),
)
