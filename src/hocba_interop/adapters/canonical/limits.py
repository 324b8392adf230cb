"""How large a text source may be before it is refused rather than read."""

from __future__ import annotations

_MIB = 1024 * 1024

MAX_BYTES = 512 * _MIB
"""Of one JSON or XML file; many schools at once travel as JSON Lines."""

MAX_DEPTH = 64
"""Levels of nesting; the model has ten."""

MAX_DIGITS = 64
"""Characters of one number; the model's largest has a handful."""

MAX_EXPONENT = 400
"""Beyond it a number of a few characters would unfold into a giant."""
