"""Sexes (giới tính) as files write them: Nam, Nữ, or a number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from hocba_interop.codelists._keys import name_key
from hocba_interop.codelists._tables import ListEdition, lookup, parts, table


@dataclass(frozen=True, slots=True)
class Sex:
    """A sex; ``code`` is that of the national record."""

    id: str
    name: str
    code: str
    aliases: tuple[str, ...]


def edition() -> ListEdition:
    """Edition, source and certainty of this list."""
    return table("sexes").edition


@cache
def _by_id() -> dict[str, Sex]:
    rows = table("sexes").rows
    return {row["id"]: Sex(row["id"], row["name"], row["code"], parts(row["aliases"])) for row in rows}


@cache
def _by_key() -> dict[str, str]:
    return lookup(
        (name_key(text), item.id)
        for item in all()
        for text in (item.id, item.name, item.code, f"0{item.code}", *item.aliases)
    )


def all() -> tuple[Sex, ...]:
    """Both entries."""
    return tuple(_by_id().values())


def get(sex_id: str) -> Sex:
    """The entry of that id (`KeyError` where there is none)."""
    return _by_id()[sex_id]


def find(text: str) -> str | None:
    """``"male"`` or ``"female"`` for ``"Nam"``, ``"Nữ"``, ``"01"``, ``"2"`` …; None for anything else."""
    return _by_key().get(name_key(text))
