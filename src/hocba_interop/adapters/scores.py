"""What may be wrong with a score that stands in a text format."""

from __future__ import annotations

import re
from decimal import Decimal

_DECIMAL = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40})?")


def score_fault(value: str) -> str | None:
    """The rule that a score breaks: digits with a dot, 0 to 10, at most one decimal (8.30 is 8.3)."""
    if not _DECIMAL.fullmatch(value):
        return "score-unreadable"
    score = Decimal(value)
    if not 0 <= score <= 10:
        return "score-out-of-range"
    return "score-too-precise" if score * 10 % 1 else None
