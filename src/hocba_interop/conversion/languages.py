"""Which foreign language is the first and which the second: seen only beside the others of the class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ..ledger import Fragment
from ..model.flat import OTHER_SUBJECT, Leaf, Path, subject_key
from ..notices import Notice

OPEN_LANGUAGE = "ngoai_ngu:"
"""Begins the key of a named language whose rank is seen only beside the others of its class."""

FIRST, SECOND = "ngoai_ngu_1", "ngoai_ngu_2"
_ENGLISH = f"{OPEN_LANGUAGE}tieng_anh"


def rank_languages(fragments: Iterable[Fragment]) -> list[Notice]:
    """Give every named foreign language its rank, class by class, in place.

    Alone in its class it is the first foreign language; of two, English is the first and the other the second,
    which is said, since it is inferred.
    """
    classes: defaultdict[tuple[str | None, str | None], list[Fragment]] = defaultdict(list)
    for fragment in fragments:
        if any(len(path) > 3 and path[3].startswith(OPEN_LANGUAGE) for path, _ in fragment.implied):
            classes[fragment.school_year, fragment.class_name].append(fragment)
    notices = []
    for members in classes.values():
        ranks = _ranks(members)
        if len(ranks) > 1 or SECOND in ranks.values():
            notices.append(Notice("language-rank-inferred", members[0].place))
        _apply(members, ranks)
    return notices


def _ranks(members: list[Fragment]) -> dict[str, str]:
    named: dict[str, None] = {}
    beside_unnamed: set[str] = set()
    for implied in {id(fragment.implied): fragment.implied for fragment in members}.values():
        keys = {path[3] for path, _ in implied if len(path) > 3 and path[2] == "subjects"}
        here = [path[3] for path, _ in implied if len(path) > 3 and path[3].startswith(OPEN_LANGUAGE)]
        named.update(dict.fromkeys(here))
        if FIRST in keys:
            beside_unnamed.update(here)
    ordered = sorted(named, key=lambda key: key != _ENGLISH)
    ranks: dict[str, str] = {}
    for key in ordered:
        taken = ranks.values()
        if key != _ENGLISH and key in beside_unnamed and SECOND not in taken:
            ranks[key] = SECOND
        elif FIRST not in taken:
            ranks[key] = FIRST
        elif SECOND not in taken:
            ranks[key] = SECOND
        else:
            ranks[key] = subject_key(OTHER_SUBJECT, _label(members, key))
    return ranks


def _label(members: list[Fragment], key: str) -> str | None:
    """How the school writes a language: the key of a subject beyond the two that have a rank."""
    labels = (leaf for f in members for path, leaf in f.implied if path[3:] == (key, "source_label"))
    return next((str(label) for label in labels), None)


def _apply(members: list[Fragment], ranks: dict[str, str]) -> None:
    renamed: dict[int, tuple[tuple[Path, Leaf], ...]] = {}
    for fragment in members:
        identity = id(fragment.implied)
        if identity not in renamed:
            renamed[identity] = tuple(_rename(path, leaf, ranks) for path, leaf in fragment.implied)
        for fact in fragment.facts:
            if len(fact.path) > 3 and fact.path[3] in ranks:
                fact.path = (*fact.path[:3], ranks[fact.path[3]], *fact.path[4:])
    for fragment in members:
        fragment.implied = renamed.get(id(fragment.implied), fragment.implied)


def _rename(path: Path, leaf: Leaf, ranks: dict[str, str]) -> tuple[Path, Leaf]:
    if len(path) > 3 and path[3] in ranks:
        rank = ranks[path[3]]
        subject = rank.partition(":")[0]
        return (*path[:3], rank, *path[4:]), subject if path[4:] == ("subject",) else leaf
    return path, leaf
