"""The safe opening of any spreadsheet file that a school may send.

`sniff` tells what a file is by its content; `open_workbook` reads .xlsx, .xls and HTML tables into one model,
or refuses with `UnreadableFile`. Bad input raises nothing else, starts no allocation by a declared size,
reads no other file and no network.
"""

from __future__ import annotations

from .limits import DEFAULT_LIMITS, Limits
from .model import CellValue, Fault, FaultyCell, Position, Range, Sheet, Workbook, cell_name
from .refusal import UnreadableFile
from .sniffing import Container, sniff

__all__ = [
    "DEFAULT_LIMITS",
    "CellValue",
    "Container",
    "Fault",
    "FaultyCell",
    "Limits",
    "Position",
    "Range",
    "Sheet",
    "UnreadableFile",
    "Workbook",
    "cell_name",
    "open_workbook",
    "sniff",
]

_BOOKS = (Container.XLSX, Container.XLS, Container.BIFF, Container.HTML)


def open_workbook(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Workbook:
    """Open a spreadsheet file of which only the bytes are trusted to say what it is.

    Raises:
        UnreadableFile: `empty-file`, `not-a-workbook` (``kind`` says what it seems to be),
            `encrypted-workbook`, `truncated-file`, `damaged-workbook`, `workbook-too-large` (``limit`` and
            ``allowed`` say which bound), `zip-bomb`, `too-many-columns`, `sheet-too-large`, `unsafe-path`,
            `xml-entities`, `biff-too-old`, `no-sheets`.
    """
    if len(data) > limits.max_file_bytes:
        raise UnreadableFile("workbook-too-large", limit="max_file_bytes", allowed=limits.max_file_bytes)
    container = sniff(data)
    if container is Container.EMPTY:
        raise UnreadableFile("empty-file")
    if container is Container.ENCRYPTED:
        raise UnreadableFile("encrypted-workbook", kind="ole")
    if container not in _BOOKS:
        raise UnreadableFile("not-a-workbook", kind=container.value)
    short_name = name.replace("\\", "/").rpartition("/")[2]
    try:
        return _read(data, short_name, container, limits)
    except UnreadableFile:
        raise
    except Exception as error:
        # The last line of defence: a file is bad in more ways than its readers foresee, and none may end the
        # program.
        raise UnreadableFile("damaged-workbook", reason=type(error).__name__) from error


def _read(data: bytes, name: str, container: Container, limits: Limits) -> Workbook:
    # Imported when needed: a command that converts JSON pays for none of them.
    if container is Container.XLSX:
        from .xlsx import open_xlsx

        return open_xlsx(data, name, limits)
    if container is Container.HTML:
        from .html import open_html

        return open_html(data, name, limits)
    from .xls import open_xls

    return open_xls(data, name, container, limits)
