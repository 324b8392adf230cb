"""The provinces that a text names, in each of the two lists, and how the lists map onto each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from ...codelists import provinces
from ...codelists.provinces import NEW, OLD, Province


@lru_cache(maxsize=16384)
def named(text: str) -> Mapping[str, Province]:
    """The province at the end of an address ("Xã Bản Hồ, thị xã Sa Pa, tỉnh Lào Cai"), by edition; may be empty."""
    for part in _ends(text):
        found = {edition: province for edition in (OLD, NEW) if (province := provinces.find(part, edition))}
        if found:
            return found
    return {}


def _ends(text: str) -> Iterator[str]:
    yield text
    for separator in (",", " - "):
        if separator in text:
            yield text.rpartition(separator)[2].strip(" .")


@cache
def by_code(code: str, edition: str) -> Province | None:
    """The province of a code in an edition, or None."""
    try:
        return provinces.get(code, edition)
    except KeyError:
        return None


def today_of(province: Province) -> str:
    """The code, in the list of today, of what a province is or went into."""
    return province.code if province.edition == NEW else provinces.successor(province.code).code


@cache
def changed_meaning(code: str) -> bool:
    """Whether a code is of two different provinces in the two lists (15: Yên Bái, then Lào Cai)."""
    old, new = by_code(code, OLD), by_code(code, NEW)
    return old is not None and new is not None and provinces.find(old.name, NEW) != new


def only_before(text: str) -> Province | None:
    """The province that a text names and that is none since 1/7/2025, or None."""
    found = named(text)
    return None if NEW in found else found.get(OLD)
