"""Marks in cells: a number, a word, or either with its scale where the column does not settle it.

``Khá`` in the column "Kết quả học tập" of a year under Thông tư 22 is of ``result4``; where it is of another
scale the cell says so: ``Khá [learning5]``. A value off its scale is written word for word:
``‹9,5 điểm› [score10]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import cast

from hocba_interop.adapters.workbook.cells import NOTHING, BadCell, CellContext, decode_score
from hocba_interop.codelists import scales
from hocba_interop.model import Mark, Scale
from hocba_interop.text import tidy

from .safety import unwrap, verbatim

_BRACKETED = re.compile(r"(.*\S) \[(\w+)\]$", re.DOTALL)
_SCORE = re.compile(r"\d{1,15}(?:\.\d{1,15})?$", re.ASCII)
_NUMBER_LIKE = re.compile(r"[\d.,+\-\s]+$")
_PLAIN = CellContext()


@lru_cache(maxsize=4096, typed=True)
def read_mark(value: object, order: Sequence[Scale]) -> tuple[Mark, str | None]:
    """The mark that a cell states, with the name of the transform. Raises BadCell."""
    if isinstance(value, str):
        named = _BRACKETED.match(value.strip())
        if named and named[2] in scales.SCALES:
            return _named(named[1], cast(Scale, named[2])), "mark-with-scale"
        text = tidy(value)
        for scale in order:
            word = None if scale == "score10" else scales.decode(scale, text)
            if word is not None:
                return Mark(scale=scale, value=word), "level-word"
        if text in NOTHING or not _NUMBER_LIKE.match(text):
            raise BadCell("mark-unreadable" if "score10" in order else "level-unknown", **_facts(order))
    if "score10" not in order or not isinstance(value, str | Decimal):
        raise BadCell("mark-unreadable" if "score10" in order else "level-unknown", **_facts(order))
    decoded = decode_score(value, _PLAIN)
    return cast(Mark, decoded.leaves[0][1]), decoded.rule


def _facts(order: Sequence[Scale]) -> dict[str, str]:
    return {"scale": order[0] if order else ""}


def _named(text: str, scale: Scale) -> Mark:
    exact = unwrap(text)
    if exact is not None:
        return Mark(scale=scale, value=exact)
    word = tidy(text) if scale == "score10" else scales.decode(scale, text)
    if word is None or (scale == "score10" and not _SCORE.match(word.replace(",", "."))):
        raise BadCell("level-unknown", scale=scale)
    return Mark(scale=scale, value=word.replace(",", ".") if scale == "score10" else word)


def mark_forms(mark: Mark) -> Iterator[str | Decimal]:
    """How a mark may be written, the plainest form first; the caller takes the first that reads back."""
    if mark.scale == "score10" and _SCORE.match(mark.value):
        yield Decimal(mark.value)
    word = scales.word(mark.scale, mark.value) if mark.scale in scales.SCALES else mark.value
    yield word
    yield f"{word} [{mark.scale}]"
    yield f"{verbatim(mark.value)} [{mark.scale}]"


def score_format(mark: Mark) -> str:
    """The number format that shows a score with the decimals it was recorded with."""
    decimals = len(mark.value.partition(".")[2])
    return "0." + "0" * decimals if decimals else "0"
