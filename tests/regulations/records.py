"""Seeded random records that crowd round the thresholds, where a rule can go wrong; uniform ones would miss them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

COUNT = 100_000

TENTH = tuple(Decimal(i).scaleb(-1) for i in range(101))
"""Each mark of the scale, by its tenths."""
EDGES = (20, 35, 50, 65, 80, 90)
CLOSE = tuple(mark for edge in EDGES for mark in (edge - 1, edge, edge, edge + 1))

POOLS = {
    base: (
        *[min(100, base + more) for more in (0, 0, 1, 2, 5, 9, 15)] * 6,
        *(base - 1, base - 15, base - 14, *CLOSE[-12:]),
    )
    for base in (50, 65, 80)
}
"""What the marks of a pupil about one level are drawn from."""


class Secondary(NamedTuple):
    """Marks in tenths and Đ or CĐ by subject; a specialised subject, and an average as recorded, in tenths."""

    scores: dict[str, int]
    comments: dict[str, str]
    specialised: str | None
    average: int


SUBJECTS = ("toan", "ngu_van", "ngoai_ngu_1", "vat_li", "hoa_hoc", "lich_su", "dia_li", "gdcd", "tin_hoc", "cong_nghe")
COMMENTED = ("gdtc", "nghe_thuat", "hdtn_hn", "gd_dia_phuong")


def secondary(seed: int, count: int = COUNT) -> Iterator[Secondary]:
    """Pupils about one level, with often one subject, seldom two or more, that drags or lifts."""
    rng = random.Random(seed)
    for _ in range(count):
        size = rng.choice((5, 6, 6, 7, 7, 8, 8, 9, 10))
        base = rng.choice((50, 65, 80, 80))
        marks = rng.choices(POOLS[base], k=size)
        for _ in range(rng.choice((0, 1, 1, 1, 2))):
            marks[rng.randrange(size)] = rng.choice(CLOSE)
        failed = rng.choice((0, 0, 0, 0, 1, 1, 2))
        passes = ["CĐ"] * failed + ["Đ"] * (len(COMMENTED) - failed)
        rng.shuffle(passes)
        names = SUBJECTS[:size]
        # the recorded average may be anything near the marks: it is an input of its own
        average = min(100, max(0, sum(marks) // size + rng.choice((-3, -1, 0, 0, 1, 3))))
        yield Secondary(
            dict(zip(names, marks, strict=True)),
            dict(zip(COMMENTED, passes, strict=True)),
            rng.choice((None, None, "vat_li", "toan")),
            rng.choice((average, average, base, base - 1)),
        )


def decimals(marks: dict[str, int]) -> dict[str, Decimal]:
    return {name: TENTH[mark] for name, mark in marks.items()}


def passes(comments: dict[str, str]) -> dict[str, str]:
    return {name: "dat" if value == "Đ" else "chua_dat" for name, value in comments.items()}
