"""An .xls file (BIFF8): the globals of the workbook, then each worksheet at its offset."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from . import biff
from .building import Budget
from .limits import Limits
from .model import Workbook
from .ole import OleStreams
from .refusal import UnreadableFile
from .sniffing import Container
from .values import NumberFormat, built_in_format, is_blank, read_format
from .xls_sheet import XlsContext, read_sheet

_WORKSHEET = 0
_GLOBALS = "workbook-globals"


def open_xls(data: bytes, name: str, container: Container, limits: Limits) -> Workbook:
    """Read an .xls file, or its bare records.

    Raises:
        UnreadableFile: see `open_workbook`.
    """
    fingerprint = None
    if container is Container.BIFF:
        stream = data
    else:
        streams = OleStreams(data)
        if "EncryptedPackage" in streams:
            raise UnreadableFile("encrypted-workbook", kind="ole")
        if "Workbook" in streams:
            stream = streams.read("Workbook")
        elif "Book" in streams:
            stream = streams.read("Book")
        else:
            raise UnreadableFile("damaged-workbook", reason="missing-part", where="Workbook")
        fingerprint = streams.fingerprint()
    book = _read_globals(stream, limits)
    if not book.sheets:
        raise UnreadableFile("no-sheets")
    context = XlsContext(book.strings, book.formats(), book.date1904, Budget(limits, len(stream)))
    sheets = tuple(
        read_sheet(stream, sheet.offset, sheet.name, sheet.hidden, index, context)
        for index, sheet in enumerate(book.sheets)
    )
    return Workbook(name, "xls", sheets, book.date1904, fingerprint)


@dataclass(slots=True)
class _BoundSheet:
    name: str
    offset: int
    hidden: bool


@dataclass(slots=True)
class _Globals:
    sheets: list[_BoundSheet] = field(default_factory=list)
    strings: list[str | None] = field(default_factory=list)
    date1904: bool = False
    codes: dict[int, NumberFormat] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)

    def formats(self) -> list[NumberFormat]:
        """The number format of each cell style, by its number."""
        return [self.codes.get(number) or built_in_format(number) for number in self.styles]


def _read_globals(stream: bytes, limits: Limits) -> _Globals:
    biff.check_version(stream, 0, _GLOBALS)
    book = _Globals()
    texts: list[tuple[int, int]] = []
    in_texts = False
    for kind, start, end in biff.records(stream, 0, _GLOBALS):
        if kind == biff.CONTINUE:
            if in_texts:
                texts.append((start, end))
            continue
        in_texts = kind == biff.SST
        if kind == biff.EOF:
            break
        if kind == biff.FILEPASS:
            raise UnreadableFile("encrypted-workbook", kind="biff")
        if kind == biff.SST:
            texts = [(start, end)]
        elif kind == biff.DATEMODE:
            book.date1904 = stream[start:end] == b"\x01\x00"
        elif kind == biff.FORMAT:
            code = biff.TextReader(stream, [(start + 2, end)], _GLOBALS).text()
            book.codes[_u16(stream, start, end)] = read_format(code)
        elif kind == biff.XF:
            book.styles.append(_u16(stream, start + 2, end))
        elif kind == biff.BOUNDSHEET:
            _bound_sheet(stream, start, end, book.sheets)
            if len(book.sheets) > limits.max_sheets:
                raise UnreadableFile("workbook-too-large", limit="max_sheets", allowed=limits.max_sheets)
    else:
        raise UnreadableFile("truncated-file", where=_GLOBALS)
    if texts:
        book.strings = _shared_strings(stream, texts)
    return book


def _u16(stream: bytes, start: int, end: int) -> int:
    if end - start < 2:
        raise UnreadableFile("damaged-workbook", where=_GLOBALS, reason="short-record")
    return int.from_bytes(stream[start : start + 2], "little")


def _bound_sheet(stream: bytes, start: int, end: int, sheets: list[_BoundSheet]) -> None:
    if end - start < 8:
        raise UnreadableFile("damaged-workbook", where=_GLOBALS, reason="short-record")
    offset, state, kind = struct.unpack_from("<IBB", stream, start)
    if kind != _WORKSHEET:
        return  # a chart, a macro sheet or a Visual Basic module: no cells
    title = biff.TextReader(stream, [(start + 6, end)], _GLOBALS).text(count_width=1)
    sheets.append(_BoundSheet(title or f"Sheet{len(sheets) + 1}", offset, bool(state & 3)))


def _shared_strings(stream: bytes, chunks: list[tuple[int, int]]) -> list[str | None]:
    """The shared texts; None for one that shows nothing.

    The declared count only ends the reading early: it never decides how much is allocated.
    """
    reader = biff.TextReader(stream, chunks, "SST")
    reader.skip(4)
    unique = reader.unsigned(4)
    strings: list[str | None] = []
    while len(strings) < unique and not reader.at_end():
        text = reader.text()
        strings.append(None if is_blank(text) else text)
    return strings
