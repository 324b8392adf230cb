"""A report card as a flat map from paths to leaves, and back.

The flat form is what everything compares: assembly sees two values for one path, the proof sees what came back,
``diff`` sees what differs. A path is a tuple of names; members of lists have a natural key where they have one
(years by school year, subjects by id, traits by id, guardians by relation) and their index otherwise::

    ("years", "2023-2024", "subjects", "toan", "periods", "term1", "result") -> Mark(score10, 8.2)

A mark and an extension are leaves of their own: neither means anything in parts.
"""

from __future__ import annotations

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
"""The key of a year record whose school year no source names."""

OTHER_SUBJECT = "khac"


def same_leaf(one: Leaf | None, other: Leaf | None) -> bool:
    """Whether two leaves record the same (marks by number)."""
    if isinstance(one, Mark):
        return one.same_as(other)
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def subject_key(subject: str, label: str | None) -> str:
    """The key of a subject among those of a year: its id, with its own label where no list knows it."""
    return f"{subject}:{' '.join((label or '').casefold().split())}" if subject == OTHER_SUBJECT else subject


def _year_key(year: YearRecord) -> str:
    return year.school_year or UNKNOWN_YEAR


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
