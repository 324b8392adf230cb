"""Keys of rows: how a school year, a subject, a trait or a parent is named in the first columns, and back.

A cell names a part of the report card as people do ("Toán", "Ngoại ngữ 1 (Tiếng Anh)", "Mẹ") and thereby
states leaves of it: its subject, its language. A second part of the same name is told apart by " #2". What
cannot be named so that the name reads back as the same part is written word for word in a bracket, which
states nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from hocba_interop.codelists import guardian_relations, languages, subjects, traits
from hocba_interop.model.flat import OTHER_SUBJECT, UNKNOWN_YEAR, Leaf, grade_of_unknown_year, subject_key, year_key
from hocba_interop.text import fold, tidy

from .context import YearContext
from .safety import from_json, is_safe, to_json, unwrap, verbatim

Leaves = Mapping[str, Leaf]

_REPEATED_KEY = re.compile(r"(.*)#([2-9]|[1-9]\d+)$", re.DOTALL)
_REPEATED_TEXT = re.compile(r"(.*\S)\s*#([2-9]|[1-9]\d+)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class KeyRead:
    """What a key cell names, and the leaves that it states.

    ``sure`` are part of the name; ``soft`` ones hold only where no column says otherwise. ``unranked`` is a
    foreign language that was named without its rank.
    """

    key: str
    sure: Leaves = field(default_factory=dict)
    soft: Leaves = field(default_factory=dict)
    unranked: str | None = None


class Codec(Protocol):
    """The way in which one kind of part is named."""

    def read(self, text: str, year: YearContext) -> KeyRead:
        """The part that a tidy text names."""
        ...

    def names(self, key: str, leaves: Leaves) -> Iterator[str]:
        """Names of a part, the best first; the caller takes the first that reads back."""
        ...


class YearCodec:
    """Năm học: ``2024-2025``; one that is not known goes by its grade, ``(chưa rõ, khối 10)``."""

    _SPAN = re.compile(r"(\d{4})\s*[-–—/]\s*(\d{4})$", re.ASCII)
    _UNKNOWN = "(chưa rõ)"
    _OF_GRADE = re.compile(r"\(chua ro, khoi (-?[0-9]+)\)$")

    def read(self, text: str, year: YearContext) -> KeyRead:
        """The school year that a text names."""
        if fold(text) in (fold(self._UNKNOWN), UNKNOWN_YEAR):
            return KeyRead(UNKNOWN_YEAR)
        if of_grade := self._OF_GRADE.match(fold(text)):
            return KeyRead(year_key(None, of_grade[1]))
        span = self._SPAN.match(text)
        school_year = f"{span[1]}-{span[2]}" if span else text
        return KeyRead(school_year, {"school_year": school_year})

    def names(self, key: str, leaves: Leaves) -> Iterator[str]:
        """The year as it is written."""
        grade = grade_of_unknown_year(key) if "#" not in key else None
        if grade is not None:
            yield f"(chưa rõ, khối {grade})"
        yield self._UNKNOWN if key == UNKNOWN_YEAR else key


def _other(name: str, label: str | None) -> KeyRead:
    """A subject or trait that no list knows, with its label."""
    soft = {"source_label": label} if label else {}
    return KeyRead(subject_key(OTHER_SUBJECT, label), {name: OTHER_SUBJECT}, soft)


_OTHER_WORD = "Khác"
_OTHER = re.compile(r"khác\s*:\s*(.+)$", re.IGNORECASE)


def _other_names(leaves: Leaves) -> Iterator[str]:
    label = leaves.get("source_label")
    if isinstance(label, str):
        yield label
        yield f"{_OTHER_WORD}: {label}"
    else:
        yield _OTHER_WORD


class SubjectCodec:
    """Môn học: by its full name, a language by its own."""

    def read(self, text: str, year: YearContext) -> KeyRead:
        """The subject that a text names; one that no list knows is ``khac`` with the text as its label."""
        other = _OTHER.match(text)
        if other or fold(text) == fold(_OTHER_WORD):
            return _other("subject", other[1] if other else None)
        match = subjects.find(text, year.level)
        if match is None:
            return _other("subject", text)
        if match.subject_id == OTHER_SUBJECT:
            return _other("subject", None)
        soft: dict[str, Leaf] = {}
        if match.language:
            soft["language"] = match.language
        soft["source_label"] = text
        unranked = None if match.explicit else match.language
        return KeyRead(match.subject_id, {"subject": match.subject_id}, soft, unranked)

    def names(self, key: str, leaves: Leaves) -> Iterator[str]:
        """Names of a subject."""
        if key.partition(":")[0] == OTHER_SUBJECT:
            yield from _other_names(leaves)
        elif any(item.id == key for item in subjects.all()):
            language = leaves.get("language")
            yield from self._names(key, language if isinstance(language, str) else None)

    @staticmethod
    def _names(subject: str, language: str | None) -> Iterator[str]:
        name = subjects.get(subject).name
        spoken = next((item.name for item in languages.all() if item.id == language), None)
        if spoken and subject != "tieng_dan_toc":
            yield f"{name} ({spoken})"
        elif spoken:
            yield spoken
        yield name


class TraitCodec:
    """Phẩm chất, năng lực: by its name under the circular of the year."""

    def read(self, text: str, year: YearContext) -> KeyRead:
        """The trait that a text names; one that no list knows is ``khac`` with the text as its label."""
        other = _OTHER.match(text)
        if other or fold(text) == fold(_OTHER_WORD):
            return _other("trait", other[1] if other else None)
        found = traits.find(text, year.regulation) or traits.find(text)
        if found is None:
            return _other("trait", text)
        return KeyRead(found.id, {"trait": found.id}, {"kind": found.kind, "source_label": text})

    def names(self, key: str, leaves: Leaves) -> Iterator[str]:
        """Names of a trait."""
        if key.partition(":")[0] == OTHER_SUBJECT:
            yield from _other_names(leaves)
        yield from (item.name for item in traits.all() if item.id == key)


class RelationCodec:
    """Quan hệ: Cha, Mẹ, Người giám hộ, or any other word."""

    def read(self, text: str, year: YearContext) -> KeyRead:
        """The relation that a word names."""
        relation = guardian_relations.find(text) or text
        return KeyRead(relation, {"relation": relation})

    def names(self, key: str, leaves: Leaves) -> Iterator[str]:
        """The word for a relation."""
        yield from (item.name for item in guardian_relations.all() if item.id == key)
        yield key


CODECS: Mapping[str, Codec] = {
    "year": YearCodec(),
    "subject": SubjectCodec(),
    "trait": TraitCodec(),
    "relation": RelationCodec(),
}


def read_key(codec: str, text: str, year: YearContext) -> KeyRead:
    """What a key cell names."""
    exact = unwrap(text)
    if exact is not None:
        quoted = from_json(exact) if exact.startswith('"') else None
        return KeyRead(quoted if isinstance(quoted, str) else exact)
    text = tidy(text)
    repeated = _REPEATED_TEXT.match(text)
    if repeated is None:
        return CODECS[codec].read(text, year)
    found = CODECS[codec].read(repeated[1], year)
    return replace(found, key=f"{found.key}#{repeated[2]}")


@dataclass(frozen=True, slots=True)
class KeyWritten:
    """How a part is named in key cells, which of its leaves the name states, and which it wrongly implies."""

    text: str
    states: Leaves
    denied: tuple[str, ...] = ()


def write_key(codec: str, key: str, leaves: Leaves, year: YearContext) -> KeyWritten | None:
    """The best name of a part that reads back as this part; None where no cell can hold one."""
    for name in _names(codec, key, leaves):
        if not is_safe(name):
            continue
        found = read_key(codec, name, year)
        if found.key != key or any(leaves.get(leaf) != value for leaf, value in found.sure.items()):
            continue
        soft = {leaf: value for leaf, value in found.soft.items() if leaves.get(leaf) == value}
        return KeyWritten(name, {**found.sure, **soft}, tuple(leaf for leaf in found.soft if leaf not in leaves))
    return None


def _names(codec: str, key: str, leaves: Leaves) -> Iterator[str]:
    yield from CODECS[codec].names(key, leaves)
    repeated = _REPEATED_KEY.match(key)
    if repeated:
        for name in CODECS[codec].names(repeated[1], leaves):
            yield f"{name} #{repeated[2]}"
    yield verbatim(key)
    yield verbatim(to_json(key))
