"""Whether two workbooks are the same but for the cells that were filled, as the opener sees them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from ..opening.model import CellValue, Position, Sheet, Workbook
from .checking import holds_formula
from .values import Value

_Entries = Mapping[str, Mapping[Position, Value]]


class Change(NamedTuple):
    """Something that became different: what it is (a word of ``words.toml``) and where. 0 is the whole."""

    what: str
    sheet: str = ""
    row: int = 0
    column: int = 0


def changes(before: Workbook, after: Workbook, entries: _Entries, *, recalculated: bool = False) -> Iterator[Change]:
    """What differs between a workbook and the one that came of it, and entries that do not stand in it.

    ``recalculated``: whether results of formulas may be new.
    """
    if [(sheet.name, sheet.hidden) for sheet in before.sheets] != [
        (sheet.name, sheet.hidden) for sheet in after.sheets
    ]:
        yield Change("sheets")
        return
    if before.date1904 != after.date1904:
        yield Change("cell_values")
    for one, other in zip(before.sheets, after.sheets, strict=True):
        cells = entries.get(one.name, {})
        yield from _sheet_changes(one, other, cells, recalculated)
        for position, value in cells.items():
            if not _stands(value, other.cells.get(position)):
                yield Change("filled_cells", one.name, *position)


def _sheet_changes(one: Sheet, other: Sheet, filled: Mapping[Position, Value], recalculated: bool) -> Iterator[Change]:
    if sorted(map(str, one.merged)) != sorted(map(str, other.merged)):
        yield Change("merged_cells", one.name)
    # what is hidden is known up to the last cell, which a filled cell may move
    if one.hidden_rows != {row for row in other.hidden_rows if row <= one.max_row}:
        yield Change("hidden_rows", one.name)
    if one.hidden_columns != {column for column in other.hidden_columns if column <= one.max_column}:
        yield Change("hidden_columns", one.name)
    for position in sorted({*one.cells, *one.blank_formulas, *other.cells, *other.blank_formulas} - filled.keys()):
        formula = holds_formula(one, position)
        if formula != holds_formula(other, position):
            yield Change("formulas", one.name, *position)
        elif not (formula and recalculated) and one.cells.get(position) != other.cells.get(position):
            yield Change("cell_values", one.name, *position)
        elif one.zero_padded.get(position) != other.zero_padded.get(position):
            yield Change("number_formats", one.name, *position)


def _stands(value: Value, found: CellValue | None) -> bool:
    # a number under a date format comes back as the date
    return found == value or (isinstance(value, Decimal) and isinstance(found, datetime.date | datetime.time))
