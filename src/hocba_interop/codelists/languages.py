"""Languages taught as a subject (ngoại ngữ, tiếng dân tộc thiểu số)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from hocba_interop.codelists._keys import caption_key
from hocba_interop.codelists._tables import ListEdition, lookup, parts, table


@dataclass(frozen=True, slots=True)
class Language:
    """A language; ``bare`` is its name without "tiếng", which tells only beside "Ngoại ngữ" (``"Anh"``)."""

    id: str
    name: str
    kind: str
    bare: tuple[str, ...]
    aliases: tuple[str, ...]

    @property
    def captions(self) -> tuple[str, ...]:
        """Every caption that names the language by itself."""
        return (self.name, *self.aliases)


def edition() -> ListEdition:
    """Edition, source and certainty of this list."""
    return table("languages").edition


@cache
def _by_id() -> dict[str, Language]:
    return {
        row["id"]: Language(row["id"], row["name"], row["kind"], parts(row["bare"]), parts(row["aliases"]))
        for row in table("languages").rows
    }


@cache
def _by_key() -> dict[str, Language]:
    return lookup((caption_key(text), item) for item in all() for text in (*item.captions, *item.bare))


def all() -> tuple[Language, ...]:
    """Every language: ``foreign`` ones first, then those of ethnic minorities (``ethnic``)."""
    return tuple(_by_id().values())


def get(language_id: str) -> Language:
    """The language of that id (`KeyError` where there is none)."""
    return _by_id()[language_id]


def find(text: str) -> Language | None:
    """The language that a text names, with or without "tiếng": for a cell known to hold a language."""
    return _by_key().get(caption_key(text))
