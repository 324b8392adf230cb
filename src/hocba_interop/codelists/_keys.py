"""Comparison keys for captions and names. Matching on them is exact: a key is equal or it is not."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from hocba_interop.text import fold, tidy

_RUN = re.compile(r"[^\W_]+")
_MARKED_RUN = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")
_LETTER = re.compile(r".[\u0300-\u036f]*")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


def runs(text: str) -> list[str]:
    """The folded words of a text, without its punctuation."""
    return _RUN.findall(fold(text))


def name_key(text: str) -> str:
    """A key for a proper name: folded, without spaces and punctuation (``"Ê-đê"`` and ``"Ê Đê"`` agree)."""
    return "".join(runs(text))


@lru_cache(maxsize=16384)
def caption_key(text: str) -> str:
    """A key for a caption: as `name_key`, y as i, without the word "và" (``"LS và ĐL"`` is ``"LS&ĐL"``)."""
    return "".join(word for word in runs(text) if word != "va").replace("y", "i")


class Spelling(NamedTuple):
    """How a caption is spelt: its letters with their own marks (ă, ê, ơ), and its tones apart (hoá = hóa)."""

    letters: tuple[str, ...]
    tones: Counter[str]

    @classmethod
    def of(cls, text: str) -> Spelling:
        """The spelling of a text, over the same letters as its `caption_key`."""
        words = _MARKED_RUN.findall(unicodedata.normalize("NFD", tidy(text).casefold()).replace("y", "i"))
        joined = "".join(word for word in words if fold(word) != "va")
        return cls(tuple(_LETTER.findall(_TONES.sub("", joined))), Counter(_TONES.findall(joined)))

    def agrees_with(self, known: Spelling) -> bool:
        """Whether every diacritic of this spelling is one of the other's; it may lack some."""
        if len(self.letters) != len(known.letters) or not self.tones <= known.tones:
            return False
        return all(mine in (its, fold(its)) for mine, its in zip(self.letters, known.letters, strict=True))
