"""Reads the workbook ``excel:report-card``: one fragment for each row of "Học sinh"."""

from __future__ import annotations

from decimal import Decimal

from hocba_interop.adapters.contract import HeaderNotFound, Reading, ReadOptions
from hocba_interop.adapters.source import Source
from hocba_interop.adapters.workbook.cells import cell_text
from hocba_interop.adapters.workbook.opening import CellValue, FaultyCell, Sheet
from hocba_interop.ledger import Item
from hocba_interop.model import Extension
from hocba_interop.model.flat import Path
from hocba_interop.notices import CellPlace, Notice

from . import rest
from .layout import PUPIL_KEY, SheetLayout, layout
from .pupils import Pupil
from .reading_rest import RestReader
from .reading_rows import RowReader
from .tables import Meaning, Other, Table, kind_of, marker_version, table_of


def read(source: Source, options: ReadOptions) -> Reading:
    """Read the workbook. Raises HeaderNotFound, opening.UnreadableFile."""
    return WorkbookReader(source, options).read()


class WorkbookReader:
    """Reads one workbook."""

    def __init__(self, source: Source, options: ReadOptions) -> None:
        self.index = source.index
        self.options = options
        self.book = source.workbook
        self.reading = Reading()
        self.document = Pupil()
        self.pupils: dict[str, Pupil] = {}
        self.provenance: dict[int, dict[str, object]] = {}
        self._keyless: list[Pupil] = []
        self._unknown_cells: list[tuple[Pupil, Path, str, CellPlace, CellValue]] = []

    def read(self) -> Reading:
        """Read all sheets."""
        for sheet in self.book.sheets:
            places = {*sheet.cells, *sheet.blank_formulas}
            self.reading.ledger.expect(self.place(sheet, *position) for position in places)
        tables = self._tables()
        self._check_version()
        for table in tables:
            if table.of is layout().sheet("students"):
                self._read_pupils(table)
        rest_reader = RestReader(self)
        for table in tables:
            if table.of is None:
                rest_reader.read(table)
        rest_reader.state_leaves()
        for of in layout().sheets:
            if of.id != "students":
                RowReader(self, of).read([table for table in tables if table.of is of])
        rest_reader.state_extensions()
        self._state_unknown_cells()
        self._settle()
        return self.reading

    def place(self, sheet: Sheet, row: int, column: int) -> CellPlace:
        """The place of a cell."""
        return CellPlace(self.index, sheet.name, row, column)

    def notice(self, rule: str, place: CellPlace, **facts: object) -> None:
        """Say something of a place. ``value``, where it is given, is a pupil's own."""
        value = facts.pop("value", None)
        private = {} if value is None or isinstance(value, FaultyCell) else {"value": rest.plain_text(value)}
        self.reading.notices.append(Notice(rule, place, facts=facts, private=private))

    def reject(self, place: CellPlace, rule: str, **facts: object) -> None:
        """A cell that was understood and cannot be used."""
        self.reading.ledger.enter_rejected(place, rule)
        self.notice(rule, place, **facts)

    def reject_row(self, table: Table, row: int, at: CellPlace, rule: str, **facts: object) -> None:
        """A whole row that cannot be used: one notice, at the cell that is the reason."""
        self.notice(rule, at, **facts)
        for column in table.sheet.row(row):
            place = self.place(table.sheet, row, column)
            if not self.reading.ledger.is_entered(place):
                self.reading.ledger.enter_rejected(place, rule)

    def structural(self, place: CellPlace) -> None:
        """A cell that was understood and is no datum."""
        self.reading.ledger.enter_structural(place)

    def keep(self, pupil: Pupil, base: Path, label: str, place: CellPlace, value: CellValue) -> None:
        """Keep a cell that was not understood; it becomes an extension when all others have theirs."""
        if isinstance(value, FaultyCell):
            self.reject(place, value.fault.value)
        else:
            self._unknown_cells.append((pupil, base, label, place, value))

    def pupil_of(self, value: CellValue | None) -> Pupil | None:
        """The pupil of a row key."""
        return None if value is None else self.pupils.get(row_key(value))

    def _tables(self) -> list[Table]:
        """The tables of the workbook. Sheets without any cell are passed over, other sheets are kept."""
        tables = []
        for sheet in self.book.sheets:
            kind = kind_of(sheet)
            if kind in (Other.GUIDE, Other.LISTS):
                for position in sheet.cells:
                    self.structural(self.place(sheet, *position))
            elif kind is Other.UNKNOWN:
                self._keep_sheet(sheet)
            elif sheet.cells:
                table = table_of(sheet, kind if isinstance(kind, SheetLayout) else None, self.index)
                self._enter_header(table)
                tables.append(table)
        if not any(table.of is layout().sheet("students") for table in tables):
            raise HeaderNotFound((layout().sheet("students").caption, PUPIL_KEY), None, ())
        return tables

    def _keep_sheet(self, sheet: Sheet) -> None:
        if sheet.cells:
            self.notice("unknown-sheet", CellPlace(self.index, sheet.name, 0, 0), count=len(sheet.cells))
        for position, value in sheet.cells.items():
            self.keep(self.document, (), sheet.name, self.place(sheet, *position), value)

    def _enter_header(self, table: Table) -> None:
        """Enter the header and what stands above it; say which columns are not known."""
        sheet = table.sheet
        for row, column in sheet.cells:
            if row <= table.header:
                self.structural(self.place(sheet, row, column))
        for column, head in table.heads.items():
            if head is Meaning.UNKNOWN:
                label = cell_text(sheet.cells[table.header, column])[0]
                self.notice("unknown-column", self.place(sheet, table.header, column), label=label)

    def _check_version(self) -> None:
        version = marker_version(self.book)
        if version is not None and version.isdecimal() and int(version) > int(layout().version):
            guide = next(sheet for sheet in self.book.sheets if kind_of(sheet) is Other.GUIDE)
            self.notice("workbook-version-newer", CellPlace(self.index, guide.name, 0, 0), version=version)

    def _read_pupils(self, table: Table) -> None:
        """Make a pupil of each row of "Học sinh", and read the row."""
        at = table.column(Meaning.PUPIL)
        assert at is not None
        reader = RowReader(self, layout().sheet("students"))
        for row, cells in table.rows():
            pupil = Pupil(CellPlace(self.index, table.sheet.name, row, 0))
            value = cells.get(at)
            if value is None:
                self._keyless.append(pupil)
            elif isinstance(value, FaultyCell):
                self.reject_row(table, row, self.place(table.sheet, row, at), value.fault.value)
                continue
            elif row_key(value) in self.pupils:
                self.reject_row(table, row, self.place(table.sheet, row, at), "row-key-twice")
                continue
            else:
                self.pupils[row_key(value)] = pupil
            reader.read_cells(table, row, pupil, {})

    def _state_unknown_cells(self) -> None:
        for pupil, base, label, place, value in self._unknown_cells:
            text = rest.plain_text(value)
            item = self.reading.ledger.enter_unrecognised(Item(place, value))
            pupil.add_extension(base, Extension(label=label, value=text, where=place.where()), item)

    def _settle(self) -> None:
        ledger = self.reading.ledger
        for pupil in (*self.pupils.values(), *self._keyless, self.document):
            pupil.settle(ledger)
        found = sorted((*self.pupils.values(), *self._keyless), key=_row_of)
        self.reading.fragments = [fragment for pupil in found if (fragment := pupil.fragment()) is not None]
        self.reading.document = self.document.facts
        self.reading.provenance = tuple(entry for _, entry in sorted(self.provenance.items()))
        for sheet in self.book.sheets:
            for position in sheet.blank_formulas - sheet.cells.keys():
                self.structural(self.place(sheet, *position))


def _row_of(pupil: Pupil) -> tuple[str, int]:
    place = pupil.place
    assert isinstance(place, CellPlace)
    return place.sheet, place.row


def row_key(value: CellValue) -> str:
    """A row key for comparison: 1, 1.0 and "1" are one key."""
    if isinstance(value, str | Decimal | bool):
        return cell_text(value)[0].casefold()
    return str(value)
