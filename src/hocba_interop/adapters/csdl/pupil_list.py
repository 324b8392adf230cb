"""Reading the sector database's pupil list (C3): the state of a pupil becomes a line of quá trình học tập."""

from __future__ import annotations

from ...ledger import Fact, Fragment
from ..contract import Reading, ReadOptions
from ..source import Source
from ..workbook.dialect import reads

_ENTRY = ("history", "0")
_read_rows = reads(__package__, "pupil-list")


def read(source: Source, options: ReadOptions) -> Reading:
    """All that the list says. A line of the history also says of which class and school year it is."""
    reading = _read_rows(source, options)
    for fragment in reading.fragments:
        if any(fact.path[:2] == _ENTRY for fact in fragment.facts):
            _complete(fragment)
    return reading


def _complete(fragment: Fragment) -> None:
    for name, value in (("school_year", fragment.school_year), ("class_name", fragment.class_name)):
        if value:
            fragment.facts.append(Fact((*_ENTRY, name), value))
