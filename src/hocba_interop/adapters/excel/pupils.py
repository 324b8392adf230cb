"""What has been read of each pupil so far: facts, years, parts already named, indexes already taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from hocba_interop.ledger import Fact, Fragment, Item, Ledger
from hocba_interop.model import Extension
from hocba_interop.model.flat import BAGS, UNKNOWN_YEAR, Leaf, Path
from hocba_interop.notices import Place

from .context import YearContext, year_context
from .keys import KeyRead

_ROOTS = ("student", "years", "history", "extensions")


@dataclass(slots=True, eq=False)
class NamedPart:
    """A part that a key cell named first, and the facts that its name states."""

    item: Item
    facts: list[Fact]


@dataclass(slots=True, eq=False)
class Pupil:
    """One pupil, or (without a place) what belongs to none."""

    place: Place | None = None
    facts: list[Fact] = field(default_factory=list)
    leaves: dict[Path, Leaf] = field(default_factory=dict)
    years: dict[str, None] = field(default_factory=dict)
    denied: set[Path] = field(default_factory=set)
    _parts: dict[Path, NamedPart] = field(default_factory=dict)
    _contexts: dict[str, YearContext] = field(default_factory=dict)
    _indexes: dict[Path, set[int]] = field(default_factory=dict)
    _order: dict[Path, int] = field(default_factory=dict)

    @property
    def name(self) -> str | None:
        """The pupil's name, if it has been read."""
        name = self.leaves.get(("student", "full_name"))
        return name if isinstance(name, str) else None

    def state(self, fact: Fact) -> None:
        """Add a fact."""
        self.facts.append(fact)
        self.leaves.setdefault(fact.path, fact.value)
        if len(fact.path) == 3:
            self._contexts.clear()

    def year(self, year: str) -> YearContext:
        """What a year decides about its rows."""
        if year not in self._contexts:
            self._contexts[year] = year_context(self.leaves, year)
        return self._contexts[year]

    def the_year(self, otherwise: str | None) -> str:
        """The year of a row that names none: the pupil's only one, or the one that the user gave."""
        if len(self.years) == 1:
            return next(iter(self.years))
        return otherwise or UNKNOWN_YEAR

    def name_part(self, path: Path, read: KeyRead, item: Item) -> bool:
        """Note that a key cell names a part; False where another did so before, or it states nothing."""
        self._order.setdefault(path, len(self._order))
        stated = {**read.sure, **read.soft}
        if path in self._parts or not stated:
            return False
        facts = [Fact((*path, name), leaf, item) for name, leaf in stated.items()]
        self._parts[path] = NamedPart(item, facts)
        self.facts += facts
        return True

    def index(self, base: Path, wanted: int | None) -> int:
        """A free index of a list without natural keys: the wanted one, or the next."""
        taken = self._indexes.setdefault(base, set())
        index = wanted if wanted is not None and wanted not in taken else max(taken, default=-1) + 1
        taken.add(index)
        return index

    def add_extension(self, base: Path, extension: Extension, item: Item) -> None:
        """Add an extension at the first free index of a list of them."""
        list_path = (*base, "extensions")
        index = 0
        while (path := (*list_path, str(index))) in self.leaves:
            index += 1
        self.state(Fact(path, extension, item))

    def settle(self, ledger: Ledger) -> None:
        """Drop what names imply and columns overrule; enter the key cells that are data."""
        implied = {id(fact) for part in self._parts.values() for fact in part.facts}
        explicit = {fact.path for fact in self.facts if id(fact) not in implied} | self.denied
        dropped: set[int] = set()
        for part in self._parts.values():
            over = [fact for fact in part.facts if fact.path in explicit]
            dropped |= {id(fact) for fact in over}
            if len(over) < len(part.facts):
                ledger.enter_datum(part.item)
            else:
                ledger.enter_structural(part.item.place)
        self.facts = [fact for fact in self.facts if id(fact) not in dropped]
        self.facts.sort(key=lambda fact: self._rank(fact.path))

    def _rank(self, path: Path) -> tuple[int, ...]:
        """Where a leaf stands in the report card: parts as the rows name them, members of lists by index.

        Leaves that stand in the sheet of other information are so put back among the others.
        """

        def named(depth: int) -> int:
            return self._order.get(path[:depth], len(self._order))

        root = _ROOTS.index(path[0]) if path[0] in _ROOTS else len(_ROOTS)
        year = named(2) if path[0] == "years" else -1
        inner = named(4) if year >= 0 and path[2] in ("subjects", "traits") else -1
        guardian = named(3) if path[1] == "guardians" else -1
        member = (int(index) for name, index in pairwise(path) if name in BAGS and index.isdecimal())
        return root, year, inner, guardian, next(member, -1)

    def fragment(self) -> Fragment | None:
        """The pupil as a fragment, or None where nothing is said of him or her."""
        if self.place is None or not self.facts:
            return None
        fragment = Fragment(self.place, self.facts)
        years = {fact.path[1] for fact in self.facts if fact.path[0] == "years"}
        if len(years) == 1:
            year = years.pop()
            school_year = fragment.find("years", year, "school_year")
            class_name = fragment.find("years", year, "class_name")
            fragment.school_year = str(school_year.value) if school_year else None
            fragment.class_name = str(class_name.value) if class_name else None
        return fragment
