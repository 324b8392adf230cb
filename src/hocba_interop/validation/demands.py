"""What a profile asks for, as checks: fields that must be there, values that must fit, data that a target takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from functools import partial

from ..adapters import registry
from ..codelists import levels, regulations
from ..conversion.accounting import field_name
from ..model import ReportCard, YearRecord
from ..model.flat import Path, flatten, list_keys, period_of
from .check import Check
from .fields import Found, find, text_of
from .findings import Findings
from .paths import facts_of
from .profile import Demand, Limit, Profile, Scope
from .record import Record
from .transfer_needs import check_of

REQUIRED, LIMITS, FIELDS = "profile.required", "profile.limits", "profile.fields"


def checks_of(profile: Profile) -> tuple[Check, ...]:
    """The checks that a profile adds to those of everyone."""
    checks: list[Check] = []
    if profile.demands:
        checks.append(Check(REQUIRED, ("required-field-missing",), partial(_required, profile)))
    if profile.limits:
        rules = ("value-too-long", "value-too-precise", "value-of-another-form", "value-not-taken")
        checks.append(Check(LIMITS, rules, partial(_limits, profile)))
    if profile.takes:
        checks.append(Check(FIELDS, ("field-not-taken",), partial(_taken, profile)))
    if profile.checklist:
        checks.append(check_of(profile.checklist))
    return tuple(checks)


def _required(profile: Profile, record: Record, findings: Findings) -> None:
    years = _years(record.card)
    for demand in profile.demands:
        for found in _lacking(record.card, demand):
            if _concerns(demand.scope, found.path, years):
                facts = facts_of(found.path)
                findings.add(
                    "required-field-missing",
                    found.path,
                    weight=demand.severity,
                    label=demand.label,
                    use=profile.title,
                    **facts,
                )


def _lacking(card: ReportCard, demand: Demand) -> Iterator[Found]:
    """Where none of a demand's fields has a value; told at the first of them."""
    first, *others = demand.fields
    there = {found.stars for other in others for found in find(card, other) if found.value is not None}
    for found in find(card, first):
        if found.value is None and found.stars not in there:
            yield found


def _limits(profile: Profile, record: Record, findings: Findings) -> None:
    years = _years(record.card)
    for limit in profile.limits:
        for pattern in limit.fields:
            for found in find(record.card, pattern):
                if found.value is None or not _concerns(limit.scope, found.path, years):
                    continue
                _fit(limit, found, profile, findings)


def _fit(limit: Limit, found: Found, profile: Profile, findings: Findings) -> None:
    text = text_of(found.value)
    tell: Callable[..., None] = partial(findings.add, weight=limit.severity, label=limit.label, use=profile.title)
    if limit.max_length is not None and len(text) > limit.max_length:
        tell("value-too-long", found.path, most=limit.max_length, private={"length": len(text)})
    if limit.max_decimals is not None and _decimals(text) > limit.max_decimals:
        tell("value-too-precise", found.path, most=limit.max_decimals, private={"value": text})
    if limit.form is not None and not re.fullmatch(limit.form, text):
        tell("value-of-another-form", found.path, private={"value": text})
    if limit.values and text not in limit.values:
        tell("value-not-taken", found.path, allowed=tuple(sorted(limit.values)), private={"value": text})


def _decimals(text: str) -> int:
    try:
        exponent = Decimal(text).normalize().as_tuple().exponent
    except InvalidOperation:
        return 0
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _taken(profile: Profile, record: Record, findings: Findings) -> None:
    """Each kind of datum once a record, where it first stands."""
    coverages = [dialect.coverage for dialect in map(registry.find_dialect, profile.takes) if dialect.coverage]
    told: set[str] = set()
    for path, leaf in flatten(record.card).items():
        if any(coverage.holds(path, leaf) or coverage.implies(path) for coverage in coverages):
            continue
        name = field_name(path)
        if name not in told and path[-1] not in ("subject", "trait", "relation", "school_year"):
            told.add(name)
            findings.add("field-not-taken", path, label={"vi": name, "en": name})


def _years(card: ReportCard) -> dict[str, YearRecord]:
    return dict(zip(list_keys("years", card.years), card.years, strict=True))


def _concerns(scope: Scope, path: Path, years: dict[str, YearRecord]) -> bool:
    """Whether a demand is about the year and the period that a path leads through (of the pupil: about any year)."""
    if scope.periods and period_of(path) not in scope.periods:
        return False
    among: Sequence[YearRecord] = (years[path[1]],) if path[0] == "years" and path[1] in years else [*years.values()]
    return scope == Scope(periods=scope.periods) or any(_is_of(scope, year) for year in among)


def _is_of(scope: Scope, year: YearRecord) -> bool:
    level = year.level or (levels.for_grade(year.grade) if year.grade is not None else None)
    if scope.levels and level not in scope.levels:
        return False
    if scope.grades and year.grade not in scope.grades:
        return False
    if scope.assessed_only and year.pupil_then and year.pupil_then.exempt_from_assessment:
        return False
    return not scope.regulations or _regulation(year, level) in scope.regulations


def _regulation(year: YearRecord, level: str | None) -> str | None:
    if year.regulation or year.grade is None or not year.school_year:
        return year.regulation
    return regulations.for_year(year.school_year, year.grade, level)
