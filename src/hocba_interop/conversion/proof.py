"""The proof: what was written is read back by the target's own reader and compared value by value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..adapters.contract import Dialect, ReadOptions, Written
from ..adapters.projection import Projection
from ..adapters.source import Source
from ..ledger import Fact, Fragment
from ..model.flat import Leaf, Path, same_leaf
from ..notices import Place, Severity
from ..text import fold, tidy
from .assembly import assemble
from .languages import rank_languages


class NotEqual(Exception):
    """The output does not read back equal: a fault of the program. ``what`` names the first difference."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(slots=True)
class ReadBack:
    """What stands in the output: for every card the leaves found there and the texts that state them."""

    flats: dict[int, dict[Path, Leaf]] = field(default_factory=dict)
    literals: dict[int, dict[Path, list[tuple[object, str | None]]]] = field(default_factory=dict)
    document: list[Leaf] = field(default_factory=list)
    compared: int = 0


def read_back(dialect: Dialect, written: Written, projections: Sequence[Projection]) -> ReadBack:
    """Read the written files and compare them with what they are meant to hold. Raises NotEqual."""
    back = ReadBack()
    by_card: dict[int, list[Fragment]] = {}
    everything: list[Fragment] = []
    for index, path in enumerate(written.files):
        options = written.read_with.get(index, ReadOptions())
        reading = dialect.read(Source(path.name, path.read_bytes(), index), options)
        worst = next((n for n in reading.notices if n.severity is Severity.ERROR), None)
        if worst:
            raise NotEqual(f"{worst.rule} {worst.where or ''}")
        if options.school_year:
            _forget_the_year(reading.fragments)
        everything += reading.fragments
        back.document += {fact.path: fact.value for fact in reading.document}.values()
        for fragment in reading.fragments:
            by_card.setdefault(_card_of(written, fragment.place), []).append(fragment)
    rank_languages(everything)
    for index, projection in enumerate(projections):
        _compare(index, projection.flat, by_card.get(index, []), back)
    return back


_HANGS_ON_YEAR = frozenset({("school_year",), ("programme",), ("regulation",)})


def _forget_the_year(fragments: list[Fragment]) -> None:
    """What a reader knew only because it was told the school year does not stand in the file."""
    for fragment in fragments:
        fragment.implied = tuple((path, leaf) for path, leaf in fragment.implied if path[2:] not in _HANGS_ON_YEAR)


def _card_of(written: Written, place: Place) -> int:
    card = written.placed.get(place)
    if card is None:
        raise NotEqual(f"a row that no card was written to: {place}")
    return card


def _compare(index: int, expected: dict[Path, Leaf], fragments: list[Fragment], back: ReadBack) -> None:
    found = assemble(fragments) if fragments else None
    clash = next((n for n in found.notices if n.severity is Severity.ERROR), None) if found else None
    if clash:
        raise NotEqual(f"{clash.rule} {clash.where or ''}")
    theirs = found.flat if found else {}
    stated = _stated(fragments)
    for path, leaf in expected.items():
        if not same(path, leaf, theirs.get(path)):
            raise NotEqual(f"card {index}: {'/'.join(path)}")
    for path in stated:
        if path not in expected and path in theirs:
            raise NotEqual(f"card {index}: unexpected {'/'.join(path)}")
    back.compared += len(expected)
    back.flats[index] = theirs
    back.literals[index] = stated


def _stated(fragments: list[Fragment]) -> dict[Path, list[tuple[object, str | None]]]:
    stated: dict[Path, list[tuple[object, str | None]]] = {}
    facts: list[Fact] = [fact for fragment in fragments for fact in fragment.facts]
    for fact in facts:
        if fact.item is not None:
            stated.setdefault(fact.path, []).append((fact.item.literal, fact.item.rule))
    return stated


def same(path: Path, one: Leaf, other: Leaf | None) -> bool:
    """Whether two leaves are one value; a label may come back in capitals, and a text with its spaces tidied."""
    if isinstance(one, str) and isinstance(other, str) and one != other:
        if path[-1] == "source_label":
            return fold(one) == fold(other)
        return [tidy(line) for line in one.split("\n")] == [tidy(line) for line in other.split("\n")]
    return same_leaf(one, other)
