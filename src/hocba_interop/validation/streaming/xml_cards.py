"""The quick way from an XML record to a report card, for records that are valid and in which nothing is odd.

It gives exactly what the facts of `adapters.canonical.xml_reading` make; a part that says nothing is absent. What it
does not know raises `Odd`, and then the ordinary reader reads the record.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from ...adapters.canonical import xml_names as names
from ...adapters.canonical.shape import (
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

if TYPE_CHECKING:
    from lxml.etree import _Element

Builder = Callable[["_Element"], Any]
"""Makes a value of the model from an element; None where it says nothing."""

_INTEGER = re.compile(r"[+-]?[0-9]{1,64}")
_TRUTH = {"true": True, "1": True, "false": False, "0": False}
_GAP = names.qualified(names.GAP)


def build_card(element: _Element) -> ReportCard:
    """The report card of a valid ``<report_card>`` without escapes, whose texts are in NFC. Raises Odd."""
    try:
        card = _builder(record_shape(ReportCard))(element)
    except (KeyError, TypeError) as error:
        raise Odd from error
    return card or ReportCard(student=Student())


@cache
def _builder(shape: Shape) -> Builder:
    if isinstance(shape, Record):
        return _record(shape)
    if isinstance(shape, Map):
        return _map(_builder(shape.member), names.entry_names(shape)[1])
    if isinstance(shape, Many):
        return _gapped(_builder(shape.member)) if shape.gaps else _many(_builder(shape.member))
    if isinstance(shape, MarkShape):
        return _mark
    if isinstance(shape, ExtensionShape):
        return _extension
    if isinstance(shape, Text):
        return _text
    return _number if isinstance(shape, Number) else _truth


def _record(shape: Record) -> Builder:
    part, blank, required = shape.part, defaults(shape.part), shape.required
    fields = {
        names.qualified(name): (name, _builder(member)) for name, member in shape.fields.items() if name not in required
    }
    if part is ReportCard:
        blank["student"] = Student()

    def make(element: _Element) -> Any:
        found: dict[str, Any] = {name: element.get(name) for name in required}
        for child in element:
            name, builder = fields[child.tag]
            made = builder(child)
            if made is not None:
                found[name] = made
        return build(part, {**blank, **found}, set(found)) if found else None

    return make


def _map(member: Builder, key: str) -> Builder:
    def make(element: _Element) -> Any:
        found = {}
        for child in element:
            name = child.get(key)
            if name in found:
                raise Odd
            found[name] = member(child)
        return {name: made for name, made in found.items() if made is not None} or None

    return make


def _many(member: Builder) -> Builder:
    def make(element: _Element) -> Any:
        return tuple([made for child in element if (made := member(child)) is not None]) or None

    return make


def _gapped(member: Builder) -> Builder:
    def make(element: _Element) -> Any:
        found = [None if child.tag == _GAP else member(child) for child in element]
        while found and found[-1] is None:
            found.pop()
        return tuple(found) or None

    return make


def _text(element: _Element) -> str:
    """A text; an element that holds nothing but XML's white space is the empty one."""
    text = element.text
    return text if text and text.strip(names.WHITE_SPACE) else ""


def _number(element: _Element) -> int:
    digits = (element.text or "").strip(names.WHITE_SPACE)
    if not _INTEGER.fullmatch(digits):
        raise Odd
    return int(digits)


def _truth(element: _Element) -> bool:
    return _TRUTH[(element.text or "").strip(names.WHITE_SPACE)]


def _mark(element: _Element) -> Any:
    text = element.text
    return mark(element.get("scale"), text if text and text.strip(names.WHITE_SPACE) else "")


def _extension(element: _Element) -> Extension:
    found: dict[str, Any] = {}
    for child in element:
        name = names.local_name(str(child.tag))
        found[name] = _where(child) if name == "where" else _text(child)
    return Extension(**found)


def _where(element: _Element) -> dict[str, str | int]:
    number = names.qualified(names.WHERE_NUMBER)
    return {str(child.get("name")): _number(child) if child.tag == number else _text(child) for child in element}
