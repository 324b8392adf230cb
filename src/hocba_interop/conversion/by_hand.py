"""What is left to do by hand (còn phải nhập tay): data that the output does not hold, pupil by pupil."""

from __future__ import annotations

from dataclasses import dataclass

from hocba_interop.model import Extension, Mark
from hocba_interop.model.flat import Leaf
from hocba_interop.notices import CellPlace, Place

from .convert import Conversion
from .reading import Body
from .receipt import Loss

_NOTHING_TO_DO = frozenset(
    {
        "other-spelling-kept",
        "replaced-by-option",
        "not-in-templates",
        "no-template-for-it",
        "of-the-pupil-profile",
        "year-not-in-target",
        "template-names-another",
    }
)
"""Reasons of losses that leave nothing to type in: what is elsewhere in the target system, or not asked for."""
_OF_THE_FILE = frozenset({"programme", "level", "regulation", "grade", "school_year"})
"""What a receiving system knows of itself: nobody types it in."""


@dataclass(frozen=True, slots=True)
class ToEnter:
    """One datum to enter by hand: what, where it stands, and, for the school's own eyes, whose and which.

    ``card`` numbers the pupils: two of them may have one name.
    """

    field: str
    period: str | None
    where: Place
    pupil: str | None
    value: str | None
    card: int | None = None


@dataclass(frozen=True, slots=True)
class _Stated:
    """What the sources say at a place: the number of the pupil's card and the value, if it could be read."""

    card: int
    value: str | None = None


def left_to_enter(conversion: Conversion) -> list[ToEnter]:
    """Everything that the target's files cannot take or that is at fault, in the order of the sources.

    What two files say alike of one pupil is entered once.
    """
    lost = [loss for loss in conversion.receipt.losses if not loss.kept and not _nothing_to_do(loss)]
    stated = _stated(conversion.body, lost) if conversion.body else {}
    found: dict[object, ToEnter] = {}
    for loss in lost:
        at = stated.get(loss.where)
        name = conversion.body.cards[at.card].flat.get(("student", "full_name")) if conversion.body and at else None
        value = at.value if at else None
        key = loss.where if at is None or value is None else (at.card, loss.field, loss.period, value)
        found.setdefault(
            key,
            ToEnter(loss.field, loss.period, loss.where, str(name) if name else None, value, at.card if at else None),
        )
    return list(found.values())


def _nothing_to_do(loss: Loss) -> bool:
    return (
        loss.reason in _NOTHING_TO_DO
        or loss.field in _OF_THE_FILE
        or loss.field.startswith(("issue.", "school."))
        or loss.field.endswith((".source_label", ".assessed_by"))
    )


def _stated(body: Body, lost: list[Loss]) -> dict[Place, _Stated]:
    stated: dict[Place, _Stated] = {}
    wanted = {loss.where for loss in lost}
    rows: dict[object, list[CellPlace]] = {}
    for place in wanted:
        if isinstance(place, CellPlace):
            rows.setdefault(place[:3], []).append(place)
    for index, card in enumerate(body.cards):
        for fragment in card.fragments:
            if isinstance(fragment.place, CellPlace):
                stated.update(dict.fromkeys(rows.get(fragment.place[:3], ()), _Stated(index)))
            for fact in fragment.facts:
                if fact.item is not None and fact.item.place in wanted:
                    stated[fact.item.place] = _Stated(index, _shown(fact.item.literal, fact.value))
    return stated


def _shown(literal: object, leaf: Leaf) -> str:
    """The value as the source writes it; a tick, a number of the machine or a mark's scale as the model reads it."""
    of_scale = isinstance(leaf, Mark) and literal == leaf.scale
    if isinstance(literal, str) and literal.strip() and not of_scale:
        return literal.strip()
    if isinstance(leaf, Mark):
        return leaf.value
    return (leaf.value or "") if isinstance(leaf, Extension) else str(leaf)
