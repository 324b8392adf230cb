"""Changing cells of a workbook that somebody else made, and nothing else.

Vendors take back only the file that they gave out: hidden codes, protection and choices must stay. An .xlsx is
changed where the cells stand in its bytes; an .xls is written by LibreOffice and then compared.
"""

from __future__ import annotations

from collections.abc import Mapping

from ....notices import CellPlace, Notice, SourcePlace
from ...contract import CannotWrite
from ...source import Source
from ..opening.model import Position
from .guards import Guards
from .validations import Validation
from .values import Value

__all__ = ["Guards", "Validation", "Value", "fill_cells", "read_guards"]


def fill_cells(source: Source, entries: Mapping[str, Mapping[Position, Value]]) -> bytes:
    """The bytes of the workbook with these cells filled, by sheet name, then row and column from 1.

    A text is always written as a text, also where it begins with ``=``. Without entries the bytes are the same.

    Raises:
        CannotWrite: `html-not-fillable`, `formula-cell-not-filled`, `text-unfit-for-cell`,
            `text-longer-than-cell`, `number-unfit-for-cell`; for an .xls `libreoffice-missing`,
            `libreoffice-failed`, `template-not-kept`; `not-read-back-equal` for a fault of ours.
        ValueError: for entries that name no cell of the workbook, a cell covered by a merged one, an empty text.
        opening.UnreadableFile: for a workbook that cannot be opened.
    """
    wanted = {sheet: cells for sheet, cells in entries.items() if cells}
    if not wanted:
        return source.data
    container = source.workbook.container
    if container == "html":
        raise CannotWrite(Notice("html-not-fillable", SourcePlace(source.index), facts={"name": source.name}))
    from .checking import check_entries

    check_entries(source, wanted)
    if container == "xls":
        from .xls import fill_xls

        return fill_xls(source, wanted)
    from .xlsx import fill_xlsx

    return _proved(source, fill_xlsx(source, wanted), wanted)


def _proved(source: Source, filled: bytes, entries: Mapping[str, Mapping[Position, Value]]) -> bytes:
    from .comparing import changes

    book = Source(source.name, filled, source.index).workbook
    change = next(changes(source.workbook, book, entries), None)
    if change is not None:
        place = CellPlace(source.index, change.sheet, change.row, change.column)
        raise CannotWrite(Notice("not-read-back-equal", place, facts={"what": change.what}))
    return filled


def read_guards(source: Source) -> Mapping[str, Guards]:
    """What each sheet says of its cells, by sheet name; of an HTML table nothing is known.

    Raises:
        CannotWrite: `libreoffice-failed` for an .xls.
        opening.UnreadableFile: for a workbook that cannot be opened.
    """
    container = source.workbook.container
    if container == "xlsx":
        from .reading_guards import read_xlsx_guards

        return read_xlsx_guards(source)
    if container == "xls":
        from .xls import read_xls_guards

        return read_xls_guards(source)
    return {sheet.name: Guards() for sheet in source.workbook.sheets}
