"""How the workbook looks: colours of headers, number formats, alignment."""

from __future__ import annotations

from hocba_interop.adapters.workbook.writing import BookWriter

FONT = "Calibri"
_GREY = "#7F7F7F"
_CENTERED = frozenset({"date", "mark", "whole", "yes_no", "count"})
WRAPPED = frozenset({"text", "prose", "word"})
"""Kinds whose texts go on in further lines."""

_AS_TEXT = frozenset({"text", "prose", "code", "date", "word"})


def lighter(color: str, share: float) -> str:
    """A colour mixed with white."""
    parts = (int(color[start : start + 2], 16) for start in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * share):02X}" for part in parts)


class Styles:
    """The styles of one book, made when first asked for."""

    def __init__(self, book: BookWriter) -> None:
        self._book = book
        self._cells: dict[str, str] = {}

    def _name(self, name: str, **properties: object) -> str:
        self._book.style(name, **{"font_name": FONT, "font_size": 10, **properties})
        return name

    def header(self, color: str, *, key: bool = False, technical: bool = False) -> str:
        """A header cell: dark for keys, coloured for what people fill in, grey for what programs do."""
        fill = _GREY if technical else color if key else lighter(color, 0.25)
        return self._name(
            f"header {fill}",
            bold=True,
            font_color="#FFFFFF",
            bg_color=fill,
            border=1,
            border_color="#FFFFFF",
            align="center",
            valign="vcenter",
            text_wrap=True,
        )

    def key(self) -> str:
        """A cell that says which row this is."""
        return self._name("key", num_format="@", valign="top", bg_color="#F2F2F2")

    def key_number(self) -> str:
        """A running number that says which row this is."""
        return self._name("key number", num_format="0", align="center", valign="top", bg_color="#F2F2F2")

    def repeated(self) -> str:
        """The pupil's name beside the key, for people to read."""
        return self._name(
            "repeated", font_color="#595959", italic=True, valign="top", bg_color="#F2F2F2", num_format="@"
        )

    def cell(self, kind: str) -> str:
        """A cell of a kind of column."""
        if kind in self._cells:
            return self._cells[kind]
        properties: dict[str, object] = {"valign": "top"}
        if kind in _AS_TEXT:
            properties["num_format"] = "@"
        if kind in _CENTERED:
            properties["align"] = "center"
        if kind in WRAPPED:
            properties["text_wrap"] = True
        self._cells[kind] = self._name(f"cell {kind}", **properties)
        return self._cells[kind]

    def score(self, number_format: str) -> str:
        """A score shown with as many decimals as were recorded."""
        return self._name(f"score {number_format}", num_format=number_format, align="center", valign="top")

    def title(self) -> str:
        """The title of the guide."""
        return self._name("guide title", bold=True, font_size=18, font_color="#1F4E79")

    def heading(self) -> str:
        """A heading of the guide."""
        return self._name("guide heading", bold=True, font_size=12, font_color="#1F4E79", valign="vcenter")

    def paragraph(self) -> str:
        """Running text of the guide."""
        return self._name("guide text", text_wrap=True, valign="top", font_size=11)

    def term(self) -> str:
        """What an entry of the guide explains."""
        return self._name("guide term", text_wrap=True, valign="top", font_size=11, bold=True)

    def faint(self) -> str:
        """Small print."""
        return self._name("guide faint", font_color="#7F7F7F", font_size=9, valign="top")

    def grid(self, *, first: bool = False) -> object:
        """Thin lines round the cells of used rows; a darker one above the first row of a pupil."""
        if first:
            return self._book.style("grid first", border=1, border_color="#D9D9D9", top_color="#7F7F7F")
        return self._book.style("grid", border=1, border_color="#D9D9D9")
