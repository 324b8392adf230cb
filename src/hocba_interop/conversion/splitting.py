"""Splitting: one file for each pupil or each class, in one folder, with a list of what is in it.

For pupils who leave to different schools. The inputs are read once; every file is proven by reading it back; one
receipt accounts for all of them, so that its counts add up over the sources exactly once. The folder appears
whole or not at all.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from ..adapters import registry
from ..adapters.contract import CannotWrite, Dialect, ReadOptions, Sink, UnreadableSource, Written
from ..adapters.projection import Projection
from ..adapters.source import Source
from ..model import Document
from ..model.flat import UNKNOWN_YEAR, Leaf, latest_year, named_year, unflatten
from ..model.flat import Path as LeafPath
from ..notices import Notice, Severity, worst
from ..text import day_first, fold
from .assembly import Assembled
from .convert import (
    Conversion,
    ConvertOptions,
    ProgramFault,
    described,
    leave_out_faults,
    new_receipt,
    project,
    settle,
)
from .excel_csv import excel_csv
from .file_names import UniqueNames, safe_stem
from .placing import OutputRefused, beside, publish, unwritable
from .proof import NotEqual, ReadBack, read_back
from .reading import Body, Progress, read_body
from .receipt import Receipt
from .selection import Selection, class_key

By = Literal["student", "class"]

INDEX = "muc_luc.csv"
"""Mục lục: which file is whose, with an empty column for the receiving school. For the school's own eyes."""

_REST = "khong_thuoc_em_nao"
_UNKNOWN_CLASS = "khong_ro_lop"
_COLUMNS = ("Tệp", "Mã học sinh", "Họ và tên", "Ngày sinh", "Lớp", "Năm học", "Trường chuyển đến")
_BY_PRECISION = ("năm", "tháng", "ngày")


@dataclass(frozen=True, slots=True)
class SplitFile:
    """One file of the folder: its name, and the numbers of the cards in it (none: what belongs to no pupil)."""

    name: str
    cards: tuple[int, ...]


@dataclass(slots=True)
class Splitting(Conversion):
    """What came of a splitting: as a conversion, with the files and whose they are; ``index`` is the list."""

    parts: list[SplitFile] = field(default_factory=list)
    index: Path | None = None


def split(
    inputs: Sequence[Source | str | Path] | Source | str | Path,
    output: str | Path | None,
    by: By = "student",
    to: str = "hocba-json",
    options: ConvertOptions | None = None,
    progress: Progress | None = None,
) -> Splitting:
    """Write one file for each pupil or each class into a folder, and prove each.

    The folder must be new or empty; with ``force`` files of the same name are replaced and all others stay. An
    error in the data withholds everything unless ``partial``. Raises UnreadableSource, NoSuchInput,
    UnknownFormat, OutputRefused, ProgramFault.
    """
    options = options or ConvertOptions()
    target = registry.find_writable(to)
    folder = Path(output) if output is not None and not options.dry_run else None
    if folder is not None:
        _check_folder(folder, force=options.force)
    body = read_body(
        [inputs] if isinstance(inputs, Source | str | Path) else inputs,
        wanted=options.source_format,
        options=ReadOptions(options.school_year, options.period, options.legacy_font),
        selection=Selection(options.students, options.school_year, options.classes),
        jobs=options.jobs,
        today=options.today,
        progress=progress,
    )
    return _split_body(body, target, folder, by, options)


def _split_body(body: Body, target: Dialect, folder: Path | None, by: By, options: ConvertOptions) -> Splitting:
    receipt = new_receipt(body, options.today)
    receipt.named_after_pupils = by == "student"
    done = Splitting(receipt, [], body, _parts(body, target, by, receipt.notices))
    if not body.cards and worst(receipt.notices) is not Severity.ERROR:
        receipt.notices.append(Notice("nothing-to-split"))
    leave_out_faults(body.cards, receipt.notices)
    projections = project(target, body.cards, options, receipt.notices)
    withheld = not body.cards or (worst(receipt.notices) is Severity.ERROR and not options.partial)
    if folder is None or withheld:
        settle(body, target, projections, None, receipt, options)
        return done
    work = beside(folder)
    try:
        back = _write_all(done, target, projections, work / "out", options)
        if back is None:
            settle(body, target, projections, None, receipt, options)
            return done
        settle(body, target, projections, back, receipt, options)
        receipt.read_back, receipt.values_compared = "equal", back.compared
        _finish(done, work, folder, options)
        return done
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _check_folder(folder: Path, *, force: bool) -> None:
    """Refuse a folder that holds files (without ``force``), and what is no folder. Raises OutputRefused."""
    if not folder.absolute().parent.is_dir():
        raise OutputRefused(Notice("output-folder-missing", facts={"name": str(folder.parent)}))
    if folder.exists() and not folder.is_dir():
        raise OutputRefused(Notice("output-not-folder", facts={"name": folder.name}))
    if _files_of(folder) and not force:
        raise OutputRefused(Notice("output-folder-in-use", facts={"name": folder.name}))


def _files_of(folder: Path) -> list[str]:
    """What a user sees in a folder; a system's own hidden files do not count."""
    try:
        return [path.name for path in folder.iterdir() if not path.name.startswith(".")] if folder.is_dir() else []
    except OSError as error:
        raise OutputRefused(unwritable(folder, error)) from error


def _parts(body: Body, target: Dialect, by: By, notices: list[Notice]) -> list[SplitFile]:
    """The files to write, in the order in which their first pupil was met."""
    names = UniqueNames(Path(INDEX).stem)
    parts = list(_by_student(body, target, names, notices) if by == "student" else _by_class(body, target, names))
    if body.document and target.coverage is not None and target.coverage.everything:
        # what belongs to no pupil may speak of any of them: it goes into a file of its own, to no other school
        parts.append(SplitFile(names.give(_REST) + target.suffix, ()))
        notices.append(Notice("split-rest-apart", facts={"count": len(body.document), "name": parts[-1].name}))
    return parts


def _by_student(body: Body, target: Dialect, names: UniqueNames, notices: list[Notice]) -> Iterator[SplitFile]:
    width = max(3, len(str(len(body.cards))))
    numbered = 0
    for index, card in enumerate(body.cards):
        stem = safe_stem(_code(card.flat))
        if not stem:
            stem = f"hoc_sinh_{index + 1:0{width}}"
            numbered += 1
        yield SplitFile(names.give(stem) + target.suffix, (index,))
    if numbered:
        notices.append(Notice("file-named-by-number", facts={"count": numbered, "index": INDEX}))


def _by_class(body: Body, target: Dialect, names: UniqueNames) -> Iterator[SplitFile]:
    classes: dict[tuple[str, str, str], list[int]] = {}
    for index, card in enumerate(body.cards):
        year = _latest(card.flat)
        school = card.flat.get((*year, "school", "code")) or card.flat.get((*year, "school", "name")) or ""
        key = (year[1], class_key(str(card.flat.get((*year, "class_name"), ""))), fold(str(school)))
        classes.setdefault(key, []).append(index)
    for cards in classes.values():
        flat = body.cards[cards[0]].flat
        year = _latest(flat)
        name = str(flat.get((*year, "class_name"), ""))
        stem = "_".join(filter(None, (safe_stem(name) or _UNKNOWN_CLASS, safe_stem(named_year(year[1]) or ""))))
        yield SplitFile(names.give(stem) + target.suffix, tuple(cards))


def _code(flat: Mapping[LeafPath, Leaf]) -> str:
    """The code by which a file may be named: mã học sinh, never the citizen's number."""
    found = (flat.get(("student", "identifiers", scheme)) for scheme in ("pupil_code", "moet"))
    return next((str(code) for code in found if code), "")


def _latest(flat: Mapping[LeafPath, Leaf]) -> LeafPath:
    """The path of the latest year of a card."""
    years = {path[1] for path in flat if path[0] == "years"}
    return ("years", latest_year(years) or UNKNOWN_YEAR)


def _year(path: LeafPath) -> str:
    return named_year(path[1]) or ""


def _write_all(
    done: Splitting, target: Dialect, projections: Sequence[Projection], out: Path, options: ConvertOptions
) -> ReadBack | None:
    """Write and prove every file; None where an error withholds them. A part that holds nothing is left out."""
    body = done.body
    assert body is not None
    try:
        out.mkdir()
    except OSError as error:
        raise OutputRefused(unwritable(out, error)) from error
    whole = ReadBack(flats={index: {} for index in range(len(body.cards))})
    whole.literals = {index: {} for index in whole.flats}
    kept: list[SplitFile] = []
    for part in done.parts:
        written = _write(part, body, target, projections, out)
        done.receipt.notices += written.notices
        if worst(written.notices) is Severity.ERROR or not written.files:
            if not options.partial:
                return None
            for path in written.files:
                path.unlink()
            continue
        back = _prove(part, target, written, projections, done.receipt)
        for own, index in enumerate(part.cards):
            whole.flats[index], whole.literals[index] = back.flats[own], back.literals[own]
        whole.document += back.document
        whole.compared += back.compared
        kept.append(part)
    if not kept:
        return None
    done.parts = kept
    done.receipt.targets = [_target(out, part, target) for part in kept]
    return whole


def _write(part: SplitFile, body: Body, target: Dialect, projections: Sequence[Projection], out: Path) -> Written:
    assert target.write is not None and target.coverage is not None
    document = Document(
        report_cards=tuple(
            unflatten(projections[index].for_writer(body.cards[index].flat, target.coverage)) for index in part.cards
        ),
        extensions=() if part.cards else tuple(body.document),
        provenance=tuple(body.provenance),
    )
    try:
        return target.write(document, Sink(out, part.name))
    except CannotWrite as refused:
        raise OutputRefused(refused.notice) from refused
    except OSError as error:
        raise OutputRefused(unwritable(out, error)) from error


def _prove(
    part: SplitFile, target: Dialect, written: Written, projections: Sequence[Projection], receipt: Receipt
) -> ReadBack:
    try:
        return read_back(target, written, [projections[index] for index in part.cards])
    except (NotEqual, UnreadableSource) as error:
        raise ProgramFault(Notice("not-read-back-equal", facts={"what": str(error)}), receipt) from error


def _target(out: Path, part: SplitFile, target: Dialect) -> dict[str, Any]:
    return {**described(out / part.name, target), "report_cards": len(part.cards)}


def _finish(done: Splitting, work: Path, folder: Path, options: ConvertOptions) -> None:
    """Write the list and give the folder its name; into a folder that is there the files go one by one or not."""
    assert done.body is not None
    out, there = work / "out", _files_of(folder)
    index = _free_index(there)
    data = _index(done.parts, done.body.cards)
    try:
        (out / index).write_bytes(data)
    except OSError as error:
        raise OutputRefused(unwritable(folder, error)) from error
    done.receipt.targets.append(
        {"name": index, "sha256": hashlib.sha256(data).hexdigest(), "format": "csv", "dialect": "index"}
    )
    names = [*(part.name for part in done.parts), index]
    if others := len(set(there) - set(names)):
        facts = {"name": folder.name, "count": others, "index": index}
        done.receipt.notices.append(Notice("folder-holds-other-files", facts=facts))
    if folder.exists():
        blocked = next((name for name in names if (folder / name).is_dir()), None)
        if blocked:
            raise OutputRefused(Notice("output-folder-in-use", facts={"name": folder.name}))
        inputs = {source.path.resolve() for source in done.body.sources if source.path}
        done.files = publish([out / name for name in names], out, folder, inputs, force=options.force)
    else:
        try:
            out.rename(folder)
        except OSError as error:
            raise OutputRefused(unwritable(folder, error)) from error
        done.files = [folder / name for name in names]
    done.index = folder / index


def _free_index(there: Sequence[str]) -> str:
    """A name for the list: one that is there is not replaced, since its last column was filled in by hand."""
    path = Path(INDEX)
    return UniqueNames(*(Path(name).stem for name in there)).give(path.stem) + path.suffix


def _index(parts: Sequence[SplitFile], cards: Sequence[Assembled]) -> bytes:
    """The list of the files as CSV for Excel."""
    rows: list[Sequence[object]] = [_COLUMNS]
    for part in parts:
        for index in part.cards:
            flat = cards[index].flat
            year = _latest(flat)
            rows.append(
                (
                    part.name,
                    _code(flat),
                    flat.get(("student", "full_name")),
                    _born(flat.get(("student", "birth_date"))),
                    flat.get((*year, "class_name")),
                    named_year(year[1]),
                    None,
                )
            )
        if not part.cards:
            rows.append([part.name, *[""] * (len(_COLUMNS) - 1)])
    return excel_csv(rows)


def _born(date: Leaf | None) -> str | None:
    """A birth date as people write it, with a word before it: a bare one Excel turns into a date of its own order."""
    if not date:
        return None
    precision = str(date).count("-")
    return f"{_BY_PRECISION[precision]} {day_first(str(date))}" if precision < len(_BY_PRECISION) else str(date)


__all__ = ["By", "SplitFile", "Splitting", "split"]
