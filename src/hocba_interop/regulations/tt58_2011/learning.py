"""Học lực of a term or year (TT58/2011, Điều 13), with the subjects that Thông tư 26/2020 adds to the key ones."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from hocba_interop.regulations.values import (
    PASSES,
    Learning5,
    Passes,
    Reading,
    Readings,
    Scores,
    Undecided,
    off_scale,
    unusable_scores,
    usable,
)

KEY_SUBJECTS: Final = ("toan", "ngu_van")
"""One of them must reach the mark that the average must reach. Every pupil learns these two."""
LEVELS: Final[tuple[Learning5, ...]] = ("gioi", "kha", "trung_binh", "yeu", "kem")
"""The levels, best first."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: the average and a key subject from ``reach`` on, no subject under ``floor``, all Đ.

    The row of Yếu asks for neither a key subject nor the subjects assessed by comment (``strict`` is false).
    """

    level: Learning5
    reach: Decimal
    floor: Decimal
    strict: bool = True


TABLE: Final = (
    Row("gioi", Decimal("8.0"), Decimal("6.5")),
    Row("kha", Decimal("6.5"), Decimal("5.0")),
    Row("trung_binh", Decimal("5.0"), Decimal("3.5")),
    Row("yeu", Decimal("3.5"), Decimal("2.0"), strict=False),
)

ADJUSTED: Final[dict[tuple[Learning5, Learning5], Learning5]] = {
    ("gioi", "trung_binh"): "kha",
    ("gioi", "yeu"): "trung_binh",
    ("kha", "yeu"): "trung_binh",
    ("kha", "kem"): "yeu",
}
"""Điều 13.6: what the average reaches, what one single subject makes of it, what it is adjusted to.

Giỏi down to Kém is not named there.
"""

_PERFECT: Final = Decimal(10)


@dataclass(frozen=True, slots=True)
class _Record:
    average: Decimal
    marks: dict[str, Decimal]
    failed: int
    key: Collection[str]
    specialised: str | None

    def level(self) -> Learning5:
        return next((row.level for row in TABLE if self._meets(row)), "kem")

    def _meets(self, row: Row) -> bool:
        if self.average < row.reach or any(mark < row.floor for mark in self.marks.values()):
            return False
        if not row.strict:
            return True
        if self.failed or not any(self.marks[name] >= row.reach for name in self.key if name in self.marks):
            return False
        return self.specialised not in self.marks or self.marks[self.specialised] >= row.reach

    def varied(self, marks: dict[str, Decimal], failed: int) -> Learning5:
        """The level with other marks and the recorded average: the text asks that the average reaches a level."""
        return _Record(self.average, marks, failed, self.key, self.specialised).level()


def learning_result(
    scores: Scores,
    comments: Passes,
    average: Decimal | None,
    *,
    specialised: str | None = None,
    key_subjects: Collection[str] = KEY_SUBJECTS,
) -> Readings[Learning5] | Undecided:
    """The level by the table and after the adjustment of Điều 13.6, by each reading of it.

    ``average`` is ĐTBhk or ĐTBcn, ``specialised`` the subject of a specialised class (môn chuyên), which must reach
    the mark too. A record without both Toán and Ngữ văn is not complete, and nothing is decided; one without any
    subject assessed by comment may be: a pupil of THPT who is exempt from Thể dục has none.
    """
    needed = tuple(name for name in (*KEY_SUBJECTS, specialised) if name is not None and name not in scores)
    missing = (*needed, *unusable_scores(scores), *off_scale(comments, PASSES))
    if not usable(average):
        return Undecided((*missing, "average"))
    if missing:
        return Undecided(missing)
    marks = {subject: mark for subject, mark in scores.items() if mark is not None}
    failed = sum(value == "chua_dat" for value in comments.values())
    record = _Record(average, marks, failed, key_subjects, specialised)
    return Readings(plain := record.level(), _by_reading(record, plain))


def _by_reading(record: _Record, plain: Learning5) -> dict[Reading, Learning5]:
    # only who is below Khá, with an average that reaches it, can have been dragged down
    if plain in LEVELS[:2] or record.average < TABLE[1].reach:
        return {"removal": plain, "replacement": plain, "inclusive": plain}
    cleared = [record.varied(record.marks, record.failed - 1)] if record.failed else []
    removed = [
        record.varied({other: mark for other, mark in record.marks.items() if other != name}, record.failed)
        for name in record.marks
    ]
    replaced = [record.varied({**record.marks, name: _PERFECT}, record.failed) for name in record.marks]
    by_replacement = _best(cleared + replaced)
    inclusive = "kha" if by_replacement == "gioi" and plain == "kem" else by_replacement
    return {
        "removal": ADJUSTED.get((_best(cleared + removed), plain), plain),
        "replacement": ADJUSTED.get((by_replacement, plain), plain),
        "inclusive": ADJUSTED.get((inclusive, plain), plain),
    }


def _best(levels: list[Learning5]) -> Learning5:
    return min(levels, key=LEVELS.index)
