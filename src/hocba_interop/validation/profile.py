"""Profiles: named acceptance, apart from the facts. Which rules weigh how much, what must be there, what is ignored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ..notices import Severity
from .places import glob

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Ignore:
    """Findings that a profile sets apart: of one rule, at places that a pattern names, for a reason, until a day."""

    rule: str
    reason: str
    where: str = "*"
    until: date | None = None

    @cached_property
    def _pattern(self) -> object:
        return glob(self.where)

    def matches(self, place: str) -> bool:
        """Whether a finding of the rule at this place is set apart."""
        return self.where == "*" or self._pattern.fullmatch(place) is not None  # type: ignore[attr-defined]

    def is_past(self, today: date | None) -> bool:
        """Whether the day has passed up to which it held; that day itself still counts."""
        return self.until is not None and today is not None and today > self.until


@dataclass(frozen=True, slots=True)
class Scope:
    """Which years of a record a demand is about; empty means all."""

    levels: frozenset[str] = frozenset()
    regulations: frozenset[str] = frozenset()
    grades: frozenset[int] = frozenset()
    periods: frozenset[str] = frozenset()
    assessed_only: bool = False
    """Whether pupils whom a disability exempts from assessment are left out."""


@dataclass(frozen=True, slots=True)
class Demand:
    """A field that must be there: one of ``fields`` (path patterns) at each place where it could be."""

    fields: tuple[str, ...]
    severity: Severity
    label: Texts
    scope: Scope = Scope()


@dataclass(frozen=True, slots=True)
class Limit:
    """What a value must be like to be taken: so many characters, so many decimals, of a form, one of a list."""

    fields: tuple[str, ...]
    severity: Severity
    label: Texts
    scope: Scope = Scope()
    max_length: int | None = None
    max_decimals: int | None = None
    form: str | None = None
    values: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile. ``severities`` and ``off`` are by rule; ``required`` are names of checks.

    ``takes`` names the dialects (``vnpt:class-summary``) of which one should have a place for each datum;
    ``checklist`` names a profile of ``hocba checklist`` whose needs are checked too.
    """

    name: str
    title: Texts
    severities: Mapping[str, Severity] = field(default_factory=dict)
    off: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()
    demands: tuple[Demand, ...] = ()
    limits: tuple[Limit, ...] = ()
    ignores: tuple[Ignore, ...] = ()
    takes: tuple[str, ...] = ()
    checklist: str | None = None
