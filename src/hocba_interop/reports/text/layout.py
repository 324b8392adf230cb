"""How reports look: headings, plain tables without frames, places in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from hocba_interop.notices import CellPlace, Place, SourcePlace, XPathPlace, column_letters
from hocba_interop.reports.words import number, pick

_LONG = 12
"""A shared beginning of file names is left out from this length on."""

_FEW_FILES = 2


def heading(text: str, style: str = "bold") -> Text:
    """A heading with an empty line above it."""
    return Text(f"\n{text}", style)


def table(*columns: str | tuple[str, str]) -> Table:
    """A table without frames; a column is its title, or its title and ``right``."""
    made = Table(box=None, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for column in columns:
        title, side = column if isinstance(column, tuple) else (column, "left")
        made.add_column(Text(title), justify="right" if side == "right" else "left", overflow="fold")
    return made


def grid(columns: int) -> Table:
    """A table without titles."""
    made = Table.grid(padding=(0, 2, 0, 0))
    for _ in range(columns):
        made.add_column(overflow="fold")
    return made


def indented(content: RenderableType) -> Padding:
    """Something set in by two."""
    return Padding(content, (0, 0, 0, 2))


def short_names(sources: Sequence[str]) -> list[str]:
    """The names of files without the long beginning that they share: "…hk1.xls"."""
    shared = _shared(sources)
    cut = max((sources[0].rfind(mark, 0, shared) for mark in "_- ."), default=-1) + 1 if len(sources) > 1 else 0
    return [f"…{name[cut:]}" if cut >= _LONG else name for name in sources]


def _shared(sources: Sequence[str]) -> int:
    """How many letters all names begin with."""
    letters = zip(*sources, strict=False)
    return next((index for index, some in enumerate(letters) if len(set(some)) > 1), 0)


def place(where: Place, names: Sequence[str], lang: str) -> str:
    """A place in words, with the name of the file where there are several."""
    of_many = len(names) > 1 and where.source < len(names)
    if isinstance(where, SourcePlace):
        return names[where.source] if where.source < len(names) else ""
    text = str(where)
    if isinstance(where, XPathPlace):
        text = f"{where.xpath} ({pick(lang, 'dòng', 'line')} {where.line})" if where.line else where.xpath
    elif isinstance(where, CellPlace) and where.row and not where.column:
        text = f"'{where.sheet}' {pick(lang, 'dòng', 'row')} {where.row}"
    elif isinstance(where, CellPlace) and where.column and not where.row:
        text = f"'{where.sheet}' {pick(lang, 'cột', 'column')} {column_letters(where.column)}"
    return f"{names[where.source]} {text}" if of_many else text


def sheets(places: Iterable[Place], names: Sequence[str], lang: str, most: int) -> str:
    """The sheets of places, file by file; for files without sheets their names."""
    by_file: dict[int, list[str]] = {}
    for where in places:
        found = by_file.setdefault(where.source, [])
        if isinstance(where, CellPlace):
            found.append(f"'{where.sheet}'")
    told = []
    for source, found in by_file.items():
        name = names[source] if len(names) > 1 or not found else ""
        told.append(f"{name} {listed(found, most, lang)}".strip())
    return listed(told, _FEW_FILES, lang, between=" · ")


def listed(texts: Iterable[str], most: int | None, lang: str, *, between: str = ", ") -> str:
    """Texts in a row, each once; beyond ``most`` only how many more there are."""
    unique = list(dict.fromkeys(texts))
    if most is None or len(unique) <= most:
        return between.join(unique)
    more = number(len(unique) - most, lang)
    return between.join(unique[:most]) + pick(lang, f"{between}… và {more} nữa", f"{between}… and {more} more")
