"""Are the compulsory subjects there where the term's results are, and the four that a pupil of THPT chooses?"""

from __future__ import annotations

from typing import Any, Final

from hocba_interop.model import PeriodId
from hocba_interop.validation.check import Check
from hocba_interop.validation.findings import Findings
from hocba_interop.validation.record import Record
from hocba_interop.validation.rules.marks_year import CLOSED, Year, has_mark, subject_name, years_of
from hocba_interop.validation.rules.subjects.names import PARTS, PROPER
from hocba_interop.validation.rules.subjects_curriculum import Curriculum, lacking

ELECTIVES_OF_A_PUPIL: Final = 4
_KINDS_OF_TECHNOLOGY: Final = frozenset({"cong_nghe_cong_nghiep", "cong_nghe_nong_nghiep"})


def has_whole_period(year: Year, period: PeriodId) -> bool:
    """Whether the record speaks of the whole of a period, not of some subjects: it has a result over all of them."""
    summary = year.summary(period)
    return summary is not None and bool(
        summary.learning_result or summary.education_result or summary.average or summary.honour
    )


def _with_marks(year: Year, plan: Curriculum, period: PeriodId) -> frozenset[str]:
    """The subjects with marks; one under another name, or in parts, is not missing: that has a rule of its own."""
    ids = {one.id for one in year.subjects if has_mark(one.periods.get(period))}
    for table in (PROPER, PARTS):
        other = table.get((plan.programme, plan.level), {})
        ids |= {other[name] for name in ids if name in other}
    return frozenset(ids)


def _periods(plan: Curriculum) -> tuple[PeriodId, ...]:
    # GDPT 2006 has subjects of one term only (Âm nhạc, Mĩ thuật in grade 9); primary records close with the year
    return ("year",) if plan.primary or plan.programme == "gdpt-2006" else CLOSED


def _look_for_compulsory(record: Record, findings: Findings) -> None:
    for year in years_of(record.card):
        plan = year.curriculum
        if plan is None or plan.continuing or year.by_plan or not year.subjects:
            continue
        found: dict[tuple[str, ...], list[str]] = {}
        for period in _periods(plan):
            if not has_whole_period(year, period):
                continue
            away = frozenset(one.id for one in year.subjects if one.away_in(period))
            there = _with_marks(year, plan, period)
            absent = lacking(plan, there | away)
            if not absent:
                continue
            # a file that has no subject of a kind (scored, commented) has no place for that kind: nothing is missing
            kinds = {plan.assessed.get(name) for name in there}
            missing = tuple(name for name in absent if plan.assessed.get(name) in kinds)
            if there and missing:
                found.setdefault(missing, []).append(period)
        for missing, periods in found.items():
            names = tuple(subject_name(name) for name in missing)
            where = year.at("subjects")
            findings.add("compulsory-subjects-missing", where, subjects=names, period=tuple(periods), grade=plan.grade)


def chosen(year: Year, plan: Curriculum) -> frozenset[str]:
    """The subjects of choice (môn học lựa chọn) in which the pupil has marks."""
    names = (one.id for one in year.subjects if any(map(has_mark, one.periods.values())))
    return frozenset(
        "cong_nghe" if name in _KINDS_OF_TECHNOLOGY else name for name in names if plan.roles.get(name) == "chosen"
    )


def _look_for_electives(record: Record, findings: Findings) -> None:
    for year in years_of(record.card):
        plan = year.curriculum
        if plan is None or not plan.has_electives or year.by_plan:
            continue
        if not any(has_whole_period(year, period) and _with_marks(year, plan, period) for period in CLOSED):
            continue
        found = chosen(year, plan)
        if len(found) != ELECTIVES_OF_A_PUPIL:
            facts: dict[str, Any] = {"count": len(found), "expected": ELECTIVES_OF_A_PUPIL}
            findings.add("electives-not-four", year.at("subjects"), **facts)


COMPULSORY = Check("subjects.compulsory", ("compulsory-subjects-missing",), _look_for_compulsory)
ELECTIVES = Check("subjects.electives", ("electives-not-four",), _look_for_electives)
