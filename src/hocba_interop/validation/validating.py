"""Validation: reading what is given, checking each record, and one report of all of it."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..adapters.canonical.json_writing import document_text
from ..adapters.contract import ReadOptions, UnreadableSource
from ..adapters.source import Source
from ..conversion.inputs import NoSuchInput, expand, load
from ..conversion.reading import Body, read_body, read_sources
from ..conversion.selection import Selection
from ..model import Document
from ..notices import Notice, SourcePlace
from . import streams
from .assembled import TOLD_BY_CHECKS, Owners, of_reading, records_of
from .baseline import Known, read_baseline
from .check import BatchCheck
from .collecting import by_rule, sort
from .demands import checks_of
from .engine import FAILED, NO_RECORDS, NOT_APPLICABLE, Engine, Outcome, Task
from .profile import Profile
from .profile_file import DEFAULT, load_profile
from .report import Finding, Report, Skipped
from .streamed import Facts, Given, validate_streams

Progress = Callable[[int, int], None]
Inputs = Sequence[Source | str | Path] | Source | str | Path

_STDIN = "-"


def validate(
    inputs: Inputs,
    *,
    profile: str | Path | Profile = DEFAULT,
    source_format: str | None = None,
    school_year: str | None = None,
    period: str | None = None,
    students: Sequence[str] = (),
    classes: Sequence[str] = (),
    legacy_font: str | None = None,
    baseline: str | Path | Known | None = None,
    wants_baseline: bool = False,
    jobs: int = 1,
    today: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """Check report cards of any format that is read, and report what is wrong, where, and what was not checked.

    >>> from hocba_interop import validate
    >>> validate("fixtures/vnpt/class-summary/khoi_12_hk2.xls").valid
    True

    JSON Lines, JSON and XML of this project are checked record by record; other files, and files of several kinds,
    are put together pupil by pupil first. ``wants_baseline`` keeps in ``Report.baseline`` what a baseline file would
    hold. A source that cannot be read is an error of the report where others could be (``Report.unread``).

    Raises UnreadableSource where no source can be read, NoSuchInput, UnknownFormat, BadProfile, BadBaseline.
    """
    task = _task(profile, baseline, wants_baseline, today)
    run = _Run(
        task,
        source_format,
        ReadOptions(school_year, period, legacy_font),
        Selection(tuple(students), school_year, tuple(classes)),
        jobs,
        progress,
    )
    given = [inputs] if isinstance(inputs, Source | str | Path) else list(inputs)
    with _inputs(given) as sources:
        return run.all(sources)


def validate_document(
    document: Document,
    *,
    profile: str | Path | Profile = DEFAULT,
    baseline: str | Path | Known | None = None,
    today: str | None = None,
) -> Report:
    """Check the report cards of a document; places in it are JSON pointers. Raises BadProfile, BadBaseline."""
    source = Source("document.json", "".join(document_text(document)).encode())
    return _Run(_task(profile, baseline, False, today)).all([source])


def _task(
    profile: str | Path | Profile, baseline: str | Path | Known | None, wants_baseline: bool, today: str | None
) -> Task:
    known = read_baseline(Path(baseline)) if isinstance(baseline, str | Path) else baseline
    accepted = profile if isinstance(profile, Profile) else load_profile(profile)
    return Task(accepted, today, known, wants_baseline)


@contextmanager
def _inputs(given: Sequence[Source | str | Path]) -> Iterator[list[Given]]:
    """The sources and files that are meant. Standard input becomes a file of our own, for it can be read but once."""
    if not given:
        raise NoSuchInput("")
    with tempfile.TemporaryDirectory(prefix="hocba-") as folder:
        found: list[Given] = []
        for one in given:
            if isinstance(one, Source):
                found.append(one)
                continue
            for path in expand([one]):
                if str(path) == _STDIN:
                    path = Path(folder, "stdin")
                    with path.open("wb") as file:
                        shutil.copyfileobj(sys.stdin.buffer, file)
                if path not in found:
                    found.append(path)
        yield found


@dataclass(frozen=True, slots=True)
class _Run:
    """One validation: what it is told, and the two ways in which sources are read."""

    task: Task
    wanted: str | None = None
    options: ReadOptions = field(default_factory=ReadOptions)
    selection: Selection = field(default_factory=Selection)
    jobs: int = 1
    progress: Progress | None = None

    def all(self, given: list[Given]) -> Report:
        """The report of all sources; those that cannot be read are told, and the others checked without them."""
        unread: dict[int, Notice] = {}
        while True:
            left = [index for index in range(len(given)) if index not in unread]
            if not left:
                raise UnreadableSource(unread[0], _name(given[0]))
            report, refused = self._readable([given[index] for index in left])
            if not refused:
                return self._with_unread(report, [(given[i], notice) for i, notice in sorted(unread.items())])
            unread |= {left[index]: notice for index, notice in refused.items()}

    def _readable(self, given: list[Given]) -> tuple[Report, Mapping[int, Notice]]:
        """The report of sources, or which of them cannot be read, and why."""
        try:
            if self._streams(given):
                return self._streamed(given)
            sources = load(given)
        except UnreadableSource as refused:
            return Report(""), self._refused(given, refused)
        try:
            body = read_body(
                sources,
                wanted=self.wanted,
                options=self.options,
                selection=self.selection,
                jobs=self.jobs,
                progress=self.progress,
            )
        except UnreadableSource as refused:
            return Report(""), self._refused(sources, refused)
        return self.body(body, given), {}

    def _refused(self, given: Sequence[Given], first: UnreadableSource) -> dict[int, Notice]:
        """All of the sources that cannot be read by themselves; there is at least the one that was met."""
        if len(given) == 1:
            return {0: first.notice}
        found: dict[int, Notice] = {}
        for index, one in enumerate(given):
            try:
                read_sources([one], wanted=self.wanted, options=self.options)
            except UnreadableSource as refused:
                found[index] = refused.notice
        if not found:
            raise first
        return found

    def _streams(self, given: list[Given]) -> bool:
        """Whether all sources can be checked record by record; who chooses pupils or years wants them put together."""
        if self.selection != Selection() or self.options != ReadOptions():
            return False
        return all(streams.records(one, index, wanted=self.wanted) is not None for index, one in enumerate(given))

    def _streamed(self, given: list[Given]) -> tuple[Report, Mapping[int, Notice]]:
        names = [_name(one) for one in given]
        done = validate_streams(given, self.wanted, self.task, names, self.jobs, self.progress)
        if done.unread:
            return Report(""), done.unread
        sources = [_entry(facts, one) for facts, one in zip(done.sources, given, strict=True)]
        return self._report(done.outcome, sources), {}

    # --- sources put together

    def body(self, body: Body, given: Sequence[Given]) -> Report:
        """The report of a body: each pupil put together is a record."""
        engine = Engine(self.task, [source.name for source in body.sources])
        owners = Owners(body)
        raw = {one.index: stream for one in body.sources if (stream := streams.records(one, one.index)) is not None}
        by_owner: dict[int | None, list[Notice]] = {}
        for notice in of_reading(body, raw):
            owner = owners.owner(notice.where)
            if owner is None or notice.rule not in TOLD_BY_CHECKS:
                by_owner.setdefault(owner, []).append(notice)
        engine.take(by_owner.pop(None, []))
        for record in records_of(body.cards):
            engine.notices_of(record, by_owner.get(record.number, ()))
            engine.look(record)
        engine.finish()
        for stream in raw.values():
            for record in stream:
                number = owners.owner(record.locate(()))
                if number is not None:
                    engine.look_at_raw(replace(record, number=number))
            engine.take(stream.notices)
        cards = [{fragment.place.source for fragment in card.fragments} for card in body.cards]
        sources = [
            _entry(
                Facts(
                    source.name, dialect.format, dialect.name, source.sha256, sum(source.index in its for its in cards)
                ),
                given[source.index],
            )
            for source, dialect in zip(body.sources, body.dialects, strict=True)
        ]
        return self._report(engine.outcome, sources)

    # --- the report

    def _report(self, outcome: Outcome, sources: list[Mapping[str, Any]]) -> Report:
        profile, found = self.task.profile, outcome.collected
        findings = sort([*(Finding(notice) for notice in self._of_acceptance(outcome)), *found.findings])
        ran, skipped = self._checks(outcome)
        omitted: dict[str, int] = {}
        counts: dict[str, int] = {}
        for (rule, severity), count in found.omitted.items():
            omitted[rule] = omitted.get(rule, 0) + count
            counts[str(severity)] = counts.get(str(severity), 0) + count
        told = {finding.pupil for finding in findings}
        return Report(
            profile.name,
            sources,
            findings,
            {number: pupil for number, pupil in sorted(found.pupils.items()) if number in told},
            ran,
            skipped,
            profile.required.union(check.name for check in checks_of(profile)),
            outcome.records,
            sum(found.ignored.values()),
            sum(found.in_baseline.values()),
            dict(sorted(omitted.items())),
            counts,
            profile.title,
            baseline=found.marks,
            faults=outcome.faults,
        )

    def _checks(self, outcome: Outcome) -> tuple[list[str], list[Skipped]]:
        """Which checks ran, and which could not be applied, to how many records, and why."""
        ran: list[str] = []
        skipped: list[Skipped] = []
        for check in self.task.checks:
            if why := self.task.why_not(check) or (None if outcome.records or outcome.of_raw else NO_RECORDS):
                skipped.append(Skipped(check.name, why))
                continue
            some = [(why, count) for (name, why), count in sorted(outcome.skips.items()) if name == check.name]
            if check.name in outcome.of_raw:
                some = [(why, count) for why, count in some if why != NOT_APPLICABLE]
            of_all = sum(count for _, count in some) >= outcome.records > 0
            if not of_all or isinstance(check, BatchCheck):
                ran.append(check.name)
            whole = of_all and len(some) == 1 and some[0][0] != FAILED
            skipped += [Skipped(check.name, why, None if whole else count) for why, count in some]
        return ran, skipped

    def _of_acceptance(self, outcome: Outcome) -> list[Notice]:
        """What is to be said of the profile's ignores and of the baseline."""
        profile, found, told = self.task.profile, outcome.collected, []
        hold = {position for each in by_rule(profile.ignores, self.task.day).values() for position, _ in each}
        for position, ignore in enumerate(profile.ignores):
            facts: dict[str, object] = {"ignored": ignore.rule, "pattern": ignore.where, "reason": ignore.reason}
            if position not in hold:
                told.append(Notice("ignore-expired", facts={**facts, "until": ignore.until}))
            elif not found.ignored[position]:
                told.append(Notice("ignore-never-matched", facts=facts))
        gone = sum(((self.task.baseline or Counter()) - found.in_baseline).values())
        if gone:
            told.append(Notice("baseline-entry-gone", facts={"count": gone}))
        return told

    def _with_unread(self, report: Report, unread: Sequence[tuple[Given, Notice]]) -> Report:
        """The report with the sources that could not be read, behind the others; each is an error of its own."""
        first = len(report.sources)
        for index, (one, notice) in enumerate(unread, first):
            where = notice.where._replace(source=index) if notice.where else SourcePlace(index)
            told = Notice(notice.rule, where, None, notice.facts, notice.private)
            report.sources.append(_entry(Facts(_name(one), "", "", "", 0), one))
            report.findings.insert(index - first, Finding(told))
        report.unread = tuple(range(first, first + len(unread)))
        return report


def _name(given: Given) -> str:
    return given.name


def _entry(facts: Facts, given: Given) -> Mapping[str, Any]:
    entry: dict[str, Any] = {
        "name": facts.name,
        "sha256": facts.sha256 or None,
        "format": facts.format or None,
        "dialect": facts.dialect or None,
        "records": facts.records,
    }
    path = given.path if isinstance(given, Source) else given
    if path is not None and not path.is_absolute():
        entry["path"] = path.as_posix()
    return entry
