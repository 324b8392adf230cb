"""Status, id and version of a record (trạng thái, mã định danh, phiên bản học bạ)."""

from __future__ import annotations

from typing import Any, Final

from ....model.flat import Path
from ...check import Check
from ...findings import Findings
from ...record import Record
from ..dates import start_of_record
from ..keyed import keyed_years

SIGNED: Final = (
    "draft",
    "subject_teachers_signed",
    "class_teacher_signed",
    "head_signed",
    "issued",
    "submitted",
    "effective",
)
"""The steps of a record in their order; each holds the steps before."""
_WITHDRAWN = frozenset({"recalled", "cancel_requested", "cancelled"})
_LONGEST_ID = 36


def _status(record: Record, findings: Findings) -> None:
    for key, year in keyed_years(record.card):
        status = year.issue.status if year.issue else None
        path = ("years", key, "issue", "status")
        if status in _WITHDRAWN:
            known: dict[str, Any] = {} if start_of_record(year) is None else {"school_year": year.school_year}
            findings.add("record-withdrawn", path, record_status=status, **known)
        elif status is not None and status not in SIGNED:
            findings.add("record-status-unknown", path, private={"value": status})


def _identity(record: Record, findings: Findings) -> None:
    for key, year in keyed_years(record.card):
        record_id = year.issue.record_id if year.issue else None
        if record_id and len(record_id) > _LONGEST_ID:
            path = ("years", key, "issue", "record_id")
            findings.add("record-id-too-long", path, length=len(record_id), most=_LONGEST_ID)
    _versions(record, findings)


def _versions(record: Record, findings: Findings) -> None:
    """Versions of years that are one record: a later year was written later, so that its version is no smaller."""
    highest: dict[str, tuple[int, Path]] = {}
    dated = [
        (start, key, year.issue)
        for key, year in keyed_years(record.card)
        if year.issue and year.issue.record_id and (start := start_of_record(year)) is not None
    ]
    for _, key, issue in sorted(dated, key=lambda one: one[0]):
        version, record_id = issue.version or "", issue.record_id or ""
        if not (version.isascii() and version.isdecimal()):
            continue
        path = ("years", key, "issue", "version")
        before = highest.get(record_id)
        if before is not None and int(version) < before[0]:
            findings.add("record-version-falls", path, before[1])
        else:
            highest[record_id] = int(version), path


CHECKS = (
    Check("issue.status", ("record-status-unknown", "record-withdrawn"), _status),
    Check("issue.identity", ("record-id-too-long", "record-version-falls"), _identity),
)
