"""Values made into what a cell of a workbook holds, or refused: nothing is rounded, shortened or repaired."""

from __future__ import annotations

import re
from decimal import Decimal
from xml.sax.saxutils import escape

from ....notices import CellPlace, Notice
from ...contract import CannotWrite
from ..opening.values import exact, is_blank

Value = str | Decimal

LONGEST_TEXT = 32_767
"""In units of UTF-16, as Excel counts them."""

_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LIKE_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_MOST_DIGITS = 21


def check_value(value: Value, place: CellPlace) -> None:
    """Raises CannotWrite for a value that no workbook can hold as it is, ValueError for a text that shows nothing."""
    if isinstance(value, Decimal):
        if not value.is_finite() or exact(float(value)) != value:
            raise CannotWrite(Notice("number-unfit-for-cell", place, private={"value": str(value)}))
        return
    if is_blank(value):
        raise ValueError(f"nothing to fill in at {place}")
    unfit = _UNFIT.search(value)
    if unfit:
        facts = {"character": f"U+{ord(unfit[0]):04X}", "at": unfit.start() + 1}
        raise CannotWrite(Notice("text-unfit-for-cell", place, facts=facts))
    length = len(value.encode("utf-16-le")) // 2
    if length > LONGEST_TEXT:
        raise CannotWrite(Notice("text-longer-than-cell", place, facts={"length": length, "allowed": LONGEST_TEXT}))


def number_text(value: Decimal) -> str:
    """The shortest decimal text of a number (``8`` for 8.0)."""
    if not value:
        return "0"
    short = value.normalize()
    # no school's number is that long, but a spreadsheet takes the exponent, too
    return str(short) if abs(short.adjusted()) > _MOST_DIGITS else format(short, "f")


def text_element(prefix: str, text: str) -> str:
    """The ``t`` element of a text."""
    kept = ' xml:space="preserve"' if text != " ".join(text.split()) else ""
    # a carriage return is read back as a line feed unless it is escaped as Excel escapes it
    safe = escape(_LIKE_ESCAPE.sub("_x005F_", text)).replace("\r", "_x000D_")
    return f"<{prefix}t{kept}>{safe}</{prefix}t>"
