"""HTML tables that a web page offers as an ".xls" file: each table is a sheet, every cell is text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from .building import Budget, SheetBuilder
from .limits import EXCEL_MAX_COLUMNS, Limits
from .model import Range, Sheet, Workbook
from .refusal import UnreadableFile
from .values import is_blank

_DECLARED = re.compile(rb"""<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_KNOWN = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "utf-16": "utf-16",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "unicode": "utf-16",
    "windows-1258": "cp1258",
    "cp1258": "cp1258",
    "windows-1252": "cp1252",
    "cp1252": "cp1252",
    "iso-8859-1": "cp1252",
}
# As browsers bound them.
_MAX_COLSPAN = 1_000
_MAX_ROWSPAN = 65_534
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_SHEET_NAME = re.compile(r"<x:Name>([^<]{1,100})</x:Name>", re.IGNORECASE)


def open_html(data: bytes, name: str, limits: Limits) -> Workbook:
    """Read the tables of an HTML page. A table inside a table is a sheet of its own.

    Raises:
        UnreadableFile: `not-a-workbook` where there is no table, and for what is too large.
    """
    page = decode(data)
    # The parser works on UTF-8 whatever the page says of itself.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(page.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableFile("damaged-workbook", reason="not-html") from error
    tables = list(root.iter("table")) if root is not None else []
    if not tables:
        raise UnreadableFile("not-a-workbook", kind="html-without-table")
    if len(tables) > limits.max_sheets:
        raise UnreadableFile("workbook-too-large", limit="max_sheets", allowed=limits.max_sheets)
    names = _Names(_SHEET_NAME.findall(page) if len(tables) == 1 else [])
    budget = Budget(limits)
    sheets: list[Sheet] = []
    rows = _rows_by_table(root)
    for table in tables:
        builder = SheetBuilder(names.next_for(table), _is_hidden(table), limits)
        _fill(rows.get(table, []), builder, budget)
        # A table that only lays out others holds nothing itself.
        if builder.cells or len(tables) == 1:
            sheets.append(builder.finish(len(sheets)))
    if not sheets:
        raise UnreadableFile("no-sheets")
    return Workbook(name, "html", tuple(sheets))


def decode(data: bytes) -> str:
    """The text of a page: by its byte-order mark, else by what it declares, else UTF-8, else windows-1258."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if data.startswith(b"\xef\xbb\xbf"):
        return data.decode("utf-8-sig", "replace")
    if data[1:2] == b"\0":
        return data.decode("utf-16-le", "replace")
    if data[:1] == b"\0":
        return data.decode("utf-16-be", "replace")
    declared = _DECLARED.search(data[:4096])
    named = _KNOWN.get(declared[1].decode("ascii").lower()) if declared else None
    # A declaration of UTF-16 that could be read as ASCII is wrong by its own existence.
    tries = ["utf-8"] if named is None or named.startswith("utf-16") else [named, "utf-8"]
    for encoding in tries:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1258", "replace")


class _Names:
    """Sheet names: the caption, else the one name that Excel's own HTML declares, else Sheet1, Sheet2 ..."""

    def __init__(self, declared: list[str]) -> None:
        self._declared = declared
        self._used: set[str] = set()
        self._count = 0

    def next_for(self, table: etree._Element) -> str:
        self._count += 1
        caption = next((child for child in table if child.tag == "caption"), None)
        wanted = _clean("".join(_texts(caption))) if caption is not None else ""
        if not wanted and len(self._declared) == 1:
            wanted = self._declared[0].strip()
        base = wanted = wanted or f"Sheet{self._count}"
        number = 1
        while wanted in self._used:
            number += 1
            wanted = f"{base} ({number})"
        self._used.add(wanted)
        return wanted


def _rows_by_table(root: etree._Element) -> dict[etree._Element, list[etree._Element]]:
    """The rows of each table, without those of the tables inside it."""
    rows: dict[etree._Element, list[etree._Element]] = {}
    for row in root.iter("tr"):
        table = next(row.iterancestors("table"), None)
        if table is not None:
            rows.setdefault(table, []).append(row)
    return rows


def _fill(rows: list[etree._Element], builder: SheetBuilder, budget: Budget) -> None:
    taken: dict[int, int] = {}  # column: how many rows from here on a cell from above still covers
    for number, row in enumerate(rows, start=1):
        if _is_hidden(row):
            builder.hidden_rows.add(number)
        budget.spend(len(taken))  # else a few wide and high cells make each of many rows costly
        column = 1
        fresh: dict[int, int] = {}
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            while column in taken:
                column += 1
            wide = _span(cell, "colspan", _MAX_COLSPAN)
            # A rowspan of 0 reaches to the end, and none reaches further.
            high = min(_span(cell, "rowspan", _MAX_ROWSPAN) or len(rows), len(rows) - number + 1)
            wide = max(wide, 1)
            if column + wide > EXCEL_MAX_COLUMNS:
                raise UnreadableFile("too-many-columns", where=builder.name, allowed=EXCEL_MAX_COLUMNS)
            budget.spend(1)
            text = _clean("".join(_texts(cell)))
            if not is_blank(text):
                builder.cells[number, column] = text
            builder.merge(Range(number, column, number + high - 1, column + wide - 1))
            if high > 1:
                fresh.update(dict.fromkeys(range(column, column + wide), high))
            column += wide
        taken = {c: left - 1 for c, left in (taken | fresh).items() if left > 1}


def _span(cell: etree._Element, name: str, most: int) -> int:
    value = (cell.get(name) or "1").strip()
    return min(int(value[:9]), most) if value.isascii() and value.isdecimal() else 1


def _texts(element: etree._Element) -> Iterator[str]:
    """The text of a cell, with a line feed for each line break, without nested tables and scripts.

    Runs of white space are one space in HTML, but a line feed made by ``<br>`` must survive that: it travels
    as U+2028 until `_clean`.
    """
    stack: list[tuple[etree._Element, bool]] = [(element, False)]
    while stack:
        node, left = stack.pop()
        if left:
            yield node.tail or ""
            continue
        if node is not element:
            stack.append((node, True))
        if node.tag == "br":
            yield "\u2028"
        elif node.tag not in ("table", "script", "style") or node is element:
            yield node.text or ""
            stack.extend((child, False) for child in reversed(node))


def _clean(text: str) -> str:
    lines = _SPACES.sub(" ", text).split("\u2028")
    return "\n".join(line.strip(" ") for line in lines).strip("\n")


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))
