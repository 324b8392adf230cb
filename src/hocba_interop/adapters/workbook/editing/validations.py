"""A data validation: what its author lets users enter into a cell."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from .values import Value, number_text

_WITHIN: Mapping[str, Callable[[Decimal, Decimal, Decimal], bool]] = {
    "between": lambda value, one, other: min(one, other) <= value <= max(one, other),
    "notBetween": lambda value, one, other: not min(one, other) <= value <= max(one, other),
}
_AGAINST: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "equal": lambda value, bound: value == bound,
    "notEqual": lambda value, bound: value != bound,
    "lessThan": lambda value, bound: value < bound,
    "lessThanOrEqual": lambda value, bound: value <= bound,
    "greaterThan": lambda value, bound: value > bound,
    "greaterThanOrEqual": lambda value, bound: value >= bound,
}


@dataclass(frozen=True, slots=True)
class Validation:
    """The rule for a cell. ``first`` and ``second`` are its bounds, where they are plain numbers."""

    kind: str
    """list, whole, decimal, date, time, textLength, custom."""
    choices: tuple[str, ...] | None = None
    """The texts of a list, also where they stand in a range or under a defined name; None where not known."""
    operator: str = "between"
    first: Decimal | None = None
    second: Decimal | None = None

    def allows(self, value: Value) -> bool | None:
        """Whether the rule lets a cell hold a value; None where it cannot be told (a formula, an unknown list).

        A text is compared with its upper and lower case, as Excel does for a list that is written out.
        """
        text = value if isinstance(value, str) else number_text(value)
        if self.kind == "list":
            return None if self.choices is None else _plain(text) in map(_plain, self.choices)
        if self.kind == "textLength":
            return self._holds(Decimal(len(text)))
        if self.kind == "custom":
            return None
        if isinstance(value, str) or (self.kind == "whole" and value != value.to_integral_value()):
            return False
        return self._holds(value)

    def _holds(self, number: Decimal) -> bool | None:
        if self.first is None:
            return None
        if self.operator in _AGAINST:
            return _AGAINST[self.operator](number, self.first)
        if self.second is None or self.operator not in _WITHIN:
            return None
        return _WITHIN[self.operator](number, self.first, self.second)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()
