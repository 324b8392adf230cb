"""Lines of the history (quá trình học tập), taken out of two cards and put into the joined one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from hocba_interop.ledger import Fact, Fate
from hocba_interop.model.flat import Leaf, Path, named_year, same_leaf
from hocba_interop.text import fold

from ..assembly import Assembled
from .part import Part

_SPELLING = Fate("not_carried", "other-spelling-kept")
_FIELDS: dict[Path, str] = {
    ("class_name",): "class_name",
    ("school", "name"): "school",
    ("school", "province"): "place",
}
REGISTER: Path = ("student", "identifiers", "register_number")


@dataclass(slots=True)
class Line:
    """One line of the history: its leaves, and the facts that state them."""

    values: dict[str, Leaf] = field(default_factory=dict)
    facts: list[tuple[str, Fact]] = field(default_factory=list)

    def state(self, name: str, value: Leaf, facts: list[Fact]) -> None:
        """Enter a leaf; what is spelt otherwise than the line has it counts as such."""
        kept = self.values.setdefault(name, value)
        for fact in facts:
            self.facts.append((name, fact))
            if not same_leaf(kept, fact.value):
                fact.fate = _SPELLING


def take_lines(card: Assembled) -> list[Line]:
    """The lines that a card has, taken out of it: they are put back when both sides' lines are known."""
    lines: dict[str, Line] = {}
    for path, leaf in card.flat.items():
        if path[0] == "history":
            lines.setdefault(path[1], Line()).values[path[2]] = leaf
    for fragment in card.fragments:
        for fact in fragment.facts:
            if fact.path[0] == "history" and fact.fate is None:
                lines.setdefault(fact.path[1], Line()).facts.append((fact.path[2], fact))
        fragment.facts = [f for f in fragment.facts if f.path[0] != "history" or f.fate is not None]
    return list(lines.values())


def take_whereabouts(part: Part, names: Collection[str]) -> dict[str, list[Fact]]:
    """What is stated of the old school and class, taken out of the year: the facts by the leaves of a line.

    ``names`` are the leaves of the line that are wanted.
    """
    wanted = {("years", part.year, *inner): name for inner, name in _FIELDS.items() if name in names}
    if "register_number" in names:
        wanted[REGISTER] = "register_number"
    taken: dict[str, list[Fact]] = {}
    for fragment in part.card.fragments:
        for fact in fragment.facts:
            if fact.path in wanted and fact.fate is None and fact.item is not None:
                taken.setdefault(wanted[fact.path], []).append(fact)
        fragment.facts = [f for f in fragment.facts if f.path not in wanted or f.fate is not None]
        fragment.implied = tuple((path, leaf) for path, leaf in fragment.implied if path not in wanted)
    return taken


def whereabouts(part: Part) -> dict[str, Leaf]:
    """School year, class and school of a part, as a line of the history holds them."""
    year = named_year(part.year)
    found: dict[str, Leaf] = {"school_year": year} if year else {}
    found.update({name: part.leaves[inner] for inner, name in _FIELDS.items() if inner in part.leaves})
    return found


def find_line(lines: list[Line], here: dict[str, Leaf]) -> Line | None:
    """The line that speaks of the same year, class and school (a line may leave some of them out)."""
    for line in lines:
        common = [name for name in ("school_year", "class_name", "school") if name in line.values and name in here]
        both = [(line.values[name], here[name]) for name in common]
        says_where = any(name in line.values for name in ("class_name", "school", "pupil_status"))
        if says_where and all(fold(str(one)) == fold(str(other)) for one, other in both):
            return line
    return None


def put_lines(card: Assembled, lines: list[Line]) -> None:
    """Put the lines into a card, in order, with the facts that state them."""
    owner = card.fragments[0]
    for index, line in enumerate(lines):
        for name, leaf in line.values.items():
            card.flat["history", str(index), name] = leaf
        for name, fact in line.facts:
            fact.path = ("history", str(index), name)
            card.sources.setdefault(fact.path, fact)
            owner.facts.append(fact)


def together(old: list[Line], new: list[Line]) -> list[Line]:
    """The lines of both sides; what both say word for word is one line."""
    lines = list(old)
    for line in new:
        equal = next((one for one in old if one.values == line.values), None)
        if equal is None:
            lines.append(line)
        else:
            equal.facts += line.facts
    return lines
