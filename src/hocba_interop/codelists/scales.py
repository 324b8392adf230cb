"""Scales of marks (thang đánh giá): a mark is a value on a scale, never a bare letter.

The same letter means different things on different scales (``T`` is Tốt or Hoàn thành tốt, ``C`` is Cần cố
gắng or Chưa hoàn thành), so every lookup names its scale.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal

from hocba_interop.codelists._keys import name_key
from hocba_interop.codelists._tables import ListEdition, Row, lookup, parts, table
from hocba_interop.text import tidy

SCORE: Final = "score10"
SCALES: Final = (
    SCORE,
    "pass",
    "primary_level",
    "trait_level",
    "result4",
    "learning5",
    "conduct4",
    "primary_result",
)
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")


def edition() -> ListEdition:
    """Edition, source and certainty of this list."""
    return table("scales").edition


@cache
def _rows(scale: str) -> dict[str, Row]:
    if scale not in SCALES:
        raise KeyError(scale)
    return {row["value"]: row for row in table("scales").rows if row["scale"] == scale}


@cache
def _words(scale: str) -> dict[str, str]:
    rows = _rows(scale).values()
    return lookup((name_key(text), row["value"]) for row in rows for text in (row["long"], *parts(row["words"])))


@cache
def _letters(scale: str) -> dict[str, str]:
    rows = _rows(scale).values()
    return lookup((_letter(text), row["value"]) for row in rows for text in (row["short"], *parts(row["letters"])))


def _letter(text: str) -> str:
    return tidy(text).casefold()


def values(scale: str) -> tuple[str, ...]:
    """The value ids of a scale, the best first; empty for `SCORE`, whose values are numbers."""
    return tuple(_rows(scale))


def decode(scale: str, text: str) -> str | None:
    """The value that a text stands for on a scale, or None.

    Words are matched without regard to diacritics (``"chua dat"``), letters with it (``Đ``, never ``D``). On
    `SCORE` any plain decimal is a value, in range or not, and comes back with a dot.
    """
    if scale == SCORE:
        number = tidy(text)
        return number.replace(",", ".") if _NUMBER.fullmatch(number) else None
    return _letters(scale).get(_letter(text)) or _words(scale).get(name_key(text))


def word(scale: str, value: str, style: Literal["long", "short"] = "long") -> str:
    """How a value is written: in words or as its letter; a score, or a value off the scale, as it stands."""
    row = _rows(scale).get(value)
    return value if row is None else row[style]
