"""What all readers share while they gather a sheet: the budget of cells and the closing checks."""

from __future__ import annotations

from collections.abc import Iterable

from .limits import EXCEL_MAX_COLUMNS, Limits
from .model import CellValue, Position, Range, Sheet
from .refusal import UnreadableFile


class Budget:
    """The cells that a workbook may still bring, over all of its sheets."""

    def __init__(self, limits: Limits, size: int = 0) -> None:
        self.limits = limits
        self.bytes_left = size
        self.left = limits.max_cells

    def walk(self, size: int) -> None:
        """Count the bytes of a sheet that was read, where sheets may lie within one another.

        Raises:
            UnreadableFile: `damaged-workbook` where many sheets share the same bytes.
        """
        self.bytes_left -= size
        if self.bytes_left < 0:
            raise UnreadableFile("damaged-workbook", reason="overlapping-sheets")

    def spend(self, cells: int) -> None:
        """Count cells, blank ones too.

        Raises:
            UnreadableFile: `workbook-too-large`.
        """
        self.left -= cells
        if self.left < 0:
            raise UnreadableFile("workbook-too-large", limit="max_cells", allowed=self.limits.max_cells)


class SheetBuilder:
    """A sheet in the making."""

    def __init__(self, name: str, hidden: bool, limits: Limits) -> None:
        self.name = name
        self.hidden = hidden
        self.limits = limits
        self.cells: dict[Position, CellValue] = {}
        self.formulas: set[Position] = set()
        self.blank_formulas: set[Position] = set()
        self.zero_padded: dict[Position, int] = {}
        self.merged: list[Range] = []
        self.hidden_rows: set[int] = set()
        self._hidden_columns: list[tuple[int, int]] = []

    def merge(self, area: Range) -> None:
        """Add a merged range; one of a single cell is none.

        Raises:
            UnreadableFile: `workbook-too-large`.
        """
        if area.top == area.bottom and area.left == area.right:
            return
        if len(self.merged) >= self.limits.max_merged:
            raise UnreadableFile(
                "workbook-too-large", where=self.name, limit="max_merged", allowed=self.limits.max_merged
            )
        self.merged.append(area)

    def hide_columns(self, first: int, last: int) -> None:
        """Add a run of hidden columns, which may reach to the end of the sheet.

        Raises:
            UnreadableFile: `damaged-workbook` for more runs than a sheet has columns.
        """
        if len(self._hidden_columns) >= EXCEL_MAX_COLUMNS:
            raise UnreadableFile("damaged-workbook", where=self.name, reason="column-records")
        self._hidden_columns.append((first, last))

    def finish(self, index: int) -> Sheet:
        """The sheet, once its extent is known to be bearable.

        Raises:
            UnreadableFile: `too-many-columns`, `sheet-too-large`.
        """
        max_row = max(_both(self.cells, self.blank_formulas, 0), default=0)
        max_column = max(_both(self.cells, self.blank_formulas, 1), default=0)
        if max_column > self.limits.max_columns:
            raise UnreadableFile(
                "too-many-columns", where=self.name, columns=max_column, allowed=self.limits.max_columns
            )
        if max_row > self.limits.max_rows:
            raise UnreadableFile("sheet-too-large", where=self.name, rows=max_row, allowed=self.limits.max_rows)
        cells = self.cells
        if not _in_order(cells):
            cells = dict(sorted(cells.items(), key=lambda item: item[0]))
        return Sheet(
            name=self.name,
            index=index,
            hidden=self.hidden,
            cells=cells,
            merged=tuple(self.merged),
            hidden_rows=frozenset(row for row in self.hidden_rows if row <= max_row),
            hidden_columns=frozenset(
                column
                for first, last in self._hidden_columns
                for column in range(max(first, 1), min(last, max_column) + 1)
            ),
            formulas=frozenset(self.formulas),
            blank_formulas=frozenset(self.blank_formulas),
            zero_padded=self.zero_padded,
            max_row=max_row,
            max_column=max_column,
        )


def _both(first: Iterable[Position], second: Iterable[Position], axis: int) -> Iterable[int]:
    for position in first:
        yield position[axis]
    for position in second:
        yield position[axis]


def _in_order(positions: Iterable[Position]) -> bool:
    last = (0, 0)
    for position in positions:
        if position < last:
            return False
        last = position
    return True
