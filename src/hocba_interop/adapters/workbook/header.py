"""Finding the header of a table: by its captions, in whatever row it stands, over one row or several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ...codelists import periods
from ...text import tidy
from .captions import caption_key, subject_marker
from .layout import Layout
from .opening import CellValue, Sheet
from .period_captions import with_period_apart
from .titles import period_in, school_year_in

_MAX_BLANK_COLUMNS = 200
_MOST_REPEATED = 10
"""How far the marks after one caption may reach."""


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """The texts over one column, from top to bottom; markers such as ``(HS 1)`` kept apart.

    ``round`` is the text that named the period, as it stands there: ``CK2`` closes the year at primary school.
    """

    column: int
    captions: tuple[str, ...]
    marker: str | None = None
    period: str | None = None
    round: str | None = None

    @property
    def caption(self) -> str:
        """The lowest caption."""
        return self.captions[-1]

    @property
    def groups(self) -> tuple[str, ...]:
        """The captions above it."""
        return self.captions[:-1]


@dataclass(frozen=True, slots=True)
class Header:
    """A header block: its rows (first and last), and its columns in order."""

    first: int
    last: int
    columns: tuple[HeaderCell, ...]


def anchors_in(row: dict[int, CellValue], layout: Layout) -> list[str]:
    """The captions of a row that only a header holds."""
    return [tidy(value) for value in row.values() if isinstance(value, str) and layout.is_anchor(value)]


def is_header(row: dict[int, CellValue], layout: Layout) -> bool:
    """Whether a row is a header: two or more exact captions, one of which is not the running number.

    A title may hold a word that is a caption too; two of them in one row it does not hold.
    """
    return len({caption_key(caption) for caption in anchors_in(row, layout)}) >= 2


def find_header(sheet: Sheet, layout: Layout, start: int = 1) -> Header | None:
    """The first header block at or below a row, or None."""
    for row in range(start, sheet.max_row + 1):
        cells = sheet.row(row)
        if cells and is_header(cells, layout):
            return _block(sheet, layout, row)
    return None


def nearest_row(sheet: Sheet, layout: Layout) -> tuple[int, list[str]]:
    """The row that came nearest to a header (0 where none came near), with the captions that it has."""
    best: tuple[int, list[str]] = (0, [])
    for row in range(1, sheet.max_row + 1):
        found = anchors_in(sheet.row(row), layout)
        if len(found) > len(best[1]):
            best = (row, found)
    return best


def _block(sheet: Sheet, layout: Layout, row: int) -> Header:
    """The header rows from the anchor row: group captions may stand above it, sub-headers below."""
    top, bottom = row, _merged_bottom(sheet, layout, row)
    while bottom - row < layout.header_rows:
        if _is_sub_header(sheet, layout, bottom + 1, row):
            bottom += 1
        elif not sheet.row(bottom + 1) and _is_sub_header(sheet, layout, bottom + 2, row):
            bottom += 2
        else:
            break
    while row - top < layout.header_rows and _is_group_row(sheet, layout, top - 1, row):
        top -= 1
    first_column = min(sheet.row(row))
    rows = [
        r
        for r in range(top, bottom + 1)
        if sheet.row(r) and not (is_number_row(sheet.row(r)) and min(sheet.row(r)) <= first_column)
    ]
    grid = [_spread(sheet, r, rows[index + 1 :]) for index, r in enumerate(rows)]
    columns = []
    for column in sorted({c for texts in grid for c in texts}):
        cell = _header_cell(column, [line[column] for line in grid if column in line])
        if cell:
            columns.append(with_period_apart(cell, layout) if layout.a_row_a_grade else cell)
    return Header(top, bottom, tuple(_with_gaps(columns, layout)))


def _header_cell(column: int, lines: list[str]) -> HeaderCell | None:
    """The captions of one column; a marker or a period below or above them is no caption."""
    texts: list[str] = []
    marker = named = None
    for text in lines:
        if texts and caption_key(text) == caption_key(texts[-1]):
            continue
        if subject_marker(text):
            marker = subject_marker(text)
        elif texts and text.startswith("(") and period_in(text):
            named = text
        else:
            texts.append(text)
    for group in [text for text in texts[:-1] if periods.find(text)]:
        texts.remove(group)
        named = named or group
    if named is None and len(texts) > 1 and periods.find(texts[-1]):
        named = texts.pop()  # "HKI" under "Toán" says when, not what
    period = periods.find(named) or period_in(named) if named else None
    return HeaderCell(column, tuple(texts), marker, period, named) if texts else None


def _with_gaps(columns: list[HeaderCell], layout: Layout) -> Iterator[HeaderCell]:
    """The columns with those that a lost merge left without a caption: the marks after a lone ``ĐĐGtx``."""
    for cell, after in zip(columns, [*columns[1:], None], strict=True):
        yield cell
        if after is None or not 1 < after.column - cell.column <= _MOST_REPEATED:
            continue
        found = layout.find(cell.caption, cell.groups)
        if found and found[0].options.get("repeats"):
            for column in range(cell.column + 1, after.column):
                yield HeaderCell(column, cell.captions, cell.marker, cell.period, cell.round)


def _merged_bottom(sheet: Sheet, layout: Layout, row: int) -> int:
    """The last row over which a caption that only headers hold is merged downwards."""
    anchors = {c for c, v in sheet.row(row).items() if isinstance(v, str) and layout.is_anchor(v)}
    bottoms = [m.bottom for m in sheet.merged if m.top == row and m.left in anchors]
    return max((b for b in bottoms if b - row <= layout.header_rows), default=row)


def _is_group_row(sheet: Sheet, layout: Layout, row: int, header: int) -> bool:
    """Whether the row above holds captions of groups only: texts to the right of the pupil's own columns.

    A text that names a term or year is a title, unless every text of the row is the name of a term.
    """
    cells = sheet.row(row)
    anchors = [c for c, v in sheet.row(header).items() if isinstance(v, str) and layout.is_anchor(v)]
    terms = len(cells) > 1 and all(isinstance(v, str) and periods.find(v) for v in cells.values())
    return bool(cells) and all(
        column > min(anchors) + 1
        and isinstance(value, str)
        and (terms or not (period_in(value) or school_year_in(value)))
        for column, value in cells.items()
    )


def _spread(sheet: Sheet, row: int, rows_below: list[int]) -> dict[int, str]:
    """The texts of a header row by column, a merged caption standing over all its columns.

    Re-saving loses merges: then a caption stands also over the blank cells to its right that have a sub-header of
    their own, up to the next caption.
    """
    texts = {}
    for column, value in sheet.row(row).items():
        texts[column] = tidy(value) if isinstance(value, str) else _number_text(value)
    merged_here = [m for m in sheet.merged if m.top <= row <= m.bottom]
    for merged in merged_here:
        if merged.right - merged.left < _MAX_BLANK_COLUMNS:
            origin = sheet.cells.get((merged.top, merged.left))
            if isinstance(origin, str):
                for column in range(merged.left, merged.right + 1):
                    texts.setdefault(column, tidy(origin))
    below: dict[int, str] = {}
    for under in rows_below:
        for column, value in sheet.row(under).items():
            below.setdefault(column, value if isinstance(value, str) else _number_text(value))
    for column in sorted(below):
        left = texts.get(column - 1)
        if column in texts or left is None or not below[column] or not below.get(column - 1):
            continue
        if subject_marker(below[column]) or any(m.left <= column - 1 <= m.right for m in merged_here):
            continue
        texts[column] = left
    return texts


def _number_text(value: CellValue) -> str:
    return str(value) if isinstance(value, Decimal) else ""


def _is_sub_header(sheet: Sheet, layout: Layout, row: int, header: int) -> bool:
    """Whether a row still belongs to the header: nothing under the captions that a pupil's row must fill."""
    cells = sheet.row(row)
    if not cells or is_header(cells, layout):
        return False
    if is_number_row(cells):
        return True
    for column, value in sheet.row(header).items():
        if isinstance(value, str) and layout.is_anchor(value) and column in cells:
            under = cells[column]
            merged_down = any((row, column) in m and (header, column) in m for m in sheet.merged)
            if not merged_down and not (isinstance(under, str) and caption_key(under) == caption_key(value)):
                return False
    return all(isinstance(value, str | Decimal) for value in cells.values())


def is_number_row(cells: Mapping[int, CellValue]) -> bool:
    """Whether a row numbers the columns (1, 2, 3 … n)."""
    numbers = []
    for value in cells.values():
        text = _number_text(value) if not isinstance(value, str) else value.strip().strip("()")
        if not text.isdecimal():
            return False
        numbers.append(int(text))
    return len(numbers) >= 4 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 1
