"""Qualities and competences (phẩm chất, năng lực) of primary pupils under the circulars since 2014.

Some captions are those of subjects too (Khoa học, Tin học): which of the two a column holds, its group header
tells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from hocba_interop.codelists._keys import caption_key
from hocba_interop.codelists._tables import ListEdition, lookup, parts, table
from hocba_interop.text import tidy

_PREFIX = re.compile(r"(?:năng lực|nang luc|phẩm chất|pham chat|nl|pc)\b[\s:.-]*(?=\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Trait:
    """A trait: a quality, or a general or specific competence (merely ``competence`` in older circulars)."""

    id: str
    name: str
    kind: str
    regulations: tuple[str, ...]
    aliases: tuple[str, ...]


def edition() -> ListEdition:
    """Edition, source and certainty of this list."""
    return table("traits").edition


@cache
def _by_id() -> dict[str, Trait]:
    return {
        row["id"]: Trait(row["id"], row["name"], row["kind"], parts(row["regulations"]), parts(row["aliases"]))
        for row in table("traits").rows
    }


@cache
def _by_key(regulation: str) -> dict[str, Trait]:
    return lookup(
        (caption_key(text), item)
        for item in all()
        if regulation in item.regulations
        for text in (item.name, *item.aliases)
    )


@cache
def _regulations() -> tuple[str, ...]:
    return tuple(dict.fromkeys(regulation for item in all() for regulation in item.regulations))


def all() -> tuple[Trait, ...]:
    """Every trait, those of the circular in force first, in the order of the report card."""
    return tuple(_by_id().values())


def get(trait_id: str) -> Trait:
    """The trait of that id (`KeyError` where there is none)."""
    return _by_id()[trait_id]


def find(label: str, regulation: str | None = None) -> Trait | None:
    """The trait that a caption names under a circular, or under the newest one that knows it.

    "Năng lực" or "Phẩm chất" before the name is set aside.
    """
    label = tidy(label)
    keys = (caption_key(label), caption_key(_PREFIX.sub("", label, count=1)))
    known = _regulations() if regulation is None else (regulation,)
    return next((found for rule in known for key in keys if (found := _by_key(rule).get(key))), None)
