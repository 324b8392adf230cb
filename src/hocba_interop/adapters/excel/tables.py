"""Finding the sheets, headers and columns of a workbook by their names, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from hocba_interop.adapters.contract import HeaderNotFound
from hocba_interop.adapters.workbook.captions import caption_key
from hocba_interop.adapters.workbook.opening import CellValue, Sheet, Workbook
from hocba_interop.notices import CellPlace

from . import rest
from .layout import GUIDE, LISTS, PUPIL_KEY, PUPIL_NAME, REST, Column, Key, SheetLayout, layout

_HEADER_WITHIN = 30
_COPY = re.compile(r"\s*\(\d+\)\s*$")


class Meaning(Enum):
    """What a column is, where it is neither a key nor one of leaves."""

    PUPIL = "pupil"
    NAME = "name"
    UNKNOWN = "unknown"


class Other(Enum):
    """A sheet that is not of the layout file."""

    GUIDE = GUIDE
    LISTS = LISTS
    REST = REST
    UNKNOWN = ""


Head = Meaning | Key | tuple[Column, int] | str
"""What the caption of a column says; a text is a column of the sheet of other information."""


@dataclass(slots=True)
class Table:
    """A sheet with its header: which column means what, and the rows below."""

    sheet: Sheet
    of: SheetLayout | None
    header: int
    heads: dict[int, Head] = field(default_factory=dict)
    leading: tuple[tuple[int, Head], ...] = ()
    """The columns that say whose and what the rows are: the row key, the repeated name, the keys."""

    def __post_init__(self) -> None:
        named = (Meaning.PUPIL, Meaning.NAME)
        self.leading = tuple(
            (column, head) for column, head in self.heads.items() if isinstance(head, Key) or head in named
        )

    def rows(self) -> Iterator[tuple[int, Mapping[int, CellValue]]]:
        """The rows below the header that hold something."""
        for number in sorted({row for row, _ in self.sheet.cells}):
            if number > self.header:
                yield number, self.sheet.row(number)

    def column(self, head: Head) -> int | None:
        """Where a column stands, if the sheet has it."""
        return next((column for column, found in self.heads.items() if found == head), None)


def kind_of(sheet: Sheet) -> SheetLayout | Other:
    """Which sheet of ours this is, by its name; "Môn học (2)" goes on with "Môn học"."""
    name = caption_key(_COPY.sub("", sheet.name))
    for other in (Other.GUIDE, Other.LISTS, Other.REST):
        if caption_key(other.value) == name:
            return other
    return next((of for of in layout().sheets if caption_key(of.caption) == name), Other.UNKNOWN)


def table_of(sheet: Sheet, of: SheetLayout | None, source: int) -> Table:
    """The table of a sheet (of None: that of other information). Raises HeaderNotFound."""
    anchor = of.anchor if of else rest.VALUE
    best: Table | None = None
    nearest: tuple[int, tuple[str, ...]] = (0, ())
    for number in sorted({row for row, _ in sheet.cells})[:_HEADER_WITHIN]:
        captions = {c: value for c, value in sheet.row(number).items() if isinstance(value, str)}
        heads = _heads(captions, of)
        known = tuple(captions[c] for c, head in heads.items() if head is not Meaning.UNKNOWN)
        if len(known) > len(nearest[1]):
            nearest = (number, known)
        if any(caption_key(text) == caption_key(anchor) for text in known) and (
            best is None or len(known) > sum(head is not Meaning.UNKNOWN for head in best.heads.values())
        ):
            best = Table(sheet, of, number, heads)
    if best is None:
        place = CellPlace(source, sheet.name, nearest[0], 0) if nearest[1] else None
        wanted = (anchor, *(column.title(1) for column in (of.columns if of else ())[:4]))
        raise HeaderNotFound(wanted, place, nearest[1])
    return best


def _heads(captions: Mapping[int, str], of: SheetLayout | None) -> dict[int, Head]:
    """What the captions of a row mean; a caption that is there twice means nothing the second time."""
    heads: dict[int, Head] = {}
    for column, caption in captions.items():
        head = _head(caption, of)
        heads[column] = Meaning.UNKNOWN if head in heads.values() else head
    return heads


def _head(caption: str, of: SheetLayout | None) -> Head:
    key = caption_key(caption)
    pupils = of is None or of.pupil
    if pupils and key == caption_key(PUPIL_KEY):
        return Meaning.PUPIL
    if pupils and key == caption_key(PUPIL_NAME) and (of is None or of.keys):
        return Meaning.NAME
    if of is None:
        return next((name for name in rest.COLUMNS if caption_key(name) == key), Meaning.UNKNOWN)
    found = of.find(caption)
    if found is None:
        return Meaning.UNKNOWN
    item, number = found
    return (item, number) if isinstance(item, Column) else item


def marker_version(book: Workbook) -> str | None:
    """The version that the guide of a workbook names, or None where it has no guide of ours."""
    for sheet in book.sheets:
        if kind_of(sheet) is Other.GUIDE:
            for value in sheet.cells.values():
                if isinstance(value, str) and value.startswith(layout().marker):
                    return value.removeprefix(layout().marker).strip()
    return None
