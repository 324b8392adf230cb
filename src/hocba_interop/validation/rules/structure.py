"""Structure (cấu trúc): what the published schemas say of a record, in XML and in JSON."""

from __future__ import annotations

from ..check import Check
from ..findings import Findings
from ..record import Record
from ..streaming.faults import MISSING, NOT_IN_LIST, UNEXPECTED, WRONG_TYPE, Checked


def _schema(record: Record, findings: Findings) -> None:
    checked = record.raw
    assert isinstance(checked, Checked)
    for fault in checked.faults:
        findings.add_at(fault.rule, fault.place, pupil=record.number, private=fault.private, **fault.facts)


CHECKS = (Check("structure.schema", (UNEXPECTED, MISSING, WRONG_TYPE, NOT_IN_LIST), _schema, of_raw=True),)
