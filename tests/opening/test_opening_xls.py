"""What an .xls file holds comes out whole, and nothing that it does not hold."""

from __future__ import annotations

import datetime
import io
import struct
from decimal import Decimal

import pytest
import xlwt

from hocba_interop.adapters.workbook.opening import (
    Fault,
    FaultyCell,
    Range,
    Sheet,
    UnreadableFile,
    biff,
    open_workbook,
)


def saved(book: xlwt.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def one_sheet(book: xlwt.Workbook) -> Sheet:
    opened = open_workbook(saved(book), "a.xls")
    assert opened.container == "xls"
    (sheet,) = opened.sheets
    return sheet


def test_values_of_every_kind() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("10t")
    date = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    sheet.write(1, 1, "Nguyễn Văn An")
    sheet.write(1, 2, 8.3)
    sheet.write(1, 3, 8)
    sheet.write(1, 4, True)
    sheet.write(1, 5, 2301234567)
    sheet.write(1, 6, "001234567890")
    sheet.write(1, 7, 8.125)
    sheet.write(1, 8, datetime.date(2009, 3, 1), date)
    sheet.write(1, 9, -0.5)
    sheet.write(1, 10, 123456789, xlwt.easyxf(num_format_str="0000000000"))
    sheet.write(1, 11, None, date)
    sheet.write(1, 12, " \u00a0")
    sheet.write(9, 200, None, date)
    found = one_sheet(book)
    assert found.name == "10t"
    assert found.row(2) == {
        2: "Nguyễn Văn An",
        3: Decimal("8.3"),
        4: Decimal(8),
        5: True,
        6: Decimal(2301234567),
        7: "001234567890",
        8: Decimal("8.125"),
        9: datetime.date(2009, 3, 1),
        10: Decimal("-0.5"),
        11: Decimal(123456789),
    }
    assert found.zero_padded == {(2, 11): 10}
    assert (found.max_row, found.max_column) == (2, 11)


@pytest.mark.parametrize("value", [0, 1, -1, 100, 8.5, 8.05, 0.01, -7.25, 536870911, -536870912, 9.99, 1e15, 1e-7])
def test_numbers_in_all_their_packings(value: float) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    for column in range(3):
        sheet.write(0, column, value)  # three neighbours go into one MULRK record where they can
    assert set(one_sheet(book).cells.values()) == {Decimal(repr(value))}


@pytest.mark.parametrize(
    ("packed", "expected"),
    [
        (0x3FF00000, 1.0),
        (0x3FF00001, 0.01),
        (8 << 2 | 2, 8.0),
        (83 << 2 | 3, 0.83),
        ((-5 << 2 | 2) & 0xFFFFFFFF, -5.0),
        (0x3FFFFFFF << 2 & 0xFFFFFFFF | 2, -1.0),
    ],
)
def test_rk_numbers(packed: int, expected: float) -> None:
    assert biff.rk(packed) == expected


def test_merged_hidden_and_names() -> None:
    book = xlwt.Workbook()
    first = book.add_sheet("10t")
    first.write_merge(0, 0, 0, 6, "SỞ GIÁO DỤC")
    first.write(1, 3, 1)
    first.row(1).hidden = True
    first.col(2).hidden = True
    second = book.add_sheet("ẩn")
    second.visibility = 1
    second.write(0, 0, 1)
    third = book.add_sheet("rất ẩn")
    third.visibility = 2
    opened = open_workbook(saved(book), "a.xls")
    assert [(s.name, s.hidden, s.index) for s in opened.sheets] == [
        ("10t", False, 0),
        ("ẩn", True, 1),
        ("rất ẩn", True, 2),
    ]
    sheet = opened.sheets[0]
    assert sheet.merged == (Range(1, 1, 1, 7),)
    assert sheet.hidden_rows == {2}
    assert sheet.hidden_columns == {3}
    assert opened.sheets[2].cells == {}


@pytest.mark.parametrize("length", [1, 4000, 9000, 32_000])
@pytest.mark.parametrize("letter", ["a", "ễ"])
def test_long_texts_run_on_over_records(length: int, letter: str) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    texts = [f"{row}{letter * length}" for row in range(4)]
    for row, text in enumerate(texts):
        sheet.write(row, 0, text)
    assert list(one_sheet(book).cells.values()) == texts


def test_many_texts_run_on_over_records() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    texts = [f"Nguyễn Văn {number}" if number % 3 else f"Le Van {number}" for number in range(3000)]
    for row, text in enumerate(texts):
        sheet.write(row, 0, text)
    assert list(one_sheet(book).cells.values()) == texts


def test_rich_text_is_its_text() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    bold = xlwt.easyfont("bold true")
    sheet.write_rich_text(0, 0, ["Họ ", ("và", bold), " tên"])
    sheet.write(1, 0, "sau")
    assert one_sheet(book).cells == {(1, 1): "Họ và tên", (2, 1): "sau"}


def test_the_1904_calendar() -> None:
    book = xlwt.Workbook()
    book.dates_1904 = 1
    book.add_sheet("a").write(0, 0, 38411, xlwt.easyxf(num_format_str="dd/mm/yyyy"))
    opened = open_workbook(saved(book), "a.xls")
    assert opened.date1904
    assert opened.sheets[0].cells[1, 1] == datetime.date(2009, 3, 1)


# --- Streams made by hand, for what xlwt cannot write. A bare stream is a file of its own kind. --------


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def text_header(text: str, count: str = "<HB") -> bytes:
    return struct.pack(count, len(text), 1) + text.encode("utf-16-le")


def stream(*cells: bytes, before: bytes = b"", version: int = 0x0600) -> bytes:
    """A workbook of one sheet with these records."""
    bof = record(biff.BOF, struct.pack("<HHHHII", version, 0x0005, 0, 0, 0, 0))
    sheet_bof = record(biff.BOF, struct.pack("<HHHHII", version, 0x0010, 0, 0, 0, 0))

    def globals_(offset: int) -> bytes:
        bound = struct.pack("<IBB", offset, 0, 0) + text_header("10a", "<BB")
        return bof + before + record(biff.BOUNDSHEET, bound) + record(biff.EOF)

    return globals_(len(globals_(0))) + sheet_bof + b"".join(cells) + record(biff.EOF)


def formula(row: int, column: int, result: bytes) -> bytes:
    return record(biff.FORMULA, struct.pack("<HHH", row, column, 0) + result + struct.pack("<HIH", 0, 0, 0))


def special(kind: int, value: int = 0) -> bytes:
    return bytes([kind, 0, value, 0, 0, 0, 0xFF, 0xFF])


def from_stream(*cells: bytes) -> Sheet:
    (sheet,) = open_workbook(stream(*cells), "a.xls").sheets
    return sheet


def test_formulas_and_errors() -> None:
    sheet = from_stream(
        formula(0, 0, struct.pack("<d", 8.3)),
        formula(0, 1, special(0)),
        record(0x04BC, bytes(10)),  # the shared formula itself stands between a formula and its text
        record(biff.STRING, text_header("Tốt")),
        formula(0, 2, special(1, 1)),
        formula(0, 3, special(2, 0x2A)),
        formula(0, 4, special(3)),
        formula(0, 5, special(0)),  # no text follows
        formula(0, 6, special(0)),
        record(biff.STRING, text_header("")),
        record(biff.BOOLERR, struct.pack("<HHHBB", 0, 7, 0, 0x07, 1)),
        record(biff.BOOLERR, struct.pack("<HHHBB", 0, 8, 0, 0, 0)),
    )
    assert sheet.row(1) == {
        1: Decimal("8.3"),
        2: "Tốt",
        3: True,
        4: FaultyCell(Fault.ERROR_VALUE, "#N/A"),
        6: FaultyCell(Fault.FORMULA_WITHOUT_VALUE),
        8: FaultyCell(Fault.ERROR_VALUE, "#DIV/0!"),
        9: False,
    }
    assert sheet.formulas == {(1, 1), (1, 2), (1, 3), (1, 4)}
    assert sheet.blank_formulas == {(1, 5), (1, 7)}


def test_a_text_result_may_run_on() -> None:
    long = "ễ" * 3000
    body = text_header(long)
    cut = 3 + 2 * 1000
    sheet = from_stream(
        formula(0, 0, special(0)),
        record(biff.STRING, body[:cut]),
        record(biff.CONTINUE, b"\x01" + body[cut:]),
    )
    assert sheet.cells == {(1, 1): long}


def test_a_text_may_change_its_width_between_records() -> None:
    sst = struct.pack("<II", 1, 1) + struct.pack("<HB", 6, 0) + b"Nguy"
    shared = record(biff.SST, sst) + record(biff.CONTINUE, b"\x01" + "ễn".encode("utf-16-le"))
    cell = record(biff.LABELSST, struct.pack("<HHHI", 0, 0, 0, 0))
    (sheet,) = open_workbook(stream(cell, before=shared), "a.xls").sheets
    assert sheet.cells == {(1, 1): "Nguyễn"}


def test_labels_with_a_text_of_their_own() -> None:
    body = struct.pack("<HHH", 2, 1, 0) + text_header("Lớp 10A")
    assert from_stream(record(biff.LABEL, body)).cells == {(3, 2): "Lớp 10A"}


def test_an_embedded_chart_is_passed_over() -> None:
    chart = record(biff.BOF, struct.pack("<HHHHII", 0x0600, 0x0020, 0, 0, 0, 0))
    number = record(biff.NUMBER, struct.pack("<HHHd", 0, 0, 0, 5.0))
    own = record(biff.NUMBER, struct.pack("<HHHd", 1, 1, 0, 6.5))
    sheet = from_stream(chart, number, record(biff.EOF), own)
    assert sheet.cells == {(2, 2): Decimal("6.5")}


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_double_that_is_no_number_is_an_error_value(number: float) -> None:
    # Its upper bytes must not look like a formula's special result: a plain NUMBER record.
    sheet = from_stream(record(biff.NUMBER, struct.pack("<HHHd", 0, 0, 0, number)))
    assert sheet.cells == {(1, 1): FaultyCell(Fault.ERROR_VALUE, "#NUM!")}


def test_the_declared_dimensions_decide_nothing() -> None:
    dimensions = record(0x0200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0))
    number = record(biff.NUMBER, struct.pack("<HHHd", 1, 1, 0, 6.5))
    sheet = from_stream(dimensions, number)
    assert (sheet.max_row, sheet.max_column) == (2, 2)


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (stream(before=record(biff.FILEPASS, bytes(6))), "encrypted-workbook"),
        (stream(version=0x0500), "biff-too-old"),
        (b"\x09\x04\x06\x00\x00\x04\x10\x00" + bytes(40), "biff-too-old"),
        (stream()[:-4], "truncated-file"),
        (stream()[:-2], "truncated-file"),
        (stream(record(biff.LABELSST, struct.pack("<HHHI", 0, 0, 0, 5))), "damaged-workbook"),
        (stream(record(biff.NUMBER, b"\0\0\0")), "damaged-workbook"),
        (stream(record(biff.MERGEDCELLS, struct.pack("<H", 500))), "damaged-workbook"),
        (stream(record(biff.NUMBER, struct.pack("<HHHd", 0, 5000, 0, 1.0))), "too-many-columns"),
    ],
)
def test_refusals(data: bytes, rule: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        open_workbook(data, "a.xls")
    assert caught.value.rule == rule


def test_a_workbook_of_charts_only_has_no_sheets() -> None:
    chart = stream().replace(struct.pack("<BB", 0, 0) + b"\x03\x01", struct.pack("<BB", 0, 2) + b"\x03\x01")
    with pytest.raises(UnreadableFile) as caught:
        open_workbook(chart, "a.xls")
    assert caught.value.rule == "no-sheets"
