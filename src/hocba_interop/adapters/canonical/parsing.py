"""JSON and XML texts made into trees, with everything refused that a friendly file has no need of."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NoReturn

from hocba_interop.adapters.contract import UnreadableSource
from hocba_interop.notices import Notice, PointerPlace, SourcePlace, XPathPlace

from . import limits
from .json_positions import Position, find_bad_number, find_duplicate_key, number_is_sane

if TYPE_CHECKING:
    from lxml import etree

    from hocba_interop.adapters.source import Source

SAFE_XML: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
"""The options of every XML parser of ours: nothing else is ever opened, and nothing unfolds."""

_LONE_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_WHITE_SPACE = b" \t\r\n"


class _Odd(Exception):
    """Something that the JSON parser reports by a hook, without a place."""

    def __init__(self, rule: str, find: Callable[[str], Position | None]) -> None:
        super().__init__(rule)
        self.rule = rule
        self.find = find


def parse_json(source: Source) -> Any:
    """The source as JSON: objects, lists, texts, ``int`` and ``Decimal``; never a float.

    Raises UnreadableSource (too-large, json-encoding, json-syntax, json-duplicate-key, json-number,
    json-too-deep).
    """
    _check_size(source)
    return _parse_text(source, _decode(source, source.data), "", 0)


def parse_json_lines(source: Source) -> Iterator[tuple[int, Any]]:
    """Each line of the source that is not blank as JSON, with its number counted from 0.

    Raises UnreadableSource as `parse_json` does.
    """
    _check_size(source)
    start = 0
    number = 0
    while start < len(source.data):
        end = source.data.find(b"\n", start)
        end = len(source.data) if end < 0 else end
        line = source.data[start:end]
        if not is_blank(line):
            yield number, parse_json_line(source, line, number)
        start = end + 1
        number += 1


def is_blank(line: bytes) -> bool:
    """Whether a line of JSON Lines holds nothing at all."""
    return not line.removeprefix(codecs.BOM_UTF8).strip(_WHITE_SPACE)


def parse_json_line(source: Source, line: bytes, number: int) -> Any:
    """One line of JSON Lines, its number counted from 0. Raises UnreadableSource as `parse_json` does."""
    return _parse_text(source, _decode(source, line, number), f"/{number}", number)


def parse_plain_json(line: bytes) -> dict[str, Any]:
    """An object as JSON, quickly: what needs a closer look (`parse_json_line`) raises ValueError.

    It is as deep as the parser allows, and of it no place is known.
    """
    text = line.decode()
    try:
        tree = _DECODER.decode(text)
    except (_Odd, RecursionError) as odd:
        raise ValueError("odd") from odd
    if not isinstance(tree, dict) or _LONE_SURROGATE.search(text):
        raise ValueError("odd")
    return tree


def parse_xml(source: Source) -> etree._Element:
    """The root of the source as XML, without comments and processing instructions.

    No entity is resolved, no DTD and no network address is ever opened. Raises UnreadableSource (too-large,
    xml-entities, xml-syntax, xml-too-deep).
    """
    from lxml import etree

    _check_size(source)
    if _has_doctype(source.data):
        _refuse(Notice("xml-entities", SourcePlace(source.index)))
    parser = etree.XMLParser(**SAFE_XML)
    try:
        root = etree.fromstring(source.data, parser)
    except etree.XMLSyntaxError as error:
        refuse_syntax(source.index, error, *error.position)
    refuse_document_type(source.index, root)
    check_xml_depth(source.index, root)
    return root


def refuse_syntax(source: int, error: etree.XMLSyntaxError, line: int | None, column: int | None) -> NoReturn:
    """Refuse a source that is no well-formed XML. Raises UnreadableSource (xml-syntax, xml-too-deep)."""
    rule = "xml-too-deep" if "depth" in (error.msg or "").lower() else "xml-syntax"
    _refuse(Notice(rule, XPathPlace(source, "/", line or 0), facts={"line": line, "column": column}))


def refuse_document_type(source: int, root: etree._Element) -> None:
    """Refuse a source with a document type. Raises UnreadableSource (xml-entities)."""
    document_type = root.getroottree().docinfo
    if document_type.internalDTD is not None or document_type.externalDTD is not None:
        _refuse(Notice("xml-entities", SourcePlace(source)))


def _refuse(notice: Notice) -> NoReturn:
    raise UnreadableSource(notice) from None


def _check_size(source: Source) -> None:
    if len(source.data) > limits.MAX_BYTES:
        facts = {"size": len(source.data), "limit": limits.MAX_BYTES}
        _refuse(Notice("too-large", SourcePlace(source.index), facts=facts))


def _decode(source: Source, data: bytes, lines_before: int = 0) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = lines_before + data.count(b"\n", 0, error.start) + 1
        _refuse(Notice("json-encoding", SourcePlace(source.index), facts={"line": line}))


def _parse_text(source: Source, text: str, base: str, lines_before: int) -> Any:
    def refuse(rule: str, position: Position | None, **facts: Any) -> NoReturn:
        if position:
            facts |= {"line": lines_before + position.line, "column": position.column}
        pointer = base + (position.pointer if position else "")
        _refuse(Notice(rule, PointerPlace(source.index, pointer), facts=facts))

    try:
        tree = _DECODER.decode(text)
    except _Odd as error:
        refuse(error.rule, error.find(text))
    except json.JSONDecodeError as error:
        refuse("json-syntax", Position("", error.lineno, error.colno), reason=error.msg)
    except RecursionError:
        refuse("json-too-deep", None, limit=limits.MAX_DEPTH)
    if _is_deeper(tree, limits.MAX_DEPTH):
        refuse("json-too-deep", None, limit=limits.MAX_DEPTH)
    if _LONE_SURROGATE.search(text) and not _is_encodable(tree):
        refuse("json-encoding", None)
    return tree


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _Odd("json-duplicate-key", find_duplicate_key)
    return made


def _int(literal: str) -> int:
    if not number_is_sane(literal):
        raise _Odd("json-number", find_bad_number)
    return int(literal)


def _decimal(literal: str) -> Decimal:
    if not number_is_sane(literal):
        raise _Odd("json-number", find_bad_number)
    return Decimal(literal)


def _constant(_: str) -> NoReturn:
    raise _Odd("json-number", find_bad_number)


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_int=_int, parse_float=_decimal, parse_constant=_constant)


def _is_deeper(tree: Any, levels: int) -> bool:
    if isinstance(tree, dict):
        members: Any = tree.values()
    elif isinstance(tree, list):
        members = tree
    else:
        return False
    if levels == 0:
        return True
    return any(isinstance(member, (dict, list)) and _is_deeper(member, levels - 1) for member in members)


def _is_encodable(tree: Any) -> bool:
    try:
        json.dumps(tree, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        return False
    return True


def _has_doctype(data: bytes) -> bool:
    """Whether a document type stands before the root element (it can stand nowhere else)."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4]:
        # UTF-16 or UTF-32: without its zeros, the markup reads as ASCII
        data = data.replace(b"\0", b"")
    if b"<!DOCTYPE" not in data:
        return False
    at = data.find(b"<")
    while at >= 0:
        if data.startswith(b"<!--", at):
            end = data.find(b"-->", at)
        elif data.startswith(b"<?", at):
            end = data.find(b"?>", at)
        else:
            return data.startswith(b"<!DOCTYPE", at)
        at = data.find(b"<", end) if end >= 0 else -1
    return True


def check_xml_depth(source: int, root: etree._Element, lines_before: int = 0) -> None:
    """Refuse a tree that is nested too deeply. Raises UnreadableSource (xml-too-deep)."""
    level: list[Any] = [root]
    for _ in range(limits.MAX_DEPTH):
        level = [child for element in level for child in element]
        if not level:
            return
    place = XPathPlace(source, "/", lines_before + (level[0].sourceline or 0))
    _refuse(Notice("xml-too-deep", place, facts={"limit": limits.MAX_DEPTH}))
