"""Validating sources record by record, in one process or in several: memory does not grow with the records."""

from __future__ import annotations

import heapq
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from typing import Any

from ..adapters.contract import UnreadableSource
from ..adapters.source import Source
from ..notices import Notice
from . import streams
from .collecting import put_together
from .engine import Engine, Outcome, Task
from .glimpses import Glimpses, glimpse
from .report import Finding

Given = Source | FilePath
Progress = Callable[[int, int], None]

_FAR = 10**9
"""The numbers of the records of one source begin so far behind those of the one before, until all are counted."""


@dataclass(slots=True)
class Facts:
    """What one source turned out to be."""

    name: str
    format: str
    dialect: str
    sha256: str
    records: int
    notices: list[Notice] = field(default_factory=list)


@dataclass(slots=True)
class Streamed:
    """What came of validating streams, or, in ``unread``, which of them could not be read, and why."""

    outcome: Outcome = field(default_factory=Outcome)
    sources: list[Facts] = field(default_factory=list)
    unread: dict[int, Notice] = field(default_factory=dict)


@dataclass(slots=True)
class _Part:
    """What one process did: its share of the records of every source."""

    outcome: Outcome
    sources: list[Facts] = field(default_factory=list)
    glimpses: Glimpses = field(default_factory=Glimpses)
    unread: dict[int, Notice] = field(default_factory=dict)


def validate_streams(
    given: Sequence[Given], wanted: str | None, task: Task, names: list[str], jobs: int, progress: Progress | None
) -> Streamed:
    """Validate streams one after the other; with ``jobs`` each process takes its share of the records of all.

    Where one of them cannot be read, only that is told: nothing was checked then.
    """
    if jobs == 1:
        part = _share(given, wanted, task, names, (0, 1), progress)
        return Streamed(part.outcome, part.sources, part.unread)
    arguments = [(given, wanted, replace(task), names, (number, jobs), None) for number in range(jobs)]
    with ProcessPoolExecutor(jobs, initializer=_end_on_interrupt) as pool:
        parts = list(pool.map(_share_of, arguments))
    unread = {index: notice for part in parts for index, notice in sorted(part.unread.items())}
    if unread:
        return Streamed(unread=unread)
    return _joined(parts, task, names)


def _end_on_interrupt() -> None:
    """Who stops the program waits for no share of a long stream."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _share_of(arguments: tuple[Any, ...]) -> _Part:
    return _share(*arguments)


def _share(
    given: Sequence[Given],
    wanted: str | None,
    task: Task,
    names: list[str],
    share: tuple[int, int],
    progress: Progress | None,
) -> _Part:
    """Check every so-maniest record of every source; a process alone numbers them as they will stay numbered."""
    alone = share == (0, 1)
    engine = Engine(task, names, batch=alone)
    part = _Part(engine.outcome)
    first = 0
    for index, source in enumerate(given):
        try:
            stream = streams.records(source, index, wanted=wanted, part=share)
            assert stream is not None, "who calls has made sure that it is one"
            for record in stream:
                numbered = replace(record, number=first + record.number) if first else record
                if not part.unread:
                    engine.look(numbered)
                    if not alone:
                        part.glimpses.add(glimpse(numbered))
        except UnreadableSource as refused:
            part.unread[index] = refused.notice
            continue
        if alone:
            engine.take(stream.notices)
        part.sources.append(
            Facts(stream.name, stream.format, stream.dialect, stream.sha256, stream.count, stream.notices)
        )
        first = first + stream.count if alone else (index + 1) * _FAR
        if progress:
            progress(index + 1, len(given))
    if alone and not part.unread:
        engine.finish()
    return part


def _joined(parts: Sequence[_Part], task: Task, names: list[str]) -> Streamed:
    """The shares put together, and what only all records together show."""
    sources = parts[0].sources
    firsts = [0]
    for source in sources:
        firsts.append(firsts[-1] + source.records)

    def number(far: int) -> int:
        return firsts[far // _FAR] + far % _FAR

    for part in parts:
        found = part.outcome.collected
        found.findings = [
            Finding(one.notice, None if one.pupil is None else number(one.pupil)) for one in found.findings
        ]
        found.pupils = {number(far): pupil for far, pupil in found.pupils.items()}
    engine = Engine(task, names)
    for source in sources:
        engine.take(source.notices)
    for one in heapq.merge(*(part.glimpses for part in parts), key=lambda one: one.number):
        engine.see(one.record(number(one.number)))
    engine.finish()
    outcomes = [*(part.outcome for part in parts), engine.outcome]
    whole = Outcome(put_together([outcome.collected for outcome in outcomes]))
    for outcome in outcomes:
        whole.records += outcome.records
        whole.skips.update(outcome.skips)
        whole.of_raw |= outcome.of_raw
        whole.faults.update(outcome.faults)
    return Streamed(whole, sources)
