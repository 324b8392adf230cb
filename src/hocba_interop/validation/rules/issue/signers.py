"""Signers (người ký): those whom the status says have signed, their roles and personal ids.

Only names are looked at: what a signature is worth is a matter of the signed file.
"""

from __future__ import annotations

from collections.abc import Iterator

from ....model import Issue, YearRecord
from ....model.flat import Path
from ...check import Check
from ...findings import Findings
from ...record import Record
from ..identity.personal_id import is_personal_id
from ..keyed import keyed_years, level_of, subject_key
from .status import SIGNED

_ROLES = frozenset({"subject_teacher", "class_teacher", "head", "school"})
_STEP_OF = {"subject_teacher": 1, "class_teacher": 2, "head": 3}
"""The step of `SIGNED` by which somebody of this role has signed."""


def _needed(record: Record, findings: Findings) -> None:
    for key, year in keyed_years(record.card):
        if year.issue is None or year.issue.status not in SIGNED:
            continue
        missing = tuple(_missing(year, year.issue, SIGNED.index(year.issue.status)))
        if missing:
            where = ("years", key, "issue", "status")
            findings.add("signer-missing", where, signer=missing, record_status=year.issue.status)


def _missing(year: YearRecord, issue: Issue, step: int) -> Iterator[str]:
    """The roles that must have signed and that nobody is named for; at a primary school no subject teacher signs."""
    named = {signer.role for signer in issue.signers if signer.full_name or signer.personal_id}
    level = level_of(year)
    for role, signs_at in _STEP_OF.items():
        if step < signs_at or role in named:
            continue
        if role == "subject_teacher" and (
            level in (None, "primary")
            or any(subject.teacher and subject.teacher.full_name for subject in year.subjects)
        ):
            continue
        yield role


def _persons(record: Record, findings: Findings) -> None:
    for key, year in keyed_years(record.card):
        for path, number in _odd_numbers(key, year):
            findings.add("signer-personal-id", path, private={"value": number}, length=len(number))
        for index, signer in enumerate(year.issue.signers if year.issue else ()):
            if signer.role not in _ROLES:
                path = ("years", key, "issue", "signers", str(index), "role")
                findings.add("signer-role-unknown", path, private={"value": signer.role})


def _odd_numbers(key: str, year: YearRecord) -> Iterator[tuple[Path, str]]:
    """The personal ids of subject teachers and signers that are none."""
    for index, subject in enumerate(year.subjects):
        number = subject.teacher.personal_id if subject.teacher else None
        if number and not is_personal_id(number):
            yield ("years", key, "subjects", subject_key(year, index), "teacher", "personal_id"), number
    for index, signer in enumerate(year.issue.signers if year.issue else ()):
        if signer.personal_id and not is_personal_id(signer.personal_id):
            yield ("years", key, "issue", "signers", str(index), "personal_id"), signer.personal_id


CHECKS = (
    Check("issue.signers", ("signer-missing",), _needed),
    Check("issue.persons", ("signer-personal-id", "signer-role-unknown"), _persons),
)
