"""Lên lớp: does the decision agree with the year's results and absences, and with its own words?"""

from __future__ import annotations

from typing import Final

from hocba_interop.validation.check import Check
from hocba_interop.validation.findings import Findings
from hocba_interop.validation.record import Record
from hocba_interop.validation.rules.arithmetic.outcome import outcome, primary_outcome, promotion_said
from hocba_interop.validation.rules.marks_year import Year, years_of

_OPEN: Final = frozenset({"retest", "summer_training"})


def _run(record: Record, findings: Findings) -> None:
    for year in years_of(record.card):
        decisions = year.record.decisions
        if decisions is None:
            continue
        said = None if decisions.promotion_text is None else promotion_said(decisions.promotion_text)
        promoted = decisions.promoted
        if promoted is not None and said is not None and said != promoted:
            path, also = year.at("decisions", "promotion_text"), year.at("decisions", "promoted")
            findings.add("promotion-texts-differ", path, also, private={"recorded": _word(promoted)})
            continue
        if year.curriculum is None or year.by_plan:
            continue
        if promoted is not None:
            _look_at(year, promoted, "promoted", findings)
        elif said is not None:
            _look_at(year, said, "promotion_text", findings)


def _look_at(year: Year, promoted: bool, field: str, findings: Findings) -> None:
    path = year.at("decisions", field)
    private: dict[str, object] = {"recorded": _word(promoted)}
    if year.curriculum is not None and year.curriculum.primary:
        if not promoted and primary_outcome(year) == "completed":
            private["ground"] = "primary-completed"
            findings.add("promotion-differs", path, private=private, circular=year.number)
        return
    decided = outcome(year)
    if decided is None:
        return
    private["ground"] = decided.why or "enough"
    if promoted and decided.outcome in _OPEN:
        findings.add("decided-before-retest", path, private=private, field="promoted", circular=year.number)
    elif promoted != (decided.outcome == "promoted") and decided.outcome not in _OPEN:
        findings.add("promotion-differs", path, private=private, circular=year.number)


def _word(promoted: bool) -> str:
    return "promoted" if promoted else "not-promoted"


CHECK = Check("arithmetic.promotion", ("promotion-differs", "promotion-texts-differ", "decided-before-retest"), _run)
