"""Places as people name them in profiles and baselines: one text, stable while the file's form is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..notices import CellPlace, Place, PointerPlace, XPathPlace


def place_text(where: Place | None, names: Sequence[str]) -> str:
    """A place as ``file/sheet/G12``, ``file/report_cards/0/student`` or ``file/document/report-card[1]``.

    Without what changes though the place does not: the line of an XPath.
    """
    if where is None:
        return ""
    name = names[where.source] if where.source < len(names) else ""
    if isinstance(where, CellPlace):
        cell = where.cell if where.row or where.column else ""
        return "/".join(filter(None, (name, where.sheet, cell)))
    if isinstance(where, PointerPlace):
        return f"{name}{where.pointer}"
    return f"{name}{where.xpath}" if isinstance(where, XPathPlace) else name


def glob(pattern: str) -> re.Pattern[str]:
    """A pattern in which ``*`` stands for any text and ``?`` for one letter; brackets stand for themselves."""
    special = {"*": ".*", "?": "."}
    return re.compile("".join(special.get(letter) or re.escape(letter) for letter in pattern), re.DOTALL)
