"""Is each mark on the scale that the circular has for it, and is the field one that the circular knows?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from hocba_interop.model import Mark, SubjectPeriod, Summary
from hocba_interop.model.flat import Path
from hocba_interop.validation.check import Check
from hocba_interop.validation.findings import Findings
from hocba_interop.validation.record import Record
from hocba_interop.validation.rules.marks_year import Subject, Year, years_of

_SUBJECT_SCALES: Final = frozenset({"score10", "pass"})
_NEW_SECONDARY: Final = frozenset({"tt22-2021", "tt43-2021"})
_SECONDARY_ONLY: Final = ("result", "midterm", "final")


def _run(record: Record, findings: Findings) -> None:
    for year in years_of(record.card):
        if year.curriculum is None or year.circular is None:
            if year.filled:
                findings.skip("no-regulation")
            continue
        for subject in year.subjects:
            _look_at_assessment(record, subject, findings)
            if year.curriculum.primary:
                _look_at_primary(subject, year.circular.SCALES["subject"], findings)
            else:
                _look_at_secondary(subject, findings)
        _look_at_traits(year, year.circular.SCALES, findings)
        _look_at_summaries(year, year.circular.SCALES, findings)


def _look_at_assessment(record: Record, subject: Subject, findings: Findings) -> None:
    said = subject.record.assessed_by
    if said is None or subject.assessed is None or said == subject.assessed or subject.id == "tieng_dan_toc":
        return
    if said == "comment" and subject.year.curriculum is not None and subject.year.curriculum.primary:
        return  # every subject of primary school is assessed by comment; some have a test beside
    path = subject.at("assessed_by")
    if record.states(path):
        facts: dict[str, Any] = {"assessed": subject.assessed, "circular": subject.year.number}
        findings.add("assessment-not-of-circular", path, subject=subject.name, **facts)


def _look_at_primary(subject: Subject, scale: str, findings: Findings) -> None:
    """A finding of each kind for a subject at most: a wrong column repeats in every period."""
    strange = wrong = False
    for period, data in subject.periods.items():
        if not strange:
            name = "regular" if any(data.regular) else _first(data, _SECONDARY_ONLY)
            if name is not None:
                strange = True
                _foreign(subject.in_period(period, name), subject.year, name, findings, subject.name)
        if wrong:
            continue
        for name, mark, wanted in (("level", data.level, scale), ("test", data.test, "score10")):
            if mark is not None and mark.scale != wanted:
                wrong = True
                _other_scale(subject.in_period(period, name), subject.year, mark, wanted, findings, subject.name)
                break


def _look_at_secondary(subject: Subject, findings: Findings) -> None:
    strange = wrong = False
    scale = _scale_of(subject.assessed)
    for period, data in subject.periods.items():
        if not strange and (data.level is not None or data.test is not None):
            strange = True
            name = "level" if data.level is not None else "test"
            _foreign(subject.in_period(period, name), subject.year, name, findings, subject.name)
        if not wrong:
            for mark in (data.result, data.midterm, data.final, *data.regular):
                if mark is not None and mark.scale != scale and _unfit(subject, mark, period, data, findings):
                    wrong = True
                    break
    after = subject.record.after_retest
    if not wrong and after is not None and after.scale != scale:
        _unfit(subject, after, None, None, findings)


def _place(subject: Subject, mark: Mark, period: str | None, data: SubjectPeriod | None) -> Path:
    """Where a mark of a subject stands."""
    if period is None or data is None:
        return subject.at("after_retest")
    for name in _SECONDARY_ONLY:
        if getattr(data, name) is mark:
            return subject.in_period(period, name)
    index = next(number for number, regular in enumerate(data.regular) if regular is mark)
    return subject.in_period(period, "regular", str(index))


def _unfit(subject: Subject, mark: Mark, period: str | None, data: SubjectPeriod | None, findings: Findings) -> bool:
    """Report a mark that is not on the scale of its subject; whether that can be said."""
    if mark.scale not in _SUBJECT_SCALES:
        wanted = _scale_of(subject.assessed) or "score10"
        _other_scale(_place(subject, mark, period, data), subject.year, mark, wanted, findings, subject.name)
        return True
    if subject.assessed is None:
        return False
    rule = "score-for-comment-subject" if subject.assessed == "comment" else "comment-for-scored-subject"
    path = _place(subject, mark, period, data)
    findings.add(rule, path, subject=subject.name, circular=subject.year.number)
    return True


def _scale_of(assessed: str | None) -> str | None:
    if assessed is None:
        return None
    return "score10" if assessed == "score" else "pass"


def _look_at_traits(year: Year, scales: Mapping[str, str], findings: Findings) -> None:
    if not year.record.traits:
        return
    if "quality" not in scales:
        _foreign(year.at("traits"), year, "traits", findings)
        return
    for number, trait in enumerate(year.record.traits):
        for period, entry in trait.periods.items():
            if entry.level is not None and entry.level.scale != scales["quality"]:
                path = year.at("traits", year.trait_key(number), "periods", period, "level")
                _other_scale(path, year, entry.level, scales["quality"], findings)
                return


def _look_at_summaries(year: Year, scales: Mapping[str, str], findings: Findings) -> None:
    for period, summary in year.record.summaries.items():
        for name in ("education_result", "learning_result", "conduct_result"):
            mark: Mark | None = getattr(summary, name)
            if mark is None:
                continue
            if name not in scales:
                _foreign(year.at("summaries", period, name), year, name, findings)
            elif mark.scale != scales[name]:
                _other_scale(year.at("summaries", period, name), year, mark, scales[name], findings)
        if year.regulation in _NEW_SECONDARY:
            _look_at_old_fields(year, period, summary, findings)
    decisions = year.record.decisions
    if decisions is None or "learning_result" not in scales:
        return
    afterwards = (("learning_after_retest", "learning_result"), ("conduct_after_summer", "conduct_result"))
    for name, like in afterwards:
        after: Mark | None = getattr(decisions, name)
        if after is not None and after.scale != scales[like]:
            _other_scale(year.at("decisions", name), year, after, scales[like], findings)


def _look_at_old_fields(year: Year, period: str, summary: Summary, findings: Findings) -> None:
    """Điểm trung bình các môn, xếp hạng, danh hiệu học kỳ: what Thông tư 22 no longer has."""
    there = [name for name in ("average", "rank") if getattr(summary, name) is not None]
    if summary.honour is not None and period != "year":
        there.append("honour")
    if there:
        path = year.at("summaries", period, there[0])
        findings.add("summary-of-old-circular", path, field=tuple(there), period=period, circular=year.number)


def _first(data: SubjectPeriod, names: tuple[str, ...]) -> str | None:
    return next((name for name in names if getattr(data, name) is not None), None)


def _foreign(path: Path, year: Year, field: str, findings: Findings, subject: str | None = None) -> None:
    named: dict[str, Any] = {} if subject is None else {"subject": subject}
    findings.add("field-of-another-circular", path, field=field, circular=year.number, **named)


def _other_scale(
    path: Path, year: Year, mark: Mark, wanted: str, findings: Findings, subject: str | None = None
) -> None:
    named: dict[str, Any] = {} if subject is None else {"subject": subject}
    facts: dict[str, Any] = {"scale": mark.scale, "wanted": wanted, "field": path[-1], "circular": year.number}
    if path[-1].isdigit():
        facts["field"] = "regular"
    findings.add("scale-of-another-circular", path, **facts, **named)


CHECK = Check(
    "marks.scales",
    (
        "score-for-comment-subject",
        "comment-for-scored-subject",
        "assessment-not-of-circular",
        "scale-of-another-circular",
        "field-of-another-circular",
        "summary-of-old-circular",
    ),
    _run,
)
