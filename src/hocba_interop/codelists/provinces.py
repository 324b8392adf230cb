"""Provinces (tỉnh, thành phố) by edition: the 63 until 30/6/2025 and the 34 since, and the map between them.

Seven of the 34 carry the code that another of the 63 had (15 was Yên Bái and is Lào Cai), so no code or name
is read without its edition.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from hocba_interop.codelists._keys import name_key
from hocba_interop.codelists._tables import ListEdition, lookup, parts, table
from hocba_interop.text import tidy

OLD: Final = "before-2025-07-01"
NEW: Final = "qd19-2025"
EDITIONS: Final = (OLD, NEW)
CHANGED_ON: Final = "2025-07-01"
_PREFIX = re.compile(r"(?:tỉnh|tinh|thành phố|thanh pho|t\.\s?p|tp)\b[\s.]*(?=\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Province:
    """A province of one edition; ``kind`` is "Tỉnh" or "Thành phố"."""

    code: str
    name: str
    kind: str
    edition: str
    aliases: tuple[str, ...]

    @property
    def full_name(self) -> str:
        """The name with its kind (``"Tỉnh Lào Cai"``)."""
        return f"{self.kind} {self.name}"


def edition(edition_id: str = NEW) -> ListEdition:
    """Edition, source and certainty of one of the two lists."""
    return table(f"provinces_{edition_id}").edition


@cache
def _by_code(edition: str) -> dict[str, Province]:
    return {
        row["code"]: Province(row["code"], row["name"], row["kind"], edition, parts(row["aliases"]))
        for row in _rows(edition)
    }


def _rows(edition: str) -> tuple[dict[str, str], ...]:
    if edition not in EDITIONS:
        raise KeyError(edition)
    return table(f"provinces_{edition}").rows


@cache
def _by_key(edition: str) -> dict[str, Province]:
    return lookup((name_key(text), item) for item in all(edition) for text in (item.name, *item.aliases))


@cache
def _successors() -> dict[str, str]:
    return {row["old_code"]: row["new_code"] for row in table("province_successors").rows}


def all(edition: str) -> tuple[Province, ...]:
    """Every province of an edition, in the order of the codes."""
    return tuple(_by_code(edition).values())


def get(code: str, edition: str) -> Province:
    """The province of a code in an edition (`KeyError` where there is none)."""
    return _by_code(edition)[code]


def find(name: str, edition: str) -> Province | None:
    """The province that a name means in an edition, with or without "Tỉnh" or "TP.", or None."""
    text = tidy(name)
    known = _by_key(edition)
    return known.get(name_key(text)) or known.get(name_key(_PREFIX.sub("", text, count=1)))


def successor(old_code: str) -> Province:
    """The province of today that one of the 63 became or went into on 1/7/2025."""
    return get(_successors()[old_code], NEW)


def predecessors(new_code: str) -> tuple[Province, ...]:
    """Those of the 63 that one of the 34 was made of; the one of the same name stands among them."""
    get(new_code, NEW)
    return tuple(get(old, OLD) for old, new in _successors().items() if new == new_code)
