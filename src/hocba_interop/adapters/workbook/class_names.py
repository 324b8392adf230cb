"""Names of classes as schools make them (``10T``, ``12.6``, ``6/1``, ``10A1-CLC``, ``10 Toán``): in titles, on tabs.

The patterns run in linear time: a title and the name of a sheet come from strangers.
"""

from __future__ import annotations

import re

from ...codelists import subjects
from ...text import tidy

_TOKEN = r"\d{1,2}(?![\d])[\w.]*(?:[-/]\w+)*"
_TITLE = re.compile(r"\blớp\b\s*[:.]?\s*(\d{1,2}(?!\d).*)", re.IGNORECASE)
_NAMED = re.compile(r"\blớp\b\s*:?\s*([?*#…]|[^\W\d]\w{0,3}(?=\s*(?:[-–—,;(]|$)))", re.IGNORECASE)
_END = re.compile(
    r"[,;:()|]|\s[-–—]|[-–—]\s|\s*[-–—]?\s*\b(?:năm\s+học|học\s+k[ìỳyi]|hk|giữa|cuối|cả\s+năm|khối|môn|sĩ\s+số|gvcn|giáo\s+viên"
    r"|trường|có|của|ngày|tháng|đợt|tuần|kèm|theo)(?:\b|(?<=hk))",
    re.IGNORECASE,
)
_LONGEST, _MOST_WORDS = 20, 3
_LONGEST_TAB = 64  # Excel allows 31
_TAB_TERM = re.compile(
    r"(?:[\s_-]|^)(?:hk|học\s?k[ìỳyi]|hoc\s?k[iy])\s?(?:[12]|i{1,2})$|\s(?:cn|cả năm|ca nam)$", re.IGNORECASE
)
_TAB = re.compile(r"(?:l[ớo]p\s?)?(\d{1,2}(?:[^\W\d_]\w*(?:[-.]\w+)*|[./_-]\d{1,2}\w*))$", re.IGNORECASE)
_TAB_OF_SUBJECT = re.compile(r"\s(\d{1,2}(?:[^\W\d_]\w*(?:-\w+)*|[./]\d{1,2}))$")
_TAB_IN_WORDS = re.compile(r"(?:l[ớo]p\s?)?(\d{1,2}\s(chuyên\s)?([^\W\d_]+\d?))$", re.IGNORECASE)


def read_class(text: str) -> str | None:
    """The class that a title names (``Lớp 10T``, ``LỚP 10 TOÁN - Học kỳ I``), or None.

    After a bare number (the grade) further words belong to the name, up to what begins another statement.
    """
    found = _TITLE.search(text)
    if not found:
        return None
    end = _END.search(found[1])
    whole = found[1][: end.start()] if end else found[1]
    whole = " ".join(whole.split()).rstrip(".-_/ ")
    first = re.match(_TOKEN, whole)
    token = first[0].rstrip(".-_/") if first else ""
    if not token.isdecimal() or len(whole) > _LONGEST or len(whole.split()) > _MOST_WORDS:
        return token or None
    return whole or None


def names_unreadable_class(text: str) -> bool:
    """Whether a title says "Lớp …" with a name that is none (``Lớp ????``): asked where no class could be read."""
    return read_class(text) is None and bool(_NAMED.search(text))


def class_in_sheet_name(name: str) -> str | None:
    """The class that a sheet is named after (``10t``, ``12.6``, ``10t HK2``, ``10 toán``), or None."""
    tab = _tab(name)
    found = _TAB.match(tab)
    if not found and (words := _TAB_IN_WORDS.match(tab)):
        found = words if words[2] or len(words[3]) <= 2 or subjects.find(words[3]) else None
    return found[1] if found and grade_of_class(found[1]) else None


def class_behind_subject(name: str) -> str | None:
    """The class at the end of the name of a sheet that begins with something else (``Toán 10A1``), or None."""
    found = _TAB_OF_SUBJECT.search(_tab(name))
    return found[1] if found and grade_of_class(found[1]) else None


def _tab(name: str) -> str:
    return _TAB_TERM.sub("", tidy(name)[:_LONGEST_TAB]).rstrip(" _-")


def grade_of_class(class_name: str | None) -> int | None:
    """The grade in the name of a class (10 of ``10A1``), or None."""
    found = re.match(r"\d{1,2}(?!\d)", class_name or "")
    return int(found[0]) if found and 1 <= int(found[0]) <= 12 else None
