"""A second, much simpler way to read the fixtures' tables, for a second opinion on what our readers found.

Values are brought to one spelling each (8, 8.0 and "8,0" are "8"); nothing of the package under test is used.
"""

from __future__ import annotations

import datetime
import io
import re
import unicodedata
from collections import Counter
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import python_calamine

_IDENTITY = (
    "mã học sinh",
    "mã định danh",
    "mã vnedu",
    "mã moet",
    "mã vemis",
    "số định danh",
    "họ và tên",
    "họ tên",
)
_MORE_IDENTITY = ("ngày sinh", "studentid", "tên lớp", "nữ", "stt")
_TICKS = frozenset("xX1✓✔üþ\uf0fc")
_NOTHING = frozenset({"", "-", "—"})


def same_spelling(value: Any) -> str:
    """One spelling of a cell's value."""
    if isinstance(value, datetime.datetime | datetime.date):
        return f"{value:%d/%m/%Y}"
    line = " ".join(unicodedata.normalize("NFC", str(value)).replace("\u00a0", " ").replace("Ð", "Đ").split())
    try:
        number = Decimal(line.replace(",", ".")) if re.fullmatch(r"\d+([.,]\d+)?", line) else None
    except InvalidOperation:
        number = None
    return f"{number.normalize():f}" if number is not None else line


def _sheets(path: Path) -> list[list[list[Any]]]:
    book = python_calamine.load_workbook(io.BytesIO(path.read_bytes()))  # by content: extensions lie
    return [book.get_sheet_by_index(i).to_python(skip_empty_area=False) for i, _ in enumerate(book.sheet_names)]


def tables(path: Path) -> list[tuple[list[str], list[list[str]]]]:
    """For each sheet with a cell STT: the captions of that row and the rows with a number."""
    found = []
    for grid in _sheets(path):
        top = next((i for i, row in enumerate(grid) if "STT" in map(same_spelling, row)), None)
        if top is None:
            continue
        stt = list(map(same_spelling, grid[top])).index("STT")
        body = grid[top + 1 :]
        rows = [
            list(map(same_spelling, row))
            for row in body
            if re.fullmatch(r"\d+", same_spelling(row[stt])) and _named(row)
        ]
        found.append((list(map(same_spelling, grid[top])), rows))
    return found


def _named(row: list[Any]) -> bool:
    """Whether a row holds words of two letters or more beside its numbers, as one with a name does."""
    return any(isinstance(value, str) and re.search(r"[^\W\d_]{2,}", value) for value in row)


def identity_and_data(path: Path) -> tuple[Counter[str], Counter[str]]:
    """All values of the pupils' own columns, and all values of the others, over all sheets."""
    identity: Counter[str] = Counter()
    data: Counter[str] = Counter()
    for captions, rows in tables(path):
        folded = [caption.casefold() for caption in captions]
        own = {i for i, caption in enumerate(folded) if caption.startswith((*_IDENTITY, *_MORE_IDENTITY))}
        name = next(i for i, caption in enumerate(folded) if caption in ("họ và tên", "họ tên"))
        own |= {name + 1} if not captions[name + 1] else set()  # the given name in a cell of its own
        last = max(own)
        for row in rows:
            for column, value in enumerate(row):
                if captions[column] == "STT" or value in _NOTHING:
                    continue
                (identity if column <= last else data)[value] += 1
    return identity, data


def with_ticks(values: Counter[str]) -> Counter[str]:
    """The values of a sheet without scores, every tick written in one way."""
    joined: Counter[str] = Counter()
    for value, count in values.items():
        joined["tick" if value in _TICKS else value] += count
    return joined
