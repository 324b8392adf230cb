"""What is asked of entries before a cell is touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from ....notices import CellPlace, Notice
from ...contract import CannotWrite
from ...source import Source
from ..opening.limits import EXCEL_MAX_COLUMNS, EXCEL_MAX_ROWS
from ..opening.model import Fault, FaultyCell, Position, Sheet, Workbook
from ..opening.refusal import UnreadableFile
from .values import Value, check_value

_XLS_ROWS, _XLS_COLUMNS = 65_536, 256


def check_entries(source: Source, entries: Mapping[str, Mapping[Position, Value]]) -> None:
    """See to it that each entry has a cell that may hold it.

    Raises:
        CannotWrite: `formula-cell-not-filled`, `text-unfit-for-cell`, `text-longer-than-cell`,
            `number-unfit-for-cell`.
        ValueError: for a sheet or a cell that does not exist, a cell covered by a merged one, an empty text.
        opening.UnreadableFile: `damaged-workbook` where two sheets have one name.
    """
    book = source.workbook
    sheets = {sheet.name: sheet for sheet in book.sheets}
    if Counter(sheet.name.casefold() for sheet in book.sheets).most_common(1)[0][1] > 1:
        raise UnreadableFile("damaged-workbook", reason="sheet-name-twice")
    for name, cells in entries.items():
        if name not in sheets:
            raise ValueError(f"no sheet {name!r}")
        _check_positions(sheets[name], cells, book.container)
        for position, value in cells.items():
            place = CellPlace(source.index, name, *position)
            if holds_formula(sheets[name], position):
                raise formula_refused(place)
            check_value(value, place)


def _check_positions(sheet: Sheet, positions: Mapping[Position, object], container: str) -> None:
    last = (_XLS_ROWS, _XLS_COLUMNS) if container == "xls" else (EXCEL_MAX_ROWS, EXCEL_MAX_COLUMNS)
    for row, column in positions:
        if not (1 <= row <= last[0] and 1 <= column <= last[1]):
            raise ValueError(f"no cell {(row, column)} in sheet {sheet.name!r}")
    for area in sheet.merged:
        for position in positions:
            if position in area and position != (area.top, area.left):
                raise ValueError(f"cell {position} of sheet {sheet.name!r} is covered by the merged range {area}")


def holds_formula(sheet: Sheet, position: Position) -> bool:
    """Whether a cell holds a formula, calculated or not."""
    if position in sheet.formulas or position in sheet.blank_formulas:
        return True
    value = sheet.cells.get(position)
    return isinstance(value, FaultyCell) and value.fault is Fault.FORMULA_WITHOUT_VALUE


def holds_formulas(book: Workbook) -> bool:
    """Whether any cell of a workbook holds a formula."""
    return any(
        sheet.formulas or sheet.blank_formulas or any(holds_formula(sheet, position) for position in sheet.cells)
        for sheet in book.sheets
    )


def formula_refused(place: CellPlace) -> CannotWrite:
    """The refusal to write over a formula."""
    return CannotWrite(Notice("formula-cell-not-filled", place))
