"""What the key cells of a row say: whose it is, and of which year, subject, period, member of a list."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from hocba_interop.adapters.workbook.cells import BadCell, cell_text
from hocba_interop.adapters.workbook.opening import CellValue
from hocba_interop.model.flat import subject_key
from hocba_interop.text import fold

from .keys import KeyRead
from .layout import GENERAL, Key
from .pupils import Pupil
from .tables import Table

FIRST, SECOND, ENGLISH = "ngoai_ngu_1", "ngoai_ngu_2", "tieng_anh"
_MOST_MEMBERS = 10_000


@dataclass(slots=True)
class RowKeys:
    """Whose row it is and what its key cells name."""

    table: Table
    row: int
    pupil: Pupil
    keys: dict[str, str | None] = field(default_factory=dict)
    named: dict[str, KeyRead] = field(default_factory=dict)
    wanted_index: int | None = None


def member_index(value: CellValue | None) -> int | None:
    """The index that a running number stands for; people may leave it out or get it wrong."""
    text = cell_text(value)[0] if isinstance(value, str | Decimal) else ""
    return int(text) - 1 if text.isdecimal() and len(text) < 6 and 1 <= int(text) <= _MOST_MEMBERS else None


def word_of(key: Key, value: CellValue | None) -> str | None:
    """The value of a key that is one of a few words; an empty period is the whole year's subject."""
    assert key.words is not None
    text = cell_text(value)[0] if isinstance(value, str | Decimal) else "" if value is None else None
    if key.name == "period" and text is not None and fold(text).strip("()") in ("", fold(GENERAL).strip("()")):
        return None
    found = key.words.find(text) if text else None
    if found is None:
        rule = "row-key-missing" if text == "" else "word-unknown"
        raise BadCell(rule, column=key.caption)
    return found


def language_ranks(reads: list[KeyRead]) -> dict[str, str]:
    """The subjects of the languages that were named without a rank."""
    taken = {read.key for read in reads if read.unranked is None}
    languages = dict.fromkeys(read.unranked for read in reads if read.unranked)
    ranks: dict[str, str] = {}
    for language in sorted(languages, key=lambda name: name != ENGLISH):
        free = next((rank for rank in (FIRST, SECOND) if rank not in taken), None)
        ranks[language] = free or subject_key("khac", language)
        taken.add(ranks[language])
    return ranks
