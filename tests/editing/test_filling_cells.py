"""What becomes of a worksheet part, byte by byte: hand-made parts that no writing library produces."""

from __future__ import annotations

from decimal import Decimal

import pytest
from editing_packages import MAIN, SHEET, STRICT, filled, package, parts, read, sheet_xml, source, worksheet

from hocba_interop.adapters.contract import CannotWrite
from hocba_interop.adapters.workbook.editing import fill_cells
from hocba_interop.adapters.workbook.opening import UnreadableFile

EIGHT = Decimal("8.0")


def test_only_the_filled_cell_changes_and_every_other_byte_stays() -> None:
    before = (
        "<?xml version='1.0' encoding='utf-8' standalone='yes'?>\r\n<!-- xuất từ máy chủ --><?mso-application x?>"
        f"<worksheet  xmlns='{MAIN}' xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
        " xmlns:x14ac='http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac' mc:Ignorable='x14ac'>"
        "<sheetData><row r='1' x14ac:dyDescent='0.25'><c r='A1'\n t=\"inlineStr\"><is><t>a&#10;&lt;b</t></is></c>"
        "<c r='B1' s='3' ><v>5</v></c ><c r='C1'/></row  ></sheetData><!-- hết --></worksheet>\n"
    )
    after = sheet_xml(filled(package(before), {(1, 2): EIGHT}))
    assert after == before.replace("<v>5</v>", "<v>8</v>")


def test_an_empty_cell_keeps_its_style_and_takes_a_value() -> None:
    data = filled(package(worksheet('<row r="2"><c r="B2" s="7"/></row>')), {(2, 2): "Đạt"})
    assert '<c r="B2" s="7" t="inlineStr"><is><t>Đạt</t></is></c>' in sheet_xml(data)


def test_a_cell_gives_up_its_old_type_and_metadata_and_keeps_what_else_it_holds() -> None:
    rich = '<is><r><t>x</t></r><rPh sb="0" eb="1"><t>y</t></rPh></is>'
    cell = f'<c r="A1" t="inlineStr" vm="1" cm="2" ph="1">{rich}<!--c--></c>'
    data = filled(package(worksheet(f'<row r="1">{cell}</row>')), {(1, 1): Decimal("6.75")})
    assert '<c r="A1" ph="1"><v>6.75</v><!--c--></c>' in sheet_xml(data)


@pytest.mark.parametrize("namespace", [MAIN, STRICT])
def test_a_prefixed_root_and_the_strict_namespace(namespace: str) -> None:
    part = (
        f'<x:worksheet xmlns:x="{namespace}"><x:sheetData><x:row r="3"><x:c r="A3"><x:v>1</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    strings = f'<s:sst xmlns:s="{namespace}" count="0" uniqueCount="0"/>'
    data = filled(package(part, strings=strings), {(3, 1): "Tốt", (3, 4): EIGHT, (5, 2): "Khá"})
    assert [read(data, *at) for at in ((3, 1), (3, 4), (5, 2))] == ["Tốt", 8, "Khá"]
    assert '<x:row r="5"><x:c r="B5" t="s"><x:v>1</x:v></x:c></x:row>' in sheet_xml(data)
    texts = parts(data)["xl/sharedStrings.xml"].decode()
    assert texts.endswith('count="2" uniqueCount="2"><s:si><s:t>Tốt</s:t></s:si><s:si><s:t>Khá</s:t></s:si></s:sst>')


def test_elements_of_another_namespace_are_not_cells() -> None:
    odd = '<z:c xmlns:z="urn:z" r="A1"><z:v>1</z:v></z:c>'
    before = worksheet(
        f'<row r="1">{odd}<c r="B1"><v>2</v></c></row>', after='<extLst><ext><row r="1"/></ext></extLst>'
    )
    expected = before.replace('<c r="B1">', '<c r="A1"><v>8</v></c><c r="B1">')
    assert sheet_xml(filled(package(before), {(1, 1): EIGHT})) == expected


def test_positions_that_are_only_implied() -> None:
    rows = (
        "<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c><c r='D3'><v>4</v></c><c><v>5</v></c></row>"
    )
    data = filled(
        package(worksheet(rows)), {(1, 2): Decimal(20), (1, 4): Decimal(40), (2, 1): Decimal(7), (3, 3): Decimal(9)}
    )
    cells = source(data).workbook.sheets[0].cells
    assert {at: int(str(value)) for at, value in cells.items()} == {
        (1, 1): 1, (1, 2): 20, (1, 4): 40, (2, 1): 7, (3, 1): 3, (3, 3): 9, (3, 4): 4, (3, 5): 5,
    }  # fmt: skip


def test_missing_rows_and_cells_are_put_in_their_order() -> None:
    rows = '<row r="2"><c r="C2"><v>1</v></c></row><row r="9"><c r="A9"><v>1</v></c></row>'
    wanted = {(1, 1), (2, 1), (2, 2), (2, 4), (5, 1), (6, 1), (9, 2), (12, 3)}
    data = filled(package(worksheet(rows)), dict.fromkeys(wanted, EIGHT))
    references = [piece.split('"')[0] for piece in sheet_xml(data).split('<c r="')[1:]]
    assert references == ["A1", "A2", "B2", "C2", "D2", "A5", "A6", "A9", "B9", "C12"]


@pytest.mark.parametrize("empty", ["<sheetData/>", "<sheetData></sheetData>", "<sheetData />"])
def test_a_sheet_without_any_cell(empty: str) -> None:
    part = f'<worksheet xmlns="{MAIN}"><dimension ref="A1"/>{empty}<pageMargins/></worksheet>'
    data = filled(package(part), {(2, 2): EIGHT, (4, 1): "x"})
    assert read(data, 2, 2) == 8 and read(data, 4, 1) == "x"
    assert '<dimension ref="A1:B4"/>' in sheet_xml(data)


def test_the_stated_extent_grows_and_never_shrinks() -> None:
    before = worksheet('<row r="5"><c r="C5"/></row>', before='<dimension ref="B3:F9"/>')
    assert 'ref="B3:F9"' in sheet_xml(filled(package(before), {(5, 3): EIGHT}))
    assert 'ref="A3:F12"' in sheet_xml(filled(package(before), {(12, 1): EIGHT}))


def test_spans_that_are_no_longer_true_are_left_out() -> None:
    before = worksheet('<row r="1" spans="1:3" ht="20"><c r="A1"/></row><row r="2" spans="1:3"><c r="A2"/></row>')
    after = sheet_xml(filled(package(before), {(1, 2): EIGHT, (2, 4): EIGHT}))
    assert '<row r="1" spans="1:3" ht="20">' in after and '<row r="2"><c r="A2"/><c r="D2">' in after


def test_a_new_cell_looks_as_its_row_does_else_as_its_column() -> None:
    columns = '<cols><col min="2" max="3" style="4"/><col min="5" max="5" width="9"/></cols>'
    rows = '<row r="1" s="6" customFormat="1"/><row r="2" s="6"/>'
    data = filled(package(worksheet(rows, before=columns)), dict.fromkeys([(1, 2), (2, 2), (2, 5), (3, 3)], EIGHT))
    for expected in ('r="B1" s="6"', 'r="B2" s="4"', 'r="E2">', 'r="C3" s="4"'):
        assert f"<c {expected}" in sheet_xml(data)


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-be", "windows-1258", "us-ascii"])
def test_a_part_goes_back_to_its_own_encoding(codec: str) -> None:
    text = worksheet('<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>')
    mark = "\ufeff" if codec == "utf-16-be" else ""
    raw = (mark + text.replace('"1.0"', f'"1.0" encoding="{codec.removesuffix("-be")}"', 1)).encode(codec)
    data = filled(package(raw), {(1, 2): "Hoàn thành tốt 😀"})
    after = parts(data)[SHEET]
    assert read(data, 1, 1) == "a" and read(data, 1, 2) == "Hoàn thành tốt 😀"
    assert raw[: raw.index("c".encode(codec)[-2:] if "16" in codec else b"<c")] in after
    after.decode(codec)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+84",
        "-",
        "@x",
        " hai đầu ",
        "dòng 1\ndòng 2",
        "a\r\nb",
        "_x000D_",
        "_x005F_x000D_",
        "]]>&amp;<t>",
        "a\tb",
        "007",
    ],
)
@pytest.mark.parametrize("strings", [None, f'<sst xmlns="{MAIN}"/>'])
def test_every_text_stays_the_text_it_was(text: str, strings: str | None) -> None:
    data = filled(package(worksheet(""), strings=strings), {(1, 1): text})
    assert read(data, 1, 1) == text
    assert source(data).workbook.sheets[0].formulas == frozenset()


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("8.0", "8"),
        ("10", "10"),
        ("8.25", "8.25"),
        ("0.10", "0.1"),
        ("0", "0"),
        ("-0.0", "0"),
        ("100", "100"),
        ("1E+2", "100"),
    ],
)
def test_a_number_is_written_as_its_shortest_decimal(value: str, written: str) -> None:
    assert f"<v>{written}</v>" in sheet_xml(filled(package(worksheet("")), {(1, 1): Decimal(value)}))


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("xấu\x07", "text-unfit-for-cell"),
        ("\ud800", "text-unfit-for-cell"),
        ("x\ufffe", "text-unfit-for-cell"),
        ("x" * 32_768, "text-longer-than-cell"),
        ("😀" * 16_384, "text-longer-than-cell"),
        (Decimal("NaN"), "number-unfit-for-cell"),
        (Decimal("8.123456789012345678"), "number-unfit-for-cell"),
        (Decimal("1E+400"), "number-unfit-for-cell"),
    ],
)
def test_what_a_cell_cannot_hold_is_refused(value: str | Decimal, rule: str) -> None:
    with pytest.raises(CannotWrite) as refused:
        filled(package(worksheet("")), {(3, 2): value})
    assert refused.value.notice.rule == rule
    assert str(refused.value.notice.where) == "'Lop'!B3"
    assert str(value)[:8] not in refused.value.notice.message("vi")


@pytest.mark.parametrize(
    "cell",
    ["<f>1+1</f><v>2</v>", "<f>1+1</f>", "<f/>"],
)
def test_a_formula_is_never_written_over(cell: str) -> None:
    with pytest.raises(CannotWrite) as refused:
        filled(package(worksheet(f'<row r="1"><c r="A1">{cell}</c></row>')), {(1, 1): EIGHT})
    assert refused.value.notice.rule == "formula-cell-not-filled"


def test_a_cell_under_an_array_formula_is_a_formula_too() -> None:
    array = '<row r="1"><c r="A1"><f t="array" ref="A1:A2">B1:B2</f><v>1</v></c></row>'
    rows = f'{array}<row r="2"><c r="A2"><v>2</v></c></row>'
    with pytest.raises(CannotWrite) as refused:
        filled(package(worksheet(rows)), {(2, 1): EIGHT})
    assert refused.value.notice.rule == "formula-cell-not-filled"


def test_entries_that_no_cell_answers_to_are_a_fault_of_the_caller() -> None:
    data = package(worksheet("", after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'))
    for sheet, position, value in (
        ("Khac", (1, 1), EIGHT),
        ("lop", (1, 1), EIGHT),
        ("Lop", (0, 1), EIGHT),
        ("Lop", (1, 16_385), EIGHT),
        ("Lop", (2, 2), EIGHT),
        ("Lop", (5, 5), " "),
    ):
        with pytest.raises(ValueError):
            filled(data, {position: value}, sheet)
    assert read(filled(data, {(1, 1): EIGHT}), 1, 1) == 8


def test_without_entries_the_bytes_are_the_same() -> None:
    data = package(worksheet(""))
    assert fill_cells(source(data), {}) is data
    assert fill_cells(source(data), {"Lop": {}}) is data


def test_an_entity_in_a_part_that_is_edited_is_refused() -> None:
    strings = f'<!DOCTYPE sst [<!ENTITY a "x">]><sst xmlns="{MAIN}"><si><t>&a;</t></si></sst>'
    with pytest.raises(UnreadableFile):
        filled(package(worksheet(""), strings=strings), {(1, 1): "x"})


def test_two_sheets_of_one_name_are_refused() -> None:
    twice = '<sheets><sheet name="LOP" sheetId="2" r:id="rId1"/></sheets>'
    with pytest.raises(UnreadableFile) as refused:
        filled(package(worksheet(""), book=twice), {(1, 1): "x"})
    assert refused.value.rule == "damaged-workbook"
