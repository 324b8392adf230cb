"""Hostile and damaged spreadsheet files: each is refused with a rule, quickly, and with little memory."""

from __future__ import annotations

import datetime
import io
import pickle
import struct
import sys
import time
import tracemalloc
import zipfile
from collections.abc import Iterator

import pytest
import xlsxwriter
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hocba_interop.adapters.workbook.opening import Limits, UnreadableFile, Workbook, open_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
BOOK = "xl/workbook.xml"
MIB = 1024 * 1024


def good_xlsx() -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("10A")
    sheet.merge_range("A1:C1", "BẢNG ĐIỂM")
    for row in range(1, 12):
        sheet.write_row(row, 0, [row, f"Nguyễn Văn {row}", 8.5, True])
    sheet.write_formula("F2", "=A2", value=3)
    sheet.write_datetime("G2", datetime.datetime(2009, 3, 1), book.add_format({"num_format": 14}))
    book.add_worksheet("10B").hide()
    book.close()
    return buffer.getvalue()


def good_xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("10A")
    sheet.write_merge(0, 0, 0, 2, "BẢNG ĐIỂM")
    for row in range(1, 12):
        for column, value in enumerate([row, f"Nguyễn Văn {row}", 8.5, True, xlwt.Formula("A1")]):
            sheet.write(row, column, value)
    book.add_sheet("10B").visibility = 1
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


GOOD_XLSX = good_xlsx()
GOOD_XLS = good_xls()


def changed(data: bytes, replaced: dict[str, bytes]) -> bytes:
    """The package with some of its parts replaced or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, replaced.get(name, old.read(name)))
        for name in replaced.keys() - set(old.namelist()):
            new.writestr(name, replaced[name])
    return buffer.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def with_rows(rows: str, before: str = "", after: str = "") -> bytes:
    sheet = f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    return changed(GOOD_XLSX, {SHEET: sheet.encode()})


def refusal(data: bytes, limits: Limits | None = None) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        open_workbook(data, "a.xlsx", limits or Limits())
    return caught.value


def peak_memory() -> int:
    """The largest size of this process so far, in KiB; 0 where the system does not tell it so."""
    if sys.platform != "linux":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@pytest.fixture(autouse=True)
def bounded() -> Iterator[None]:
    """No test here may take long or grow the process: that is the point of a refusal."""
    peak = peak_memory()
    start = time.monotonic()
    yield
    assert time.monotonic() - start < 30
    assert peak_memory() - peak < 400 * 1024


# --- Zip -----------------------------------------------------------------------------------------------


def test_a_bomb_is_told_by_its_ratio() -> None:
    error = refusal(changed(GOOD_XLSX, {SHEET: b" " * (60 * MIB)}))
    assert error.rule == "zip-bomb"
    assert error.params["allowed"] == 200


def test_a_bomb_in_a_part_that_nobody_reads() -> None:
    assert refusal(changed(GOOD_XLSX, {"xl/media/image1.png": bytes(60 * MIB)})).rule == "zip-bomb"


def test_small_parts_may_be_packed_tightly() -> None:
    assert open_workbook(changed(GOOD_XLSX, {"xl/a.bin": bytes(9 * MIB)}), "a").sheets


def test_the_unpacked_size_is_bounded() -> None:
    error = refusal(GOOD_XLSX, Limits(max_unpacked_bytes=2000))
    assert (error.rule, error.params["limit"]) == ("workbook-too-large", "max_unpacked_bytes")


def test_a_zip_in_a_zip_stays_shut() -> None:
    inner = changed(GOOD_XLSX, {"xl/a.bin": bytes(9 * MIB)})
    assert open_workbook(changed(GOOD_XLSX, {"xl/embeddings/a.xlsx": inner}), "a").sheets


def lying(data: bytes, name: str, size: int) -> bytes:
    """The package whose directory declares another unpacked size for one part."""
    out = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        local = archive.getinfo(name).header_offset
    struct.pack_into("<I", out, local + 22, size)
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        length = struct.unpack_from("<H", data, at + 28)[0]
        if data[at + 46 : at + 46 + length] == name.encode():
            struct.pack_into("<I", out, at + 24, size)
    return bytes(out)


def test_a_bomb_that_declares_a_small_size_is_not_unpacked() -> None:
    data = lying(changed(GOOD_XLSX, {SHEET: b" " * (60 * MIB)}), SHEET, 100)
    tracemalloc.start()
    try:
        error = refusal(data)
        assert tracemalloc.get_traced_memory()[1] < 20 * MIB
    finally:
        tracemalloc.stop()
    assert error.rule == "damaged-workbook"


def test_a_declared_size_that_is_too_large() -> None:
    size = len(part(GOOD_XLSX, SHEET))
    assert refusal(lying(GOOD_XLSX, SHEET, size + 1000)).rule in ("truncated-file", "damaged-workbook")


def test_parts_that_overlap() -> None:
    """Many names for the same packed bytes: each is small enough, their sum is not."""
    data = changed(GOOD_XLSX, {"xl/a.bin": bytes(9 * MIB)})
    directory = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    at = data.index(b"xl/a.bin", directory) - 46
    entry = data[at : at + 46 + len(b"xl/a.bin")]
    copies = b"".join(entry.replace(b"xl/a.bin", f"xl/{n:05}"[:8].encode()) for n in range(900))
    closing = bytearray(data[end:])
    count = struct.unpack_from("<H", closing, 10)[0] + 900
    struct.pack_into("<HH", closing, 8, count, count)
    struct.pack_into("<I", closing, 12, end - directory + len(copies))
    error = refusal(data[:end] + copies + bytes(closing))
    assert error.rule in ("zip-bomb", "workbook-too-large")


def test_too_many_entries() -> None:
    error = refusal(changed(GOOD_XLSX, {f"a/{n}": b"" for n in range(300)}), Limits(max_zip_entries=200))
    assert (error.rule, error.params["limit"]) == ("workbook-too-large", "max_zip_entries")


@pytest.mark.parametrize(
    "name", ["../x.xml", "xl/../../x", "/etc/x", "C:/x", "..\\x", "xl\\..\\..\\x", "\\\\host\\x", "xl/.."]
)
def test_paths_that_leave_the_package(name: str) -> None:
    assert refusal(changed(GOOD_XLSX, {name: b"x"})).rule == "unsafe-path"


def test_backslashes_as_separators_are_read() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD_XLSX)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("/", "\\"), old.read(name))
    assert open_workbook(buffer.getvalue(), "a").sheets[0].cells == open_workbook(GOOD_XLSX, "a").sheets[0].cells


def test_two_parts_of_one_name() -> None:
    assert refusal(changed(GOOD_XLSX, {"XL/worksheets/SHEET1.xml": b"<a/>"})).params["reason"] == "duplicate-entry"


def test_encrypted_entries() -> None:
    out = bytearray(GOOD_XLSX)
    at = GOOD_XLSX.index(b"PK\x01\x02")
    out[at + 8] |= 1
    assert refusal(bytes(out)).rule == "encrypted-workbook"


@pytest.mark.parametrize("part_name", [BOOK, "xl/_rels/workbook.xml.rels", SHEET])
def test_missing_parts(part_name: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD_XLSX)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            if name != part_name:
                new.writestr(name, old.read(name))
    error = refusal(buffer.getvalue())
    assert (error.rule, error.params["reason"]) == ("damaged-workbook", "missing-part")


def test_a_relation_out_of_the_package_reads_no_file() -> None:
    rels = part(GOOD_XLSX, "xl/_rels/workbook.xml.rels")
    data = changed(
        GOOD_XLSX,
        {"xl/_rels/workbook.xml.rels": rels.replace(b"worksheets/sheet1.xml", b"../../../../../../etc/passwd")},
    )
    assert refusal(data).params["reason"] == "missing-part"


def test_a_book_without_sheets() -> None:
    assert refusal(changed(GOOD_XLSX, {BOOK: f'<workbook xmlns="{MAIN}"/>'.encode()})).rule == "no-sheets"


def test_too_many_sheets() -> None:
    error = refusal(GOOD_XLSX, Limits(max_sheets=1))
    assert (error.rule, error.params["limit"]) == ("workbook-too-large", "max_sheets")


def test_the_file_size_is_looked_at_first() -> None:
    assert refusal(b"\0" * 100, Limits(max_file_bytes=99)).params["limit"] == "max_file_bytes"


# --- XML -----------------------------------------------------------------------------------------------

LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
DOCTYPES = {
    "bomb": f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]>',
    "external": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    "parameter": '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>',
    "plain": "<!DOCTYPE x>",
    "dtd": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
}


@pytest.mark.parametrize("doctype", DOCTYPES.values(), ids=DOCTYPES.keys())
@pytest.mark.parametrize(
    "name",
    [SHEET, STRINGS, BOOK, "xl/styles.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels", "docProps/core.xml"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_are_refused(name: str, doctype: str, encoding: str) -> None:
    body = part(GOOD_XLSX, name).decode().partition("?>")[2]
    text = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}{body}'
    assert refusal(changed(GOOD_XLSX, {name: text.encode(encoding)})).rule == "xml-entities"


def test_an_undeclared_entity() -> None:
    error = refusal(with_rows('<row r="1"><c r="A1" t="str"><v>&x;</v></c></row>'))
    assert error.params["reason"] == "not-well-formed"


def test_deep_nesting() -> None:
    deep = "<a>" * 200_000 + "</a>" * 200_000
    assert open_workbook(with_rows("", after=deep), "a").sheets[0].cells == {}


def test_a_text_without_end() -> None:
    error = refusal(with_rows(f'<row r="1"><c r="A1" t="str"><v>{"ab" * 3 * MIB}</v></c></row>'))
    assert error.params["reason"] == "text-too-long"


# --- Extent --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        (
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>',
            "too-many-columns",
        ),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>', "too-many-columns"),
        ('<row r="1048576"><c r="A1048576"><v>2</v></c></row>', "sheet-too-large"),
        ('<row r="1"><c r="AAAAA1"><v>2</v></c></row>', "too-many-columns"),
        ('<row r="1"><c r="XFE1"/></row>', "too-many-columns"),
        ('<row r="1"><c r="ZZZZZZZZZZZZZZZZZZZZZZZZZZZZ1"><v>2</v></c></row>', "too-many-columns"),
        ('<row r="1048577"><c r="A1048577"><v>2</v></c></row>', "sheet-too-large"),
        (f'<row r="{"9" * 5000}"/>', "sheet-too-large"),
        ('<row r="-1"/>', "damaged-workbook"),
        ('<row r="1">' + "<c/>" * 16_385 + "</row>", "too-many-columns"),
        ("<row/>" * 1_048_577, "sheet-too-large"),
    ],
)
@pytest.mark.parametrize("dimension", ["", "A1:B2", "A1:XFD1048576"])
def test_sparse_sheets(rows: str, rule: str, dimension: str) -> None:
    before = f'<dimension ref="{dimension}"/>' if dimension else ""
    assert refusal(with_rows(rows, before)).rule == rule


def test_a_declared_dimension_costs_nothing() -> None:
    data = with_rows('<row r="2"><c r="B2"><v>1</v></c></row>', '<dimension ref="A1:XFD1048576"/>')
    sheet = open_workbook(data, "a").sheets[0]
    assert (sheet.max_row, sheet.max_column) == (2, 2)


def test_a_merged_range_over_the_whole_sheet_costs_nothing() -> None:
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    sheet = open_workbook(with_rows('<row r="1"><c r="A1"><v>1</v></c></row>', after=merged), "a").sheets[0]
    assert str(sheet.merged[0]) == "A1:XFD1048576"


def test_hidden_columns_without_end_cost_nothing() -> None:
    columns = '<cols><col min="1" max="999999999999" hidden="1"/></cols>'
    sheet = open_workbook(with_rows('<row r="1"><c r="C1"><v>1</v></c></row>', columns), "a").sheets[0]
    assert sheet.hidden_columns == {1, 2, 3}


@pytest.mark.parametrize(
    ("limits", "limit"), [(Limits(max_cells=5), "max_cells"), (Limits(max_merged=0), "max_merged")]
)
@pytest.mark.parametrize("data", [GOOD_XLSX, GOOD_XLS], ids=["xlsx", "xls"])
def test_counts_are_bounded(data: bytes, limits: Limits, limit: str) -> None:
    error = refusal(data, limits)
    assert (error.rule, error.params["limit"]) == ("workbook-too-large", limit)


def test_blank_cells_count_too() -> None:
    rows = '<row r="1">' + "".join(f'<c r="{c}1" s="1"/>' for c in "ABCDEFGHIJ") + "</row>"
    assert refusal(with_rows(rows), Limits(max_cells=9)).params["limit"] == "max_cells"


# --- OLE -----------------------------------------------------------------------------------------------


def test_an_encrypted_package() -> None:
    # An OLE file with the stream that Excel puts an encrypted .xlsx into.
    name = "EncryptedPackage".encode("utf-16-le")
    data = bytearray(GOOD_XLS)
    at = GOOD_XLS.index("Workbook".encode("utf-16-le"))
    data[at : at + len(name) + 2] = name + b"\0\0"
    struct.pack_into("<H", data, at + 64, len(name) + 2)
    assert refusal(bytes(data)).rule == "encrypted-workbook"


@pytest.mark.parametrize("offset", [44, 64, 72])
def test_sector_counts_that_the_file_cannot_hold(offset: int) -> None:
    data = bytearray(GOOD_XLS)
    struct.pack_into("<I", data, offset, 0xFFFFFFF0)
    assert refusal(bytes(data)).rule == "truncated-file"


def test_a_stream_size_that_the_file_cannot_hold() -> None:
    data = bytearray(GOOD_XLS)
    at = GOOD_XLS.index("Workbook".encode("utf-16-le"))
    struct.pack_into("<I", data, at + 120, 0x7FFFFFFF)
    assert refusal(bytes(data)).rule in ("truncated-file", "damaged-workbook")


def test_a_stream_that_leads_in_a_circle() -> None:
    data = bytearray(GOOD_XLS)
    first_fat = struct.unpack_from("<I", data, 76)[0]
    at = 512 + 512 * first_fat
    struct.pack_into("<128I", data, at, *([0] * 128))
    assert isinstance(refusal(bytes(data)), UnreadableFile)


def test_sheets_that_share_their_records() -> None:
    """A thousand sheets at one offset: each would be read anew."""
    bof = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 5, 0, 0, 0, 0)
    sheet = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 16, 0, 0, 0, 0)
    body = sheet + b"\x01\x02\x06\x00\0\0\0\0\0\0" * 20_000 + b"\x0a\0\0\0"
    count, size = 1000, 4 + 6 + 2 + 1
    offset = len(bof) + count * size + 4
    bound = struct.pack("<HHIBBBB", 0x85, size - 4, offset, 0, 0, 1, 0) + b"a"
    assert refusal(bof + bound * count + b"\x0a\0\0\0" + body).params["reason"] == "overlapping-sheets"


def test_a_declared_count_of_texts_costs_nothing() -> None:
    at = GOOD_XLS.index(b"\xfc\x00")
    data = bytearray(GOOD_XLS)
    struct.pack_into("<II", data, at + 4, 0xFFFFFFFF, 0xFFFFFFFF)
    assert len(open_workbook(bytes(data), "a").sheets) == 2


# --- Anything at all -----------------------------------------------------------------------------------


def survives(data: bytes) -> None:
    try:
        book = open_workbook(data, "a", Limits(max_cells=100_000))
    except UnreadableFile as error:
        assert "Nguy" not in f"{error} {error.params}"
    else:
        assert isinstance(book, Workbook)


GOOD_HTML = "<html><table><tr><td rowspan=2>STT</td><td>Nguyễn Văn</td></tr></table></html>".encode()
EACH_GOOD = pytest.mark.parametrize("good", [GOOD_XLSX, GOOD_XLS, GOOD_HTML], ids=["xlsx", "xls", "html"])
FUZZ = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@EACH_GOOD
@given(share=st.floats(0, 1))
@FUZZ
def test_any_truncation(good: bytes, share: float) -> None:
    survives(good[: int(len(good) * share)])


@EACH_GOOD
@given(flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), min_size=1, max_size=8))
@FUZZ
def test_any_flipped_bytes(good: bytes, flips: list[tuple[float, int]]) -> None:
    data = bytearray(good)
    for share, mask in flips:
        data[int(len(data) * share)] ^= mask
    survives(bytes(data))


@given(
    flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), min_size=1, max_size=4),
    name=st.sampled_from([SHEET, STRINGS, BOOK, "xl/styles.xml", "xl/_rels/workbook.xml.rels"]),
)
@FUZZ
def test_flipped_bytes_inside_a_part(name: str, flips: list[tuple[float, int]]) -> None:
    # Flips in the packed file hardly ever get past the checksum; these do.
    content = bytearray(part(GOOD_XLSX, name))
    for share, mask in flips:
        content[int(len(content) * share)] ^= mask
    survives(changed(GOOD_XLSX, {name: bytes(content)}))


BEGINNINGS = [
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\x09\x08\x10\x00\x00\x06\x05\x00",
    b"<table>",
    b"<html",
    b"\xff\xfe",
    b"",
]


@given(data=st.binary(max_size=300), start=st.sampled_from(BEGINNINGS))
@FUZZ
def test_any_bytes(start: bytes, data: bytes) -> None:
    survives(start + data)


def test_a_refusal_crosses_processes() -> None:
    error = refusal(b"")
    copy = pickle.loads(pickle.dumps(UnreadableFile("zip-bomb", where="xl/a", ratio=9)))
    assert (copy.rule, copy.where, copy.params) == ("zip-bomb", "xl/a", {"ratio": 9})
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
