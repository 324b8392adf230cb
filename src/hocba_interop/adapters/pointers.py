"""JSON pointers (RFC 6901) of the items of a JSON source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def escape(key: str) -> str:
    """A key as a step of a pointer."""
    return key.replace("~", "~0").replace("/", "~1") if "~" in key or "/" in key else key


def leaf_pointers(tree: Any, base: str = "") -> Iterator[str]:
    """The pointers of all leaves that are not null. Knows nothing of the model."""
    waiting = [(base, tree)]
    while waiting:
        pointer, value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend((f"{pointer}/{escape(key)}", member) for key, member in value.items())
        elif isinstance(value, list):
            waiting.extend((f"{pointer}/{index}", member) for index, member in enumerate(value))
        elif value is not None:
            yield pointer
