"""The first sheet: what the workbook is, how it is filled in, what its brackets mean (``guide.toml``)."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from hocba_interop.adapters.workbook.writing import BookWriter

from .layout import GUIDE, LISTS, REST, layout
from .sheets import lines_of
from .styles import Styles

_WIDTH = 105


def write_guide(book: BookWriter, styles: Styles) -> None:
    """Write the guide."""
    with files(__package__).joinpath("guide.toml").open("rb") as file:
        text = tomllib.load(file)
    sheet = book.sheet(GUIDE)
    sheet.widths(1, 24, _WIDTH)
    raw = sheet.raw
    raw.hide_gridlines(2)
    raw.set_tab_color("#1F4E79")
    raw.set_paper(9)
    raw.fit_to_pages(1, 0)
    sheet.text(1, 1, text["title"], styles.title())
    raw.set_row(0, 28)
    sheet.text(2, 1, f"{layout().marker} {layout().version}", styles.faint())
    pages = [(item.caption, item.about) for item in layout().sheets]
    pages[-1:-1] = [(REST, text["rest"])]
    sections = [(text["sheets"], [*pages, (LISTS, text["lists"])])]
    sections += [(section["heading"], section["entries"]) for section in text["sections"]]
    row = 4
    for heading, entries in sections:
        sheet.text(row, 1, heading, styles.heading())
        raw.set_row(row - 1, 22)
        for term, words in entries:
            row += 1
            sheet.text(row, 1, term, styles.term())
            sheet.text(row, 2, words, styles.paragraph())
            raw.set_row(row - 1, 15.5 * lines_of(words, _WIDTH) + 1)
        row += 2
