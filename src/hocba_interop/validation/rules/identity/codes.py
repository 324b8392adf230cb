"""Pupil codes (mã học sinh, mã định danh Bộ GD&ĐT) and the other numbers that name a person."""

from __future__ import annotations

import re

from ....codelists import identifiers
from ....model.flat import list_keys
from ...check import Check
from ...findings import Findings
from ...record import Record
from .personal_id import is_personal_id

_PUPIL_CODES = frozenset({"pupil_code", "moet"})
_PUPIL_CODE = re.compile(r"[A-Za-z0-9]{1,20}")
_OLD_ID = re.compile(r"[0-9]{9}")
"""Giấy chứng minh nhân dân, which grown-ups had before the 12 digits."""


def _codes(record: Record, findings: Findings) -> None:
    _of_pupil(record, findings)
    _of_guardians(record, findings)


def _of_pupil(record: Record, findings: Findings) -> None:
    for scheme, code in record.card.student.identifiers.items():
        if not code:
            continue
        path = ("student", "identifiers", scheme)
        if scheme in _PUPIL_CODES:
            usual = identifiers.get(scheme).width or 0
            if not _PUPIL_CODE.fullmatch(code):
                findings.add("identifier-form", path, private={"value": code}, scheme=scheme)
            elif code.isdecimal() and len(code) < usual:
                private = {"value": code}
                findings.add("pupil-code-short", path, private=private, scheme=scheme, length=len(code), usual=usual)
        elif scheme != "personal_id" and code != code.strip():
            findings.add("identifier-form", path, private={"value": code}, scheme=scheme)


def _of_guardians(record: Record, findings: Findings) -> None:
    guardians = record.card.student.guardians
    for key, guardian in zip(list_keys("guardians", guardians), guardians, strict=True):
        number = guardian.personal_id
        if number and not is_personal_id(number) and not _OLD_ID.fullmatch(number):
            path = ("student", "guardians", key, "personal_id")
            findings.add("identifier-form", path, private={"value": number}, scheme="guardian_personal_id")


CHECKS = (Check("identity.codes", ("pupil-code-short", "identifier-form"), _codes),)
