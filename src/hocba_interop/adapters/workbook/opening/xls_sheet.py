"""One worksheet of an .xls file, record by record."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from decimal import Decimal

from . import biff
from .building import Budget, SheetBuilder
from .model import CellValue, Fault, FaultyCell, Position, Range, Sheet
from .refusal import UnreadableFile
from .values import PLAIN, FormatKind, NumberFormat, exact, from_serial, is_blank

_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
_RESULT_TEXT, _RESULT_BOOLEAN, _RESULT_ERROR, _RESULT_EMPTY = range(4)

_CELL = struct.Struct("<HHH")
_LABELSST = struct.Struct("<HHHI")
_NUMBER = struct.Struct("<HHHd")
_RK_ENTRY = struct.Struct("<HI")
_DOUBLE = struct.Struct("<d")


@dataclass(slots=True)
class XlsContext:
    """What the sheets of one workbook share."""

    strings: list[str | None]
    formats: list[NumberFormat]
    date1904: bool
    budget: Budget
    numbers: dict[float, Decimal] = field(default_factory=dict)
    """Numbers already made exact."""


def read_sheet(stream: bytes, offset: int, name: str, hidden: bool, index: int, context: XlsContext) -> Sheet:
    """Read the worksheet whose records begin at an offset.

    Raises:
        UnreadableFile: `damaged-workbook`, `truncated-file`, `biff-too-old`, `sheet-too-large`,
            `too-many-columns`, `workbook-too-large`.
    """
    builder = SheetBuilder(name, hidden, context.budget.limits)
    biff.check_version(stream, offset, name)
    try:
        _SheetPass(stream, builder, context).read(offset)
    except (struct.error, IndexError) as error:
        raise UnreadableFile("damaged-workbook", where=name, reason="short-record") from error
    return builder.finish(index)


class _SheetPass:
    def __init__(self, stream: bytes, builder: SheetBuilder, context: XlsContext) -> None:
        self.stream = stream
        self.builder = builder
        self.context = context
        self.where = builder.name
        self.awaiting: Position | None = None
        """The formula whose text result comes in a STRING record of its own."""
        self.pending: list[tuple[int, int]] = []
        """That record, and its continuations so far."""

    def read(self, offset: int) -> None:
        depth = 0
        handlers = {
            biff.LABELSST: self.label_sst,
            biff.NUMBER: self.number,
            biff.RK: self.rk,
            biff.MULRK: self.mul_rk,
            biff.FORMULA: self.formula,
            biff.STRING: self.string,
            biff.BOOLERR: self.boolean_or_error,
            biff.LABEL: self.label,
            biff.RSTRING: self.label,
            biff.ROW: self.row,
            biff.COLINFO: self.columns,
            biff.MERGEDCELLS: self.merged,
            biff.BLANK: self.blank,
            biff.MULBLANK: self.blank,
        }
        find = handlers.get
        for kind, start, end in biff.records(self.stream, offset, self.where):
            if kind == biff.BOF:
                depth += 1  # a chart that is embedded in the sheet has records of its own
            elif kind == biff.EOF:
                depth -= 1
                if depth == 0:
                    self.context.budget.walk(end - offset)
                    break
            elif kind == biff.CONTINUE:
                if self.pending:
                    self.pending.append((start, end))
            elif depth == 1:
                if self.pending:
                    self.finish_string()
                handler = find(kind)
                if handler is not None:
                    handler(start, end)
        else:
            raise UnreadableFile("truncated-file", where=self.where)
        if self.pending:
            self.finish_string()
        if self.awaiting is not None:
            self.no_result(self.awaiting)

    def set(self, position: Position, value: CellValue) -> None:
        self.context.budget.spend(1)
        if position in self.builder.cells or position in self.builder.blank_formulas:
            raise UnreadableFile("damaged-workbook", where=self.where, reason="duplicate-cell")
        self.builder.cells[position] = value

    def label_sst(self, start: int, end: int) -> None:
        if end - start < 10:
            raise IndexError
        row, column, _, number = _LABELSST.unpack_from(self.stream, start)
        text = self.context.strings[number]
        if text is not None:
            self.set((row + 1, column + 1), text)

    def label(self, start: int, end: int) -> None:
        row, column, _ = _CELL.unpack_from(self.stream, start)
        text = biff.TextReader(self.stream, [(start + 6, end)], self.where).text()
        if not is_blank(text):
            self.set((row + 1, column + 1), text)

    def number(self, start: int, _: int) -> None:
        row, column, style, number = _NUMBER.unpack_from(self.stream, start)
        self.set_number(row, column, style, number)

    def rk(self, start: int, _: int) -> None:
        row, column = struct.unpack_from("<HH", self.stream, start)
        style, packed = _RK_ENTRY.unpack_from(self.stream, start + 4)
        self.set_number(row, column, style, biff.rk(packed))

    def mul_rk(self, start: int, end: int) -> None:
        row, column = struct.unpack_from("<HH", self.stream, start)
        for at in range(start + 4, end - 2, 6):
            style, packed = _RK_ENTRY.unpack_from(self.stream, at)
            self.set_number(row, column, style, biff.rk(packed))
            column += 1

    def blank(self, start: int, end: int) -> None:
        self.context.budget.spend((end - start) // 2 - 2)

    def boolean_or_error(self, start: int, _: int) -> None:
        row, column, _style = _CELL.unpack_from(self.stream, start)
        value, is_error = self.stream[start + 6], self.stream[start + 7]
        self.set((row + 1, column + 1), self.error(value) if is_error else bool(value))

    def error(self, code: int) -> FaultyCell:
        return FaultyCell(Fault.ERROR_VALUE, _ERRORS.get(code, "#N/A"))

    def formula(self, start: int, end: int) -> None:
        if end - start < 14:
            raise IndexError
        row, column, style = _CELL.unpack_from(self.stream, start)
        result = self.stream[start + 6 : start + 14]
        position = (row + 1, column + 1)
        if self.awaiting is not None:
            self.no_result(self.awaiting)
        if result[6:] != b"\xff\xff":
            self.set_number(row, column, style, _DOUBLE.unpack(result)[0])
        elif result[0] == _RESULT_TEXT:
            self.awaiting = position
            return
        elif result[0] == _RESULT_EMPTY:
            self.context.budget.spend(1)
            self.builder.blank_formulas.add(position)
            return
        elif result[0] in (_RESULT_BOOLEAN, _RESULT_ERROR):
            self.set(position, self.error(result[2]) if result[0] == _RESULT_ERROR else bool(result[2]))
        else:
            raise UnreadableFile("damaged-workbook", where=self.where, reason="formula-result")
        self.builder.formulas.add(position)

    def string(self, start: int, end: int) -> None:
        self.pending = [(start, end)]

    def finish_string(self) -> None:
        text = biff.TextReader(self.stream, self.pending, self.where).text()
        self.pending = []
        position, self.awaiting = self.awaiting, None
        if position is None:
            return
        if is_blank(text):
            self.context.budget.spend(1)
            self.builder.blank_formulas.add(position)
        else:
            self.set(position, text)
            self.builder.formulas.add(position)

    def no_result(self, position: Position) -> None:
        self.awaiting = None
        self.set(position, FaultyCell(Fault.FORMULA_WITHOUT_VALUE))

    def set_number(self, row: int, column: int, style: int, number: float) -> None:
        position = (row + 1, column + 1)
        value: CellValue | None = self.context.numbers.get(number)
        if value is None:
            decimal = exact(number)
            if decimal is None:
                self.set(position, FaultyCell(Fault.ERROR_VALUE, "#NUM!"))
                return
            value = self.context.numbers[number] = decimal
        formats = self.context.formats
        form = formats[style] if style < len(formats) else PLAIN
        if form is not PLAIN:
            if form.zeros and number == int(number):
                self.builder.zero_padded[position] = form.zeros
            elif form.kind is not FormatKind.PLAIN:
                date = from_serial(number, form.kind, date1904=self.context.date1904)
                value = value if date is None else date
        self.set(position, value)

    def row(self, start: int, end: int) -> None:
        if end - start < 16:
            raise IndexError
        row, _, _, height = struct.unpack_from("<HHHH", self.stream, start)
        options = self.stream[start + 12]
        if options & 0x20 or height == 0:
            self.builder.hidden_rows.add(row + 1)

    def columns(self, start: int, end: int) -> None:
        if end - start < 10:
            raise IndexError
        first, last, width, _, options = struct.unpack_from("<HHHHH", self.stream, start)
        if options & 1 or width == 0:
            self.builder.hide_columns(first + 1, last + 1)

    def merged(self, start: int, end: int) -> None:
        count = struct.unpack_from("<H", self.stream, start)[0]
        if 2 + 8 * count > end - start:
            raise IndexError
        for at in range(start + 2, start + 2 + 8 * count, 8):
            top, bottom, left, right = (value + 1 for value in struct.unpack_from("<HHHH", self.stream, at))
            if top > bottom or left > right:
                raise UnreadableFile("damaged-workbook", where=self.where, reason="merged-range")
            self.builder.merge(Range(top, left, bottom, right))
