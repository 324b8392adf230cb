"""The fields of the model, walked: which leaves there are, and of what kind the leaf at a path is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hocba_interop.model import Extension, Mark, Part, Provenance, ReportCard
from hocba_interop.model.flat import BAGS, Path

_INDEXED = BAGS | {"regular"}
_INDEX = re.compile(r"(?:0|[1-9]\d{0,4})$", re.ASCII)
"""An index of a list without natural keys: nobody has a hundred thousand awards."""


@dataclass(frozen=True, slots=True)
class Field:
    """A leaf of the model: its type, and its values where the model lists them."""

    type: type
    values: tuple[str, ...] = ()


def _plain(annotation: Any) -> Any:
    """An annotation without Optional and Annotated."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _plain(get_args(annotation)[0])
    if origin in (Union, UnionType):
        (inner,) = (arg for arg in get_args(annotation) if arg is not type(None))
        return _plain(inner)
    return annotation


def _step(annotation: Any, name: str) -> Any:
    """The annotation of what stands under a name, or None where nothing can."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        field = annotation.model_fields.get(name)
        return None if field is None else _plain(field.annotation)
    arguments = get_args(annotation)
    if get_origin(annotation) is tuple:
        return _plain(arguments[0])
    if get_origin(annotation) is dict:
        allowed = _plain(arguments[0])
        known = get_origin(allowed) is not Literal or name in get_args(allowed)
        return _plain(arguments[1]) if known else None
    return None


def _leaf(annotation: Any) -> Field | None:
    if get_origin(annotation) is Literal:
        return Field(str, get_args(annotation))
    return Field(annotation) if annotation in (str, int, bool, Mark, Extension) else None


@lru_cache(maxsize=65536)
def field_at(path: Path) -> Field | None:
    """The leaf that may stand at a path of a report card, or of the document (extensions, provenance)."""
    of_source = path[:1] == ("provenance",)
    annotation: Any = Provenance if of_source else ReportCard
    if of_source and (len(path) < 3 or not _INDEX.match(path[1])):
        return None
    above = ""
    for name in path[2:] if of_source else path:
        of_bag = get_origin(annotation) is tuple and above in _INDEXED
        if annotation in (Mark, Extension) or (of_bag and not _INDEX.match(name)):
            return None
        annotation, above = _step(annotation, name), name
    return _leaf(annotation)


def all_fields(annotation: Any = ReportCard, path: Path = ()) -> Iterator[tuple[Path, Field]]:
    """Every leaf of the model, ``*`` for the keys of lists and maps."""
    leaf = _leaf(annotation)
    if leaf is not None:
        yield path, leaf
    elif isinstance(annotation, type) and issubclass(annotation, Part):
        for name, field in annotation.model_fields.items():
            yield from all_fields(_plain(field.annotation), (*path, name))
    else:
        inner = get_args(annotation)[0 if get_origin(annotation) is tuple else 1]
        yield from all_fields(_plain(inner), (*path, "*"))
