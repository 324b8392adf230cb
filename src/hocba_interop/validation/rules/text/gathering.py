"""All texts of a card, fast: by a plan read off the model, so that a new field needs no code.

Marks, numbers and words of a closed list hold no text that anyone typed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ....adapters.canonical.shape import ExtensionShape, Many, Map, Record, Shape, Text, record_shape
from ....model import Extension, Part, ReportCard
from ....model.flat import Leaf


@dataclass(slots=True)
class _Plan:
    """Where a kind of part holds texts: its own fields, and those of the parts below it."""

    texts: list[str] = field(default_factory=list)
    parts: list[tuple[str, _Plan]] = field(default_factory=list)
    lists: list[tuple[str, _Plan]] = field(default_factory=list)
    maps: list[tuple[str, _Plan]] = field(default_factory=list)
    maps_of_texts: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.texts or self.parts or self.lists or self.maps or self.maps_of_texts)


_EXTENSION = _Plan(texts=["label", "value"])


@cache
def _plan(part: type[Part]) -> _Plan:
    plan = _Plan()
    for name, shape in record_shape(part).fields.items():
        if isinstance(shape, Map | Many):
            if isinstance(shape.member, Text):
                plan.maps_of_texts.append(name)
            elif inner := _inner(shape.member):
                (plan.maps if isinstance(shape, Map) else plan.lists).append((name, inner))
        elif isinstance(shape, Text):
            if not shape.choices:
                plan.texts.append(name)
        elif inner := _inner(shape):
            plan.parts.append((name, inner))
    return plan


def _inner(shape: Shape) -> _Plan | None:
    if isinstance(shape, ExtensionShape):
        return _EXTENSION
    return _plan(shape.part) if isinstance(shape, Record) else None


def texts_of(card: ReportCard) -> list[str]:
    """Every text of a card, in no order."""
    found: list[str] = []
    _gather(card.__dict__, _plan(ReportCard), found)
    return found


def texts_of_leaf(leaf: Leaf) -> list[str]:
    """The texts of one leaf: itself, or what no list knew with its label."""
    if isinstance(leaf, Extension):
        return [text for text in (leaf.label, leaf.value) if text]
    return [leaf] if isinstance(leaf, str) else []


def _gather(values: dict[str, Any], plan: _Plan, found: list[str]) -> None:
    # __dict__ holds the fields of a pydantic model and is several times faster than getattr
    for name in plan.texts:
        if text := values[name]:
            found.append(text)
    for name, inner in plan.parts:
        if (part := values[name]) is not None:
            _gather(part.__dict__, inner, found)
    for name, inner in plan.lists:
        for part in values[name]:
            _gather(part.__dict__, inner, found)
    for name, inner in plan.maps:
        for part in values[name].values():
            _gather(part.__dict__, inner, found)
    for name in plan.maps_of_texts:
        found.extend(filter(None, values[name].values()))
