"""Collecting findings: what the profile ignores and the baseline knows is set apart, the rest kept and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ..notices import Notice, Severity
from .baseline import Known, fingerprint
from .places import place_text
from .profile import Ignore, Profile
from .report import Finding, PupilRef

MOST_PER_RULE = 10_000
"""So many findings of one rule are kept in detail; beyond that they are counted, so that memory stays bounded."""


@dataclass(slots=True)
class Collected:
    """What one process found: it travels between processes, and several are put together into one."""

    findings: list[Finding] = field(default_factory=list)
    pupils: dict[int, PupilRef] = field(default_factory=dict)
    kept: Counter[str] = field(default_factory=Counter)
    """By rule, how many findings are kept in detail."""
    omitted: Counter[tuple[str, Severity]] = field(default_factory=Counter)
    ignored: Counter[int] = field(default_factory=Counter)
    """By the position of an ignore in the profile, how many findings it set apart."""
    in_baseline: Known = field(default_factory=Counter)
    marks: Known = field(default_factory=Counter)
    """All fingerprints, where a baseline is to be written."""


class Collector:
    """Takes findings, one after the other."""

    def __init__(
        self,
        profile: Profile,
        names: Sequence[str],
        *,
        baseline: Known | None = None,
        wants_marks: bool = False,
        today: date | None = None,
    ) -> None:
        self.profile = profile
        self.names = names
        self.found = Collected()
        self._baseline = baseline
        self._wants_marks = wants_marks
        self._ignores = by_rule(profile.ignores, today)

    def take(self, notice: Notice, number: int | None, pupil: Callable[[Notice, int], PupilRef]) -> None:
        """Take a finding of a record with its number, or of none; ``pupil`` tells whose record that is."""
        rule, found = notice.rule, self.found
        level = self.profile.severities.get(rule)
        if rule in self.profile.off:
            return
        if level is not None and level is not notice.severity:
            notice = replace(notice, weight=level)
        for position, ignore in self._ignores.get(rule, ()):
            if ignore.matches(place_text(notice.where, self.names)):
                found.ignored[position] += 1
                return
        if self._wants_marks or self._baseline:
            mark = rule, fingerprint(notice, self.names)
            if self._wants_marks:
                found.marks[mark] += 1
            if self._baseline and found.in_baseline[mark] < self._baseline[mark]:
                found.in_baseline[mark] += 1
                return
        if found.kept[rule] >= MOST_PER_RULE:
            found.omitted[rule, notice.severity] += 1
            return
        found.kept[rule] += 1
        found.findings.append(Finding(notice, number))
        if number is not None and number not in found.pupils:
            found.pupils[number] = pupil(notice, number)


def by_rule(ignores: Sequence[Ignore], today: date | None) -> dict[str, list[tuple[int, Ignore]]]:
    """The ignores that still hold, by rule, each with its position in the profile."""
    found: dict[str, list[tuple[int, Ignore]]] = {}
    for position, ignore in enumerate(ignores):
        if not ignore.is_past(today):
            found.setdefault(ignore.rule, []).append((position, ignore))
    return found


def put_together(parts: Sequence[Collected]) -> Collected:
    """What several processes found, as one process would have found it: of a rule the first records are kept."""
    whole = Collected()
    for part in parts:
        whole.findings += part.findings
        whole.pupils.update(part.pupils)
        for mine, its in (
            (whole.omitted, part.omitted),
            (whole.ignored, part.ignored),
            (whole.in_baseline, part.in_baseline),
            (whole.marks, part.marks),
        ):
            mine.update(its)  # type: ignore[arg-type]
    whole.findings = sort(whole.findings)
    kept: list[Finding] = []
    for finding in whole.findings:
        rule = finding.notice.rule
        if whole.kept[rule] < MOST_PER_RULE:
            whole.kept[rule] += 1
            kept.append(finding)
        else:
            whole.omitted[rule, finding.notice.severity] += 1
    whole.findings = kept
    return whole


def sort(findings: Sequence[Finding]) -> list[Finding]:
    """Findings in the order of the records; what belongs to no record stands first."""
    return sorted(findings, key=lambda finding: -1 if finding.pupil is None else finding.pupil)
