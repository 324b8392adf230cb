"""The peer: openpyxl reads the same inputs and writes the same output cells, and does nothing else.

``python -m benchmarks.peer_openpyxl CELLS.json OUT IN...``; the cells are those of our own output, values only,
so the peer neither understands, nor checks, nor styles anything.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from openpyxl import Workbook, load_workbook


def read(path: Path) -> int:
    """Read every cell of a workbook in read-only mode; returns how many are filled."""
    book = load_workbook(path, read_only=True)
    filled = 0
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            filled += sum(value is not None for value in row)
    book.close()
    return filled


def write(cells: dict[str, dict[str, list[tuple[int, int, object]]]], folder: Path) -> None:
    """Write workbooks of these cells, by file and sheet."""
    for name, sheets in cells.items():
        book = Workbook()
        book.remove(book.worksheets[0])
        for title, found in sheets.items():
            sheet = book.create_sheet(title)
            for row, column, value in found:
                sheet.cell(row, column, value)  # type: ignore[arg-type]
        book.save(folder / name)


def main() -> None:
    """Read the inputs, write the output."""
    cells, out, *inputs = sys.argv[1:]
    for path in inputs:
        read(Path(path))
    write(json.loads(Path(cells).read_text(encoding="utf-8")), Path(out))


if __name__ == "__main__":
    main()
