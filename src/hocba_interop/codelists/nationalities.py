"""Nationalities (quốc tịch): the usual ones. One that is not listed is kept by the caller as text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from hocba_interop.codelists._keys import name_key
from hocba_interop.codelists._tables import ListEdition, lookup, parts, table
from hocba_interop.text import tidy


@dataclass(frozen=True, slots=True)
class Nationality:
    """A country by its two letters of ISO 3166-1."""

    code: str
    name: str
    aliases: tuple[str, ...]


def edition() -> ListEdition:
    """Edition, source and certainty of this list."""
    return table("nationalities").edition


@cache
def _by_code() -> dict[str, Nationality]:
    rows = table("nationalities").rows
    return {row["code"]: Nationality(row["code"], row["name"], parts(row["aliases"])) for row in rows}


@cache
def _by_key() -> dict[str, Nationality]:
    return lookup((name_key(text), item) for item in all() for text in (item.name, *item.aliases))


def all() -> tuple[Nationality, ...]:
    """Every listed country, Việt Nam and its neighbours first."""
    return tuple(_by_code().values())


def get(code: str) -> Nationality:
    """The country of that code (`KeyError` where there is none)."""
    return _by_code()[code]


def find(text: str) -> Nationality | None:
    """The country that a name or a code in capitals means (``"Mỹ"`` is US, ``"MY"`` Malaysia), or None."""
    return _by_code().get(tidy(text)) or _by_key().get(name_key(text))
