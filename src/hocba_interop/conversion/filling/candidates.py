"""Suggestions: which report card a pupil of a template may be, where no common code says so. Never taken unasked."""

from __future__ import annotations

from collections import defaultdict
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
    """Suggestions for the pupils without a card, the likeliest first for each.

    A card that somebody else of the same table has is out of the question.
    """
    from rapidfuzz import fuzz, process

    people = list(people)
    taken: defaultdict[int, set[int]] = defaultdict(set)
    for person in people:
        for line in person.lines if person.card is not None else ():
            taken[id(line.table)].add(person.card or 0)
    names = {index: fold(str(card.flat.get(("student", "full_name"), ""))) for index, card in enumerate(cards)}
    found: list[Candidate] = []
    for person in people:
        if person.card is not None or person.at_fault or not person.name:
            continue
        others = set().union(*(taken[id(line.table)] for line in person.lines))
        free = {index: name for index, name in names.items() if index not in others} if others else names
        near = process.extract(fold(person.name), free, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS, limit=_MOST)
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
