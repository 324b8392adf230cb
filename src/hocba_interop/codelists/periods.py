"""Periods of a school year (học kỳ, giữa kỳ, cả năm)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from hocba_interop.codelists._tables import ListEdition, lookup, parts, table
from hocba_interop.text import fold

_RUN = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Period:
    """A period; ``checkpoint`` is its code among the rounds of primary assessment (GK1 CK1 GK2 CK2)."""

    id: str
    name: str
    short: str
    checkpoint: str
    vnedu_sync_code: str
    aliases: tuple[str, ...]


def edition() -> ListEdition:
    """Edition, source and certainty of this list."""
    return table("periods").edition


@cache
def _by_id() -> dict[str, Period]:
    return {
        row["id"]: Period(
            row["id"],
            row["name"],
            row["short"],
            row["checkpoint"],
            row["vnedu_sync_code"],
            parts(row["aliases"]),
        )
        for row in table("periods").rows
    }


@cache
def _by_key() -> dict[str, str]:
    return lookup(
        (_key(text), item.id) for item in all() for text in (item.name, item.short, item.checkpoint, *item.aliases)
    )


def _key(text: str) -> str:
    # words stay apart: "HK II" and "HKI I" are not one
    return " ".join(_RUN.findall(fold(text).replace("y", "i")))


def all() -> tuple[Period, ...]:
    """Every period, in the order of the year."""
    return tuple(_by_id().values())


def get(period_id: str) -> Period:
    """The period of that id (`KeyError` where there is none)."""
    return _by_id()[period_id]


@lru_cache(maxsize=1024)
def find(text: str) -> str | None:
    """The id of the period that a text names (``"Học kỳ I"``, ``"HK2"``, ``"Cuối năm"``), or None.

    ``CK2`` and "Cuối kỳ II" are ``term2``; that the round of that name closes the year at primary level is
    for the reader to know.
    """
    return _by_key().get(_key(text))


def name(period_id: str) -> str:
    """The Vietnamese name of a period."""
    return get(period_id).name


def from_vnedu_sync_code(code: str) -> str | None:
    """The id of the period that vnEdu's result synchronisation numbers so (122, 1, 222, 2, 3)."""
    return next((item.id for item in all() if item.vnedu_sync_code == code), None)
