"""Relations of a guardian to the pupil (cha, mẹ, người giám hộ)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from hocba_interop.codelists._keys import name_key
from hocba_interop.codelists._tables import ListEdition, lookup, parts, table


@dataclass(frozen=True, slots=True)
class GuardianRelation:
    """A relation: ``father``, ``mother`` or ``guardian``."""

    id: str
    name: str
    aliases: tuple[str, ...]


def edition() -> ListEdition:
    """Edition, source and certainty of this list."""
    return table("guardian_relations").edition


@cache
def _by_id() -> dict[str, GuardianRelation]:
    rows = table("guardian_relations").rows
    return {row["id"]: GuardianRelation(row["id"], row["name"], parts(row["aliases"])) for row in rows}


@cache
def _by_key() -> dict[str, str]:
    return lookup((name_key(text), item.id) for item in all() for text in (item.id, item.name, *item.aliases))


def all() -> tuple[GuardianRelation, ...]:
    """Every relation, in the order of the personal page."""
    return tuple(_by_id().values())


def get(relation_id: str) -> GuardianRelation:
    """The relation of that id (`KeyError` where there is none)."""
    return _by_id()[relation_id]


def find(text: str) -> str | None:
    """The id of the relation that a word names (``"Bố"``, ``"Mẹ"``, ``"Người giám hộ"``), or None."""
    return _by_key().get(name_key(text))
