"""Which subject of the one school is which of the other. Two languages are two subjects, whatever their rank."""

from __future__ import annotations

from hocba_interop.codelists import languages
from hocba_interop.ledger import Fragment
from hocba_interop.model.flat import OTHER_SUBJECT, Leaf, Path

from ..assembly import Assembled
from .part import Part, Taught

_FOREIGN = ("ngoai_ngu_1", "ngoai_ngu_2")
_LANGUAGES = (*_FOREIGN, "tieng_dan_toc")


def align(old: Part, new: Part) -> dict[str, str]:
    """For each subject of the old school the key that it has in the joined record.

    A subject of the new school keeps its key. One of the old school shares it where both are the same subject of
    the same language; where only one side names the language they are taken for one (and that is said).
    """
    keys: dict[str, str] = {}
    free = list(new.subjects)
    for exact in (True, False):
        for key, taught in old.subjects.items():
            if key in keys:
                continue
            same = next((k for k in free if _is_same(taught, new.subjects[k], exact=exact)), None)
            if same is not None:
                keys[key] = same
                free.remove(same)
    taken = set(new.subjects)
    for key in old.subjects:
        if key not in keys:
            keys[key] = _fresh(base_key(key), taken)
            taken.add(keys[key])
    return {key: keys[key] for key in old.subjects}


def base_key(key: str) -> str:
    """The key of a subject without what tells repeated ones apart (``ngoai_ngu_1#2``)."""
    return key if key.startswith(f"{OTHER_SUBJECT}:") else key.partition("#")[0]


def _is_same(one: Taught, other: Taught, *, exact: bool) -> bool:
    if base_key(one.key) != base_key(other.key):
        return False
    if one.language == other.language:
        return True
    return not exact and (one.language is None or other.language is None)


def _fresh(base: str, taken: set[str]) -> str:
    key, count = base, 1
    while key in taken:
        count += 1
        key = f"{base}#{count}"
    return key


def is_language(taught: Taught) -> bool:
    """Whether a subject is a language that may be another one elsewhere."""
    return taught.subject in _LANGUAGES


def names_language(language: str | None, label: str | None) -> bool:
    """Whether a part says which language it is."""
    return language is not None or (label is not None and languages.find(label) is not None)


def rename_subjects(fragments: list[Fragment], year: str, keys: dict[str, str]) -> None:
    """Give the subjects of a year their keys in the joined record."""
    changed = {key: other for key, other in keys.items() if key != other}
    if not changed:
        return
    for fragment in fragments:
        for fact in fragment.facts:
            fact.path = _renamed(fact.path, year, changed)
        fragment.implied = tuple((_renamed(path, year, changed), leaf) for path, leaf in fragment.implied)


def _renamed(path: Path, year: str, keys: dict[str, str]) -> Path:
    if path[:3] == ("years", year, "subjects") and path[3] in keys:
        return (*path[:3], keys[path[3]], *path[4:])
    return path


def settle_order(card: Assembled, year: str) -> None:
    """Number repeated subjects in the order in which they stand, which is how a reader of the output numbers them."""
    order = dict.fromkeys(path[3] for path in card.flat if path[:3] == ("years", year, "subjects"))
    taken: set[str] = set()
    keys: dict[str, str] = {}
    for key in order:
        keys[key] = _fresh(base_key(key), taken)
        taken.add(keys[key])
    if all(key == other for key, other in keys.items()):
        return
    card.flat = _rekeyed(card.flat, year, keys)
    card.sources = {_renamed(path, year, keys): fact for path, fact in card.sources.items()}
    rename_subjects(card.fragments, year, keys)


def _rekeyed(flat: dict[Path, Leaf], year: str, keys: dict[str, str]) -> dict[Path, Leaf]:
    return {_renamed(path, year, keys): leaf for path, leaf in flat.items()}
