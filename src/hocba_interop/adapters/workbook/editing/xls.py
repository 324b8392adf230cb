"""Filling cells of an .xls file: LibreOffice writes it, and what it did not keep is found out before it is used."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from ....notices import CellPlace, Notice, Place, SourcePlace
from ...contract import CannotWrite
from ...source import Source
from ..libreoffice import LibreOfficeFailed, convert, find_libreoffice, run_libreoffice
from ..opening.model import Position
from ..opening.refusal import UnreadableFile
from .biff_features import lost_features, very_hidden_kept
from .comparing import Change, changes
from .guards import Guards
from .macro import COMMAND, lay_macro
from .reading_guards import read_xlsx_guards
from .summary_times import times_kept
from .traits import trait_changes
from .values import Value, number_text

_Entries = Mapping[str, Mapping[Position, Value]]


def fill_xls(source: Source, entries: _Entries) -> bytes:
    """The .xls with these cells filled.

    Raises:
        CannotWrite: `libreoffice-missing`, `libreoffice-failed`, `template-not-kept`, `text-unfit-for-cell`.
    """
    program = find_libreoffice()
    if program is None:
        raise CannotWrite(Notice("libreoffice-missing", facts={"name": source.name}))
    # no line end behind the last line: LibreOffice would read it as a part of the value
    listed = "\n".join(_lines(source, entries))
    with tempfile.TemporaryDirectory(prefix="hocba-lo-") as name:
        folder = Path(name)
        user = folder / "profile" / "user"
        job = user / "job"
        job.mkdir(parents=True)
        lay_macro(user)
        (job / "template.xls").write_bytes(source.data)
        (job / "entries.txt").write_bytes(listed.encode())
        try:
            run_libreoffice(program, folder, COMMAND)
            filled, before, after = ((job / made).read_bytes() for made in ("filled.xls", "before.xlsx", "after.xlsx"))
        except (LibreOfficeFailed, FileNotFoundError) as error:
            reason = error.reason if isinstance(error, LibreOfficeFailed) else "no output"
            raise CannotWrite(Notice("libreoffice-failed", facts={"name": source.name, "reason": reason})) from error
    try:
        filled = times_kept(source.data, very_hidden_kept(source.data, filled))
        change = next(_differences(source, filled, before, after, entries), None)
    except UnreadableFile as error:
        change = Change("protection" if error.rule == "encrypted-workbook" else "cell_values")
    if change is not None:
        facts = {"name": source.name, "what": change.what}
        raise CannotWrite(Notice("template-not-kept", _place(source, change), facts=facts))
    return filled


def read_xls_guards(source: Source) -> Mapping[str, Guards]:
    """The guards of each sheet as LibreOffice sees them; where it is missing, guards that know nothing."""
    program = find_libreoffice()
    if program is None:
        return {sheet.name: Guards() for sheet in source.workbook.sheets}
    with tempfile.TemporaryDirectory(prefix="hocba-lo-") as folder:
        book = Path(folder, "template.xls")
        book.write_bytes(source.data)
        try:
            made = convert(program, Path(folder), book, "xlsx").read_bytes()
        except LibreOfficeFailed as error:
            facts = {"name": source.name, "reason": error.reason}
            raise CannotWrite(Notice("libreoffice-failed", facts=facts)) from error
    found = read_xlsx_guards(Source(source.name, made, source.index))
    return {sheet.name: found.get(sheet.name, Guards()) for sheet in source.workbook.sheets}


def _lines(source: Source, entries: _Entries) -> Iterator[str]:
    """The entries as the macro reads them, one a line."""
    for sheet, cells in entries.items():
        for (row, column), value in sorted(cells.items(), key=lambda item: item[0]):
            if isinstance(value, Decimal):
                kind, text = "n", number_text(value)
            elif "\r" in value:
                # LibreOffice turns it into a line feed
                facts = {"character": "U+000D", "at": value.index("\r") + 1}
                raise CannotWrite(
                    Notice("text-unfit-for-cell", CellPlace(source.index, sheet, row, column), facts=facts)
                )
            else:
                kind, text = "t", value.replace("\\", "\\b").replace("\n", "\\n").replace("\t", "\\t")
            yield f"{sheet}\t{row - 1}\t{column - 1}\t{kind}\t{text}"


def _differences(source: Source, filled: bytes, before: bytes, after: bytes, entries: _Entries) -> Iterator[Change]:
    """What the new file lacks: by our own reading of both, by the records in them, and by LibreOffice's."""
    book = Source(source.name, filled, source.index).workbook
    yield from changes(source.workbook, book, entries, recalculated=True)
    yield from lost_features(source.data, filled)
    yield from trait_changes(Source("before.xlsx", before), Source("after.xlsx", after))


def _place(source: Source, change: Change) -> Place:
    if not change.sheet:
        return SourcePlace(source.index)
    return CellPlace(source.index, change.sheet, change.row, change.column)
