"""CSV that Excel opens rightly in Vietnamese: UTF-8 with its mark, semicolons between, and no cell a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def excel_csv(rows: Iterable[Sequence[object]]) -> bytes:
    """The rows as bytes; a cell of nothing is empty."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([_harmless(str(cell or "")) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """A name that begins like a formula would be calculated by Excel."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
