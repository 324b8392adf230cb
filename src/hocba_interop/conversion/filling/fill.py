"""Filling templates: open, match the pupils, fill the empty cells, prove, account. The template itself stays."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path

from ...adapters.contract import CannotWrite, Dialect, HeaderNotFound, ReadOptions, UnreadableSource
from ...adapters.projection import Projection
from ...adapters.source import Source
from ...adapters.template import Template
from ...model import Document
from ...notices import CellPlace, Notice, Severity, SourcePlace, worst
from ..accounting import Account
from ..choosing import choose_dialect, header_notice
from ..convert import Conversion, ProgramFault, described, leave_out_faults, new_receipt
from ..inputs import load
from ..library import read_document
from ..placing import OutputRefused, beside, check_place, is_open_elsewhere, publish, unwritable
from ..proof import NotEqual
from ..reading import Body, Progress, read_body
from ..selection import Selection
from .candidates import Candidate, suggest
from .fitting import Fitted, fit
from .match_file import confirm, match_text
from .people import Line, Person, differing, drop_repeated, match_by_codes, people_of
from .plan import Plan, other_reasons, plan
from .proof import found_there, lines_of, prove

Ask = Callable[[Candidate, Body], bool]
"""Asks a person whether a suggestion is right."""


@dataclass(frozen=True, slots=True)
class FillOptions:
    """What a filling may be told; the names are those of the command line."""

    source_format: str | None = None
    template_format: str | None = None
    students: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    school_year: str | None = None
    period: str | None = None
    subject: str | None = None
    legacy_font: str | None = None
    match: Path | None = None
    overwrite: bool = False
    partial: bool = False
    dry_run: bool = False
    force: bool = False
    jobs: int = 1
    today: str | None = None

    @property
    def selection(self) -> Selection:
        """Which pupils and year of the sources."""
        return Selection(self.students, self.school_year, self.classes)

    @property
    def of_sources(self) -> ReadOptions:
        """What is said of sources that do not say it themselves."""
        return ReadOptions(self.school_year, self.period, self.legacy_font)

    @property
    def of_templates(self) -> ReadOptions:
        """What is said of templates that do not say it themselves."""
        return ReadOptions(self.school_year, self.period, None, self.subject)


@dataclass(slots=True)
class Filling(Conversion):
    """What came of a filling: as of a conversion, with the suggestions that wait for a person.

    ``match_file`` is the file that was written for them, if one was.
    """

    candidates: list[Candidate] = field(default_factory=list)
    match_file: Path | None = None


def fill(
    templates: Sequence[Source | str | Path] | Source | str | Path,
    sources: Sequence[Source | str | Path] | Source | str | Path | Document,
    output: str | Path | None = None,
    options: FillOptions | None = None,
    *,
    ask: Ask | None = None,
    progress: Progress | None = None,
) -> Filling:
    """Fill the target system's own templates from report cards, and prove that nothing else in them changed.

    ``sources`` are files, or a document whose pupils are all meant; ``output`` is a file for one template, else a
    folder; a template itself is never written to. Pupils are found by identifiers; ``ask`` is asked about each
    further suggestion, ``options.match`` names a file of confirmed pairs, which is written if it does not exist.
    An error withholds the output unless ``partial``.

    >>> from hocba_interop import fill
    >>> template = "fixtures/viettel/subject-book/template_toan_10t_hk2.xlsx"
    >>> marks = "fixtures/vnpt/class-summary/so_diem_tong_ket_khoi_khoi_10_hk2.xls"
    >>> fill(template, marks, tmp_path / "toan_10t.xlsx").receipt.read_back
    'equal'

    Raises UnreadableSource, NoSuchInput, UnknownFormat, BadMatch, OutputRefused, ProgramFault.
    """
    options = options or FillOptions()
    final = Path(output) if output is not None else None
    opened = _Opened(load(_many(templates)), options)
    names = [source.name for source in opened.sources]
    if final is not None and not options.dry_run:
        _check_output(final, names, force=options.force)
    if isinstance(sources, Document):
        body = read_document(sources, today=options.today)
    else:
        body = read_body(
            _many(sources),
            wanted=options.source_format,
            options=options.of_sources,
            selection=options.selection,
            jobs=options.jobs,
            today=options.today,
            progress=progress,
        )
    opened.open(len(body.sources))
    return _Filling(body, opened, options, ask).run(final)


def _many(given: Sequence[Source | str | Path] | Source | str | Path) -> Sequence[Source | str | Path]:
    return [given] if isinstance(given, Source | str | Path) else given


def _check_output(final: Path, names: Sequence[str], *, force: bool) -> None:
    if len(names) > 1 and final.suffix and not final.is_dir():
        raise OutputRefused(Notice("output-not-a-folder", facts={"name": final.name, "count": len(names)}))
    if doubled := sorted({name for name in names if names.count(name) > 1}):
        raise OutputRefused(Notice("templates-of-one-name", facts={"name": doubled[0]}))
    suffix = Path(names[0]).suffix.lower()
    if not final.is_dir() and final.suffix and final.suffix.lower() != suffix:
        raise OutputRefused(Notice("output-of-other-suffix", facts={"name": final.name, "suffix": suffix}))
    check_place(final, force=force)
    written = [final / name for name in names] if final.is_dir() or not final.suffix else [final]
    for path in written:
        if path.exists() and not force:
            raise OutputRefused(Notice("output-exists", facts={"name": path.name}))
        if is_open_elsewhere(path):
            raise OutputRefused(Notice("output-open-elsewhere", facts={"name": path.name}))


class _Opened:
    """The templates: their files, formats and tables."""

    def __init__(self, sources: list[Source], options: FillOptions) -> None:
        self.sources, self.options = sources, options
        self.dialects: list[Dialect] = []
        self.templates: list[Template] = []
        for source in sources:
            if source.path and is_open_elsewhere(source.path):
                raise _refusal("template-open-elsewhere", source, name=source.name)

    def open(self, after: int) -> None:
        """Open all of them; places in them are numbered on from the sources."""
        for number, source in enumerate(self.sources):
            source.index = after + number
            try:
                dialect, _ = choose_dialect(source, self.options.template_format)
                if dialect.template is None:
                    raise _refusal("format-cannot-be-filled", source, format=dialect.full_name)
                self.templates.append(dialect.template(source, self.options.of_templates))
                self.dialects.append(dialect)
            except HeaderNotFound as missing:
                raise _named(UnreadableSource(header_notice(missing, source)), source) from missing
            except UnreadableSource as unreadable:
                if unreadable.notice.rule == "ambiguous-format":
                    facts = unreadable.notice.facts
                    raise _refusal("ambiguous-template", source, **facts) from unreadable
                raise _named(unreadable, source) from unreadable

    def lines(self) -> list[Line]:
        """All lines of all templates."""
        return [line for number, t in enumerate(self.templates) for line in lines_of(number, t).values()]


def _refusal(rule: str, source: Source, **facts: object) -> UnreadableSource:
    return UnreadableSource(Notice(rule, SourcePlace(source.index), facts=facts), source.name)


def _named(unreadable: UnreadableSource, source: Source) -> UnreadableSource:
    unreadable.name = source.name
    return unreadable


class _Filling:
    """One run: who is who, what goes where, the filled files, the receipt."""

    def __init__(self, body: Body, opened: _Opened, options: FillOptions, ask: Ask | None) -> None:
        self.body, self.opened, self.options, self.ask = body, opened, options, ask
        self.receipt = new_receipt(body, options.today)
        self.receipt.templates = [
            {"name": s.name, "sha256": s.sha256, "format": d.format, "dialect": d.name}
            for s, d in zip(opened.sources, opened.dialects, strict=True)
        ]
        for template in opened.templates:
            self.receipt.notices += template.notices
        leave_out_faults(body.cards, self.receipt.notices)

    def run(self, final: Path | None) -> Filling:
        """Fill; the files appear under their names only if all is well."""
        people = people_of(self.opened.lines())
        candidates, match_file = self._match(people)
        self._tell_who_is_missing(people, {id(candidate.person) for candidate in candidates})
        fitted = fit(people, self.body.cards, self.receipt.notices)
        made = plan(
            fitted,
            self.body.cards,
            self.opened.templates,
            self.opened.dialects,
            overwrite=self.options.overwrite,
        )
        self.receipt.notices += made.notices
        self.receipt.notices += _nothing_fits(fitted, made)
        filled, back_lines = self._fill(made, fitted)
        self._settle(made, fitted, {person.card for person in people if person.card is not None}, back_lines)
        withheld = worst(self.receipt.notices) is Severity.ERROR and not self.options.partial
        files: list[Path] = []
        if filled and final is not None and not withheld and not self.options.dry_run:
            files = self._publish(filled, final)
            self.receipt.read_back, self.receipt.values_compared = "equal", len(made.planned)
        return Filling(self.receipt, files, self.body, candidates, match_file)

    def _match(self, people: list[Person]) -> tuple[list[Candidate], Path | None]:
        """Find everybody's card; what remains are suggestions, for the user's file if one was named."""
        cards, match = self.body.cards, self.options.match
        names = [source.name for source in self.opened.sources]
        if match and match.exists():
            confirm(match, self.body, people, names)
            self._warn_of_differences(people)
        self.receipt.notices += match_by_codes(people, cards)
        candidates = suggest(people, cards)
        if self.ask:
            self._ask_about(candidates, self.ask)
            self._warn_of_differences([candidate.person for candidate in candidates])
            candidates = []
        self.receipt.notices += drop_repeated(people)
        written = None
        if candidates and match and not match.exists() and not self.options.dry_run:
            _write(match, match_text(candidates, self.body, names))
            written = match
        waiting = len({id(candidate.person) for candidate in candidates})
        if waiting:
            name = match.name if match else None
            facts = {"count": waiting, **({"name": name} if name else {})}
            rule = "match-file-written" if written else "pupils-not-confirmed" if name else "pupils-to-be-confirmed"
            self.receipt.notices.append(Notice(rule, candidates[0].person.lines[0].place, facts=facts))
        return candidates, written

    def _warn_of_differences(self, people: Sequence[Person]) -> None:
        """A pair that a person confirmed although name or birth date differ is taken, and said."""
        for person in people:
            if person.card is not None and (found := differing(person, self.body.cards[person.card])):
                notice = Notice("confirmed-pair-differs", found.where, found.also, found.facts)
                self.receipt.notices.append(notice)

    def _ask_about(self, candidates: Sequence[Candidate], ask: Ask) -> None:
        taken: set[int] = set()
        for candidate in candidates:
            if candidate.person.card is None and candidate.card not in taken and ask(candidate, self.body):
                candidate.person.card = candidate.card
                taken.add(candidate.card)

    def _tell_who_is_missing(self, people: Sequence[Person], suggested: Set[int]) -> None:
        """A template in which nobody is found is an error; who stands on one side only is said."""
        notices = self.receipt.notices
        found = {
            line.template for person in people if person.card is not None or person.at_fault for line in person.lines
        }
        for number, source in enumerate(self.opened.sources):
            explained = not self.body.cards or self.opened.templates[number].notices
            if number not in found and not explained:
                notices.append(Notice("template-without-our-pupils", SourcePlace(source.index)))
        known = {person.card for person in people}
        for index, card in enumerate(self.body.cards):
            if index not in known:
                notices.append(Notice("pupil-not-in-templates", card.place))
        if not self.options.selection.of_pupils:
            for person in people:
                if person.card is None and not person.at_fault and person.lines and id(person) not in suggested:
                    notices.append(Notice("template-pupil-not-in-source", person.lines[0].place))

    def _fill(
        self, made: Plan, fitted: Sequence[Fitted]
    ) -> tuple[dict[int, bytes], dict[int, Mapping[CellPlace, Line]]]:
        """The filled files of the templates that have pupils of ours, each opened again and compared."""
        filled: dict[int, bytes] = {}
        lines: dict[int, Mapping[CellPlace, Line]] = {}
        for number in sorted({line.line.template for line in fitted}):
            source = self.opened.sources[number]
            try:
                filled[number] = self.opened.templates[number].fill(made.entries[number])
            except CannotWrite as refused:
                raise OutputRefused(refused.notice) from refused
            again = Source(source.name, filled[number], source.index)
            try:
                lines[number] = prove(number, self.opened.dialects[number], again, made, self.options.of_templates)
            except (NotEqual, UnreadableSource) as error:
                fault = Notice("not-read-back-equal", facts={"what": str(error)})
                raise ProgramFault(fault, self.receipt) from error
        return filled, lines

    def _settle(
        self,
        made: Plan,
        fitted: Sequence[Fitted],
        matched: Set[int],
        lines: Mapping[int, Mapping[CellPlace, Line]],
    ) -> None:
        cards = self.body.cards
        back = found_there(fitted, lines, made, cards)
        Account(
            self.body.readings,
            cards,
            self.body.left_out,
            None,
            [Projection() for _ in cards],
            back,
            reasons=other_reasons(fitted, matched, cards, made.reasons),
        ).settle(self.receipt)

    def _publish(self, filled: Mapping[int, bytes], final: Path) -> list[Path]:
        folder = beside(final)
        try:
            written = []
            for number, data in filled.items():
                path = folder / self.opened.sources[number].name
                _write(path, data)
                written.append(path)
                self.receipt.targets.append(described(path, self.opened.dialects[number]))
            originals = [*self.opened.sources, *self.body.sources]
            inputs = {source.path.resolve() for source in originals if source.path}
            if len(self.opened.sources) == 1 and not final.is_dir() and final.suffix:
                self.receipt.targets[-1] = {**self.receipt.targets[-1], "name": final.name}
            return publish(written, folder, final, inputs, force=self.options.force)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _nothing_fits(fitted: Sequence[Fitted], made: Plan) -> list[Notice]:
    """Tables with pupils of ours and without a column for anything that the sources say: a caption was renamed."""
    tables = {id(line.line.table): line.line.table for line in fitted}
    return [
        Notice(
            "template-has-no-column-for-it",
            table.place,
            facts={"captions": ", ".join(table.unknown)} if table.unknown else {},
        )
        for key, table in tables.items()
        if key not in made.tables
    ]


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise OutputRefused(unwritable(path, error)) from error
