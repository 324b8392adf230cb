"""The shape of the canonical formats, read off the model: which fields a part has, and of which kind.

Readers and writers of this package and the XML Schema go by this table: a new field needs no code.
"""

from __future__ import annotations

import types
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hocba_interop.model import Document, Extension, Mark, Part, Scale

SCALES: frozenset[str] = frozenset(get_args(Scale))


@dataclass(frozen=True, slots=True)
class Text:
    """A text; ``choices`` where the model closes the list of values."""

    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number."""


@dataclass(frozen=True, slots=True)
class Truth:
    """Yes or no."""


@dataclass(frozen=True, slots=True)
class MarkShape:
    """A mark: scale and value."""


@dataclass(frozen=True, slots=True)
class ExtensionShape:
    """An extension: label, value and where."""


@dataclass(frozen=True, slots=True)
class Record:
    """An object with named fields; ``required`` are those that the model cannot be without."""

    part: type[Part]
    fields: dict[str, Shape] = field(default_factory=dict, hash=False)
    required: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Map:
    """An object whose keys are data; ``keys`` where the model closes the list of keys."""

    member: Shape
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Many:
    """A list; with ``gaps``, a member may be null."""

    member: Shape
    gaps: bool = False


Shape = Text | Number | Truth | MarkShape | ExtensionShape | Record | Map | Many


@cache
def record_shape(part: type[Part]) -> Record:
    """The shape of a part of the model."""
    fields = {name: _shape(info.annotation) for name, info in part.model_fields.items()}
    # The student is the one part that may be missing: a card that says nothing of its pupil is an empty one.
    required = tuple(
        name for name, info in part.model_fields.items() if info.is_required() and not isinstance(fields[name], Record)
    )
    return Record(part, fields, required)


def document_shape() -> Record:
    """The shape of a whole document."""
    return record_shape(Document)


def _shape(annotation: Any) -> Shape:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _shape(arguments[0])
    if origin in (Union, types.UnionType):
        (inner,) = (argument for argument in arguments if argument is not type(None))
        return _shape(inner)
    if origin is tuple:
        member = arguments[0]
        return Many(_shape(member), gaps=type(None) in get_args(member))
    if origin is dict:
        return Map(_shape(arguments[1]), get_args(arguments[0]))
    if origin is Literal:
        return Text(arguments)
    simple: dict[Any, Shape] = {
        str: Text(),
        int: Number(),
        bool: Truth(),
        Mark: MarkShape(),
        Extension: ExtensionShape(),
    }
    return simple[annotation] if annotation in simple else record_shape(annotation)
