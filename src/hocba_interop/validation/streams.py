"""Streams: the records of JSON Lines, canonical JSON and canonical XML, one after the other.

JSON Lines and XML take the same memory however many records they have. A ``hocba-json`` document is one JSON value
and is read whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

from ..adapters import registry
from ..adapters.canonical import FORMAT
from ..adapters.canonical.detecting import detect_json, detect_json_lines
from ..adapters.canonical.limits import MAX_BYTES
from ..adapters.canonical.parsing import SAFE_XML
from ..adapters.source import Source
from .record import Record
from .streaming import json_records, xml_records
from .streaming.stream import Input, Part, Stream
from .streaming.xml_records import FORMS, XmlForm

_HEAD = 1 << 16


def records(
    given: Source | FilePath, index: int = 0, *, wanted: str | None = None, part: Part = (0, 1)
) -> Stream | None:
    """The records of a source that is a stream, or None where it is of another format.

    ``wanted`` is the format that the user names; ``part`` ``(k, n)`` gives only the records whose position modulo n
    is k. What is wrong with the shape of a record stands in its ``raw`` (`streaming.faults.Checked`).

    Raises UnreadableSource, also while iterating: where the source is no JSON or XML at all, or of another version.
    """
    source = Input(given, index)
    named = registry.find_dialect(wanted) if wanted else None
    if named and named.format != FORMAT.name:
        return None
    if named and wanted in (named.full_name, named.short):
        dialect: str | None = named.name
    else:
        dialect = _dialect(source, given)
    return Stream(source, FORMAT.name, dialect, lambda stream: _opened(stream, part)) if dialect else None


def _opened(stream: Stream, part: Part) -> Iterator[Record]:
    if stream.dialect == "jsonl":
        return json_records.lines(stream, part)
    if stream.dialect == "json":
        return json_records.document(stream, part)
    return xml_records.records(stream, part, next(form for form in FORMS if form.dialect == stream.dialect))


def _dialect(source: Input, given: Source | FilePath) -> str | None:
    """The dialect that the beginning of a source shows; JSON whose first key tells nothing is looked at as a whole."""
    head = source.head(_HEAD)
    start = Source(source.name, head, source.index)
    if detect_json_lines(start):
        return "jsonl"
    if head.lstrip(_SPACES).startswith(b"{"):
        if detect_json(start):
            return "json"
        whole = len(head) == _HEAD and b'"hocba-json"' in source.head(MAX_BYTES)
        return "json" if whole and detect_json(Source(source.name, source.head(MAX_BYTES), source.index)) else None
    return next((form.dialect for form in FORMS if _is_of(form, head)), None)


_SPACES = b"\xef\xbb\xbf \t\r\n"


def _is_of(form: XmlForm, head: bytes) -> bool:
    """Whether the root element is that of an XML format; one that cannot be parsed so far is taken to be."""
    from lxml import etree

    if form.namespace.encode() not in head.replace(b"\0", b""):
        return False
    parser = etree.XMLPullParser(events=("start",), **SAFE_XML)
    try:
        parser.feed(head)
        events: Any = parser.read_events()
        _, root = next(iter(events))
    except (etree.XMLSyntaxError, StopIteration):
        return True
    return str(root.tag) == form.tags[0]
