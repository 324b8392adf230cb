"""Fields of a report card by path patterns (``years.*.school.name``): are they there, and what do they hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..adapters.canonical.shape import ExtensionShape, Many, Map, Record, Shape, record_shape
from ..model import Mark, Part, ReportCard
from ..model.flat import LISTS, Path, list_keys

EVERY = "*"


@dataclass(frozen=True, slots=True)
class Found:
    """One place where a field is or could be: what the stars of its pattern stand for, its path, its value if any."""

    stars: Path
    path: Path
    value: object


@cache
def is_field(pattern: str) -> bool:
    """Whether a pattern names a field of the model: ``*`` stands for a member of a list or a key of a map."""
    shape: Shape = record_shape(ReportCard)
    for name in pattern.split("."):
        if isinstance(shape, Record) and name in shape.fields:
            shape = shape.fields[name]
        elif isinstance(shape, Many | Map) and _is_key(shape, name):
            shape = shape.member
        else:
            return False
    return not isinstance(shape, ExtensionShape)


def _is_key(shape: Many | Map, name: str) -> bool:
    closed = shape.keys if isinstance(shape, Map) else ()
    return bool(name) and (name == EVERY or not closed or name in closed)


@cache
def names_of(pattern: str) -> Path:
    """A pattern as the names that it leads through."""
    return tuple(pattern.split("."))


def find(card: ReportCard, pattern: str) -> Iterator[Found]:
    """Every place of a field, those without a value too; what does not exist has no members to look into."""
    return _find(card, names_of(pattern), (), ())


def _find(node: object, names: Path, path: Path, stars: Path) -> Iterator[Found]:
    if not names:
        yield Found(stars, path, None if _is_empty(node) else node)
        return
    name, rest = names[0], names[1:]
    if node is None:
        if EVERY not in names:
            yield Found(stars, (*path, *names), None)
    elif isinstance(node, Part):
        yield from _find(getattr(node, name), rest, (*path, name), stars)
    else:
        members = node if isinstance(node, dict) else _members(path[-1], node)
        if name == EVERY:
            for key, member in members.items():
                yield from _find(member, rest, (*path, key), (*stars, key))
        else:
            yield from _find(members.get(name), rest, (*path, name), stars)


def _members(name: str, node: object) -> dict[str, object]:
    assert isinstance(node, tuple) and name in LISTS
    return dict(zip(list_keys(name, node), node, strict=True))


def _is_empty(node: object) -> bool:
    return node is None or node == () or node == {} or (isinstance(node, str) and not node.strip())


def text_of(value: object) -> str:
    """A value as the text that a target would hold."""
    return value.value if isinstance(value, Mark) else str(value)
