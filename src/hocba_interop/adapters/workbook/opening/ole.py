"""The streams of an OLE file, with its header checked before olefile believes it."""

from __future__ import annotations

import io
import struct

import olefile

from .refusal import UnreadableFile

_HEADER = 512


class OleStreams:
    """The streams that an .xls file may hold."""

    def __init__(self, data: bytes) -> None:
        """Open the directory of the file.

        Raises:
            UnreadableFile: `truncated-file`, `damaged-workbook`.
        """
        if len(data) < _HEADER:
            raise UnreadableFile("truncated-file", kind="ole")
        shift = struct.unpack_from("<H", data, 30)[0]
        if shift not in (9, 12):
            raise UnreadableFile("damaged-workbook", part="ole-header")
        # Sector counts drive loops over chains that may lead in circles: no count may exceed what the file
        # can hold.
        sectors = (len(data) >> shift) + 1
        fat, mini_fat, difat = (struct.unpack_from("<I", data, offset)[0] for offset in (44, 64, 72))
        if max(fat, mini_fat, difat) > sectors:
            raise UnreadableFile("truncated-file", kind="ole")
        self._size = len(data)
        try:
            self._ole = olefile.OleFileIO(io.BytesIO(data))
        except Exception as error:  # olefile lets struct, index and type errors through
            raise UnreadableFile("damaged-workbook", part="ole-directory") from error

    def __contains__(self, name: str) -> bool:
        return bool(self._ole.exists(name))

    def read(self, name: str) -> bytes:
        """The bytes of a stream.

        Raises:
            UnreadableFile: `truncated-file`, `damaged-workbook`.
        """
        try:
            size = self._ole.get_size(name)
            if size > self._size:
                raise UnreadableFile("truncated-file", where=name)
            content: bytes = self._ole.openstream(name).read()
        except UnreadableFile:
            raise
        except Exception as error:
            raise UnreadableFile("damaged-workbook", where=name, part="ole-stream") from error
        if len(content) < size:
            raise UnreadableFile("truncated-file", where=name)
        return content

    def fingerprint(self) -> str | None:
        """Title, application and creation stamp of the summary, where they can be read."""
        try:
            summary = self._ole.get_metadata()
        except Exception:  # a damaged summary takes nothing away from the cells
            return None
        traces = []
        for label, value in (
            ("title", summary.title),
            ("application", summary.creating_application),
            ("created", summary.create_time),
        ):
            text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value or "")
            if text.strip("\0 "):
                traces.append(f"{label}={text.strip(chr(0) + ' ')}")
        return "; ".join(traces) or None
