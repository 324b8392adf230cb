"""Dates as sheets hold them: text day-first, ISO, Excel serial numbers, date cells; of three precisions."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})(?:\s+0?0:00(?::00)?)?$")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?$")
_MONTH = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{4})$")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})$")
_YEAR = re.compile(r"(19|20)\d\d$")
_TWO_DIGIT_YEAR = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2}$")
_SERIAL_1900 = datetime.date(1899, 12, 30)
_SERIAL_1904 = datetime.date(1904, 1, 1)
_PLAUSIBLE_SERIALS = range(10_000, 80_000)
_PLAUSIBLE_YEARS = range(1900, 2101)


class BadDate(ValueError):
    """A date that cannot be read; ``rule`` is the name of the notice."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


def _iso(year: str, month: str, day: str) -> str:
    if int(year) not in _PLAUSIBLE_YEARS:
        raise BadDate("date-impossible")
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        swapped = int(month) > 12 >= int(day)
        raise BadDate("date-month-first" if swapped else "date-impossible") from None


def _month(year: str, month: str) -> str:
    if not 1 <= int(month) <= 12 or int(year) not in _PLAUSIBLE_YEARS:
        raise BadDate("date-impossible")
    return f"{year}-{int(month):02}"


def read_date(value: object, *, date1904: bool = False) -> tuple[str, str | None]:
    """An ISO date cut to what is known, with the name of the transform. Raises BadDate.

    The day comes first in Vietnamese writing, always; a two-digit year is not guessed.
    """
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()[:10], "date-cell"
    if isinstance(value, Decimal):
        return _from_number(value, date1904=date1904)
    text = str(value).strip()
    if found := _DAY_FIRST.match(text):
        return _iso(found[3], found[2], found[1]), "date-text"
    if found := _ISO.match(text):
        iso = _iso(found[1], found[2], found[3])
        return iso, None if iso == text else "date-text"
    if found := _MONTH.match(text):
        return _month(found[2], found[1]), "date-text"
    if found := _ISO_MONTH.match(text):
        return _month(found[1], found[2]), None
    if _YEAR.match(text):
        return text, None
    if text.isdecimal() and int(text) in _PLAUSIBLE_SERIALS:
        return _from_number(Decimal(text), date1904=date1904)
    raise BadDate("date-two-digit-year" if _TWO_DIGIT_YEAR.match(text) else "date-unreadable")


def _from_number(number: Decimal, *, date1904: bool) -> tuple[str, str | None]:
    if number == number.to_integral_value() and 1900 <= number <= 2100:
        return str(int(number)), None
    if int(number) not in _PLAUSIBLE_SERIALS:
        raise BadDate("date-unreadable")
    start = _SERIAL_1904 if date1904 else _SERIAL_1900
    return (start + datetime.timedelta(days=int(number))).isoformat(), "date-serial"
