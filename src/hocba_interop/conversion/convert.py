"""Conversion: detect, read, assemble, write, read back, account. Output appears whole or not at all."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..adapters import registry
from ..adapters.contract import CannotWrite, Dialect, ReadOptions, Sink, UnreadableSource, Written
from ..adapters.coverage import Coverage
from ..adapters.projection import Projection
from ..adapters.source import Source
from ..adapters.workbook.class_names import grade_of_class
from ..ledger import Fate
from ..model import Document
from ..model.flat import Path as LeafPath
from ..model.flat import latest_year, unflatten
from ..notices import Notice, Place, PointerPlace, Severity, XPathPlace, worst
from ..version import TOOL
from .accounting import Account
from .assembly import Assembled
from .placing import OutputRefused, beside, check_place, publish, unwritable
from .proof import NotEqual, ReadBack, read_back
from .reading import Body, Progress, read_body
from .receipt import Receipt
from .selection import Selection


class ProgramFault(Exception):
    """The program itself is at fault: the output did not read back equal, or items were lost count of."""

    def __init__(self, notice: Notice, receipt: Receipt | None = None) -> None:
        super().__init__(notice.rule)
        self.notice = notice
        self.receipt = receipt


@dataclass(frozen=True, slots=True)
class ConvertOptions:
    """What a conversion may be told; the names are those of the command line."""

    source_format: str | None = None
    students: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    school_year: str | None = None
    period: str | None = None
    target_school: str | None = None
    target_class: str | None = None
    legacy_font: str | None = None
    partial: bool = False
    dry_run: bool = False
    force: bool = False
    jobs: int = 1
    today: str | None = None


@dataclass(slots=True)
class Conversion:
    """What came of a conversion: the receipt, the files that now exist, the body that was read."""

    receipt: Receipt
    files: list[Path] = field(default_factory=list)
    body: Body | None = None


def convert(
    inputs: Sequence[Source | str | Path],
    to: str,
    output: str | Path | None = None,
    options: ConvertOptions | None = None,
    progress: Progress | None = None,
) -> Conversion:
    """Convert inputs to a format and prove it.

    ``to`` is ``format``, ``format:dialect`` or a short name; ``output`` a file or, where the target writes
    several files, a folder. An error in the data withholds the output unless ``partial``; the receipt comes in
    any case. Raises UnreadableSource, NoSuchInput, registry.UnknownFormat, OutputRefused, ProgramFault.
    """
    options = options or ConvertOptions()
    target = registry.find_writable(to)
    final = Path(output) if output is not None else None
    if final is not None and not options.dry_run:
        check_place(final, force=options.force)
    body = read_body(
        inputs,
        wanted=options.source_format,
        options=ReadOptions(options.school_year, options.period, options.legacy_font),
        selection=Selection(options.students, options.school_year, options.classes),
        jobs=options.jobs,
        today=options.today,
        progress=progress,
    )
    return convert_body(body, target, final, options)


def convert_body(body: Body, target: Dialect, final: Path | None, options: ConvertOptions) -> Conversion:
    """Write what was read, read it back, and account for every item."""
    receipt = new_receipt(body, options.today)
    withheld = worst(receipt.notices) is Severity.ERROR and not options.partial
    leave_out_faults(body.cards, receipt.notices)
    projections = project(target, body.cards, options, receipt.notices)
    withheld = withheld or (worst(receipt.notices) is Severity.ERROR and not options.partial)
    if options.dry_run or withheld or final is None:
        settle(body, target, projections, None, receipt, options)
        return Conversion(receipt, [], body)
    folder = beside(final)
    try:
        written = _write(body, target, projections, folder, final, receipt)
        if written is None:
            settle(body, target, projections, None, receipt, options)
            return Conversion(receipt, [], body)
        back = _prove(target, written, projections, receipt)
        settle(body, target, projections, back, receipt, options)
        receipt.read_back, receipt.values_compared = "equal", back.compared
        receipt.targets = [described(path, target) for path in written.files]
        inputs = {source.path.resolve() for source in body.sources if source.path}
        files = publish(written.files, folder, final, inputs, force=options.force)
        return Conversion(receipt, files, body)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def leave_out_faults(cards: Sequence[Assembled], notices: Sequence[Notice]) -> None:
    """Leave out the values that an error stands on, where the reader kept them (an impossible score in a JSON file)."""
    faults = {n.where: n.rule for n in notices if n.severity is Severity.ERROR and n.where is not None}
    for card in cards if faults else ():
        for fragment in card.fragments:
            for fact in fragment.facts:
                rule = _fault_of(fact.item.place, faults) if fact.item and fact.fate is None else None
                if rule and fact.path in card.flat:
                    _reject(card, fact.path, rule)


def _fault_of(place: Place, faults: Mapping[Place, str]) -> str | None:
    """The rule of the error that stands on a place, or on the JSON value or element that it is part of."""
    if place in faults:
        return faults[place]
    if isinstance(place, PointerPlace):
        parent = place._replace(pointer=place.pointer.rpartition("/")[0])
        return faults.get(parent)
    if isinstance(place, XPathPlace):
        return faults.get(place._replace(xpath=place.xpath.rpartition("/")[0]))
    return None


def _reject(card: Assembled, path: LeafPath, rule: str) -> None:
    del card.flat[path]
    for fragment in card.fragments:
        for fact in fragment.facts:
            if fact.path == path and fact.item is not None:
                fact.fate = Fate("rejected", rule)


def project(
    target: Dialect, cards: Sequence[Assembled], options: ConvertOptions, notices: list[Notice]
) -> list[Projection]:
    """What the target is meant to hold of each card; names of the receiving school and class put in their place.

    Only a sheet format shows them, and only the latest year is that of the receiving class. A class of another
    grade is refused: its name would change what the record says.
    """
    assert target.coverage is not None
    projections = [target.project(card.flat, target.coverage) for card in cards]
    notices += _remarks(cards, projections)
    if target.kind != "workbook" or target.coverage.everything:
        return projections
    names = _replacements(options, target.coverage)
    if options.target_class and ("class_name",) in names:
        notices += _check_target_class(cards, options.target_class)
    if len(names) < len(_receiving(options)):
        notices.append(Notice("target-shows-no-names"))
    for projection in projections:
        latest = latest_year(path[1] for path in projection.flat if path[0] == "years")
        for path, name in names.items() if latest else ():
            projection.flat["years", latest or "", *path] = name
    return projections


def _replacements(options: ConvertOptions, coverage: Coverage) -> dict[LeafPath, str]:
    """What stands in the titles in place of the names of the old school and class, where the target shows them."""
    return {path: name for path, name in _receiving(options).items() if coverage.knows(("years", "*", *path))}


def _receiving(options: ConvertOptions) -> dict[LeafPath, str]:
    """The names of the receiving school and class that the user gave."""
    named = {("school", "name"): options.target_school, ("class_name",): options.target_class}
    return {path: name for path, name in named.items() if name}


def _remarks(cards: Sequence[Assembled], projections: Sequence[Projection]) -> list[Notice]:
    """What the target cannot take of whole years or subjects: each rule once, at the first pupil concerned."""
    first: dict[str, Place] = {}
    counts: Counter[str] = Counter()
    for card, projection in zip(cards, projections, strict=True):
        for rule in sorted({remark.rule for remark in projection.remarks}):
            counts[rule] += 1
            first.setdefault(rule, card.place)
    return [Notice(rule, first[rule], facts={"count": count}) for rule, count in sorted(counts.items())]


def _check_target_class(cards: Sequence[Assembled], target_class: str) -> list[Notice]:
    """What is odd in putting these pupils into one class: another grade (an error), several classes made one."""
    grade = grade_of_class(target_class)
    classes: set[object] = set()
    found: list[Notice] = []
    for card in cards:
        latest = latest_year(path[1] for path in card.flat if path[0] == "years")
        if latest is None:
            continue
        recorded = card.flat.get(("years", latest, "grade"))
        classes.add(card.flat.get(("years", latest, "class_name")))
        if grade and recorded and recorded != grade:
            facts = {"target": target_class, "grade": recorded}
            found.append(Notice("target-class-of-other-grade", card.place, facts=facts))
    if len(classes) > 1:
        found.append(Notice("classes-become-one", facts={"target": target_class, "count": len(classes)}))
    return found


def new_receipt(body: Body, today: str | None) -> Receipt:
    """The receipt of what was read, before anything is written."""
    return Receipt(
        sources=[
            {
                "name": source.name,
                "sha256": source.sha256,
                "format": dialect.format,
                "dialect": dialect.name,
                "items": reading.ledger.total,
            }
            for source, dialect, reading in zip(body.sources, body.dialects, body.readings, strict=True)
        ],
        notices=list(body.notices),
        today=today,
        tool=TOOL,
    )


def described(path: Path, target: Dialect) -> dict[str, str]:
    """A written file as the receipt names it."""
    """A written file as the receipt names it."""
    name, sha256 = path.name, Source(path.name, path.read_bytes()).sha256
    return {"name": name, "sha256": sha256, "format": target.format, "dialect": target.name}


def _write(
    body: Body,
    target: Dialect,
    projections: Sequence[Projection],
    folder: Path,
    final: Path,
    receipt: Receipt,
) -> Written | None:
    assert target.write is not None and target.coverage is not None
    name = None if final.is_dir() or not final.suffix else final.name
    document = Document(
        report_cards=tuple(
            unflatten(projection.for_writer(card.flat, target.coverage))
            for card, projection in zip(body.cards, projections, strict=True)
        ),
        extensions=tuple(body.document),
        provenance=tuple(body.provenance),
    )
    try:
        written = target.write(document, Sink(folder, name))
    except CannotWrite as refused:
        raise OutputRefused(refused.notice) from refused
    except OSError as error:
        raise OutputRefused(unwritable(final, error)) from error
    receipt.notices += written.notices
    return None if worst(written.notices) is Severity.ERROR or not written.files else written


def _prove(target: Dialect, written: Written, projections: Sequence[Projection], receipt: Receipt) -> ReadBack:
    try:
        return read_back(target, written, projections)
    except (NotEqual, UnreadableSource) as error:
        raise ProgramFault(Notice("not-read-back-equal", facts={"what": str(error)}), receipt) from error


def settle(
    body: Body,
    target: Dialect,
    projections: Sequence[Projection],
    back: ReadBack | None,
    receipt: Receipt,
    options: ConvertOptions,
) -> None:
    """Enter into the receipt what became of every item."""
    assert target.coverage is not None
    replaced = frozenset(_replacements(options, target.coverage))
    Account(body.readings, body.cards, body.left_out, target, projections, back, replaced).settle(receipt)


__all__ = ["Conversion", "ConvertOptions", "OutputRefused", "ProgramFault", "convert", "convert_body"]
