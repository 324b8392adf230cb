"""What the records of an .xls file show beyond its cells, and what a rewritten file has lost of it."""

from __future__ import annotations

import io
import struct
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import olefile

from ..opening import biff
from ..opening.model import Position
from ..opening.ole import OleStreams
from ..opening.refusal import UnreadableFile
from .comparing import Change

_GLOBALS = "workbook-globals"
_HIDDEN, _VERY_HIDDEN = 1, 2
_COUNTED = {0x001C: "comments", 0x01B8: "hyperlinks"}
"""NOTE and HLINK: one record for each, of which none may be missing."""
_PRESENT = {0x01BE: "data_validations", 0x01B0: "conditional_formats", 0x009D: "filters", 0x00EC: "drawings"}
"""DV, CONDFMT, AUTOFILTERINFO, MSODRAWING: a writer may arrange them otherwise, but not leave out all of them."""
_PROTECTION = (0x0012, 0x0013)
"""PROTECT and PASSWORD: their bodies say whether, and under which password."""


def lost_features(before: bytes, after: bytes) -> Iterator[Change]:
    """What an .xls file had and the other one has not.

    Raises:
        UnreadableFile: as the opener does.
    """
    one, other = _features(before), _features(after)
    if one.sheets != other.sheets:
        yield Change("sheets")
        return
    if one.macros and not other.macros:
        yield Change("macros")
    for number, title in enumerate(["", *one.sheets]):
        had, has = one.records[number], other.records[number]
        for kind, what in _COUNTED.items():
            if has[kind] < had[kind]:
                yield Change(what, title)
        for kind, what in _PRESENT.items():
            if had[kind] and not has[kind]:
                yield Change(what, title)
        if one.protection[number] != other.protection[number]:
            yield Change("protection", title)


class _Features:
    def __init__(self) -> None:
        self.sheets: dict[str, Position] = {}
        """State and kind of each sheet by title: very hidden is not the same as hidden."""
        self.macros = False
        self.records: list[Counter[int]] = []
        """How many records of each kind the workbook itself has, then each sheet."""
        self.protection: list[dict[int, bytes]] = []


class _SheetRecord(NamedTuple):
    """The BOUNDSHEET record of a sheet; ``state`` is the offset of the byte that says how it is hidden."""

    title: str
    offset: int
    state: int
    sort: int


def very_hidden_kept(before: bytes, after: bytes) -> bytes:
    """The new file with the sheets very hidden (not offered by "Unhide") that were so: LibreOffice just hides them.

    Raises:
        UnreadableFile: `encrypted-workbook`, which is what LibreOffice makes of a protected structure.
    """
    old = _stream(before)
    states = {sheet.title: old[sheet.state] for sheet in _sheets(old)}
    new = _stream(after)
    shown_too_much = [
        sheet.state for sheet in _sheets(new) if states.get(sheet.title) == _VERY_HIDDEN and new[sheet.state] == _HIDDEN
    ]
    if not shown_too_much:
        return after
    stream = bytearray(new)
    for offset in shown_too_much:
        stream[offset] = _VERY_HIDDEN
    file = io.BytesIO(after)
    with olefile.OleFileIO(file, write_mode=True) as ole:
        ole.write_stream("Workbook", bytes(stream))
    return file.getvalue()


def _stream(data: bytes) -> bytes:
    """The records of the workbook, in an OLE file or bare."""
    if not data.startswith(olefile.MAGIC):
        return data
    streams = OleStreams(data)
    return streams.read("Workbook" if "Workbook" in streams else "Book")


def _sheets(stream: bytes) -> Iterator[_SheetRecord]:
    for kind, start, end in biff.records(stream, 0, _GLOBALS):
        if kind == biff.EOF:
            break
        if kind == biff.FILEPASS:
            raise UnreadableFile("encrypted-workbook", kind="biff")
        if kind == biff.BOUNDSHEET:
            offset, _, sort = struct.unpack_from("<IBB", stream, start)
            title = biff.TextReader(stream, [(start + 6, end)], _GLOBALS).text(count_width=1)
            yield _SheetRecord(title, offset, start + 4, sort)


def _features(data: bytes) -> _Features:
    found = _Features()
    found.macros = data.startswith(olefile.MAGIC) and "_VBA_PROJECT_CUR" in OleStreams(data)
    stream = _stream(data)
    found.sheets = {sheet.title: (stream[sheet.state], sheet.sort) for sheet in _sheets(stream)}
    for offset in (0, *(sheet.offset for sheet in _sheets(stream))):
        records: Counter[int] = Counter()
        protection: dict[int, bytes] = {}
        depth = 0
        for kind, start, end in biff.records(stream, offset, _GLOBALS):
            depth += (kind == biff.BOF) - (kind == biff.EOF)
            if not depth:
                break
            records[kind] += 1
            if depth == 1 and kind in _PROTECTION and any(stream[start:end]):
                protection[kind] = stream[start:end]
        found.records.append(records)
        found.protection.append(protection)
    return found
