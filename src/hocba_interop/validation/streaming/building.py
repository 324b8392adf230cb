"""Making parts of the model at once, for data whose shape has been found right."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ...model import Mark, Part, Scale


class Odd(Exception):
    """Something that the quick way does not handle: the ordinary reader has to look at the record."""


def defaults(part: type[Part]) -> dict[str, Any]:
    """What the fields of a part are where nothing is said, in the order of the model; required ones are None."""
    return {
        name: None if info.is_required() else info.get_default(call_default_factory=True)
        for name, info in part.model_fields.items()
    }


def build(part: type[Part], fields: dict[str, Any], found: set[str]) -> Any:
    """A part of the model from all its fields, of which ``found`` were stated.

    What pydantic's own `model_construct` does, without asking again what is known already: five times as fast.
    """
    made = part.__new__(part)
    set_on(made, "__dict__", fields)
    set_on(made, "__pydantic_fields_set__", found)
    set_on(made, "__pydantic_extra__", None)
    set_on(made, "__pydantic_private__", None)
    return made


set_on = object.__setattr__


@lru_cache(maxsize=4096)
def mark(scale: Scale, value: str) -> Mark:
    """A mark; the same few hundred stand in every school's file."""
    return Mark(scale=scale, value=value)
