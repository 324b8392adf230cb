"""Captions of columns: compared by their letters and digits alone, never by position."""

from __future__ import annotations

import re
from functools import lru_cache

from ...text import fold

_NOT_LETTERS = re.compile(r"[^0-9a-z]+")
_SCORED = re.compile(r"\(?\s*hs\s*\d\s*\)?$")
_COMMENTED = re.compile(r"\(?\s*n\.?\s*xet\s*\)?$")


@lru_cache(maxsize=16384)
def caption_key(text: str) -> str:
    """The letters and digits of a caption without diacritics: ``"ĐĐG  TX"`` and ``"ĐĐGtx"`` are one."""
    return _NOT_LETTERS.sub("", fold(text))


@lru_cache(maxsize=4096)
def subject_marker(text: str) -> str | None:
    """What a sub-header says of its subject: ``(HS 1)`` is ``score``, ``(N.xét)`` is ``comment``."""
    folded = fold(text)
    if _SCORED.match(folded):
        return "score"
    return "comment" if _COMMENTED.match(folded) else None
