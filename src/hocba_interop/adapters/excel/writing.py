"""Writes a document as the workbook ``excel:report-card``."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import BinaryIO

from hocba_interop.adapters.contract import Sink, Written
from hocba_interop.adapters.workbook.writing import BookWriter
from hocba_interop.model import Document, Extension, Part
from hocba_interop.model.flat import Leaf, Path, flatten
from hocba_interop.notices import CellPlace, Notice, Place

from .dropdowns import DropDowns
from .guide import write_guide
from .kinds import Form
from .layout import MOST_NUMBERED, REST, Column, layout
from .rows import CardRows, CardWriter, Row
from .sheets import RestSheet, TableSheet
from .styles import Styles


def write(document: Document, sink: Sink) -> Written:
    """Write the workbook. Everything of the model has a place in it."""
    path = sink.path("hoc_ba.xlsx")
    written = Written(files=[path])
    with BookWriter(path) as book:
        _write_book(book, document, written)
    return written


def template() -> bytes:
    """An empty workbook to fill in."""
    buffer = io.BytesIO()
    _write_template(buffer)
    return buffer.getvalue()


def _write_template(target: BinaryIO) -> None:
    with BookWriter(target) as book:
        _write_book(book, Document(), Written())


def _write_book(book: BookWriter, document: Document, written: Written) -> None:
    styles = Styles(book)
    lists = DropDowns()
    write_guide(book, styles)
    numbered = _numbered(document)
    of_pupils = [sheet for sheet in layout().sheets if sheet.pupil]
    tables = {sheet.id: TableSheet(book, styles, lists, sheet, numbered) for sheet in of_pupils}
    rest = RestSheet(book, styles)
    for sheet in layout().sheets:
        if not sheet.pupil:
            tables[sheet.id] = TableSheet(book, styles, lists, sheet, numbered)
    for index, card in enumerate(document.report_cards):
        rows = CardWriter(flatten(card)).write()
        written.placed[_write_card(index + 1, rows, tables, rest)] = index
        _note_lost(written, rows)
    rows = CardWriter(_document_flat(document)).write()
    _write_provenance(document, rows, tables["provenance"])
    for row in rows.rest:
        rest.write(None, None, row)
    _note_lost(written, rows)
    for table in tables.values():
        table.finish()
    rest.finish()
    lists.write(book, styles)


def _write_card(pupil: int, rows: CardRows, tables: dict[str, TableSheet], rest: RestSheet) -> Place:
    """Write the rows of a report card; gives the place of the pupil's own row."""
    students = rows.rows.pop("students", None) or [Row(())]
    name = _name(students[0])
    sheet, row = tables["students"].write(pupil, None, students[0])
    for id, found in rows.rows.items():
        for item in found:
            tables[id].write(pupil, name, item)
    for other in rows.rest:
        rest.write(pupil, name, other)
    return CellPlace(0, sheet, row, 0)


def _name(row: Row) -> str | None:
    forms: dict[str, Form] = {column.caption: form for (column, _), (form, _leaf) in row.cells.items()}
    name = forms.get("Họ và tên")
    return name if isinstance(name, str) else None


def _document_flat(document: Document) -> dict[Path, Leaf]:
    """What belongs to no pupil, by the paths ``extensions.0`` and ``provenance.0.name``."""
    flat: dict[Path, Leaf] = {}
    parts: tuple[tuple[str, tuple[Extension | Part, ...]], ...] = (
        ("extensions", document.extensions),
        ("provenance", document.provenance),
    )
    for name, members in parts:
        for index, member in enumerate(members):
            if isinstance(member, Extension):
                flat[name, str(index)] = member
            else:
                flat |= {(name, str(index), *path): leaf for path, leaf in flatten(member).items()}
    return flat


def _write_provenance(document: Document, rows: CardRows, table: TableSheet) -> None:
    """One row for each source, also for one of which nothing is known."""
    found = {row.keys: row for row in rows.rows.get("provenance", ())}
    for number, _ in enumerate(document.provenance, 1):
        keys = (Decimal(number),)
        table.write(None, None, found.get(keys) or Row(keys))


def _numbered(document: Document) -> dict[Column, int]:
    """How many of each numbered column are needed: as many regular marks as anyone has."""
    most = max(
        (
            len(period.regular)
            for card in document.report_cards
            for year in card.years
            for subject in year.subjects
            for period in subject.periods.values()
        ),
        default=0,
    )
    column = next(column for column in layout().sheet("subjects").columns if column.numbered)
    return {column: min(most, MOST_NUMBERED)}


def _note_lost(written: Written, rows: CardRows) -> None:
    """Say what no cell can hold: a path longer than a cell."""
    if rows.lost:
        written.notices.append(Notice("text-too-long", CellPlace(0, REST, 0, 0), facts={"count": len(rows.lost)}))
