"""The places of a card, in one form: what is said of the province, by which list, and of the commune."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ....model import Place, ReportCard
from ....model.flat import Path
from ..dates import start_of_record
from ..keyed import keyed_years


@dataclass(frozen=True, slots=True)
class Stated:
    """A place: the path of its part, the leaf that names the province, and what is stated.

    ``start`` is the calendar year in which its school year begins, None for what is of the person. A name that is
    the province's alone (``only_province``) must be in the list; an address may end in anything.
    """

    path: Path
    leaf: str
    text: str | None
    province: str | None
    commune: str | None
    edition: str | None
    start: int | None = None
    only_province: bool = False


def places_of(card: ReportCard) -> Iterator[Stated]:
    """Birth place, home town, and year by year the school and the residence (nơi ở)."""
    for name in ("birth_place", "home_town"):
        place = getattr(card.student, name)
        if place is not None:
            yield _of_person(("student", name), place, None)
    for key, year in keyed_years(card):
        start = start_of_record(year)
        school = year.school
        if school is not None:
            yield Stated(
                ("years", key, "school"),
                "province",
                school.province,
                school.province_code,
                school.commune_code,
                school.list_edition,
                start,
                only_province=True,
            )
        if year.pupil_then is not None and year.pupil_then.residence is not None:
            yield _of_person(("years", key, "pupil_then", "residence"), year.pupil_then.residence, start)


def _of_person(path: Path, place: Place, start: int | None) -> Stated:
    return Stated(path, "text", place.text, place.province_code, place.commune_code, place.list_edition, start)
