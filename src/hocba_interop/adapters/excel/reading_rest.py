"""Reads the sheet of other information: leaves by their paths, and extensions."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hocba_interop.adapters.workbook.cells import BadCell, cell_text
from hocba_interop.adapters.workbook.opening import CellValue, FaultyCell
from hocba_interop.ledger import Fact, Item
from hocba_interop.model.flat import Leaf, Path
from hocba_interop.notices import CellPlace

from . import rest
from .context import NO_YEAR
from .keys import read_key
from .layout import PUPIL_KEY
from .pupils import Pupil
from .tables import Meaning, Table

if TYPE_CHECKING:
    from .reading import WorkbookReader

_PART = re.compile(r"(\d{1,6})/(\d{1,6})$")


@dataclass(slots=True)
class _Row:
    """A row by the captions of its columns."""

    table: Table
    row: int
    pupil: Pupil
    cells: dict[str, CellValue] = field(default_factory=dict)
    places: dict[str, CellPlace] = field(default_factory=dict)

    def text(self, caption: str) -> str | None:
        """The text of a cell, None where it is empty."""
        value = self.cells.get(caption)
        return None if value is None else rest.plain_text(value)


class RestReader:
    """Reads the sheet of other information. Leaves come before all other rows, extensions after them."""

    def __init__(self, book: WorkbookReader) -> None:
        self._book = book
        self._extensions: list[_Row] = []
        self._leaves: defaultdict[tuple[int, str], list[_Row]] = defaultdict(list)

    def read(self, table: Table) -> None:
        """Take the rows of a sheet."""
        for number, cells in table.rows():
            row = self._row(table, number, dict(cells))
            if row is None:
                continue
            path = row.text(rest.PATH)
            if path is None:
                self._extensions.append(row)
            else:
                self._leaves[id(row.pupil), path].append(row)

    def _row(self, table: Table, number: int, cells: dict[int, CellValue]) -> _Row | None:
        """A row with its pupil; None where it was rejected. Cells that are no data are entered."""
        at = table.column(Meaning.PUPIL)
        key = cells.get(at) if at else None
        pupil = self._book.document if key is None else self._book.pupil_of(key)
        place = self._book.place(table.sheet, number, at or 0)
        if pupil is None:
            self._book.reject_row(table, number, place, "unknown-row-key", column=PUPIL_KEY)
            return None
        faulty = next((c for c, value in cells.items() if isinstance(value, FaultyCell)), None)
        if faulty is not None:
            fault = cells[faulty]
            assert isinstance(fault, FaultyCell)
            at_fault = self._book.place(table.sheet, number, faulty)
            self._book.reject_row(table, number, at_fault, fault.fault.value)
            return None
        row = _Row(table, number, pupil)
        for column, value in cells.items():
            head = table.heads.get(column, Meaning.UNKNOWN)
            place = self._book.place(table.sheet, number, column)
            if isinstance(head, str):
                row.cells[head], row.places[head] = value, place
            elif head is Meaning.UNKNOWN:
                caption = table.sheet.cells.get((table.header, column))
                self._book.keep(pupil, (), str(caption or table.sheet.name), place, value)
            else:
                self._book.structural(place)
        return row

    # --- leaves

    def state_leaves(self) -> None:
        """State the leaves that rows give by their paths."""
        for (_, text), rows in self._leaves.items():
            try:
                path, leaf = self._leaf(text, rows)
            except BadCell as error:
                self._reject(rows, error)
                continue
            self._state(path, leaf, rows)

    def _leaf(self, text: str, rows: list[_Row]) -> tuple[Path, Leaf]:
        path = rest.read_path(text)
        if path is None:
            raise BadCell("unknown-field-path")
        value = self._value(rows)
        if value is None:
            raise BadCell("value-unreadable")
        leaf = rest.read_value(path, value)
        of_pupil = path[0] in ("student", "years", "history")
        if path[0] != "extensions" and of_pupil != (rows[0].pupil is not self._book.document):
            raise BadCell("unknown-field-path")
        return path, leaf

    def _value(self, rows: list[_Row]) -> str | None:
        """The value, put together from its rows where it was too long for one."""
        if len(rows) == 1 and rows[0].text(rest.PART) is None:
            return rows[0].text(rest.VALUE)
        parts: dict[int, str] = {}
        count = 0
        for row in rows:
            numbers = _PART.match(row.text(rest.PART) or "")
            value = row.text(rest.VALUE)
            if numbers is None or value is None or int(numbers[1]) in parts:
                return None
            parts[int(numbers[1])], count = value, int(numbers[2])
        return rest.join_parts(parts, count)

    def _state(self, path: Path, leaf: Leaf, rows: list[_Row]) -> None:
        first = rows[0]
        place, literal = first.places[rest.VALUE], first.cells[rest.VALUE]
        if path[0] == "provenance":
            index = int(path[1]) if path[1].isdecimal() else 0
            self._book.provenance.setdefault(index, {})[path[-1]] = leaf
        else:
            item = self._book.reading.ledger.enter_datum(Item(place, literal))
            first.pupil.state(Fact(path, leaf, item))
        self._enter_others(rows)

    def _reject(self, rows: list[_Row], error: BadCell) -> None:
        """Reject the value, or the path where there is none."""
        caption = rest.VALUE if rest.VALUE in rows[0].places else rest.PATH
        self._book.reject(rows[0].places[caption], error.rule, **error.facts)
        self._enter_others(rows)

    def _enter_others(self, rows: list[_Row]) -> None:
        for row in rows:
            for place in row.places.values():
                if not self._book.reading.ledger.is_entered(place):
                    self._book.structural(place)

    # --- extensions

    def state_extensions(self) -> None:
        """State the extensions, each at the next free index of its pupil, year or document."""
        for row in self._extensions:
            label, value = row.text(rest.LABEL), row.text(rest.VALUE)
            caption = rest.VALUE if value is not None else rest.LABEL
            if caption in row.places:
                extension = rest.read_extension(label, value, row.text(rest.WHERE))
                item = Item(row.places[caption], row.cells[caption])
                self._book.reading.ledger.enter_datum(item)
                row.pupil.add_extension(self._base(row), extension, item)
            self._enter_others([row])

    def _base(self, row: _Row) -> Path:
        value = row.cells.get(rest.YEAR)
        if value is None or row.pupil is self._book.document:
            return ()
        text = value if isinstance(value, str) else cell_text(value)[0]
        return ("years", read_key("year", text, NO_YEAR).key)
