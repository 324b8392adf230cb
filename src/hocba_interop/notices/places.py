"""Where something stands in a source: a cell, an XPath with its line, a JSON pointer, or the source as a whole."""

from __future__ import annotations

from typing import NamedTuple


def column_letters(column: int) -> str:
    """The letters of a 1-based column (1 is A, 28 is AB)."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class CellPlace(NamedTuple):
    """A cell of a sheet; row and column count from 1, and 0 stands for the whole row or sheet."""

    source: int
    sheet: str
    row: int
    column: int

    @property
    def cell(self) -> str:
        """The cell's name as a spreadsheet shows it (``G12``)."""
        return f"{column_letters(self.column)}{self.row or ''}"

    def where(self) -> dict[str, str | int]:
        """The place as a notice and a receipt write it."""
        place: dict[str, str | int] = {"source": self.source, "sheet": self.sheet}
        if self.row and self.column:
            place["cell"] = self.cell
        elif self.row:
            place["row"] = self.row
        elif self.column:
            place["column"] = column_letters(self.column)
        return place

    def __str__(self) -> str:
        if self.row and self.column:
            return f"'{self.sheet}'!{self.cell}"
        line = self.row or column_letters(self.column)
        return f"'{self.sheet}'!{line}:{line}" if line else f"'{self.sheet}'"


class PointerPlace(NamedTuple):
    """A JSON value, named by its pointer (RFC 6901)."""

    source: int
    pointer: str

    def where(self) -> dict[str, str | int]:
        """The place as a notice and a receipt write it."""
        return {"source": self.source, "pointer": self.pointer}

    def __str__(self) -> str:
        return self.pointer or "/"


class XPathPlace(NamedTuple):
    """An element or attribute of an XML document, with the line of its start tag."""

    source: int
    xpath: str
    line: int

    def where(self) -> dict[str, str | int]:
        """The place as a notice and a receipt write it."""
        return {"source": self.source, "xpath": self.xpath, "line": self.line}

    def __str__(self) -> str:
        return f"{self.xpath} (dòng {self.line})" if self.line else self.xpath


class SourcePlace(NamedTuple):
    """A source as a whole."""

    source: int

    def where(self) -> dict[str, str | int]:
        """The place as a notice and a receipt write it."""
        return {"source": self.source}

    def __str__(self) -> str:
        return ""


Place = CellPlace | PointerPlace | XPathPlace | SourcePlace
