"""Filling cells of an .xlsx or .xlsm file."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from ....notices import CellPlace
from ...source import Source
from ..opening import DEFAULT_LIMITS
from ..opening.model import Position
from ..opening.package import main_part, relationships
from ..opening.parts import Parts
from ..opening.refusal import UnreadableFile
from .book_part import calculated_on_opening
from .checking import formula_refused, holds_formulas
from .package import with_parts
from .sheet_edit import Content, edited
from .sheet_parts import sheet_parts
from .sheet_scan import SheetScan
from .strings_part import SharedTexts
from .values import Value, number_text


def fill_xlsx(source: Source, entries: Mapping[str, Mapping[Position, Value]]) -> bytes:
    """The package with these cells filled. Raises CannotWrite, opening.UnreadableFile."""
    parts = Parts(source.data, DEFAULT_LIMITS)
    main = main_part(parts)
    where = {sheet.name: sheet.part for sheet in sheet_parts(parts)}
    if len({where[sheet].lower() for sheet in entries}) < len(entries):
        raise UnreadableFile("damaged-workbook", where=main, reason="sheet-part-twice")
    shared_at = _shared_strings(parts, main)
    texts = None if shared_at is None else SharedTexts(b"".join(parts.read(shared_at)), shared_at)
    changed: dict[str, bytes] = {}
    given_up = 0
    for sheet, cells in entries.items():
        part = where[sheet]
        scan = SheetScan(b"".join(parts.read(part)), part, {row for row, _ in cells})
        for position in cells:
            if any(position in area for area in scan.arrays):
                raise formula_refused(CellPlace(source.index, sheet, *position))
        given_up += scan.shared_texts(cells)
        contents = {position: _content(cells[position], texts) for position in sorted(cells)}
        changed[part.lower()] = edited(scan, contents)
    if texts is not None and shared_at is not None:
        changed[shared_at.lower()] = texts.written(given_up)
    if holds_formulas(source.workbook):
        changed[main.lower()] = calculated_on_opening(b"".join(parts.read(main)), main)
    return with_parts(source.data, changed)


def _content(value: Value, texts: SharedTexts | None) -> Content:
    if isinstance(value, Decimal):
        return Content(None, number_text(value))
    return Content("inlineStr", value) if texts is None else Content("s", str(texts.number(value)))


def _shared_strings(parts: Parts, main: str) -> str | None:
    """The part of the shared texts; None where the workbook relates to none."""
    targets, kinds = relationships(parts, main)
    named = (targets[relation] for relation, kind in kinds.items() if kind == "sharedStrings")
    return next((part for part in named if part in parts), None)
