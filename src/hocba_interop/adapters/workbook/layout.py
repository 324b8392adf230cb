"""Layouts as data: what the columns of a sheet format are called, where their values belong, how they are spelt.

A new dialect of a sheet format is a new TOML file, no code. The keys of such a file are the fields of `Layout` and
`Column`; paths are those of ``model.flat`` with the placeholders ``{year}``, ``{period}``, ``{subject}``,
``{trait}``, ``{guardian}`` and ``{n}``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from .captions import caption_key
from .routing import Routing, routing_of

_RANGE = re.compile(r"\(?\s*1\s*[-–—÷]\s*\d\s*\)?$")
"""``ĐĐGtx(1-4)`` is ĐĐGtx, over the marks 1 to 4."""

_MOST_NUMBERED = 20
_REMEMBERED = 20_000
"""How many captions a layout remembers having looked at: every text of every sheet is asked about."""


@dataclass(frozen=True, slots=True)
class Column:
    """One kind of column.

    ``captions`` are compared by `caption_key`; a caption with a ``#`` stands for a number (``TX#``). ``under`` are
    captions of the group above, if it must stand under one. ``decode`` names a decoder of ``cells``; ``period``
    fixes the period whatever the title says; ``only_period`` limits the column to sheets of that period;
    ``guardian`` opens the columns of one parent.
    """

    path: str
    captions: tuple[str, ...]
    decode: str
    under: tuple[str, ...] = ()
    period: str | None = None
    only_period: tuple[str, ...] = ()
    guardian: str | None = None
    anchor: bool = False
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def role(self) -> str:
        """The last name of the path: what detection asks for."""
        return self.path.rpartition(".")[2] if self.path else self.decode


@dataclass(frozen=True, slots=True)
class Detection:
    """What tells the dialect from others: roles of columns, words of titles, captions as written.

    ``needs`` are captions of which the header must have one at least; ``tells`` are captions that no other has.
    """

    roles: tuple[str, ...] = ()
    subjects: bool | None = None
    titles: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    tells: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet format.

    ``subjects`` says where subjects are: ``columns`` (one or two columns each), ``title`` (one subject a sheet) or
    ``none``; ``traits`` whether trait columns occur; ``counted_from`` from when absences count, by period; ``level``
    the one level of school that has such sheets; ``routing`` how the vendor's technical codes are made.

    ``period`` is that of sheets whose titles name none. ``fixed_columns``: the columns are the same for every class,
    so that an empty one does not even say that the subject is taught. ``marks_of_term``: the marks of a row that is
    of a round within a term (``GK1``) are those of the term. ``code_lists``: the book holds sheets of code lists.
    ``a_row_a_grade``: each row is of the grade that it names, in a year that nothing names, with columns of all
    periods, also under one caption (``ToanHKI``).
    """

    columns: tuple[Column, ...]
    subjects: str
    traits: bool
    detect: Detection
    header_rows: int = 4
    counted_from: Mapping[str, str] = field(default_factory=dict)
    level: str | None = None
    a_row_a_grade: bool = False
    routing: Routing | None = None
    period: str | None = None
    fixed_columns: bool = False
    marks_of_term: bool = False
    code_lists: bool = False
    _by_key: dict[str, list[Column]] = field(default_factory=dict, repr=False)
    _anchors: dict[str, bool] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for column in self.columns:
            for caption in column.captions:
                self._by_key.setdefault(_pattern_key(caption), []).append(column)

    def find(
        self, caption: str, groups: tuple[str, ...], period: str | None = None
    ) -> tuple[Column, int | None] | None:
        """The kind of column that a caption names under these groups, with its number (TX3 is 3).

        A column that occurs in sheets of some periods only is passed over where ``period`` is another.
        """
        key = caption_key(_RANGE.sub("", caption))
        number = None
        found = self._by_key.get(key)
        if found is None and (digits := re.search(r"[0-9]{1,2}$", key)) and 1 <= int(digits[0]) <= _MOST_NUMBERED:
            number = int(digits[0])
            found = self._by_key.get(key[: digits.start()] + "#")
        above = {caption_key(group) for group in groups}
        for column in found or ():
            if period is not None and column.only_period and period not in column.only_period:
                continue
            wanted = {caption_key(group) for group in column.under}
            if not wanted or wanted & above or any(g.startswith(w) for g in above for w in wanted):
                return column, number
        return None

    def is_anchor(self, caption: str) -> bool:
        """Whether a caption is one that only headers hold."""
        known = self._anchors.get(caption)
        if known is None:
            known = any(column.anchor for column in self._by_key.get(caption_key(caption), ()))
            if len(self._anchors) < _REMEMBERED:
                self._anchors[caption] = known
        return known

    @property
    def has_periods(self) -> bool:
        """Whether its sheets hold what belongs to a period of the year."""
        return self.subjects != "none" or self.traits

    def wanted(self) -> tuple[str, ...]:
        """The captions that a header of this layout is recognised by, for people."""
        return tuple(column.captions[0] for column in self.columns if column.anchor)


def _pattern_key(caption: str) -> str:
    return caption_key(caption.removesuffix("#")) + "#" * caption.endswith("#")


def _column(entry: Mapping[str, Any]) -> Column:
    known = {"path", "captions", "decode", "under", "period", "only_period", "guardian", "anchor"}
    return Column(
        path=entry.get("path", ""),
        captions=tuple(entry["captions"]),
        decode=entry["decode"],
        under=tuple(entry.get("under", ())),
        period=entry.get("period"),
        only_period=tuple(entry.get("only_period", ())),
        guardian=entry.get("guardian"),
        anchor=entry.get("anchor", False),
        options={name: value for name, value in entry.items() if name not in known},
    )


@cache
def load_layout(package: str, name: str) -> Layout:
    """The layout of a file ``layouts/<name>.toml`` of an adapter's package.

    ``include`` names layout files of the same folder (or ``common:<name>`` of this package) whose columns come
    first.
    """
    with files(package).joinpath("layouts", f"{name}.toml").open("rb") as file:
        entry = tomllib.load(file)
    columns: list[Column] = []
    for included in entry.get("include", ()):
        columns += _included(package, included)
    columns += map(_column, entry.get("column", ()))
    detect = entry.get("detect", {})
    return Layout(
        columns=tuple(columns),
        subjects=entry.get("subjects", "none"),
        traits=entry.get("traits", False),
        detect=Detection(
            roles=tuple(detect.get("roles", ())),
            subjects=detect.get("subjects"),
            titles=tuple(map(caption_key, detect.get("titles", ()))),
            captions=tuple(detect.get("captions", ())),
            sheets=tuple(detect.get("sheets", ())),
            needs=frozenset(map(caption_key, detect.get("needs", ()))),
            tells=frozenset(map(caption_key, detect.get("tells", ()))),
        ),
        header_rows=entry.get("header_rows", 4),
        counted_from=entry.get("counted_from", {}),
        level=entry.get("level"),
        a_row_a_grade=entry.get("a_row_a_grade", False),
        routing=routing_of(entry.get("routing")),
        period=entry.get("period"),
        fixed_columns=entry.get("fixed_columns", False),
        marks_of_term=entry.get("marks_of_term", False),
        code_lists=entry.get("code_lists", False),
    )


def _included(package: str, name: str) -> list[Column]:
    common = name.startswith("common:")
    folder = files(__package__ if common else package)
    with folder.joinpath("layouts", f"{name.removeprefix('common:')}.toml").open("rb") as file:
        return [_column(entry) for entry in tomllib.load(file)["column"]]
