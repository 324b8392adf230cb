"""Reading many files as one body of evidence: detect, read, rank languages, select, assemble."""

from __future__ import annotations

import signal
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path as FilePath

from ..adapters import registry
from ..adapters.contract import Dialect, HeaderNotFound, Reading, ReadOptions, UnreadableSource
from ..adapters.source import Source
from ..ledger import Fact, Fate, Fragment
from ..model import Document, Extension, Provenance
from ..model.flat import named_year
from ..notices import CellPlace, Notice, Severity
from ..version import TOOL
from .assembly import Assembled, assemble, place_unknown_years
from .choosing import choose_dialect, header_notice
from .identity import check_group, group_by_pupil, likely_same
from .inputs import load
from .languages import rank_languages
from .selection import Choice, Selection

_NOT_SELECTED = Fate("not_selected", "not-selected")
_MIXED_UP = Fate("rejected", "identity")

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Body:
    """All sources read and put together: one assembled card a pupil, and everything found on the way."""

    sources: list[Source] = field(default_factory=list)
    dialects: list[Dialect] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    cards: list[Assembled] = field(default_factory=list)
    left_out: list[Assembled] = field(default_factory=list)
    document: list[Extension] = field(default_factory=list)
    provenance: list[Provenance] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def to_document(self) -> Document:
        """The report cards as one document."""
        return Document(
            report_cards=tuple(card.card() for card in self.cards),
            extensions=tuple(self.document),
            provenance=tuple(self.provenance),
        )


def _read_one(source: Source, wanted: str | None, options: ReadOptions) -> tuple[Dialect, Reading]:
    try:
        return _read_source(source, wanted, options)
    except UnreadableSource as unreadable:
        unreadable.name = source.name
        raise


def _read_source(source: Source, wanted: str | None, options: ReadOptions) -> tuple[Dialect, Reading]:
    if options.legacy_font:
        _convert_font_first(source, options.legacy_font)
    dialect, _ = choose_dialect(source, wanted)
    try:
        reading = dialect.read(source, options)
        reading.ledger.check()
        source.release()
        return dialect, reading
    except HeaderNotFound as missing:
        raise UnreadableSource(header_notice(missing, source)) from missing


def _convert_font_first(source: Source, font: str) -> None:
    """Captions in a legacy font are no captions: the text is converted before anything is looked for."""
    from ..adapters.workbook.detection import WORKBOOKS
    from ..adapters.workbook.dialect import open_or_refuse
    from ..adapters.workbook.legacy import convert_book

    if source.container in WORKBOOKS:
        open_or_refuse(source)
        convert_book(source, font)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _read_in_worker(job: tuple[Source, str | None, ReadOptions]) -> tuple[str, Reading]:
    dialect, reading = _read_one(*job)
    return dialect.full_name, reading


def read_body(
    inputs: Sequence[Source | str | FilePath],
    *,
    wanted: str | None = None,
    options: ReadOptions | None = None,
    selection: Selection | None = None,
    partial_output: bool = False,
    jobs: int = 1,
    today: str | None = None,
    progress: Progress | None = None,
) -> Body:
    """Read inputs and put together what they say of each pupil.

    Raises UnreadableSource (its notice says which source and why), NoSuchInput, registry.UnknownFormat.
    """
    body = read_sources(inputs, wanted=wanted, options=options, jobs=jobs, today=today, progress=progress)
    put_together(body, [f for reading in body.readings for f in reading.fragments], selection or Selection())
    _ = partial_output
    return body


def read_sources(
    inputs: Sequence[Source | str | FilePath],
    *,
    wanted: str | None = None,
    options: ReadOptions | None = None,
    jobs: int = 1,
    today: str | None = None,
    progress: Progress | None = None,
) -> Body:
    """Read inputs, each for itself: a body without pupils, but for what belongs to none of them."""
    options = options or ReadOptions()
    body = Body(sources=load(inputs))
    for index, (dialect, reading) in enumerate(_read_all(body.sources, wanted, options, jobs), 1):
        body.dialects.append(dialect)
        body.readings.append(reading)
        body.notices += reading.notices
        if progress:
            progress(index, len(body.sources))
    _provenance(body, today)
    for reading in body.readings:
        kept = {fact.path: fact.value for fact in reading.document if isinstance(fact.value, Extension)}
        body.document += kept.values()
    return body


def _read_all(
    sources: list[Source], wanted: str | None, options: ReadOptions, jobs: int
) -> Iterable[tuple[Dialect, Reading]]:
    if jobs > 1 and len(sources) > 1:
        pool = ProcessPoolExecutor(min(jobs, len(sources)), initializer=_leave_interrupts_to_the_parent)
        try:
            for name, reading in pool.map(_read_in_worker, [(s, wanted, options) for s in sources]):
                yield registry.find_dialect(name), reading
        finally:
            pool.shutdown(cancel_futures=True)
    else:
        yield from map(partial(_read_one, wanted=wanted, options=options), sources)


def _provenance(body: Body, today: str | None) -> None:
    """What each source was; places inside extensions are renumbered where a source brings sources of its own."""
    for source, dialect, reading in zip(body.sources, body.dialects, body.readings, strict=True):
        base = len(body.provenance)
        body.provenance += [Provenance.model_validate(entry) for entry in reading.provenance]
        own = len(body.provenance)
        body.provenance.append(
            Provenance(
                name=source.name,
                sha256=source.sha256,
                size=len(source.data),
                format=dialect.format,
                dialect=dialect.name,
                signature="none",
                converted_by=TOOL,
                converted_on=today,
            )
        )
        inherits = bool(reading.provenance) or dialect.format == "canonical"
        shift = base if inherits else own - source.index
        if shift:
            _shift_extensions(reading, shift)


def _shift_extensions(reading: Reading, shift: int) -> None:
    facts: list[Fact] = [*reading.document, *(f for fragment in reading.fragments for f in fragment.facts)]
    for fact in facts:
        if isinstance(fact.value, Extension) and fact.value.where and isinstance(fact.value.where.get("source"), int):
            where = {**fact.value.where, "source": int(fact.value.where["source"]) + shift}
            fact.value = fact.value.model_copy(update={"where": where})


def put_together(body: Body, fragments: list[Fragment], selection: Selection) -> None:
    """Put the fragments together, pupil by pupil, and enter the cards and what was found into the body."""
    body.notices += rank_languages(fragments)
    groups, notices = group_by_pupil(fragments)
    choice = Choice(selection, groups)
    for group in groups:
        if not choice.takes(group):
            leave_out(body, group)
            continue
        problems, sound = check_group(group)
        notices += problems
        if not sound:
            for fragment in group:
                _settle(fragment, _MIXED_UP)
            body.left_out.append(Assembled(fragments=group))
            continue
        place_unknown_years(group)
        _leave_out_other_years(group, selection.school_year)
        card = assemble(group)
        notices += card.notices
        if selection.school_year and not any(path[0] == "years" for path in card.flat):
            leave_out(body, group)
            continue
        body.cards.append(card)
    unmet = choice.unmet()
    notices += unmet
    asked = selection.of_pupils or bool(selection.school_year)
    if not body.cards and fragments and asked and not unmet:
        notices.append(Notice("nothing-selected", facts={"school_year": selection.school_year or "-"}))
    drop_notices_of_those_left_out(body, also_of_other_sheets=selection.of_pupils and bool(body.cards))
    body.notices += notices
    body.notices += _in_one_file_only(body.cards)
    body.notices += likely_same([card.fragments for card in body.cards])


def _settle(fragment: Fragment, fate: Fate) -> None:
    for fact in fragment.facts:
        fact.fate = fate


def leave_out(body: Body, group: list[Fragment]) -> None:
    """Enter a pupil as one that nobody asked for."""
    for fragment in group:
        _settle(fragment, _NOT_SELECTED)
    body.left_out.append(Assembled(fragments=group))


def _leave_out_other_years(group: list[Fragment], school_year: str | None) -> None:
    if school_year is None:
        return
    for fragment in group:
        for fact in fragment.facts:
            if fact.path[0] == "years" and named_year(fact.path[1]) not in (school_year, None):
                fact.fate = _NOT_SELECTED
        fragment.implied = tuple(
            (path, leaf)
            for path, leaf in fragment.implied
            if path[0] != "years" or named_year(path[1]) in (school_year, None)
        )


def drop_notices_of_those_left_out(body: Body, *, also_of_other_sheets: bool) -> None:
    """What was found in rows that were left out is not reported: nobody asked for these pupils."""
    rows = {
        fragment.place[:3]
        for card in body.left_out
        for fragment in card.fragments
        if isinstance(fragment.place, CellPlace) and any(fact.fate is _NOT_SELECTED for fact in fragment.facts)
    }
    others = [
        fragment for card in body.left_out for fragment in card.fragments if not isinstance(fragment.place, CellPlace)
    ]
    body.notices = [
        notice
        for notice in body.notices
        if not (isinstance(notice.where, CellPlace) and notice.where[:3] in rows)
        and not (notice.where and any(fragment.owns(notice.where) for fragment in others))
    ]
    if also_of_other_sheets:
        _drop_notices_of_other_sheets(body)


def _drop_notices_of_other_sheets(body: Body) -> None:
    """Nor is what is odd, if usable, in sheets where none of the chosen pupils stands."""
    sheets = {
        fragment.place[:2]
        for card in body.cards
        for fragment in card.fragments
        if isinstance(fragment.place, CellPlace)
    }
    body.notices = [
        notice
        for notice in body.notices
        if notice.severity is Severity.ERROR or not isinstance(notice.where, CellPlace) or notice.where[:2] in sheets
    ]


def _in_one_file_only(cards: list[Assembled]) -> list[Notice]:
    """Pupils who stand in one list of their class and not in another."""
    lists: defaultdict[tuple[str | None, str | None], dict[tuple[int, str], None]] = defaultdict(dict)
    for card in cards:
        for fragment in card.fragments:
            if fragment.whole_class and isinstance(fragment.place, CellPlace):
                lists[fragment.school_year, fragment.class_name][fragment.place[:2]] = None
    notices = []
    for card in cards:
        for fragment in card.fragments:
            if not (fragment.whole_class and isinstance(fragment.place, CellPlace)):
                continue
            of_class = lists[fragment.school_year, fragment.class_name]
            mine = {f.place[:2] for f in card.fragments if isinstance(f.place, CellPlace)}
            absent = [CellPlace(*where, 0, 0) for where in of_class if where not in mine]
            if absent:
                notices.append(Notice("pupil-in-one-file-only", fragment.place, absent[0]))
                break
    return notices
