"""The parts of an .xlsx file, unpacked with every bound enforced.

Nothing is ever written to disk, so that a path inside the zip can do no harm; such a file is refused all the
same, since no spreadsheet program makes one.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from .limits import Limits
from .refusal import UnreadableFile

_ENTRY = b"PK\x01\x02"
_END = b"PK\x05\x06"
_END_REACH = 22 + 0xFFFF  # the closing record and the longest comment that may follow it
_ENCRYPTED_FLAG = 0x1
_PIECE = 256 * 1024


class Parts:
    """Read access to the entries of a zip file, by part name without the leading slash."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Check the whole directory before anything is unpacked.

        Raises:
            UnreadableFile: `truncated-file`, `damaged-workbook`, `unsafe-path`, `encrypted-workbook`,
                `zip-bomb`, `workbook-too-large`.
        """
        # Counted before zipfile builds an object for each: a directory of 64 MiB holds more than a million.
        if data.count(_ENTRY) > limits.max_zip_entries:
            raise UnreadableFile("workbook-too-large", limit="max_zip_entries", allowed=limits.max_zip_entries)
        if _END not in data[-_END_REACH:]:
            raise UnreadableFile("truncated-file", kind="zip")
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OverflowError) as error:
            raise UnreadableFile("damaged-workbook", part="zip-directory") from error
        self._limits = limits
        self._left = limits.max_unpacked_bytes
        self._infos: dict[str, zipfile.ZipInfo] = {}
        for info in self._archive.infolist():
            self._admit(info)
        self._check_sizes(len(data))

    def _admit(self, info: zipfile.ZipInfo) -> None:
        name = info.orig_filename.replace("\\", "/")
        if "\0" in name or name.startswith("/") or re.match("[A-Za-z]:", name) or ".." in name.split("/"):
            raise UnreadableFile("unsafe-path")
        if info.is_dir():
            return
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise UnreadableFile("encrypted-workbook", kind="zip")
        # Part names do not depend on case. Two entries of one name would be two readings of one file.
        if name.lower() in self._infos:
            raise UnreadableFile("damaged-workbook", part="zip-directory", reason="duplicate-entry")
        self._infos[name.lower()] = info

    def _check_sizes(self, packed: int) -> None:
        limits = self._limits
        total = sum(info.file_size for info in self._infos.values())
        if total > limits.ratio_floor_bytes and total > packed * limits.max_ratio:
            raise UnreadableFile("zip-bomb", ratio=total // packed, allowed=limits.max_ratio)
        for info in self._infos.values():
            if (
                info.file_size > limits.ratio_floor_bytes
                and info.file_size > max(info.compress_size, 1) * limits.max_ratio
            ):
                ratio = info.file_size // max(info.compress_size, 1)
                raise UnreadableFile("zip-bomb", ratio=ratio, allowed=limits.max_ratio)
        if total > limits.max_unpacked_bytes:
            raise UnreadableFile("workbook-too-large", limit="max_unpacked_bytes", allowed=limits.max_unpacked_bytes)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._infos

    def read(self, name: str) -> Iterator[bytes]:
        """The unpacked bytes of a part, piece by piece, so that a large part is never in memory as a whole.

        zipfile unpacks no more than the declared size, whatever the packed bytes would give; a size that is a
        lie then fails the checksum.

        Raises:
            UnreadableFile: `damaged-workbook`, `truncated-file`, `workbook-too-large`.
        """
        info = self._infos.get(name.lower())
        if info is None:
            raise UnreadableFile("damaged-workbook", where=name, reason="missing-part")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnreadableFile("damaged-workbook", where=name, reason="compression")
        self._left -= info.file_size
        if self._left < 0:
            raise UnreadableFile(
                "workbook-too-large", limit="max_unpacked_bytes", allowed=self._limits.max_unpacked_bytes
            )
        try:
            with self._archive.open(info) as stream:
                left = info.file_size
                while piece := stream.read(_PIECE):
                    left -= len(piece)
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
            raise UnreadableFile("damaged-workbook", where=name, reason="unpacking") from error
        if left:
            raise UnreadableFile("truncated-file", where=name)
