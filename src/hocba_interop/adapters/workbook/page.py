"""One sheet being read, and the account of its cells: each is entered in the ledger exactly once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...ledger import Fact, Item
from ...model import Extension
from ...notices import CellPlace, Notice
from ..contract import Reading, ReadOptions
from ..source import Source
from .cells import cell_text
from .layout import Layout
from .opening import CellValue, FaultyCell, Sheet

Position = tuple[int, int]


class Page:
    """A sheet, the layout it is read by, and the reading it goes into.

    ``literals`` is what cells held before their legacy font was converted.
    """

    def __init__(
        self,
        source: Source,
        sheet: Sheet,
        layout: Layout,
        options: ReadOptions,
        reading: Reading,
        literals: Mapping[Position, str],
    ) -> None:
        self.source, self.sheet, self.layout, self.options = source, sheet, layout, options
        self.reading, self.ledger, self.literals = reading, reading.ledger, literals
        self.date1904 = source.workbook.date1904
        self._places = {
            position: CellPlace(source.index, sheet.name, *position)
            for position in (*sheet.cells, *sheet.blank_formulas)
        }
        self.ledger.expect(self._places.values())

    def place(self, row: int, column: int) -> CellPlace:
        """The place of a cell; row 0 and column 0 stand for all of them."""
        found = self._places.get((row, column))
        return found or CellPlace(self.source.index, self.sheet.name, row, column)

    def pending(self, row: int, column: int) -> bool:
        """Whether a cell has not been entered yet."""
        return not self.ledger.is_entered(self._places[row, column])

    def structural(self, positions: Iterable[Position]) -> None:
        """Enter cells as structure; those entered before are passed over."""
        for position in positions:
            if self.pending(*position):
                self.ledger.enter_structural(self._places[position])

    def structural_rows(self, first: int, last: int) -> None:
        """Enter all cells of some rows as structure."""
        for row in range(first, last + 1):
            self.structural((row, column) for column in self.sheet.row(row))

    def notice(self, rule: str, row: int, column: int, /, **facts: object) -> None:
        """A notice about a cell, a row (column 0) or the sheet."""
        self.reading.notices.append(Notice(rule, self.place(row, column), facts=facts))

    def keep(self, row: int, column: int, value: CellValue, label: str) -> None:
        """Keep a cell that nobody knows with the document."""
        place = self._places[row, column]
        kept = Extension(label=label, value=shown(value), where=place.where())
        item = self.ledger.enter_unrecognised(Item(place, _literal(value)))
        self.reading.document.append(Fact(("extensions", str(len(self.reading.document))), kept, item))


def shown(value: CellValue) -> str:
    """What a cell holds, as text."""
    if isinstance(value, FaultyCell):
        return value.text or value.fault.value
    return cell_text(value)[0]


def _literal(value: CellValue) -> object:
    return value.text if isinstance(value, FaultyCell) else value
