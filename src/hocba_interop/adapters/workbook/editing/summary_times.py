"""The times in the summary of an .xls file: those of the template, for LibreOffice writes the clock into it."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import olefile

from ..opening.ole import OleStreams

_SUMMARY = "\x05SummaryInformation"
_FILETIME = 0x40
_TIMES = frozenset({10, 11, 12, 13})
"""Time spent editing, last printed, created, last saved."""
_UNKNOWN = bytes(8)
"""How LibreOffice writes a time that is not known."""


def times_kept(before: bytes, after: bytes) -> bytes:
    """The new file with the old one's times, those that it had not being left open.

    So one template filled twice with the same values gives the same bytes.

    Raises:
        UnreadableFile: as the opener does.
    """
    new = _summary(after)
    if new is None:
        return after
    old = _summary(before)
    known = {} if old is None else {name: old[at : at + 8] for name, at in _times(old)}
    stream = bytearray(new)
    for name, at in _times(new):
        stream[at : at + 8] = known.get(name, _UNKNOWN)
    file = io.BytesIO(after)
    with olefile.OleFileIO(file, write_mode=True) as ole:
        ole.write_stream(_SUMMARY, bytes(stream))
    return file.getvalue()


def _summary(data: bytes) -> bytes | None:
    if not data.startswith(olefile.MAGIC):
        return None
    streams = OleStreams(data)
    return streams.read(_SUMMARY) if _SUMMARY in streams else None


def _times(stream: bytes) -> Iterator[tuple[int, int]]:
    """The times of a property set: which one, and the offset of its eight bytes. A damaged one has none."""
    try:
        (section,) = struct.unpack_from("<I", stream, 44)
        (count,) = struct.unpack_from("<I", stream, section + 4)
        for number in range(min(count, len(stream) // 8)):
            name, offset = struct.unpack_from("<II", stream, section + 8 + 8 * number)
            at = section + offset
            (kind,) = struct.unpack_from("<I", stream, at)
            if name in _TIMES and kind == _FILETIME and at + 12 <= len(stream):
                yield name, at + 4
    except struct.error:
        return
