"""Names and lists of places against the school year: on 1/7/2025 provinces merged, districts and Phòng GD&ĐT ended."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ....codelists.provinces import NEW, OLD
from ....model import School
from ....model.flat import Path
from ....text import fold
from ...check import Check
from ...findings import Findings
from ...record import Record
from ..dates import start_of, start_of_record
from ..keyed import keyed_years
from ..provinces import by_code, named, only_before
from .stated import Stated, places_of

_FIRST_YEAR_AFTER = 2025
"""The first school year that began after 1/7/2025 began in this one."""


def _lists(record: Record, findings: Findings) -> None:
    for place in places_of(record.card):
        if place.start is None or not (place.edition or place.province):
            continue
        edition = place.edition or _edition_of(place)
        if edition in (OLD, NEW) and edition != (NEW if place.start >= _FIRST_YEAR_AFTER else OLD):
            path = (*place.path, "list_edition" if place.edition else "province_code")
            findings.add("place-list-of-other-time", path, place_list=edition, school_year=_written(place.start))


def _edition_of(place: Stated) -> str | None:
    """The one list in which code and name belong together; None where that is both or neither."""
    return _only_list(place.province or "", place.text or "")


@lru_cache(maxsize=4096)
def _only_list(code: str, text: str) -> str | None:
    names = named(text)
    fitting = [edition for edition in (OLD, NEW) if edition in names and names[edition] == by_code(code, edition)]
    return fitting[0] if len(fitting) == 1 else None


def _names(record: Record, findings: Findings) -> None:
    for key, year in keyed_years(record.card):
        start = start_of_record(year)
        if start is None or start < _FIRST_YEAR_AFTER or year.school is None:
            continue
        for name in _ended(year.school):
            path: Path = ("years", key, "school", name)
            findings.add("place-name-of-before", path, unit=name, school_year=_written(start))
    for index, line in enumerate(record.card.history):
        start = start_of(line.school_year)
        if line.place and start is not None and start >= _FIRST_YEAR_AFTER and only_before(line.place):
            path = ("history", str(index), "place")
            findings.add("place-name-of-before", path, unit="province", school_year=_written(start))


def _ended(school: School) -> Iterator[str]:
    """The leaves of a school that name what there is no more: a province, a district, a Phòng GD&ĐT."""
    if school.province and only_before(school.province):
        yield "province"
    if school.district:
        yield "district"
    if school.department and fold(school.department).startswith(("phong gd", "phong giao duc")):
        yield "department"


def _written(start: int) -> str:
    return f"{start}-{start + 1}"


CHECKS = (
    Check("places.lists", ("place-list-of-other-time",), _lists),
    Check("places.names", ("place-name-of-before",), _names),
)
