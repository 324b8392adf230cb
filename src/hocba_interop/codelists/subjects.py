"""Subjects and educational activities (môn học, hoạt động giáo dục) of both programmes; their captions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from typing import Literal, NamedTuple, cast

from hocba_interop.codelists import languages, levels, regulations
from hocba_interop.codelists._keys import Spelling, caption_key
from hocba_interop.codelists._tables import ListEdition, lookup, parts, table

Assessment = Literal["score", "comment"]
Style = Literal["short", "full"]

_FOREIGN = "ngoai_ngu_1"
_SECOND_FOREIGN = "ngoai_ngu_2"
_ETHNIC = "tieng_dan_toc"
_SECONDARY = frozenset({"lower_secondary", "upper_secondary", "continuing_lower", "continuing_upper"})


@dataclass(frozen=True, slots=True)
class Teaching:
    """Where a subject is taught, in what role (compulsory, chosen, optional), and how it is assessed there.

    At primary level ``score`` means a periodic test beside the level; None means that it is not known.
    """

    programme: str
    level: str
    first_grade: int
    last_grade: int
    role: str
    assessed_by: Assessment | None


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject; ``short`` is the caption of vnEdu's class summary."""

    id: str
    name: str
    short: str
    aliases: tuple[str, ...]
    secondary_aliases: tuple[str, ...]
    teaching: tuple[Teaching, ...]

    @property
    def captions(self) -> tuple[str, ...]:
        """Every caption that names the subject at any level."""
        return (self.name, self.short, *self.aliases)


@dataclass(frozen=True, slots=True)
class SubjectMatch:
    """What a caption names.

    A foreign language named without its rank is ``ngoai_ngu_1`` with ``explicit`` false: whether it is the
    first or the second is seen only beside the other subjects of the class.
    """

    subject_id: str
    language: str | None = None
    explicit: bool = True


class _Caption(NamedTuple):
    text: str
    match: SubjectMatch


def edition() -> ListEdition:
    """Edition, source and certainty of the list of subjects."""
    return table("subjects").edition


@cache
def _by_id() -> dict[str, Subject]:
    teaching: dict[str, list[Teaching]] = {}
    for row in table("subject_teaching").rows:
        first, last = row["grades"].split("-")
        assessed = cast("Assessment | None", row["assessed_by"] or None)
        item = Teaching(row["programme"], row["level"], int(first), int(last), row["role"], assessed)
        teaching.setdefault(row["subject"], []).append(item)
    return {
        row["id"]: Subject(
            row["id"],
            row["name"],
            row["short"],
            parts(row["aliases"]),
            parts(row["secondary_aliases"]),
            tuple(teaching.get(row["id"], ())),
        )
        for row in table("subjects").rows
    }


def all() -> tuple[Subject, ...]:
    """Every subject, in the order of a report card; ``khac`` (one that no list knows) is the last."""
    return tuple(_by_id().values())


def get(subject_id: str) -> Subject:
    """The subject of that id (`KeyError` where there is none)."""
    return _by_id()[subject_id]


def _captions() -> Iterator[_Caption]:
    for subject in all():
        match = SubjectMatch(subject.id)
        yield from (_Caption(text, match) for text in subject.captions)
    for language in languages.all():
        if language.kind == "ethnic":
            ranked, alone = [_ETHNIC], SubjectMatch(_ETHNIC, language.id)
        else:
            ranked, alone = [_FOREIGN, _SECOND_FOREIGN], SubjectMatch(_FOREIGN, language.id, explicit=False)
        yield from (_Caption(text, alone) for text in language.captions)
        for subject_id in ranked:
            for rank, tongue in product(get(subject_id).captions, (*language.captions, *language.bare)):
                unranked = subject_id == _FOREIGN and rank[-1] not in "1I"
                match = alone if unranked else SubjectMatch(subject_id, language.id)
                yield _Caption(f"{rank} ({tongue})", match)
                yield _Caption(f"{tongue} ({rank})", match)


@cache
def _by_key() -> dict[str, SubjectMatch]:
    return lookup((caption_key(text), match) for text, match in _captions())


@cache
def _texts() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for text, _ in _captions():
        found.setdefault(caption_key(text), []).append(text)
    for text in (text for item in all() for text in item.secondary_aliases):
        found.setdefault(caption_key(text), []).append(text)
    return found


@cache
def _at_secondary() -> dict[str, SubjectMatch]:
    pairs = ((caption_key(text), SubjectMatch(item.id)) for item in all() for text in item.secondary_aliases)
    return lookup(pairs)


@lru_cache(maxsize=8192)
def find(label: str, level: str | None = None) -> SubjectMatch | None:
    """The subject that a caption names, or None; case, i/y, spaces and punctuation do not matter.

    Diacritics may lack but not differ: ``"Hoa"`` is Hóa, ``"Họa"`` is not. The level decides captions that
    mean different subjects at different levels (``"HĐTN"``).
    """
    key = caption_key(label)
    match = (_at_secondary().get(key) if level in _SECONDARY else None) or _by_key().get(key)
    if match is None:
        return None
    typed = Spelling.of(label)
    return match if any(typed.agrees_with(Spelling.of(known)) for known in _texts()[key]) else None


def caption(subject_id: str, language: str | None = None, style: Style = "short") -> str:
    """The caption of a subject, such that `find` gives the subject and language back.

    A language that no list knows, or one that the subject cannot be, does not show.
    """
    subject = get(subject_id)
    plain = subject.name if style == "full" else subject.short
    kind = {_FOREIGN: "foreign", _SECOND_FOREIGN: "foreign", _ETHNIC: "ethnic"}.get(subject_id)
    for item in languages.all():
        if (item.id, item.kind) == (language, kind):
            return f"{plain} ({item.name})" if subject_id == _SECOND_FOREIGN else item.name
    return plain


def assessed_by(
    subject_id: str, regulation: str | None = None, level: str | None = None, grade: int | None = None
) -> Assessment | None:
    """How a subject is assessed, from what is known of circular, level and grade; None where that is open.

    An id that no list knows leaves it open too.
    """
    known = [item for item in all() if item.id == subject_id]
    taught = [item for subject in known for item in subject.teaching]
    if regulation is not None:
        rules = [item for item in regulations.all() if item.id == regulation]
        at = {(rule.programme, levels.get(item).general) for rule in rules for item in rule.levels}
        taught = [item for item in taught if (item.programme, item.level) in at]
    if level is not None:
        at_level = {item.general for item in levels.all() if item.id == level}
        taught = [item for item in taught if item.level in at_level]
    if grade is not None:
        taught = [item for item in taught if item.first_grade <= grade <= item.last_grade]
    answers = {item.assessed_by for item in taught}
    return answers.pop() if len(answers) == 1 else None


@cache
def _by_code() -> dict[tuple[str, str], SubjectMatch]:
    return {
        (row["system"], row["code"]): SubjectMatch(row["subject"], row["language"] or None, not row["language"])
        for row in table("subject_codes").rows
    }


def from_code(system: str, code: str) -> SubjectMatch | None:
    """The subject of a system's code: ``sector-sync`` (``"TOC2"``) or ``vnedu`` (``"51"``, primary)."""
    return _by_code().get((system, code))


def code(system: str, subject_id: str, level: str, language: str | None = None) -> str | None:
    """The code of a subject in a system at a level, or None where it is not known."""
    for row in table("subject_codes").rows:
        if (row["system"], row["level"], row["subject"]) != (system, level, subject_id):
            continue
        if row["language"] in ("", language or ""):
            return row["code"]
    return None
