"""One worksheet of an .xlsx file, read in a single pass over its XML.

The pass yields the values together with what a values-only library leaves out: error values, formulas that
were never calculated, hidden rows and columns, merged ranges. Nothing is allocated by the extent of the
sheet, so that a file with two cells at opposite corners costs two cells.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from .building import Budget, SheetBuilder
from .cellrefs import References
from .limits import EXCEL_MAX_COLUMNS, EXCEL_MAX_ROWS
from .model import CellValue, Fault, FaultyCell, Position, Sheet
from .refusal import UnreadableFile
from .text_escapes import unescape
from .values import PLAIN, FormatKind, NumberFormat, exact, from_serial, is_blank
from .xml import hardened_parser, prefix_of, run

_TRUE = ("1", "true", "on")
# Excel holds 32,767 characters in a cell; joining pieces of a text without any bound takes quadratic time.
_LONGEST_TEXT = 1_000_000
_SHEET_ROOTS = frozenset({"worksheet", "chartsheet", "dialogsheet", "macrosheet"})
_NUMBER = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*", re.ASCII)


@dataclass(slots=True)
class SheetContext:
    """What the sheets of one workbook share."""

    strings: list[str | None]
    formats: list[NumberFormat]
    date1904: bool
    budget: Budget
    references: References = field(default_factory=References)
    decimals: dict[str, Decimal | None] = field(default_factory=dict)
    """Numbers already read: a school's marks are a few hundred different ones."""


def read_sheet(pieces: Iterable[bytes], name: str, hidden: bool, index: int, context: SheetContext) -> Sheet:
    """Read one worksheet part.

    Raises:
        UnreadableFile: `damaged-workbook`, `xml-entities`, `too-many-columns`, `sheet-too-large`,
            `workbook-too-large`.
    """
    builder = SheetBuilder(name, hidden, context.budget.limits)
    _SheetPass(builder, context).read(pieces)
    return builder.finish(index)


class _SheetPass:
    """The handlers of one pass. Element names are compared whole, with the prefix of the root element."""

    def __init__(self, builder: SheetBuilder, context: SheetContext) -> None:
        self.builder = builder
        self.context = context
        self.where = builder.name
        self.seen = context.references.seen
        self.row = 0
        self.column = 0
        self.position: Position = (0, 0)
        self.kind: str | None = None
        self.style: str | None = None
        self.value: str | None = None
        self.inline: str | None = None
        self.formula: str | None = None
        self.text = ""
        self.phonetic = False
        self.counted = 0
        self.parser = hardened_parser(self.where, namespaces=False)

    def read(self, pieces: Iterable[bytes]) -> None:
        parser = self.parser
        parser.StartElementHandler = self.begin
        run(parser, pieces, self.where)
        self.context.budget.spend(self.counted)

    def begin(self, root: str, _: dict[str, str]) -> None:
        prefix = prefix_of(root)
        if root.removeprefix(prefix) not in _SHEET_ROOTS:
            raise UnreadableFile("damaged-workbook", where=self.where, reason="no-sheet")
        self.c, self.v, self.f, self.t, self.is_ = (prefix + n for n in ("c", "v", "f", "t", "is"))
        self.row_, self.col, self.merge, self.guide = (prefix + n for n in ("row", "col", "mergeCell", "rPh"))
        parser = self.parser
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters

    def characters(self, content: str) -> None:
        self.text += content
        if len(self.text) > _LONGEST_TEXT:
            raise UnreadableFile("damaged-workbook", where=self.where, reason="text-too-long")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == self.c:
            self.start_cell(attributes)
        elif name == self.v or name == self.f or name == self.t:
            self.text = ""
        elif name == self.row_:
            self.start_row(attributes)
        elif name == self.guide:
            self.phonetic = True
        elif name == self.merge:
            self.builder.merge(self.context.references.read_range(attributes.get("ref", ""), self.where))
        elif name == self.col:
            self.start_column(attributes)
        elif name == self.is_:
            self.inline = ""

    def end(self, name: str) -> None:
        if name == self.v:
            self.value = self.text
        elif name == self.c:
            if self.value is not None or self.formula is not None or self.inline is not None:
                self.end_cell()
        elif name == self.f:
            self.formula = self.text
        elif name == self.t:
            if self.inline is not None and not self.phonetic:
                self.inline += self.text
        elif name == self.guide:
            self.phonetic = False

    def start_row(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r")
        if given is None:
            self.row += 1
            if self.row > EXCEL_MAX_ROWS:
                raise UnreadableFile("sheet-too-large", where=self.where, allowed=EXCEL_MAX_ROWS)
        else:
            self.row = self.context.references.read(f"A{given}", self.where)[0]
        self.column = 0
        if attributes.get("hidden") in _TRUE or attributes.get("ht") == "0":
            self.builder.hidden_rows.add(self.row)

    def start_column(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in _TRUE or attributes.get("width") == "0":
            first, last = attributes.get("min", ""), attributes.get("max", "")
            if first.isdecimal() and last.isdecimal():
                self.builder.hide_columns(int(first[:9]), int(last[:9]))

    def start_cell(self, attributes: dict[str, str]) -> None:
        get = attributes.get
        reference = get("r")
        if reference is None:
            self.position = (self.row, self.column + 1)
            if self.column >= EXCEL_MAX_COLUMNS:
                raise UnreadableFile("too-many-columns", where=self.where, allowed=EXCEL_MAX_COLUMNS)
        else:
            self.position = self.seen.get(reference) or self.context.references.read(reference, self.where)
        self.column = self.position[1]
        self.kind = get("t")
        self.style = get("s")
        self.value = self.formula = self.inline = None
        self.counted += 1
        if self.counted > self.context.budget.left:
            self.context.budget.spend(self.counted)

    def end_cell(self) -> None:
        position = self.position
        builder = self.builder
        if position in builder.cells or position in builder.blank_formulas:
            raise UnreadableFile("damaged-workbook", where=self.where, reason="duplicate-cell")
        value = self.cell_value()
        if self.formula is not None:
            if value is not None:
                builder.formulas.add(position)
            elif self.value is not None and self.kind in ("str", "s"):
                builder.blank_formulas.add(position)
            else:
                # openpyxl and other writers leave the calculation to Excel.
                value = FaultyCell(Fault.FORMULA_WITHOUT_VALUE, f"={self.formula}")
        if value is not None:
            builder.cells[position] = value

    def cell_value(self) -> CellValue | None:
        """The value of the current cell, or None where it shows nothing."""
        text, kind = self.value, self.kind
        if self.inline is not None and (text is None or kind == "inlineStr"):
            return _text(self.inline)
        if text is None:
            return None
        if kind == "s":
            try:
                return self.context.strings[int(text)] if text[:1] != "-" else self.no_such_string()
            except (ValueError, IndexError):
                return self.no_such_string()
        if kind is None or kind == "n":
            return self.number(text)
        if kind == "b":
            return text.strip() in _TRUE
        if kind == "e":
            return FaultyCell(Fault.ERROR_VALUE, text)
        if kind == "d":
            return _iso_date(text)
        return _text(text)

    def no_such_string(self) -> str:
        raise UnreadableFile("damaged-workbook", where=self.where, reason="shared-string")

    def number(self, text: str) -> CellValue | None:
        decimals = self.context.decimals
        value = decimals.get(text)
        if value is None:
            if _NUMBER.fullmatch(text) is None:
                return _text(text)
            value = exact(float(text))
            if value is None:
                return FaultyCell(Fault.ERROR_VALUE, text)
            decimals[text] = value
        form = self.form()
        if form is PLAIN:
            return value
        if form.zeros:
            if value == value.to_integral_value():
                self.builder.zero_padded[self.position] = form.zeros
            return value
        if form.kind is FormatKind.PLAIN:
            return value
        date = from_serial(float(text), form.kind, date1904=self.context.date1904)
        return value if date is None else date

    def form(self) -> NumberFormat:
        style, formats = self.style, self.context.formats
        if style is None:
            return formats[0] if formats else PLAIN
        if not style.isdecimal() or len(style) > 9 or int(style) >= len(formats):
            return PLAIN
        return formats[int(style)]


def _text(text: str) -> str | None:
    text = unescape(text)
    return None if is_blank(text) else text


def _iso_date(text: str) -> CellValue | None:
    """A cell of type ``d``; what is no ISO date stays text."""
    try:
        moment = datetime.datetime.fromisoformat(text.strip())
    except ValueError:
        return _text(text)
    if moment.tzinfo is None and moment.time() == datetime.time():
        return moment.date()
    return moment.replace(tzinfo=None)
