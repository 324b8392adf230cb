"""Reading the tables of a workbook by a layout: every cell entered in the ledger, every row a fragment."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ...ledger import Fact, Fragment, Item, Ledger
from ...model import Extension
from ...model.flat import Leaf, Path
from ...notices import CellPlace, Notice
from ...text import tidy
from ..contract import HeaderNotFound, ReadOptions, Reading
from ..source import Source
from .binding import Bound, Table, bind
from .captions import caption_key
from .cells import NOTHING, BadCell, CellContext, Decoded, cell_text
from .footers import SIGNATURE_ROWS, is_footer_text, is_junk_name, is_statistic, opens_signatures
from .header import Header, find_header, is_header, is_number_row, nearest_row
from .layout import Layout
from .legacy import legacy_text
from .opening import FaultyCell, Sheet
from .setting import Context, find_setting
from .titles import read_titles


def read_workbook(source: Source, layout: Layout, options: ReadOptions) -> Reading:
    """All tables of all sheets. Raises HeaderNotFound where no sheet has one."""
    reading = Reading()
    converted = legacy_text(source, options, reading)
    tables = 0
    for sheet in source.workbook.sheets:
        reader = SheetReader(source, sheet, layout, options, reading, converted.get(sheet.name, {}))
        tables += reader.read()
    if not tables:
        raise header_not_found(source, layout)
    reading.ledger.check()
    return reading


def header_not_found(source: Source, layout: Layout) -> HeaderNotFound:
    """What was looked for, and which row of which sheet came nearest."""
    best: tuple[CellPlace | None, list[str]] = (None, [])
    for sheet in source.workbook.sheets:
        row, captions = nearest_row(sheet, layout)
        if len(captions) > len(best[1]):
            best = (CellPlace(source.index, sheet.name, row, 0), captions)
    return HeaderNotFound(layout.wanted(), best[0], best[1])


class SheetReader:
    """Reads one sheet: titles, header, rows, footer, and again where another table follows."""

    def __init__(
        self,
        source: Source,
        sheet: Sheet,
        layout: Layout,
        options: ReadOptions,
        reading: Reading,
        literals: dict[tuple[int, int], str],
    ) -> None:
        self.source, self.sheet, self.layout, self.options = source, sheet, layout, options
        self.reading, self.ledger = reading, reading.ledger
        self.literals = literals
        self.date1904 = source.workbook.date1904
        self._places = {
            position: CellPlace(source.index, sheet.name, *position)
            for position in (*sheet.cells, *sheet.blank_formulas)
        }
        self.ledger.expect(self._places.values())
        self._signatures: list[tuple[int, int]] = []

    def read(self) -> int:
        """Read the sheet; returns how many tables it has."""
        self.structural((r, c) for r, c in self.sheet.blank_formulas)
        tables, start = 0, 1
        while header := find_header(self.sheet, self.layout, start):
            start = self._table(header, start)
            tables += 1
        if tables:
            self._remainder(start)
            self._report_hidden()
        else:
            self._foreign_sheet()
        return tables

    def structural(self, positions: Iterable[tuple[int, int]]) -> None:
        """Enter cells as structure; those entered before are passed over."""
        for position in positions:
            place = self._places[position]
            if not self.ledger.is_entered(place):
                self.ledger.enter_structural(place)

    def _notice(self, rule: str, row: int, column: int, **facts: object) -> None:
        self.reading.notices.append(Notice(rule, CellPlace(self.source.index, self.sheet.name, row, column), facts=facts))

    def _table(self, header: Header, start: int) -> int:
        """One table: returns the row after its last pupil."""
        context = self._titles(header, start)
        self.structural(p for p in self.sheet.cells if header.first <= p[0] <= header.last)
        if context.setting is None:
            return self._reject_rows(header)
        table = bind(header, self.layout, context.setting, date1904=self.date1904)
        self._report_columns(table)
        implied = list(context.implied)
        year = ("years", context.setting.year)
        shared = table.shared_keys()
        for ref in table.subjects.values():
            if ref.key not in shared:
                implied += ref.implied(year)
        for trait, kind, label in table.traits.values():
            base = (*year, "traits", trait)
            implied += [((*base, "trait"), trait), ((*base, "kind"), kind), ((*base, "source_label"), label)]
        counted = self.layout.counted_from.get(context.setting.period)
        if counted and "excused" in table.roles | {"total"} and table.roles & {"excused", "unexcused", "total"}:
            absences = (*year, "summaries", context.setting.period, "absences")
            implied.append(((*absences, "counted_from"), counted))
        return self._rows(header, table, context, tuple(implied))

    def _titles(self, header: Header, start: int) -> Context:
        above = [
            (self._places[row, column], value)
            for row in range(start, header.first)
            for column, value in self.sheet.row(row).items()
        ]
        titles = read_titles((place, value) for place, value in above if isinstance(value, str))
        context = find_setting(
            titles,
            header,
            CellPlace(self.source.index, self.sheet.name, 0, 0),
            file_name=self.source.name,
            options=self.options,
            subjects=self.layout.subjects,
            needs_period=self.layout.subjects != "none",
            old_columns=any(caption_key(cell.caption) in ("hocluc", "hanhkiem") for cell in header.columns),
        )
        self.reading.notices += context.notices
        for place, value in above:
            if self.ledger.is_entered(place):
                continue
            if place in titles.understood or is_statistic(value) or is_footer_text(str(value)):
                self.ledger.enter_structural(place)
            else:
                self._keep_in_document(place, value)
        return context

    def _report_columns(self, table: Table) -> None:
        top = min((b.header.column for b in table.columns.values()), default=1)
        for ref in table.subjects.values():
            if not ref.known and self.layout.subjects == "columns":
                column = next((c for c, b in table.columns.items() if b.subject is ref), top)
                self._notice("unknown-subject", 0, column, label=ref.label)
        for column, bound in table.columns.items():
            if bound.decode is None:
                self._notice("unknown-column", 0, column, label=" / ".join(bound.header.captions))

    def _rows(
        self, header: Header, table: Table, context: Context, implied: tuple[tuple[Path, Leaf], ...]
    ) -> int:
        keys = {c: b for c, b in table.columns.items() if b.path and b.path[0] == "student"}
        running = [c for c, b in table.columns.items() if b.decode is not None and b.path is None]
        name = next((c for c, b in keys.items() if b.path and b.path[-1] == "full_name"), None)
        end, footer = header.last + 1, False
        for row in range(header.last + 1, self.sheet.max_row + 1):
            cells = self.sheet.row(row)
            if not cells:
                continue
            if is_header(cells, self.layout):
                if self._repeats(header, row):
                    repeated = find_header(self.sheet, self.layout, row)
                    bottom = repeated.last if repeated else row
                    self.structural(p for p in self.sheet.cells if row <= p[0] <= bottom)
                    footer = False
                    continue
                return end
            if all((row, c) in self._places and self.ledger.is_entered(self._places[row, c]) for c in cells):
                continue
            if self._is_pupil(cells, keys, running, name, footer):
                self._pupil(row, cells, table, context, implied)
                end = row + 1
            elif running and not footer and self._only_running(cells, running):
                self.structural((row, c) for c in cells)
            else:
                footer = footer or any(isinstance(v, str) and is_footer_text(v) for v in cells.values())
                if is_number_row(cells):
                    self.structural((row, c) for c in cells)
        return max(end, header.last + 1)

    def _repeats(self, header: Header, row: int) -> bool:
        """Whether a header row repeats the one above: then the same table goes on."""
        again = find_header(self.sheet, self.layout, row)
        mine = [(c.column, caption_key(c.caption)) for c in header.columns]
        titled = any(
            isinstance(v, str) and read_titles([(CellPlace(0, "", 1, 1), v)]).class_name
            for r in range(max(header.last, row - 4), row)
            for v in self.sheet.row(r).values()
        )
        return bool(again) and mine == [(c.column, caption_key(c.caption)) for c in again.columns] and not titled

    def _is_pupil(
        self,
        cells: dict[int, object],
        keys: dict[int, Bound],
        running: list[int],
        name: int | None,
        footer: bool,
    ) -> bool:
        numbered = any(self._is_running(cells.get(c)) for c in running)
        named = name is not None and isinstance(cells.get(name), str | FaultyCell)
        if named and isinstance(text := cells[name or 0], str) and is_junk_name(text):
            return False
        codes = [c for c, b in keys.items() if c != name and c in cells and b.path and b.path[1] == "identifiers"]
        if numbered:
            return named or bool(codes)
        if footer or any(isinstance(v, str) and is_footer_text(v) for c, v in cells.items() if c in keys):
            return False
        if running and any(isinstance(cells.get(c), str) for c in running):
            return False
        others = [c for c in keys if c != name and c in cells]
        return (bool(codes) and name is None) or (named and (bool(others) or not running))

    @staticmethod
    def _is_running(value: object) -> bool:
        if isinstance(value, Decimal):
            return value == value.to_integral_value()
        return isinstance(value, str) and tidy(value).rstrip(".").isdigit()

    def _only_running(self, cells: dict[int, object], running: list[int]) -> bool:
        return all(c in running for c in cells)

    def _pupil(
        self,
        row: int,
        cells: dict[int, object],
        table: Table,
        context: Context,
        implied: tuple[tuple[Path, Leaf], ...],
    ) -> None:
        assert context.setting is not None
        fragment = Fragment(
            CellPlace(self.source.index, self.sheet.name, row, 0),
            implied=implied,
            school_year=context.school_year,
            class_name=context.class_name,
            periods=(context.setting.period,) if self.layout.subjects != "none" else (),
            whole_class=self.layout.subjects != "title",
        )
        enrolled: set[str] = set()
        last: tuple[int, Bound, Fact] | None = None
        for column, value in cells.items():
            bound = table.columns.get(column)
            if bound is None and last and last[1].continues and column == last[0] + 1 and isinstance(value, str):
                self._join_name(column, row, value, last[2], fragment)
                continue
            fact = self._cell(row, column, value, bound, fragment, context)
            last = (column, bound, fact) if bound and fact else None
            if fact and bound and bound.subject:
                if bound.subject.key in table.shared_keys():
                    implied_here = bound.subject.implied(("years", context.setting.year))
                    fragment.facts += [Fact(path, leaf) for path, leaf in implied_here]
                if fact.path[-1] != "enrolment":
                    enrolled.add(bound.subject.key)
        for key in enrolled:
            path = ("years", context.setting.year, "subjects", key, "enrolment")
            fragment.facts.append(Fact(path, "enrolled"))
        self.reading.fragments.append(fragment)

    def _join_name(self, column: int, row: int, value: str, first: Fact, fragment: Fragment) -> None:
        """A name split over two cells: họ đệm, then tên."""
        place = self._places[row, column]
        item = self.ledger.enter_datum(Item(place, value, "name-joined"))
        whole = f"{first.value} {tidy(value)}"
        first.value = whole
        if first.item:
            first.item.rule = "name-joined"
        fragment.facts.append(Fact(first.path, whole, item))

    def _cell(
        self, row: int, column: int, value: object, bound: Bound | None, fragment: Fragment, context: Context
    ) -> Fact | None:
        """Enter one cell of a pupil's row; returns the fact that it states."""
        place = self._places[row, column]
        if self.ledger.is_entered(place):
            return None
        if isinstance(value, FaultyCell):
            self.ledger.enter_rejected(place, value.fault.value)
            self._notice(value.fault.value, row, column)
            return None
        if isinstance(value, str) and tidy(value) in NOTHING:
            self.ledger.enter_structural(place)
            return None
        if bound is None or bound.decode is None:
            self._keep_in_year(place, value, bound, fragment, context)
            return None
        if bound.path is None:
            self.ledger.enter_structural(place)
            return None
        literal = self.literals.get((row, column), value)
        cell_context = bound.context
        if (row, column) in self.sheet.zero_padded:
            cell_context = CellContext(self.date1904, self.sheet.zero_padded[row, column], cell_context.options)
        try:
            decoded = bound.decode(value, cell_context)
        except BadCell as error:
            self.ledger.enter_rejected(place, error.rule)
            caption = bound.header.captions[0]
            self.reading.notices.append(
                Notice(error.rule, place, facts={"column": caption, **error.facts}, private={"value": _shown(value)})
            )
            return None
        for rule in decoded.warnings:
            self.reading.notices.append(Notice(rule, place, facts={"column": bound.header.captions[0]}))
        rule = "legacy-font" if (row, column) in self.literals else decoded.rule
        item = self.ledger.enter_datum(Item(place, literal, rule))
        return self._facts(decoded, bound.path, item, fragment)

    @staticmethod
    def _facts(decoded: Decoded, base: Path, item: Item, fragment: Fragment) -> Fact:
        first: Fact | None = None
        for ending, leaf in decoded.leaves:
            path = (*base[:-1], *ending[1:]) if ending[:1] == ("..",) else (*base, *ending)
            fact = Fact(path, leaf, item if first is None else None)
            fragment.facts.append(fact)
            first = first or fact
        assert first is not None
        if base[1:2] == ("guardians",):
            fragment.facts.append(Fact((*base[:3], "relation"), base[2]))
        return first

    def _keep_in_year(
        self, place: CellPlace, value: object, bound: Bound | None, fragment: Fragment, context: Context
    ) -> None:
        """An unknown column's cell is kept with the pupil's year, under its caption."""
        assert context.setting is not None
        label = " / ".join(bound.header.captions) if bound else place.cell.rstrip("0123456789")
        text = tidy(value) if isinstance(value, str) else cell_text(value)[0]
        item = self.ledger.enter_unrecognised(Item(place, value))
        kept = Extension(label=label, value=text, where=place.where())
        count = sum(fact.path[2:3] == ("extensions",) for fact in fragment.facts)
        path = ("years", context.setting.year, "extensions", str(count))
        fragment.facts.append(Fact(path, kept, item))

    def _keep_in_document(self, place: CellPlace, value: object) -> None:
        """A cell outside the tables that nobody knows is kept with the document."""
        if isinstance(value, FaultyCell):
            self.ledger.enter_structural(place)
            return
        label = "Ghi chú cuối trang" if place.row > 1 and self.reading.fragments else "Ghi chú đầu trang"
        kept = Extension(label=label, value=cell_text(value)[0], where=place.where())
        item = self.ledger.enter_unrecognised(Item(place, value))
        self.reading.document.append(Fact(("extensions", str(len(self.reading.document))), kept, item))
        self._notice("text-outside-table", place.row, place.column)

    def _reject_rows(self, header: Header) -> int:
        """Rows of a table whose period or subject nobody knows: each datum is rejected, the notice stands once."""
        row = header.last + 1
        while row <= self.sheet.max_row and not is_header(self.sheet.row(row), self.layout):
            for column in self.sheet.row(row):
                place = self._places[row, column]
                if not self.ledger.is_entered(place):
                    self.ledger.enter_rejected(place, "period-unknown")
            row += 1
        return row

    def _remainder(self, start: int) -> None:
        """Everything under and beside the tables: footers are structure, anything else is kept."""
        footer = False
        for (row, column), value in self.sheet.cells.items():
            place = self._places[row, column]
            if self.ledger.is_entered(place):
                continue
            text = value if isinstance(value, str) else ""
            footer = footer or is_footer_text(text)
            if opens_signatures(text):
                self._signatures.append((row, column))
            signed = any(0 < row - r <= SIGNATURE_ROWS and abs(column - c) <= 6 for r, c in self._signatures)
            if row >= start and (is_footer_text(text) or signed or (footer and is_statistic(value))):
                self.ledger.enter_structural(place)
            elif isinstance(value, FaultyCell) or (row >= start and footer and self._repeats_title(text)):
                self.ledger.enter_structural(place)
            else:
                self._keep_in_document(place, value)

    def _repeats_title(self, text: str) -> bool:
        """Whether a footer text stands in the titles as well (the school's name beside the signatures)."""
        key = caption_key(text)
        return any(
            isinstance(v, str) and key and caption_key(v) == key
            for (r, _), v in self.sheet.cells.items()
            if r <= 5
        )

    def _report_hidden(self) -> None:
        if self.sheet.hidden:
            self._notice("hidden-sheet-read", 0, 0)
        for row in sorted(self.sheet.hidden_rows):
            if self.sheet.row(row):
                self._notice("hidden-row-read", row, 0)
        for column in sorted(self.sheet.hidden_columns):
            if any(c == column for _, c in self.sheet.cells):
                self._notice("hidden-column-read", 0, column)

    def _foreign_sheet(self) -> None:
        """A sheet without a table of this kind: its cells are kept one by one, or are they? They are not lost."""
        if not self.sheet.cells:
            return
        self._notice("sheet-without-table", 0, 0)
        for position, value in self.sheet.cells.items():
            place = self._places[position]
            if self.ledger.is_entered(place):
                continue
            if isinstance(value, FaultyCell):
                self.ledger.enter_structural(place)
                continue
            kept = Extension(label=self.sheet.name, value=cell_text(value)[0], where=place.where())
            item = self.ledger.enter_unrecognised(Item(place, value))
            self.reading.document.append(Fact(("extensions", str(len(self.reading.document))), kept, item))


def _shown(value: object) -> str:
    return value if isinstance(value, str) else cell_text(value)[0]


__all__ = ["Ledger", "header_not_found", "read_workbook"]
