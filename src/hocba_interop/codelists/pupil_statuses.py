"""States of a pupil at a school (trạng thái học sinh), the sector database's 01 to 12."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from hocba_interop.codelists._keys import caption_key
from hocba_interop.codelists._tables import ListEdition, lookup, table


@dataclass(frozen=True, slots=True)
class PupilStatus:
    """A state; ``season`` is ``term1``, ``term2``, ``summer`` or empty, ``movement`` what happened then."""

    code: str
    name: str
    season: str
    movement: str


def edition() -> ListEdition:
    """Edition, source and certainty of this list."""
    return table("pupil_statuses").edition


@cache
def _by_code() -> dict[str, PupilStatus]:
    return {row["code"]: PupilStatus(**row) for row in table("pupil_statuses").rows}


@cache
def _by_key() -> dict[str, PupilStatus]:
    return lookup((caption_key(item.name), item) for item in all())


def all() -> tuple[PupilStatus, ...]:
    """Every state, in the order of the codes."""
    return tuple(_by_code().values())


def get(code: str) -> PupilStatus:
    """The state of that code (`KeyError` where there is none)."""
    return _by_code()[code]


def find(text: str) -> PupilStatus | None:
    """The state that a name or a code means (``"Đang học"``, ``"04"``, ``"4"``), or None."""
    key = caption_key(text)
    return _by_code().get(key.lstrip("0").zfill(2)) if key.isdecimal() else _by_key().get(key)
