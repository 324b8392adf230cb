"""Hoàn thành chương trình lớp học, cấp học: do they agree with the results, the grade and the law of their time?"""

from __future__ import annotations

from datetime import date

from hocba_interop.regulations import completion
from hocba_interop.text import fold
from hocba_interop.validation.check import Check
from hocba_interop.validation.findings import Findings
from hocba_interop.validation.record import Record
from hocba_interop.validation.rules.arithmetic.outcome import outcome, primary_outcome
from hocba_interop.validation.rules.marks_year import Year, years_of
from hocba_interop.validation.rules.subjects_curriculum import LEVELS


def _run(record: Record, findings: Findings) -> None:
    for year in years_of(record.card):
        decisions = year.record.decisions
        if decisions is None:
            continue
        if decisions.completed_grade and decisions.promoted is False:
            path, also = year.at("decisions", "promoted"), year.at("decisions", "completed_grade")
            findings.add("completed-not-promoted", path, also)
        if year.curriculum is None or year.curriculum.grade is None:
            continue
        expected, ground = _completed(year)
        if decisions.completed_grade is not None:
            _look_at_grade(year, decisions.completed_grade, expected, ground, findings)
        if decisions.completed_level is not None:
            _look_at_level(year, decisions.completed_level, expected, ground, findings)
        if decisions.completion_text is not None:
            _look_at_words(year, decisions.completion_text, findings)


def _completed(year: Year) -> tuple[bool | None, tuple[str, ...]]:
    """Whether the results say that the grade is completed, and why; None where that is open."""
    if year.by_plan or year.curriculum is None:
        return None, ()
    if year.curriculum.primary:
        decided = primary_outcome(year)
        return (True, ("primary-completed",)) if decided == "completed" else (None, (decided,) if decided else ())
    found = outcome(year)
    if found is None:
        return None, ()
    if found.outcome in ("retest", "summer_training"):
        return None, (found.outcome,)
    return found.outcome == "promoted", found.why or ("enough",)


def _look_at_grade(
    year: Year, recorded: bool, expected: bool | None, ground: tuple[str, ...], findings: Findings
) -> None:
    path = year.at("decisions", "completed_grade")
    private = {"recorded": _word(recorded), "ground": ground}
    if expected is None and recorded and ground:
        findings.add("decided-before-retest", path, private=private, field="completed_grade", circular=year.number)
    elif expected is not None and recorded != expected:
        findings.add("grade-completion-differs", path, private=private, circular=year.number)


def _look_at_level(
    year: Year, recorded: bool, expected: bool | None, ground: tuple[str, ...], findings: Findings
) -> None:
    assert year.curriculum is not None
    path = year.at("decisions", "completed_level")
    private = {"recorded": _word(recorded), "ground": ground}
    if year.curriculum.grade != LEVELS[year.curriculum.level].last_grade:
        if recorded:
            findings.add("level-completed-early", path, grade=year.curriculum.grade)
    elif expected is not None and recorded != expected:
        findings.add("level-completion-differs", path, private=private, circular=year.number)


def _look_at_words(year: Year, text: str, findings: Findings) -> None:
    """Since 2026 the head confirms completion, and no diploma of THCS is given (Luật Giáo dục sửa đổi)."""
    assert year.curriculum is not None and year.curriculum.grade is not None
    start = (year.record.school_year or "")[:4]
    if not (start.isascii() and start.isdigit()) or "tot nghiep" not in fold(text):
        return
    found = completion(year.curriculum.grade, date(min(int(start), 9998) + 1, 5, 31))
    if found is not None and not found.diploma and year.curriculum.level == "lower_secondary":
        findings.add("diploma-no-longer-given", year.at("decisions", "completion_text"), law=str(found.source))


def _word(completed: bool) -> str:
    return "completed" if completed else "not-completed"


CHECK = Check(
    "arithmetic.completion",
    (
        "completed-not-promoted",
        "grade-completion-differs",
        "level-completion-differs",
        "level-completed-early",
        "decided-before-retest",
        "diploma-no-longer-given",
    ),
    _run,
)
