"""What is left to do by hand (còn phải nhập tay): data that the target has no place for, pupil by pupil."""

from __future__ import annotations

from dataclasses import dataclass

from ..ledger import Disposition
from ..model import Extension, Mark
from ..model.flat import Leaf
from ..notices import Place
from .convert import Conversion

_SPELLING = "other-spelling-kept"


@dataclass(frozen=True, slots=True)
class ToEnter:
    """One datum to enter by hand: what it is, where it stands, and, for the school's own eyes, whose and which."""

    field: str
    period: str | None
    where: Place
    pupil: str | None
    value: str | None


def left_to_enter(conversion: Conversion) -> list[ToEnter]:
    """Everything that was understood but that the target's files cannot take, in the order of the sources."""
    lost = [
        loss
        for loss in conversion.receipt.losses
        if loss.disposition is Disposition.NOT_CARRIED and loss.reason != _SPELLING
    ]
    wanted = {loss.where for loss in lost}
    values: dict[Place, str] = {}
    for reading in conversion.body.readings if conversion.body else ():
        for fragment in reading.fragments:
            for fact in fragment.facts:
                if fact.item is not None and fact.item.place in wanted:
                    values.setdefault(fact.item.place, _shown(fact.item.literal, fact.value))
    return [ToEnter(loss.field, loss.period, loss.where, loss.pupil, values.get(loss.where)) for loss in lost]


def _shown(literal: object, leaf: Leaf) -> str:
    """The value as the source writes it; a tick or a number of the machine as the model reads it."""
    if isinstance(literal, str) and literal.strip():
        return literal.strip()
    if isinstance(leaf, Mark):
        return leaf.value
    return (leaf.value or "") if isinstance(leaf, Extension) else str(leaf)
