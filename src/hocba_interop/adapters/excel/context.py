"""What the year of a row decides about its cells: the circular (of which scale "Khá" is), the level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hocba_interop.model.flat import Leaf, Path, named_year


@dataclass(frozen=True, slots=True)
class YearContext:
    """The circular and the level of a pupil's year, as its row says or as grade and school year decide."""

    regulation: str | None = None
    level: str | None = None


NO_YEAR = YearContext()


def year_context(leaf: Mapping[Path, Leaf], year: str) -> YearContext:
    """The context of a year, from the leaves of the report card (writing) or those read so far (reading)."""

    def text(name: str) -> str | None:
        value = leaf.get(("years", year, name))
        return value if isinstance(value, str) else None

    grade = leaf.get(("years", year, "grade"))
    regulation, level = text("regulation"), text("level")
    if isinstance(grade, int) and not (regulation and level):
        from hocba_interop.codelists import levels, regulations

        level = level or levels.for_grade(grade)
        # the key, not the leaf: both sides know it, wherever the leaf stands
        named = named_year(year) or ""
        known = {item.id for item in levels.all()}
        regulation = regulation or regulations.for_year(named, grade, level if level in known else None)
    return YearContext(regulation, level)
