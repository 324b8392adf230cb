"""The ledger of one source: every item is accounted for exactly once, or the program itself is at fault."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from ..model.flat import Path
from ..notices import Place
from .facts import Item


class Disposition(StrEnum):
    """What became of a source item."""

    CARRIED = "carried"
    TRANSFORMED = "transformed"
    STRUCTURAL = "structural"
    NOT_CARRIED = "not_carried"
    UNRECOGNISED = "unrecognised"
    REJECTED = "rejected"
    NOT_SELECTED = "not_selected"


class LedgerError(Exception):
    """The program lost count of the items of a source: a fault of ours, never of the input."""


class Ledger:
    """The account of one source, written by its reader.

    The opener of the file says which items there are (`expect`), independently of the reader, which then enters
    each one as structure, as a datum, as not understood or as unusable. `check` holds the two against each other.
    """

    def __init__(self) -> None:
        self._expected: set[Place] = set()
        self._entered: set[Place] = set()
        self._closed_at: int | None = None
        self.structural = 0
        self.data: list[Item] = []
        self.unrecognised: list[Item] = []
        self.rejected: list[tuple[Place, str]] = []
        self.rejected_paths: dict[Place, Path] = {}

    def expect(self, places: Iterable[Place]) -> None:
        """The items that the source holds."""
        self._expected.update(places)

    @property
    def total(self) -> int:
        """How many items the source holds."""
        return len(self._expected) if self._closed_at is None else self._closed_at

    def _enter(self, place: Place) -> None:
        if self._closed_at is not None or place in self._entered:
            raise LedgerError(f"item entered twice: {place.where()}")
        self._entered.add(place)

    def enter_structural(self, *places: Place) -> None:
        """Titles, headers, footers, running numbers: understood, and no datum of a pupil."""
        for place in places:
            self._enter(place)
        self.structural += len(places)

    def enter_datum(self, item: Item) -> Item:
        """A datum; what becomes of it is known only when the output has been read back."""
        self._enter(item.place)
        self.data.append(item)
        return item

    def enter_unrecognised(self, item: Item) -> Item:
        """Not understood; its reader keeps it as an extension."""
        self._enter(item.place)
        self.unrecognised.append(item)
        return item

    def enter_rejected(self, place: Place, rule: str, path: Path = ()) -> None:
        """Understood but unusable; ``rule`` is that of the error notice, ``path`` the leaf that it would have been."""
        self._enter(place)
        self.rejected.append((place, rule))
        if path:
            self.rejected_paths[place] = path

    def pending(self) -> list[Place]:
        """Items not entered yet, in the order of their places."""
        return sorted(self._expected - self._entered)

    def is_entered(self, place: Place) -> bool:
        """Whether an item has been entered."""
        return place in self._entered

    def check(self) -> None:
        """Raise LedgerError unless exactly the expected items were entered; then close the account.

        A closed account keeps its sums and lets go of the places: a school's year has hundreds of thousands.
        """
        if self._closed_at is not None:
            return
        if self._expected != self._entered:
            missing = len(self._expected - self._entered)
            invented = len(self._entered - self._expected)
            raise LedgerError(f"{missing} items without an entry, {invented} entries without an item")
        self._closed_at = len(self._expected)
        self._expected, self._entered = set(), set()
