"""A report card as a flat map from paths to leaves, and back.

The flat form is what everything compares: assembly sees two values for one path, the proof sees what came back,
``diff`` sees what differs. A path is a tuple of names; members of lists have a natural key where they have one
(years by school year, subjects by id, traits by id, guardians by relation) and their index otherwise::

    ("years", "2023-2024", "subjects", "toan", "periods", "term1", "result") -> Mark(score10, 8.2)

A year whose school year no source names goes by its grade: ``("years", "?10", …)``.

A mark and an extension are leaves of their own: neither means anything in parts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from .base import Part
from .extensions import Extension
from .marks import Mark
from .report_card import ReportCard
from .results import SubjectRecord, TraitRecord
from .student import Guardian
from .year import YearRecord

Path = tuple[str, ...]
Leaf = str | int | bool | Mark | Extension

UNKNOWN_YEAR = "?"
"""The key of a year record whose school year no source names; its grade follows where that is known (``?10``)."""

_UNKNOWN = re.compile(r"\?(-?[0-9]+)?(#[0-9]+)?")

OTHER_SUBJECT = "khac"


def same_leaf(one: Leaf | None, other: Leaf | None) -> bool:
    """Whether two leaves record the same (marks by number)."""
    if isinstance(one, Mark):
        return one.same_as(other)
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def same_but_for_spaces(one: Leaf, other: Leaf) -> bool:
    """Whether two leaves record the same, however the words of a text are spaced."""
    if isinstance(one, str) and isinstance(other, str):
        return one.split() == other.split()
    return same_leaf(one, other)


def period_of(path: Path) -> str | None:
    """The period that a path leads through, if any."""
    if len(path) > 5 and path[4] == "periods":
        return path[5]
    return path[3] if len(path) > 3 and path[2] == "summaries" else None


def bag_position(path: Path) -> int | None:
    """The position of the index of a list without natural keys, if the path leads into one."""
    for position, name in enumerate(path[:-1]):
        if name in BAGS and path[position + 1].isdecimal():
            return position + 1
    return None


def subject_key(subject: str, label: str | None) -> str:
    """The key of a subject among those of a year: its id, with its own label where no list knows it."""
    return f"{subject}:{' '.join((label or '').casefold().split())}" if subject == OTHER_SUBJECT else subject


def year_key(school_year: str | None, grade: int | str | None) -> str:
    """The key of a year among those of a pupil: its school year, or, where that is not known, its grade."""
    if school_year:
        return school_year
    try:
        return UNKNOWN_YEAR if grade is None else f"{UNKNOWN_YEAR}{int(grade)}"
    except ValueError:
        return UNKNOWN_YEAR


def is_unknown_year(key: str) -> bool:
    """Whether the key of a year is that of one whose school year is not known (``?``, ``?10``, ``?10#2``)."""
    return _UNKNOWN.fullmatch(key) is not None


def named_year(key: str | None) -> str | None:
    """The school year that the key of a year names, or None."""
    return None if key is None or is_unknown_year(key) else key


def grade_of_unknown_year(key: str) -> int | None:
    """The grade by which a year without a known school year goes, or None."""
    found = _UNKNOWN.fullmatch(key)
    return int(found[1]) if found and found[1] else None


def year_order(key: str) -> tuple[bool, int, str]:
    """Years in the order of time; those of which only the grade is known stand behind, by grade."""
    unknown = is_unknown_year(key)
    return unknown, (grade_of_unknown_year(key) or 0) if unknown else 0, key


def latest_year(keys: Iterable[str]) -> str | None:
    """The latest of some years; one whose school year is not known counts only where no other is there."""
    return max(keys, key=lambda key: (not is_unknown_year(key), *year_order(key)[1:]), default=None)


def in_year(path: Path, before: str, after: str) -> Path:
    """A path with the key of its year changed; a path of something else as it is."""
    return ("years", after, *path[2:]) if path[:2] == ("years", before) else path


def _year_key(year: YearRecord) -> str:
    return year_key(year.school_year, year.grade)


def _subject_key(record: SubjectRecord) -> str:
    return subject_key(record.subject, record.source_label)


def _trait_key(record: TraitRecord) -> str:
    return subject_key(record.trait, record.source_label)


def _relation(guardian: Guardian) -> str:
    return guardian.relation


_NATURAL_KEYS: Mapping[str, Callable[[Any], str]] = {
    "years": _year_key,
    "subjects": _subject_key,
    "traits": _trait_key,
    "guardians": _relation,
}
_INDEXED = frozenset(
    {"regular", "history", "extensions", "awards", "discipline", "certificates", "signers", "corrections"}
)
LISTS = _INDEXED | frozenset(_NATURAL_KEYS)
BAGS = _INDEXED - {"regular"}
"""Lists whose members have no natural key: two sources add to them instead of contradicting each other."""


def list_keys(name: str, members: Iterable[Any]) -> Iterator[str]:
    """The keys of the members of a list of the model, a repeated natural key being told apart by ``#2``, ``#3``…"""
    natural = _NATURAL_KEYS.get(name)
    if natural is None:
        yield from (str(index) for index, _ in enumerate(members))
        return
    taken: set[str] = set()
    for member in members:
        key = wanted = natural(member)
        count = 1
        while key in taken:
            count += 1
            key = f"{wanted}#{count}"
        taken.add(key)
        yield key


def flatten(part: Part) -> dict[Path, Leaf]:
    """All leaves of a part (usually a ReportCard) by path, in the order of the model. Null is absent."""
    flat: dict[Path, Leaf] = {}
    _flatten(part, (), flat)
    return flat


def _flatten(value: Any, path: Path, flat: dict[Path, Leaf]) -> None:
    if value is None:
        return
    if isinstance(value, (str, int, Mark, Extension)):
        flat[path] = value
    elif isinstance(value, Part):
        # __dict__ holds the fields of a pydantic model in order and is several times faster than getattr
        for name, field in value.__dict__.items():
            if field is not None:
                _flatten(field, (*path, name), flat)
    elif isinstance(value, dict):
        for name, member in value.items():
            _flatten(member, (*path, name), flat)
    else:
        for key, member in zip(list_keys(path[-1], value), value, strict=True):
            _flatten(member, (*path, key), flat)


def unflatten(flat: Mapping[Path, Leaf]) -> ReportCard:
    """The report card that has these leaves. Raises pydantic.ValidationError where they have no such shape."""
    tree: dict[str, Any] = {"student": {}}
    for path, leaf in flat.items():
        node = tree
        for name in path[:-1]:
            node = node.setdefault(name, {})
        node[path[-1]] = leaf
    return ReportCard.model_validate(_with_lists("", tree))


def _with_lists(name: str, node: dict[str, Any]) -> Any:
    children = {key: _with_lists(key, child) if isinstance(child, dict) else child for key, child in node.items()}
    if name == "regular":
        return [children.get(str(index)) for index in range(max(map(int, children)) + 1)]
    if name in BAGS:
        return [children[index] for index in sorted(children, key=int)]
    return list(children.values()) if name in LISTS else children
