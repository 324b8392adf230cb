"""Finding the header of a table: by its captions, in whatever row it stands, over one row or several."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ...text import tidy
from .captions import caption_key, subject_marker
from .layout import Layout
from .opening import CellValue, Sheet
from .titles import period_in, school_year_in

_MAX_BLANK_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """The texts over one column, from top to bottom; markers such as ``(HS 1)`` kept apart."""

    column: int
    captions: tuple[str, ...]
    marker: str | None = None
    period: str | None = None

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
    grid = [
        _spread(sheet, r)
        for r in range(top, bottom + 1)
        if not (is_number_row(sheet.row(r)) and min(sheet.row(r)) <= first_column)
    ]
    columns = []
    for column in sorted({c for texts in grid for c in texts}):
        texts: list[str] = []
        marker = period = None
        for line in grid:
            text = line.get(column)
            if text is None or (texts and caption_key(text) == caption_key(texts[-1])):
                continue
            if subject_marker(text):
                marker = subject_marker(text)
            elif texts and text.startswith("(") and period_in(text):
                period = period_in(text)
            else:
                texts.append(text)
        if texts:
            columns.append(HeaderCell(column, tuple(texts), marker, period))
    return Header(top, bottom, tuple(columns))


def _merged_bottom(sheet: Sheet, layout: Layout, row: int) -> int:
    """The last row over which a caption that only headers hold is merged downwards."""
    anchors = {c for c, v in sheet.row(row).items() if isinstance(v, str) and layout.is_anchor(v)}
    bottoms = [m.bottom for m in sheet.merged if m.top == row and m.left in anchors]
    return max((b for b in bottoms if b - row <= layout.header_rows), default=row)


def _is_group_row(sheet: Sheet, layout: Layout, row: int, header: int) -> bool:
    """Whether the row above holds captions of groups only: texts to the right of the pupil's own columns."""
    cells = sheet.row(row)
    anchors = [c for c, v in sheet.row(header).items() if isinstance(v, str) and layout.is_anchor(v)]
    return bool(cells) and all(
        column > min(anchors) + 1 and isinstance(value, str) and not (period_in(value) or school_year_in(value))
        for column, value in cells.items()
    )


def _spread(sheet: Sheet, row: int) -> dict[int, str]:
    """The texts of a header row by column, a merged caption standing over all its columns.

    Re-saving loses merges: then a caption stands also over the blank cells to its right that have a sub-header of
    their own, up to the next caption.
    """
    texts = {}
    for column, value in sheet.row(row).items():
        texts[column] = tidy(value) if isinstance(value, str) else _number_text(value)
    for merged in sheet.merged:
        if merged.top <= row <= merged.bottom and merged.right - merged.left < _MAX_BLANK_COLUMNS:
            origin = sheet.cells.get((merged.top, merged.left))
            if isinstance(origin, str):
                for column in range(merged.left, merged.right + 1):
                    texts.setdefault(column, tidy(origin))
    below = sheet.row(row + 1)
    merged_here = [m for m in sheet.merged if m.top <= row <= m.bottom]
    for column in sorted(below):
        left = texts.get(column - 1)
        if column in texts or left is None or not isinstance(below[column], str):
            continue
        if any(m.left <= column - 1 <= m.right for m in merged_here):
            continue
        if subject_marker(str(below[column])) or not isinstance(below.get(column - 1), str):
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


def is_number_row(cells: dict[int, CellValue]) -> bool:
    """Whether a row numbers the columns (1, 2, 3 … n)."""
    numbers = []
    for value in cells.values():
        text = _number_text(value) if not isinstance(value, str) else value.strip().strip("()")
        if not text.isdigit():
            return False
        numbers.append(int(text))
    return len(numbers) >= 4 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 1
