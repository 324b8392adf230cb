"""Names of persons (họ và tên): letters that only look right, signs that stand in no name, and how it was typed.

A name is never repaired: two that look alike to the eye may be of two persons, or break a search for one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

from ....model import ReportCard
from ....model.flat import Path, list_keys
from ...check import Check
from ...findings import Findings
from ...record import Record
from ..characters import code_points
from ..keyed import keyed_years, subject_key
from ..text.faults import faults

_FALSE_D = frozenset("\u00d0\u00f0\u0189\u0256")
"""Letters that look like Đ and đ: Icelandic eth, African d."""
_OTHER_SCRIPTS = ("CYRILLIC", "GREEK", "FULLWIDTH LATIN", "MATHEMATICAL")
# Apostrophes and hyphens stand in names of many peoples; control and invisible characters are a matter of `text`.
_SIGN = re.compile(
    r"[^\w\s.'\u2018\u2019\u02bc`´\u2010-\u2013\-\x00-\x1f\x7f-\x9f\u00ad\u0300-\u036f\u200b-\u206f\ufeff]|[\d_]"
)
_GARBLED = frozenset({"text-in-old-font", "text-double-encoded", "text-letters-lost"})
_SPACE = re.compile(r"^\s|\s$|\s\s|[^\S ]")


def look_alikes(name: str) -> str:
    """The letters of a name that only look Vietnamese; none where the whole name is in another script."""
    if name.isascii() or _garbled(name):
        return ""
    letters = [letter for letter in name if letter.isalpha()]
    foreign = [letter for letter in letters if unicodedata.name(letter, "").startswith(_OTHER_SCRIPTS)]
    mixed = foreign if len(foreign) < len(letters) else []
    return "".join(dict.fromkeys([*(letter for letter in letters if letter in _FALSE_D), *mixed]))


def odd_signs(name: str) -> str:
    """The digits and signs of a name that stand in no name."""
    found = _SIGN.findall(name)
    return "" if not found or _garbled(name) else "".join(dict.fromkeys(found))


def _garbled(name: str) -> bool:
    """Whether the letters are not those that were typed, so that nothing can be said of them one by one."""
    return any(fault.rule in _GARBLED for fault in faults(name))


def _persons(card: ReportCard, odd: Callable[[str], object]) -> Iterator[tuple[Path, str]]:
    """The names of the pupil and of the guardians (cha, mẹ, người giám hộ) that are odd."""
    student = card.student
    if student.full_name and odd(student.full_name):
        yield ("student", "full_name"), student.full_name
    for index, guardian in enumerate(student.guardians):
        if guardian.full_name and odd(guardian.full_name):
            key = list(list_keys("guardians", student.guardians))[index]
            yield ("student", "guardians", key, "full_name"), guardian.full_name


def _staff(card: ReportCard, odd: Callable[[str], object]) -> Iterator[tuple[Path, str]]:
    """The names of teachers and signers that are odd."""
    for key, year in keyed_years(card):
        for index, subject in enumerate(year.subjects):
            name = subject.teacher.full_name if subject.teacher else None
            if name and odd(name):
                yield ("years", key, "subjects", subject_key(year, index), "teacher", "full_name"), name
        for index, signer in enumerate(year.issue.signers if year.issue else ()):
            if signer.full_name and odd(signer.full_name):
                yield ("years", key, "issue", "signers", str(index), "full_name"), signer.full_name


def _letters(record: Record, findings: Findings) -> None:
    for persons in (_persons, _staff):
        for path, name in persons(record.card, _odd):
            if found := look_alikes(name):
                points = code_points(found)
                findings.add("name-look-alike-letters", path, private={"value": name}, characters=points)
            if found := odd_signs(name):
                findings.add("name-odd-characters", path, private={"value": name, "signs": found})


@lru_cache(maxsize=65536)
def _odd(name: str) -> bool:
    return bool(look_alikes(name) or odd_signs(name))


def _typing(record: Record, findings: Findings) -> None:
    for path, name in _persons(record.card, _in_one_case):
        findings.add("name-letter-case", path, private={"value": name})
    for path, name in _persons(record.card, _SPACE.search):
        findings.add("name-spaces", path, private={"value": name})


def _in_one_case(name: str) -> bool:
    """Whether a name is all in capitals or all in small letters."""
    return len(name) > 3 and name.upper() != name.lower() and name in (name.upper(), name.lower())


CHECKS = (
    Check("identity.name-letters", ("name-look-alike-letters", "name-odd-characters"), _letters),
    Check("identity.name-typing", ("name-letter-case", "name-spaces"), _typing),
)
