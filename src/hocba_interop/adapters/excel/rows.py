"""A report card as rows of the workbook: which leaf stands in which cell, and what goes elsewhere.

Works on the flat form alone. Every leaf ends in one of: a key cell that states it, a cell of a column,
a row of other information, or the list of what could not be written at all (a path that no cell can hold).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache

from hocba_interop.model import Extension
from hocba_interop.model.flat import Leaf, Path

from . import rest
from .context import NO_YEAR, YearContext, year_context
from .keys import KeyWritten, write_key
from .kinds import Form, write_form
from .layout import GENERAL, MOST_NUMBERED, NOTHING_WORD, Column, Key, SheetLayout, layout
from .safety import is_safe

Cell = tuple[Column, int]
"""A column with its number (0 where it has none)."""


@dataclass(frozen=True, slots=True)
class Route:
    """Where a path belongs: a sheet, a cell of its row, and the keys of the row."""

    sheet: SheetLayout
    cell: Cell
    keys: Mapping[str, str]


@dataclass(slots=True)
class Row:
    """A row to write: the forms of its key cells in order, and its other cells with the leaves they hold."""

    keys: tuple[Form, ...]
    cells: dict[Cell, tuple[Form, Leaf]] = field(default_factory=dict)


@dataclass(slots=True)
class CardRows:
    """All rows of one report card, by sheet; rows of other information; paths that no cell can hold."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    rest: list[rest.RestRow] = field(default_factory=list)
    lost: list[Path] = field(default_factory=list)


@cache
def _patterns_by_shape() -> dict[tuple[str, int], list[tuple[SheetLayout, Column, int]]]:
    """The patterns by the first name and the length of their paths, so that few are tried."""
    found: dict[tuple[str, int], list[tuple[SheetLayout, Column, int]]] = {}
    for sheet in layout().sheets:
        for column in sheet.columns:
            for index, pattern in enumerate(column.patterns):
                start = pattern.parts[0].value or ""
                found.setdefault((start, len(pattern.parts)), []).append((sheet, column, index))
    return found


@lru_cache(maxsize=65536)
def route(path: Path) -> Route | None:
    """Where a path belongs, or None where no column is for it."""
    for sheet, column, index in _patterns_by_shape().get((path[0], len(path)), ()):
        keys = column.patterns[index].match(path)
        if keys is None:
            continue
        number = int(keys.pop("i", "-1")) + 1
        if number <= MOST_NUMBERED:
            return Route(sheet, (column, number), keys)
    return None


@cache
def _natural_keys() -> tuple[Key, ...]:
    return tuple(key for key in layout().keys.values() if key.at)


class CardWriter:
    """Turns one flat report card into rows."""

    def __init__(self, flat: Mapping[Path, Leaf]) -> None:
        self._flat = flat
        self._out = CardRows()
        self._years: dict[str, YearContext] = {}
        self._named: dict[Path, KeyWritten | None] = {}
        self._stated: set[Path] = set()
        self._seen: set[Path] = set()
        self._rows: dict[tuple[str, tuple[str | None, ...]], Row] = {}
        self._children: dict[Path, dict[str, Leaf]] = {}
        for path, leaf in flat.items():
            self._children.setdefault(path[:-1], {})[path[-1]] = leaf

    def write(self) -> CardRows:
        """The rows, in the order of the report card."""
        for path, leaf in self._flat.items():
            self._name_parts(path)
            if path not in self._stated:
                self._place(path, leaf)
        siblings = Counter((sheet, keys[:-1]) for sheet, keys in self._rows)
        for (sheet, keys), row in self._rows.items():
            # a general row that holds nothing is needed only where its subject has no row of a period
            if row.cells or None not in keys or siblings[sheet, keys[:-1]] == 1:
                self._out.rows.setdefault(sheet, []).append(row)
        return self._out

    def _year(self, keys: Mapping[str, str | None]) -> YearContext:
        year = keys.get("year")
        if year is None:
            return NO_YEAR
        if year not in self._years:
            self._years[year] = year_context(self._flat, year)
        return self._years[year]

    def _name_parts(self, path: Path) -> None:
        """Name the year, subject … in which a path lies, and give each its row."""
        if path[:-1] in self._seen:
            return
        self._seen.add(path[:-1])
        for key in _natural_keys():
            assert key.at is not None
            depth = len(key.at.parts)
            part = path[:depth]
            if len(path) <= depth or part in self._named:
                continue
            keys = key.at.match(part)
            if keys is None:
                continue
            named = write_key(key.codec, part[-1], self._children.get(part, {}), self._year(keys))
            self._named[part] = named
            if named is not None:
                self._stated.update((*part, name) for name in named.states)
                if key.home:
                    self._row(layout().sheet(key.home), keys)
                for name in named.denied:
                    self._deny((*part, name))

    def _deny(self, path: Path) -> None:
        """Write that a leaf which the name of a row implies is not there."""
        found = route(path)
        row = self._row(found.sheet, found.keys) if found else None
        if found and row is not None:
            row.cells[found.cell] = (NOTHING_WORD, "")

    def _row(self, sheet: SheetLayout, keys: Mapping[str, str]) -> Row | None:
        """The row of these keys, made where it is not there yet; None where a key cannot be written."""
        identity = (sheet.id, tuple(keys.get(key.name) for key in sheet.keys))
        row = self._rows.get(identity)
        if row is None:
            forms = []
            for key in sheet.keys:
                form = self._key_form(key, keys)
                if form is None:
                    return None
                forms.append(form)
            row = self._rows[identity] = Row(tuple(forms))
        return row

    def _key_form(self, key: Key, keys: Mapping[str, str]) -> Form | None:
        if key.at is not None:
            part = key.at.fill(keys)
            named = self._named.get(part) if part else None
            return named.text if named else None
        value = keys.get(key.name)
        if key.codec == "number":
            return Decimal(value) + 1 if value is not None and value.isdecimal() else None
        if value is None:
            return GENERAL
        return key.words.word(value) if key.words else None

    def _place(self, path: Path, leaf: Leaf) -> None:
        if isinstance(leaf, Extension):
            self._extension(path, leaf)
            return
        found = route(path)
        row = self._row(found.sheet, found.keys) if found else None
        if found and row is not None:
            form = write_form(leaf, found.cell[0], self._year(found.keys))
            if form is not None:
                row.cells[found.cell] = (form, leaf)
                return
        self._leaf(path, leaf, found)

    def _extension(self, path: Path, extension: Extension) -> None:
        row = rest.write_extension(extension)
        year = self._year_text(path)
        if row is None or (path[0] == "years" and not year):
            self._leaf(path, extension, None)
        else:
            self._out.rest.append(rest.RestRow({**year, **row.cells}))

    def _leaf(self, path: Path, leaf: Leaf, found: Route | None) -> None:
        rows = rest.write_leaf(path, leaf, self._label(path, found))
        if rows is None:
            self._out.lost.append(path)
            return
        self._out.rest += [rest.RestRow({**self._year_text(path), **row.cells}) for row in rows]

    def _year_text(self, path: Path) -> dict[str, str]:
        named = self._named.get(path[:2]) if path[0] == "years" else None
        return {rest.YEAR: named.text} if named else {}

    def _label(self, path: Path, found: Route | None) -> str:
        """What a leaf is, for people: the sheet, the row and the column where it would belong."""
        if found is None:
            words = [path[-1]]
        else:
            keys = (self._key_form(key, found.keys) for key in found.sheet.keys if key.name != "year")
            column, number = found.cell
            words = [found.sheet.caption, *(str(form) for form in keys if form), column.title(number)]
        label = ", ".join(words)
        return label if is_safe(label) and len(label) < 200 else "…"
