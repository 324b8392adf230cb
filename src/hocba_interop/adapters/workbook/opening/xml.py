"""XML parts read with expat, which hands out events only: no tree, no entities, no files, no network.

A document type declaration is refused as soon as it begins. No spreadsheet program writes one, and entities
are declared nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from xml.parsers import expat

from .refusal import UnreadableFile


class Element(NamedTuple):
    """One element of a small part: local names only, whatever the namespace or prefix."""

    parent: str
    name: str
    attributes: dict[str, str]
    text: list[str]


def hardened_parser(where: str, *, namespaces: bool) -> expat.XMLParserType:
    """A parser that refuses document types; with ``namespaces``, names come as ``uri}local``."""
    parser = expat.ParserCreate(namespace_separator="}" if namespaces else None)

    def refuse(*_: object) -> None:
        raise UnreadableFile("xml-entities", where=where)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.buffer_text = True
    return parser


def run(parser: expat.XMLParserType, pieces: Iterable[bytes], where: str) -> None:
    """Parse a part that comes in pieces.

    Raises:
        UnreadableFile: `damaged-workbook` where it is not well-formed, `xml-entities`, or what a handler
            raised.
    """
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", 0)
        raise UnreadableFile("damaged-workbook", where=where, reason="not-well-formed", line=line) from error


def local(name: str) -> str:
    """A name without its namespace or prefix."""
    return name.rpartition("}")[2].rpartition(":")[2]


def elements(pieces: Iterable[bytes], where: str, most: int = 1_000_000) -> list[Element]:
    """All elements of a small part in document order.

    Raises:
        UnreadableFile: as `run`; `workbook-too-large` for more elements than ``most``.
    """
    found: list[Element] = []
    stack: list[Element] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(found) >= most:
            raise UnreadableFile("workbook-too-large", where=where, limit="elements", allowed=most)
        plain = {local(key): value for key, value in attributes.items()}
        element = Element(stack[-1].name if stack else "", local(name), plain, [])
        found.append(element)
        stack.append(element)

    def end(_: str) -> None:
        stack.pop()

    def text(content: str) -> None:
        stack[-1].text.append(content)

    parser = hardened_parser(where, namespaces=True)
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    run(parser, pieces, where)
    return found


def prefix_of(name: str) -> str:
    """The prefix of a root element with its colon (``x:`` of ``x:worksheet``), which the whole part then
    uses."""
    return name[: name.rfind(":") + 1]
