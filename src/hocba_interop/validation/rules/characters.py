"""Characters named by their code points, for messages: showing them would show nothing, or the wrong thing."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

_MOST = 5


def code_points(characters: Iterable[str]) -> tuple[str, ...]:
    """The first few different characters as ``U+00D0``."""
    return tuple(islice(dict.fromkeys(f"U+{ord(one):04X}" for one in characters), _MOST))
