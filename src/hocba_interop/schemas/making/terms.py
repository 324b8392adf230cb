"""The words of the schemas: what each part and field is, in Vietnamese and English."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Term(NamedTuple):
    """What a part or a field is."""

    vi: str
    en: str


@cache
def terms() -> dict[tuple[str, str], Term]:
    """The terms by part and field; the field "" is the part itself."""
    with files("hocba_interop.schemas").joinpath("terms.toml").open("rb") as file:
        sections = tomllib.load(file)
    found = {}
    for part, fields in sections.items():
        for name, text in fields.items():
            vi, en = text.split(" | ")
            found[part, name] = Term(vi, en)
    return found
