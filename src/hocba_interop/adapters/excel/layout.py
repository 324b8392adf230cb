"""The layout of the workbook, from ``layout.toml``: sheets, their keys and columns, scales, word lists."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, cast

from hocba_interop.adapters.workbook.captions import caption_key
from hocba_interop.model import Scale

from .patterns import Pattern
from .words import WordList

PUPIL_KEY = "Mã dòng"
PUPIL_NAME = "Họ và tên học sinh"
GUIDE = "Hướng dẫn"
LISTS = "Danh mục"
REST = "Thông tin khác"
GENERAL = "(chung)"
NOTHING_WORD = "–"


@dataclass(frozen=True, slots=True, eq=False)
class Key:
    """A column that tells the rows of a sheet apart: the school year, the subject, the period …

    ``at`` is the pattern of the part that the key names, where it names one by a natural key; ``home`` the
    sheet where such a part has a row even if it has nothing else.
    """

    name: str
    caption: str
    codec: str
    width: float
    hint: str | None = None
    at: Pattern | None = None
    home: str | None = None
    words: WordList | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column that holds leaves.

    ``numbered`` is how many of a numbered column there are at least, 0 for others; in a ``deniable`` one a
    dash says that what the name of the row implies does not hold.
    """

    patterns: tuple[Pattern, ...]
    caption: str
    kind: str
    width: float
    hint: str | None = None
    words: WordList | None = None
    scales: Mapping[str, tuple[Scale, ...]] = field(default_factory=dict)
    scales_caption: str = ""
    numbered: int = 0
    digits: int | None = None
    technical: bool = False
    deniable: bool = False
    suggest: WordList | None = None

    def title(self, number: int = 0) -> str:
        """The caption of the column, or of one of a numbered column."""
        return self.caption.replace("{i}", str(number))

    def order(self, regulation: str | None) -> tuple[Scale, ...]:
        """The scales on which a bare word may be meant, the likeliest first, in a year under a circular."""
        return self.scales.get(regulation or "default") or self.scales.get("default", ())


@dataclass(frozen=True, eq=False)
class SheetLayout:
    """A sheet with a row per pupil, per pupil and year, per subject and period …"""

    id: str
    caption: str
    about: str
    color: str
    keys: tuple[Key, ...]
    columns: tuple[Column, ...]
    pupil: bool = True

    @cached_property
    def items(self) -> tuple[Key | Column, ...]:
        """The keys and then the columns."""
        return (*self.keys, *self.columns)

    @cached_property
    def _by_caption(self) -> dict[str, Key | Column]:
        return {caption_key(item.caption.replace("{i}", "")): item for item in self.items}

    def find(self, caption: str) -> tuple[Key | Column, int] | None:
        """The key or column that a caption names, with the number in it (0 where it has none)."""
        key = caption_key(caption)
        if found := self._by_caption.get(key):
            return found, 1 if isinstance(found, Column) and found.numbered else 0
        stem = key.rstrip("0123456789")
        found = self._by_caption.get(stem)
        digits = key[len(stem) :]
        if isinstance(found, Column) and found.numbered and len(digits) <= len(str(MOST_NUMBERED)):
            return (found, int(digits)) if 1 <= int(digits) <= MOST_NUMBERED else None
        return None

    @property
    def anchor(self) -> str:
        """The caption without which a row is no header of this sheet."""
        return PUPIL_KEY if self.pupil else self.columns[0].caption


MOST_NUMBERED = 24


@dataclass(frozen=True, eq=False)
class Layout:
    """The whole workbook."""

    version: str
    marker: str
    sheets: tuple[SheetLayout, ...]
    words: Mapping[str, WordList]
    keys: Mapping[str, Key]

    def sheet(self, id: str) -> SheetLayout:
        """The sheet of that id."""
        return next(sheet for sheet in self.sheets if sheet.id == id)


def _column(entry: Mapping[str, Any], base: str, words: Mapping[str, WordList], scales: Any) -> Column:
    paths = entry["path"] if isinstance(entry["path"], list) else [entry["path"]]
    orders = dict(scales[entry["scales"]]) if "scales" in entry else {}
    scales_caption = orders.pop("caption", "")
    return Column(
        patterns=tuple(Pattern.of(f"{base}.{path}") for path in paths),
        caption=entry["caption"],
        kind=entry["kind"],
        width=entry["width"],
        hint=entry.get("hint"),
        words=words[entry["words"]] if "words" in entry else None,
        scales={rule: tuple(cast("list[Scale]", names)) for rule, names in orders.items()},
        scales_caption=scales_caption,
        numbered=entry.get("numbered", 0),
        digits=entry.get("digits"),
        technical=entry.get("technical", False),
        deniable=entry.get("deniable", False),
        suggest=words[entry["suggest"]] if "suggest" in entry else None,
    )


def _key(name: str, entry: Mapping[str, Any], words: Mapping[str, WordList]) -> Key:
    return Key(
        name=name,
        caption=entry["caption"],
        codec=entry["codec"],
        width=entry["width"],
        hint=entry.get("hint"),
        at=Pattern.of(entry["at"]) if "at" in entry else None,
        home=entry.get("home"),
        words=words[entry["words"]] if "words" in entry else None,
    )


@cache
def layout() -> Layout:
    """The layout of ``layout.toml``."""
    with files(__package__).joinpath("layout.toml").open("rb") as file:
        data = tomllib.load(file)
    words = {name: WordList.of(name, entry) for name, entry in data["words"].items()}
    keys = {name: _key(name, entry, words) for name, entry in data["keys"].items()}
    sheets = tuple(
        SheetLayout(
            id=entry["id"],
            caption=entry["caption"],
            about=entry["about"],
            color=entry["color"],
            keys=tuple(keys[name] for name in entry.get("keys", ())),
            columns=tuple(_column(column, entry["base"], words, data["scales"]) for column in entry["columns"]),
            pupil=entry.get("pupil", True),
        )
        for entry in data["sheets"]
    )
    return Layout(data["version"], data["marker"], sheets, words, keys)
