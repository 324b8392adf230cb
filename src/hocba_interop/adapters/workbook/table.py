"""Reading the tables of a workbook by a layout: every cell entered in the ledger, every row of a pupil a fragment."""

from __future__ import annotations

from ...notices import CellPlace
from ..contract import HeaderNotFound, Reading, ReadOptions
from ..source import Source
from .binding import Setting, Table, bind
from .captions import caption_key
from .code_lists import is_code_list
from .header import Header, find_header, nearest_row
from .layout import Layout
from .legacy import legacy_text
from .moments import first_moment
from .opening import Sheet
from .outside import Outside
from .page import Page
from .pupil_rows import PupilRows, class_column
from .setting import Surroundings, find_setting
from .titles import Titles


def read_workbook(source: Source, layout: Layout, options: ReadOptions) -> Reading:
    """All tables of all sheets. Raises HeaderNotFound where no sheet has one."""
    return read_tables(source, layout, options)[0]


def read_tables(source: Source, layout: Layout, options: ReadOptions) -> tuple[Reading, list[PupilRows]]:
    """The same, with the tables themselves: where their columns are, and which fragment each row gave."""
    reading = Reading()
    converted = legacy_text(source, options, reading)
    tables: list[PupilRows] = []
    for sheet in source.workbook.sheets:
        tables += _read_sheet(Page(source, sheet, layout, options, reading, converted.get(sheet.name, {})))
    if not tables:
        raise header_not_found(source, layout)
    reading.ledger.check()
    return reading, tables


def header_not_found(source: Source, layout: Layout) -> HeaderNotFound:
    """What was looked for, and which row of which sheet came nearest."""
    best: tuple[CellPlace | None, list[str]] = (None, [])
    for sheet in source.workbook.sheets:
        row, captions = nearest_row(sheet, layout)
        if len(captions) > len(best[1]):
            best = (CellPlace(source.index, sheet.name, row, 0), captions)
    return HeaderNotFound(layout.wanted(), best[0], best[1])


def _read_sheet(page: Page) -> list[PupilRows]:
    """Read one sheet, table after table."""
    sheet, outside = page.sheet, Outside(page)
    page.structural(sheet.blank_formulas)
    if page.layout.code_lists and is_code_list(sheet, page.source.workbook):
        outside.code_list()
        return []
    header = find_header(sheet, page.layout)
    if header is None:
        outside.whole_sheet()
        outside.hidden(0)
        return []
    header_row = header.last
    rows: PupilRows | None = None
    tables: list[PupilRows] = []
    start = 1
    while header:
        following = find_header(sheet, page.layout, header.last + 1)
        titles = outside.titles(start, header.first - 1, below_table=rows is not None)
        page.structural_rows(header.first, header.last)
        if rows is None or not _goes_on(rows.header, header, titles):
            rows = _open_table(page, header, titles, rows)
            tables.append(rows)
        last = following.first - 1 if following else sheet.max_row
        start = max(rows.read(header.last + 1, last), header.last) + 1
        header = following
    outside.below()
    outside.hidden(header_row)
    return [part for rows in tables for part in rows.parts()]


def _goes_on(before: Header, header: Header, titles: Titles) -> bool:
    """Whether a header repeats the one above it, with no title between them: then the same table goes on."""
    states = titles.class_name or titles.subject or titles.period or titles.unreadable_class or titles.codes
    return not states and _captions(before) == _captions(header)


def _captions(header: Header) -> list[tuple[int, str]]:
    return [(cell.column, caption_key(cell.caption)) for cell in header.columns]


def _open_table(page: Page, header: Header, titles: Titles, above: PupilRows | None) -> PupilRows:
    """Find out where a table stands, bind its columns, and report what is odd about them."""
    unset = bind(header, page.layout, Setting("?", "year", page.layout.level))
    around = Surroundings(
        sheet=page.place(0, 0),
        file_name=page.source.name,
        options=page.options,
        subjects=page.layout.subjects,
        above=above.context if above else None,
        level=page.layout.level,
        routing=page.layout.routing,
        a_row_a_grade=page.layout.a_row_a_grade,
        timed=_is_timed(header, page.layout),
        has_periods=page.layout.has_periods,
        period=page.layout.period,
        class_in_rows=_class_in_rows(page.sheet, header, unset),
        period_in_rows=_period_in_rows(page, header, unset),
    )
    context = find_setting(titles, header, around)
    page.reading.notices += context.notices
    table = bind(header, page.layout, context.setting, date1904=page.date1904)
    _report_columns(page, header, table)
    return PupilRows(page, header, table, context)


def _is_timed(header: Header, layout: Layout) -> bool:
    """Whether every column of marks names its own period, as ``TBHK1`` and ``XL CK1`` do."""
    found = ((cell, layout.find(cell.caption, cell.groups)) for cell in header.columns)
    own = [bool(kind[0].period or cell.period) for cell, kind in found if kind and "{period}" in kind[0].path]
    return bool(own) and all(own)


def _class_in_rows(sheet: Sheet, header: Header, table: Table) -> str | None:
    """The class that the first row names in a column of its own."""
    column = class_column(table)
    value: object = sheet.row(header.last + 1).get(column) if column else None
    return value if isinstance(value, str) else None


def _period_in_rows(page: Page, header: Header, table: Table) -> str | None:
    """The period that the first row names which names one."""
    column = table.moment
    if column is None:
        return None
    rows = range(header.last + 1, page.sheet.max_row + 1)
    return first_moment((page.sheet.row(row).get(column) for row in rows), page.layout.level)


def _report_columns(page: Page, header: Header, table: Table) -> None:
    for column, bound in table.columns.items():
        if bound.decode is None:
            page.notice("unknown-column", header.last, column, label=" / ".join(bound.header.captions))
        elif bound.subject and not bound.subject.known and page.layout.subjects == "columns":
            page.notice("unknown-subject", header.last, column, label=bound.subject.label)
