"""What an .xlsx file holds comes out whole, and nothing that it does not hold."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter
from raw_xlsx import MAIN, STRICT, package, worksheet

from hocba_interop.adapters.workbook.opening import (
    Fault,
    FaultyCell,
    Range,
    Sheet,
    UnreadableFile,
    cell_name,
    open_workbook,
)


def only_sheet(data: bytes) -> Sheet:
    (sheet,) = open_workbook(data, "a.xlsx").sheets
    return sheet


def written(fill: object) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    fill(book)  # type: ignore[operator]
    book.close()
    return buffer.getvalue()


def test_values_of_every_kind() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("10A1")
        sheet.write_string("B2", "Nguyễn Văn An")
        sheet.write_number("C2", 8.3)
        sheet.write_number("D2", 8)
        sheet.write_boolean("E2", True)
        sheet.write_rich_string("F2", book.add_format({"bold": True}), "Họ", " và tên")
        sheet.write_number("G2", 2301234567)
        sheet.write_string("H2", "001234567890")
        sheet.write_number("I2", 6.65)
        sheet.write_number("J2", -0.5)

    sheet = only_sheet(written(fill))
    assert sheet.name == "10A1"
    assert sheet.row(2) == {
        2: "Nguyễn Văn An",
        3: Decimal("8.3"),
        4: Decimal(8),
        5: True,
        6: "Họ và tên",
        7: Decimal(2301234567),
        8: "001234567890",
        9: Decimal("6.65"),
        10: Decimal("-0.5"),
    }
    assert str(sheet.cells[2, 4]) == "8"
    assert (sheet.max_row, sheet.max_column) == (2, 10)
    assert sheet.row(1) == {}


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        ("0.30000000000000004", "0.30000000000000004"),
        ("8.3000000000000007", "8.3"),  # how Excel writes the double of 8.3
        ("7.9999999999999996", "8"),  # the same double as 8
        ("10", "10"),
        ("10.0", "10"),
        ("1E+2", "100"),
        ("1.2345678901234568E+17", "123456789012345680"),
        ("-0", "0"),
        (".5", "0.5"),
    ],
)
def test_a_number_is_the_shortest_decimal_of_its_double(stored: str, expected: str) -> None:
    sheet = only_sheet(package(worksheet(f'<row r="1"><c r="A1"><v>{stored}</v></c></row>')))
    assert str(sheet.cells[1, 1]) == expected


def test_numbers_are_never_floats() -> None:
    cells = "".join(f'<c r="{c}1" s="{s}"><v>45000.5</v></c>' for s, c in enumerate("ABC"))
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="46"/></cellXfs>'
    sheet = only_sheet(package(worksheet(f'<row r="1">{cells}</row>'), styles=styles))
    assert not any(isinstance(value, float) for value in sheet.cells.values())
    assert sheet.cells[1, 3] == Decimal("45000.5")  # [h]:mm:ss is a length of time, not a moment


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "\n \t", "\u200b", "\u00ad\u2060"])
def test_a_text_that_shows_nothing_is_no_cell(text: str) -> None:
    strings = f'<si><t xml:space="preserve">{text}</t></si><si><t>x</t></si>'
    cells = (
        '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
        f'<c r="C1" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    )
    sheet = only_sheet(package(worksheet(f'<row r="1">{cells}</row>'), strings=strings))
    assert sheet.cells == {(1, 2): "x"}
    assert sheet.max_column == 2


def test_text_is_kept_as_it_stands() -> None:
    strings = '<si><t xml:space="preserve">  Hoà\u00a0 </t></si><si><t>a_x000D_\nb_x005F_x000D_</t></si>'
    cells = '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
    sheet = only_sheet(package(worksheet(f'<row r="1">{cells}</row>'), strings=strings))
    assert sheet.cells == {(1, 1): "  Hoà\u00a0 ", (1, 2): "a\r\nb_x000D_"}


@pytest.mark.parametrize("code", ["0000", "0007", "D83D", "FFFF"])
def test_an_escape_for_what_xml_cannot_hold_stays(code: str) -> None:
    cell = f'<c r="A1" t="inlineStr"><is><t>a_x{code}_b</t></is></c>'
    assert only_sheet(package(worksheet(f'<row r="1">{cell}</row>'))).cells[1, 1] == f"a_x{code}_b"


def test_phonetic_guides_are_not_text() -> None:
    item = "<r><t>An</t></r><rPh sb='0' eb='1'><t>PHON</t></rPh><r><t> Na</t></r>"
    cells = f'<c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is>{item}</is></c>'
    sheet = only_sheet(package(worksheet(f'<row r="1">{cells}</row>'), strings=f"<si>{item}</si>"))
    assert sheet.cells == {(1, 1): "An Na", (1, 2): "An Na"}


def test_errors_and_formulas() -> None:
    cells = (
        '<c r="A1" t="e"><v>#N/A</v></c>'
        '<c r="B1"><f>A2*2</f><v>8.5</v></c>'
        '<c r="C1"><f>A2*2</f></c>'
        '<c r="D1"><f>A2*2</f><v></v></c>'
        '<c r="E1" t="str"><f>IF(A2="","",1)</f><v></v></c>'
        '<c r="F1" t="str"><f>A3</f><v>Tốt</v></c>'
        '<c r="G1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="H1"><f t="shared" si="0"/><v>3</v></c>'
        '<c r="I1"><f t="shared" si="0"/></c>'
    )
    sheet = only_sheet(package(worksheet(f'<row r="1">{cells}</row>')))
    assert sheet.row(1) == {
        1: FaultyCell(Fault.ERROR_VALUE, "#N/A"),
        2: Decimal("8.5"),
        3: FaultyCell(Fault.FORMULA_WITHOUT_VALUE, "=A2*2"),
        4: FaultyCell(Fault.FORMULA_WITHOUT_VALUE, "=A2*2"),
        6: "Tốt",
        7: FaultyCell(Fault.ERROR_VALUE, "#DIV/0!"),
        8: Decimal(3),
        9: FaultyCell(Fault.FORMULA_WITHOUT_VALUE, "="),
    }
    assert sheet.formulas == {(1, 2), (1, 6), (1, 7), (1, 8)}
    assert sheet.blank_formulas == {(1, 5)}
    assert "#N/A" not in repr(sheet.cells[1, 1])


def test_a_formula_that_openpyxl_writes_has_no_value() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    buffer = io.BytesIO()
    book.save(buffer)
    assert only_sheet(buffer.getvalue()).cells == {(1, 1): FaultyCell(Fault.FORMULA_WITHOUT_VALUE, "=1+1")}


def test_phantom_columns_and_formatted_blanks_make_no_cells() -> None:
    columns = "".join(
        f'<col min="{first}" max="{first + 251}" width="4.7" customWidth="1"/>' for first in range(1, 16_000, 252)
    )
    blanks = '<c r="A1" t="inlineStr"><is><t>x</t></is></c><c r="WXB1" s="1"/><c r="XFD1"><v/></c>'
    data = package(
        worksheet(
            f'<row r="1">{blanks}</row><row r="9999"/>',
            before=f'<dimension ref="A1:XFD9999"/><cols>{columns}</cols>',
        )
    )
    sheet = only_sheet(data)
    assert sheet.cells == {(1, 1): "x"}
    assert (sheet.max_row, sheet.max_column) == (1, 1)


def test_hidden_sheets_rows_and_columns() -> None:
    data = worksheet(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="E2"><v>2</v></c></row>'
        '<row r="3" ht="0" customHeight="1"><c r="A3"><v>3</v></c></row><row r="4" hidden="true"/>',
        before='<cols><col min="2" max="3" hidden="1"/><col min="5" max="16384" hidden="1"/></cols>',
    )
    visible = worksheet('<row r="1"><c r="A1"><v>1</v></c></row>')
    book = open_workbook(package(data, visible, visible, states=("", "hidden", "veryHidden")), "a.xlsx")
    assert [sheet.hidden for sheet in book.sheets] == [False, True, True]
    assert [sheet.index for sheet in book.sheets] == [0, 1, 2]
    assert book.sheets[0].hidden_rows == {2, 3}
    assert book.sheets[0].hidden_columns == {2, 3, 5}


def test_merged_ranges() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet().merge_range("A1:G1", "SỞ GIÁO DỤC")

    sheet = only_sheet(written(fill))
    assert sheet.merged == (Range(1, 1, 1, 7),)
    assert sheet.cells == {(1, 1): "SỞ GIÁO DỤC"}
    assert (1, 7) in sheet.merged[0]
    assert (2, 1) not in sheet.merged[0]
    assert str(sheet.merged[0]) == "A1:G1"


def test_a_value_under_a_merged_range_is_not_lost() -> None:
    data = worksheet(
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>',
        after='<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="C3"/></mergeCells>',
    )
    sheet = only_sheet(package(data))
    assert sheet.cells == {(1, 1): Decimal(1), (1, 2): Decimal(2)}
    assert sheet.merged == (Range(1, 1, 1, 2),)


@pytest.mark.parametrize(
    ("number_format", "serial", "expected"),
    [
        ("dd/mm/yyyy", 39873, datetime.date(2009, 3, 1)),
        ("d-mmm", 45000.5, datetime.datetime(2023, 3, 15, 12)),
        ("hh:mm", 0.25, datetime.time(6)),
        ("[$-42A]dd mmmm yyyy", 39873, datetime.date(2009, 3, 1)),
        ("yyyy", 1, datetime.date(1900, 1, 1)),
        ("yyyy", 59, datetime.date(1900, 2, 28)),
        ("yyyy", 61, datetime.date(1900, 3, 1)),
        ("yyyy", 60, Decimal(60)),  # 29 February 1900 was no day
        ("dd/mm/yyyy", 0.5, Decimal("0.5")),
        ("dd/mm/yyyy", -3, Decimal(-3)),
        ("dd/mm/yyyy", 3_000_000, Decimal(3_000_000)),
        ("[h]:mm", 1.5, Decimal("1.5")),
        ("0.0", 8.5, Decimal("8.5")),
        ("0.0%", 0.478, Decimal("0.478")),
        ('"Năm "0', 8, Decimal(8)),
        ("[Red]0.0", 8.5, Decimal("8.5")),
        ('0" đ/m/y"', 8, Decimal(8)),
        ("General", 8, Decimal(8)),
        ('#,##0\\ "₫"', 1000, Decimal(1000)),
    ],
)
def test_number_formats(number_format: str, serial: float, expected: object) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet().write_number("A1", serial, book.add_format({"num_format": number_format}))

    value = only_sheet(written(fill)).cells[1, 1]
    assert value == expected
    assert type(value) is type(expected)


def test_the_1904_calendar() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet().write_datetime(
            "A1", datetime.datetime(2009, 3, 1), book.add_format({"num_format": "dd/mm/yyyy"})
        )

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"date_1904": True})
    fill(book)
    book.close()
    opened = open_workbook(buffer.getvalue(), "a.xlsx")
    assert opened.date1904
    assert opened.sheets[0].cells[1, 1] == datetime.date(2009, 3, 1)


def test_iso_date_cells() -> None:
    cells = '<c r="A1" t="d"><v>2009-03-01</v></c><c r="B1" t="d"><v>2009-03-01T07:30:00</v></c>'
    sheet = only_sheet(package(worksheet(f'<row r="1">{cells}<c r="C1" t="d"><v>hôm nay</v></c></row>')))
    assert sheet.row(1) == {
        1: datetime.date(2009, 3, 1),
        2: datetime.datetime(2009, 3, 1, 7, 30),
        3: "hôm nay",
    }


def test_zero_padded_numbers() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        ten = book.add_format({"num_format": "0000000000"})
        sheet = book.add_worksheet()
        sheet.write_number("A1", 123456789, ten)
        sheet.write_number("B1", 1.5, ten)
        sheet.write_number("C1", 5, book.add_format({"num_format": "0"}))

    sheet = only_sheet(written(fill))
    assert sheet.zero_padded == {(1, 1): 10}
    assert sheet.cells[1, 1] == Decimal(123456789)


@pytest.mark.parametrize("prefix", ["", "x:"])
@pytest.mark.parametrize("namespace", [MAIN, STRICT])
def test_prefixes_and_strict_namespaces(prefix: str, namespace: str) -> None:
    declaration = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    part = (
        f'<{prefix}worksheet {declaration}="{namespace}"><{prefix}sheetData><{prefix}row r="2" hidden="1">'
        f'<{prefix}c r="B2" t="inlineStr"><{prefix}is><{prefix}t>An</{prefix}t></{prefix}is></{prefix}c>'
        f'<{prefix}c r="C2" t="e"><{prefix}v>#REF!</{prefix}v></{prefix}c>'
        f"</{prefix}row></{prefix}sheetData></{prefix}worksheet>"
    )
    sheet = only_sheet(package(part))
    assert sheet.row(2) == {2: "An", 3: FaultyCell(Fault.ERROR_VALUE, "#REF!")}
    assert sheet.hidden_rows == {2}


def test_cells_without_references_count_on() -> None:
    data = "<row><c><v>1</v></c><c><v>2</v></c></row><row r='5'><c r='C5'><v>3</v></c><c><v>4</v></c></row><row/>"
    sheet = only_sheet(package(worksheet(data)))
    assert sheet.cells == {(1, 1): 1, (1, 2): 2, (5, 3): 3, (5, 4): 4}


def test_cells_come_in_order() -> None:
    data = '<row r="2"><c r="B2"><v>4</v></c><c r="A2"><v>3</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'
    assert list(only_sheet(package(worksheet(data))).cells) == [(1, 1), (2, 1), (2, 2)]


def test_comments_cdata_and_references_are_text() -> None:
    cell = '<c r="A1" t="inlineStr"><is><t>a<!-- x -->&amp;<![CDATA[<b>]]>&#7877;</t></is></c>'
    assert only_sheet(package(worksheet(f'<row r="1">{cell}</row>'))).cells[1, 1] == "a&<b>ễ"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>', "duplicate-cell"),
        ('<c r="A1" t="s"><v>7</v></c>', "shared-string"),
        ('<c r="A1" t="s"><v>-1</v></c>', "shared-string"),
        ('<c r="1A"><v>1</v></c>', "cell-reference"),
        ('<c r="A0"><v>1</v></c>', "cell-reference"),
        ("<c><v>1</c>", "not-well-formed"),
    ],
)
def test_damaged_sheets_are_refused(cells: str, reason: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        open_workbook(package(worksheet(f'<row r="1">{cells}</row>'), strings="<si><t>x</t></si>"), "a")
    assert (caught.value.rule, caught.value.params["reason"]) == ("damaged-workbook", reason)


def test_chart_sheets_are_passed_over() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "='10A'!$A$1"})
        book.add_chartsheet("Biểu đồ").set_chart(chart)
        book.add_worksheet("10A").write("A1", 1)

    book = open_workbook(written(fill), "a.xlsx")
    assert [(sheet.name, sheet.index) for sheet in book.sheets] == [("10A", 0)]


def test_the_name_is_without_folders_and_the_fingerprint_without_author() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.set_properties({"title": "Untitled Spreadsheet", "author": "Cô Lan"})
        book.add_worksheet()

    book = open_workbook(written(fill), "C:\\Users\\lan/so diem.xlsx")
    assert book.name == "so diem.xlsx"
    assert book.container == "xlsx"
    assert book.fingerprint is not None
    assert "title=Untitled Spreadsheet" in book.fingerprint
    assert "Lan" not in book.fingerprint


def test_cell_names() -> None:
    assert [cell_name(12, column) for column in (1, 7, 26, 27, 702, 703, 16384)] == [
        "A12",
        "G12",
        "Z12",
        "AA12",
        "ZZ12",
        "AAA12",
        "XFD12",
    ]
