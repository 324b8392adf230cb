"""Merging: the parts of two schools read as two bodies, joined pupil by pupil, written and proved as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hocba_interop.adapters import registry
from hocba_interop.adapters.contract import ReadOptions
from hocba_interop.adapters.source import Source
from hocba_interop.ledger import Fate, Fragment
from hocba_interop.model import Document
from hocba_interop.notices import Notice

from ..assembly import Assembled
from ..convert import Conversion, ConvertOptions, convert_body
from ..inputs import load
from ..placing import check_place
from ..reading import Body, Progress, drop_notices_of_those_left_out, leave_out, put_together, read_sources
from ..selection import Choice, Selection
from .joining import Move, join
from .pupils import Pair, lone_pupils, pairs_of

Inputs = Sequence[Source | str | Path] | Source | str | Path


@dataclass(slots=True)
class Merged(Conversion):
    """What came of a merge: a conversion, and beside it what was found of each pupil who moved."""

    moves: list[Move] = field(default_factory=list)

    @property
    def document(self) -> Document:
        """The joined report cards, whether they were written or not."""
        assert self.body is not None
        return self.body.to_document()


def merge(
    old: Inputs,
    new: Inputs,
    output: str | Path | None = None,
    *,
    to: str = "hocba-json",
    options: ConvertOptions | None = None,
    match: str | Path | None = None,
    moved_on: str | None = None,
    only_matched: bool = False,
    progress: Progress | None = None,
) -> Merged:
    """Put the parts of two schools together: one report card a pupil, with the move in its history.

    ``match`` names a CSV file that joins pupils without a common code, ``moved_on`` the day of arrival
    (YYYY-MM-DD, of one pupil), ``only_matched`` leaves out those who stand on one side only. Nothing is computed;
    two values for one mark are an error. Without an output the cards stand in ``document``.

    >>> from hocba_interop import merge
    >>> moves = "fixtures/moves"
    >>> merged = merge(f"{moves}/thpt/truong_cu", f"{moves}/thpt/truong_moi", only_matched=True)
    >>> [line.class_name for line in merged.document.report_cards[0].history]
    ['10A2', '10B1']

    Raises UnreadableSource, NoSuchInput, UnknownFormat, BadMatch, OutputRefused, ProgramFault.
    """
    options = options or ConvertOptions()
    target = registry.find_writable(to)
    final = Path(output) if output is not None else None
    if final is not None and not options.dry_run:
        check_place(final, force=options.force)
    ask = _Asked(Path(match) if match else None, moved_on, only_matched, progress)
    body, moves = _join_all(_listed(old), _listed(new), options, ask)
    done = convert_body(body, target, final, options)
    return Merged(done.receipt, done.files, done.body, moves)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the user says of the move itself."""

    match: Path | None
    moved_on: str | None
    only_matched: bool
    progress: Progress | None


def _listed(inputs: Inputs) -> Sequence[Source | str | Path]:
    return [inputs] if isinstance(inputs, Source | str | Path) else inputs


def _join_all(
    old: Sequence[Source | str | Path], new: Sequence[Source | str | Path], options: ConvertOptions, ask: _Asked
) -> tuple[Body, list[Move]]:
    """One body of both sides' sources, in which a pupil of both sides has one card."""
    olds = load(old)
    body = read_sources(
        [*olds, *load(new)],
        wanted=options.source_format,
        options=ReadOptions(options.school_year, options.period, options.legacy_font),
        jobs=options.jobs,
        today=options.today,
        progress=ask.progress,
    )
    old_side = _side(body, range(len(olds)), options)
    new_side = _side(body, range(len(olds), len(body.sources)), options)
    for side in (old_side, new_side):
        body.notices += side.notices
        body.left_out += side.left_out
    choice = Selection(options.students, options.school_year, options.classes)
    pairs, found = _choose(body, pairs_of(old_side, new_side, ask.match), choice)
    found += lone_pupils(pairs, told=not ask.only_matched)
    if ask.only_matched:
        pairs = _only_matched(body, pairs)
    count = sum(one is not None and other is not None for one, other in pairs)
    if ask.moved_on and count > 1:
        found.append(Notice("arrival-date-for-several", facts={"count": count}))
    elif ask.moved_on and not count:
        found.append(Notice("arrival-date-not-used", facts={"because": "no-pupil"}))
    moves = _join(body, pairs, ask.moved_on if count == 1 else None)
    drop_notices_of_those_left_out(body, also_of_other_sheets=choice.of_pupils or ask.only_matched)
    body.notices += found
    for move in moves:
        body.notices += move.notices
    return body, moves


def _side(body: Body, sources: range, options: ConvertOptions) -> Body:
    """One school's cards; places go by the sources of both sides."""
    side = Body(sources=body.sources)
    fragments = [fragment for at in sources for fragment in body.readings[at].fragments]
    put_together(side, fragments, Selection(school_year=options.school_year))
    return side


def _choose(body: Body, pairs: list[Pair], selection: Selection) -> tuple[list[Pair], list[Notice]]:
    """The pupils that are asked for; a pupil is known by the codes and classes of both sides."""
    unsound = body.left_out
    groups = [[f for card in pair if card for f in card.fragments] for pair in pairs]
    choice = Choice(selection, [*groups, *(card.fragments for card in unsound)])
    body.left_out = []
    for card in unsound:
        if choice.takes(card.fragments):
            body.left_out.append(card)
        else:
            leave_out(body, card.fragments)
    asked = []
    for pair, group in zip(pairs, groups, strict=True):
        if choice.takes(group):
            asked.append(pair)
        else:
            leave_out(body, group)
    return asked, choice.unmet()


def _only_matched(body: Body, pairs: list[Pair]) -> list[Pair]:
    for old, new in pairs:
        if (lone := old or new) and not (old and new):
            leave_out(body, lone.fragments)
    return [(old, new) for old, new in pairs if old and new]


def _join(body: Body, pairs: list[Pair], moved_on: str | None) -> list[Move]:
    """Give every pupil a card in the body; one whose parts contradict each other is left out as a whole."""
    homes = _homes(body)
    moves = []
    for old, new in pairs:
        if old is None or new is None:
            body.cards += [card for card in (old, new) if card]
            continue
        joined = join(old, new, moved_on, homes)
        moves.append(joined.move)
        if joined.card:
            body.cards.append(joined.card)
        else:
            _reject(body, [*old.fragments, *new.fragments], joined.rejected or "identity")
    return moves


def _reject(body: Body, fragments: list[Fragment], rule: str) -> None:
    for fragment in fragments:
        for fact in fragment.facts:
            fact.fate = Fate("rejected", rule)
    body.left_out.append(Assembled(fragments=fragments))


def _homes(body: Body) -> dict[int, int]:
    """Which entry of the provenance each source is: it stands behind those that it brought along."""
    homes: dict[int, int] = {}
    taken = 0
    for source, reading in zip(body.sources, body.readings, strict=True):
        taken += len(reading.provenance)
        homes[source.index] = taken
        taken += 1
    return homes
