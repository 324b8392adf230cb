"""A worksheet part with a few of its cells holding something else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ..opening.cellrefs import References
from ..opening.model import Position, Range, cell_name
from ..opening.refusal import UnreadableFile
from .markup import Patch, opened
from .sheet_scan import CellSpan, RowSpan, SheetScan
from .values import text_element

_SPAN = re.compile(r"(\d{1,9}):(\d{1,9})", re.ASCII)


class Content(NamedTuple):
    """What a cell is to hold: its type as the sheet writes it (None for a number) and the text of its value."""

    kind: str | None
    text: str

    def written(self, prefix: str) -> str:
        """The child element of the cell."""
        if self.kind == "inlineStr":
            return f"<{prefix}is>{text_element(prefix, self.text)}</{prefix}is>"
        return f"<{prefix}v>{self.text}</{prefix}v>"


def edited(scan: SheetScan, contents: Mapping[Position, Content]) -> bytes:
    """The part with these cells holding these contents; what stands around them keeps every byte."""
    rows: dict[int, dict[int, Content]] = {}
    for (row, column), content in sorted(contents.items(), key=lambda item: item[0]):
        rows.setdefault(row, {})[column] = content
    standing: dict[int, list[RowSpan]] = {}
    for span in scan.rows:
        standing.setdefault(span.number, []).append(span)
    patches = list(_widened(scan, contents))
    new: dict[int, str] = {}
    for number, cells in rows.items():
        if number in standing:
            patches += _in_row(scan, standing[number], cells)
        else:
            place = next((span.tag.start for span in scan.rows if span.number > number), scan.data_end)
            new[place] = new.get(place, "") + _new_row(scan, number, cells)
    return scan.part.pasted([*patches, *_insertions(scan, new)])


def _widened(scan: SheetScan, positions: Mapping[Position, object]) -> Iterator[Patch]:
    """The extent that the sheet states of itself, where it grows."""
    if scan.dimension is None:
        return
    try:
        old = References().read_range(scan.extent, scan.where)
    except UnreadableFile:
        return  # some programs write nonsense here, and nothing relies on it
    rows, columns = zip(*positions, strict=True)
    new = Range(min(old.top, *rows), min(old.left, *columns), max(old.bottom, *rows), max(old.right, *columns))
    if new != old:
        yield Patch(scan.dimension.start, scan.dimension.end, scan.dimension.with_attributes({"ref": str(new)}))


def _in_row(scan: SheetScan, rows: list[RowSpan], contents: Mapping[int, Content]) -> Iterator[Patch]:
    cells = {cell.column: cell for row in rows for cell in row.cells}
    for column, content in contents.items():
        if column in cells:
            yield from _in_cell(cells[column], content)
    missing = [column for column in contents if column not in cells]
    if not missing:
        return
    row = rows[0]
    new: dict[int, str] = {}
    for column in missing:
        place = next((cell.tag.start for cell in row.cells if cell.column > column), row.end_tag)
        new[place] = new.get(place, "") + _new_cell(scan, row, row.number, column, contents[column])
    # which columns a row spans is a hint for faster reading; one that is no longer true is left out
    tag = row.tag.raw.decode() if _spanned(row, missing) else row.tag.with_attributes({"spans": None})
    if row.tag.empty:
        yield Patch(row.tag.start, row.tag.end, f"{opened(tag)}{''.join(new.values())}</{row.tag.name}>")
        return
    yield Patch(row.tag.start, row.tag.end, tag)
    for place, text in new.items():
        yield Patch(place, place, text)


def _spanned(row: RowSpan, columns: list[int]) -> bool:
    spans = [(int(first), int(last)) for first, last in _SPAN.findall(row.spans)]
    return all(any(first <= column <= last for first, last in spans) for column in columns)


def _in_cell(cell: CellSpan, content: Content) -> Iterator[Patch]:
    tag = cell.tag
    # cm and vm lead to metadata of the value that is replaced
    changed = opened(tag.with_attributes({"t": content.kind, "cm": None, "vm": None}))
    value = content.written(tag.prefix)
    if tag.empty:
        yield Patch(tag.start, tag.end, f"{changed}{value}</{tag.name}>")
        return
    yield Patch(tag.start, tag.end, changed)
    if not cell.values:
        yield Patch(tag.end, tag.end, value)
    for number, (start, end) in enumerate(cell.values):
        yield Patch(start, end, "" if number else value)


def _new_cell(scan: SheetScan, span: RowSpan | None, row: int, column: int, content: Content) -> str:
    """A cell that was not there: it looks as its row does, else as its column."""
    style = span.style if span else None
    if style is None:
        style = next((style for first, last, style in scan.columns if first <= column <= last), None)
    prefix = scan.data.prefix
    styled = "" if style is None else f' s="{style}"'
    typed = "" if content.kind is None else f' t="{content.kind}"'
    return f'<{prefix}c r="{cell_name(row, column)}"{styled}{typed}>{content.written(prefix)}</{prefix}c>'


def _new_row(scan: SheetScan, number: int, contents: Mapping[int, Content]) -> str:
    cells = "".join(_new_cell(scan, None, number, column, content) for column, content in contents.items())
    return f'<{scan.data.prefix}row r="{number}">{cells}</{scan.data.prefix}row>'


def _insertions(scan: SheetScan, rows: Mapping[int, str]) -> Iterator[Patch]:
    tag = scan.data
    if tag.empty and rows:
        yield Patch(tag.start, tag.end, f"{opened(tag.raw.decode())}{''.join(rows.values())}</{tag.name}>")
        return
    for place, text in rows.items():
        yield Patch(place, place, text)
