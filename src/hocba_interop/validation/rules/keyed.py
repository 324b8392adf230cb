"""The members of a card with the keys that `model.flat` gives them."""

from __future__ import annotations

from collections.abc import Iterator

from ...codelists import levels
from ...model import ReportCard, YearRecord
from ...model.flat import list_keys


def keyed_years(card: ReportCard) -> Iterator[tuple[str, YearRecord]]:
    """The years (năm học) of a card with their keys."""
    return zip(list_keys("years", card.years), card.years, strict=True)


def subject_key(year: YearRecord, index: int) -> str:
    """The key of the subject (môn học) at a position: asked for only where something is said of it."""
    return list(list_keys("subjects", year.subjects))[index]


def level_of(year: YearRecord) -> str | None:
    """The level (cấp học) of a year, as recorded or by its grade."""
    return year.level or (levels.for_grade(year.grade) if year.grade else None)
