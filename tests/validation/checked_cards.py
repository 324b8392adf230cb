"""Cards as the tests write them, and what a family of checks finds in them: rules with the paths they point at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from hocba_interop.model import ReportCard
from hocba_interop.model.flat import Path
from hocba_interop.notices import Notice, Place, PointerPlace
from hocba_interop.validation.check import BatchCheck, Check
from hocba_interop.validation.findings import Findings
from hocba_interop.validation.record import Record

TODAY = "2026-09-15"


@dataclass(frozen=True)
class Found:
    """One finding: the rule, the paths, and the notice itself."""

    rule: str
    path: Path
    also: Path | None
    notice: Notice


def card(**parts: Any) -> ReportCard:
    """A report card; the student may be left out."""
    return ReportCard.model_validate({"student": {}, **parts})


def pupil(**student: Any) -> ReportCard:
    """A report card that has a student alone."""
    return card(student=student)


def year(school_year: str | None = "2024-2025", grade: int | None = 4, **parts: Any) -> dict[str, Any]:
    """A year of a card."""
    return {"school_year": school_year, "grade": grade, **parts}


def _place(path: Path) -> Place:
    return PointerPlace(0, "/".join(path))


def _path(place: Place | None) -> Path | None:
    return None if not isinstance(place, PointerPlace) else tuple(filter(None, place.pointer.split("/")))


def findings(family: str, cards: Iterable[ReportCard], today: str | None = TODAY) -> list[Found]:
    """What the checks of a family find in some cards that stand in one batch."""
    notices: list[Notice] = []
    taking = Findings(lambda notice, _: notices.append(notice), today=today)
    checks = import_module(f"hocba_interop.validation.rules.{family}").CHECKS
    states = [check.start() for check in checks if isinstance(check, BatchCheck)]
    for number, one in enumerate(cards):
        taking.record = record = Record(one, number, _place, lambda _: True)
        for check in checks:
            if isinstance(check, Check) and not (check.needs_today and today is None):
                check.run(record, taking)
        for state in states:
            state.see(record, taking)
    taking.record = None
    for state in states:
        state.finish(taking)
    return [Found(notice.rule, _path(notice.where) or (), _path(notice.also), notice) for notice in notices]


def rules(family: str, *cards: ReportCard, among: Iterable[str] | None = None) -> list[str]:
    """The names of the rules found, of those looked for where some are."""
    found = [one.rule for one in findings(family, cards)]
    return found if among is None else [rule for rule in found if rule in set(among)]


def mark(scale: str, value: str) -> Mapping[str, str]:
    """A mark as JSON has it."""
    return {"scale": scale, "value": value}
