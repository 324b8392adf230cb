"""The sheet of allowed words, the drop-down lists that draw on it, and the hints shown beside a cell."""

from __future__ import annotations

from collections.abc import Iterator

from hocba_interop.adapters.workbook.writing import BookWriter, SheetWriter
from hocba_interop.codelists import scales
from hocba_interop.notices import column_letters

from .layout import LISTS, Column, Key, layout
from .styles import Styles

_TITLE, _MESSAGE = 32, 255
"""How much a prompt holds."""

YES_NO = ("Có", "Không")


def words_of(item: Key | Column) -> tuple[str, ...]:
    """The words to choose from in a column, empty where it has no list."""
    if isinstance(item, Key):
        return item.words.words if item.words else ()
    if item.kind == "yes_no":
        return YES_NO
    words = item.words or item.suggest
    if words is not None:
        return words.words
    known = dict.fromkeys(scale for order in item.scales.values() for scale in order)
    return tuple(dict.fromkeys(scales.word(scale, value) for scale in known for value in scales.values(scale)))


def is_closed(item: Key | Column) -> bool:
    """Whether a column takes no other word than those of its list."""
    if isinstance(item, Column) and item.kind == "yes_no":
        return True
    return item.words is not None and item.words.closed


def _lists() -> Iterator[tuple[tuple[str, ...], str]]:
    """Every list of words with its caption, once."""
    seen: set[tuple[str, ...]] = set()
    for sheet in layout().sheets:
        for item in sheet.items:
            words = words_of(item)
            if words and words not in seen:
                seen.add(words)
                yield words, _caption(item)


def _caption(item: Key | Column) -> str:
    named = item.words or (item.suggest if isinstance(item, Column) else None)
    if named is not None:
        return named.caption
    return (item.scales_caption if isinstance(item, Column) else "") or ", ".join(words_of(item))


class DropDowns:
    """Where each list of words stands in the sheet of allowed words."""

    def __init__(self) -> None:
        self._at = {words: column for column, (words, _) in enumerate(_lists(), 1)}

    def write(self, book: BookWriter, styles: Styles) -> None:
        """Write the sheet of allowed words."""
        sheet = book.sheet(LISTS)
        for words, caption in _lists():
            column = self._at[words]
            sheet.text(1, column, caption, styles.header("#595959"))
            for row, word in enumerate(words, 2):
                sheet.text(row, column, word, styles.cell("code"))
            sheet.widths(column, min(42, max(map(len, (*words, caption))) + 2))
        sheet.raw.set_row(0, 32)
        sheet.raw.freeze_panes(1, 0)
        sheet.raw.set_tab_color("#A6A6A6")
        sheet.raw.set_landscape()
        sheet.raw.set_paper(9)
        sheet.raw.fit_to_pages(2, 0)

    def _source(self, words: tuple[str, ...]) -> str:
        letters = column_letters(self._at[words])
        return f"='{LISTS}'!${letters}$2:${letters}${len(words) + 1}"

    def attach(self, sheet: SheetWriter, item: Key | Column, column: int, last: int) -> None:
        """Give a column its list and its hint, from the second row to the last."""
        rule: dict[str, object] = {"validate": "any"}
        words = words_of(item)
        if words:
            closed = is_closed(item)
            rule = {"validate": "list", "source": self._source(words), "show_error": closed}
            if closed:
                rule["error_title"] = "Từ không có trong danh sách"
                rule["error_message"] = f"Hãy chọn một từ trong danh sách (trang {LISTS}) hoặc để trống."
        elif isinstance(item, Column) and item.kind == "mark":
            rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 10}
            rule |= {"error_type": "warning", "error_title": "Điểm ngoài thang 10"}
            rule["error_message"] = "Điểm là số từ 0 đến 10."
        elif not item.hint:
            return
        if item.hint:
            title = item.caption.replace(" {i}", "")
            rule |= {"input_title": title[:_TITLE], "input_message": item.hint[:_MESSAGE]}
        sheet.raw.data_validation(1, column - 1, last - 1, column - 1, rule)
