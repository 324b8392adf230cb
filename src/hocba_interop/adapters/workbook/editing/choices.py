"""The choices that a list validation offers: written out, in a range of cells, or under a defined name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ..opening.limits import EXCEL_MAX_COLUMNS, EXCEL_MAX_ROWS
from ..opening.model import CellValue, Position, Range, Sheet, Workbook
from .values import number_text

_SHEET = r"(?:'((?:[^']|'')+)'|([^'!\s(),:\[\]]+))"
_CELL = r"\$?[A-Za-z]{1,3}\$?\d{1,7}"
_REFERENCE = re.compile(
    rf"(?:{_SHEET}!)?({_CELL}(?::{_CELL})?|\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}|\$?\d{{1,7}}:\$?\d{{1,7}})", re.ASCII
)
_CORNER = re.compile(r"(\$?)([A-Za-z]{1,3})?(\$?)(\d{1,7})?", re.ASCII)
_FIXED = re.compile(r"(\$[A-Za-z]+)?(\$\d+)?", re.ASCII)
_NAME = re.compile(rf"(?:{_SHEET}!)?([^\W\d][\w.\\?]*)")
_DEEPEST = 8
"""How many defined names may stand for one another."""


@dataclass
class Choices:
    """Looks choices up in one workbook."""

    book: Workbook
    names: Mapping[tuple[str, str], str]
    """Defined names, folded, with the folded sheet that they belong to ("" for the whole workbook)."""
    _found: dict[tuple[str, Range], tuple[str, ...]] = field(default_factory=dict)

    def of(self, formula: str, sheet: str, origin: Position, at: Position) -> tuple[str, ...] | None:
        """The choices of a cell; ``origin`` is the corner of the validated area, from which references run on."""
        formula = formula.strip().removeprefix("=")
        if formula.startswith('"'):
            return _written_out(formula)
        return self._look_up(formula, sheet, (at[0] - origin[0], at[1] - origin[1]), _DEEPEST)

    def _look_up(self, formula: str, sheet: str, shift: Position | None, deep: int) -> tuple[str, ...] | None:
        reference = _REFERENCE.fullmatch(formula)
        if reference:
            area = _area(reference[3], shift)
            return None if area is None else self._texts(_unquoted(reference) or sheet, area)
        name = _NAME.fullmatch(formula)
        if name is None or not deep:
            return None
        folded = name[3].casefold()
        local = self.names.get((folded, (_unquoted(name) or sheet).casefold()))
        meant = local or self.names.get((folded, ""))
        return None if meant is None else self._look_up(meant.strip().removeprefix("="), sheet, None, deep - 1)

    def _texts(self, sheet: str, area: Range) -> tuple[str, ...] | None:
        found = next((one for one in self.book.sheets if one.name.casefold() == sheet.casefold()), None)
        if found is None:
            return None
        key = (found.name, area)
        if key not in self._found:
            self._found[key] = tuple(text for value in _values(found, area) if (text := _shown(value)) is not None)
        return self._found[key]


def _written_out(formula: str) -> tuple[str, ...] | None:
    inner = formula[1:-1]
    if len(formula) < 2 or not formula.endswith('"') or '"' in inner.replace('""', ""):
        return None  # texts that are put together by a formula
    return tuple(text.strip() for text in inner.replace('""', '"').split(",") if text.strip())


def _unquoted(match: re.Match[str]) -> str:
    return match[1].replace("''", "'") if match[1] else match[2] or ""


def _area(reference: str, shift: Position | None) -> Range | None:
    """The cells of a reference, moved on where it has no ``$``; None where that leads off the sheet.

    Without a shift (under a defined name, where it depends on how the name was made) only fixed references count.
    """
    first, _, second = reference.partition(":")
    if shift is None:
        if not (_FIXED.fullmatch(first) and _FIXED.fullmatch(second or first)):
            return None
        shift = (0, 0)
    top, left = _corner(first, shift, (1, 1))
    bottom, right = _corner(second or first, shift, (EXCEL_MAX_ROWS, EXCEL_MAX_COLUMNS))
    area = Range(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
    inside = area.top >= 1 and area.left >= 1 and area.bottom <= EXCEL_MAX_ROWS and area.right <= EXCEL_MAX_COLUMNS
    return area if inside else None


def _corner(text: str, shift: Position, whole: Position) -> Position:
    found = _CORNER.fullmatch(text)
    if found is None:
        return 0, 0
    fixed_column, letters, fixed_row, digits = found.groups()
    if letters is None:  # a whole row: its only "$" is that of the row
        fixed_row = fixed_column or fixed_row
    column = 0
    for letter in (letters or "").upper():
        column = column * 26 + ord(letter) - 64
    row = int(digits or 0)
    return (
        whole[0] if digits is None else row + (0 if fixed_row else shift[0]),
        whole[1] if letters is None else column + (0 if fixed_column else shift[1]),
    )


def _values(sheet: Sheet, area: Range) -> list[CellValue]:
    if (area.bottom - area.top + 1) * (area.right - area.left + 1) <= len(sheet.cells):
        cells = ((row, c) for row in range(area.top, area.bottom + 1) for c in range(area.left, area.right + 1))
        return [sheet.cells[cell] for cell in cells if cell in sheet.cells]
    return [value for cell, value in sheet.cells.items() if cell in area]


def _shown(value: CellValue) -> str | None:
    """A choice as its cell says it; None for what is no text or number (a date, an error)."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return number_text(value) if isinstance(value, Decimal) else None
