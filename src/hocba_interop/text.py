"""Vietnamese text: tidying what people typed, and folding it for comparison.

Tidying (`tidy`) is what a value undergoes on its way into the model: Unicode NFC, no-break spaces and runs of
spaces made one plain space, the Icelandic Ð that some keyboards give made Đ. Folding (`fold`) is for comparison
only and never reaches a record.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_SPACES = "\u00a0\u2007\u202f\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u3000\t\r\n\v\f"
_TO_SPACE = str.maketrans(dict.fromkeys(_SPACES, " "))
_ZERO_WIDTH = str.maketrans(dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_ETH_TO_D = str.maketrans({"Ð": "Đ", "ð": "đ"})


def nfc(text: str) -> str:
    """The text in Unicode NFC."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def day_first(date: str) -> str:
    """An ISO date of whatever precision as people write it (``05/03/2010``, ``03/2010``)."""
    return "/".join(reversed(date.split("-")))


@lru_cache(maxsize=16_384)
def tidy(text: str) -> str:
    """One line of text as it enters the model: NFC, single plain spaces, Đ for Ð, no zero-width characters."""
    text = nfc(text.translate(_TO_SPACE).translate(_ZERO_WIDTH)).translate(_ETH_TO_D)
    return " ".join(text.split(" ")).strip() if "  " not in text else " ".join(text.split())


def tidy_rule(before: str, after: str) -> str | None:
    """The name of the transform that `tidy` performed, or None where it changed nothing."""
    if before == after:
        return None
    if unicodedata.normalize("NFC", before) == after:
        return "unicode-nfc"
    if before.translate(_ETH_TO_D) == after:
        return "letter-d"
    return "spaces"


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """A comparison key: no diacritics, đ as d, lower case, single spaces (``"Địa  Lí"`` gives ``"dia li"``)."""
    decomposed = unicodedata.normalize("NFD", tidy(text))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(plain.replace("Đ", "D").replace("đ", "d").casefold().split())


@lru_cache(maxsize=16_384)
def fold_name(text: str) -> str:
    """A comparison key for the name of a person: keeps the diacritics, but not their place (hoà = hòa) nor i/y.

    Two names are taken to be of one person only where this key agrees; ``fold`` would be too coarse, since
    Vietnamese names differ in their tones alone (Hòa, Hoa, Hoá).
    """
    words = []
    for word in tidy(text).translate(_APOSTROPHES).casefold().split():
        base: list[str] = []
        tones: list[str] = []
        for char in unicodedata.normalize("NFD", word):
            (tones if char in _TONES else base).append(char)
        words.append("".join(base).replace("y", "i") + "".join(sorted(tones)))
    return " ".join(words)


_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼʻ`´′＇"), "'")
"""Word processors turn the apostrophe of a name (H'Wơn, K'Brôi) into one of these."""

_TONES = "\u0300\u0301\u0303\u0309\u0323"
