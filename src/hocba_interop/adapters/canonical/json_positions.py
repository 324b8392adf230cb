"""Where in a JSON text something stands that the parser reports without a place: for error messages only."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from hocba_interop.adapters.pointers import escape

from .limits import MAX_DIGITS, MAX_EXPONENT

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]|[^\s\[\]{},:"]+')
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE]([+-]?[0-9]+))?")


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a text: the pointer of the value, line and column from 1."""

    pointer: str
    line: int
    column: int


@dataclass(slots=True)
class _Level:
    """One open object or list: the keys seen, or the number of members."""

    is_object: bool
    keys: set[str] = field(default_factory=set)
    step: str = "0"
    awaits_key: bool = True


def number_is_sane(literal: str) -> bool:
    """Whether a number is short enough, and small enough when unfolded."""
    if len(literal) > MAX_DIGITS:
        return False
    match = _NUMBER.fullmatch(literal)
    return match is not None and (match[1] is None or abs(int(match[1])) <= MAX_EXPONENT)


def find_duplicate_key(text: str) -> Position | None:
    """The first key that repeats another key of its object."""
    return next((position for kind, position in _oddities(text) if kind == "duplicate"), None)


def find_bad_number(text: str) -> Position | None:
    """The first NaN, infinity or number beyond all measure."""
    return next((position for kind, position in _oddities(text) if kind == "number"), None)


def _oddities(text: str) -> Iterator[tuple[str, Position]]:
    levels: list[_Level] = []

    def here(offset: int) -> Position:
        start = text.rfind("\n", 0, offset) + 1
        pointer = "".join(f"/{level.step}" for level in levels)
        return Position(pointer, text.count("\n", 0, offset) + 1, offset - start + 1)

    for match in _TOKEN.finditer(text):
        token = match[0]
        top = levels[-1] if levels else None
        if token in "{[":
            levels.append(_Level(token == "{"))
        elif token in "}]":
            if levels:
                levels.pop()
        elif token == "," and top:
            top.awaits_key = True
            if not top.is_object:
                top.step = str(int(top.step) + 1)
        elif token[0] == '"':
            if top and top.is_object and top.awaits_key:
                key = json.loads(token, strict=False)
                top.step, top.awaits_key = escape(key), False
                if key in top.keys:
                    yield "duplicate", here(match.start())
                top.keys.add(key)
        elif token not in (":", ",", "true", "false", "null") and not number_is_sane(token):
            yield "number", here(match.start())
