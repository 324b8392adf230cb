"""What a workbook says of its cells: locked or not, number format, what may be entered."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter
from editing_packages import MAIN, package, source, worksheet
from openpyxl.styles import Protection

from hocba_interop.adapters.workbook.editing import Guards, Validation, read_guards

X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="170" formatCode="0.0"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="9"><protection locked="0"/></xf></cellStyleXfs><cellXfs><xf numFmtId="0"/>'
    '<xf numFmtId="170"><protection locked="0"/></xf><xf numFmtId="49"/><xf numFmtId="14"><protection/></xf></cellXfs>'
    "</styleSheet>"
)


def guards(sheet: str, book: str = "") -> Guards:
    return read_guards(source(package(sheet, book=book, extra={"xl/styles.xml": STYLES})))["Lop"]


def rule(
    formula: str, *, sqref: str = "B2:B9", data: str = "", book: str = "", at: tuple[int, int] = (2, 2)
) -> Validation:
    stated = f'<dataValidation type="list" sqref="{sqref}"><formula1>{formula}</formula1></dataValidation>'
    found = guards(worksheet(data, after=f"<dataValidations>{stated}</dataValidations>"), book).validation(*at)
    assert found is not None
    return found


def test_the_style_of_a_cell_goes_before_that_of_its_row_and_its_column() -> None:
    columns = '<cols><col min="2" max="3" style="1"/></cols>'
    rows = '<row r="2" s="2" customFormat="1"><c r="B2"/><c r="C2" s="3"/></row><row><c s="1"/><c/></row>'
    found = guards(worksheet(rows, before=columns, after='<sheetProtection sheet="1"/>'))
    formats = {(2, 2): "General", (2, 3): "mm-dd-yy", (2, 9): "@", (9, 2): "0.0", (9, 9): "General", (3, 1): "0.0"}
    assert {at: found.number_format(*at) for at in formats} == formats
    assert [found.is_locked(*at) for at in formats] == [True, True, True, False, True, False]


def test_nothing_is_locked_while_the_protection_is_off() -> None:
    assert not guards(worksheet("", after='<sheetProtection objects="1"/>')).is_locked(1, 1)
    found = guards(worksheet("", after='<sheetProtection sheet="true" password="83AF"/>'))
    assert found.protected and found.is_locked(1, 1)


def test_an_area_that_may_be_edited_without_a_password_is_not_locked() -> None:
    areas = '<protectedRange sqref="A1:B2 D1" name="a"/><protectedRange password="CC1A" sqref="F1" name="b"/>'
    found = guards(worksheet("", after=f'<sheetProtection sheet="1"/><protectedRanges>{areas}</protectedRanges>'))
    assert [found.is_locked(1, column) for column in (2, 3, 4, 6)] == [False, True, False, True]


@pytest.mark.parametrize(
    ("formula", "choices"),
    [
        ('"T,H,C"', ("T", "H", "C")),
        ('" Đạt , Chưa đạt,"', ("Đạt", "Chưa đạt")),
        ('"T""x,H"', ('T"x', "H")),
        ('"T"&amp;"H"', None),
        ("$A$1:$A$3", ("T", "8.5", "C")),
        ("Lop!$A$1:$A$3", ("T", "8.5", "C")),
        ("'lop'!$A:$A", ("T", "8.5", "C")),
        ("$1:$1", ("T", "ngang")),
        ("Muc", ("T", "8.5")),
        ("MUC_HAI", ("T", "8.5")),
        ("Rieng", ("C",)),
        ("Vong", None),
        ("Troi", None),
        ("Khong_co", None),
        ("'[1]Lop'!$A$1:$A$3", None),
        ("Khac!$A$1:$A$3", None),
        ("INDIRECT($A$1)", None),
        ("OFFSET($A$1,0,0,3,1)", None),
    ],
)
def test_where_the_choices_of_a_list_stand(formula: str, choices: tuple[str, ...] | None) -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>T</t></is></c>'
        '<c r="H1" t="inlineStr"><is><t>ngang</t></is></c></row>'
        '<row r="2"><c r="A2"><v>8.50</v></c></row><row r="3"><c r="A3" t="inlineStr"><is><t> C</t></is></c></row>'
    )
    names = (
        "<definedNames><definedName name='Muc'>Lop!$A$1:$A$2</definedName><definedName name='Muc_hai'>Muc</definedName>"
        "<definedName name='Rieng'>Lop!$A$1</definedName><definedName name='Vong'>Vong</definedName>"
        "<definedName name='Troi'>Lop!$A1:$A$3</definedName>"
        "<definedName name='Rieng' localSheetId='0'>Lop!$A$3</definedName></definedNames>"
    )
    found = rule(formula, data=rows, book=names)
    assert found.choices == choices
    assert found.allows("C") is (None if choices is None else "C" in choices)


def test_a_relative_reference_runs_along_with_the_cell() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 8))
    assert rule("A1:A2", data=rows, at=(2, 2)).choices == ("1", "2")
    assert rule("A1:A2", data=rows, at=(5, 2)).choices == ("4", "5")
    assert rule("$A$1:A2", data=rows, at=(5, 2)).choices == ("1", "2", "3", "4", "5")
    assert rule("$A$1:$A$2", data=rows, at=(5, 2)).choices == ("1", "2")


@pytest.mark.parametrize(
    ("kind", "operator", "formulas", "allowed", "refused"),
    [
        ("decimal", "between", ("0", "10"), ["0", "10", "8.25"], ["-0.1", "10.5"]),
        ("decimal", "between", ("10", "0"), ["5"], ["11"]),
        ("decimal", "notBetween", ("0", "10"), ["11"], ["10"]),
        ("whole", "lessThanOrEqual", ("10",), ["10", "-1", "8.0"], ["8.5", "11"]),
        ("whole", "equal", ("3",), ["3"], ["4"]),
        ("decimal", "notEqual", ("3",), ["4"], ["3"]),
        ("decimal", "greaterThan", ("3",), ["3.5"], ["3"]),
        ("date", "greaterThanOrEqual", ("40000",), ["40000"], ["39999"]),
        ("time", "lessThan", ("0.5",), ["0.25"], ["0.5"]),
    ],
)
def test_bounds(kind: str, operator: str, formulas: tuple[str, ...], allowed: list[str], refused: list[str]) -> None:
    stated = "".join(f"<formula{n}>{formula}</formula{n}>" for n, formula in enumerate(formulas, 1))
    operated = "" if operator == "between" else f' operator="{operator}"'
    stated = f'<dataValidation type="{kind}"{operated} sqref="C1 B2:B9">{stated}</dataValidation>'
    found = guards(worksheet("", after=f"<dataValidations>{stated}</dataValidations>"))
    rule = found.validation(9, 2)
    assert rule is not None and rule.kind == kind and found.validation(9, 3) is None
    assert all(rule.allows(Decimal(value)) is True for value in allowed)
    assert all(rule.allows(Decimal(value)) is False for value in refused)
    assert rule.allows("Đ") is False


def test_what_cannot_be_told_is_not_guessed() -> None:
    after = (
        '<dataValidations><dataValidation type="custom" sqref="A1"><formula1>LEN(A1)&gt;2</formula1></dataValidation>'
        '<dataValidation type="decimal" sqref="A2"><formula1>$Z$1</formula1><formula2>10</formula2></dataValidation>'
        '<dataValidation sqref="A3"/><dataValidation type="none" sqref="A4"/>'
        '<dataValidation type="textLength" operator="lessThan" sqref="A5"><formula1>4</formula1></dataValidation>'
        "</dataValidations>"
    )
    found = guards(worksheet("", after=after))
    assert [found.validation(row, 1) and found.validation(row, 1).allows("abc") for row in range(1, 6)] == [
        None, False, None, None, True,
    ]  # fmt: skip
    assert found.validation(2, 1).allows(Decimal(5)) is None
    assert found.validation(1, 1) is not None and found.validation(3, 1) is None


def test_the_extension_that_leads_to_other_sheets() -> None:
    after = (
        f'<extLst><ext uri="{{CCE6A557}}" xmlns:x14="{X14}"><x14:dataValidations count="1" xmlns:xm="{XM}">'
        '<x14:dataValidation type="list" allowBlank="1"><x14:formula1>\n<xm:f>Lop!$A$1:$A$2</xm:f></x14:formula1>'
        "<xm:sqref>D4:D6 F1</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2.50</v></c></row>'
    found = guards(worksheet(rows, after=after))
    rule = found.validation(6, 4)
    assert rule is not None and rule.choices == ("1", "2.5") and found.validation(1, 6) == rule
    assert rule.allows(Decimal("2.50")) is True and rule.allows(Decimal(3)) is False
    assert found.validation(7, 4) is None


def test_workbooks_of_xlsxwriter_and_openpyxl() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet, codes = book.add_worksheet("10T"), book.add_worksheet("Danh mục")
    codes.hide()
    codes.write_column(0, 0, ["Đạt", "Chưa đạt"])
    sheet.write_blank("C8", None, book.add_format({"num_format": "0.0", "locked": False}))
    sheet.data_validation("E8", {"validate": "list", "source": "='Danh mục'!$A$1:$A$2"})
    sheet.protect()
    book.close()
    found = read_guards(source(buffer.getvalue()))
    assert not found["10T"].is_locked(8, 3) and found["10T"].is_locked(8, 5) and not found["Danh mục"].protected
    assert found["10T"].number_format(8, 3) == "0.0"
    assert found["10T"].validation(8, 5).choices == ("Đạt", "Chưa đạt")
    second = openpyxl.load_workbook(buffer)
    second["10T"]["E8"].protection = Protection(locked=False)
    again = io.BytesIO()
    second.save(again)
    found = read_guards(source(again.getvalue()))
    assert not found["10T"].is_locked(8, 5) and found["10T"].is_locked(9, 9)
    assert found["10T"].validation(8, 5).choices == ("Đạt", "Chưa đạt")


def test_a_web_page_called_xls_says_nothing_of_its_cells() -> None:
    page = source(b"<html><table><tr><td>STT</td></tr></table></html>", "bang.xls")
    assert [(g.protected, g.number_format(1, 1), g.validation(1, 1)) for g in read_guards(page).values()] == [
        (False, "General", None)
    ]
