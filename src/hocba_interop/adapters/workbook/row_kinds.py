"""What a row under a header is: a pupil's, or one of those that stand between and under them.

A pupil is recognised by what identifies one, never by the look of the name: a given name may have one letter, and
a family name may spell like a word of a footer. What identifies nobody is not taken for a pupil in silence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum, auto

from ...text import tidy
from .binding import Table
from .cells import NOTHING
from .footers import is_footer_text, is_junk_name, may_be_signer
from .header import is_number_row
from .opening import CellValue, FaultyCell

_CODE = re.compile(r"(?=\S*\d{3})[\w./-]{4,40}$")
_RUNNING = re.compile(r"\d{1,4}\.?$")
_LEAST_CODE = 10**4


class RowKind(Enum):
    """The kinds of rows."""

    PUPIL = auto()
    NAMELESS = auto()
    """Marks with a running number and nothing that says whose they are."""
    RUNNING = auto()
    """A running number and nothing else: a line left for a pupil."""
    NUMBERS = auto()
    """The numbers of the columns."""
    OUTSIDE = auto()


class RowKinds:
    """Tells the rows of one table apart."""

    def __init__(self, table: Table) -> None:
        bound = {column: b for column, b in table.columns.items() if b.decode is not None}
        student = {column: b.path for column, b in bound.items() if b.path and b.path[0] == "student"}
        self.name = next((c for c, path in student.items() if path[-1] == "full_name"), None)
        self._running = [column for column, b in bound.items() if b.path is None and column != table.moment]
        self._codes = [column for column, path in student.items() if path[1] == "identifiers"]
        self._other_keys = [c for c in student if c != self.name and c not in self._codes]
        self._data = [column for column, b in bound.items() if b.path and b.path[0] == "years"]

    def kind(self, cells: Mapping[int, CellValue], *, under_footer: bool) -> RowKind:
        """What a row is; under a footer only a row with a code or a running number is a pupil's."""
        name = cells.get(self.name) if self.name else None
        named = isinstance(name, FaultyCell) or (isinstance(name, str) and tidy(name) not in NOTHING)
        coded = any(_is_code(cells.get(column)) for column in self._codes)
        numbered = any(_is_running(cells.get(column)) for column in self._running)
        worded = not numbered and any(isinstance(cells.get(column), str) for column in self._running)
        data = any(column in cells for column in self._data)
        if coded and (named or (not worded and (self.name is None or numbered or data))):
            return RowKind.PUPIL
        if named and self._is_named_pupil(cells, name, numbered, data and not (worded or under_footer)):
            return RowKind.PUPIL
        if numbered and data and not named and not under_footer:
            return RowKind.NAMELESS
        if self._running and not under_footer and all(column in self._running for column in cells) and numbered:
            return RowKind.RUNNING
        return RowKind.NUMBERS if is_number_row(cells) else RowKind.OUTSIDE

    def _is_named_pupil(
        self, cells: Mapping[int, CellValue], name: CellValue | None, numbered: bool, data: bool
    ) -> bool:
        """Whether a row with a name and without a code is a pupil's."""
        if any(column in cells and not _is_text(cells[column]) for column in self._other_keys):
            return True
        junk = isinstance(name, str) and is_junk_name(name)
        if junk or any(isinstance(v, str) and is_footer_text(v) for c, v in cells.items() if c not in self._data):
            return False
        if numbered or any(column in cells for column in self._other_keys):
            return True
        return data and (isinstance(name, FaultyCell) or may_be_signer(str(name)))


def _is_text(value: CellValue) -> bool:
    """Whether a cell holds words; a date typed as text does not."""
    return isinstance(value, str) and not any(char.isdecimal() for char in value)


def _is_code(value: CellValue | None) -> bool:
    if isinstance(value, Decimal):
        return value >= _LEAST_CODE and value == value.to_integral_value()
    return isinstance(value, str) and bool(_CODE.match(tidy(value)))


def _is_running(value: CellValue | None) -> bool:
    if isinstance(value, Decimal):
        return value == value.to_integral_value()
    return isinstance(value, FaultyCell) or (isinstance(value, str) and bool(_RUNNING.match(tidy(value))))
