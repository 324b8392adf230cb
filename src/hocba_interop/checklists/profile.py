"""Profiles: what is needed for a use, from whom, by which text and how surely, as data (``profiles/*.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

Weight = Literal["required", "advisable"]
Certainty = Literal["F", "P", "D", "I"]
"""How well a need is founded: measured on real files (F), read in public code or a data dictionary (P), read about
in the press or on legal pages, not in the text itself (D), deduced (I, suy luận)."""

Texts = Mapping[str, str]


class UnknownProfile(ValueError):
    """There is no profile of that name; ``known`` are those there are."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.known = known


@dataclass(frozen=True, slots=True)
class Supplier:
    """Who can supply something (ai bổ sung được): an id and a name in each language."""

    id: str
    name: Texts


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that is needed: what, from whom, how much, for which years, why, and by which text.

    ``find`` names the finder that looks for it; ``settings`` is what that finder is told. Empty ``levels``,
    ``regulations`` and ``grades`` mean all.
    """

    id: str
    supplier: str
    weight: Weight
    find: str
    title: Texts
    why: Texts
    source: Texts
    certainty: Certainty
    levels: frozenset[str] = frozenset()
    regulations: frozenset[str] = frozenset()
    grades: frozenset[int] = frozenset()
    periods: tuple[str, ...] = ()
    assessed_only: bool = False
    """Whether it is needed only of pupils who are assessed (not of those exempt for a disability)."""
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reminder:
    """What no data can show (a form, a signed original): said to whoever supplies it, for every pupil."""

    id: str
    supplier: str
    text: Texts
    source: Texts
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile (hồ sơ yêu cầu): its suppliers in the order in which they are shown, its needs and reminders."""

    name: str
    title: Texts
    notes: Texts
    suppliers: tuple[Supplier, ...]
    needs: tuple[Need, ...]
    reminders: tuple[Reminder, ...]


def profile_names() -> tuple[str, ...]:
    """The names of all profiles."""
    folder = files(__package__).joinpath("profiles")
    return tuple(sorted(item.name.removesuffix(".toml") for item in folder.iterdir() if item.name.endswith(".toml")))


@cache
def load_profile(name: str) -> Profile:
    """The profile of that name. Raises UnknownProfile."""
    if name not in profile_names():
        raise UnknownProfile(name, profile_names())
    content = tomllib.loads(files(__package__).joinpath("profiles", f"{name}.toml").read_text("utf-8"))
    return Profile(
        name,
        _texts(content, ""),
        _texts(content, "notes_"),
        tuple(Supplier(key, _texts(entry, "")) for key, entry in content["suppliers"].items()),
        tuple(_need(key, entry) for key, entry in content["needs"].items()),
        tuple(_reminder(key, entry) for key, entry in content["reminders"].items()),
    )


def _texts(entry: Mapping[str, Any], prefix: str) -> Texts:
    return {lang: str(entry[f"{prefix}{lang}"]) for lang in ("vi", "en")}


_OWN = frozenset({"supplier", "weight", "find", "certainty", "levels", "regulations", "grades", "periods"})


def _need(key: str, entry: Mapping[str, Any]) -> Need:
    texts = {f"{prefix}{lang}" for prefix in ("", "why_", "source_") for lang in ("vi", "en")}
    return Need(
        id=key,
        supplier=entry["supplier"],
        weight=cast("Weight", entry["weight"]),
        find=entry["find"],
        title=_texts(entry, ""),
        why=_texts(entry, "why_"),
        source=_texts(entry, "source_"),
        certainty=cast("Certainty", entry["certainty"]),
        levels=frozenset(entry.get("levels", ())),
        regulations=frozenset(entry.get("regulations", ())),
        grades=frozenset(entry.get("grades", ())),
        periods=tuple(entry.get("periods", ())),
        assessed_only=bool(entry.get("assessed_only", False)),
        settings={name: entry[name] for name in entry.keys() - _OWN - texts - {"assessed_only"}},
    )


def _reminder(key: str, entry: Mapping[str, Any]) -> Reminder:
    certainty = cast("Certainty", entry["certainty"])
    return Reminder(key, entry["supplier"], _texts(entry, ""), _texts(entry, "source_"), certainty)
