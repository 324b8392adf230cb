"""What is wrong with the characters of one text, whatever it says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from .... import legacy_fonts
from ..characters import code_points

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_INVISIBLE = re.compile(r"[\u00ad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010fffd]")
# Marks that are part of a Vietnamese letter; the breve stays apart on letters of Ê-đê, Ba-na and Gia-rai (ơ̆).
_LOOSE_MARK = re.compile(r"[\u0300-\u0303\u0309\u031b\u0323]")
_LOST = re.compile(r"\ufffd|[^\W\d_]\?[a-zà-ỹđ]")
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
_MARKUP = re.compile(
    r"</?(?:a|b|br|div|em|font|h[1-6]|i|img|li|ol|p|s|script|span|strong|style|sub|sup|table|tbody|td|th|tr|u|ul)\b[^<>]*>"
    r"|&(?:amp|apos|gt|lt|nbsp|quot|#[0-9]{1,7}|#x[0-9a-f]{1,6});",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that a text breaks, with what anyone may know of it: its characters by number, or the name of a font."""

    rule: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@lru_cache(maxsize=65536)
def faults(text: str) -> tuple[Fault, ...]:
    """The faults of a text; most texts have none, and the same few hundred stand in every record of a school."""
    if text.isascii() and text.isprintable() and not _has_marks(text):
        return ()
    return tuple(_faults(text))


def _has_marks(text: str) -> bool:
    return "<" in text or "&" in text or "?" in text


def _faults(text: str) -> Iterator[Fault]:
    if not text.isascii():
        if legacy_fonts.mojibake(text):
            yield Fault("text-double-encoded")
            return
        if font := legacy_fonts.detect(text):
            yield Fault("text-in-old-font", {"font": font})
            return
    for rule, odd in (
        ("text-control-character", _CONTROL),
        ("text-invisible-character", _INVISIBLE),
        ("text-private-character", _PRIVATE),
    ):
        if found := odd.findall(text):
            yield Fault(rule, {"characters": code_points(found)})
    if _LOST.search(text) and not _ADDRESS.search(text):
        yield Fault("text-letters-lost")
    if not text.isascii():
        composed = unicodedata.normalize("NFC", text)
        if composed != text or _LOOSE_MARK.search(composed):
            yield Fault("text-not-composed")
    if _MARKUP.search(text):
        yield Fault("text-markup")
