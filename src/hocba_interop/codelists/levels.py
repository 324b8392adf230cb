"""Levels of education (cấp học) and the grades (khối) that belong to them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from hocba_interop.codelists._keys import caption_key
from hocba_interop.codelists._tables import ListEdition, lookup, parts, table


@dataclass(frozen=True, slots=True)
class Level:
    """A level; ``general`` is the level of general education that a continuing one (GDTX) runs beside."""

    id: str
    name: str
    short: str
    first_grade: int
    last_grade: int
    general: str
    sector_code: str
    aliases: tuple[str, ...]

    @property
    def grades(self) -> range:
        """The grades taught at this level."""
        return range(self.first_grade, self.last_grade + 1)


def edition() -> ListEdition:
    """Edition, source and certainty of this list."""
    return table("levels").edition


@cache
def _by_id() -> dict[str, Level]:
    return {
        row["id"]: Level(
            row["id"],
            row["name"],
            row["short"],
            int(row["first_grade"]),
            int(row["last_grade"]),
            row["general"],
            row["sector_code"],
            parts(row["aliases"]),
        )
        for row in table("levels").rows
    }


@cache
def _by_key() -> dict[str, Level]:
    return lookup((caption_key(text), item) for item in all() for text in (item.name, item.short, *item.aliases))


def all() -> tuple[Level, ...]:
    """Every level, the general ones first."""
    return tuple(_by_id().values())


def get(level_id: str) -> Level:
    """The level of that id (`KeyError` where there is none)."""
    return _by_id()[level_id]


def find(text: str) -> Level | None:
    """The level that a text names (``"THCS"``, ``"Tiểu học"``, ``"Cấp 3"``)."""
    return _by_key().get(caption_key(text))


def for_grade(grade: int) -> str | None:
    """The id of the level of general education that has this grade, or None."""
    return next((item.id for item in all() if item.id == item.general and grade in item.grades), None)
