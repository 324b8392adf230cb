"""Reading the rows of one table: each pupil's row a fragment, each cell of it entered in the ledger."""

from __future__ import annotations

from collections.abc import Mapping

from ...ledger import Fact, Fragment, Item
from ...model import Extension
from ...model.flat import Leaf, Path
from ...notices import Notice, column_letters
from ...text import tidy
from .binding import Bound, Table
from .cells import NOTHING, BadCell, CellContext, Decoded, decode_class
from .footers import is_footer_text
from .header import Header
from .opening import CellValue, FaultyCell
from .page import Page, shown
from .row_kinds import RowKind, RowKinds
from .setting import Context

_ABSENCES = "absences"


class PupilRows:
    """The rows of one table, also where its header is repeated further down."""

    def __init__(self, page: Page, header: Header, table: Table, context: Context) -> None:
        self.page, self.header, self.table, self.context = page, header, table, context
        self._kinds = RowKinds(table)
        self._year: Path = ("years", context.setting.year)
        self._class_column = class_column(table)
        self._by_class: dict[str | None, tuple[tuple[Path, Leaf], ...]] = {}
        self._counted_from = page.layout.counted_from.get(context.setting.period)
        self._without_caption: set[int] = set()
        self._result_columns = self._columns_of_results()

    def read(self, first: int, last: int) -> int:
        """Read the rows from first to last; returns the last that was a pupil's (first - 1 where none was)."""
        end, under_footer = first - 1, False
        for row in range(first, last + 1):
            cells = self.page.sheet.row(row)
            if not cells:
                continue
            kind = self._kinds.kind(cells, under_footer=under_footer)
            if kind is RowKind.PUPIL:
                end = row
                if self.context.unusable:
                    self._reject(row, cells, self.context.unusable)
                else:
                    self._pupil(row, cells)
            elif kind is RowKind.NAMELESS:
                end = row
                self.page.notice("row-key-missing", row, self._kinds.name or 0, column="Họ và tên")
                self._reject(row, cells, "row-key-missing")
            elif kind is RowKind.OUTSIDE:
                under_footer = under_footer or speaks_of_footer(cells)
            else:
                self.page.structural((row, column) for column in cells)
        return end

    def _columns_of_results(self) -> dict[int, str]:
        """The columns in which every pupil of a class has a result, with their captions: those that anyone has."""
        if self.page.layout.subjects != "columns":
            return {}
        filled = {column for row, column in self.page.sheet.cells if row > self.header.last}
        return {
            column: bound.header.captions[0]
            for column, bound in self.table.columns.items()
            if bound.subject and bound.path and bound.path[-1] == "result" and column in filled
        }

    def _reject(self, row: int, cells: Mapping[int, CellValue], rule: str) -> None:
        """A row whose data cannot be used; the notice that says why stands elsewhere."""
        for column, value in cells.items():
            bound = self.table.columns.get(column)
            structural = (bound and bound.decode and bound.path is None) or _says_nothing(value)
            if structural:
                self.page.structural([(row, column)])
            else:
                self.page.ledger.enter_rejected(self.page.place(row, column), rule)

    def _pupil(self, row: int, cells: Mapping[int, CellValue]) -> None:
        class_name = self._class_of(cells)
        fragment = Fragment(
            self.page.place(row, 0),
            implied=self._implied(class_name),
            school_year=self.context.school_year,
            class_name=class_name,
            periods=(self.context.setting.period,) if self.page.layout.subjects != "none" else (),
            whole_class=self.page.layout.subjects != "title",
        )
        enrolled: dict[str, None] = {}
        last: tuple[int, Bound, Fact] | None = None
        for column, value in cells.items():
            bound = self.table.columns.get(column)
            if bound is None and last and last[1].continues and column == last[0] + 1 and isinstance(value, str):
                self._join_name(row, column, value, last[2], fragment)
                continue
            fact = self._cell(row, column, value, bound, fragment)
            last = (column, bound, fact) if bound and fact else None
            if fact and bound and bound.subject:
                if bound.subject.key in self.table.shared:
                    fragment.facts += [Fact(path, leaf) for path, leaf in bound.subject.implied(self._year)]
                if fact.path[-1] != "enrolment":
                    enrolled[bound.subject.key] = None
        for column, caption in self._result_columns.items():
            if column not in cells:
                self.page.notice("mark-not-entered", row, column, column=caption)
        for key in enrolled:
            fragment.facts.append(Fact((*self._year, "subjects", key, "enrolment"), "enrolled"))
        self._count_absences(fragment)
        self.page.reading.fragments.append(fragment)

    def _class_of(self, cells: Mapping[int, CellValue]) -> str | None:
        """The class of a row: as its own column says, else as the title does."""
        value = cells.get(self._class_column) if self._class_column else None
        if value is None or isinstance(value, FaultyCell) or _says_nothing(value):
            return self.context.class_name
        return str(decode_class(value, CellContext()).leaves[0][1])

    def _implied(self, class_name: str | None) -> tuple[tuple[Path, Leaf], ...]:
        """What titles and captions state of every pupil of a class; one and the same object for all of them."""
        if class_name not in self._by_class:
            implied = self.context.implied(class_name)
            for ref in self.table.subjects.values():
                if ref.key not in self.table.shared:
                    implied += ref.implied(self._year)
            for trait, kind, label in self.table.traits.values():
                base = (*self._year, "traits", trait)
                implied += [
                    ((*base, "trait"), trait),
                    ((*base, "kind"), kind),
                    ((*base, "source_label"), label),
                ]
            self._by_class[class_name] = tuple(implied)
        return self._by_class[class_name]

    def _count_absences(self, fragment: Fragment) -> None:
        if self._counted_from:
            bases = {fact.path[:-1]: None for fact in fragment.facts if fact.path[-2:-1] == (_ABSENCES,)}
            fragment.facts += [Fact((*base, "counted_from"), self._counted_from) for base in bases]

    def _join_name(self, row: int, column: int, value: str, first: Fact, fragment: Fragment) -> None:
        """A name split over two cells: họ đệm, then tên."""
        item = self.page.ledger.enter_datum(Item(self.page.place(row, column), value, "name-joined"))
        whole = f"{first.value} {tidy(value)}"
        first.value = whole
        if first.item:
            first.item.rule = "name-joined"
        fragment.facts.append(Fact(first.path, whole, item))

    def _cell(self, row: int, column: int, value: CellValue, bound: Bound | None, fragment: Fragment) -> Fact | None:
        """Enter one cell of a pupil's row; returns the fact that it states."""
        ledger, place = self.page.ledger, self.page.place(row, column)
        if bound and bound.decode and bound.path is None:
            ledger.enter_structural(place)
            return None
        if isinstance(value, FaultyCell):
            ledger.enter_rejected(place, value.fault.value, bound.path or () if bound else ())
            self.page.notice(value.fault.value, row, column)
            return None
        if _says_nothing(value):
            ledger.enter_structural(place)
            return None
        if bound is None or bound.decode is None or bound.path is None:
            self._keep(row, column, value, bound, fragment)
            return None
        position, caption = (row, column), bound.header.captions[0]
        context = bound.context
        if position in self.page.sheet.zero_padded:
            context = CellContext(self.page.date1904, self.page.sheet.zero_padded[position], context.options)
        try:
            decoded = bound.decode(value, context)
        except BadCell as error:
            ledger.enter_rejected(place, error.rule, bound.path or ())
            facts = {"column": caption, **error.facts}
            self.page.reading.notices.append(Notice(error.rule, place, facts=facts, private={"value": shown(value)}))
            return None
        for rule in decoded.warnings:
            self.page.notice(rule, row, column, column=caption)
        how = "legacy-font" if position in self.page.literals else decoded.rule
        item = ledger.enter_datum(Item(place, self.page.literals.get(position, value), how))
        return _state(decoded, bound.path, item, fragment)

    def _keep(self, row: int, column: int, value: CellValue, bound: Bound | None, fragment: Fragment) -> None:
        """An unknown column's cell is kept with the pupil's year, under its caption."""
        if bound is None and column not in self._without_caption:
            self._without_caption.add(column)
            self.page.notice("unknown-column", row, column, label=column_letters(column))
        label = " / ".join(bound.header.captions) if bound else column_letters(column)
        place = self.page.place(row, column)
        item = self.page.ledger.enter_unrecognised(Item(place, value))
        kept = Extension(label=label, value=shown(value), where=place.where())
        count = sum(fact.path[2:3] == ("extensions",) for fact in fragment.facts)
        fragment.facts.append(Fact((*self._year, "extensions", str(count)), kept, item))


def class_column(table: Table) -> int | None:
    """The column that names the class of each pupil, if there is one."""
    return next((c for c, b in table.columns.items() if b.path and b.path[2:] == ("class_name",)), None)


def speaks_of_footer(cells: Mapping[int, CellValue]) -> bool:
    """Whether a row holds a text of a footer."""
    return any(isinstance(value, str) and is_footer_text(value) for value in cells.values())


def _says_nothing(value: object) -> bool:
    return isinstance(value, str) and tidy(value) in NOTHING


def _state(decoded: Decoded, base: Path, item: Item, fragment: Fragment) -> Fact:
    """The facts of a decoded cell: the first carries the item, the others are what it implies."""
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
