"""Kinds of columns: how a leaf is written into a cell, and what a cell states.

Writing is held to reading: of the forms that a leaf may take, the first one is written that reads back as the
same leaf. Where none does, the leaf has no place in its column and goes to the sheet of other information.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from hocba_interop.adapters.workbook.cells import (
    NOTHING,
    BadCell,
    CellContext,
    cell_text,
    decode_code,
    decode_comment,
    decode_count,
    decode_date,
    decode_text,
    plain,
)
from hocba_interop.adapters.workbook.opening.values import exact
from hocba_interop.model import Mark
from hocba_interop.model.flat import Leaf, same_leaf
from hocba_interop.text import fold, tidy

from .context import NO_YEAR, YearContext
from .layout import Column
from .marks import mark_forms, read_mark
from .safety import is_safe, unwrap, verbatim

Form = str | Decimal


@dataclass(frozen=True, slots=True)
class Stated:
    """The leaf that a cell states (None: that there is none), how it was read, and rules of warnings."""

    leaf: Leaf | None
    rule: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """Reads a cell (raising BadCell), and gives the forms in which a leaf may be written."""

    read: Callable[[object, Column, YearContext, int | None], Stated]
    forms: Callable[[Leaf, Column], Iterator[Form]]


def read_cell(value: object, column: Column, year: YearContext = NO_YEAR, zero_padded: int | None = None) -> Stated:
    """What a cell of a column states. Raises BadCell with the rule of the notice."""
    if isinstance(value, datetime.time) or (isinstance(value, datetime.date) and column.kind != "date"):
        raise BadCell("cell-became-date")
    if column.deniable and value in NOTHING:
        return Stated(None)
    if isinstance(value, str) and column.kind not in ("mark", "whole", "yes_no"):
        inner = unwrap(value)
        if inner is not None and not _closed(column):
            return Stated(inner, "verbatim")
    return KINDS[column.kind].read(value, column, year, zero_padded)


def write_form(leaf: Leaf, column: Column, year: YearContext = NO_YEAR) -> Form | None:
    """The form of a leaf in its column that reads back the same, or None where there is none."""
    if isinstance(leaf, Mark):
        return _write_mark(leaf, column, year)
    return _first_that_reads_back(leaf, column, year)


@lru_cache(maxsize=16384)
def _write_mark(mark: Mark, column: Column, year: YearContext) -> Form | None:
    return _first_that_reads_back(mark, column, year)


def _first_that_reads_back(leaf: Leaf, column: Column, year: YearContext) -> Form | None:
    for form in KINDS[column.kind].forms(leaf, column):
        if isinstance(form, str) and not is_safe(form):
            continue
        if isinstance(form, Decimal) and exact(float(form)) != form:
            continue
        try:
            stated = read_cell(form, column, year)
        except BadCell:
            continue
        if stated.leaf is not None and same_leaf(leaf, stated.leaf) and not stated.warnings:
            return form
    return None


def _closed(column: Column) -> bool:
    return column.words is not None and column.words.closed


def _text(value: object, _: Column, __: YearContext, ___: int | None) -> Stated:
    decoded = decode_text(value, CellContext())
    return Stated(decoded.leaves[0][1], decoded.rule)


def _prose(value: object, _: Column, __: YearContext, ___: int | None) -> Stated:
    decoded = decode_comment(value, CellContext())
    return Stated(decoded.leaves[0][1], decoded.rule)


def _code(value: object, column: Column, _: YearContext, zero_padded: int | None) -> Stated:
    options = {"width": column.digits} if column.digits else None
    decoded = decode_code(value, CellContext(zero_padded=zero_padded, options=options))
    return Stated(decoded.leaves[0][1], decoded.rule, decoded.warnings)


def _date(value: object, _: Column, __: YearContext, ___: int | None) -> Stated:
    decoded = decode_date(value, CellContext())
    return Stated(decoded.leaves[0][1], decoded.rule)


def _count(value: object, _: Column, __: YearContext, ___: int | None) -> Stated:
    decoded = decode_count(value, CellContext())
    return Stated(decoded.leaves[0][1], decoded.rule)


_WHOLE = re.compile(r"-?\d{1,15}$", re.ASCII)


def _whole(value: object, _: Column, __: YearContext, ___: int | None) -> Stated:
    text, _rule = cell_text(value) if isinstance(value, str | Decimal) else ("", None)
    if not _WHOLE.match(text):
        raise BadCell("number-unreadable")
    return Stated(int(text), None if isinstance(value, Decimal) else "number-as-text")


_YES = frozenset({"co", "x", "yes", "true", "1", "✓", "✔"})
_NO = frozenset({"khong", "no", "false", "0"})


def _yes_no(value: object, column: Column, _: YearContext, __: int | None) -> Stated:
    if isinstance(value, bool):
        return Stated(value)
    word = fold(cell_text(value)[0]) if isinstance(value, str | Decimal) else ""
    if word not in _YES | _NO:
        raise BadCell("word-unknown", column=column.caption)
    return Stated(word in _YES, "yes-no-word")


def _word(value: object, column: Column, _: YearContext, __: int | None) -> Stated:
    assert column.words is not None
    text, rule = cell_text(value)
    found = column.words.find(text)
    if found is not None:
        return Stated(found, f"{column.words.name.replace('_', '-')}-word")
    if column.words.closed:
        raise BadCell("word-unknown", column=column.caption)
    return Stated(text, rule)


def _mark(value: object, column: Column, year: YearContext, _: int | None) -> Stated:
    mark, rule = read_mark(value, column.order(year.regulation))
    return Stated(mark, rule)


def _text_forms(leaf: Leaf, _: Column) -> Iterator[Form]:
    if isinstance(leaf, str):
        yield leaf
        yield verbatim(leaf)


_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?$", re.ASCII)


def _date_forms(leaf: Leaf, _: Column) -> Iterator[Form]:
    if isinstance(leaf, str):
        if found := _ISO.match(leaf):
            yield "/".join(part for part in reversed(found.groups()) if part)
        yield verbatim(leaf)


_PLAIN_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,6})?$", re.ASCII)


def _count_forms(leaf: Leaf, column: Column) -> Iterator[Form]:
    if isinstance(leaf, str):
        if _PLAIN_NUMBER.match(leaf) and plain(Decimal(leaf)) == leaf:
            yield Decimal(leaf)
        yield from _text_forms(leaf, column)


def _whole_forms(leaf: Leaf, _: Column) -> Iterator[Form]:
    if isinstance(leaf, int) and not isinstance(leaf, bool) and abs(leaf) < 10**15:
        yield Decimal(leaf)


def _yes_no_forms(leaf: Leaf, _: Column) -> Iterator[Form]:
    if isinstance(leaf, bool):
        yield "Có" if leaf else "Không"


def _word_forms(leaf: Leaf, column: Column) -> Iterator[Form]:
    if isinstance(leaf, str) and column.words is not None:
        word = column.words.word(leaf)
        if word is not None:
            yield word
        yield from _text_forms(leaf, column)


def _mark_forms(leaf: Leaf, _: Column) -> Iterator[Form]:
    if isinstance(leaf, Mark):
        yield from mark_forms(leaf)


KINDS: Mapping[str, Kind] = {
    "text": Kind(_text, _text_forms),
    "prose": Kind(_prose, _text_forms),
    "code": Kind(_code, _text_forms),
    "date": Kind(_date, _date_forms),
    "count": Kind(_count, _count_forms),
    "whole": Kind(_whole, _whole_forms),
    "yes_no": Kind(_yes_no, _yes_no_forms),
    "word": Kind(_word, _word_forms),
    "mark": Kind(_mark, _mark_forms),
}


def tidy_name(value: object) -> str:
    """A name as the repeated cell shows it, for comparison."""
    if isinstance(value, str):
        inner = unwrap(value)
        return tidy(value if inner is None else inner)
    return ""
