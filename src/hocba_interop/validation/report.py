"""The report of a validation: what was found, what was checked, and what could not be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..notices import Notice, Place, Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding, and the number of the record that it belongs to (None: to none of them)."""

    notice: Notice
    pupil: int | None = None


@dataclass(frozen=True, slots=True)
class PupilRef:
    """The pupil of a record with findings; the name and the code are shown only where values may be."""

    name: str | None
    code: str | None
    class_name: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Skipped:
    """A check that could not run, and why (a word of ``notices/words.toml``, table ``why``).

    ``records`` counts the records that it could not be applied to; None is all of them.
    """

    check: str
    why: str
    records: int | None = None


@dataclass(slots=True)
class Report:
    """What a validation found.

    ``findings`` has at most a fixed number for each rule; ``omitted`` counts by rule what is not listed, and every
    count includes it; ``omitted_counts`` counts the same by severity. ``pupils`` are those with listed findings.
    ``ran`` and ``skipped`` name checks; one that could not be applied to some records stands in both. ``required``
    are the checks without which the profile calls nothing valid. ``unread`` are the indexes of sources that could
    not be read; nothing of them was checked.
    """

    profile: str
    sources: list[Mapping[str, Any]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    pupils: dict[int, PupilRef] = field(default_factory=dict)
    ran: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    required: frozenset[str] = frozenset()
    records: int = 0
    ignored: int = 0
    in_baseline: int = 0
    omitted: dict[str, int] = field(default_factory=dict)
    omitted_counts: dict[str, int] = field(default_factory=dict)
    title: Mapping[str, str] = field(default_factory=dict)
    """The profile's title in each language."""
    unread: tuple[int, ...] = ()
    baseline: Counter[tuple[str, str]] = field(default_factory=Counter)
    """What a baseline file would hold, where it was asked for: rules with the fingerprints of their findings."""
    faults: dict[str, str] = field(default_factory=dict)
    """By check, the trace of its first failure; only under HOCBA_DEBUG, for it may show values of a pupil."""

    @property
    def notices(self) -> list[Notice]:
        """The notices of the listed findings."""
        return [finding.notice for finding in self.findings]

    @property
    def by_rule(self) -> dict[str, int]:
        """How many findings each rule has, also those not listed, by the name of the rule."""
        counts = Counter(finding.notice.rule for finding in self.findings)
        counts.update(self.omitted)
        return dict(counts)

    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each severity, also those not listed."""
        counts = dict.fromkeys(("error", "warning", "info"), 0)
        for finding in self.findings:
            counts[str(finding.notice.severity)] += 1
        for word, count in self.omitted_counts.items():
            counts[word] += count
        return counts

    @property
    def not_checked(self) -> list[Skipped]:
        """What keeps the report from being complete: a required check that did not run, or one that failed."""
        return [
            one
            for one in self.skipped
            if one.why == "check-failed" or (one.check in self.required and one.why not in HARMLESS)
        ]

    @property
    def incomplete(self) -> bool:
        """Whether a required check did not run on all that it should have run on."""
        return bool(self.not_checked)

    @property
    def valid(self) -> bool | None:
        """False with an error, None where a required check did not run, else True."""
        if self.counts["error"]:
            return False
        return None if self.incomplete else True

    def fails(self, fail_on: str = "error") -> bool:
        """Whether the run has failed: findings at or above a severity ("warning" or "error"), or incomplete."""
        level = Severity[fail_on.upper()]
        return self.incomplete or any(n and Severity[word.upper()] >= level for word, n in self.counts.items())


HARMLESS = frozenset({"not-applicable", "switched-off"})
"""Why a check may be left out without harm: there is nothing of its kind, or the profile wants none of its rules."""
