"""Facts: what one item of a source says of one pupil. Fragments: all that one row or record says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..model.flat import Leaf, Path
from ..notices import CellPlace, Place, PointerPlace, XPathPlace


@dataclass(slots=True, eq=False)
class Item:
    """A source item that is a datum: its place, its text as the source wrote it, and how reading changed that.

    ``rule`` names the transform (``decimal-comma``), or is None where the value was taken as it stood.
    """

    place: Place
    literal: object
    rule: str | None = None


@dataclass(slots=True, eq=False)
class Fact:
    """One leaf of the model as one item of a source states it.

    ``item`` is None for what a title, a caption or a code list implies: such a fact is not an item of its own.
    ``fate`` is set when the fact cannot reach the output: why not.
    """

    path: Path
    value: Leaf
    item: Item | None = None
    fate: Fate | None = None


@dataclass(frozen=True, slots=True)
class Fate:
    """Why a fact does not reach the output: a disposition of the receipt and a reason."""

    disposition: str
    reason: str


@dataclass(slots=True, eq=False)
class Fragment:
    """What one row of one sheet, or one record of a file, says of one pupil."""

    place: Place
    facts: list[Fact] = field(default_factory=list)
    implied: tuple[tuple[Path, Leaf], ...] = ()
    """What titles and captions imply for every row of a sheet: shared by its fragments, no items of their own."""
    school_year: str | None = None
    class_name: str | None = None
    periods: tuple[str, ...] = ()
    whole_class: bool = False
    """Whether the sheet lists the whole class: a pupil missing in another such sheet is then worth a word."""

    def owns(self, place: Place) -> bool:
        """Whether a place lies in this row or record."""
        mine = self.place
        if isinstance(place, CellPlace) and isinstance(mine, CellPlace):
            return place[:3] == mine[:3]
        if isinstance(place, PointerPlace) and isinstance(mine, PointerPlace):
            return place.source == mine.source and f"{place.pointer}/".startswith(f"{mine.pointer}/")
        if isinstance(place, XPathPlace) and isinstance(mine, XPathPlace):
            return place.source == mine.source and f"{place.xpath}/".startswith(f"{mine.xpath}/")
        return False

    def identifiers(self) -> Iterator[tuple[str, Fact]]:
        """The pupil's identifiers that this fragment states, with their schemes."""
        for fact in self.facts:
            if fact.path[:2] == ("student", "identifiers"):
                yield fact.path[2], fact

    def find(self, *path: str) -> Fact | None:
        """The fact of a path, if the fragment states it."""
        return next((fact for fact in self.facts if fact.path == path), None)
