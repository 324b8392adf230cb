"""Suggestions: which report card a pupil of a template may be, where no common code says so. Never taken unasked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...text import fold, fold_name
from ..assembly import Assembled
from ..matching import codes
from .people import Person

_LEAST_LIKENESS = 85
_MOST = 5
"""How many cards are suggested for one pupil."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A suggestion: the pupil of the template, the number of the card, and how alike they are (0 to 100)."""

    person: Person
    card: int
    score: int


def suggest(people: Iterable[Person], cards: Sequence[Assembled]) -> list[Candidate]:
    """Suggestions for the pupils without a card, the likeliest first for each, from the cards that nobody has."""
    from rapidfuzz import fuzz, process

    people = list(people)
    taken = {person.card for person in people}
    free = [index for index in range(len(cards)) if index not in taken]
    names = {index: fold(str(cards[index].flat.get(("student", "full_name"), ""))) for index in free}
    found: list[Candidate] = []
    for person in people:
        if person.card is not None or person.at_fault or not person.name:
            continue
        near = process.extract(fold(person.name), names, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS, limit=_MOST)
        scored = [Candidate(person, index, _score(person, cards[index], likeness)) for _, likeness, index in near]
        found += sorted((c for c in scored if _possible(person, cards[c.card])), key=lambda c: -c.score)
    return found


def _score(person: Person, card: Assembled, likeness: float) -> int:
    """Name 60 (50 where a tone differs), birth date 30, class 10; a birth date that is not known counts half."""
    name = str(card.flat.get(("student", "full_name"), ""))
    same = fold_name(name) == fold_name(person.name or "")
    born = card.flat.get(("student", "birth_date"))
    if not (born and person.birth_date):
        birth = 15.0
    else:
        birth = 30.0 if str(born).startswith(person.birth_date) or person.birth_date.startswith(str(born)) else 0.0
    classes = {fold(str(leaf)) for path, leaf in card.flat.items() if path[2:] == ("class_name",)}
    mine = {fold(line.class_name) for line in person.lines if line.class_name}
    together = 10.0 if classes & mine else 0.0
    return round(likeness * (0.6 if same else 0.5) + birth + together)


def _possible(person: Person, card: Assembled) -> bool:
    """Whether nothing speaks against it: another personal id, or another grade."""
    theirs = {("personal_id", value) for scheme, value in codes(card).items() if scheme == "personal_id"}
    mine = {key for key in person.keys if key[0] == "personal_id"}
    if theirs and mine and not theirs & mine:
        return False
    grades = {leaf for path, leaf in card.flat.items() if path[2:] == ("grade",)}
    wanted = {line.table.grade for line in person.lines if line.table.grade}
    return not (grades and wanted) or bool(grades & wanted)
