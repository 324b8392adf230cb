"""What goes where: for each slot of each pupil the leaf of the card, if the slot is empty and takes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from ...adapters.contract import Dialect
from ...adapters.template import CannotTake, Holds, Slot, Template, Value
from ...model.flat import Leaf, Path, same_but_for_spaces
from ...notices import CellPlace, Notice, Place
from ..assembly import Assembled
from .fitting import Fitted

Cell = tuple[int, Path]
"""A datum: the number of the card and the path there."""


@dataclass(slots=True)
class Plan:
    """What is to be written into each template, and of each datum why it cannot be, where it cannot.

    ``held`` are data that the template had already.
    """

    entries: defaultdict[int, dict[CellPlace, Value]] = field(default_factory=lambda: defaultdict(dict))
    planned: dict[CellPlace, tuple[int, Path, Leaf]] = field(default_factory=dict)
    held: set[CellPlace] = field(default_factory=set)
    reasons: dict[Cell, str] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    tables: set[int] = field(default_factory=set)
    """The tables (by id) that have a slot for anything that the sources say."""


def plan(
    fitted: Sequence[Fitted],
    cards: Sequence[Assembled],
    templates: Sequence[Template],
    dialects: Sequence[Dialect],
    *,
    overwrite: bool,
) -> Plan:
    """Decide for every slot. Nothing is decided where two sheets want one datum, or a cell says otherwise."""
    made = Plan()
    twice = _two_tables(fitted, cards, dialects, made.notices)
    for line in fitted:
        if id(line.line.table) in twice:
            continue
        for slot in line.line.row.slots:
            found = _wanted(slot, line, cards[line.card])
            if found is None:
                _hold_exemption(slot, line, cards[line.card], made)
            else:
                made.tables.add(id(line.line.table))
                _decide(slot, found, line, cards[line.card], templates[line.line.template], made, overwrite=overwrite)
    return made


_NEVER_FILLED: Mapping[Holds, str] = {"formula": "template-cell-formula", "covered": "template-cell-covered"}
_NOT_TAKEN = frozenset({"exempt", "not_enrolled", "exempt_or_not_enrolled"})


def _hold_exemption(slot: Slot, line: Fitted, card: Assembled, made: Plan) -> None:
    """A mark in the template of a subject that the sources say is not taken ("Miễn") contradicts them."""
    path = line.on_card(slot.paths[0])
    if slot.holds != "value" or slot.held is None or path[2:3] != ("subjects",) or path[-1] != "result":
        return
    for stated in ((*path[:-1], "enrolment"), (*path[:4], "enrolment")):
        if card.flat.get(stated) in _NOT_TAKEN and slot.held[0][-1] != "enrolment":
            made.reasons[line.card, stated] = "template-cell-differs"
            notice = Notice("template-cell-differs", slot.place, _source_of(card, stated), {"column": slot.caption})
            made.notices.append(notice)
            return


def _wanted(slot: Slot, line: Fitted, card: Assembled) -> tuple[Path, Path, Leaf] | None:
    """The leaf of the card for a slot: the template's path, the card's path, the leaf."""
    for path in slot.paths:
        on_card = line.on_card(path)
        if (leaf := card.flat.get(on_card)) is not None:
            return path, on_card, leaf
    return None


def _two_tables(
    fitted: Iterable[Fitted], cards: Sequence[Assembled], dialects: Sequence[Dialect], notices: list[Notice]
) -> set[int]:
    """Tables of one format that want the same datum of the same pupil: which of the two is right cannot be known."""
    first: dict[tuple[str, int, Path], Slot] = {}
    table_of: dict[CellPlace, int] = {}
    twice: set[int] = set()
    pairs: set[tuple[int, int]] = set()
    for line in fitted:
        table = id(line.line.table)
        for slot in line.line.row.slots:
            found = _wanted(slot, line, cards[line.card])
            if found is None:
                continue
            table_of[slot.place] = table
            other = first.setdefault((dialects[line.line.template].full_name, line.card, found[1]), slot)
            if other is slot or table_of[other.place] == table:
                continue
            twice |= {table, table_of[other.place]}
            if (table, table_of[other.place]) not in pairs:
                pairs.add((table, table_of[other.place]))
                notices.append(Notice("template-has-it-twice", _sheet(slot.place), _sheet(other.place)))
    return twice


def _sheet(place: CellPlace) -> CellPlace:
    return place._replace(row=0, column=0)


def _decide(
    slot: Slot,
    found: tuple[Path, Path, Leaf],
    line: Fitted,
    card: Assembled,
    template: Template,
    made: Plan,
    *,
    overwrite: bool,
) -> None:
    path, on_card, leaf = found
    cell = (line.card, on_card)
    if slot.held is not None and slot.held[0] == path and same_but_for_spaces(slot.held[1], leaf):
        made.held.add(slot.place)
        made.planned[slot.place] = (*cell, leaf)
        return
    source = _source_of(card, on_card)
    if rule := _NEVER_FILLED.get(slot.holds):
        made.reasons[cell] = rule
        made.notices.append(Notice(rule, slot.place, source, {"column": slot.caption}))
        return
    if slot.holds != "nothing" and not overwrite:
        made.reasons[cell] = "template-cell-differs"
        private = {"one": getattr(leaf, "value", leaf), "other": str(slot.literal)}
        made.notices.append(Notice("template-cell-differs", slot.place, source, {"column": slot.caption}, private))
        return
    try:
        value = template.spell(slot, path, leaf)
    except CannotTake as refused:
        made.reasons[cell] = refused.rule
        private = {"value": getattr(leaf, "value", leaf)}
        made.notices.append(Notice(refused.rule, slot.place, source, refused.facts, private))
        return
    if slot.holds != "nothing":
        made.notices.append(Notice("template-cell-overwritten", slot.place, source, {"column": slot.caption}))
    made.entries[line.line.template][slot.place] = value
    made.planned[slot.place] = (*cell, leaf)


def _source_of(card: Assembled, path: Path) -> Place:
    fact = card.sources.get(path)
    return fact.item.place if fact and fact.item else card.place


def other_reasons(
    fitted: Sequence[Fitted], matched: Set[int], cards: Sequence[Assembled], reasons: Mapping[Cell, str]
) -> dict[Cell, str]:
    """Why data that no slot wanted are not there: no such pupil in the templates, no template for it, no cell.

    ``matched`` are the cards whose pupil is in a template, be it one that was refused.
    """
    found = dict(reasons)
    there: defaultdict[int, set[Path]] = defaultdict(set)
    for line in fitted:
        there[line.card].add(("years", line.year))
        for table_subject in line.subjects.values() if line.line.table.one_subject else ("*",):
            for period in line.line.table.periods:
                there[line.card].add(("years", line.year, table_subject, period))
    for index, card in enumerate(cards):
        absent = "template-refused" if index in matched else "not-in-templates"
        for path in card.flat:
            reason = _reason(path, there[index]) if index in there else absent
            found.setdefault((index, path), reason)
    return found


def _reason(path: Path, there: set[Path]) -> str:
    if path[0] != "years":
        return "of-the-pupil-profile"
    if path[2:] == ("class_name",) or path[2] == "school":
        return "template-names-another"
    if path[2] == "subjects" and path[4:5] == ("periods",):
        year = path[:2]
        has = {(*year, path[3], path[5]), (*year, "*", path[5])}
        return "target-has-no-field" if there & has else "no-template-for-it"
    return "target-has-no-field" if path[:2] in there else "no-template-for-it"
