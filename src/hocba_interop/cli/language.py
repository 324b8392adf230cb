"""The language of the messages of this process: Vietnamese, or English by ``--lang en`` or HOCBA_LANG=en."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Literal

Lang = Literal["vi", "en"]
LANGUAGES: tuple[Lang, ...] = ("vi", "en")

_chosen: Lang = "vi"


def choose(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    """Settle the language before the commands are imported, since their help texts are in it."""
    global _chosen
    asked = environment.get("HOCBA_LANG", "")
    for argument, value in pairwise([*arguments, ""]):
        if argument == "--":
            break
        wanted = value if argument == "--lang" else argument.partition("--lang=")[2]
        if wanted in LANGUAGES:
            asked = wanted
    _chosen = "en" if asked.lower().startswith("en") else "vi"


def lang() -> Lang:
    """The language that was chosen."""
    return _chosen


def t(vi: str, en: str) -> str:
    """A text in the language that was chosen."""
    return en if _chosen == "en" else vi
