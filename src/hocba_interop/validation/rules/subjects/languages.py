"""Is each foreign language named, and are the two of them two languages?"""

from __future__ import annotations

from typing import Final

from hocba_interop.validation.check import Check
from hocba_interop.validation.findings import Findings
from hocba_interop.validation.record import Record
from hocba_interop.validation.rules.marks_year import Subject, has_mark, subject_name, years_of

_FOREIGN: Final = frozenset({"ngoai_ngu_1", "ngoai_ngu_2"})


def _run(record: Record, findings: Findings) -> None:
    for year in years_of(record.card):
        by_language: dict[str, Subject] = {}
        for subject in year.subjects:
            if subject.id not in _FOREIGN or subject.away:
                continue
            language = subject.record.language
            if language is None:
                if any(map(has_mark, subject.periods.values())):
                    findings.add("foreign-language-unnamed", subject.path, subject=subject.name)
                continue
            other = by_language.setdefault(language, subject)
            if other.id != subject.id:
                named = subject_name("ngoai_ngu_1", language)
                findings.add("same-language-twice", subject.path, other.path, language=named)


CHECK = Check("subjects.languages", ("foreign-language-unnamed", "same-language-twice"), _run)
