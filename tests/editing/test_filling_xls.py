"""Filling an .xls: LibreOffice writes, and what it does not keep is found out. And LibreOffice's own opinion of .xlsx.

Skipped where LibreOffice is not installed, but for what is said without it.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from decimal import Decimal
from pathlib import Path

import olefile
import pytest
import xlrd
import xlsxwriter
import xlwt
from editing_packages import source

from hocba_interop.adapters.contract import CannotWrite
from hocba_interop.adapters.source import Source
from hocba_interop.adapters.workbook.editing import biff_features, fill_cells, read_guards, summary_times, traits, xls
from hocba_interop.adapters.workbook.editing.biff_features import lost_features
from hocba_interop.adapters.workbook.editing.comparing import changes
from hocba_interop.adapters.workbook.libreoffice import convert, find_libreoffice
from hocba_interop.adapters.workbook.writing import BookWriter

with_libreoffice = pytest.mark.usefixtures("_libreoffice")
EIGHT = Decimal("8.5")


@pytest.fixture(scope="module")
def _libreoffice() -> None:
    if find_libreoffice() is None:
        pytest.skip("LibreOffice is not installed")


def refusal(data: Source, entries: dict[str, dict[tuple[int, int], str | Decimal]]) -> str:
    with pytest.raises(CannotWrite) as refused:
        fill_cells(data, entries)
    return refused.value.notice.rule


def template(*, visibility: int = 2) -> bytes:
    """A protected template of a vendor: locked codes, open score cells, a hidden column, a technical sheet."""
    book = xlwt.Workbook()
    sheet, codes = book.add_sheet("10T"), book.add_sheet("Mã kĩ thuật")
    codes.visibility = visibility
    codes.write(0, 0, "1234567890-1-ck1-2024")
    score = xlwt.easyxf("protection: cell_locked false", num_format_str="0.0")
    text = xlwt.easyxf("protection: cell_locked false", num_format_str="@")
    for row in range(8, 14):
        sheet.write(row, 0, row - 7)
        sheet.write(row, 1, f"000{row}", xlwt.easyxf(num_format_str="@"))
        sheet.write(row, 2, None, score)
        sheet.write(row, 3, None, text)
        sheet.write(row, 4, xlwt.Formula(f"C{row + 1}*2"))
    sheet.write_merge(0, 0, 0, 4, "BẢNG ĐIỂM")
    sheet.col(1).hidden = True
    sheet.row(3).hidden = True
    sheet.protect, sheet.password = True, "bi-mat"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@with_libreoffice
def test_a_template_is_filled_and_all_else_is_kept() -> None:
    before = source(template(), "mau.xls")
    texts = {(9, 4): "=1+1", (10, 4): "dòng 1\ndòng 2", (11, 4): "C:\\nam\\b\t007", (12, 4): " Đạt 😀 ", (20, 30): "xa"}
    after = source(fill_cells(before, {"10T": {(9, 3): EIGHT, (10, 3): Decimal(10), **texts}}), "mau.xls").workbook
    sheet = after.sheets[0]
    assert {at: sheet.cells[at] for at in texts} == texts
    assert (sheet.cells[9, 3], sheet.cells[10, 3]) == (EIGHT, 10)
    assert sheet.cells[9, 5] == 17 and (9, 5) in sheet.formulas  # LibreOffice calculates what follows from it
    assert sheet.cells[9, 2] == "0008" and sheet.hidden_columns == {2} and sheet.hidden_rows == {4}
    assert [str(area) for area in sheet.merged] == ["A1:E1"]


@with_libreoffice
def test_an_independent_reader_finds_the_technical_sheet_very_hidden_and_the_formats_kept() -> None:
    after = fill_cells(source(template(), "mau.xls"), {"10T": {(9, 3): EIGHT}})
    book = xlrd.open_workbook(file_contents=after, formatting_info=True)
    assert [sheet.visibility for sheet in book.sheets()] == [0, 2]
    cell = book.sheet_by_index(0).cell(8, 2)
    style = book.xf_list[cell.xf_index]
    assert (cell.value, book.format_map[style.format_key].format_str, style.protection.cell_locked) == (8.5, "0.0", 0)
    assert book.xf_list[book.sheet_by_index(0).cell(8, 1).xf_index].protection.cell_locked == 1


@with_libreoffice
def test_guards_of_an_xls_and_a_template_with_choices(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "mau.xlsx")
    sheet, codes = book.add_worksheet("10T"), book.add_worksheet("Danh mục")
    codes.hide()
    codes.write_column(0, 0, ["T", "H", "C"])
    book.define_name("MucDat", "='Danh mục'!$A$1:$A$3")
    sheet.write("A1", "GK1")
    for row in range(7, 12):
        sheet.write_blank(row, 2, None, book.add_format({"num_format": "0.0", "locked": False}))
    sheet.protect()
    sheet.data_validation("C8:C12", {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 10})
    sheet.data_validation("D8:D12", {"validate": "list", "source": "=MucDat"})
    sheet.data_validation("E8:E12", {"validate": "list", "source": ["Đ", "CĐ"]})
    sheet.conditional_format("C8:C12", {"type": "cell", "criteria": "<", "value": 5, "format": book.add_format()})
    sheet.write_comment("A1", "giữa kì")
    sheet.freeze_panes(7, 0)
    book.close()
    made = convert(str(find_libreoffice()), tmp_path, tmp_path / "mau.xlsx", "xls:MS Excel 97")
    template = source(made.read_bytes(), "mau.xls")
    found = read_guards(template)["10T"]
    assert found.protected and not found.is_locked(8, 3) and found.is_locked(8, 4)
    assert (found.number_format(8, 3), found.number_format(1, 1)) == ("0.0", "General")
    assert found.validation(8, 3).allows(Decimal(11)) is False
    assert found.validation(8, 4).choices == ("T", "H", "C") and found.validation(12, 5).choices == ("Đ", "CĐ")
    after = source(fill_cells(template, {"10T": {(8, 3): EIGHT, (8, 4): "T"}}), "mau.xls")
    assert after.workbook.sheets[0].cells[8, 4] == "T"
    assert read_guards(after)["10T"].validation(12, 5).choices == ("Đ", "CĐ")


@with_libreoffice
def test_what_libreoffice_changes_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    before = source(template(), "mau.xls")
    # without our hand LibreOffice would leave the technical sheet merely hidden
    monkeypatch.setattr(xls, "very_hidden_kept", lambda _, after: after)
    with pytest.raises(CannotWrite) as refused:
        fill_cells(before, {"10T": {(9, 3): EIGHT}})
    assert (refused.value.notice.rule, refused.value.notice.facts["what"]) == ("template-not-kept", "sheets")


@with_libreoffice
def test_a_protected_structure_that_libreoffice_would_encrypt_is_refused() -> None:
    book = xlwt.Workbook()
    book.add_sheet("10T").write(0, 0, "STT")
    book.protect = book.wnd_protect = True
    buffer = io.BytesIO()
    book.save(buffer)
    assert refusal(source(buffer.getvalue(), "mau.xls"), {"10T": {(2, 1): EIGHT}}) == "template-not-kept"


@with_libreoffice
def test_libreoffice_shows_what_was_filled_into_an_xlsx(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "t.xlsx")
    sheet = book.add_worksheet("10T")
    sheet.write("A1", "STT")
    sheet.write_formula("D2", "=B2*2", None, 0)
    book.close()
    cells: dict[tuple[int, int], str | Decimal] = {
        (2, 2): EIGHT,
        (2, 3): "=B2",
        (7, 1): "Hoàn thành tốt",
        (1, 5): "_x000D_",
    }
    (tmp_path / "t.xlsx").write_bytes(fill_cells(source((tmp_path / "t.xlsx").read_bytes()), {"10T": cells}))
    shown = convert(str(find_libreoffice()), tmp_path, tmp_path / "t.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76")
    with shown.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert {at: rows[at[0] - 1][at[1] - 1] for at in cells} == {at: str(value) for at, value in cells.items()}
    assert rows[0][0] == "STT"


def test_without_libreoffice_it_is_said_and_nothing_is_known_of_the_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xls, "find_libreoffice", lambda: None)
    data = source(template(), "mau.xls")
    assert refusal(data, {"10T": {(9, 3): EIGHT}}) == "libreoffice-missing"
    found = read_guards(data)["10T"]
    assert not found.protected and not found.is_locked(9, 1) and found.number_format(9, 3) == "General"


@pytest.mark.parametrize("program", ["/bin/true", "/bin/false", "/nowhere/soffice"])
def test_a_libreoffice_that_fails_is_said(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xls, "find_libreoffice", lambda: program)
    data = source(template(), "mau.xls")
    assert refusal(data, {"10T": {(9, 3): EIGHT}}) == "libreoffice-failed"
    with pytest.raises(CannotWrite):
        read_guards(data)


def test_refusals_that_come_before_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xls, "find_libreoffice", lambda: "/nowhere/soffice")
    data = source(template(), "mau.xls")
    assert refusal(data, {"10T": {(9, 5): EIGHT}}) == "formula-cell-not-filled"
    assert refusal(data, {"10T": {(9, 3): "a\r\nb"}}) == "text-unfit-for-cell"
    with pytest.raises(ValueError):
        fill_cells(data, {"10T": {(65_537, 1): "x"}})
    page = source(b"<html><body><table><tr><td>STT</td></tr></table></body></html>", "bang.xls")
    assert refusal(page, {page.workbook.sheets[0].name: {(1, 1): "x"}}) == "html-not-fillable"


def test_a_lost_password_sheet_or_validation_shows_in_the_records(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = template()
    assert list(lost_features(whole, whole)) == []
    assert [change.what for change in lost_features(whole, template(visibility=1))] == ["sheets"]
    password = re.search(rb"\x13\0\x02\0(?!\0\0)", whole)
    assert password
    other = whole[: password.end()] + bytes(2) + whole[password.end() + 2 :]
    assert [change.what for change in lost_features(whole, other)] == ["protection"]
    # a record of the kind that LibreOffice could leave out, renamed into one that nobody asks for
    merged = (0x00E5).to_bytes(2, "little")
    monkeypatch.setattr(biff_features, "_PRESENT", {0x00E5: "merged_cells"})
    gone = whole.replace(merged + b"\x0a\x00", b"\xe4\x0f\x0a\x00", 1)
    assert gone != whole
    assert [change.what for change in lost_features(whole, gone)] == ["merged_cells"]


def book_with(**changed: object) -> Source:
    """A workbook of which one thing may be another."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("10T")
    score = book.add_format({"num_format": changed.get("form", "0.0"), "locked": changed.get("locked", False)})
    sheet.write("A1", changed.get("text", "a"))
    sheet.write_blank("B2", None, score)
    sheet.write_formula("C3", str(changed.get("formula", "=A1")), None, "a")
    sheet.write("F6", "z")
    if changed.get("protected", True):
        sheet.protect()
    for area in changed.get("areas", ["B2:B9"]):  # type: ignore[attr-defined]
        sheet.data_validation(area, {"validate": "list", "source": [changed.get("choice", "T"), "H"]})
    sheet.merge_range(str(changed.get("merged", "A4:B4")), "gộp")
    sheet.set_row(4, None, None, {"hidden": changed.get("row", True)})
    sheet.set_column("E:E", None, None, {"hidden": changed.get("column", True)})
    book.define_name(str(changed.get("name", "Muc")), "='10T'!$A$1")
    book.close()
    return source(buffer.getvalue())


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"form": "0.00"}, "number_formats"),
        ({"locked": True}, "protection"),
        ({"protected": False}, "protection"),
        ({"text": "b"}, "cell_values"),
        ({"formula": "=A1&A1"}, "formulas"),
        ({"choice": "C"}, "data_validations"),
        ({"areas": ["B2:B8"]}, "data_validations"),
        ({"merged": "A4:C4"}, "merged_cells"),
        ({"row": False}, "hidden_rows"),
        ({"column": False}, "hidden_columns"),
        ({"name": "Khac"}, "defined_names"),
    ],
)
def test_each_difference_is_named(changed: dict[str, object], what: str) -> None:
    one, other = book_with(), book_with(**changed)
    found = [*changes(one.workbook, other.workbook, {}), *traits.trait_changes(one, other)]
    assert what in {change.what for change in found}


def test_areas_of_a_validation_may_be_cut_otherwise() -> None:
    assert list(traits.trait_changes(book_with(), book_with(areas=["B2:B4", "B5:B9"]))) == []


@with_libreoffice
def test_a_template_filled_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    """LibreOffice writes the clock into the summary; the times of the template, or none, are put in its place."""
    book = xlsxwriter.Workbook(tmp_path / "mau.xlsx")
    book.add_worksheet("10T").write("A1", "GK1")
    made_on = datetime.datetime(2021, 9, 5, 7, 30)
    book.set_properties({"created": made_on})
    book.close()
    dated = convert(str(find_libreoffice()), tmp_path, tmp_path / "mau.xlsx", "xls:MS Excel 97").read_bytes()
    never = datetime.datetime(1601, 1, 1)
    for made, expected in ((template(), never), (dated, made_on)):
        one, other = (fill_cells(source(made, "mau.xls"), {"10T": {(9, 3): EIGHT}}) for _ in range(2))
        assert one == other
        with olefile.OleFileIO(one) as ole:
            assert ole.get_metadata().last_saved_time == expected


def test_a_damaged_summary_has_no_times_and_stops_nothing() -> None:
    assert list(summary_times._times(b"\xfe\xff" + b"\xff" * 200)) == []
    assert list(summary_times._times(b"")) == []


@with_libreoffice
def test_a_written_xls_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("a.xls", "b.xls"):
        with BookWriter(tmp_path / name) as book:
            book.sheet("10T").raw.write(0, 0, "x")
    assert (tmp_path / "a.xls").read_bytes() == (tmp_path / "b.xls").read_bytes()
