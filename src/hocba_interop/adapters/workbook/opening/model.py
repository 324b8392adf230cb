"""What an opened spreadsheet file gives, the same for .xlsx, .xls and HTML tables."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Literal, TypeAlias

from ....notices import column_letters


class Fault(Enum):
    """Why a cell that is not blank has no usable value."""

    ERROR_VALUE = "error-value"
    FORMULA_WITHOUT_VALUE = "formula-without-value"


@dataclass(frozen=True, slots=True)
class FaultyCell:
    """A cell that holds an error value, or a formula that was never calculated.

    ``text`` is what Excel shows (``#N/A``) or the formula itself. It is left out of ``repr`` since a formula
    can quote a pupil's data.
    """

    fault: Fault
    text: str = field(default="", repr=False)


CellValue: TypeAlias = "str | Decimal | bool | datetime.date | datetime.datetime | datetime.time | FaultyCell"
"""Numbers are always `Decimal`, from the shortest decimal that gives the same double, and never a float. A
number under a format for elapsed time (``[h]:mm``), and one that no calendar date answers to, stays a number
of days."""

Position: TypeAlias = tuple[int, int]
"""Row and column, both from 1."""


@dataclass(frozen=True, slots=True)
class Range:
    """A rectangle of cells, all four sides included and counted from 1.

    It may be as large as a whole sheet: test with ``in``, do not list its cells.
    """

    top: int
    left: int
    bottom: int
    right: int

    def __contains__(self, position: object) -> bool:
        if not isinstance(position, tuple):
            return False
        row, column = position
        return bool(self.top <= row <= self.bottom and self.left <= column <= self.right)

    def __str__(self) -> str:
        return f"{cell_name(self.top, self.left)}:{cell_name(self.bottom, self.right)}"


@dataclass(slots=True)
class Sheet:
    """One worksheet: only the cells that hold something."""

    name: str
    index: int
    """Position in `Workbook.sheets`, from 0."""
    hidden: bool = False
    cells: dict[Position, CellValue] = field(default_factory=dict, repr=False)
    """In order of rows, then columns. A text of white space only counts as empty and is not here. A cell that
    lies under a merged range without being its corner is here where the file holds a value for it."""
    merged: tuple[Range, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    """Up to ``max_row``."""
    hidden_columns: frozenset[int] = frozenset()
    """Up to ``max_column``."""
    formulas: frozenset[Position] = frozenset()
    """The cells that hold a formula whose result stands in ``cells`` (an error value is a result)."""
    blank_formulas: frozenset[Position] = frozenset()
    """Formulas whose result is an empty text, such as ``=IF(A1="","",A1)``: not in ``cells``, yet not
    nothing."""
    zero_padded: dict[Position, int] = field(default_factory=dict, repr=False)
    """Width of the number format of a whole number that is shown with leading zeros (``0000000000``)."""
    max_row: int = 0
    """The last row that holds a value or a formula; 0 for an empty sheet."""
    max_column: int = 0
    _rows: dict[int, dict[int, CellValue]] | None = field(default=None, repr=False, compare=False)

    def row(self, row: int) -> dict[int, CellValue]:
        """The non-empty cells of a row by column, in order. Not to be changed."""
        if self._rows is None:
            rows: defaultdict[int, dict[int, CellValue]] = defaultdict(dict)
            for (cell_row, column), value in self.cells.items():
                rows[cell_row][column] = value
            self._rows = dict(rows)
        return self._rows.get(row, {})

    def cell_name(self, row: int, column: int) -> str:
        """The name of a cell as Excel shows it (``G12``)."""
        return cell_name(row, column)


@dataclass(slots=True)
class Workbook:
    """An opened file."""

    name: str
    """File name without folders."""
    container: Literal["xlsx", "xls", "html"]
    sheets: tuple[Sheet, ...]
    date1904: bool = False
    fingerprint: str | None = None
    """Traces of the program that made the file (title, application, creation stamp): a weak hint, and never
    the author, who in a re-saved copy is a person."""


def cell_name(row: int, column: int) -> str:
    """The A1 name of a cell (``cell_name(12, 7) == "G12"``)."""
    return f"{column_letters(column)}{row}"
