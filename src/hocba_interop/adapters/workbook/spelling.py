"""How a leaf is spelt in a cell: as its drop-down list has it, as others of the column are, or as schools write it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ...codelists import scales
from ...model import Extension, Mark
from ...model.flat import Leaf
from ..template import Value

TEXT_FORMAT = "@"
_IN_WORDS = frozenset({"result4", "learning5", "conduct4"})
"""Scales whose values sheets spell out (Tốt, Khá); of the others they write the letter."""
_LONGEST_LETTERS = 4


@dataclass(frozen=True, slots=True)
class ColumnStyle:
    """How the filled cells of a column are written: scores as text, with a comma, levels in words (None: unknown)."""

    text: bool = False
    decimal_comma: bool = False
    words: bool | None = None


def style_of(values: Iterable[object]) -> ColumnStyle:
    """The style of a column, from the values that stand in it."""
    filled = [value for value in values if value is not None]
    texts = [value for value in filled if isinstance(value, str)]
    scores = [text for text in texts if any(char.isdecimal() for char in text)]
    levels = [text for text in texts if text not in scores]
    return ColumnStyle(
        text=bool(scores) and not any(isinstance(value, Decimal) for value in filled),
        decimal_comma=any("," in text for text in scores),
        words=any(len(text) > _LONGEST_LETTERS for text in levels) if levels else None,
    )


def spellings(leaf: Leaf, style: ColumnStyle, number_format: str, choices: Iterable[str] = ()) -> Iterator[Value]:
    """The ways to write a leaf, the likeliest first; ``choices`` are those of the cell's drop-down list."""
    if isinstance(leaf, Mark):
        if leaf.scale == "score10":
            yield from _score(leaf, as_text=style.text or number_format == TEXT_FORMAT, comma=style.decimal_comma)
            return
        yield from choices
        in_words = leaf.scale in _IN_WORDS if style.words is None else style.words
        for words in (in_words, not in_words):
            yield scales.word(leaf.scale, leaf.value, "long" if words else "short")
    elif isinstance(leaf, bool):
        if leaf:
            yield from choices
            yield "x"
    elif isinstance(leaf, int):
        yield Decimal(leaf)
    elif not isinstance(leaf, Extension):
        if number_format != TEXT_FORMAT and leaf.isascii() and leaf.isdecimal() and not leaf.startswith("0"):
            yield Decimal(leaf)  # a count of buổi nghỉ
        yield leaf


def _score(mark: Mark, *, as_text: bool, comma: bool) -> Iterator[Value]:
    if mark.number is None:
        return
    text = mark.value.replace(".", ",") if comma else mark.value
    yield from (text, mark.number) if as_text else (mark.number, text)
