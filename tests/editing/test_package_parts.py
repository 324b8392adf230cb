"""What becomes of the parts of a package: workbooks of XlsxWriter and openpyxl, and odd ones made by hand."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter
from editing_packages import BOOK, MAIN, SHEET, STRINGS, filled, package, parts, read, source, worksheet, zipped
from openpyxl.worksheet.datavalidation import DataValidation

from hocba_interop.adapters.workbook.editing import fill_cells

EIGHT = Decimal("8.0")
ONE_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def written_book() -> bytes:
    """A template with all that vendors put beside the cells."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet, codes = book.add_worksheet("10T"), book.add_worksheet("Danh mục")
    codes.very_hidden()
    codes.write_column(0, 0, ["T", "H", "C"])
    book.define_name("MucDat", "='Danh mục'!$A$1:$A$3")
    score = book.add_format({"num_format": "0.0", "locked": False})
    sheet.write("A1", "tiêu đề")
    sheet.write("B6", "1234567890-1-ck1-2024")
    sheet.write_rich_string("A2", "Họ ", book.add_format({"bold": True}), "tên")
    for row in range(7, 12):
        sheet.write_row(row, 0, [row, "Nguyễn Văn An"])
        sheet.write_blank(row, 2, None, score)
    sheet.write_formula("D8", "=C8*2", None, 0)
    sheet.protect("bi-mat")
    sheet.data_validation("C8:C12", {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 10})
    sheet.data_validation("E8:E12", {"validate": "list", "source": "=MucDat"})
    sheet.conditional_format("C8:C12", {"type": "cell", "criteria": "<", "value": 5, "format": score})
    sheet.write_comment("C8", "nhập điểm")
    sheet.insert_image("H1", "logo.png", {"image_data": io.BytesIO(ONE_PIXEL)})
    sheet.set_column("G:G", None, None, {"hidden": True})
    sheet.set_row(3, None, None, {"hidden": True})
    sheet.autofilter("A7:E12")
    sheet.set_header("&LTrường")
    book.set_custom_property("Ma", "x")
    book.close()
    return buffer.getvalue()


def test_only_the_sheet_the_texts_and_the_request_to_calculate_change() -> None:
    before = written_book()
    after = fill_cells(source(before), {"10T": {(8, 3): EIGHT, (9, 3): Decimal("7.25"), (8, 5): "T"}})
    old, new = parts(before), parts(after)
    assert list(old) == list(new)
    # XlsxWriter asks for the calculation already, so that the workbook part stays too
    assert {name for name in old if old[name] != new[name]} == {SHEET, STRINGS}
    expected = old[SHEET]
    for blank, full in (
        (b'<c r="C8" s="1"/>', b'<c r="C8" s="1"><v>8</v></c>'),
        (b'<c r="C9" s="1"/>', b'<c r="C9" s="1"><v>7.25</v></c>'),
        (b'<c r="D8"><f>C8*2</f><v>0</v></c>', b'<c r="D8"><f>C8*2</f><v>0</v></c><c r="E8" t="s"><v>7</v></c>'),
        (b'<row r="8" spans="1:4">', b'<row r="8">'),
        (b'<dimension ref="A1:D12"/>', b'<dimension ref="A1:E12"/>'),
    ):
        assert expected.count(blank) == 1
        expected = expected.replace(blank, full)
    assert new[SHEET] == expected
    items = old[STRINGS][old[STRINGS].index(b"<si>") : -len(b"</sst>")]
    assert new[STRINGS].endswith(items + b"<si><t>T</t></si></sst>")


def test_openpyxl_reads_the_filled_values_beside_all_that_was_there() -> None:
    after = fill_cells(source(written_book()), {"10T": {(8, 3): EIGHT, (8, 5): "=1+1", (20, 2): "Đạt"}})
    book = openpyxl.load_workbook(io.BytesIO(after))
    sheet = book["10T"]
    assert (sheet["C8"].value, sheet["C8"].number_format, sheet["C8"].data_type) == (8, "0.0", "n")
    assert sheet["E8"].value == "=1+1"
    assert sheet["B20"].value == "Đạt" and sheet["B6"].value == "1234567890-1-ck1-2024"
    assert sheet["C8"].comment.text == "nhập điểm" and len(sheet._images) == 1
    assert sheet.protection.sheet and sheet.column_dimensions["G"].hidden and sheet.row_dimensions[4].hidden
    assert len(sheet.data_validations.dataValidation) == 2 and sheet.auto_filter.ref == "A7:E12"
    assert book["Danh mục"].sheet_state == "veryHidden" and "MucDat" in book.defined_names


def test_a_workbook_of_openpyxl_is_calculated_on_opening_only_if_it_has_a_formula() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Lop"
    sheet["A1"], sheet["B1"] = 1, "x"
    sheet.add_data_validation(DataValidation("list", formula1='"T,H,C"', sqref="C1:C5"))
    plain, with_formula = io.BytesIO(), io.BytesIO()
    book.save(plain)
    sheet["D1"] = "=A1*2"
    book.calculation.fullCalcOnLoad = False
    book.save(with_formula)
    before, after = plain.getvalue(), filled(plain.getvalue(), {(1, 3): "T"})
    assert parts(before)[BOOK] == parts(after)[BOOK]
    after = filled(with_formula.getvalue(), {(1, 3): "T"})
    assert openpyxl.load_workbook(io.BytesIO(after)).calculation.fullCalcOnLoad is True
    assert b"<f>A1*2</f>" in parts(after)[SHEET]


FORMULA = worksheet('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>')


@pytest.mark.parametrize(
    ("book", "expected"),
    [
        ('<calcPr calcId="1" fullCalcOnLoad="0"/>', '</sheets><calcPr calcId="1" fullCalcOnLoad="1"/></workbook>'),
        ("<calcPr fullCalcOnLoad='true' />", "</sheets><calcPr fullCalcOnLoad='true' /></workbook>"),
        ("<calcPr></calcPr><x/>", '</sheets><calcPr fullCalcOnLoad="1"></calcPr><x/></workbook>'),
        ("", '</sheets><calcPr fullCalcOnLoad="1"/></workbook>'),
        (
            "<definedNames><definedName name='a'>1</definedName></definedNames><extLst/>",
            '</definedNames><calcPr fullCalcOnLoad="1"/><extLst/></workbook>',
        ),
        ("<externalReferences/><oleSize/>", '<externalReferences/><calcPr fullCalcOnLoad="1"/><oleSize/></workbook>'),
    ],
)
def test_the_request_to_calculate_stands_where_the_schema_has_it(book: str, expected: str) -> None:
    after = parts(filled(package(FORMULA, book=book), {(2, 1): EIGHT}))
    assert after[BOOK].decode().endswith(expected)
    assert b"<f>1+1</f><v>2</v>" in after[SHEET]


def test_shared_texts_are_added_at_the_end_and_counted() -> None:
    standing = (
        "<si><t>a</t></si><si><r><rPr><b/></rPr><t>b</t></r><r><t xml:space='preserve'> c</t></r></si>"
        "<si><t>d</t><rPh sb='0' eb='1'><t>e</t></rPh><phoneticPr fontId='1'/></si>"
    )
    strings = f'<sst xmlns="{MAIN}" count="9" uniqueCount="77">{standing}</sst>'
    rows = '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>2</v></c></row>'
    data = filled(package(worksheet(rows), strings=strings), {(1, 1): "Đ", (2, 1): "Đ", (2, 2): " CĐ"})
    assert parts(data)[STRINGS].decode() == (
        f'<sst xmlns="{MAIN}" count="11" uniqueCount="79">{standing}'
        '<si><t>Đ</t></si><si><t xml:space="preserve"> CĐ</t></si></sst>'
    )
    assert [read(data, *at) for at in ((1, 1), (1, 2), (2, 1), (2, 2))] == ["Đ", "d", "Đ", " CĐ"]


def test_macros_custom_parts_and_the_description_of_entries_stay() -> None:
    content = parts(package(worksheet(""), extra={"customXml/item1.xml": "<ma>01</ma>", "xl/calcChain.xml": "<c/>"}))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.comment = b"xuat tu he thong"
        for number, (name, part) in enumerate({**content, "xl/vbaProject.bin": b"\xd0\xcf\0\1"}.items()):
            info = zipfile.ZipInfo(name, (2024, 5, 1 + number, 10, 20, 30))
            info.compress_type = zipfile.ZIP_STORED if number % 2 else zipfile.ZIP_DEFLATED
            info.external_attr, info.create_system, info.comment = number, 0, b"c%d" % number
            info.extra = b"\x99\x99\x02\x00ab"
            archive.writestr(info, part)
            info.external_attr = number
    before = buffer.getvalue()
    after = filled(before, {(1, 1): "x"})

    def described(data: bytes) -> list[tuple[object, ...]]:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.comment == b"xuat tu he thong"
            return [
                (i.filename, i.date_time, i.compress_type, i.external_attr, i.create_system, i.comment, i.extra)
                for i in archive.infolist()
            ]

    assert described(before) == described(after)
    old, new = parts(before), parts(after)
    assert [name for name in old if old[name] != new[name]] == [SHEET]


def test_a_macro_workbook_is_filled_like_any_other() -> None:
    data = zipped({**parts(package(worksheet(""))), "xl/vbaProject.bin": b"\0\1"})
    assert read(fill_cells(source(data, "mau.xlsm"), {"Lop": {(1, 1): "x"}}), 1, 1) == "x"


def test_sheets_without_entries_keep_every_byte() -> None:
    before = written_book()
    after = fill_cells(source(before), {"Danh mục": {(5, 1): "x"}, "10T": {}})
    assert parts(before)[SHEET] == parts(after)[SHEET]
