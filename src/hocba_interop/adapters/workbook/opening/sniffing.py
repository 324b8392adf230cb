"""What a file is, by its content alone: extensions lie (a measured ``.xls`` was an ``.xlsx``)."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096
_MAX_NAMES = 20_000


class Container(StrEnum):
    """The kinds of file that are told apart."""

    EMPTY = "empty"
    XLSX = "xlsx"
    XLSB = "xlsb"
    ODS = "ods"
    ASICE = "asice"
    ZIP = "zip"
    XLS = "xls"
    BIFF = "biff"
    """The records of an .xls without the OLE file around them: very old programs, and some report
    generators."""
    ENCRYPTED = "encrypted"
    OLE = "ole"
    HTML = "html"
    MHTML = "mhtml"
    XML_SPREADSHEET = "xml-spreadsheet"
    """"XML Spreadsheet 2003"."""
    XML = "xml"
    JSON = "json"
    PDF = "pdf"
    RTF = "rtf"
    TEXT = "text"
    """Plain text: CSV, or anything else that is typed."""
    UNKNOWN = "unknown"


def sniff(data: bytes) -> Container:
    """The kind of file that these bytes are. Reads no more than names and a head; raises nothing."""
    if not data.strip(b"\0 \t\r\n"):
        return Container.EMPTY
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_zip(data)
    if data.startswith(_OLE_MAGIC):
        return _sniff_ole(data)
    if data.startswith(b"%PDF-"):
        return Container.PDF
    if re.match(rb"\x09[\x00\x02\x04\x08][\x04-\x10]\x00[\x00-\x07]", data):
        return Container.BIFF
    return _sniff_text(data)


def _sniff_zip(data: bytes) -> Container:
    names = _zip_names(data)
    if "xl/workbook.bin" in names:
        return Container.XLSB
    if any(name.startswith("xl/") for name in names):
        return Container.XLSX
    head = data[:256]
    if b"application/vnd.oasis.opendocument.spreadsheet" in head:
        return Container.ODS
    if b"application/vnd.etsi.asic" in head or any(
        name.startswith("meta-inf/") and "signatures" in name for name in names
    ):
        return Container.ASICE
    return Container.ZIP


def _zip_names(data: bytes) -> set[str]:
    """Lower-case names of the entries; of a cut-off file, those that its local headers still tell."""
    if data.count(b"PK\x01\x02") <= _MAX_NAMES:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return {name.replace("\\", "/").lower() for name in archive.namelist()}
        except Exception:  # zipfile raises many kinds for a damaged directory
            pass
    return {
        match[1].decode("ascii").lower()
        for match in re.finditer(rb"PK\x03\x04[\s\S]{26}([\w\[\]./-]{3,100}?\.(?:xml|bin|rels))", data)
    }


def _sniff_ole(data: bytes) -> Container:
    # A cheap search for the names of the streams: the directory itself may be damaged, which is for the
    # reader to find out.
    def has(name: str) -> bool:
        return name.encode("utf-16-le") + b"\0\0" in data

    if has("Workbook") or has("Book"):
        return Container.XLS
    return Container.ENCRYPTED if has("EncryptedPackage") else Container.OLE


def _sniff_text(data: bytes) -> Container:
    head = decode_head(data)
    if head is None:
        return Container.UNKNOWN
    start = head.lstrip().lower()
    if start.startswith("{\\rtf"):
        return Container.RTF
    if start.startswith("mime-version:"):
        return Container.MHTML
    if start.startswith(("{", "[")):
        return Container.JSON
    if not start.startswith("<"):
        return Container.TEXT
    if "urn:schemas-microsoft-com:office:spreadsheet" in start and "<html" not in start:
        return Container.XML_SPREADSHEET
    if re.match(r"<(!doctype\s+html|html|head|body|table|meta|style|title|div|center)\b", start):
        return Container.HTML
    return Container.HTML if _html_after_preamble(start) else Container.XML


def _html_after_preamble(start: str) -> bool:
    """Whether HTML begins after an XML declaration, comments or a document type."""
    rest = re.sub(r"^(\s|<\?[^>]*>|<!--.*?-->)+", "", start, flags=re.DOTALL)
    return re.match(r"<(!doctype\s+html|html|head|body|table|meta|style)\b", rest) is not None


def decode_head(data: bytes) -> str | None:
    """The first characters of a text file, or None where it is not text."""
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace").lstrip("\ufeff")
    if re.match(rb"(?:[\t\n\r -~]\0){4}", head):
        return head.decode("utf-16-le", "replace")
    if re.match(rb"(?:\0[\t\n\r -~]){4}", head):
        return head.decode("utf-16-be", "replace")
    if re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", head):
        return None
    return head.decode("utf-8-sig", "replace")
