"""The workbook level of an .xlsx file: which sheets there are, the texts they share, the formats of
numbers."""

from __future__ import annotations

from .building import Budget
from .limits import Limits
from .model import Sheet, Workbook
from .package import main_part, relationships, target_of
from .parts import Parts
from .refusal import UnreadableFile
from .text_escapes import unescape
from .values import NumberFormat, built_in_format, is_blank, read_format
from .xlsx_sheet import SheetContext, read_sheet
from .xml import elements, hardened_parser, prefix_of, run

_TRUE = ("1", "true", "on")


def open_xlsx(data: bytes, name: str, limits: Limits) -> Workbook:
    """Read an .xlsx file.

    Raises:
        UnreadableFile: see `open_workbook`.
    """
    parts = Parts(data, limits)
    main = main_part(parts)
    targets, kinds = relationships(parts, main)
    book = elements(parts.read(main), main)
    date1904 = any(e.name == "workbookPr" and e.attributes.get("date1904", "") in _TRUE for e in book)
    listed = [e.attributes for e in book if e.name == "sheet" and e.parent == "sheets"]
    if not listed:
        raise UnreadableFile("no-sheets", where=main)
    if len(listed) > limits.max_sheets:
        raise UnreadableFile("workbook-too-large", limit="max_sheets", allowed=limits.max_sheets)
    context = SheetContext(
        strings=_shared_strings(parts, target_of(targets, kinds, "sharedStrings", main)),
        formats=_formats(parts, target_of(targets, kinds, "styles", main)),
        date1904=date1904,
        budget=Budget(limits),
    )
    sheets: list[Sheet] = []
    for number, attributes in enumerate(listed, start=1):
        relation = attributes.get("id", "")
        if relation not in targets:
            raise UnreadableFile("damaged-workbook", where=main, reason="missing-part")
        if kinds[relation] not in ("worksheet", ""):
            continue  # a chart, a dialogue or a macro sheet: no cells
        hidden = attributes.get("state", "visible") != "visible"
        title = attributes.get("name") or f"Sheet{number}"
        sheets.append(read_sheet(parts.read(targets[relation]), title, hidden, len(sheets), context))
    if not sheets:
        raise UnreadableFile("no-sheets", where=main)
    return Workbook(name, "xlsx", tuple(sheets), date1904, _fingerprint(parts))


def _shared_strings(parts: Parts, where: str) -> list[str | None]:
    """The shared texts; None for one that shows nothing. Formatting runs are joined, phonetic guides left
    out."""
    strings: list[str | None] = []
    if where not in parts:
        return strings
    pieces: list[str] = []
    item = text = guide = ""
    wanted = phonetic = False

    def begin(name: str, _: dict[str, str]) -> None:
        nonlocal item, text, guide
        prefix = prefix_of(name)
        item, text, guide = prefix + "si", prefix + "t", prefix + "rPh"
        parser.StartElementHandler = start

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal wanted, phonetic
        if name == text:
            wanted = not phonetic
        elif name == guide:
            phonetic = True

    def end(name: str) -> None:
        nonlocal wanted, phonetic
        if name == text:
            wanted = False
        elif name == item:
            whole = unescape("".join(pieces))
            strings.append(None if is_blank(whole) else whole)
            pieces.clear()
        elif name == guide:
            phonetic = False

    def characters(content: str) -> None:
        if wanted:
            pieces.append(content)

    parser = hardened_parser(where, namespaces=False)
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    run(parser, parts.read(where), where)
    return strings


def _formats(parts: Parts, where: str) -> list[NumberFormat]:
    """The number format of each cell style, by its number."""
    if where not in parts:
        return []
    found = elements(parts.read(where), where)
    own = {
        e.attributes.get("numFmtId", ""): read_format(e.attributes.get("formatCode", ""))
        for e in found
        if e.name == "numFmt" and e.parent == "numFmts"
    }
    formats = []
    for element in found:
        if element.name == "xf" and element.parent == "cellXfs":
            number = element.attributes.get("numFmtId", "0")
            formats.append(own.get(number) or built_in_format(int(number) if number.isdecimal() else 0))
    return formats


def _fingerprint(parts: Parts) -> str | None:
    wanted = {"title", "created", "Application", "AppVersion"}
    traces = [
        f"{element.name}={''.join(element.text).strip()}"
        for part in ("docProps/core.xml", "docProps/app.xml")
        if part in parts
        for element in elements(parts.read(part), part)
        if element.name in wanted and "".join(element.text).strip()
    ]
    return "; ".join(traces) or None
