"""Which part holds which worksheet."""

from __future__ import annotations

from typing import NamedTuple

from ..opening.package import main_part, relationships
from ..opening.parts import Parts
from ..opening.xml import elements


class SheetPart(NamedTuple):
    """A worksheet: its name, its part, and its number among all sheets, charts included."""

    name: str
    part: str
    number: int


def sheet_parts(parts: Parts) -> list[SheetPart]:
    """The worksheets of a package that the opener has read, in the same order and with the same names."""
    main = main_part(parts)
    targets, kinds = relationships(parts, main)
    listed = [e.attributes for e in elements(parts.read(main), main) if e.name == "sheet" and e.parent == "sheets"]
    return [
        SheetPart(attributes.get("name") or f"Sheet{number + 1}", targets[relation], number)
        for number, attributes in enumerate(listed)
        for relation in [attributes.get("id", "")]
        if kinds[relation] in ("worksheet", "")
    ]
