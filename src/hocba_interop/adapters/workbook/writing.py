"""Writing workbooks: XlsxWriter with the manners of the house.

Text is always written as text, so that a comment beginning with ``=`` never becomes a formula; numbers keep their
decimal value; the same cards give the same bytes (no time of writing stands in the file).
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
_NAME_LENGTH = 31
_EPOCH = datetime.datetime(2020, 1, 1)

_FONT = {"font_name": "Times New Roman", "font_size": 10}
_STYLES: dict[str, dict[str, object]] = {
    "plain": {},
    "title": {"bold": True, "font_size": 11, "align": "center", "valign": "vcenter"},
    "header": {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True},
    "text": {"border": 1},
    "wrap": {"border": 1, "text_wrap": True, "valign": "top"},
    "center": {"border": 1, "align": "center"},
    "score": {"border": 1, "align": "center", "num_format": "0.0"},
    "number": {"border": 1, "align": "center"},
    "code": {"border": 1, "num_format": "@"},
    "code_number": {"border": 1},
}


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A readable sheet name that Excel takes: at most 31 characters, no forbidden one, unique without case."""
    base = wanted.translate(_FORBIDDEN).strip("' ")[:_NAME_LENGTH] or "Sheet"
    name, count = base, 1
    while name.casefold() in taken:
        count += 1
        suffix = f" ({count})"
        name = base[: _NAME_LENGTH - len(suffix)] + suffix
    taken.add(name.casefold())
    return name


class SheetWriter:
    """One sheet being written. Rows and columns count from 1."""

    def __init__(self, sheet: Any, styles: dict[str, Any], name: str) -> None:
        self.raw = sheet
        self.name = name
        self._styles = styles

    def text(self, row: int, column: int, text: str | None, style: str = "text") -> None:
        """A text cell; None or "" leaves the cell as it is."""
        if text:
            self.raw.write_string(row - 1, column - 1, text, self._styles[style])

    def number(self, row: int, column: int, number: Decimal | int, style: str = "number") -> None:
        """A numeric cell. The double nearest to a decimal of at most 15 digits reads back as that decimal."""
        self.raw.write_number(row - 1, column - 1, float(number), self._styles[style])

    def merge(self, top: int, left: int, bottom: int, right: int, text: str, style: str = "header") -> None:
        """A merged range with a text; a range of one cell is written as a plain cell."""
        if (top, left) == (bottom, right):
            self.text(top, left, text, style)
        else:
            self.raw.merge_range(top - 1, left - 1, bottom - 1, right - 1, text, self._styles[style])

    def frame(self, top: int, left: int, bottom: int, right: int) -> None:
        """Thin lines round every cell of a table, also the empty ones, without a cell written for each."""
        if bottom >= top:
            lines = {"type": "formula", "criteria": "=TRUE", "format": self._styles["lines"]}
            self.raw.conditional_format(top - 1, left - 1, bottom - 1, right - 1, lines)

    def landscape(self) -> None:
        """Printed on A4 across, as wide as one page."""
        self.raw.set_landscape()
        self.raw.set_paper(9)
        self.raw.fit_to_pages(1, 0)

    def height(self, row: int, points: float) -> None:
        """The height of a row, where captions need more than one line."""
        self.raw.set_row(row - 1, points)

    def widths(self, first: int, *widths: float) -> None:
        """Column widths from a first column on."""
        for offset, width in enumerate(widths):
            self.raw.set_column(first - 1 + offset, first - 1 + offset, width)


class BookWriter:
    """A workbook being written; a context manager that closes the file. One called .xls is made of an .xlsx."""

    def __init__(self, target: Path | BinaryIO) -> None:
        import xlsxwriter  # here, for whoever only reads pays nothing for it

        self._xls: Path | None = None
        if isinstance(target, Path) and target.suffix.lower() == ".xls":
            self._xls, target = target, target.with_name(f".{target.stem}.xlsx")
        self._target = target
        # XlsxWriter leaves an open zip behind when a disk is full: it writes to memory, and the file is written whole
        self._file = BytesIO() if isinstance(target, Path) else target
        self._book = xlsxwriter.Workbook(
            self._file,
            {
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "in_memory": True,
            },
        )
        self._book.set_properties({"created": _EPOCH, "comments": "hocba-interop"})
        self._styles = {name: self._book.add_format({**_FONT, **style}) for name, style in _STYLES.items()}
        self._styles["lines"] = self._book.add_format({"border": 1})
        self._taken: set[str] = set()

    def style(self, name: str, **properties: object) -> Any:
        """A further style beside those of the house, under a name; its XlsxWriter format."""
        if name not in self._styles:
            self._styles[name] = self._book.add_format({**_FONT, **properties})
        return self._styles[name]

    def sheet(self, name: str) -> SheetWriter:
        """A new sheet with a name as near to the wanted one as Excel allows."""
        final = sheet_name(name, self._taken)
        return SheetWriter(self._book.add_worksheet(final), self._styles, final)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._book.close()
        if isinstance(self._target, Path) and isinstance(self._file, BytesIO) and error is None:
            self._target.write_bytes(self._file.getvalue())
        if self._xls and isinstance(self._target, Path) and error is None:
            from .xls_output import write_xls

            write_xls(self._target, self._xls)
            self._target.unlink()
