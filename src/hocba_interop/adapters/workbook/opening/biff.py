"""The records of a BIFF8 stream and the texts in them ([MS-XLS] 2.1.4, 2.5.293, 2.5.294)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from .refusal import UnreadableFile

BOF = 0x0809
EOF = 0x000A
CONTINUE = 0x003C
FILEPASS = 0x002F
DATEMODE = 0x0022
BOUNDSHEET = 0x0085
SST = 0x00FC
FORMAT = 0x041E
XF = 0x00E0

ROW = 0x0208
COLINFO = 0x007D
MERGEDCELLS = 0x00E5
LABELSST = 0x00FD
LABEL = 0x0204
RSTRING = 0x00D6
NUMBER = 0x0203
RK = 0x027E
MULRK = 0x00BD
BLANK = 0x0201
MULBLANK = 0x00BE
BOOLERR = 0x0205
FORMULA = 0x0006
STRING = 0x0207

_HEADER = struct.Struct("<HH")
_BIFF8 = 0x0600
_UTF16_UNIT = 0x1
_EXTENDED = 0x4
_RICH = 0x8


def records(stream: bytes, offset: int, where: str) -> Iterator[tuple[int, int, int]]:
    """Type, start and end of the body of each record from an offset on, to the end of the stream.

    Raises:
        UnreadableFile: `truncated-file` where a record reaches past the end.
    """
    unpack = _HEADER.unpack_from
    length = len(stream)
    while offset + 4 <= length:
        kind, size = unpack(stream, offset)
        start = offset + 4
        offset = start + size
        if offset > length:
            raise UnreadableFile("truncated-file", where=where)
        yield kind, start, offset


def check_version(stream: bytes, offset: int, where: str) -> None:
    """See to it that a substream begins at the offset, and that it is of Excel 97 or later.

    Raises:
        UnreadableFile: `damaged-workbook`, `biff-too-old`.
    """
    if len(stream) < offset + 8:
        raise UnreadableFile("truncated-file", where=where)
    kind, _, version = struct.unpack_from("<HHH", stream, offset)
    if kind & 0xFF != BOF & 0xFF:
        raise UnreadableFile("damaged-workbook", where=where, reason="no-bof")
    if kind != BOF or version != _BIFF8:
        raise UnreadableFile("biff-too-old", where=where)


class TextReader:
    """Reads counted texts that may run on over CONTINUE records."""

    def __init__(self, stream: bytes, chunks: list[tuple[int, int]], where: str) -> None:
        self._stream = stream
        self._chunks = chunks
        self._number = 0
        self._at, self._end = chunks[0]
        self._where = where

    def at_end(self) -> bool:
        """Whether nothing is left in any chunk."""
        while self._at >= self._end:
            if self._number + 1 >= len(self._chunks):
                return True
            self._next_chunk()
        return False

    def _next_chunk(self) -> None:
        self._number += 1
        if self._number >= len(self._chunks):
            raise UnreadableFile("damaged-workbook", where=self._where, reason="text-record")
        self._at, self._end = self._chunks[self._number]

    def skip(self, count: int) -> None:
        """Pass over bytes, into the next chunks where needed."""
        while count > self._end - self._at:
            count -= self._end - self._at
            self._next_chunk()
        self._at += count

    def unsigned(self, width: int) -> int:
        """A little-endian number that no chunk ends within."""
        if self._at >= self._end:
            self._next_chunk()
        if self._end - self._at < width:
            raise UnreadableFile("damaged-workbook", where=self._where, reason="text-record")
        self._at += width
        return int.from_bytes(self._stream[self._at - width : self._at], "little")

    def text(self, count_width: int = 2) -> str:
        """A text with its header; formatting runs and phonetic data are passed over.

        Raises:
            UnreadableFile: `damaged-workbook`.
        """
        left = self.unsigned(count_width)
        flags = self.unsigned(1)
        runs = self.unsigned(2) if flags & _RICH else 0
        extension = self.unsigned(4) if flags & _EXTENDED else 0
        wide = flags & _UTF16_UNIT
        pieces = []
        while True:
            width = 2 if wide else 1
            take = min(left, (self._end - self._at) // width)
            raw = self._stream[self._at : self._at + take * width]
            # Each piece may be of another width, so a surrogate pair is put together only at the very end.
            pieces.append(raw if wide else raw.decode("latin-1").encode("utf-16-le"))
            self._at += take * width
            left -= take
            if not left:
                break
            self._next_chunk()
            wide = self.unsigned(1) & _UTF16_UNIT
        self.skip(4 * runs + extension)
        return b"".join(pieces).decode("utf-16-le", "replace")


def rk(value: int) -> float:
    """The number that an RK value packs into 30 bits ([MS-XLS] 2.5.217)."""
    if value & 2:
        number = float((value >> 2) - (1 << 30 if value & 0x8000_0000 else 0))
    else:
        # The upper half of a double; the lower half is zero.
        number = float(struct.unpack("<d", bytes(4) + (value & 0xFFFF_FFFC).to_bytes(4, "little"))[0])
    return number / 100 if value & 1 else number
