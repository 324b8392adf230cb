"""Sheets of code lists (danh mục): the choices that the columns of a template draw from. They hold no pupil's data.

Such a sheet is known by its shape (few columns, short texts, no date, no number as long as a pupil's code) and by one
more sign: it is hidden, is called a list or after a column of another sheet, or begins with captions of a list.
"""

from __future__ import annotations

import re
from decimal import Decimal

from .captions import caption_key
from .opening import CellValue, Sheet, Workbook

_MOST_COLUMNS = 4
_LONGEST_TEXT = 120
_LONGEST_NUMBER = 8
_HEADER_ROWS = 12
_CALLED = re.compile(r"_*(?:dm|danhmuc|list|lookup)")
_CAPTION = re.compile(r"(?:ma|ten|stt|tt|giatri|danhmuc|ghichu)\b|(?:ma|ten|danhmuc)\w+$")
_LONG_NUMBER = re.compile(r"\d{9}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2}")


def is_code_list(sheet: Sheet, book: Workbook) -> bool:
    """Whether a sheet holds a code list and nothing else."""
    columns = {column for _, column in sheet.cells}
    called = bool(_CALLED.match(caption_key(sheet.name)))
    if not columns or len({row for row, _ in sheet.cells}) < 2 or (len(columns) > _MOST_COLUMNS and not called):
        return False
    if not all(map(_is_entry, sheet.cells.values())):
        return False
    return called or sheet.hidden or _is_headed(sheet) or _is_called_after_a_column(sheet, book)


def _is_entry(value: CellValue) -> bool:
    """Whether a cell may be a code or a name of a list."""
    if isinstance(value, Decimal):
        return value == value.to_integral_value() and len(str(abs(int(value)))) <= _LONGEST_NUMBER
    return isinstance(value, str) and len(value) <= _LONGEST_TEXT and not _LONG_NUMBER.search(value)


def _is_headed(sheet: Sheet) -> bool:
    """Whether the first row holds captions of a list (Mã, Tên …), two or more."""
    first = [value for _, value in sheet.row(min(row for row, _ in sheet.cells)).items()]
    return len(first) > 1 and all(isinstance(v, str) and _CAPTION.match(caption_key(v)) for v in first)


def _is_called_after_a_column(sheet: Sheet, book: Workbook) -> bool:
    """Whether another sheet has a column of the same name."""
    name = caption_key(sheet.name)
    return bool(name) and any(
        isinstance(value, str) and caption_key(value) == name
        for other in book.sheets
        if other is not sheet
        for row in range(1, _HEADER_ROWS + 1)
        for value in other.row(row).values()
    )
