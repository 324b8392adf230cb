"""Reading the tables of a workbook by a layout: every cell entered in the ledger, every row of a pupil a fragment."""

from __future__ import annotations

from ...notices import CellPlace
from ..contract import HeaderNotFound, Reading, ReadOptions
from ..source import Source
from .binding import Setting, Table, bind
from .captions import caption_key
from .header import Header, find_header, nearest_row
from .layout import Layout
from .legacy import legacy_text
from .opening import Sheet
from .outside import Outside
from .page import Page
from .pupil_rows import PupilRows, class_column
from .setting import Surroundings, find_setting
from .titles import Titles


def read_workbook(source: Source, layout: Layout, options: ReadOptions) -> Reading:
    """All tables of all sheets. Raises HeaderNotFound where no sheet has one."""
    reading = Reading()
    converted = legacy_text(source, options, reading)
    tables = 0
    for sheet in source.workbook.sheets:
        tables += _read_sheet(Page(source, sheet, layout, options, reading, converted.get(sheet.name, {})))
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


def _read_sheet(page: Page) -> int:
    """Read one sheet, table after table; returns how many headers it has."""
    sheet, outside = page.sheet, Outside(page)
    page.structural(sheet.blank_formulas)
    header = find_header(sheet, page.layout)
    if header is None:
        outside.whole_sheet()
        outside.hidden(0)
        return 0
    header_row = header.last
    rows: PupilRows | None = None
    start, headers = 1, 0
    while header:
        headers += 1
        following = find_header(sheet, page.layout, header.last + 1)
        titles = outside.titles(start, header.first - 1, below_table=rows is not None)
        page.structural_rows(header.first, header.last)
        if rows is None or not _goes_on(rows.header, header, titles):
            rows = _open_table(page, header, titles, rows)
        last = following.first - 1 if following else sheet.max_row
        start = max(rows.read(header.last + 1, last), header.last) + 1
        header = following
    outside.below()
    outside.hidden(header_row)
    return headers


def _goes_on(before: Header, header: Header, titles: Titles) -> bool:
    """Whether a header repeats the one above it, with no title between them: then the same table goes on."""
    states = titles.class_name or titles.subject or titles.period or titles.unreadable_class
    return not states and _captions(before) == _captions(header)


def _captions(header: Header) -> list[tuple[int, str]]:
    return [(cell.column, caption_key(cell.caption)) for cell in header.columns]


def _open_table(page: Page, header: Header, titles: Titles, above: PupilRows | None) -> PupilRows:
    """Find out where a table stands, bind its columns, and report what is odd about them."""
    around = Surroundings(
        sheet=page.place(0, 0),
        file_name=page.source.name,
        options=page.options,
        subjects=page.layout.subjects,
        above=above.context if above else None,
    )
    context = find_setting(titles, header, around, _class_in_rows(page.sheet, page.layout, header))
    page.reading.notices += context.notices
    table = bind(header, page.layout, context.setting, date1904=page.date1904)
    _report_columns(page, header, table)
    return PupilRows(page, header, table, context)


def _class_in_rows(sheet: Sheet, layout: Layout, header: Header) -> str | None:
    """The class that the first row names in a column of its own."""
    column = class_column(bind(header, layout, Setting("?", "year", None)))
    value: object = sheet.row(header.last + 1).get(column) if column else None
    return value if isinstance(value, str) else None


def _report_columns(page: Page, header: Header, table: Table) -> None:
    for column, bound in table.columns.items():
        if bound.decode is None:
            page.notice("unknown-column", header.last, column, label=" / ".join(bound.header.captions))
        elif bound.subject and not bound.subject.known and page.layout.subjects == "columns":
            page.notice("unknown-subject", header.last, column, label=bound.subject.label)
