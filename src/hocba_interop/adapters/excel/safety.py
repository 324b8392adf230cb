"""Which texts a cell can hold unharmed, and the bracket ‹…› that says "word for word"."""

from __future__ import annotations

import json
import re

from hocba_interop.adapters.workbook.opening.values import is_blank

MOST_UNITS = 32_000
"""A cell takes 32,767 UTF-16 units."""

_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_")
_OPEN, _CLOSE = "‹", "›"


def units(text: str) -> int:
    """The length of a text as spreadsheets count it, in UTF-16 units."""
    return len(text) + sum(char > "\uffff" for char in text) if not text.isascii() else len(text)


def is_safe(text: str) -> bool:
    """Whether a text comes back from a cell as it was written, also after a person saved the file."""
    return not is_blank(text) and _UNSAFE.search(text) is None and units(text) <= MOST_UNITS


def verbatim(text: str) -> str:
    """A text in the bracket that is read word for word, without any checking."""
    return f"{_OPEN}{text}{_CLOSE}"


def unwrap(text: str) -> str | None:
    """What stands in the bracket, or None where a text has none."""
    if len(text) >= 2 and text.startswith(_OPEN) and text.endswith(_CLOSE):
        return text[1:-1]
    return None


def to_json(value: object) -> str:
    """JSON in ASCII, free of what a spreadsheet would take for an escape."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"), sort_keys=True).replace("_x", "\\u005fx")


def from_json(text: str) -> object:
    """What a text says as JSON, None where it is none."""
    try:
        found: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found
