"""Text typed in the fonts of old (TCVN3, VNI): said always, converted only when the user asks."""

from __future__ import annotations

from functools import lru_cache
from typing import cast

from ... import legacy_fonts
from ...notices import CellPlace, Notice
from ...text import nfc
from ..contract import Reading, ReadOptions
from ..source import Source

Converted = dict[tuple[int, int], str]
"""What converted cells held before, by position."""


def convert_book(source: Source, font: str) -> dict[str, Converted]:
    """Convert the text of a workbook in place, once; returns by sheet what the changed cells held.

    A text that is right in Unicode already (it holds letters that the font never gives, or is made of Vietnamese
    syllables as it stands) is left alone.
    """
    if source.converted is None:
        source.converted = {}
        for sheet in source.workbook.sheets:
            for position, value in sheet.cells.items():
                if isinstance(value, str) and not value.isascii() and not _is_unicode_vietnamese(value):
                    converted = nfc(legacy_fonts.convert(value, cast("legacy_fonts.Encoding", font)))
                    if converted != value:
                        source.converted.setdefault(sheet.name, {})[position] = value
                        sheet.cells[position] = converted
    return source.converted


def _is_unicode_vietnamese(text: str) -> bool:
    return any("\u1ea0" <= char <= "\u1ef9" or char in "ĂăĐđĨĩŨũƠơƯư\u0300\u0301\u0303\u0309\u0323" for char in text)


@lru_cache(maxsize=65536)
def _encoded_twice(text: str) -> bool:
    return legacy_fonts.mojibake(text)


def legacy_text(source: Source, options: ReadOptions, reading: Reading) -> dict[str, Converted]:
    """Report legacy text: each converted cell where conversion was asked for, else each sheet that looks so.

    Text that was encoded twice is reported cell by cell; it is never repaired.
    """
    for sheet in source.workbook.sheets:
        reading.notices += [
            Notice("double-encoded-text", CellPlace(source.index, sheet.name, *position))
            for position, value in sheet.cells.items()
            if isinstance(value, str) and _encoded_twice(value)
        ]
    if options.legacy_font:
        before = convert_book(source, options.legacy_font)
        reading.notices += [
            Notice("legacy-font-converted", CellPlace(source.index, sheet, *position))
            for sheet, cells in before.items()
            for position in cells
        ]
        return before
    for sheet in source.workbook.sheets:
        texts = [v for v in sheet.cells.values() if isinstance(v, str) and not v.isascii()]
        if found := legacy_fonts.detect_many(texts):
            place = CellPlace(source.index, sheet.name, 0, 0)
            reading.notices.append(Notice("legacy-font-text", place, facts={"font": found}))
    return {}
