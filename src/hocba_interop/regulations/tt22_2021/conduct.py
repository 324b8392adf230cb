"""Kết quả rèn luyện of the year, from both terms (TT22/2021, Điều 8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hocba_interop.regulations.values import Result4, Undecided, off_scale

YEAR: Final[Mapping[Result4, Mapping[Result4, Result4]]] = {
    "tot": {"tot": "tot", "kha": "tot", "dat": "kha", "chua_dat": "kha"},
    "kha": {"tot": "kha", "kha": "kha", "dat": "kha", "chua_dat": "dat"},
    "dat": {"tot": "kha", "kha": "dat", "dat": "dat", "chua_dat": "dat"},
    "chua_dat": {"tot": "chua_dat", "kha": "chua_dat", "dat": "chua_dat", "chua_dat": "chua_dat"},
}
"""The year's level by term 2, then by term 1."""


def conduct_year(term1: Result4 | None, term2: Result4 | None) -> Result4 | Undecided:
    """The year's conduct. That of a term is the class teacher's judgement and is computed from nothing."""
    missing = off_scale({"term1": term1, "term2": term2}, YEAR)
    if missing or term1 is None or term2 is None:
        return Undecided(missing)
    return YEAR[term2][term1]
