"""Where the rows and cells of a worksheet part stand in its bytes."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field

from ..opening.cellrefs import References
from ..opening.model import Position, Range
from ..opening.refusal import UnreadableFile
from .markup import Part, Tag

_TRUE = ("1", "true", "on")
_ARRAYS = ("array", "dataTable")


@dataclass(slots=True)
class CellSpan:
    """A ``c`` element: where it stands, and its children that say the value."""

    column: int
    tag: Tag
    shared: bool
    values: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class RowSpan:
    """A ``row`` element, with its cells where one of them is to be changed."""

    number: int
    tag: Tag
    style: str | None
    spans: str
    cells: list[CellSpan] = field(default_factory=list)
    end_tag: int = 0


class SheetScan:
    """One pass over a worksheet part. Elements count only where the schema has them."""

    def __init__(self, raw: bytes, where: str, wanted_rows: Container[int]) -> None:
        """Raises UnreadableFile (`damaged-workbook`, `xml-entities`)."""
        self.part = Part(raw, where)
        self.where = where
        self.rows: list[RowSpan] = []
        self.columns: list[tuple[int, int, str]] = []
        """First and last column of each run that has a style, and the style."""
        self.arrays: list[Range] = []
        """The areas of array formulas and data tables, of which only the first cell holds the formula."""
        self.dimension: Tag | None = None
        self.extent = ""
        self.data_end = 0
        self._data: Tag | None = None
        self._wanted = wanted_rows
        self._references = References()
        self._path: list[str] = []
        self._namespace = ""
        self._row = 0
        self._column = 0
        self._value_start = 0
        self.part.scan(self)

    @property
    def data(self) -> Tag:
        """The tag of the ``sheetData`` element, which every worksheet has."""
        if self._data is None:
            raise UnreadableFile("damaged-workbook", where=self.where, reason="no-sheet-data")
        return self._data

    def start(self, name: str, attributes: dict[str, str], offset: int) -> None:
        """A start tag."""
        if not self._path:
            self._namespace = name.rpartition("}")[0]
        uri, _, local = name.rpartition("}")
        local = local if uri == self._namespace else ""
        depth = len(self._path)
        self._path.append(local)
        if depth == 1:
            self._child_of_sheet(local, attributes, offset)
        elif depth == 2 and local == "col" and self._path[1] == "cols":
            style = attributes.get("style", "")
            if style.isdecimal():
                self.columns.append((int(attributes.get("min", "0")), int(attributes.get("max", "0")), style))
        elif self._path[1:3] == ["sheetData", "row"]:
            self._in_row(depth, local, attributes, offset)

    def _child_of_sheet(self, local: str, attributes: dict[str, str], offset: int) -> None:
        if local == "dimension":
            self.dimension, self.extent = self.part.tag(offset), attributes.get("ref", "")
        elif local == "sheetData":
            if self._data is not None:
                raise UnreadableFile("damaged-workbook", where=self.where, reason="sheet-data-twice")
            self._data = self.part.tag(offset)

    def _in_row(self, depth: int, local: str, attributes: dict[str, str], offset: int) -> None:
        if depth == 2:
            given = attributes.get("r")
            self._row = self._row + 1 if given is None else self._references.read(f"A{given}", self.where)[0]
            self._column = 0
            style = attributes.get("s", "") if attributes.get("customFormat") in _TRUE else ""
            tag = self.part.tag(offset)
            self.rows.append(RowSpan(self._row, tag, style if style.isdecimal() else None, attributes.get("spans", "")))
        elif depth == 3 and local == "c":
            given = attributes.get("r")
            self._column = self._column + 1 if given is None else self._references.read(given, self.where)[1]
            if self._row in self._wanted:
                shared = attributes.get("t") == "s"
                self.rows[-1].cells.append(CellSpan(self._column, self.part.tag(offset), shared))
        elif depth != 4 or self._path[3] != "c":
            return
        elif local == "f" and attributes.get("t") in _ARRAYS:
            self.arrays.append(self._references.read_range(attributes.get("ref", ""), self.where))
        elif local in ("v", "is"):
            self._value_start = offset

    def end(self, name: str, offset: int) -> None:
        """An end tag, or the end of an empty element."""
        local = self._path.pop()
        depth = len(self._path)
        if depth == 1 and local == "sheetData":
            self.data_end = offset
        elif self._path[1:2] != ["sheetData"] or not self.rows:
            return
        elif depth == 2 and local == "row":
            self.rows[-1].end_tag = offset
        elif depth == 4 and self._path[3] == "c" and local in ("v", "is") and self._row in self._wanted:
            self.rows[-1].cells[-1].values.append((self._value_start, self._behind(offset)))

    def _behind(self, offset: int) -> int:
        """The offset behind an element whose end was met at an offset."""
        empty = self.part.tag(self._value_start)
        return empty.end if empty.empty else self.part.after_end_tag(offset)

    def shared_texts(self, positions: Container[Position]) -> int:
        """How many of the cells at these positions refer to a shared text."""
        return sum(cell.shared and (row.number, cell.column) in positions for row in self.rows for cell in row.cells)
