"""Patterns of paths: ``years.{year}.decisions.{list=awards}.{n}.title`` stands for many flat paths."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from hocba_interop.model.flat import Path

_HOLE = re.compile(r"\{(\w+)(?:=(\w+))?\}$")


@dataclass(frozen=True, slots=True)
class Part:
    """One name of a pattern: a hole for a key, a hole that takes one value only, or a plain name."""

    hole: str | None
    value: str | None

    @classmethod
    def of(cls, text: str) -> Part:
        """The part that a text such as ``{year}``, ``{list=awards}`` or ``full_name`` stands for."""
        found = _HOLE.match(text)
        return cls(found[1], found[2]) if found else cls(None, text)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A path with holes."""

    text: str
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, text: str) -> Pattern:
        """The pattern that a dotted text writes."""
        return cls(text, tuple(map(Part.of, text.split("."))))

    @property
    def holes(self) -> tuple[str, ...]:
        """The names of its holes, in order."""
        return tuple(part.hole for part in self.parts if part.hole)

    def match(self, path: Path) -> dict[str, str] | None:
        """The values of the holes for which the pattern is this path, or None."""
        if len(path) != len(self.parts):
            return None
        found: dict[str, str] = {}
        for part, name in zip(self.parts, path, strict=True):
            if part.value is not None and part.value != name:
                return None
            if part.hole:
                found[part.hole] = name
        return found

    def match_start(self, path: Path) -> dict[str, str] | None:
        """As `match`, where a longer path begins with this one."""
        return self.match(path[: len(self.parts)])

    def fill(self, keys: Mapping[str, str | None]) -> Path | None:
        """The path for these values of the holes; None where one lacks or is not the one that it must be."""
        path = []
        for part in self.parts:
            name = keys.get(part.hole) if part.hole else part.value
            if name is None or (part.value is not None and name != part.value):
                return None
            path.append(name)
        return tuple(path)
