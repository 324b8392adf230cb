"""Names of files that are made from what a record says: safe on every system, each of them once.

A code or a class name comes from strangers: ``../x``, ``CON``, ``a/b`` and 200 letters are all met.
"""

from __future__ import annotations

import re
import unicodedata

_OTHER = re.compile(r"[^\w-]+")
_LONGEST = 60
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)
"""Names of devices: on Windows no file may bear them, whatever its suffix."""


def safe_stem(text: str) -> str:
    """A text as the name of a file without its suffix; empty where nothing of it can stand in one.

    Letters (also Vietnamese ones), digits, ``_`` and ``-`` stay; the dot goes, since it could begin a suffix.
    """
    plain = unicodedata.normalize("NFKC", text)
    stem = unicodedata.normalize("NFC", _OTHER.sub("-", plain))[:_LONGEST].strip("-")
    return f"_{stem}" if stem.casefold() in _RESERVED else stem


class UniqueNames:
    """Gives out names none of which is another's on a system that does not tell capitals (Windows, macOS)."""

    def __init__(self, *taken: str) -> None:
        self._taken = {_key(name) for name in taken}

    def give(self, stem: str) -> str:
        """The name, or the name with the first number that makes it a new one."""
        name, count = stem, 1
        while _key(name) in self._taken:
            count += 1
            name = f"{stem}-{count}"
        self._taken.add(_key(name))
        return name


def _key(name: str) -> str:
    # upper-cased first: ß and ſ are SS and S to some systems and letters of their own to others
    return unicodedata.normalize("NFKC", name.upper().casefold())
