"""Reads the rows of one sheet of the layout: first what each row is of, then its cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from hocba_interop.adapters.workbook.cells import BadCell, cell_text
from hocba_interop.adapters.workbook.opening import CellValue, FaultyCell
from hocba_interop.ledger import Fact, Item
from hocba_interop.model.flat import UNKNOWN_YEAR, Path
from hocba_interop.notices import CellPlace
from hocba_interop.text import fold_name

from .context import NO_YEAR
from .keys import read_key
from .kinds import read_cell, tidy_name
from .layout import PUPIL_KEY, Column, Key, SheetLayout
from .pupils import Pupil
from .row_keys import SECOND, RowKeys, language_ranks, member_index, word_of
from .tables import Meaning, Table

if TYPE_CHECKING:
    from .reading import WorkbookReader


class RowReader:
    """Reads the sheets of one kind."""

    def __init__(self, book: WorkbookReader, of: SheetLayout) -> None:
        self._book = book
        self._of = of
        self._paths: dict[tuple[object, ...], Path | None] = {}

    def read(self, tables: Sequence[Table]) -> None:
        """Read all rows."""
        rows = [keys for table in tables for row, _ in table.rows() if (keys := self._keys(table, row))]
        if any(key.name == "subject" for key in self._of.keys):
            self._rank_languages(rows)
        for keys in rows:
            self._enter_keys(keys)
            self.read_cells(keys.table, keys.row, keys.pupil, keys.keys)

    # --- what a row is of

    def _keys(self, table: Table, row: int) -> RowKeys | None:
        """What a row is of, or None where that cannot be told and the row is rejected."""
        cells = table.sheet.row(row)
        pupil = self._pupil(table, row, cells)
        if pupil is None:
            return None
        found = RowKeys(table, row, pupil)
        for key in self._of.keys:
            column = table.column(key)
            value = cells.get(column) if column else None
            place = CellPlace(self._book.index, table.sheet.name, row, column or 0)
            try:
                self._read_key(found, key, value)
            except BadCell as error:
                self._book.reject_row(table, row, place, error.rule, **error.facts)
                return None
        return found

    def _pupil(self, table: Table, row: int, cells: Mapping[int, CellValue]) -> Pupil | None:
        if not self._of.pupil:
            return self._book.document
        at = table.column(Meaning.PUPIL)
        assert at is not None
        pupil = self._book.pupil_of(cells.get(at))
        if pupil is None:
            place = CellPlace(self._book.index, table.sheet.name, row, at)
            self._book.reject_row(table, row, place, "unknown-row-key", column=PUPIL_KEY)
        return pupil

    def _read_key(self, row: RowKeys, key: Key, value: CellValue | None) -> None:
        if isinstance(value, FaultyCell):
            raise BadCell(value.fault.value)
        if key.codec == "number":
            row.wanted_index = member_index(value)
        elif key.name == "year" and value is None:
            self._default_year(row)
        elif key.at is not None:
            if value is None:
                raise BadCell("row-key-missing", column=key.caption)
            text = value if isinstance(value, str) else cell_text(value)[0]
            year = row.keys.get("year")
            read = read_key(key.codec, text, row.pupil.year(year) if year else NO_YEAR)
            row.named[key.name] = read
            row.keys[key.name] = read.key
        else:
            row.keys[key.name] = word_of(key, value)

    def _default_year(self, row: RowKeys) -> None:
        given = self._book.options.school_year
        year = given or UNKNOWN_YEAR if self._of.id == "years" else row.pupil.the_year(given)
        row.keys["year"] = year
        path = ("years", year, "school_year")
        if year == given and path not in row.pupil.leaves:
            row.pupil.state(Fact(path, year))

    def _rank_languages(self, rows: list[RowKeys]) -> None:
        """A foreign language named without its rank: alone it is the first, of two English is."""
        groups: defaultdict[tuple[int, str | None], list[RowKeys]] = defaultdict(list)
        for row in rows:
            groups[id(row.pupil), row.keys["year"]].append(row)
        for group in groups.values():
            ranks = language_ranks([row.named["subject"] for row in group if "subject" in row.named])
            for row in group:
                read = row.named.get("subject")
                rank = ranks.get(read.unranked or "") if read else None
                if read is None or rank is None or rank == read.key:
                    continue
                subject = rank.partition(":")[0]
                row.named["subject"] = replace(read, key=rank, sure={"subject": subject})
                row.keys["subject"] = rank
            if len(ranks) > 1 or SECOND in ranks.values():
                place = CellPlace(self._book.index, group[0].table.sheet.name, group[0].row, 0)
                self._book.notice("language-rank-inferred", place)

    def _enter_keys(self, row: RowKeys) -> None:
        """Enter the key cells: the first that names a part is a datum, the others repeat it."""
        sheet = row.table.sheet
        if row.keys.get("year"):
            row.pupil.years.setdefault(str(row.keys["year"]))
        if any(key.codec == "number" for key in self._of.keys):
            base = (self._of.id, *(str(value) for value in row.keys.values()))
            row.keys["n"] = str(row.pupil.index(base, row.wanted_index))
        if not self._of.pupil:
            self._book.provenance.setdefault(int(row.keys["n"] or 0), {})
        cells = sheet.row(row.row)
        for column, head in row.table.leading:
            value = cells.get(column)
            if value is None:
                continue
            place = CellPlace(self._book.index, sheet.name, row.row, column)
            if isinstance(head, Key):
                self._enter_key(row, head, place, value)
            elif head is Meaning.PUPIL:
                self._book.structural(place)
            else:
                self._enter_name(row.pupil, place, value)

    def _enter_key(self, row: RowKeys, key: Key, place: CellPlace, value: CellValue) -> None:
        read = row.named.get(key.name)
        part = key.at.fill(row.keys) if key.at else None
        if read and part:
            as_it_stands = value in read.sure.values()
            item = Item(place, value, None if as_it_stands else f"{key.name}-word")
            if row.pupil.name_part(part, read, item):
                return
        self._book.structural(place)

    def _enter_name(self, pupil: Pupil, place: CellPlace, value: CellValue) -> None:
        """The repeated name is for people; that it differs is worth a word."""
        self._book.structural(place)
        if fold_name(tidy_name(value)) != fold_name(tidy_name(pupil.name or "")):
            self._book.notice("repeated-cell-differs", place)

    # --- the cells of a row

    def read_cells(self, table: Table, row: int, pupil: Pupil, keys: Mapping[str, str | None]) -> None:
        """Read the cells of a row that are not keys."""
        for column, value in table.sheet.row(row).items():
            head = table.heads.get(column, Meaning.UNKNOWN)
            place = CellPlace(self._book.index, table.sheet.name, row, column)
            if isinstance(head, tuple):
                self._read_cell(table, place, pupil, keys, head, value)
            elif head is Meaning.UNKNOWN:
                self._keep(table, place, pupil, keys, value)
            elif head is Meaning.PUPIL and not self._of.keys:
                self._book.structural(place)

    def _read_cell(
        self,
        table: Table,
        place: CellPlace,
        pupil: Pupil,
        keys: Mapping[str, str | None],
        head: tuple[Column, int],
        value: CellValue,
    ) -> None:
        column, number = head
        try:
            if isinstance(value, FaultyCell):
                raise BadCell(value.fault.value)
            path = self._path(column, number, keys)
            if path is None:
                raise BadCell("row-key-missing", column=", ".join(self._missing(column, keys)))
            year = keys.get("year")
            zeros = table.sheet.zero_padded.get((place.row, place.column))
            stated = read_cell(value, column, pupil.year(year) if year else NO_YEAR, zeros)
        except BadCell as error:
            facts = {"column": column.title(number), **error.facts}
            self._book.reject(place, error.rule, value=value, **facts)
            return
        for warning in stated.warnings:
            self._book.notice(warning, place, column=column.title(number), value=value)
        if stated.leaf is None:
            self._book.structural(place)
            pupil.denied.add(path)
        elif not self._of.pupil:
            self._book.structural(place)
            self._book.provenance.setdefault(int(path[1]), {})[path[-1]] = stated.leaf
        else:
            item = self._book.reading.ledger.enter_datum(Item(place, value, stated.rule))
            pupil.state(Fact(path, stated.leaf, item))

    def _path(self, column: Column, number: int, keys: Mapping[str, str | None]) -> Path | None:
        """The path of a cell; pupils share the paths, which are few."""
        which = (column, number, *keys.values())
        if which not in self._paths:
            holes = {**keys, "i": str(number - 1)}
            filled = (pattern.fill(holes) for pattern in column.patterns)
            self._paths[which] = next((path for path in filled if path), None)
        return self._paths[which]

    def _missing(self, column: Column, keys: Mapping[str, str | None]) -> list[str]:
        holes = column.patterns[0].holes
        return [key.caption for key in self._of.keys if key.name in holes and not keys.get(key.name)]

    def _keep(
        self, table: Table, place: CellPlace, pupil: Pupil, keys: Mapping[str, str | None], value: CellValue
    ) -> None:
        """A cell of an unknown column: kept with the pupil, or with the year that the row is of."""
        caption = table.sheet.cells.get((table.header, place.column))
        row = table.sheet.row(place.row)
        words = [
            cell_text(row[column])[0]
            for column, head in table.heads.items()
            if isinstance(head, Key)
            and head.name in ("subject", "trait", "period")
            and isinstance(row.get(column), str)
        ]
        label = ", ".join((*words, caption if isinstance(caption, str) else table.sheet.name))
        year = keys.get("year")
        base: Path = ("years", year) if year else ()
        self._book.keep(pupil, base, label, place, value)
