"""What the routing code of a sheet states, held against its titles, its header and its tab."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...codelists import subjects
from ...notices import CellPlace, Notice
from ...text import fold
from .binding import PROVISIONAL, SubjectRef
from .routing import Routing, RoutingCode

_HALF = {"mid_term1": 1, "term1": 1, "mid_term2": 2, "term2": 2, "year": 2}
"""The term in which a period ends."""


@dataclass(frozen=True, slots=True)
class StatedPeriod:
    """A period that a text names; ``closing`` where it is named as the round that closes its term."""

    period: str
    closing: bool
    place: CellPlace


def the_code(codes: Sequence[RoutingCode], notices: list[Notice]) -> RoutingCode | None:
    """The code of a table; a second one that states something else contradicts it."""
    for other in codes[1:]:
        if _stated(other) != _stated(codes[0]):
            notices.append(_contradiction("routing_code", codes[0].place, other.place))
    return codes[0] if codes else None


def settle_period(code: RoutingCode, stated: Iterable[StatedPeriod], notices: list[Notice]) -> str | None:
    """The period of the code."""
    for other in stated:
        if code.period and not fits(code.period, other):
            notices.append(_contradiction("period", code.place, other.place))
    return code.period


def settle_year(
    code: RoutingCode, stated: Mapping[str, CellPlace], given: str | None, notices: list[Notice]
) -> str | None:
    """The school year: as a title names it, else as the user does, else the one that begins in the code's year."""
    if code.year is None:
        return next(iter(stated), None)
    for year, place in stated.items():
        if code.year not in year.split("-"):
            notices.append(_contradiction("school_year", code.place, place))
    if stated:
        return next(iter(stated))
    if given and code.year in given.split("-"):
        return given
    year = f"{code.year}-{int(code.year) + 1}"
    notices.append(Notice("routing-year-deduced", code.place, facts={"school_year": year}))
    return year


def settle_subject(
    code: RoutingCode,
    subject: str,
    routing: Routing,
    stated: list[tuple[SubjectRef, CellPlace]],
    notices: list[Notice],
) -> SubjectRef:
    """The subject of a code, called as titles and tab call it; one that they call otherwise contradicts the code."""
    calls: list[SubjectRef] = []
    for other, place in stated:
        named = "ngoai_ngu_1" if other.subject == PROVISIONAL else other.subject
        if other.known and not routing.agrees(code, named):
            notices.append(_contradiction("subject", code.place, place))
        elif not other.known or named == subject:
            calls.append(other)
    if not calls:
        return SubjectRef(subject, subject, subjects.caption(subject, style="full"))
    # of one name in two spellings the last is the tab's, which does not shout
    label = next(call.label for call in reversed(calls) if fold(call.label) == fold(calls[0].label))
    return SubjectRef(subject, subject, label, calls[0].language)


def _stated(code: RoutingCode) -> tuple[str | None, ...]:
    return code.subject_code, code.period, code.year


def fits(period: str, other: StatedPeriod) -> bool:
    """Whether a text fits the period of a code or row: "Học kỳ I" alone may stand over every round of term 1."""
    if other.period == period:
        return True
    term_alone = other.period in ("term1", "term2") and not other.closing
    return term_alone and _HALF[other.period] == _HALF[period]


def _contradiction(what: str, where: CellPlace, also: CellPlace) -> Notice:
    return Notice("routing-code-contradiction", where, also, {"what": what})
