"""The engine: runs checks over records, one after the other, and keeps count of what ran and what could not."""

from __future__ import annotations

import os
import traceback
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ..model import ReportCard
from ..notices import Notice
from .baseline import Known
from .check import BatchCheck, BatchState, Check
from .collecting import Collected, Collector
from .demands import checks_of
from .findings import Findings
from .profile import Profile
from .record import Record
from .report import PupilRef
from .rules import all_checks

NOT_APPLICABLE, SWITCHED_OFF, NEEDS_TODAY, FAILED = "not-applicable", "switched-off", "needs-today", "check-failed"
NO_RECORDS = "no-records"


@dataclass(frozen=True)
class Task:
    """What one validation is told: it travels to the processes of ``--jobs``."""

    profile: Profile
    today: str | None = None
    baseline: Known | None = None
    wants_marks: bool = False

    @cached_property
    def checks(self) -> tuple[Check | BatchCheck, ...]:
        """Every check of the profile, also those that it switches off."""
        return (*all_checks(), *checks_of(self.profile))

    def why_not(self, check: Check | BatchCheck) -> str | None:
        """Why a check is not run at all."""
        if self.profile.off.issuperset(check.rules):
            return SWITCHED_OFF
        return NEEDS_TODAY if check.needs_today and self.today is None else None

    @property
    def day(self) -> date | None:
        """The day up to which ignores are held against; the clock's where the run has none."""
        return date.fromisoformat(self.today) if self.today else date.today()


@dataclass(slots=True)
class Outcome:
    """What one process did: it travels back to the one that puts all together."""

    collected: Collected = field(default_factory=Collected)
    records: int = 0
    skips: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By check and reason, the number of records that it could not be applied to."""
    of_raw: set[str] = field(default_factory=set)
    """The checks of the source as it stands that had something to look at."""
    faults: dict[str, str] = field(default_factory=dict)
    """By check, the trace of its first failure; kept only where HOCBA_DEBUG is set, for it may show values."""


def _class_name(card: ReportCard) -> str | None:
    return card.years[-1].class_name if card.years else None


class Engine:
    """Checks records. ``names`` are those of the sources, by which ignores and baselines know places."""

    def __init__(self, task: Task, names: list[str], *, batch: bool = True) -> None:
        self._task = task
        self._collector = Collector(
            task.profile, names, baseline=task.baseline, wants_marks=task.wants_marks, today=task.day
        )
        self._findings = Findings(self._take, today=task.today, off=task.profile.off)
        running = [check for check in task.checks if task.why_not(check) is None]
        self._checks = [check for check in running if isinstance(check, Check)]
        states = [(check, check.start()) for check in running if isinstance(check, BatchCheck)] if batch else []
        self._states: list[tuple[BatchCheck, BatchState]] = states
        self._record: Record | None = None
        self.outcome = Outcome(self._collector.found)

    def look(self, record: Record) -> None:
        """Check one record by itself, and let the checks of the batch see it."""
        self._record = self._findings.record = record
        for notice in record.notices:
            self._take(notice, record.number)
        self._run(self._checks, record)
        self.see(record)
        self.outcome.records += 1

    def notices_of(self, record: Record, notices: Iterable[Notice]) -> None:
        """Take what reading found in a record that is about to be checked."""
        self._record = record
        self.take(notices, record.number)

    def look_at_raw(self, record: Record) -> None:
        """Only what looks at the source as it stands: for records that are checked otherwise put together."""
        self._record = self._findings.record = record
        self._run([check for check in self._checks if check.of_raw], record)

    def see(self, record: Record) -> None:
        """Let the checks of the batch see a record that has been checked by itself."""
        self._record = self._findings.record = record
        for check, state in self._states:
            try:
                state.see(record, self._findings)
            except Exception:
                self._failed(check)

    def finish(self) -> None:
        """Report what only the whole batch shows."""
        self._record = self._findings.record = None
        for check, state in self._states:
            try:
                state.finish(self._findings)
            except Exception:
                self._failed(check)

    def take(self, notices: Iterable[Notice], number: int | None = None) -> None:
        """Take what reading found."""
        for notice in notices:
            self._take(notice, number)

    def _run(self, checks: list[Check], record: Record) -> None:
        findings, skips = self._findings, self.outcome.skips
        for check in checks:
            if check.of_raw and record.raw is None:
                skips[check.name, NOT_APPLICABLE] += 1
                continue
            if check.of_raw:
                self.outcome.of_raw.add(check.name)
            try:
                check.run(record, findings)
            except Exception:
                self._failed(check)
            if findings.skips:
                for why in findings.skips:
                    skips[check.name, why] += 1
                findings.skips.clear()

    def _failed(self, check: Check | BatchCheck) -> None:
        """A check that fails is a fault of ours: it stops nothing, and the report is incomplete."""
        self.outcome.skips[check.name, FAILED] += 1
        if os.environ.get("HOCBA_DEBUG"):
            self.outcome.faults.setdefault(check.name, traceback.format_exc())

    def _take(self, notice: Notice, number: int | None) -> None:
        self._collector.take(notice, number, self._pupil)

    def _pupil(self, notice: Notice, number: int) -> PupilRef:
        record = self._record
        if record is None or record.number != number:
            assert notice.where is not None
            return PupilRef(None, None, None, notice.where)
        return pupil_of(record)


def pupil_of(record: Record) -> PupilRef:
    """The pupil of a record, as reports name one."""
    student = record.card.student
    codes = student.identifiers
    code = codes.get("pupil_code") or codes.get("moet") or codes.get("personal_id")
    return PupilRef(student.full_name, code, _class_name(record.card), record.locate(()))
