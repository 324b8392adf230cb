"""Reading profiles: ours by name, a user's own by its path. What is wrong with one is told with its line and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NoReturn

from .. import checklists
from ..adapters import registry
from ..codelists import levels, regulations
from ..codelists.periods import all as all_periods
from ..notices import Notice, Severity, catalogue
from .fields import is_field
from .profile import Demand, Ignore, Limit, Profile, Scope, Texts
from .refusals import BadProfile
from .rules import all_checks

DEFAULT = "archive"
OFF = "off"
_SEVERITIES = ("error", "warning", "info")
_SCOPE = ("levels", "regulations", "grades", "periods", "assessed_only")
_KEYS: Mapping[str, tuple[str, ...]] = {
    "": ("extends", "vi", "en", "required", "takes", "checklist", "rules", "require", "limit", "ignore"),
    "rules": ("severity",),
    "require": ("field", "severity", "vi", "en", *_SCOPE),
    "limit": ("field", "severity", "vi", "en", "max_length", "max_decimals", "form", "values", *_SCOPE),
    "ignore": ("rule", "where", "reason", "until"),
}
_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]")


def profile_names() -> tuple[str, ...]:
    """The names of the profiles that come with the program."""
    folder = files(__package__).joinpath("profiles")
    return tuple(sorted(item.name.removesuffix(".toml") for item in folder.iterdir() if item.name.endswith(".toml")))


def load_profile(name: str | Path) -> Profile:
    """The profile of a name, or of a user's own file (its path ends in ``.toml``). Raises BadProfile."""
    if isinstance(name, Path) or name.endswith(".toml"):
        return _own(Path(name))
    return _ours(name)


@cache
def _ours(name: str) -> Profile:
    if name not in profile_names():
        _refuse("profile-unknown", name=name, near=_near(name, profile_names()), known=", ".join(profile_names()))
    return _Reader(files(__package__).joinpath("profiles", f"{name}.toml").read_text("utf-8"), name, name).profile()


def _own(path: Path) -> Profile:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "UTF-8"
        raise BadProfile(Notice("profile-unreadable", facts={"name": path.name, "reason": reason})) from error
    return _Reader(text, path.stem, path.name).profile()


def _refuse(rule: str, **facts: object) -> NoReturn:
    raise BadProfile(Notice(rule, facts={key: fact for key, fact in facts.items() if fact is not None})) from None


def _near(word: str, known: Iterable[str]) -> str | None:
    from rapidfuzz import fuzz, process

    near = process.extractOne(word, list(known), scorer=fuzz.WRatio, score_cutoff=70)
    return near[0] if near else None


class _Reader:
    """Reads the text of one profile; ``file`` is the name by which its faults are told."""

    def __init__(self, text: str, name: str, file: str) -> None:
        self._text, self._name, self._file = text, name, file
        try:
            self._content = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            place = re.search(r"line (\d+)", str(error))
            _refuse("profile-syntax", name=file, line=place[1] if place else len(text.splitlines()))

    def profile(self) -> Profile:
        """The profile, with what it takes from the one that it extends."""
        content = self._content
        if not content:
            _refuse("profile-unreadable", name=self._file, reason="0 byte")
        self._check_keys("", content)
        base = self._base(content.get("extends"))
        title = {lang: str(content.get(lang) or self._name) for lang in ("vi", "en")}
        severities, off = dict(base.severities), set(base.off)
        for rule, entry in self._table("rules").items():
            self._rule(rule, entry, severities, off)
        required = (base.required | self._required(content.get("required", []))) - self._switched_off(off)
        return Profile(
            self._name,
            title,
            severities,
            frozenset(off),
            required,
            (*base.demands, *(self._demand(*each) for each in self._tables("require"))),
            (*base.limits, *(self._limit(*each) for each in self._tables("limit"))),
            (*base.ignores, *(self._ignore(*each) for each in self._tables("ignore"))),
            tuple(dict.fromkeys((*base.takes, *self._takes(content.get("takes", []))))),
            self._checklist(content.get("checklist")) or base.checklist,
        )

    def _switched_off(self, off: set[str]) -> set[str]:
        """The checks of which no rule is left; one that the same file asks for contradicts itself."""
        checks = {check.name for check in all_checks() if off.issuperset(check.rules)}
        if both := sorted(checks & self._required(self._content.get("required", []))):
            line = self._line("", None, "required")
            _refuse("profile-value-wrong", name=self._file, line=line, key="required", word=both[0])
        return checks

    def _base(self, extends: object) -> Profile:
        if extends is None:
            return Profile("", {})
        if not isinstance(extends, str):
            self._wrong("extends", "text")
        if extends not in profile_names() or extends == self._name:
            near = _near(extends, profile_names())
            line = self._line("", None, "extends")
            _refuse("profile-value-wrong", name=self._file, line=line, key="extends", word=extends, near=near)
        return _ours(extends)

    # --- the tables

    def _rule(self, rule: str, entry: object, severities: dict[str, Severity], off: set[str]) -> None:
        named = self._rule_name(rule, f"rules.{rule}", None, None)
        if not isinstance(entry, dict):
            self._wrong(rule, "table", table="rules")
        self._check_keys("rules", entry, f"rules.{rule}")
        word = entry.get("severity")
        if word == OFF:
            off.add(named)
            return
        off.discard(named)
        severities[named] = self._severity(word, f"rules.{rule}", None)

    def _required(self, names: object) -> frozenset[str]:
        found: set[str] = set()
        if not isinstance(names, list):
            self._wrong("required", "list")
        known = {check.name: check for check in all_checks()}
        for name in names:
            matching = {one for one in known if isinstance(name, str) and fnmatchcase(one, name)}
            if not matching:
                self._unknown_word("", None, "required", name, known)
            found |= matching if "*" not in name else {one for one in matching if not known[one].needs_today}
        return frozenset(found)

    def _takes(self, names: object) -> list[str]:
        if not isinstance(names, list):
            self._wrong("takes", "list")
        known = {dialect.full_name for dialect in registry.dialects() if dialect.coverage is not None}
        for name in names:
            if name not in known:
                self._unknown_word("", None, "takes", name, known)
        return list(names)

    def _checklist(self, name: object) -> str | None:
        if name is not None and name not in checklists.profile_names():
            self._unknown_word("", None, "checklist", name, checklists.profile_names())
        return None if name is None else str(name)

    def _demand(self, entry: dict[str, Any], number: int) -> Demand:
        fields = self._fields(entry, "require", number)
        severity = self._severity(entry.get("severity", "error"), "require", number)
        return Demand(fields, severity, self._label(entry, fields), self._scope(entry, "require", number))

    def _limit(self, entry: dict[str, Any], number: int) -> Limit:
        fields = self._fields(entry, "limit", number)
        for key in ("max_length", "max_decimals"):
            if key in entry and (not isinstance(entry[key], int) or entry[key] < 0):
                self._wrong(key, "number", table="limit", number=number)
        form = entry.get("form")
        try:
            re.compile(form or "")
        except (re.error, TypeError):
            self._wrong("form", "expression", table="limit", number=number)
        values = self._words(entry, "values", "limit", number)
        if not (values or form or "max_length" in entry or "max_decimals" in entry):
            self._lacks("limit", number, "max_length, max_decimals, form, values")
        return Limit(
            fields,
            self._severity(entry.get("severity", "error"), "limit", number),
            self._label(entry, fields),
            self._scope(entry, "limit", number),
            entry.get("max_length"),
            entry.get("max_decimals"),
            form,
            values,
        )

    def _ignore(self, entry: dict[str, Any], number: int) -> Ignore:
        for key in ("rule", "reason"):
            if not isinstance(entry.get(key), str) or not entry[key].strip():
                self._lacks("ignore", number, key)
        rule = self._rule_name(entry["rule"], "ignore", number, "rule")
        until, where = entry.get("until"), entry.get("where", "*")
        if isinstance(until, str):
            try:
                until = date.fromisoformat(until)
            except ValueError:
                self._wrong("until", "date", table="ignore", number=number)
        if until is not None and type(until) is not date:
            self._wrong("until", "date", table="ignore", number=number)
        if not isinstance(where, str):
            self._wrong("where", "text", table="ignore", number=number)
        return Ignore(rule, entry["reason"].strip(), where, until)

    # --- their values

    def _rule_name(self, word: str, table: str, number: int | None, key: str | None) -> str:
        """The name of a rule by its name or its code."""
        if word in catalogue():
            return word
        by_code = {rule.code: rule.name for rule in catalogue().values()}
        if word not in by_code:
            self._unknown_word(table, number, key, word, catalogue())
        return by_code[word]

    def _severity(self, word: object, table: str, number: int | None) -> Severity:
        if word not in _SEVERITIES:
            known = (*_SEVERITIES, OFF) if table.startswith("rules") else _SEVERITIES
            self._unknown_word(table, number, "severity", word, known)
        return Severity[str(word).upper()]

    def _fields(self, entry: Mapping[str, Any], table: str, number: int) -> tuple[str, ...]:
        given = entry.get("field")
        fields = [given] if isinstance(given, str) else given
        if not isinstance(fields, list) or not fields or not all(isinstance(one, str) for one in fields):
            self._lacks(table, number, "field")
        for pattern in fields:
            if not is_field(pattern):
                line = self._line(table, number, "field")
                _refuse("profile-value-wrong", name=self._file, line=line, key="field", word=pattern, expected="path")
        return tuple(fields)

    def _label(self, entry: Mapping[str, Any], fields: tuple[str, ...]) -> Texts:
        """What a field is called: the profile's own words, else its path."""
        vi = entry.get("vi") or entry.get("en") or fields[0]
        return {"vi": str(vi), "en": str(entry.get("en") or vi)}

    def _scope(self, entry: Mapping[str, Any], table: str, number: int) -> Scope:
        known: Mapping[str, Iterable[str]] = {
            "levels": {level.id for level in levels.all()},
            "regulations": {regulation.id for regulation in regulations.all()},
            "periods": {period.id for period in all_periods()},
        }
        for key, words in known.items():
            for word in self._words(entry, key, table, number):
                if word not in words:
                    self._unknown_word(table, number, key, word, words)
        grades = entry.get("grades", [])
        if not isinstance(grades, list) or not all(isinstance(one, int) for one in grades):
            self._wrong("grades", "list", table=table, number=number)
        words = {key: self._words(entry, key, table, number) for key in known}
        return Scope(grades=frozenset(grades), assessed_only=entry.get("assessed_only") is True, **words)

    def _words(self, entry: Mapping[str, Any], key: str, table: str, number: int) -> frozenset[str]:
        given = entry.get(key, [])
        if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
            self._wrong(key, "list", table=table, number=number)
        return frozenset(given)

    def _table(self, name: str) -> dict[str, Any]:
        given = self._content.get(name, {})
        if not isinstance(given, dict):
            self._wrong(name, "table")
        return given

    def _tables(self, name: str) -> list[tuple[dict[str, Any], int]]:
        given = self._content.get(name, [])
        if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
            self._wrong(name, "tables")
        for number, entry in enumerate(given):
            self._check_keys(name, entry, name, number)
        return [(entry, number) for number, entry in enumerate(given)]

    # --- what is wrong, and where

    def _check_keys(
        self, kind: str, entry: Mapping[str, Any], table: str | None = None, number: int | None = None
    ) -> None:
        known = _KEYS[kind]
        for key in entry:
            if key not in known:
                line = self._line(table or kind, number, key)
                facts = {"name": self._file, "line": line, "key": key, "near": _near(key, known)}
                _refuse("profile-key-unknown", **facts, known=", ".join(known))

    def _unknown_word(
        self, table: str, number: int | None, key: str | None, word: object, known: Iterable[str]
    ) -> NoReturn:
        line = self._line(table, number, key)
        near = _near(str(word), known)
        _refuse("profile-value-wrong", name=self._file, line=line, key=key or table, word=str(word), near=near)

    def _wrong(self, key: str, expected: str, *, table: str = "", number: int | None = None) -> NoReturn:
        line = self._line(table, number, key)
        _refuse("profile-value-wrong", name=self._file, line=line, key=key, expected=expected)

    def _lacks(self, table: str, number: int, key: str) -> NoReturn:
        line = self._line(table, number, None)
        _refuse("profile-key-missing", name=self._file, line=line, table=table, key=key)

    def _line(self, table: str, number: int | None, key: str | None) -> int | None:
        """The line of a key, else of its table: sought in the text, for the TOML reader tells no places."""
        here, count, found = "", -1, None
        for line, text in enumerate(self._text.splitlines(), 1):
            if header := _HEADER.match(text):
                here = header[2].replace('"', "").replace(" ", "")
                count += here == table and header[1] == "[["
                at_it = here == table and (number is None or count == number)
                found = line if at_it else found
            elif key and here == table and (number is None or count == number):
                start = text.strip().replace('"', "").replace("'", "")
                if start.partition("=")[0].strip().partition(".")[0] == key:
                    return line
        return found
