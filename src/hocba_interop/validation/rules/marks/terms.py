"""Is there a first term where the second and the year are there? A gap may be lawful, and is worth a look."""

from __future__ import annotations

from hocba_interop.validation.check import Check
from hocba_interop.validation.findings import Findings
from hocba_interop.validation.record import Record
from hocba_interop.validation.rules.marks_year import years_of


def _run(record: Record, findings: Findings) -> None:
    for year in years_of(record.card):
        if year.curriculum is None or year.curriculum.primary:
            continue
        without = [
            subject
            for subject in year.subjects
            if subject.result("year") and subject.result("term2") and not subject.result("term1")
            if not subject.away_in("term1")
        ]
        if not without:
            continue
        if any(subject.result("term1") for subject in year.subjects):
            for subject in without:
                findings.add("first-term-missing", subject.path, subject=subject.name)
        else:
            findings.add("first-term-missing", year.at("subjects"))


CHECK = Check("marks.terms", ("first-term-missing",), _run)
