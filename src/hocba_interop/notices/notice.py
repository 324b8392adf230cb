"""A notice: one odd thing, typed by its rule, with its place. It is rendered only when shown."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from .places import Place

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


class Severity(IntEnum):
    """How much a notice weighs. Only an error withholds an output."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_MISSING = "…"
"""Stands for a fact that a notice does not bring: a message is never the place where a program fails."""


@dataclass(frozen=True, slots=True)
class Rule:
    """An entry of the catalogue: the word is the name, the code never changes."""

    name: str
    code: str
    severity: Severity
    texts: Mapping[str, str]
    legal_source: str | None = None
    certainty: str | None = None
    """How surely the source is known (a word of the documentation); validation rules have one."""
    family: str | None = None
    """The family of a validation rule (``marks``); None for what reading, writing and signing report."""

    def about(self, part: str, lang: str) -> str | None:
        """A text about the rule: its ``title``, ``explain``, ``bad`` or ``good`` example, where it has one."""
        return self.texts.get(f"{part}_{lang}")

    def message(self, lang: str, values: Mapping[str, Any], *, show_values: bool) -> str:
        """The sentence in a language; what is a pupil's own stands in it only with ``show_values``."""
        text = _filled(self.texts[lang], lang, values)
        extra = self.texts.get(f"{lang}_values")
        if show_values and extra and placeholders(extra) <= values.keys():
            text = f"{text} {_filled(extra, lang, values)}"
        return text


def placeholders(template: str) -> set[str]:
    """The names of the facts that a message template shows."""
    return set(_PLACEHOLDER.findall(template))


def _filled(template: str, lang: str, values: Mapping[str, Any]) -> str:
    """A template with its facts; a part in square brackets is left out where one of its facts is missing."""

    def whole_or_nothing(part: re.Match[str]) -> str:
        return part[1] if placeholders(part[1]) <= values.keys() else ""

    def fact(found: re.Match[str]) -> str:
        name = found[1]
        if name not in values:
            return _MISSING
        several = values[name] if isinstance(values[name], tuple) else (values[name],)
        words = _words().get(name, {})
        return ", ".join(_said(one, words, lang) for one in several)

    return _PLACEHOLDER.sub(fact, _OPTIONAL.sub(whole_or_nothing, template))


def _said(fact: object, words: Mapping[str, Mapping[str, str]], lang: str) -> str:
    """A fact in words: it may bring its own texts by language, or be a word of the program."""
    if isinstance(fact, Mapping):
        return str(fact[lang])
    return words[str(fact)][lang] if str(fact) in words else str(fact)


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Words of the program that stand in messages, by fact and word, in each language."""
    with files(__package__).joinpath("words.toml").open("rb") as file:
        return tomllib.load(file)


def word(table: str, name: str, lang: str) -> str:
    """A word of the program in a language, from a table of ``words.toml``; one that is not there stands for itself."""
    return _said(name, _words().get(table, {}), lang)


_MESSAGES = frozenset({"vi", "en", "vi_values", "en_values"})
_ABOUT = ("title", "explain", "bad", "good")
_TEXTS = _MESSAGES | {f"{part}_{lang}" for part in _ABOUT for lang in ("vi", "en")}


@cache
def catalogue() -> Mapping[str, Rule]:
    """All rules by name, ordered by code: ``catalogue.toml`` and the validation rules of ``rules/*.toml``."""
    home = files(__package__)
    tables: list[tuple[str | None, Traversable]] = [(None, home.joinpath("catalogue.toml"))]
    families = sorted(home.joinpath("rules").iterdir(), key=lambda file: file.name)
    tables += [(file.name.removesuffix(".toml"), file) for file in families if file.name.endswith(".toml")]
    found: list[Rule] = []
    for family, table in tables:
        with table.open("rb") as file:
            found += [_rule(name, entry, family) for name, entry in tomllib.load(file).items()]
    rules = {rule.name: rule for rule in sorted(found, key=lambda rule: rule.code)}
    twice = sorted({rule.name for rule in found if rules[rule.name] is not rule})
    assert not twice, f"two rules of one name: {', '.join(twice)}"
    return rules


def _rule(name: str, entry: Mapping[str, Any], family: str | None) -> Rule:
    return Rule(
        name,
        entry["code"],
        Severity[entry["severity"].upper()],
        {key: text for key, text in entry.items() if key in _TEXTS},
        entry.get("source") or entry.get("legal_source"),
        entry.get("certainty"),
        family,
    )


@dataclass(frozen=True, slots=True)
class Notice:
    """One finding. ``facts`` may be shown to anyone; ``private`` holds values of a pupil."""

    rule: str
    where: Place | None = None
    also: Place | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    private: Mapping[str, Any] = field(default_factory=dict)
    weight: Severity | None = None
    """The severity that a profile gives the rule, where it differs from the catalogue's."""

    @property
    def severity(self) -> Severity:
        """The severity that the profile gives the rule, else the catalogue."""
        return self.weight or catalogue()[self.rule].severity

    @property
    def code(self) -> str:
        """The short code of the rule (HB203)."""
        return catalogue()[self.rule].code

    def message(self, lang: str = "vi", *, show_values: bool = False) -> str:
        """What is wrong and what to do, in a language."""
        values = {**self.facts, **self.private} if show_values else self.facts
        return catalogue()[self.rule].message(lang, values, show_values=show_values)

    def to_dict(self, lang: str = "vi", *, show_values: bool = False) -> dict[str, Any]:
        """The notice as reports and receipts write it."""
        rule = catalogue()[self.rule]
        written: dict[str, Any] = {
            "rule": self.rule,
            "code": rule.code,
            "severity": str(self.severity),
            "message": self.message(lang, show_values=show_values),
            "where": self.where.where() if self.where else None,
        }
        if self.also:
            written["also"] = self.also.where()
        if rule.legal_source:
            written["legal_source"] = rule.legal_source
        return written


def worst(notices: Iterable[Notice]) -> Severity | None:
    """The highest severity among notices, or None where there are none."""
    return max((notice.severity for notice in notices), default=None)
