"""Raw cell contents made into values: exact decimals, dates, texts that count as empty."""

from __future__ import annotations

import datetime
import math
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

# What a reader of the sheet cannot see. `str.strip` alone takes NBSP for white space, but not these.
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"

_EPOCH_1900 = datetime.datetime(1899, 12, 30)
_EPOCH_1904 = datetime.datetime(1904, 1, 1)
_LAST_SERIAL = 2_958_466  # 10000-01-01
_MS_PER_DAY = 86_400_000


def is_blank(text: str) -> bool:
    """Whether a text shows nothing at all."""
    return not text or text.isspace() or not text.translate(_DROP_INVISIBLE).strip()


_DROP_INVISIBLE = str.maketrans(dict.fromkeys(_INVISIBLE))


def exact(number: float) -> Decimal | None:
    """The shortest decimal that reads back as this double; whole numbers without a fraction.

    None for what is not a finite number.
    """
    if not math.isfinite(number):
        return None
    if number == int(number) and abs(number) < 1e21:
        return Decimal(int(number))
    return Decimal(repr(number))


class FormatKind(Enum):
    """What a number format makes of a number, so far as a value depends on it."""

    PLAIN = "plain"
    DATE = "date"
    TIME = "time"
    """A time of day without a date."""


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A number format, so far as it decides about the value."""

    kind: FormatKind = FormatKind.PLAIN
    zeros: int = 0
    """Width where the format is nothing but two or more zeros."""


PLAIN = NumberFormat()

# Identifiers that need no definition in the file (ECMA-376 part 1, 18.8.30); 27-36 and 50-58 are dates in the
# East Asian editions, and Excel treats them as dates everywhere.
_BUILT_IN = {
    **dict.fromkeys([14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)], NumberFormat(FormatKind.DATE)),
    **dict.fromkeys([18, 19, 20, 21, 45, 47], NumberFormat(FormatKind.TIME)),
}

_LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.')
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_BRACKET = re.compile(r"\[[^\]]*\]")
_AM_PM = re.compile(r"am/pm|a/p", re.IGNORECASE)


def built_in_format(number: int) -> NumberFormat:
    """The format that an identifier stands for where the file does not define it."""
    return _BUILT_IN.get(number, PLAIN)


def read_format(code: str) -> NumberFormat:
    """What a format code such as ``dd/mm/yyyy`` or ``0000000000`` makes of a number."""
    if len(code) > 1 and code.strip("0") == "":
        return NumberFormat(zeros=len(code))
    section = _LITERAL.sub("", code).split(";", 1)[0]
    if _ELAPSED.search(section):
        return PLAIN
    section = _BRACKET.sub("", section).lower()
    if section.startswith("general"):
        return PLAIN
    without_half_day = _AM_PM.sub("", section)
    if any(letter in without_half_day for letter in "dy"):
        return NumberFormat(FormatKind.DATE)
    if any(letter in section for letter in "hs") or without_half_day != section:
        return NumberFormat(FormatKind.TIME)
    return NumberFormat(FormatKind.DATE) if "m" in section else PLAIN


def from_serial(
    serial: float, kind: FormatKind, *, date1904: bool
) -> datetime.date | datetime.datetime | datetime.time | None:
    """The date, date with time, or time of day that a number stands for; None where no calendar answers to
    it.

    Excel's day 60, 29 February 1900, never was; days before it are counted from one day later.
    """
    if not 0 <= serial < _LAST_SERIAL:
        return None
    days, fraction = divmod(serial, 1)
    milliseconds = round(fraction * _MS_PER_DAY)
    if days == 0 and not date1904:
        if kind is FormatKind.DATE or milliseconds == _MS_PER_DAY:
            return None
        return (_EPOCH_1900 + datetime.timedelta(milliseconds=milliseconds)).time()
    if date1904 and days == 0 and kind is FormatKind.TIME:
        return (_EPOCH_1904 + datetime.timedelta(milliseconds=milliseconds)).time()
    if not date1904 and days == 60:
        return None
    if not date1904 and days < 60:
        days += 1
    epoch = _EPOCH_1904 if date1904 else _EPOCH_1900
    try:
        moment = epoch + datetime.timedelta(days=days, milliseconds=milliseconds)
    except OverflowError:
        return None
    return moment if moment.time() != datetime.time() else moment.date()
