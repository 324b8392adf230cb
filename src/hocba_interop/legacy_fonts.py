"""Text typed in Vietnamese fonts from before Unicode, and text that was encoded twice.

Such a text is a string of wrong letters (for ``Nguyễn Văn``, ``NguyÔn V¨n`` in TCVN3, ``Nguyeãn Vaên`` in
VNI) that only the old font shows rightly. It is told from other text by what it becomes: Vietnamese
syllables, where it was none before.

All functions want the text as the file holds it. Tidying comes later: it would remove the soft hyphen, which
is ``ư`` in TCVN3, and turn ``Ð``, which is ``é`` there, into ``Đ``.

What cannot be told from the text alone: TCVN3 has no capitals with tones, and a capital font (``.VnTimeH``)
shows small letters as capitals. A text set in one is converted to small letters.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Literal

Encoding = Literal["tcvn3", "vni"]

ENCODINGS: tuple[Encoding, ...] = ("tcvn3", "vni")

_WORD = re.compile(r"[^\s!-/:-@\[-`{-~0-9\u2010-\u201f\u2026]+")
# Letters that no old font shows, and combining marks: where one stands, the text is Unicode already.
_UNICODE_VIETNAMESE = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u0300-\u036f]"
)
# Vowel pairs that no language writes; ï, ë, é and á are left out for the sake of Loïc, Raphaël, Danaé and
# Seán.
_VNI_PAIR = re.compile("[aeoôuöy][ùøûõâàåãäêúüè]", re.IGNORECASE)
_SYMBOLS = frozenset("¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾×÷")


def convert(text: str, encoding: Encoding) -> str:
    """The text in Unicode NFC, given that it was typed in a font of this encoding."""
    table = _table(encoding)
    converted = table.pattern.sub(lambda match: table.letters[match[0]], text)
    if encoding == "tcvn3" and converted != text:
        converted = _raise_capitals(text, converted)
    return unicodedata.normalize("NFC", converted)


def _raise_capitals(text: str, converted: str) -> str:
    """``BẢNG`` for ``BảNG``: where all plain letters are capitals, the capital font was meant.

    Two capitals in one word are asked for, since ``Lª Hµ`` is ``Lê Hà`` in the common font.
    """

    def shouted(old: str, new: str) -> bool:
        return not re.search("[a-z]", old) and sum(letter.isupper() for letter in new) > 1

    # TCVN3 is one letter for one, so that a word stands at the same place before and after.
    words = list(_WORD.finditer(converted))
    loud = [shouted(text[word.start() : word.end()], word[0]) for word in words]
    if any(loud) and not re.search("[a-z]", text):
        return converted.upper()
    raised = converted
    for word, is_loud in zip(words, loud, strict=True):
        if is_loud:
            raised = raised[: word.start()] + word[0].upper() + raised[word.end() :]
    return raised


def detect(text: str) -> Encoding | None:
    """The encoding that this text was typed in, or None where that is not beyond doubt.

    One word is enough where it holds what stands in no word of any language: a sign (``V¨n``), a capital
    after a small letter (``NguyÔn``), a pair of vowels (``Traàn``). Otherwise two are needed: ``Loïc`` could
    be VNI.
    """
    found = None
    for encoding in ENCODINGS:
        evidence = _weigh(text, encoding)
        if evidence.against == 0 and (evidence.strong or evidence.supporting >= 2):
            if found is not None:
                return None
            found = encoding
    return found


def detect_many(texts: Iterable[str]) -> Encoding | None:
    """The encoding that the texts of a sheet were typed in, or None.

    Here single words count as well. At least two different texts must speak for the encoding, and they must
    be a third or more of all that hold letters beyond ASCII: a sheet may have headings in Unicode above names
    in an old font.
    """
    different = {text for text in texts if not text.isascii()}
    counts: dict[Encoding, int] = {}
    for encoding in ENCODINGS:
        weighed = [_weigh(text, encoding) for text in different]
        counts[encoding] = sum(e.supporting > 0 and e.against == 0 for e in weighed)
    best = max(ENCODINGS, key=lambda encoding: counts[encoding])
    if counts[best] < 2 or counts[best] * 3 < len(different):
        return None
    return best if list(counts.values()).count(counts[best]) == 1 else None


# UTF-8 read as windows-1252, where the five codes that it lacks stay as control characters or were dropped.
_CONTINUATION = "".join(
    {byte.to_bytes(1, "big").decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xC0)}
    | {chr(byte) for byte in range(0x80, 0xA0)}
)
_THREE_BYTES = re.compile(f"á[º»][{re.escape(_CONTINUATION)}]")
_TWO_BYTES = re.compile(f"[ÃÄÅÆ][{re.escape(_CONTINUATION)}]")
# After a capital with a tilde these end a quotation: “ĐÃ”.
_PUNCTUATION = frozenset("‘’“”–—…‹›«»·")


def mojibake(text: str) -> bool:
    """Whether the text is UTF-8 that was read as windows-1252 and encoded again (``Äá»£t`` for ``Đợt``)."""
    if text.isascii():
        return False
    if _THREE_BYTES.search(text):
        return True
    pairs = [match[0] for match in _TWO_BYTES.finditer(text)]
    return len(pairs) > 1 or any(pair[1] not in _PUNCTUATION for pair in pairs)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """How the words with letters beyond ASCII fare when they are converted."""

    supporting: int = 0
    """Words that become a Vietnamese syllable and were none."""
    strong: int = 0
    """Those of them that look like no word of any language."""
    against: int = 0
    """Words that become no syllable."""


def _weigh(text: str, encoding: Encoding) -> _Evidence:
    if text.isascii() or _UNICODE_VIETNAMESE.search(text) or mojibake(text):
        return _Evidence(against=1)
    supporting = strong = against = 0
    for word in _WORD.findall(text):
        if word.isascii():
            continue
        if not is_syllable(convert(word, encoding)):
            against += 1
        elif not is_syllable(word) and re.search("[A-Za-z]", word):  # else a lone sign, such as a middle dot
            supporting += 1
            strong += _looks_foreign_to_all(word, encoding)
    return _Evidence(supporting, strong, against)


def _looks_foreign_to_all(word: str, encoding: Encoding) -> bool:
    if encoding == "vni":
        return _VNI_PAIR.search(word) is not None
    if _SYMBOLS.intersection(word):
        return True
    return any(before.islower() and letter.isupper() and not letter.isascii() for before, letter in pairwise(word))


@dataclass(frozen=True, slots=True)
class _Table:
    letters: dict[str, str]
    pattern: re.Pattern[str]


@lru_cache(maxsize=2)
def _table(encoding: Encoding) -> _Table:
    raw = files("hocba_interop").joinpath("data/legacy_fonts.toml").read_text("utf-8")
    entries = tomllib.loads(raw)[encoding]
    letters: dict[str, str] = {}
    for entry in [*entries["letters"], *entries.get("pairs", [])]:
        typed, letter = entry[:-1], entry[-1]
        letters[typed] = letter
        if encoding == "vni":
            letters[typed.upper()] = letter.upper()
            # A capital followed by a small mark, as some keyboards gave it.
            letters[typed[0].upper() + typed[1:]] = letter.upper()
    longest_first = sorted(letters, key=len, reverse=True)
    return _Table(letters, re.compile("|".join(map(re.escape, longest_first))))


# The syllables of Vietnamese: an optional onset, then a rime, with at most one tone.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ONSET = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx]"
_RIMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu y ych ym yn ynh yt yêm yên yêng yêt yêu
o oc oi om on ong ooc oong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt
oe oem oen oeo oet ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơng ơp ơt
u ua uc ui um un ung up ut uân uâng uât uây uê uên uênh uêch uô uôc uôi uôm uôn uông uôt uơ
uy uya uych uyn uynh uyp uyt uyu uyên uyêt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
"""
_SYLLABLE = re.compile(f"(?:{_ONSET})?({'|'.join(sorted(_RIMES.split(), key=len, reverse=True))})")
# A syllable that ends in a stop carries one of two tones, or is a loan.
_GLIDES_WITH_TONE = frozenset(["oa", "oe", "uy", "uê", "uơ"])
_STOPPED = re.compile("(?:c|ch|p|t)$")
_TONES_OF_STOPPED = frozenset("\u0301\u0323")


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a word is formed like a Vietnamese syllable with its tone in Unicode, in either case."""
    letters: list[str] = []
    tones: list[str] = []
    at = 0
    for char in unicodedata.normalize("NFD", word.lower()):
        if char in _TONES:
            tones.append(char)
            at = len(unicodedata.normalize("NFC", "".join(letters)))
        else:
            letters.append(char)
    plain = unicodedata.normalize("NFC", "".join(letters))
    syllable = _SYLLABLE.fullmatch(plain)
    if len(tones) > 1 or syllable is None:
        return False
    rime = syllable[1]
    if tones and at == len(plain) and len(rime) > 1 and rime[-2:] not in _GLIDES_WITH_TONE:
        return False  # the tone of ``mão`` does not stand on its last letter
    return not (tones and _STOPPED.search(plain) and tones[0] not in _TONES_OF_STOPPED)
