"""A1 references of sheet XML."""

from __future__ import annotations

import re

from .limits import EXCEL_MAX_COLUMNS, EXCEL_MAX_ROWS
from .model import Position, Range
from .refusal import UnreadableFile

_REFERENCE = re.compile(r"\$?([A-Za-z]+)\$?([0-9]+)", re.ASCII)
_REMEMBERED = 100_000


class References:
    """Reads references, remembering those already seen: the sheets of a school's book use the same few
    hundred."""

    def __init__(self) -> None:
        self.seen: dict[str, Position] = {}

    def read(self, text: str, where: str) -> Position:
        """The row and column of a reference such as ``G12``.

        Raises:
            UnreadableFile: `too-many-columns`, `sheet-too-large` for a place that Excel does not have
                (``AAAAA1``), `damaged-workbook` for what is no reference.
        """
        position = self.seen.get(text)
        if position is not None:
            return position
        match = _REFERENCE.fullmatch(text)
        if match is None:
            raise UnreadableFile("damaged-workbook", where=where, reason="cell-reference")
        letters, digits = match.groups()
        column = 0
        if len(letters) <= 3:
            for letter in letters.upper():
                column = column * 26 + ord(letter) - 64
        if not 0 < column <= EXCEL_MAX_COLUMNS:
            raise UnreadableFile("too-many-columns", where=where, allowed=EXCEL_MAX_COLUMNS)
        row = int(digits) if len(digits) <= 9 else EXCEL_MAX_ROWS + 1
        if row > EXCEL_MAX_ROWS:
            raise UnreadableFile("sheet-too-large", where=where, allowed=EXCEL_MAX_ROWS)
        if row == 0:
            raise UnreadableFile("damaged-workbook", where=where, reason="cell-reference")
        position = (row, column)
        if len(self.seen) < _REMEMBERED:
            self.seen[text] = position
        return position

    def read_range(self, text: str, where: str) -> Range:
        """The rectangle of ``A1:G1``, whichever corners it names.

        Raises:
            UnreadableFile: as `read`.
        """
        first, _, second = text.partition(":")
        top, left = self.read(first, where)
        bottom, right = self.read(second or first, where)
        return Range(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
