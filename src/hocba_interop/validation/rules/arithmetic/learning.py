"""Kết quả học tập (TT22/2021, Điều 9) and học lực (TT58/2011, Điều 13) of a term and of the year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from types import ModuleType
from typing import Any, Final

from hocba_interop.codelists import scales
from hocba_interop.model import Mark, PeriodId
from hocba_interop.regulations import Readings, Undecided, tt22_2021, tt43_2021
from hocba_interop.regulations.tt58_2011 import overall_average
from hocba_interop.text import fold
from hocba_interop.validation.check import Check
from hocba_interop.validation.findings import Findings
from hocba_interop.validation.record import Record
from hocba_interop.validation.rules.arithmetic.inputs import Marks, marks_of
from hocba_interop.validation.rules.arithmetic.overall import OLD
from hocba_interop.validation.rules.marks_year import CLOSED, Year, on_scale, score, word, years_of

_ARTICLES: Final = {tt22_2021.ID: "9.3", "tt58-2011": "13.6", "tt26-2020": "13.6"}


def _run(record: Record, findings: Findings) -> None:
    for year in years_of(record.card):
        if year.curriculum is None:
            if year.record.summaries:
                findings.skip("no-regulation")
            continue
        if year.curriculum.primary or year.by_plan:
            continue
        for period, summary in year.record.summaries.items():
            if summary.learning_result is None or period not in CLOSED:
                continue
            if year.regulation == tt43_2021.ID:
                # whether learners of continuing education need six subjects too, no text that was read says
                findings.skip("text-not-read")
            else:
                _look_at(year, period, summary.learning_result, findings)


def _look_at(year: Year, period: PeriodId, mark: Mark, findings: Findings) -> None:
    assert year.circular is not None
    scale = year.circular.SCALES["learning_result"]
    recorded = on_scale(mark, scale)
    marks = None if recorded is None else marks_of(year, period)
    if recorded is None or marks is None:
        return
    answers = list(readings(year, period, marks))
    if not answers:
        return
    accepted = frozenset().union(*(answer.accepted for answer in answers))
    if recorded in accepted:
        if len(answers) == 1 and answers[0].ambiguous:
            article = _ARTICLES[year.circular.ID]
            private = {"expected": _in_words(scale, accepted), "recorded": word(mark)}
            path = year.at("summaries", period, "learning_result")
            facts: dict[str, Any] = {"period": period, "article": article, "circular": year.number}
            findings.add("learning-readings-differ", path, private=private, **facts)
    elif recorded not in _after_retest(year, period, scale):
        private = {"recorded": word(mark), "expected": _in_words(scale, accepted), "numbers": marks.text()}
        path = year.at("summaries", period, "learning_result")
        findings.add("learning-result-differs", path, private=private, period=period, circular=year.number)


def readings(year: Year, period: PeriodId, marks: Marks) -> Iterator[Readings[Any]]:
    """What the tables give, one answer for each way to take what is doubtful."""
    circular = year.circular
    assert circular is not None
    for scores, comments in marks.variants():
        if circular.ID not in OLD:
            answers = [circular.learning_result(scores, comments)]
        else:
            answers = _old(circular, year, period, scores, comments)
        for answer in answers:
            if not isinstance(answer, Undecided):
                yield answer


def _old(circular: ModuleType, year: Year, period: PeriodId, scores: dict[str, Decimal], comments: Any) -> list[Any]:
    """By the average that is recorded and the one that is computed, and for each subject a class may specialise in."""
    summary = year.summary(period)
    averages = dict.fromkeys((None if summary is None else score(summary.average), overall_average(scores)))
    specialised = (None, *scores) if _may_be_specialised(year) else (None,)
    return [
        circular.learning_result(scores, comments, average, specialised=subject)
        for average in averages
        if average is not None
        for subject in specialised
    ]


def _may_be_specialised(year: Year) -> bool:
    """Whether it may be a specialised class (lớp chuyên): nothing but the school's name tells."""
    if year.curriculum is None or year.curriculum.level != "upper_secondary":
        return False
    school = year.record.school
    return school is None or not school.name or "chuyen" in fold(school.name)


def _after_retest(year: Year, period: PeriodId, scale: str) -> frozenset[str]:
    """What may stand as the result of the year because a retest has replaced it already."""
    if period != "year":
        return frozenset()
    decisions = year.record.decisions
    stated = None if decisions is None else on_scale(decisions.learning_after_retest, scale)
    found = frozenset() if stated is None else frozenset({stated})
    marks = None
    if any(subject.record.after_retest for subject in year.subjects):
        marks = marks_of(year, period, after_retest=True)
    if marks is None:
        return found
    return found.union(*(answer.accepted for answer in readings(year, period, marks)))


def _in_words(scale: str, values: frozenset[str]) -> tuple[str, ...]:
    return tuple(scales.word(scale, value) for value in scales.values(scale) if value in values)


CHECK = Check("arithmetic.learning", ("learning-result-differs", "learning-readings-differ"), _run)
