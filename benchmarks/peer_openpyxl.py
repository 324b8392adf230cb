"""The peer: openpyxl reads the same inputs and writes the same output cells, and does nothing else.

``python -m benchmarks.peer_openpyxl CELLS.json OUT bare|dressed IN...``; the cells are those of our own output. The
peer neither understands nor checks anything: ``bare`` writes values alone, ``dressed`` the workbook as a school gets
it, with its merged cells, borders and number formats.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

Sheets = dict[str, dict[str, list[object]]]
_THIN = Side(style="thin")
_LINES = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def read(path: Path) -> int:
    """Read every cell of a workbook in read-only mode; returns how many are filled."""
    book = load_workbook(path, read_only=True)
    filled = 0
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            filled += sum(value is not None for value in row)
    book.close()
    return filled


def write(books: dict[str, Sheets], folder: Path, *, dressed: bool) -> None:
    """Write workbooks of these cells, by file and sheet."""
    for name, sheets in books.items():
        book = Workbook()
        book.remove(book.worksheets[0])
        for title, found in sheets.items():
            _fill(book.create_sheet(title), found, dressed=dressed)
        book.save(folder / name)


def _fill(sheet: Worksheet, found: dict[str, list[object]], *, dressed: bool) -> None:
    for row, column, value in found["cells"]:  # type: ignore[misc]
        cell = sheet.cell(row, column, value)
        if dressed:
            cell.border = _LINES
            if isinstance(value, float):
                cell.number_format = "0.0"
    if dressed:
        for merged in found["merged"]:
            sheet.merge_cells(str(merged))


def main() -> None:
    """Read the inputs, write the output."""
    cells, out, how, *inputs = sys.argv[1:]
    for path in inputs:
        read(Path(path))
    write(json.loads(Path(cells).read_text(encoding="utf-8")), Path(out), dressed=how == "dressed")


if __name__ == "__main__":
    main()
