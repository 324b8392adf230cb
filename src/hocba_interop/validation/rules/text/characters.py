"""Every text of a record, whatever it says: fonts, encodings, characters that no one sees."""

from __future__ import annotations

from ....model.flat import flatten
from ...check import Check
from ...findings import Findings
from ...record import Record
from .faults import faults
from .gathering import texts_of, texts_of_leaf


def _characters(record: Record, findings: Findings) -> None:
    if not any(map(faults, texts_of(record.card))):
        return  # as nearly always; only a text with a fault is worth the paths of all leaves
    for path, leaf in flatten(record.card).items():
        for text in texts_of_leaf(leaf):
            for fault in faults(text):
                findings.add(fault.rule, path, private={"value": text}, **fault.facts)


CHECKS = (
    Check(
        "text.characters",
        (
            "text-in-old-font",
            "text-double-encoded",
            "text-control-character",
            "text-invisible-character",
            "text-private-character",
            "text-letters-lost",
            "text-not-composed",
            "text-markup",
        ),
        _characters,
    ),
)
