"""A workbook of the target system as a template: its tables by the layout, its cells by what guards them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property

from ...codelists import subjects
from ...model import Mark
from ...model.flat import Leaf, Path, period_of, same_but_for_spaces
from ...notices import CellPlace, Notice, Severity
from ..contract import ReadOptions
from ..projection import is_result
from ..source import Source
from ..template import CannotTake, Holds, Slot, TemplateRow, TemplateSubject, TemplateTable, Value
from .binding import PROVISIONAL, Bound, Setting
from .cells import BadCell, CellContext, decode_mark, decode_primary
from .class_names import grade_of_class
from .dialect import refusals_of
from .editing import Guards, fill_cells, read_guards
from .editing.checking import holds_formula
from .layout import Layout
from .opening import FaultyCell, Sheet
from .pupil_rows import PupilRows
from .spelling import ColumnStyle, spellings, style_of
from .table import read_tables


@dataclass(frozen=True, slots=True)
class _Column:
    """A column to fill: what it holds, how it is written, and the one scale of its marks (None: any)."""

    bound: Bound
    style: ColumnStyle
    scale: str | None


class WorkbookTemplate:
    """A template that is a workbook."""

    def __init__(self, source: Source, layout: Layout, options: ReadOptions) -> None:
        self.source = source
        reading, found = read_tables(source, layout, options)
        rows: set[object] = {fragment.place for fragment in reading.fragments}
        self.notices: list[Notice] = [
            n for n in reading.notices if n.severity is Severity.ERROR and not _lies_in(n, rows)
        ]
        self._columns: dict[tuple[str, int, int], _Column] = {}
        self._covered_of: dict[int, Set[tuple[int, int]]] = {}
        self.tables: list[TemplateTable] = [self._table(rows) for rows in found if not rows.context.unusable]

    @cached_property
    def _guards(self) -> Mapping[str, Guards]:
        with refusals_of(self.source):
            return read_guards(self.source)

    def _table(self, rows: PupilRows) -> TemplateTable:
        context, setting = rows.context, rows.context.setting
        columns = {column: bound for column, bound in rows.table.columns.items() if _takes_results(bound)}
        for column, bound in columns.items():
            values = [rows.page.sheet.row(row).get(column) for row in rows.fragments]
            known = _Column(bound, style_of(values), _scale_of(bound, values, setting))
            self._columns.update({(rows.page.sheet.name, row, column): known for row in rows.fragments})
        level_grade = grade_of_class(context.class_name)
        stated = context.titles.first("grade")
        return TemplateTable(
            place=context.place,
            year=setting.year,
            school_year=context.school_year,
            periods=tuple(dict.fromkeys(period_of(bound.path or ()) or setting.period for bound in columns.values())),
            class_name=context.class_name,
            grade=level_grade or (int(stated) if stated else None),
            school=context.titles.first("school"),
            subjects=tuple(TemplateSubject(ref.key, ref.label, ref.language) for ref in rows.table.subjects.values()),
            one_subject=setting.subject is not None,
            unknown=tuple(
                " / ".join(bound.header.captions) for bound in rows.table.columns.values() if bound.decode is None
            ),
            rows=tuple(
                TemplateRow(fragment, tuple(self._slots(rows, row, columns)))
                for row, fragment in rows.fragments.items()
            ),
        )

    def _slots(self, rows: PupilRows, row: int, columns: Mapping[int, Bound]) -> Iterator[Slot]:
        sheet = rows.page.sheet
        cells, covered = sheet.row(row), self._covered(sheet)
        for column, bound in columns.items():
            place, caption = rows.page.place(row, column), " / ".join(bound.header.captions[-2:])
            value = cells.get(column)
            if (row, column) in covered:  # nobody would see what is put there
                yield Slot(place, caption, _paths(bound), "covered")
            elif holds_formula(sheet, (row, column)):
                held = _decoded(bound, value)
                yield Slot(place, caption, _paths(bound), "formula", held and held[0], value)
            elif value is None:
                yield Slot(place, caption, _paths(bound))
            else:
                held = _decoded(bound, value)
                holds: Holds = "value" if held else "unreadable"
                yield Slot(place, caption, _paths(bound), holds, held and held[0], value, held and held[1])

    def _covered(self, sheet: Sheet) -> Set[tuple[int, int]]:
        """The cells that lie under a merged one without being its corner, as far as the sheet is filled."""
        if sheet.index not in self._covered_of:
            self._covered_of[sheet.index] = {
                (row, column)
                for area in sheet.merged
                for row in range(area.top, min(area.bottom, sheet.max_row) + 1)
                for column in range(area.left, min(area.right, sheet.max_column) + 1)
                if (row, column) != (area.top, area.left)
            }
        return self._covered_of[sheet.index]

    def spell(self, slot: Slot, path: Path, leaf: Leaf) -> Value:
        """How a leaf is written into a slot, in the type and spelling of its column. Raises CannotTake."""
        sheet, row, column = slot.place.sheet, slot.place.row, slot.place.column
        known, guards = self._columns[sheet, row, column], self._guards[sheet]
        if guards.is_locked(row, column):
            raise CannotTake("template-cell-locked", column=slot.caption)
        validation = guards.validation(row, column)
        choices = (validation.choices if validation else None) or ()
        refused = False
        if isinstance(leaf, Mark) and known.scale not in (None, leaf.scale) and not choices:
            raise CannotTake("template-column-of-other-kind", column=slot.caption)
        for value in spellings(leaf, known.style, guards.number_format(row, column), choices):
            found = _decoded(known.bound, value)
            if found is None or found[0][0] != path or not same_but_for_spaces(found[0][1], leaf):
                continue
            if validation is None or validation.allows(value) is not False:
                return value
            refused = True
        if refused or choices:
            raise CannotTake("template-cell-refuses", column=slot.caption)
        raise CannotTake("template-column-of-other-kind", column=slot.caption)

    def fill(self, entries: Mapping[CellPlace, Value]) -> bytes:
        """The workbook with these cells filled, proved to be in everything else as it was. Raises CannotWrite."""
        by_sheet: dict[str, dict[tuple[int, int], Value]] = {}
        for place, value in entries.items():
            by_sheet.setdefault(place.sheet, {})[place.row, place.column] = value
        with refusals_of(self.source):
            return fill_cells(self.source, by_sheet)


def _lies_in(notice: Notice, rows: set[object]) -> bool:
    """Whether a notice is of one cell of a pupil's row: what a teacher typed there is no fault of the template."""
    where = notice.where
    return isinstance(where, CellPlace) and where._replace(column=0) in rows


def _takes_results(bound: Bound) -> bool:
    path = bound.path
    return path is not None and bound.decode is not None and (is_result(path) or path[2:3] == ("decisions",))


def _paths(bound: Bound) -> tuple[Path, ...]:
    """The leaves that a column may hold: one of primary school without a word what it is takes level or test."""
    assert bound.path is not None
    if bound.decode is decode_primary:
        return (*bound.path[:-1], "level"), (*bound.path[:-1], "test")
    return (bound.path,)


def _scale_of(bound: Bound, values: Iterable[object], setting: Setting) -> str | None:
    """The scale of a column of marks: that of the marks that stand in it, else by how its subject is assessed."""
    if bound.decode is not decode_mark:
        return None
    found = {held[0][1].scale for value in values if (held := _decoded(bound, value)) and isinstance(held[0][1], Mark)}
    if found:
        return found.pop() if len(found) == 1 else None
    subject = bound.subject.subject if bound.subject else ""
    known = subjects.assessed_by(
        "ngoai_ngu_1" if subject == PROVISIONAL else subject, setting.regulation, setting.level
    )
    return {"score": "score10", "comment": "pass"}.get(known or "")


def _decoded(bound: Bound, value: object) -> tuple[tuple[Path, Leaf], str | None] | None:
    """The leaf that a value states in a column and how it was read, or None where it cannot be read."""
    assert bound.decode is not None and bound.path is not None
    if value is None or isinstance(value, FaultyCell):
        return None
    try:
        decoded = bound.decode(value, CellContext(bound.context.date1904, None, bound.context.options))
    except BadCell:
        return None
    ending, leaf = decoded.leaves[0]
    path = (*bound.path[:-1], *ending[1:]) if ending[:1] == ("..",) else (*bound.path, *ending)
    return (path, leaf), decoded.rule
