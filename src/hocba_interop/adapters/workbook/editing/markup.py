"""An XML part changed by cutting and pasting its bytes.

A parser that builds a tree writes the part anew: other quotes, other white space, other entities. Here expat only
says where elements stand, so that what is not replaced stays the same byte for byte.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from ..opening.refusal import UnreadableFile
from ..opening.xml import hardened_parser, run

_DECLARED = re.compile(rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*(["'])([A-Za-z0-9._-]+)\1""")
_TAG = re.compile(rb"""<[^\s/>"']+(?:[^"'>]|"[^"]*"|'[^']*')*>""")
_NAME = re.compile(rb"<([^\s/>]+)")
_ATTRIBUTE = re.compile(r"""\s+([^\s=]+)\s*=\s*(?:"[^"]*"|'[^']*')""")
_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}


class Part:
    """A part as UTF-8 with the encoding that it goes back to."""

    def __init__(self, raw: bytes, where: str) -> None:
        """Raises UnreadableFile (`damaged-workbook`) where the bytes are not of the encoding that they declare."""
        self.where = where
        self.codec = _codec(raw)
        try:
            self.data = raw if self.codec == "utf-8" else raw.decode(self.codec).encode()
        except (UnicodeError, LookupError) as error:
            raise UnreadableFile("damaged-workbook", where=where, reason="encoding") from error

    def scan(self, scanner: Scanner) -> None:
        """Show the scanner every element with the offsets of its tags; names come as ``uri}local``.

        Raises:
            UnreadableFile: `damaged-workbook`, `xml-entities`, or what the scanner raised.
        """
        parser = hardened_parser(self.where, namespaces=True)
        parser.StartElementHandler = lambda name, given: scanner.start(name, given, parser.CurrentByteIndex)
        parser.EndElementHandler = lambda name: scanner.end(name, parser.CurrentByteIndex)
        run(parser, [_said_to_be_utf8(self.data)], self.where)

    def tag(self, offset: int) -> Tag:
        """The start tag that begins at an offset."""
        found = _TAG.match(self.data, offset)
        if found is None:
            raise UnreadableFile("damaged-workbook", where=self.where, reason="not-well-formed")
        return Tag(offset, found.end(), found[0])

    def after_end_tag(self, offset: int) -> int:
        """The offset behind the end tag that begins at an offset."""
        return self.data.index(b">", offset) + 1

    def pasted(self, patches: Iterable[Patch]) -> bytes:
        """The part with these pieces replaced, in its own encoding."""
        pieces = []
        at = 0
        for patch in sorted(patches, key=lambda patch: (patch.start, patch.end)):
            pieces += [self.data[at : patch.start], patch.text.encode()]
            at = patch.end
        data = b"".join([*pieces, self.data[at:]])
        # What an 8-bit encoding lacks becomes a character reference, which XML allows wherever a text stands.
        return data if self.codec == "utf-8" else data.decode().encode(self.codec, "xmlcharrefreplace")


class Scanner(Protocol):
    """What looks at the elements of a part."""

    def start(self, name: str, attributes: dict[str, str], offset: int) -> None:
        """A start tag, which begins at the offset."""

    def end(self, name: str, offset: int) -> None:
        """An end tag, which begins at the offset; of an empty element (``<c/>``) the offset behind it."""


class Patch(NamedTuple):
    """A text to put in the place of a run of bytes, or between two of them."""

    start: int
    end: int
    text: str


class Tag(NamedTuple):
    """A start tag as it is written."""

    start: int
    end: int
    raw: bytes

    @property
    def empty(self) -> bool:
        """Whether the element has no end tag (``<c/>``)."""
        return self.raw.endswith(b"/>")

    @property
    def name(self) -> str:
        """The name with its prefix."""
        found = _NAME.match(self.raw)
        return found[1].decode() if found else ""

    @property
    def prefix(self) -> str:
        """The prefix with its colon, for other elements of the same namespace."""
        return self.name[: self.name.rfind(":") + 1]

    def with_attributes(self, changes: Mapping[str, str | None]) -> str:
        """The tag with attributes set or, for None, taken away; the others stay as they are written."""
        left = dict(changes)

        def changed(attribute: re.Match[str]) -> str:
            name = attribute[1]
            return _written(name, left.pop(name)) if name in left else attribute[0]

        text = _ATTRIBUTE.sub(changed, self.raw.decode())
        slash = "/>" if self.empty else ">"
        new = "".join(_written(name, value) for name, value in left.items())
        return text.removesuffix(slash).rstrip() + new + slash if new else text


def _written(name: str, value: str | None) -> str:
    return "" if value is None else f' {name}="{value}"'


def opened(tag: str) -> str:
    """A tag of an empty element made into one that an end tag follows."""
    return f"{tag[:-2].rstrip()}>" if tag.endswith("/>") else tag


def _codec(raw: bytes) -> str:
    for mark, codec in _WIDE.items():
        if raw.startswith(mark):
            return codec
    declared = _DECLARED.match(raw)
    return declared[2].decode().lower() if declared else "utf-8"


def _said_to_be_utf8(data: bytes) -> bytes:
    """The part with its declared encoding made true, at the same length, so that all offsets stay."""
    declared = _DECLARED.match(data)
    if declared is None or declared[2].lower() == b"utf-8":
        return data
    start, end = declared.span(2)
    # The name is shortened behind the closing quote; names shorter than "utf-8" have no room and are left.
    if end - start < 5:
        return data
    return data[:start] + b"utf-8" + declared[1] + b" " * (end - start - 5) + data[end + 1 :]
