"""Khen thưởng cuối năm, danh hiệu: do the results call for the title that is recorded?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from hocba_interop.model import PeriodId
from hocba_interop.model.flat import Path
from hocba_interop.regulations import Undecided, tt22_2021, tt27_2020, tt58_2011
from hocba_interop.text import fold
from hocba_interop.validation.check import Check
from hocba_interop.validation.findings import Findings
from hocba_interop.validation.record import Record
from hocba_interop.validation.rules.arithmetic.inputs import marks_of
from hocba_interop.validation.rules.arithmetic.overall import OLD
from hocba_interop.validation.rules.marks_year import Year, on_scale, years_of

_TITLES: Final = {
    "xuat sac": "hoc_sinh_xuat_sac",
    "gioi": "hoc_sinh_gioi",
    "tien tien": "hoc_sinh_tien_tien",
    "tieu bieu": "hoc_sinh_tieu_bieu",
}
_OF_CIRCULAR: Final = {
    tt22_2021.ID: frozenset({"hoc_sinh_xuat_sac", "hoc_sinh_gioi"}),
    tt27_2020.ID: frozenset({"hoc_sinh_xuat_sac", "hoc_sinh_tieu_bieu"}),
    "tt58-2011": frozenset({"hoc_sinh_gioi", "hoc_sinh_tien_tien"}),
    "tt26-2020": frozenset({"hoc_sinh_gioi", "hoc_sinh_tien_tien"}),
}
_NONE: Final = "none"


@lru_cache(maxsize=1024)
def title_of(text: str) -> str | None:
    """The title that a text is, word for word; "Học sinh giỏi cấp tỉnh" is a prize and none of them."""
    plain = fold(text).removeprefix("danh hieu ").strip(" .\"'")
    if plain.startswith("hoc sinh tieu bieu"):
        return "hoc_sinh_tieu_bieu"
    for start in ("hoc sinh ", "hs "):
        plain = plain.removeprefix(start)
    return _TITLES.get(plain)


def _run(record: Record, findings: Findings) -> None:
    for year in years_of(record.card):
        known = _OF_CIRCULAR.get(year.regulation or "")
        if known is None or year.by_plan:
            continue
        for period, path, text in _recorded(year):
            title = title_of(text)
            if title is None:
                continue
            facts: dict[str, Any] = {"period": period, "circular": year.number}
            if title not in known:
                findings.add("award-of-another-circular", path, private={"recorded": text}, **facts)
                continue
            accepted = _accepted(year, period)
            if accepted and title not in accepted:
                rule = "honour-differs" if year.regulation in OLD else "award-differs"
                private = {"recorded": text, "award": tuple(sorted(accepted))}
                findings.add(rule, path, private=private, **facts)


def _recorded(year: Year) -> Iterator[tuple[PeriodId, Path, str]]:
    """The titles of the year, and of the terms where the circular has some: period, path, text."""
    for period, summary in year.record.summaries.items():
        if summary.honour and (period == "year" or year.regulation in OLD):
            yield period, year.at("summaries", period, "honour"), summary.honour
    if year.record.decisions is not None:
        for index, award in enumerate(year.record.decisions.awards):
            if award.title and award.kind in (None, "year"):
                yield "year", year.at("decisions", "awards", str(index), "title"), award.title


def _accepted(year: Year, period: PeriodId) -> frozenset[str]:
    """The titles that the results allow; `_NONE` where they call for none, nothing where that is open."""
    summary = year.summary(period)
    if summary is None or year.circular is None:
        return frozenset()
    if year.regulation == tt27_2020.ID:
        return _primary(on_scale(summary.education_result, "primary_result"))
    scales = year.circular.SCALES
    conduct: Any = on_scale(summary.conduct_result, scales["conduct_result"])
    learning: Any = on_scale(summary.learning_result, scales["learning_result"])
    if year.regulation in OLD:
        return _titles([tt58_2011.honour(learning, conduct)])
    without = tt22_2021.award(conduct, learning, {})
    if without is None:
        return frozenset({_NONE})
    marks = marks_of(year, period)
    if isinstance(without, Undecided) or marks is None:
        return frozenset()
    return _titles([tt22_2021.award(conduct, learning, scores) for scores, _ in marks.variants()])


def _titles(answers: list[Any]) -> frozenset[str]:
    known = [answer for answer in answers if not isinstance(answer, Undecided)]
    return frozenset(_NONE if answer is None else answer for answer in known)


def _primary(result: Any) -> frozenset[str]:
    answer = tt27_2020.awards(result)
    if isinstance(answer, Undecided):
        return frozenset()
    if answer.due:
        # a class that calls its best pupil the lesser title has taken nothing from the truth
        return frozenset({*answer.due, "hoc_sinh_tieu_bieu"})
    return frozenset(answer.possible) or frozenset({_NONE})


CHECK = Check("arithmetic.awards", ("honour-differs", "award-differs", "award-of-another-circular"), _run)
