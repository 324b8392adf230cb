"""Schemes of numbers that name a pupil (mã học sinh, số định danh cá nhân …), and their captions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from hocba_interop.codelists._keys import caption_key
from hocba_interop.codelists._tables import ListEdition, lookup, parts, table


@dataclass(frozen=True, slots=True)
class IdentifierScheme:
    """A scheme of numbers.

    ``width`` is the usual number of digits, which only ``width_fixed`` makes a rule. Two rows that share a
    number of one ``join_group`` are one pupil; numbers of a scheme without a group join nothing.
    """

    id: str
    name: str
    width: int | None
    width_fixed: bool
    join_group: str | None
    aliases: tuple[str, ...]

    @property
    def joins(self) -> bool:
        """Whether a shared value makes two rows one pupil."""
        return self.join_group is not None


def edition() -> ListEdition:
    """Edition, source and certainty of this list."""
    return table("identifiers").edition


@cache
def _by_id() -> dict[str, IdentifierScheme]:
    return {
        row["id"]: IdentifierScheme(
            row["id"],
            row["name"],
            int(row["width"]) if row["width"] else None,
            row["width_fixed"] == "yes",
            row["join_group"] or None,
            parts(row["aliases"]),
        )
        for row in table("identifiers").rows
    }


@cache
def _by_key() -> dict[str, IdentifierScheme]:
    return lookup((caption_key(text), item) for item in all() for text in (item.name, *item.aliases))


def all() -> tuple[IdentifierScheme, ...]:
    """Every scheme, the surest first."""
    return tuple(_by_id().values())


def get(scheme_id: str) -> IdentifierScheme:
    """The scheme of that id (`KeyError` where there is none)."""
    return _by_id()[scheme_id]


def find(caption: str) -> IdentifierScheme | None:
    """The scheme that a column's caption names (``"Mã HS"``, ``"Số CCCD"``), or None."""
    return _by_key().get(caption_key(caption))
