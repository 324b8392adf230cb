"""Word lists: what the workbook calls the values of a list ("Nam", "Thông tư 22/2021"), and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hocba_interop.text import fold

Entries = dict[str, str]
Find = Callable[[str], "str | None"]


@dataclass(frozen=True, eq=False)
class WordList:
    """A list of values with their words. A ``closed`` list is the model's own: it knows no other value."""

    name: str
    caption: str
    closed: bool
    load: Callable[[], tuple[Entries, Find | None]]
    extra: tuple[str, ...] = ()

    @classmethod
    def of(cls, name: str, entry: Mapping[str, Any]) -> WordList:
        """The list of an entry of the layout file: its own words, or those of a code list."""
        codelist = entry.get("codelist")
        return cls(
            name,
            entry["caption"],
            entry.get("closed", False),
            _CODELISTS[codelist] if codelist else lambda: (dict(entry["entries"]), None),
            tuple(entry.get("extra", ())),
        )

    @cached_property
    def _loaded(self) -> tuple[Entries, Find | None]:
        return self.load()

    @cached_property
    def _by_word(self) -> dict[str, str]:
        return {fold(word): value for value, word in self._loaded[0].items()}

    @property
    def words(self) -> tuple[str, ...]:
        """The words to choose from, for the drop-down."""
        return (*self.extra, *self._loaded[0].values())

    def word(self, value: str) -> str | None:
        """The word for a value, or None where the list lacks it."""
        return self._loaded[0].get(value)

    def find(self, text: str) -> str | None:
        """The value that a word means, or None."""
        found = self._by_word.get(fold(text))
        other = self._loaded[1]
        return found if found is not None or other is None else other(text)


def _sexes() -> tuple[Entries, Find | None]:
    from hocba_interop.codelists import sexes

    return {item.id: item.name for item in sexes.all()}, sexes.find


def _relations() -> tuple[Entries, Find | None]:
    from hocba_interop.codelists import guardian_relations

    return {item.id: item.name for item in guardian_relations.all()}, guardian_relations.find


def _levels() -> tuple[Entries, Find | None]:
    from hocba_interop.codelists import levels

    def find(text: str) -> str | None:
        found = levels.find(text)
        return found.id if found else None

    return {item.id: item.name for item in levels.all()}, find


def _programmes() -> tuple[Entries, Find | None]:
    from hocba_interop.codelists import regulations

    return {item.id: item.name for item in regulations.programmes()}, None


_NUMBER_OF_CIRCULAR = re.compile(r"\b(\d+)\s*[/-]\s*(\d{4})\b")


def _regulations() -> tuple[Entries, Find | None]:
    from hocba_interop.codelists import regulations

    entries = {item.id: f"Thông tư {item.number.rpartition('/')[0]}" for item in regulations.all()}

    def find(text: str) -> str | None:
        number = _NUMBER_OF_CIRCULAR.search(text)
        value = f"tt{int(number[1]):02}-{number[2]}" if number else ""
        return value if value in entries else None

    return entries, find


def _languages() -> tuple[Entries, Find | None]:
    from hocba_interop.codelists import languages

    def find(text: str) -> str | None:
        found = languages.find(text)
        return found.id if found else None

    return {item.id: item.name for item in languages.all()}, find


def _pupil_statuses() -> tuple[Entries, Find | None]:
    from hocba_interop.codelists import pupil_statuses

    def find(text: str) -> str | None:
        found = pupil_statuses.find(text)
        return found.code if found else None

    return {item.code: item.name for item in pupil_statuses.all()}, find


def _periods() -> tuple[Entries, Find | None]:
    from hocba_interop.codelists import periods

    return {item.id: item.name for item in periods.all()}, periods.find


def _subjects() -> tuple[Entries, Find | None]:
    from hocba_interop.codelists import subjects

    return {item.id: item.name for item in subjects.all()}, None


def _traits() -> tuple[Entries, Find | None]:
    from hocba_interop.codelists import traits

    return {item.id: item.name for item in traits.all()}, None


def _ethnic_groups() -> tuple[Entries, Find | None]:
    from hocba_interop.codelists import ethnic_groups

    return {item.code: item.name for item in ethnic_groups.all()}, None


def _nationalities() -> tuple[Entries, Find | None]:
    from hocba_interop.codelists import nationalities

    return {item.code: item.name for item in nationalities.all()}, None


_CODELISTS: Mapping[str, Callable[[], tuple[Entries, Find | None]]] = {
    "sexes": _sexes,
    "guardian_relations": _relations,
    "levels": _levels,
    "programmes": _programmes,
    "regulations": _regulations,
    "languages": _languages,
    "pupil_statuses": _pupil_statuses,
    "periods": _periods,
    "subjects": _subjects,
    "traits": _traits,
    "ethnic_groups": _ethnic_groups,
    "nationalities": _nationalities,
}
