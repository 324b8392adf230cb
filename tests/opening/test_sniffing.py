"""What a file is, is told by its content."""

from __future__ import annotations

import io

import openpyxl
import pytest
import xlwt
from raw_xlsx import package, worksheet, zipped

from hocba_interop.adapters.workbook.opening import Container, UnreadableFile, open_workbook, sniff

XLSX = package(worksheet(""))


def xls() -> bytes:
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, "x")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


XML_SPREADSHEET = (
    b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
)

SAMPLES = [
    (b"", Container.EMPTY),
    (b" \r\n\0\0", Container.EMPTY),
    (XLSX, Container.XLSX),
    (XLSX[:-200], Container.XLSX),
    (zipped({"xl/workbook.bin": ""}), Container.XLSB),
    (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), Container.ZIP),  # compressed
    (zipped({"META-INF/signatures.xml": ""}), Container.ASICE),
    (zipped({"anh.jpg": ""}), Container.ZIP),
    (b"<table><tr>", Container.HTML),
    ("\ufeff  <HTML>".encode(), Container.HTML),
    ("\ufeff<html>".encode("utf-16-le"), Container.HTML),
    ("<table>".encode("utf-16-be"), Container.HTML),
    (b"<!doctype HTML><html>", Container.HTML),
    (b"<?xml version='1.0'?>\n<!-- a\n b --><html>", Container.HTML),
    (b"<?xml version='1.0'?><HOC_BA/>", Container.XML),
    ("<HỌC_BẠ/>".encode(), Container.XML),
    (XML_SPREADSHEET, Container.XML_SPREADSHEET),
    (b"MIME-Version: 1.0\nX-Document-Type: Workbook", Container.MHTML),
    (b' {"a": 1}', Container.JSON),
    (b"[]", Container.JSON),
    ("\ufeff[]".encode(), Container.JSON),
    (b"%PDF-1.7", Container.PDF),
    (b"{\\rtf1", Container.RTF),
    ("STT,Họ và tên\n".encode(), Container.TEXT),
    ("STT\tHọ và tên\n".encode("utf-16"), Container.TEXT),
    ("Họ tên".encode("cp1258", "ignore"), Container.TEXT),
    (b"\x89PNG\r\n\x1a\n\0\0", Container.UNKNOWN),
    (b"\x1f\x8b\x08\x00", Container.UNKNOWN),
    (b"\x09\x08\x10\x00\x00\x06\x05\x00", Container.BIFF),
    (b"\x09\x00\x04\x00\x02\x00\x10\x00", Container.BIFF),
]


@pytest.mark.parametrize(("data", "container"), SAMPLES)
def test_sniff(data: bytes, container: Container) -> None:
    assert sniff(data) is container


def test_sniff_ole() -> None:
    assert sniff(xls()) is Container.XLS
    word = xls().replace("Workbook".encode("utf-16-le"), "WordDocu".encode("utf-16-le"))
    assert sniff(word) is Container.OLE


def test_an_extension_decides_nothing() -> None:
    assert open_workbook(XLSX, "so_diem.xls").container == "xlsx"
    assert open_workbook(xls(), "so_diem.xlsx").container == "xls"


def test_the_container_reads_as_its_word() -> None:
    assert str(sniff(XLSX)) == "xlsx"


@pytest.mark.parametrize(
    ("data", "rule", "kind"),
    [
        (b"", "empty-file", None),
        (b"\0" * 600, "empty-file", None),
        (b"STT,Ten\n1,An\n", "not-a-workbook", "text"),
        (XML_SPREADSHEET, "not-a-workbook", "xml-spreadsheet"),
        (b"<?xml version='1.0'?><a/>", "not-a-workbook", "xml"),
        (b"%PDF-1.7", "not-a-workbook", "pdf"),
        (b"{}", "not-a-workbook", "json"),
        (b"\x89PNG\0\0\0", "not-a-workbook", "unknown"),
        (zipped({"word/document.xml": ""}), "not-a-workbook", "zip"),
        (zipped({"xl/workbook.bin": ""}), "not-a-workbook", "xlsb"),
    ],
)
def test_what_is_no_workbook_is_named(data: bytes, rule: str, kind: str | None) -> None:
    with pytest.raises(UnreadableFile) as caught:
        open_workbook(data, "a.xls")
    assert (caught.value.rule, caught.value.params.get("kind")) == (rule, kind)


def test_an_ods_file_is_named() -> None:
    # Its first entry is the type, stored without compression.
    data = b"PK\x03\x04" + bytes(26) + b"mimetype" + b"application/vnd.oasis.opendocument.spreadsheet"
    with pytest.raises(UnreadableFile) as caught:
        open_workbook(data, "a.ods")
    assert caught.value.params["kind"] == "ods"


def test_a_workbook_of_openpyxl_opens() -> None:
    book = openpyxl.Workbook()
    book.active.append(["STT", "Họ và tên", 8.5])
    buffer = io.BytesIO()
    book.save(buffer)
    (sheet,) = open_workbook(buffer.getvalue(), "a").sheets
    assert [str(value) for value in sheet.row(1).values()] == ["STT", "Họ và tên", "8.5"]
