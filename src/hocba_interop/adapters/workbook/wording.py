"""Looking for words in what people typed: with their diacritics, or without any where a text has none at all.

Folding alone would not do: *Trương* is a family name and *trường* a school, *Hiếu Trường* a pupil and *hiệu
trưởng* the head.
"""

from __future__ import annotations

import re
import unicodedata

from ...text import tidy


class Wording:
    """A pattern (lower case, NFC) of words with their diacritics."""

    def __init__(self, pattern: str) -> None:
        self._typed = re.compile(pattern)
        self._bare = re.compile(_without_diacritics(pattern))

    def find(self, text: str) -> re.Match[str] | None:
        """Where the words stand in the tidied text in lower case, or None."""
        line = tidy(text).casefold()
        return (self._bare if line.isascii() else self._typed).search(line)

    def stands_in(self, text: str) -> bool:
        """Whether the words stand in a text."""
        return self.find(text) is not None


def _without_diacritics(pattern: str) -> str:
    plain = (c for c in unicodedata.normalize("NFD", pattern) if not unicodedata.combining(c))
    return "".join(plain).replace("đ", "d")
