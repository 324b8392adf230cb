"""Does a subject stand twice in one year?"""

from __future__ import annotations

from hocba_interop.model.flat import subject_key
from hocba_interop.validation.check import Check
from hocba_interop.validation.findings import Findings
from hocba_interop.validation.record import Record
from hocba_interop.validation.rules.marks_year import Subject, years_of


def _run(record: Record, findings: Findings) -> None:
    for year in years_of(record.card):
        ids = {subject.id for subject in year.subjects}
        if len(ids) == len(year.subjects) and "khac" not in ids:
            continue
        first: dict[str, Subject] = {}
        for subject in year.subjects:
            key = subject_key(subject.id, subject.record.source_label)
            if key in first:
                findings.add("subject-twice", subject.path, first[key].path, subject=subject.name)
            else:
                first[key] = subject


CHECK = Check("subjects.twice", ("subject-twice",), _run)
