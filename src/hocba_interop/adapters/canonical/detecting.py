"""Telling the canonical formats by their content."""

from __future__ import annotations

import re

from hocba_interop.adapters.contract import Evidence, UnreadableSource
from hocba_interop.adapters.source import Source

from .parsing import parse_json_lines
from .xml_names import NAMESPACE, qualified

_HEAD = 4096
_OPENING = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"format"\s*:\s*"(hocba-jsonl?)"')


def detect_json(source: Source) -> Evidence | None:
    """An object whose ``format`` is ``hocba-json``, wherever among its keys that stands."""
    if not _starts_with(source, b"{"):
        return None
    if match := _OPENING.match(source.data):
        return _sure("hocba-json") if match[1] == b"hocba-json" else None
    try:
        tree = source.json
    except UnreadableSource:
        return _damaged("hocba-json") if b'"hocba-json"' in source.data[:_HEAD] else None
    return _sure("hocba-json") if isinstance(tree, dict) and tree.get("format") == "hocba-json" else None


def detect_json_lines(source: Source) -> Evidence | None:
    """Lines that are objects whose ``format`` is ``hocba-jsonl``; the first is looked at."""
    if not _starts_with(source, b"{") or b'"hocba-jsonl"' not in source.data[:_HEAD]:
        return None
    if _OPENING.match(source.data):
        return _sure("hocba-jsonl")
    try:
        _, first = next(parse_json_lines(source))
    except UnreadableSource:
        return _damaged("hocba-jsonl")
    return _sure("hocba-jsonl") if isinstance(first, dict) and first.get("format") == "hocba-jsonl" else None


def detect_xml(source: Source) -> Evidence | None:
    """A root element ``document`` in our namespace."""
    if not _starts_with(source, b"<") or NAMESPACE.encode() not in source.data[:_HEAD].replace(b"\0", b""):
        return None
    try:
        root = source.xml
    except UnreadableSource:
        return _damaged(NAMESPACE)
    return _sure(NAMESPACE) if str(root.tag) == qualified("document") else None


def _starts_with(source: Source, mark: bytes) -> bool:
    return source.data[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(mark)


def _sure(word: str) -> Evidence:
    return Evidence(1.0, (word,))


def _damaged(word: str) -> Evidence:
    """Its own, so that reading may say what is wrong with it."""
    return Evidence(0.5, (word,))
