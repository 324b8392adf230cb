"""What a source said and no list knows: kept word for word, with its place."""

from __future__ import annotations

from .base import Part


class Extension(Part):
    """A caption and a value that were not understood, kept so that nothing vanishes.

    ``where`` is the place in a source: ``{"source": 0, "sheet": "4A", "cell": "AP12"}``, an XPath or a pointer.
    """

    label: str | None = None
    value: str | None = None
    where: dict[str, str | int] | None = None
