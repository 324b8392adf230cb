"""Reading the rows of one table: each pupil's row a fragment, each cell of it entered in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ...ledger import Fact, Fragment, Item
from ...model import Extension
from ...model.flat import Leaf, Path, in_year, is_unknown_year, year_key
from ...notices import Notice, column_letters
from ...text import tidy
from .binding import Bound, Table, bind
from .cells import NOTHING, BadCell, CellContext, Decoded, UnknownWord, decode_class, decode_grade_of_row
from .code_checks import fits
from .footers import is_footer_text
from .header import Header
from .moments import moment_of
from .opening import CellValue, FaultyCell
from .page import Page, shown
from .row_kinds import RowKind, RowKinds
from .setting import Context

_ABSENCES = "absences"


class PupilRows:
    """The rows of one table, also where its header is repeated further down; ``fragments`` by row."""

    def __init__(self, page: Page, header: Header, table: Table, context: Context) -> None:
        self.page, self.header, self.table, self.context = page, header, table, context
        self.fragments: dict[int, Fragment] = {}
        self._kinds = RowKinds(table)
        self._year: Path = ("years", context.setting.year)
        self._class_column = class_column(table)
        self._by_class: dict[str | None, tuple[tuple[Path, Leaf], ...]] = {}
        self._implied_by_year: dict[tuple[str | None, str], tuple[tuple[Path, Leaf], ...]] = {}
        self._counted_from = page.layout.counted_from.get(context.setting.period)
        self._without_caption: set[int] = set()
        self._said: set[tuple[int, str]] = set()
        self._result_columns = self._columns_of_results()
        self._of_other_periods: dict[str, PupilRows] = {}

    def parts(self) -> list[PupilRows]:
        """The rows by period, where each names its own."""
        others = list(self._of_other_periods.values())
        return [self, *others] if self.fragments or not others else others

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
                self._read_row(row, cells)
            elif kind is RowKind.NAMELESS:
                end = row
                self.page.notice("row-key-missing", row, self._kinds.name or 0, column="Họ và tên")
                self._reject(row, cells, "row-key-missing")
            elif kind is RowKind.OUTSIDE:
                under_footer = under_footer or speaks_of_footer(cells)
            else:
                self.page.structural((row, column) for column in cells)
        return end

    def _read_row(self, row: int, cells: Mapping[int, CellValue]) -> None:
        fault = self.context.unusable or self._fault_of_moment(row, cells) or self._fault_of_grade(row, cells)
        if fault:
            self._reject(row, cells, fault)
            return
        period = self._moment(cells) or self.context.setting.period
        rows = self if period == self.context.setting.period else self._of_period(period)
        rows._pupil(row, cells)

    def _moment(self, cells: Mapping[int, CellValue]) -> str | None:
        value = cells.get(self.table.moment) if self.table.moment else None
        return None if value is None else moment_of(value, self.context.setting.level)

    def _fault_of_moment(self, row: int, cells: Mapping[int, CellValue]) -> str | None:
        """The rule of what is wrong with the period that a row names itself, if anything is. The notice is given."""
        column, stated = self.table.moment, self.context.stated_period
        if column is None:
            return None
        value = cells.get(column)
        if value is None or _says_nothing(value):
            if stated or not any(_is_of_period(self.table.columns.get(c)) for c in cells):
                return None
            self.page.notice("row-period-missing", row, column)
            return "row-period-missing"
        period = self._moment(cells)
        if period is None:
            private = {"value": shown(value)}
            self.page.reading.notices.append(
                Notice("row-period-unknown", self.page.place(row, column), private=private)
            )
            return "row-period-unknown"
        if stated and not fits(period, stated):
            self.page.reading.notices.append(Notice("row-period-differs", self.page.place(row, column), stated.place))
            return "row-period-differs"
        return None

    def _fault_of_grade(self, row: int, cells: Mapping[int, CellValue]) -> str | None:
        """The rule of what is wrong with the grade that a row must name, if anything is. The notice is given."""
        if not self.page.layout.a_row_a_grade:
            return None
        column = next((c for c, b in self.table.columns.items() if b.path and b.path[2:] == ("grade",)), 0)
        value = cells.get(column)
        if value is None or _says_nothing(value):
            self.page.notice("row-key-missing", row, column, column="Lớp")
            return "row-key-missing"
        try:
            decode_grade_of_row(value, CellContext())
        except BadCell as error:
            private = {"value": shown(value)}
            self.page.reading.notices.append(Notice(error.rule, self.page.place(row, column), private=private))
            return error.rule
        return None

    def _of_period(self, period: str) -> PupilRows:
        """The rows of the same table that are of another period."""
        if period not in self._of_other_periods:
            setting = replace(self.context.setting, period=period)
            table = bind(self.header, self.page.layout, setting, date1904=self.page.date1904)
            context = replace(self.context, setting=setting)
            self._of_other_periods[period] = PupilRows(self.page, self.header, table, context)
        return self._of_other_periods[period]

    def _columns_of_results(self) -> dict[int, str]:
        """The columns in which every pupil of a class has a result, with their captions: those that anyone has."""
        if self.page.layout.subjects != "columns" or self.page.layout.a_row_a_grade:
            return {}  # of the many columns of a record over grades, each pupil fills some
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
            periods=(self.context.setting.period,) if self.page.layout.has_periods else (),
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
            elif fact and self.page.layout.fixed_columns and fact.path[2:3] == ("traits",):
                fragment.facts += [Fact(path, leaf) for path, leaf in self._says_of_trait(fact.path[3])]
        for column, caption in self._result_columns.items():
            if column not in cells:
                self.page.notice("mark-not-entered", row, column, column=caption)
        for key in enrolled:
            fragment.facts.append(Fact((*self._year, "subjects", key, "enrolment"), "enrolled"))
        self._count_absences(fragment)
        self._name_year(fragment, class_name)
        self.page.reading.fragments.append(fragment)
        self.fragments[row] = fragment

    def _class_of(self, cells: Mapping[int, CellValue]) -> str | None:
        """The class of a row: as its own column says, else as the title does."""
        value = cells.get(self._class_column) if self._class_column else None
        if value is None or isinstance(value, FaultyCell) or _says_nothing(value):
            return self.context.stated_class
        return str(decode_class(value, CellContext()).leaves[0][1])

    def _implied(self, class_name: str | None) -> tuple[tuple[Path, Leaf], ...]:
        """What titles and captions state of every pupil of a class; one and the same object for all of them."""
        if class_name not in self._by_class:
            implied = self.context.implied(class_name)
            for ref in self.table.subjects.values():
                if ref.key not in self.table.shared:
                    implied += ref.implied(self._year)
            for trait in () if self.page.layout.fixed_columns else self.table.traits:
                implied += self._says_of_trait(trait)
            self._by_class[class_name] = tuple(implied)
        return self._by_class[class_name]

    def _name_year(self, fragment: Fragment, class_name: str | None) -> None:
        """Where no title names the school year, it goes by the grade that the row or its class names."""
        if not is_unknown_year(self.context.setting.year):
            return
        grade = fragment.find(*self._year, "grade")
        named = grade.value if grade else dict(fragment.implied).get((*self._year, "grade"))
        if not isinstance(named, int):
            return
        before, after = self._year[1], year_key(None, named)
        for fact in fragment.facts:
            fact.path = in_year(fact.path, before, after)
        if (class_name, after) not in self._implied_by_year:
            renamed = tuple((in_year(path, before, after), leaf) for path, leaf in fragment.implied)
            self._implied_by_year[class_name, after] = renamed
        fragment.implied = self._implied_by_year[class_name, after]

    def _says_of_trait(self, key: str) -> list[tuple[Path, Leaf]]:
        """The leaves that the caption of a quality or competence states."""
        trait, kind, label = self.table.traits[key]
        base = (*self._year, "traits", trait)
        return [((*base, "trait"), trait), ((*base, "kind"), kind), ((*base, "source_label"), label)]

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
        position, caption = (row, column), self._caption(bound)
        context = bound.context
        if position in self.page.sheet.zero_padded:
            context = CellContext(self.page.date1904, self.page.sheet.zero_padded[position], context.options)
        try:
            decoded = bound.decode(value, context)
        except UnknownWord as unknown:
            self._keep(row, column, value, bound, fragment)
            if (column, unknown.rule) not in self._said:
                self._said.add((column, unknown.rule))
                self.page.notice(unknown.rule, row, column, column=caption)
            return None
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

    def _caption(self, bound: Bound) -> str:
        """How messages name a column: by its group, whose parts are numbers or rounds; else by its own caption."""
        return bound.header.caption if self.page.layout.a_row_a_grade else bound.header.captions[0]

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


def _is_of_period(bound: Bound | None) -> bool:
    """Whether a column holds what belongs to a period."""
    return bool(bound and bound.path and (bound.path[2:3] == ("summaries",) or bound.path[4:5] == ("periods",)))


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
