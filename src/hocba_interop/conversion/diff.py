"""The difference of two sides: pupil by pupil, subject by subject, period by period, by meaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import TypeVar

from hocba_interop.adapters.source import Source
from hocba_interop.model import Document, Extension
from hocba_interop.model.flat import (
    OTHER_SUBJECT,
    Leaf,
    Path,
    bag_position,
    grade_of_unknown_year,
    is_unknown_year,
    named_year,
    period_of,
    same_leaf,
)
from hocba_interop.notices import Notice, Place, Severity

from .accounting import field_name
from .assembly import Assembled
from .identity import comparable
from .library import ReadResult, read, read_document
from .matching import candidates, codes, match_pupils
from .reading import Body

T = TypeVar("T")
Side = Sequence[Source | str | FilePath] | Source | str | FilePath | Document | ReadResult


@dataclass(frozen=True, slots=True)
class Change:
    """One datum that differs; a side that says nothing of it is None."""

    school_year: str | None
    period: str | None
    field: str
    a: Leaf | None
    b: Leaf | None
    grade: int | None = None
    """The grade by which the year goes, where no school year is known."""


@dataclass(frozen=True, slots=True)
class Person:
    """A pupil as the report names one: for the school's own eyes."""

    name: str | None
    codes: Mapping[str, str]
    source: str
    where: Place


@dataclass(frozen=True, slots=True)
class PupilDifference:
    """A pupil of both sides with everything that differs."""

    a: Person
    b: Person
    changes: tuple[Change, ...]


@dataclass(slots=True)
class Difference:
    """What differs between two sides. ``likely`` are pupils of one side each who may be the same person."""

    pupils: list[PupilDifference] = field(default_factory=list)
    equal: int = 0
    only_a: list[Person] = field(default_factory=list)
    only_b: list[Person] = field(default_factory=list)
    likely: list[tuple[Person, Person]] = field(default_factory=list)
    notices_a: list[Notice] = field(default_factory=list)
    notices_b: list[Notice] = field(default_factory=list)
    sources_a: tuple[str, ...] = ()
    sources_b: tuple[str, ...] = ()

    @property
    def changes(self) -> int:
        """How many data differ."""
        return sum(len(pupil.changes) for pupil in self.pupils)

    @property
    def is_empty(self) -> bool:
        """Whether both sides say the same, and could be read without an error."""
        errors = any(n.severity is Severity.ERROR for n in (*self.notices_a, *self.notices_b))
        return not (self.pupils or self.only_a or self.only_b or errors)


def diff(a: Side, b: Side, *, match: str | FilePath | None = None) -> Difference:
    """Compare two sides by meaning: 8, 8.0 and "8,0" are one mark, the order of rows says nothing.

    Pupils are matched by identifiers; ``match`` names a CSV file that joins those without (a place or code in
    ``a``, a place or code in ``b``). Extensions count by caption and value, wherever they stood.

    >>> from hocba_interop import diff
    >>> books = "fixtures/viettel/subject-book"
    >>> diff(f"{books}/toan_10t_hk1.xlsx", f"{books}/hs_codes.xlsx").pupils
    []

    Raises UnreadableSource, NoSuchInput, BadMatch.
    """
    one, other = _body(a), _body(b)
    found = Difference(
        notices_a=one.notices,
        notices_b=other.notices,
        sources_a=tuple(source.name for source in one.sources),
        sources_b=tuple(source.name for source in other.sources),
    )
    pairs = match_pupils(one, other, FilePath(match) if match is not None else None)
    for index, its in pairs:
        mine, theirs = one.cards[index], other.cards[its]
        if changes := tuple(_changes(mine, theirs)):
            found.pupils.append(PupilDifference(_person(mine, one), _person(theirs, other), changes))
        else:
            found.equal += 1
    lone_a = _without(one.cards, {index for index, _ in pairs})
    lone_b = _without(other.cards, {index for _, index in pairs})
    found.only_a = [_person(card, one) for card in lone_a]
    found.only_b = [_person(card, other) for card in lone_b]
    found.likely = [(found.only_a[i], found.only_b[j]) for i, j in candidates(lone_a, lone_b)]
    return found


def _body(side: Side) -> Body:
    if isinstance(side, ReadResult):
        return side.body
    return read_document(side) if isinstance(side, Document) else read(side).body


def _without(cards: list[Assembled], taken: set[int]) -> list[Assembled]:
    return [card for index, card in enumerate(cards) if index not in taken]


def _person(card: Assembled, body: Body) -> Person:
    name = card.flat.get(("student", "full_name"))
    return Person(str(name) if name else None, codes(card), body.sources[card.place.source].name, card.place)


def _changes(a: Assembled, b: Assembled) -> Iterator[Change]:
    years_a, years_b = _years_of_grades(a.flat, b.flat), _years_of_grades(b.flat, a.flat)
    flat_a, flat_b = _by_year(a.flat, years_a), _by_year(b.flat, years_b)
    implied = {*flat_a} - {*_by_year(a.sources, years_a)} | {*flat_b} - {*_by_year(b.sources, years_b)}
    mine, theirs = _comparable(flat_a), _comparable(flat_b)
    for path in dict.fromkeys((*mine, *theirs)):
        one, other = mine.get(path), theirs.get(path)
        if path in implied and (one is None or other is None):
            continue  # a caption or a code list says it on one side: no value of the other is missing
        if one is None or other is None or not same_leaf(one, other):
            key = path[1] if path[0] == "years" else ""
            year, grade = (named_year(key) or None), grade_of_unknown_year(key)
            yield Change(year, period_of(path), field_name(path), one, other, grade)


def _years_of_grades(flat: Mapping[Path, Leaf], other: Mapping[Path, Leaf]) -> dict[str, str]:
    """The years of one side that go by their grade, as the only school years of that grade on the other."""
    own = {path[1] for path in flat if path[0] == "years"}
    named: dict[str, str] = {}
    for key in own:
        grade = grade_of_unknown_year(key) if "#" not in key else None
        there = [p[1] for p, leaf in other.items() if p[0] == "years" and p[2:] == ("grade",) and leaf == grade]
        if grade is not None and len(there) == 1 and not is_unknown_year(there[0]) and there[0] not in own:
            named[key] = there[0]
    return named


def _by_year(flat: Mapping[Path, T], years: Mapping[str, str]) -> dict[Path, T]:
    """One side by path, with the years under other keys."""
    return {(path[0], years.get(path[1], path[1]), *path[2:]): value for path, value in flat.items()}


def _comparable(flat: Mapping[Path, Leaf]) -> dict[Path, Leaf]:
    """The leaves by what they mean: captions set aside, members of lists without keys in one order."""
    plain: dict[Path, Leaf] = {}
    members: dict[Path, dict[str, dict[Path, Leaf]]] = {}
    for path, leaf in flat.items():
        if path[:2] == ("student", "identifiers"):
            scheme, value = comparable(path[2], str(leaf))
            plain["student", "identifiers", "pupil_code" if scheme == "code" else scheme] = value
        elif path[-1] == "source_label" and not path[-2].startswith(OTHER_SUBJECT):
            continue
        elif (position := bag_position(path)) is not None:
            rest = path[position + 1 :]
            members.setdefault(path[:position], {}).setdefault(path[position], {})[rest] = _placeless(leaf)
        else:
            plain[path] = leaf
    for base, by_index in members.items():
        for index, member in enumerate(sorted(by_index.values(), key=repr)):
            plain.update({(*base, str(index), *rest): leaf for rest, leaf in member.items()})
    return plain


def _placeless(leaf: Leaf) -> Leaf:
    return leaf.model_copy(update={"where": None}) if isinstance(leaf, Extension) else leaf
