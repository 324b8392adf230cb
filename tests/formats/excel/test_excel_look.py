"""What people see: drop-down lists, frozen headers, text formats; and that LibreOffice opens the file."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from excel_books import Book, assert_same, example, read, write
from openpyxl.worksheet.worksheet import Worksheet

from hocba_interop.adapters.excel import template
from hocba_interop.adapters.excel.dropdowns import words_of
from hocba_interop.adapters.excel.layout import GUIDE, LISTS, REST, layout

SHEETS = [GUIDE, *(sheet.caption for sheet in layout().sheets if sheet.pupil), REST, "Nguồn dữ liệu", LISTS]


@pytest.fixture(scope="module")
def book() -> Book:
    return openpyxl.load_workbook(io.BytesIO(write(example("full"))[0]))


def lists_of(sheet: Worksheet) -> dict[str, str]:
    """The list behind each column that has one."""
    found = {}
    for rule in sheet.data_validations.dataValidation:
        if rule.type == "list":
            for area in rule.sqref.ranges:
                found[sheet.cell(1, area.min_col).value] = rule.formula1
    return found


def test_the_sheets(book: Book) -> None:
    assert book.sheetnames == SHEETS
    assert openpyxl.load_workbook(io.BytesIO(template())).sheetnames == SHEETS


def test_every_closed_list_has_a_drop_down_with_its_words(book: Book) -> None:
    for sheet in layout().sheets:
        lists = lists_of(book[sheet.caption])
        for item in sheet.items:
            caption = item.caption.replace("{i}", "1")
            words = words_of(item)
            assert (caption in lists) == bool(words), caption
            if words:
                area = lists[caption].partition("!")[2].replace("$", "")
                assert tuple(row[0].value for row in book[LISTS][area]) == words


def test_headers_are_frozen_and_filtered(book: Book) -> None:
    for sheet in layout().sheets:
        found = book[sheet.caption]
        assert found.freeze_panes and found.freeze_panes.endswith("2")
        assert found.auto_filter.ref.startswith("A1:")
        assert found.cell(1, 1).font.bold


def test_codes_are_text_and_marks_are_numbers(book: Book) -> None:
    pupils = book["Học sinh"]
    code = next(cell.column for cell in pupils[1] if cell.value == "Số định danh cá nhân")
    assert pupils.cell(2, code).value == "010215001234"
    assert pupils.cell(2, code).number_format == "@"
    assert pupils.column_dimensions[openpyxl.utils.get_column_letter(code)].width > 12
    subjects = book["Môn học"]
    result = next(cell.column for cell in subjects[1] if cell.value == "ĐTB hoặc kết quả")
    shown = [(cell.value, cell.number_format) for (cell,) in subjects.iter_rows(2, 99, result, result) if cell.value]
    assert (4.6, "0.0") in shown


def test_the_guide_names_every_sheet(book: Book) -> None:
    words = {cell.value for (cell,) in book[GUIDE].iter_rows(max_col=1)}
    assert set(SHEETS) - {GUIDE} <= words
    assert any(str(word).startswith("hocba-interop excel:report-card") for word in words)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_saves_it_without_loss(tmp_path: Path) -> None:
    document = example("full")
    data, written = write(document)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "hocba.xlsx").write_bytes(data)
    profile = (tmp_path / "profile").as_uri()
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
    ]
    run = subprocess.run(
        [*command, str(tmp_path), str(tmp_path / "in" / "hocba.xlsx")],
        capture_output=True,
        timeout=180,
        check=False,
    )
    saved = tmp_path / "hocba.xlsx"
    assert saved.exists(), run.stderr
    reading = read(saved.read_bytes())
    assert reading.notices == []
    assert_same(document, reading, written)
