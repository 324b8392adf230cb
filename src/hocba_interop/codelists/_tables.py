"""Reading the data files: tab-separated tables that begin with what they are, where from, and how sure.

A file starts with the lines ``# edition:``, ``# source:`` and ``# certainty:``; a header row and the rows
follow. Several values of one cell are parted by ``|``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeVar

Value = TypeVar("Value")
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class ListEdition:
    """Which edition of a list this is, what it was made from, and how well that is known."""

    id: str
    source: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Table:
    """One data file: its edition and its rows, each a mapping of column name to text."""

    edition: ListEdition
    rows: tuple[Row, ...]


@cache
def table(name: str) -> Table:
    """The data file of that name, read once."""
    text = files(__package__).joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    head: Row = {}
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith("# "):
            key, _, value = line[2:].partition(": ")
            head[key] = value
        elif line:
            lines.append(line)
    columns = lines[0].split("\t")
    rows = tuple(dict(zip(columns, line.split("\t"), strict=True)) for line in lines[1:])
    return Table(ListEdition(head["edition"], head["source"], head["certainty"]), rows)


def parts(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several."""
    return tuple(cell.split("|")) if cell else ()


def lookup(pairs: Iterable[tuple[str, Value]]) -> dict[str, Value]:
    """A mapping in which no key stands for two things: a data file that says otherwise is at fault."""
    found: dict[str, Value] = {}
    for key, value in pairs:
        if found.setdefault(key, value) != value:
            raise ValueError(f"{key!r} stands for both {found[key]!r} and {value!r}")
    return found
