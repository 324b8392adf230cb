"""Whether a source is our workbook: by its guide, its sheets and their captions."""

from __future__ import annotations

from hocba_interop.adapters.contract import Evidence, HeaderNotFound
from hocba_interop.adapters.source import Source
from hocba_interop.adapters.workbook.opening import Container, UnreadableFile

from .layout import PUPIL_KEY, SheetLayout, layout
from .tables import Meaning, kind_of, marker_version, table_of

_BOOKS = frozenset(str(kind) for kind in (Container.XLSX, Container.XLS, Container.BIFF, Container.HTML))


def detect(source: Source) -> Evidence | None:
    """How sure it is that a source is our workbook; None where it certainly is not."""
    if source.container not in _BOOKS:
        return None
    try:
        book = source.workbook
    except UnreadableFile:
        return None
    students = layout().sheet("students")
    sheets = [(sheet, of) for sheet in book.sheets if isinstance(of := kind_of(sheet), SheetLayout)]
    pupils = next((sheet for sheet, of in sheets if of is students and sheet.cells), None)
    if pupils is None:
        return None
    try:
        table = table_of(pupils, students, source.index)
    except HeaderNotFound:
        return None
    known = sum(head is not Meaning.UNKNOWN for head in table.heads.values())
    why = [f'trang "{pupils.name}" có cột "{PUPIL_KEY}" và {known - 1} cột quen']
    version = marker_version(book)
    if version is not None:
        return Evidence(0.97, (f"trang hướng dẫn ghi {layout().marker} {version}", *why))
    others = len({of.id for _, of in sheets}) - 1
    if others:
        why.append(f"{others} trang khác cùng tên")
    return Evidence(0.85 if others else 0.6 if known > 1 else 0.3, tuple(why))
