"""HTML tables under the name of an .xls file."""

from __future__ import annotations

import pytest

from hocba_interop.adapters.workbook.opening import (
    Limits,
    Range,
    Sheet,
    UnreadableFile,
    Workbook,
    open_workbook,
)


def opened(body: str, encoding: str = "utf-8", head: str = "") -> Workbook:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return open_workbook(page.encode(encoding), "bang_diem.xls")


def only_sheet(body: str) -> Sheet:
    (sheet,) = opened(body).sheets
    return sheet


def test_a_table_is_a_sheet_of_texts() -> None:
    book = opened(
        "<table><caption>Lớp 10A</caption><thead><tr><th>STT<th>Họ và<br>tên</tr></thead>"
        "<tr><td>1</td><td> Nguyễn\n   <b>Văn</b> An </td><td>8,5</td><td>&nbsp;</td></tr></table>"
    )
    assert book.container == "html"
    (sheet,) = book.sheets
    assert sheet.name == "Lớp 10A"
    assert sheet.cells == {
        (1, 1): "STT",
        (1, 2): "Họ và\ntên",
        (2, 1): "1",
        (2, 2): "Nguyễn Văn An",
        (2, 3): "8,5",
    }


def test_spans_become_merged_ranges_and_move_what_follows() -> None:
    sheet = only_sheet(
        "<table><tr><th rowspan=2>STT</th><th colspan=3>Buổi nghỉ</th><th rowspan=2>Ghi chú</th></tr>"
        "<tr><td>P</td><td>K</td><td>Tổng</td></tr><tr><td>1</td><td>0</td></tr></table>"
    )
    assert sheet.merged == (Range(1, 1, 2, 1), Range(1, 2, 1, 4), Range(1, 5, 2, 5))
    assert sheet.row(2) == {2: "P", 3: "K", 4: "Tổng"}
    assert sheet.row(3) == {1: "1", 2: "0"}


@pytest.mark.parametrize("span", ["0", "99999", "-1", "abc", "²", ""])
def test_odd_spans(span: str) -> None:
    sheet = only_sheet(f"<table><tr><td rowspan='{span}'>a</td><td>b</td></tr><tr><td>c</td></tr></table>")
    assert sheet.cells[1, 1] == "a"
    reaches_down = span in ("0", "99999")
    assert sheet.row(2) == {2 if reaches_down else 1: "c"}


def test_a_nested_table_is_a_sheet_of_its_own() -> None:
    book = opened(
        "<table><tr><td>ngoài <table><tr><td>trong</td></tr></table> sau</td><td>b</td></tr></table>"
        "<table><tr><td>x</td></tr></table>"
    )
    assert [(sheet.name, list(sheet.cells.values())) for sheet in book.sheets] == [
        ("Sheet1", ["ngoài sau", "b"]),
        ("Sheet2", ["trong"]),
        ("Sheet3", ["x"]),
    ]


def test_a_table_for_layout_only_is_no_sheet() -> None:
    book = opened("<table><tr><td><table><tr><td>x</td></tr></table></td></tr></table>")
    assert [list(sheet.cells.values()) for sheet in book.sheets] == [["x"]]


def test_names_are_unique() -> None:
    table = "<table><caption>A</caption><tr><td>x</td></tr></table>"
    assert [sheet.name for sheet in opened(table * 3).sheets] == ["A", "A (2)", "A (3)"]


def test_hidden_rows() -> None:
    sheet = only_sheet("<table><tr style='display: none'><td>a</td></tr><tr><td>b</td></tr></table>")
    assert sheet.hidden_rows == {1}
    assert sheet.cells[1, 1] == "a"


def test_scripts_styles_and_comments_are_no_text() -> None:
    sheet = only_sheet("<table><tr><td>a<script>x()</script><style>y</style><!-- z -->b</td></tr></table>")
    assert sheet.cells == {(1, 1): "ab"}


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-8", '<meta charset="utf-8">'),
        ("utf-8", '<meta http-equiv=Content-Type content="text/html; charset=unicode">'),
        ("utf-16", ""),
        ("utf-16", '<meta charset="utf-16">'),
        ("utf-16-le", ""),
        ("utf-16-be", ""),
    ],
)
def test_encodings(encoding: str, head: str) -> None:
    (sheet,) = opened("<table><tr><td>Nguyễn Đức Ất</td></tr></table>", encoding, head).sheets
    assert sheet.cells == {(1, 1): "Nguyễn Đức Ất"}


@pytest.mark.parametrize("head", ['<meta content="text/html; charset=windows-1258">', ""])
def test_windows_1258(head: str) -> None:
    # It has letters and combining tones: the text comes out decomposed, as it stands in the file.
    (sheet,) = opened("<table><tr><td>Nguyê\u0303n Đư\u0301c</td></tr></table>", "cp1258", head).sheets
    assert sheet.cells == {(1, 1): "Nguyê\u0303n Đư\u0301c"}


def test_a_page_with_a_preamble() -> None:
    page = (
        '<?xml version="1.0" encoding="utf-8"?>\n<!-- xuất từ web -->\n'
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/x.dtd">'
        '<html xmlns="http://www.w3.org/1999/xhtml"><table><tr><td>ễ</td></tr></table></html>'
    )
    assert open_workbook(page.encode(), "a.xls").sheets[0].cells == {(1, 1): "ễ"}


def test_a_page_without_a_table_is_no_workbook() -> None:
    with pytest.raises(UnreadableFile) as caught:
        opened("<p>Phiên làm việc đã hết hạn</p>")
    assert (caught.value.rule, caught.value.params["kind"]) == ("not-a-workbook", "html-without-table")


@pytest.mark.parametrize(
    ("body", "limits", "rule"),
    [
        ("<td colspan=900>a</td>" * 30, Limits(), "too-many-columns"),
        ("<td>a</td>" * 20, Limits(max_columns=10), "too-many-columns"),
        ("<td>a</td></tr><tr>" * 20, Limits(max_rows=10), "sheet-too-large"),
        ("<td>a</td></tr><tr>" * 20, Limits(max_cells=10), "workbook-too-large"),
        # One wide and high cell makes every later row walk over what it covers.
        ("<td rowspan=60000 colspan=1000>a</td>" * 10 + "</tr><tr>" * 1000, Limits(), "workbook-too-large"),
        ("</tr></table><table><tr><td>a</td>" * 20, Limits(max_sheets=10), "workbook-too-large"),
    ],
)
def test_limits(body: str, limits: Limits, rule: str) -> None:
    page = f"<table><tr>{body}</tr></table>"
    with pytest.raises(UnreadableFile) as caught:
        open_workbook(page.encode(), "a.xls", limits)
    assert caught.value.rule == rule
