"""What is known of moves between schools, with legal source and certainty: ``differences.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Certainty = Literal["read", "common", "silent"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A kind of difference between two schools: its rule, what it rests on, and its short name."""

    rule: str
    legal_source: str
    certainty: Certainty
    vi: str
    en: str


@cache
def _data() -> dict[str, Any]:
    with files(__package__).joinpath("differences.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def differences() -> dict[str, Difference]:
    """Every kind of difference by its rule, in the order in which reports list them."""
    return {rule: Difference(rule, **entry) for rule, entry in _data()["differences"].items()}


def season_of(month_and_day: str) -> str | None:
    """The season (``term1``, ``term2``, ``summer``) of a date written ``MM-DD``; None where schools differ."""
    ranges = _data()["seasons"]["ranges"]
    return next((one["season"] for one in ranges if one["from"] <= month_and_day <= one["to"]), None)


def alternatives(level: str) -> list[frozenset[str]]:
    """Subjects that stand for each other at a level: Nghệ thuật as one line, or as Âm nhạc and Mĩ thuật."""
    groups = _data()["alternatives"]["groups"]
    return [frozenset(group["subjects"]) for group in groups if level in group["levels"]]


def caption(field: str) -> str:
    """What a field of the old school is called where it is kept aside; one that is not listed by its own name."""
    return str(_data()["captions"].get(field, field))


def regular_marks_a_term() -> tuple[int, int]:
    """The least and the greatest number of regular marks (ĐĐGtx) that Thông tư 22 asks for in a term."""
    counts = [int(entry["marks"]) for entry in _data()["regular_marks"]["by_periods_a_year"]]
    return min(counts), max(counts)
