"""Writing the canonical XML, card by card, along the shape of the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TextIO

from hocba_interop.adapters.contract import Sink, Written
from hocba_interop.model import Document, Extension, Part, ReportCard
from hocba_interop.notices import XPathPlace

from . import xml_names as names
from .shape import ExtensionShape, Many, Map, MarkShape, Record, Shape, document_shape, record_shape

Attributes = Mapping[str, str]

_NONE: Attributes = {}
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE = {**_TEXT, **str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})}


def write_xml(document: Document, sink: Sink) -> Written:
    """One XML file. Nothing is lost: what XML cannot hold is escaped (see `xml_names`)."""
    path = sink.path("hoc_ba.xml")
    written = Written(files=[path])
    with path.open("w", encoding="utf-8", newline="\n") as file:
        counted = _CountingFile(file)
        counted.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        counted.write(f'<{names.ROOT} xmlns="{names.NAMESPACE}" version="{names.VERSION}">\n')
        _write_cards(document.report_cards, counted, written)
        shape = document_shape()
        for name in ("extensions", "provenance"):
            counted.write("".join(_field(name, shape.fields[name], getattr(document, name), 1)))
        counted.write(f"</{names.ROOT}>\n")
    return written


class _CountingFile:
    """A file that knows the line it is at."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.line = 1

    def write(self, text: str) -> None:
        self._file.write(text)
        self.line += text.count("\n")


def _write_cards(cards: tuple[ReportCard, ...], file: _CountingFile, written: Written) -> None:
    if not cards:
        return
    shape = record_shape(ReportCard)
    file.write("  <report_cards>\n")
    for index, card in enumerate(cards):
        number = f"[{index + 1}]" if len(cards) > 1 else ""
        line = file.line if file.line < names.EXACT_LINES else 0
        place = XPathPlace(0, f"/{names.ROOT}/report_cards/report_card{number}", line)
        written.placed[place] = index
        file.write("".join(_record("report_card", shape, card, 2, _NONE)))
    file.write("  </report_cards>\n")


def _field(name: str, shape: Shape, value: Any, level: int, attributes: Attributes = _NONE) -> Iterator[str]:
    """A value as an element; nothing where nothing is known."""
    if value is None or value in ((), {}):
        return
    if isinstance(shape, Record):
        yield from _record(name, shape, value, level, attributes)
    elif isinstance(shape, Map):
        yield from _container(name, _entries(shape, value, level + 1), level)
    elif isinstance(shape, Many):
        yield from _container(name, _members(shape, value, level + 1), level)
    elif isinstance(shape, MarkShape):
        yield _leaf(name, value.value, level, {"scale": value.scale})
    elif isinstance(shape, ExtensionShape):
        yield from _container(name, _extension(value, level + 1), level)
    else:
        text = str(value).lower() if isinstance(value, bool) else str(value)
        yield _leaf(name, text, level, attributes)


def _record(name: str, shape: Record, part: Part, level: int, attributes: Attributes) -> Iterator[str]:
    required = {field: getattr(part, field) for field in shape.required}
    contents = (
        text
        for field, member in shape.fields.items()
        if field not in required
        for text in _field(field, member, getattr(part, field), level + 1)
    )
    yield from _container(name, contents, level, {**attributes, **required})


def _entries(shape: Map, entries: Mapping[str, Any], level: int) -> Iterator[str]:
    entry, key = names.entry_names(shape)
    for name, value in entries.items():
        yield from _field(entry, shape.member, value, level, {key: name})


def _members(shape: Many, members: tuple[Any, ...], level: int) -> Iterator[str]:
    name = names.member_name(shape.member)
    for member in members:
        if member is None:
            yield _leaf(names.GAP, "", level)
        else:
            yield from _field(name, shape.member, member, level)


def _extension(extension: Extension, level: int) -> Iterator[str]:
    for name, text in (("label", extension.label), ("value", extension.value)):
        if text is not None:
            yield _leaf(name, text, level)
    if extension.where is not None:
        yield from _container("where", _where(extension.where, level + 1), level)


def _where(where: Mapping[str, str | int], level: int) -> Iterator[str]:
    for name, value in where.items():
        entry = names.WHERE_NUMBER if isinstance(value, int) else names.WHERE_TEXT
        yield _leaf(entry, str(value), level, {"name": name})


def _container(name: str, contents: Iterator[str], level: int, attributes: Attributes = _NONE) -> Iterator[str]:
    indent = "  " * level
    escaped = any(map(names.must_escape, attributes.values()))
    tag = f"{indent}<{name}{_attributes(attributes, escaped=escaped)}"
    inside = "".join(contents)
    yield f"{tag}>\n{inside}{indent}</{name}>\n" if inside else f"{tag}/>\n"


def _leaf(name: str, text: str, level: int, attributes: Attributes = _NONE) -> str:
    """An element on one line: white space round its text would become part of the text."""
    escaped = any(map(names.must_escape, (text, *attributes.values())))
    tag = f"{'  ' * level}<{name}{_attributes(attributes, escaped=escaped)}"
    if escaped:
        text = names.escape(text)
    return f"{tag}>{text.translate(_TEXT)}</{name}>\n" if text else f"{tag}/>\n"


def _attributes(attributes: Attributes, *, escaped: bool) -> str:
    if escaped:
        attributes = {key: names.escape(value) for key, value in attributes.items()} | {names.ESCAPED: "true"}
    return "".join(f' {key}="{value.translate(_ATTRIBUTE)}"' for key, value in attributes.items())
