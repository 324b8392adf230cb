"""The personal id (số định danh cá nhân): 12 digits, and what its first six say beside the record.

Three digits tell the province of birth registration, one the century and the sex, two the year of birth. The
circular that said so has lapsed and data of birth are corrected without a new number, so that only the length is
an error. There is no check digit.
"""

from __future__ import annotations

from collections.abc import Iterator

from ....codelists.provinces import EDITIONS, Province
from ....model import Place
from ....model.flat import Path
from ...check import Check
from ...findings import Findings
from ...record import Record
from ..dates import possible
from ..provinces import by_code, named, today_of

NUMBER: Path = ("student", "identifiers", "personal_id")
_SEX: Path = ("student", "sex")
_BIRTH_DATE: Path = ("student", "birth_date")
_BIRTH_PLACE: Path = ("student", "birth_place")


def is_personal_id(text: str) -> bool:
    """Whether a text is 12 digits."""
    return len(text) == 12 and text.isascii() and text.isdecimal()


def _number(record: Record) -> str | None:
    number = record.card.student.identifiers.get("personal_id")
    return number if number and not number.isspace() else None


def _length(record: Record, findings: Findings) -> None:
    number = _number(record)
    if number is not None and not is_personal_id(number):
        findings.add("personal-id-not-twelve-digits", NUMBER, private={"value": number}, length=len(number))


def _against_record(record: Record, findings: Findings) -> None:
    number, student = _number(record), record.card.student
    if number is None or not is_personal_id(number):
        return
    century, born = divmod(int(number[3]), 2)
    if student.sex is not None and student.sex != ("female" if born else "male"):
        findings.add("personal-id-sex", NUMBER, _SEX, private={"digit": number[3]})
    year = 1900 + 100 * century + int(number[4:6])
    if student.birth_date and possible(student.birth_date) and int(student.birth_date[:4]) != year:
        findings.add("personal-id-birth-year", NUMBER, _BIRTH_DATE, private={"year": year, "date": student.birth_date})


def _province(record: Record, findings: Findings) -> None:
    number = _number(record)
    if number is None or not is_personal_id(number):
        return
    meant = list(_provinces_of(number[1:3])) if number[0] == "0" else []
    if not meant:
        findings.add("personal-id-prefix-unknown", NUMBER, private={"prefix": number[:3]})
        return
    place = record.card.student.birth_place
    born_in = set() if place is None else _today(place)
    if born_in and born_in.isdisjoint(map(today_of, meant)):
        findings.add("personal-id-birth-place", NUMBER, _BIRTH_PLACE, private={"prefix": number[:3]})


def _provinces_of(code: str) -> Iterator[Province]:
    """What two digits of a number may mean: old numbers keep the old codes for life, new ones may have the new."""
    for edition in EDITIONS:
        if province := by_code(code, edition):
            yield province


def _today(place: Place) -> set[str]:
    """The codes of today of the provinces that a place may mean; its text counts where it names one."""
    if place.text and (found := named(place.text)):
        return {today_of(province) for province in found.values()}
    if not place.province_code:
        return set()
    editions = (place.list_edition,) if place.list_edition else EDITIONS
    return {today_of(province) for edition in editions if (province := by_code(place.province_code, edition))}


CHECKS = (
    Check("identity.personal-id", ("personal-id-not-twelve-digits",), _length),
    Check("identity.personal-id-record", ("personal-id-sex", "personal-id-birth-year"), _against_record),
    Check("identity.personal-id-province", ("personal-id-prefix-unknown", "personal-id-birth-place"), _province),
)
