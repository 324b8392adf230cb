"""The sheets of the workbook being written: headers, rows, frozen panes, filters, lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import ceil

from hocba_interop.adapters.workbook.writing import BookWriter, SheetWriter
from hocba_interop.model import Mark
from hocba_interop.model.flat import Leaf
from hocba_interop.notices import column_letters

from . import rest
from .dropdowns import DropDowns
from .kinds import Form
from .layout import PUPIL_KEY, PUPIL_NAME, REST, Column, Key, SheetLayout
from .marks import score_format
from .rows import Cell, Row
from .styles import WRAPPED, Styles

MOST_ROWS = 150_000
"""More rows go to a second sheet, "Môn học (2)": readers refuse sheets that are much longer."""

_PAGE_WIDTH = 230
"""How wide a printed page may be, in characters."""

_ROOM = 1_000
"""Rows below the last one that have lists and hints already, for people to fill."""


_LINE = 13.5
_CHARACTER = 0.87
"""The height of a line in points; the width of a letter in the unit of column widths."""


def lines_of(text: str, width: float) -> int:
    """About how many lines a text takes in a column of a width."""
    return sum(max(1, ceil(len(line) * _CHARACTER / width)) for line in text.split("\n"))


class Grid:
    """One kind of sheet, in as many sheets as its rows need."""

    def __init__(self, book: BookWriter, styles: Styles, caption: str, color: str) -> None:
        self._book, self.styles, self._caption, self.color = book, styles, caption, color
        self.sheet: SheetWriter
        self.row = 0
        self._headers: list[tuple[str, str, float]] = []
        self._finished: list[tuple[SheetWriter, int]] = []

    def open(self, headers: list[tuple[str, str, float]], formats: Sequence[str]) -> None:
        """The first sheet, with captions, styles and widths of its columns."""
        self._headers, self._formats = headers, formats
        self._next_sheet()

    def _next_sheet(self) -> None:
        self.sheet = self._book.sheet(self._caption)
        self.row = 1
        for column, ((caption, style, width), style_below) in enumerate(
            zip(self._headers, self._formats, strict=True), 1
        ):
            self.sheet.text(1, column, caption, style)
            self.sheet.raw.set_column(column - 1, column - 1, width, self._book.style(style_below))

    def fit(self, row: int, texts: Iterable[tuple[int, str]]) -> None:
        """Make a row as high as its wrapped texts need: not every program does so on opening."""
        lines = max((lines_of(text, self._headers[column - 1][2]) for column, text in texts), default=1)
        if lines > 1:
            self.sheet.raw.set_row(row - 1, min(lines * _LINE + 2, 400))

    def next_row(self) -> int:
        """The number of the next row."""
        if self.row >= MOST_ROWS:
            self._finished.append((self.sheet, self.row))
            self._next_sheet()
        self.row += 1
        return self.row

    def finish(self, frozen: int) -> Iterable[tuple[SheetWriter, int]]:
        """Panes, filter, lines, print set-up of all its sheets; gives each with the last row to prepare."""
        self._finished.append((self.sheet, self.row))
        for sheet, used in self._finished:
            last, width = max(used, 2) + _ROOM, len(self._headers)
            raw = sheet.raw
            raw.set_row(0, 45)
            raw.freeze_panes(1, frozen)
            raw.autofilter(0, 0, max(used, 2) - 1, width - 1)
            raw.ignore_errors({"number_stored_as_text": f"A1:{column_letters(width)}{last}"})
            filled = f"COUNTA($A2:${column_letters(width)}2)>0"
            for criteria, look in (
                (f"=AND({filled},$A2<>$A1)", self.styles.grid(first=True)),
                (f"={filled}", self.styles.grid()),
            ):
                rule = {"type": "formula", "criteria": criteria, "format": look, "stop_if_true": True}
                raw.conditional_format(1, 0, last - 1, width - 1, rule)
            raw.set_tab_color(self.color)
            raw.set_landscape()
            raw.set_paper(9)
            raw.fit_to_pages(ceil(sum(header[2] for header in self._headers) / _PAGE_WIDTH), 0)
            raw.repeat_rows(0)
            raw.repeat_columns(0, frozen - 1)
            raw.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
            raw.set_footer("&L&A&RTrang &P / &N")
            yield sheet, last


class TableSheet:
    """A sheet of the layout being written."""

    def __init__(
        self, book: BookWriter, styles: Styles, lists: DropDowns, of: SheetLayout, numbered: dict[Column, int]
    ) -> None:
        self._styles, self._lists, self._of = styles, lists, of
        self._cells: list[Cell] = []
        for column in of.columns:
            count = max(column.numbered, numbered.get(column, 0))
            self._cells += [(column, number) for number in range(1, count + 1)] if count else [(column, 0)]
        self._lead = (2 if of.keys else 1) if of.pupil else 0
        self._first = self._lead + len(of.keys) + 1
        self._at = {cell: self._first + index for index, cell in enumerate(self._cells)}
        self._grid = Grid(book, styles, of.caption, of.color)
        self._grid.open(list(self._headers()), list(self._formats()))

    def _headers(self) -> Iterable[tuple[str, str, float]]:
        key = self._styles.header(self._of.color, key=True)
        if self._lead:
            yield PUPIL_KEY, key, 8
        if self._lead > 1:
            yield PUPIL_NAME, key, 24
        for item in self._of.keys:
            yield item.caption, key, item.width
        for column, number in self._cells:
            style = self._styles.header(self._of.color, technical=column.technical)
            yield column.title(number), style, column.width

    def _formats(self) -> Iterable[str]:
        if self._lead:
            yield self._styles.key_number()
        if self._lead > 1:
            yield self._styles.repeated()
        for item in self._of.keys:
            yield self._styles.key_number() if item.codec == "number" else self._styles.key()
        for column, _ in self._cells:
            yield self._styles.cell(column.kind)

    def write(self, pupil: int | None, name: str | None, row: Row) -> tuple[str, int]:
        """Write a row; gives the sheet and the row where it stands."""
        at = self._grid.next_row()
        sheet = self._grid.sheet
        if self._lead and pupil is not None:
            sheet.number(at, 1, pupil, self._styles.key_number())
        if self._lead > 1 and name:
            sheet.text(at, 2, name, self._styles.repeated())
        for offset, form in enumerate(row.keys, self._lead + 1):
            if isinstance(form, str):
                sheet.text(at, offset, form, self._styles.key())
            else:
                sheet.number(at, offset, form, self._styles.key_number())
        for cell, (form, leaf) in row.cells.items():
            self._write_cell(at, self._at[cell], cell[0], form, leaf)
        wrapped = [(self._at[c], form) for c, (form, _) in row.cells.items() if isinstance(form, str)]
        self._grid.fit(at, [item for item in wrapped if self._cells[item[0] - self._first][0].kind in WRAPPED])
        return sheet.name, at

    def _write_cell(self, row: int, at: int, column: Column, form: Form, leaf: Leaf) -> None:
        if isinstance(form, str):
            self._grid.sheet.text(row, at, form, self._styles.cell(column.kind))
        elif isinstance(leaf, Mark):
            self._grid.sheet.number(row, at, form, self._styles.score(score_format(leaf)))
        else:
            self._grid.sheet.number(row, at, form, self._styles.cell(column.kind))

    def finish(self) -> None:
        """Add what a sheet needs when its rows are known."""
        items: list[Key | Column] = [*self._of.keys, *(column for column, _ in self._cells)]
        for sheet, last in self._grid.finish(self._first - 1 if self._of.keys else self._lead + 1):
            for at, item in enumerate(items, self._lead + 1):
                self._lists.attach(sheet, item, at, last)


class RestSheet:
    """The sheet of other information being written."""

    def __init__(self, book: BookWriter, styles: Styles) -> None:
        self._styles = styles
        self._captions = list(rest.COLUMNS)
        self._grid = Grid(book, styles, REST, "#595959")
        technical = (rest.WHERE, rest.PATH, rest.PART)
        keys = (PUPIL_KEY, PUPIL_NAME)
        headers = [
            (caption, styles.header("#595959", key=caption in keys, technical=caption in technical), width)
            for caption, (width, _) in rest.COLUMNS.items()
        ]
        formats = [styles.key_number(), styles.repeated(), styles.key(), *[styles.cell("prose")] * 5]
        self._grid.open(headers, formats)

    def write(self, pupil: int | None, name: str | None, row: rest.RestRow) -> None:
        """Write a row."""
        at = self._grid.next_row()
        sheet = self._grid.sheet
        if pupil is not None:
            sheet.number(at, 1, Decimal(pupil), self._styles.key_number())
        if name:
            sheet.text(at, 2, name, self._styles.repeated())
        for caption, text in row.cells.items():
            column = self._captions.index(caption) + 1
            sheet.text(at, column, text, self._styles.key() if caption == rest.YEAR else self._styles.cell("prose"))

    def finish(self) -> None:
        """Add what a sheet needs when its rows are known."""
        for sheet, last in self._grid.finish(2):
            for column, (caption, (_, hint)) in enumerate(rest.COLUMNS.items()):
                if hint:
                    rule = {"validate": "any", "input_title": caption, "input_message": hint}
                    sheet.raw.data_validation(1, column, last - 1, column, rule)
