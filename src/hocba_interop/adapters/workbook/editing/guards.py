"""What the sheets of a workbook say of their cells: locked or not, number format, data validation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from ..opening.model import Range
from .choices import Choices
from .validations import Validation

GENERAL = "General"


class CellStyle(NamedTuple):
    """What is asked of a cell style."""

    number_format: str = GENERAL
    locked: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """A data validation as the sheet states it: where it holds, and its formulas as they are written."""

    kind: str
    areas: tuple[Range, ...]
    operator: str
    formulas: tuple[str, ...]


@dataclass(slots=True)
class Guards:
    """One sheet."""

    protected: bool = False
    """Whether sheet protection is on."""
    styles: Sequence[CellStyle] = ()
    cells: dict[int, dict[int, int]] = field(default_factory=dict, repr=False)
    """Number of the style of each cell that stands in the file, by row, then column."""
    rows: dict[int, int] = field(default_factory=dict)
    columns: list[tuple[int, int, int]] = field(default_factory=list)
    """First column, last column, style."""
    open_areas: tuple[Range, ...] = ()
    """Areas that may be edited without a password, locked or not."""
    rules: list[Rule] = field(default_factory=list)
    sheet: str = ""
    choices: Choices | None = None

    def is_locked(self, row: int, column: int) -> bool:
        """Whether the protection of the sheet keeps users from changing a cell."""
        if not self.protected or any((row, column) in area for area in self.open_areas):
            return False
        return self._style(row, column).locked

    def number_format(self, row: int, column: int) -> str:
        """The code of the number format of a cell (``General``, ``@``, ``0.0``)."""
        return self._style(row, column).number_format

    def validation(self, row: int, column: int) -> Validation | None:
        """The data validation of a cell, where it has one."""
        for rule in self.rules:
            if any((row, column) in area for area in rule.areas):
                return self._validation(rule, row, column)
        return None

    def _style(self, row: int, column: int) -> CellStyle:
        number = self.cells.get(row, {}).get(column)
        if number is None:
            number = self.rows.get(row)
        if number is None:
            number = next((style for first, last, style in self.columns if first <= column <= last), 0)
        return self.styles[number] if number < len(self.styles) else CellStyle()

    def _validation(self, rule: Rule, row: int, column: int) -> Validation:
        choices = None
        if rule.kind == "list" and self.choices is not None and rule.formulas:
            origin = (min(area.top for area in rule.areas), min(area.left for area in rule.areas))
            choices = self.choices.of(rule.formulas[0], self.sheet, origin, (row, column))
        bounds = [_number(formula) for formula in rule.formulas]
        first, second = [*bounds, None, None][:2]
        return Validation(rule.kind, choices, rule.operator, first, second)


def _number(formula: str) -> Decimal | None:
    try:
        number = Decimal(formula.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
