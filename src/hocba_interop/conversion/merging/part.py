"""What one school says of a pupil's school year: the two parts are looked at before they are joined."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from hocba_interop.codelists import languages, periods, subjects
from hocba_interop.model import Mark
from hocba_interop.model.flat import OTHER_SUBJECT, Leaf, Path, year_order
from hocba_interop.notices import Place
from hocba_interop.text import fold

from ..assembly import Assembled

Standing = Literal["taken", "not_taken", "listed"]
"""Học, không học (hoặc miễn trọn môn), or a column of the class in which nothing is entered for the pupil."""

_NOT_TAKEN = ("not_enrolled", "exempt_or_not_enrolled")
_TERM_OF = {"mid_term1": "term1", "mid_term2": "term2"}
ORDER = tuple(period.id for period in periods.all())


@dataclass(frozen=True, slots=True)
class Taught:
    """One subject as a part shows it."""

    key: str
    subject: str
    label: str | None
    language: str | None
    assessed_by: str | None
    scales: frozenset[str]
    standing: Standing

    @property
    def name(self) -> str:
        """The subject's name; one that no list knows goes by its own label."""
        if self.subject == OTHER_SUBJECT:
            return self.label or self.key
        try:
            return subjects.get(self.subject).name
        except KeyError:
            return self.label or self.subject

    @property
    def language_name(self) -> str | None:
        """The language, where the part names one."""
        if self.language is None:
            return None
        try:
            return languages.get(self.language).name
        except KeyError:
            return self.language


@dataclass(frozen=True)
class Part:
    """The leaves of one school year of a card, as one school states them."""

    card: Assembled
    year: str

    @cached_property
    def leaves(self) -> dict[Path, Leaf]:
        """The leaves by their paths below the year."""
        base = ("years", self.year)
        return {path[2:]: leaf for path, leaf in self.card.flat.items() if path[:2] == base}

    def text(self, *inner: str) -> str | None:
        """A leaf as text, or None."""
        leaf = self.leaves.get(inner)
        return None if leaf is None else str(leaf)

    def states(self, *inner: str) -> bool:
        """Whether an item of a source states a leaf (no title or caption merely implies it)."""
        return ("years", self.year, *inner) in self.card.sources

    def place(self, *inner: str) -> Place:
        """Where a leaf is stated; the pupil's own place where a title or a caption implies it."""
        return place_of(self.card, ("years", self.year, *inner))

    def place_below(self, *inner: str) -> Place:
        """Where the first of the leaves below a path is stated."""
        below = (path for path in self.leaves if path[: len(inner)] == inner)
        stated = (path for path in below if self.states(*path))
        return self.place(*next(stated, inner))

    @cached_property
    def periods(self) -> frozenset[str]:
        """The periods in which the school recorded anything (not merely that a subject is taken)."""
        found = {path[1] for path in self.leaves if path[0] == "summaries"}
        for path in self.leaves:
            if path[0] in ("subjects", "traits") and path[2:3] == ("periods",) and path[4:] != ("enrolment",):
                found.add(path[3])
        return frozenset(found)

    @property
    def terms(self) -> frozenset[str]:
        """The terms of these periods; ``year`` for the whole year."""
        return frozenset(_TERM_OF.get(period, period) for period in self.periods)

    def has_results(self, term: str) -> bool:
        """Whether a term is complete: a result of a subject or of the pupil is recorded."""
        finals = ("result", "level", "learning_result", "conduct_result", "education_result")
        return any(path[-1] in finals and term in path for path in self.leaves)

    @cached_property
    def subjects(self) -> dict[str, Taught]:
        """The subjects by their keys, in the order of the part."""
        return {key: self._taught(key) for key in dict.fromkeys(p[1] for p in self.leaves if p[0] == "subjects")}

    def _taught(self, key: str) -> Taught:
        own = {path[2:]: leaf for path, leaf in self.leaves.items() if path[:2] == ("subjects", key)}
        recorded = [path for path in own if path[0] == "periods" and path[-1] != "enrolment"]
        words = {str(leaf) for path, leaf in own.items() if path[-1] == "enrolment"}
        standing: Standing = "listed"
        if recorded or words - set(_NOT_TAKEN):
            standing = "taken"
        elif words:
            standing = "not_taken"
        return Taught(
            key=key,
            subject=str(own.get(("subject",), key)),
            label=_text(own.get(("source_label",))),
            language=_text(own.get(("language",))),
            assessed_by=_text(own.get(("assessed_by",))),
            scales=frozenset(leaf.scale for leaf in own.values() if isinstance(leaf, Mark)),
            standing=standing,
        )

    def in_order(self, found: Iterable[str]) -> list[str]:
        """Periods in the order of the school year."""
        return sorted(found, key=ORDER.index)


def _text(leaf: Leaf | None) -> str | None:
    return None if leaf is None else str(leaf)


def place_of(card: Assembled, path: Path) -> Place:
    """Where a leaf of a card is stated; the pupil's own place where no item states it."""
    stated = card.sources.get(path)
    return stated.item.place if stated and stated.item else card.place


def years_of(card: Assembled) -> list[str]:
    """The keys of the years of a card, in order; those whose school year no source names stand behind."""
    return sorted({path[1] for path in card.flat if path[0] == "years"}, key=year_order)


def is_same_school(old: Part, new: Part) -> bool:
    """Whether both parts name one school: an equal name, and nothing known that tells two of that name apart."""
    names = [part.text("school", "name") for part in (old, new)]
    if not all(names) or fold(names[0] or "") != fold(names[1] or ""):
        return False
    for name in ("code", "department", "province"):
        told = [part.text("school", name) for part in (old, new)]
        if all(told) and fold(told[0] or "") != fold(told[1] or ""):
            return False
    return True
