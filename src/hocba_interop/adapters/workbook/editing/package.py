"""An .xlsx package with some of its parts replaced."""

from __future__ import annotations

import copy
import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from ..opening.refusal import UnreadableFile

_ZIP64 = 0x0001
_FIELD = struct.Struct("<HH")


def with_parts(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The package with these parts (by lower-case name) replaced; the others keep content, order and description.

    The package is one that `opening.Parts` has admitted, so that unpacking it is bearable.

    Raises:
        UnreadableFile: `damaged-workbook` where a part cannot be unpacked.
    """
    buffer = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
            new.comment = old.comment
            for info in old.infolist():
                content = changed.get(info.filename.replace("\\", "/").lower())
                made = copy.copy(info)
                made.extra = _without_zip64(info.extra)
                new.writestr(made, old.read(info) if content is None else content)
                # writestr puts a Unix mode where there is none
                made.external_attr = info.external_attr
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise UnreadableFile("damaged-workbook", part="zip-directory", reason="unpacking") from error
    return buffer.getvalue()


def _without_zip64(extra: bytes) -> bytes:
    """Extra fields but the one of large sizes, which zipfile writes where it is needed."""
    kept = b""
    while len(extra) >= _FIELD.size:
        kind, size = _FIELD.unpack_from(extra)
        field, extra = extra[: _FIELD.size + size], extra[_FIELD.size + size :]
        kept += b"" if kind == _ZIP64 else field
    return kept
