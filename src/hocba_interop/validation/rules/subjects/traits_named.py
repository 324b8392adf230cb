"""Is each quality and competence one that a circular names?"""

from __future__ import annotations

from typing import Final

from hocba_interop.codelists import traits
from hocba_interop.model.flat import list_keys
from hocba_interop.validation.check import Check
from hocba_interop.validation.findings import Findings
from hocba_interop.validation.record import Record
from hocba_interop.validation.rules.keyed import keyed_years

_LISTED: Final = frozenset(trait.id for trait in traits.all())


def _run(record: Record, findings: Findings) -> None:
    for key, year in keyed_years(record.card):
        if all(record_of.trait in _LISTED for record_of in year.traits):
            continue
        for name, found in zip(list_keys("traits", year.traits), year.traits, strict=True):
            path = ("years", key, "traits", name, "trait")
            if found.trait in _LISTED:
                continue
            if found.source_label:
                findings.add("trait-unknown", path, label=found.source_label)
            else:
                findings.add("trait-unknown", path)


CHECK = Check("subjects.traits", ("trait-unknown",), _run)
