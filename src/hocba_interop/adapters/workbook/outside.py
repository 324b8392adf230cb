"""What stands outside the tables of a sheet: titles above, footers below, texts beside, whole sheets without a table.

Footers are structure. Anything that is not understood is kept with the document: it may be about a pupil.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .captions import caption_key
from .footers import SIGNATURE_ROWS, is_footer_text, is_statistic, may_be_signer, opens_signatures
from .opening import CellValue, FaultyCell
from .page import Page
from .titles import Titles, read_titles

_TITLE_ROWS = 5
_SIGNATURE_COLUMNS = 6


class Outside:
    """Enters the cells around the tables, from the top of the sheet to its end."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._footer = False
        self._signatures: list[tuple[int, int]] = []

    def titles(self, first: int, last: int, *, below_table: bool) -> Titles:
        """The titles in the rows above a table; under another table they begin after its footer."""
        rows = range(first, last + 1)
        start = next((row for row in rows if self._is_title(row)), last + 1) if below_table else first
        titles = read_titles(
            (
                (self.page.place(row, column), value)
                for row in range(start, last + 1)
                for column, value in self.page.sheet.row(row).items()
                if isinstance(value, str)
            ),
            self.page.layout.routing,
        )
        self._enter((row, column, value) for row in range(first, start) for column, value in self._cells(row))
        self._footer, self._signatures = False, []
        understood = set(titles.understood)
        for row in range(start, last + 1):
            for column, value in self._cells(row):
                if self.page.place(row, column) in understood:
                    self.page.structural([(row, column)])
                else:
                    self._enter([(row, column, value)])
        self._footer, self._signatures = False, []
        return titles

    def below(self) -> None:
        """Everything that is left when the tables have been read."""
        cells = self.page.sheet.cells.items()
        self._enter((row, column, value) for (row, column), value in cells if self.page.pending(row, column))

    def whole_sheet(self) -> None:
        """A sheet without a table: its cells are kept one by one."""
        if not self.page.sheet.cells:
            return
        self.page.notice("sheet-without-table", 0, 0)
        for (row, column), value in self.page.sheet.cells.items():
            self.page.keep(row, column, value, self.page.sheet.name)

    def code_list(self) -> None:
        """A sheet of a code list (danh mục), from which the lists of choices are drawn: structure."""
        self.page.notice("code-list-sheet", 0, 0)
        self.page.structural(self.page.sheet.cells)

    def hidden(self, header_row: int) -> None:
        """Say which hidden sheet, rows and columns were read; a column is named by its cell in a row."""
        sheet = self.page.sheet
        if sheet.hidden and sheet.cells:
            self.page.notice("hidden-sheet-read", 0, 0)
        for row in sorted(sheet.hidden_rows):
            if not all(self._is_code(row, column, value) for column, value in sheet.row(row).items()):
                self.page.notice("hidden-row-read", row, 0)
        used = {column for _, column in sheet.cells} if sheet.hidden_columns else set()
        for column in sorted(sheet.hidden_columns & used):
            self.page.notice("hidden-column-read", header_row, column)

    def _is_code(self, row: int, column: int, value: CellValue) -> bool:
        """Whether a cell holds the vendor's technical code, which is hidden as a matter of course."""
        routing = self.page.layout.routing
        return routing is not None and routing.read(self.page.place(row, column), value) is not None

    def _cells(self, row: int) -> Iterator[tuple[int, CellValue]]:
        for column, value in self.page.sheet.row(row).items():
            if self.page.pending(row, column):
                yield column, value

    def _is_title(self, row: int) -> bool:
        """Whether a row under a table begins the titles of the next one: it names a class or subject, or looks so."""
        texts = [value for value in self.page.sheet.row(row).values() if isinstance(value, str)]
        if any(opens_signatures(text) for text in texts):
            return False  # a signer may be the teacher of a class
        said = read_titles(((self.page.place(row, 1), text) for text in texts), self.page.layout.routing)
        if said.class_name or said.subject or said.codes:
            return True
        return bool(said.understood) and not any(is_footer_text(text) for text in texts)

    def _enter(self, cells: Iterable[tuple[int, int, CellValue]]) -> None:
        for row, column, value in cells:
            text = value if isinstance(value, str) else ""
            if opens_signatures(text):
                self._signatures.append((row, column))
            if is_footer_text(text):
                self._footer = True
                self.page.structural([(row, column)])
            elif self._belongs_to_footer(row, column, value, text):
                self.page.structural([(row, column)])
            else:
                label = "Ghi chú cuối trang" if self.page.reading.fragments else "Ghi chú đầu trang"
                self.page.keep(row, column, value, label)
                self.page.notice("text-outside-table", row, column)

    def _belongs_to_footer(self, row: int, column: int, value: CellValue, text: str) -> bool:
        """Statistics, a signer's name under the title of the signer, the school's name repeated."""
        if not self._footer:
            return False
        if isinstance(value, FaultyCell) or is_statistic(value):
            return True
        signed = any(
            0 < row - r <= SIGNATURE_ROWS and abs(column - c) <= _SIGNATURE_COLUMNS for r, c in self._signatures
        )
        return (signed and may_be_signer(text)) or self._repeats_title(text)

    def _repeats_title(self, text: str) -> bool:
        key = caption_key(text)
        return bool(key) and any(
            isinstance(value, str) and caption_key(value) == key
            for row in range(1, _TITLE_ROWS + 1)
            for value in self.page.sheet.row(row).values()
        )
