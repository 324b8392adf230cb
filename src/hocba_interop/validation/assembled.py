"""Records of what was put together from several files: where each leaf stands, and which are only implied."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from ..conversion.assembly import Assembled
from ..conversion.reading import Body
from ..model.flat import Path
from ..notices import CellPlace, Notice, Place, PointerPlace, XPathPlace
from .record import Record


class _Places:
    """The places of one card; nothing is looked up before a finding asks for it."""

    def __init__(self, card: Assembled) -> None:
        self._card = card

    def locate(self, path: Path) -> Place:
        """The place of a leaf, of the first leaf below a path, or of what stands nearest above it."""
        while path:
            if found := self._by_prefix.get(path):
                return found
            path = path[:-1]
        return self._card.place

    def states(self, path: Path) -> bool:
        """Whether an item of a source states a leaf."""
        return path in self._card.sources

    @cached_property
    def _by_prefix(self) -> dict[Path, Place]:
        found: dict[Path, Place] = {}
        for path, fact in self._card.sources.items():
            if fact.item is not None:
                for length in range(1, len(path) + 1):
                    found.setdefault(path[:length], fact.item.place)
        return found


def records_of(cards: Iterable[Assembled]) -> Iterator[Record]:
    """The cards of a body as records, numbered in their order."""
    for number, card in enumerate(cards):
        places = _Places(card)
        yield Record(card.card(), number, places.locate, places.states)


TOLD_BY_CHECKS = frozenset({"personal-id-length", "double-encoded-text"})
"""What readers say of a value that they keep, and a check says of it as well."""


def of_reading(body: Body, canonical: Collection[int]) -> Iterator[Notice]:
    """The notices of a body without what the checks tell: of canonical sources the schema tells all."""
    twice = {id(notice) for source in canonical for notice in body.readings[source].notices}
    return (notice for notice in body.notices if id(notice) not in twice)


class Owners:
    """Whose a place is: the number of the record in whose row, element or object it lies."""

    def __init__(self, body: Body) -> None:
        self._rows: dict[tuple[int, str, int], int] = {}
        self._nodes: dict[tuple[int, str], int] = {}
        for number, card in enumerate(body.cards):
            for fragment in card.fragments:
                place = fragment.place
                if isinstance(place, CellPlace):
                    self._rows[place[:3]] = number
                elif isinstance(place, PointerPlace | XPathPlace):
                    self._nodes[place.source, place[1]] = number

    def owner(self, where: Place | None) -> int | None:
        """The number of the record in which a place lies, or None."""
        if isinstance(where, CellPlace):
            return self._rows.get(where[:3])
        if isinstance(where, PointerPlace | XPathPlace):
            node = where[1]
            while node:
                if (where.source, node) in self._nodes:
                    return self._nodes[where.source, node]
                node = node.rpartition("/")[0]
        return None
