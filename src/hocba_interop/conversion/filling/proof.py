"""The proof of a filling: the filled file is opened again, and every entry must be read there as it was meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...adapters.contract import Dialect, ReadOptions
from ...adapters.source import Source
from ...adapters.template import Template
from ...model.flat import Leaf, Path
from ...notices import CellPlace
from ..assembly import Assembled
from ..identity import comparable
from ..matching import codes
from ..proof import NotEqual, ReadBack, same
from .fitting import Fitted
from .people import Line
from .plan import Plan


def prove(number: int, dialect: Dialect, filled: Source, made: Plan, options: ReadOptions) -> Mapping[CellPlace, Line]:
    """Open a filled file by its own format's reader and find every entry there; its lines by place. Raises NotEqual."""
    assert dialect.template is not None
    again = dialect.template(filled, options)
    lines = lines_of(number, again)
    slots = {slot.place: slot for line in lines.values() for slot in line.row.slots}
    for place in made.entries[number]:
        _, path, leaf = made.planned[place]
        slot = slots.get(place)
        if slot is None or slot.held is None or not same(path, leaf, slot.held[1]):
            raise NotEqual(f"not there after filling: {place}")
    return lines


def lines_of(number: int, template: Template) -> dict[CellPlace, Line]:
    """All lines of a template, by the place of the row."""
    lines = [Line(number, table, row) for table in template.tables for row in table.rows]
    return {line.place: line for line in lines}


def found_there(
    fitted: Iterable[Fitted],
    filled: Mapping[int, Mapping[CellPlace, Line]],
    made: Plan,
    cards: Sequence[Assembled],
) -> ReadBack:
    """What the filled files say of each card, by the card's own paths: what accounting compares the sources with."""
    numbers = range(len(cards))
    back = ReadBack(flats={index: {} for index in numbers}, literals={index: {} for index in numbers})
    back.compared = len(made.planned)
    for line in fitted:
        after = filled.get(line.line.template, {}).get(line.line.place)
        if after is None:
            continue
        flat, literals = back.flats[line.card], back.literals[line.card]
        for slot in after.row.slots:
            if slot.held is not None:
                _add(flat, literals, line.on_card(slot.held[0]), slot.held[1], (slot.literal, slot.rule))
        for fact in after.row.fragment.facts:
            if fact.path[0] == "student" and fact.item is not None:
                for path, leaf in _as_on_card(fact.path, fact.value, cards[line.card]):
                    _add(flat, literals, path, leaf, (fact.item.literal, fact.item.rule or "other-form"))
        for path, leaf in after.row.fragment.implied:
            flat.setdefault(line.on_card(path), leaf)
    return back


def _as_on_card(path: Path, leaf: Leaf, card: Assembled) -> Iterator[tuple[Path, Leaf]]:
    """What a row says of the pupil; a code that is the card's but for SMAS's HS or the scheme stands for that one."""
    yield path, leaf
    if path[1] == "identifiers":
        said = comparable(path[2], str(leaf))
        for scheme, code in codes(card).items():
            own = ("student", "identifiers", scheme)
            if comparable(scheme, code) == said and (own, code) != (path, leaf):
                yield own, code


def _add(
    flat: dict[Path, Leaf],
    literals: dict[Path, list[tuple[object, str | None]]],
    path: Path,
    leaf: Leaf,
    literal: tuple[object, str | None],
) -> None:
    flat[path] = leaf
    literals.setdefault(path, []).append(literal)
