"""Packages made by hand for the tests of editing, and their parts looked at again."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

from hocba_interop.adapters.source import Source
from hocba_interop.adapters.workbook.editing import fill_cells

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
BOOK = "xl/workbook.xml"


def source(data: bytes, name: str = "mau.xlsx") -> Source:
    """The bytes as an input."""
    return Source(name, data)


def parts(data: bytes) -> dict[str, bytes]:
    """The unpacked parts of a package, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def zipped(content: dict[str, bytes | str]) -> bytes:
    """A zip file of these entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def package(
    sheet: str | bytes, *, strings: str | None = None, book: str = "", extra: dict[str, str] | None = None
) -> bytes:
    """A workbook of one sheet "Lop" with this part, related shared texts if any, and more in its workbook part."""
    texts = f'<Relationship Id="rId9" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
    content: dict[str, bytes | str] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        BOOK: f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="Lop" sheetId="1" r:id="rId1"/>'
        f"</sheets>{book}</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f"{texts if strings is not None else ''}</Relationships>",
        SHEET: sheet,
    }
    if strings is not None:
        content[STRINGS] = strings
    return zipped({**content, **(extra or {})})


def worksheet(data: str, *, before: str = "", after: str = "", root: str = f'worksheet xmlns="{MAIN}"') -> str:
    """A worksheet part round the content of its sheetData."""
    return f'<?xml version="1.0"?><{root}>{before}<sheetData>{data}</sheetData>{after}</worksheet>'


def filled(data: bytes, cells: dict[tuple[int, int], str | Decimal], sheet: str = "Lop") -> bytes:
    """The workbook with cells of one sheet filled."""
    return fill_cells(source(data), {sheet: cells})


def sheet_xml(data: bytes, part: str = SHEET) -> str:
    """The text of a sheet's part."""
    return parts(data)[part].decode()


def read(data: bytes, row: int, column: int) -> object:
    """What the opener finds in a cell of the first sheet."""
    return source(data).workbook.sheets[0].cells.get((row, column))
