"""Ethnic groups (dân tộc) by the statistical list of 1979, which the national record uses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from hocba_interop.codelists._keys import name_key
from hocba_interop.codelists._tables import ListEdition, lookup, parts, table

_PREFIX = "dantoc"


@dataclass(frozen=True, slots=True)
class EthnicGroup:
    """An ethnic group; code 55 stands for foreigners."""

    code: str
    name: str
    aliases: tuple[str, ...]


def edition() -> ListEdition:
    """Edition, source and certainty of this list."""
    return table("ethnic_groups").edition


@cache
def _by_code() -> dict[str, EthnicGroup]:
    rows = table("ethnic_groups").rows
    return {row["code"]: EthnicGroup(row["code"], row["name"], parts(row["aliases"])) for row in rows}


@cache
def _by_key() -> dict[str, EthnicGroup]:
    return lookup((name_key(text), item) for item in all() for text in (item.name, *item.aliases))


def all() -> tuple[EthnicGroup, ...]:
    """Every group, in the order of the codes."""
    return tuple(_by_code().values())


def get(code: str) -> EthnicGroup:
    """The group of that code (`KeyError` where there is none)."""
    return _by_code()[code]


def find(text: str) -> EthnicGroup | None:
    """The group that a name or code means (``"H'Mông"``, ``"Dân tộc Tày"``, ``"08"``, ``"008"``), or None."""
    key = name_key(text)
    if key.isdecimal():
        return _by_code().get(key.lstrip("0").zfill(2))
    return _by_key().get(key) or _by_key().get(key.removeprefix(_PREFIX))
