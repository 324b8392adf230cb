"""Hypothesis strategies for the canonical model, made from its fields: a new one needs no code."""

from __future__ import annotations

import unicodedata
from typing import Any

from hypothesis import strategies as st

from hocba_interop.adapters.canonical.shape import (
    SCALES,
    ExtensionShape,
    Many,
    Map,
    MarkShape,
    Number,
    Record,
    Shape,
    Text,
    record_shape,
)
from hocba_interop.model import Document, Extension, Mark, Part, Provenance, ReportCard
from hocba_interop.model.flat import flatten, list_keys

_KEYED = ("years", "subjects", "traits", "guardians")
_AWKWARD = (
    "Nguyễn Thị Hoà",
    "Dòng một\nDòng hai\r\nDòng ba\tcột",
    "  đầu và cuối  ",
    " ",
    "\n",
    "",
    "=1+1",
    "a\\u0001b\\\\",
    "\x00\x1f\x7f\x85\u2028\ufffe\uffff",
    "]]>&amp;<!DOCTYPE x>'\"",
    "\U0001f600 e\u0323\u0302",
)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def texts() -> st.SearchStrategy[str]:
    """Any text in NFC, often an awkward one."""
    anything = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
    return (anything | st.sampled_from(_AWKWARD)).map(_nfc)


def marks() -> st.SearchStrategy[Mark]:
    """Marks on any scale, scores most of all; also values that are off the scale."""
    scores = st.decimals(0, 10, places=1).map(lambda score: Mark(scale="score10", value=str(score)))
    return scores | st.builds(Mark, scale=st.sampled_from(sorted(SCALES)), value=texts())


def extensions() -> st.SearchStrategy[Extension]:
    """Extensions with any place."""
    where = st.dictionaries(texts(), texts() | st.integers(-(10**12), 10**12), max_size=3)
    return st.builds(Extension, label=st.none() | texts(), value=st.none() | texts(), where=st.none() | where)


@st.composite
def parts(draw: st.DrawFn, part: type[Part]) -> Any:
    """Any part of the model, with some of its fields."""
    shape = record_shape(part)
    optional = [name for name in shape.fields if name not in shape.required and name != "student"]
    chosen = draw(st.sets(st.sampled_from(optional), max_size=5)) if optional else set()
    return part(
        **{
            name: draw(_values(name, member))
            for name, member in shape.fields.items()
            if name in chosen or name not in optional
        }
    )


def report_cards() -> st.SearchStrategy[ReportCard]:
    """Report cards whose lists hold nothing that is empty or there twice: what flat paths can tell apart."""
    return parts(ReportCard)


@st.composite
def documents(draw: st.DrawFn, max_cards: int = 2) -> Document:
    """Documents of report cards."""
    return Document(
        report_cards=tuple(draw(st.lists(report_cards(), max_size=max_cards))),
        extensions=tuple(draw(st.lists(extensions(), max_size=2))),
        provenance=tuple(draw(st.lists(parts(Provenance), max_size=2))),
    )


def _values(name: str, shape: Shape) -> st.SearchStrategy[Any]:
    if isinstance(shape, Text):
        return st.sampled_from(shape.choices) if shape.choices else texts()
    if isinstance(shape, Number):
        return st.integers(-(10**12), 10**12)
    if isinstance(shape, MarkShape):
        return marks()
    if isinstance(shape, ExtensionShape):
        return extensions()
    if isinstance(shape, Record):
        return parts(shape.part)
    if isinstance(shape, Map):
        keys = st.sampled_from(shape.keys) if shape.keys else texts()
        return st.dictionaries(keys, _values(name, shape.member), max_size=2)
    if isinstance(shape, Many):
        return _members(name, shape)
    return st.booleans()


def _members(name: str, shape: Many) -> st.SearchStrategy[tuple[Any, ...]]:
    members = _values(name, shape.member)
    if shape.gaps:
        return st.lists(st.none() | members, max_size=4).map(tuple)
    if not isinstance(shape.member, Record):
        return st.lists(members, max_size=2).map(tuple)
    lists = st.lists(members.filter(flatten), max_size=2)
    return (lists.filter(lambda found: _distinct(name, found)) if name in _KEYED else lists).map(tuple)


def _distinct(name: str, members: list[Any]) -> bool:
    return len({key for member in members for key in list_keys(name, (member,))}) == len(members)
