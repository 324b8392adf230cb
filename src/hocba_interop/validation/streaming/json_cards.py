"""The quick way from a JSON object to a report card, for records in which nothing is odd.

It gives exactly what the facts of `adapters.canonical.json_reading` make; a part that says nothing is absent. What
it does not know raises `Odd`, and then the ordinary reader reads the record.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from ...adapters.canonical.shape import (
    SCALES,
    ExtensionShape,
    Many,
    Map,
    MarkShape,
    Number,
    Record,
    Shape,
    Text,
    record_shape,
)
from ...model import Extension, ReportCard, Student
from .building import Odd, build, defaults, mark

Builder = Callable[[Any], Any]
"""Makes a value of the model from a JSON value that is not null; None where it says nothing."""


def build_card(raw: dict[str, Any]) -> ReportCard:
    """The report card of a JSON object without header. Raises Odd."""
    try:
        card = _builder(record_shape(ReportCard))(raw)
    except (KeyError, TypeError, AttributeError) as error:
        raise Odd from error
    return card or ReportCard(student=Student())


@cache
def _builder(shape: Shape) -> Builder:
    if isinstance(shape, Record):
        return _record(shape)
    if isinstance(shape, Map):
        return _map(_builder(shape.member), frozenset(shape.keys))
    if isinstance(shape, Many):
        return _gapped(_builder(shape.member)) if shape.gaps else _many(_builder(shape.member))
    if isinstance(shape, MarkShape):
        return _mark
    if isinstance(shape, ExtensionShape):
        return _extension
    if isinstance(shape, Text):
        return _chosen(frozenset(shape.choices)) if shape.choices else _text
    return _number if isinstance(shape, Number) else _truth


def _record(shape: Record) -> Builder:
    part, blank = shape.part, defaults(shape.part)
    builders = {name: _builder(member) for name, member in shape.fields.items()}
    required = frozenset(shape.required)
    if part is ReportCard:
        blank["student"] = Student()

    def make(raw: Any) -> Any:
        found = {}
        for key, value in raw.items():
            builder = builders[key]
            if value is not None:
                made = builder(value)
                if made is not None:
                    found[key] = made
        if not required <= found.keys():
            raise Odd
        return build(part, {**blank, **found}, set(found)) if found else None

    return make


def _map(member: Builder, keys: frozenset[str]) -> Builder:
    def make(raw: Any) -> Any:
        found = {}
        for key, value in raw.items():
            if keys and key not in keys:
                raise Odd
            if value is not None:
                made = member(value)
                if made is not None:
                    found[key] = made
        return found or None

    return make


def _many(member: Builder) -> Builder:
    def make(raw: Any) -> Any:
        if type(raw) is not list:
            raise Odd
        return tuple([made for value in raw if (made := member(value)) is not None]) or None

    return make


def _gapped(member: Builder) -> Builder:
    def make(raw: Any) -> Any:
        if type(raw) is not list:
            raise Odd
        found = [None if value is None else member(value) for value in raw]
        while found and found[-1] is None:
            found.pop()
        return tuple(found) or None

    return make


def _text(raw: Any) -> str:
    if type(raw) is not str:
        raise Odd
    return raw


def _chosen(choices: frozenset[str]) -> Builder:
    def make(raw: Any) -> Any:
        if raw not in choices:
            raise Odd
        return raw

    return make


def _number(raw: Any) -> int:
    if type(raw) is not int:
        raise Odd
    return raw


def _truth(raw: Any) -> bool:
    if type(raw) is not bool:
        raise Odd
    return raw


def _mark(raw: Any) -> Any:
    scale, value = raw["scale"], raw["value"]
    if len(raw) != 2 or scale not in SCALES or type(value) is not str:
        raise Odd
    return mark(scale, value)


def _extension(raw: Any) -> Extension:
    label, value, where = raw.get("label"), raw.get("value"), raw.get("where")
    if not raw.keys() <= {"label", "value", "where"}:
        raise Odd
    for text in (label, value):
        if text is not None and type(text) is not str:
            raise Odd
    if where is not None:
        where = {key: one for key, one in where.items() if one is not None}
        if not all(type(one) in (str, int) for one in where.values()):
            raise Odd
    return Extension(label=label, value=value, where=where)
