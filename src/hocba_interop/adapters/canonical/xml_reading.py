"""Reading the canonical XML: texts and attributes become facts, or are accounted for otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NoReturn, cast

from hocba_interop.adapters.contract import Reading, ReadOptions, UnreadableSource
from hocba_interop.adapters.source import Source
from hocba_interop.ledger import Fragment
from hocba_interop.model import Provenance, ReportCard, Scale
from hocba_interop.model.flat import Path, list_keys
from hocba_interop.notices import Notice, XPathPlace
from hocba_interop.text import nfc

from . import xml_names as names
from .collecting import Collector, Home, Words
from .shape import (
    SCALES,
    ExtensionShape,
    Many,
    Map,
    MarkShape,
    Number,
    Record,
    Shape,
    Text,
    document_shape,
    record_shape,
)
from .xml_names import attribute_step, children, line_of, local_name, own_text, qualified

if TYPE_CHECKING:
    from lxml.etree import _Element

_INTEGER = re.compile(r"[+-]?[0-9]{1,64}")
_TRUTH = {"true": True, "1": True, "false": False, "0": False}


def read_xml(source: Source, options: ReadOptions) -> Reading:
    """A canonical XML document: one fragment for each report card. Raises UnreadableSource.

    XPaths are made of local names: ``/document/report_cards/report_card[4]/student/full_name``.
    """
    reading = Reading()
    root = source.xml
    xpath = f"/{local_name(str(root.tag))}"
    reading.ledger.expect(item_places(root, xpath, source.index))
    _Reader(reading, source.index).document(root, xpath)
    return reading


def read_xml_card(card: _Element, xpath: str, source: int, lines_before: int) -> Reading:
    """One ``<report_card>`` cut out of a document, where it stands at ``xpath`` behind so many lines.

    Raises UnreadableSource.
    """
    reading = Reading()
    _Reader(reading, source, lines_before)._fragment(card, xpath)
    return reading


def item_places(element: _Element, xpath: str, source: int) -> Iterator[XPathPlace]:
    """The places of all elements with text of their own, and attributes. Knows nothing of the model."""
    waiting = [(element, xpath)]
    while waiting:
        element, xpath = waiting.pop()
        line = line_of(element)
        if own_text(element).strip(names.WHITE_SPACE):
            yield XPathPlace(source, xpath, line)
        for name in element.attrib:
            yield XPathPlace(source, f"{xpath}/{attribute_step(str(name))}", line)
        waiting += children(element, xpath)


class _Member:
    """A member of a list as `list_keys` looks at it: attributes and simple children by name, in NFC."""

    __slots__ = ("_element",)

    def __init__(self, element: _Element) -> None:
        self._element = element

    def __getattr__(self, name: str) -> str | None:
        child = self._element.find(qualified(name))
        holder = self._element if child is None else child
        text = self._element.get(name) if child is None else own_text(child)
        if text is None:
            return None
        try:
            return nfc(_decoded(holder, text if child is None or _has_text(child) else ""))
        except ValueError:
            return None  # refused with its place when the member itself is read


class _Reader:
    """Walks an XML tree along the shape of the model."""

    def __init__(self, reading: Reading, source: int, lines_before: int = 0) -> None:
        self._reading = reading
        self._source = source
        self._lines_before = lines_before
        self._collect = Collector(reading)
        self._home = Home((), "", reading.document)

    def document(self, root: _Element, xpath: str) -> None:
        """A whole document."""
        if root.tag != qualified(names.ROOT):
            self._wrong_shape(root, xpath, f"<{names.ROOT} xmlns={names.NAMESPACE!r}>")
        self._home = Home((), xpath, self._reading.document, self._count_extensions(root))
        version = self._attributes(root, xpath, ("version",)).get("version")
        if version is not None:
            place = self._place(root, xpath, "version")
            if version != names.VERSION:
                raise UnreadableSource(Notice("unknown-version", place, facts={"known": names.VERSION}))
            self._collect.structural(place)
        self._stray_text(root, xpath)
        shape = document_shape()
        known = {name: shape.fields[name] for name in ("report_cards", "extensions", "provenance")}
        for child, here, name in self._fields(root, xpath, tuple(known)):
            if name == "report_cards":
                for member, member_xpath in self._list(child, here, "report_card"):
                    self._fragment(member, member_xpath)
            elif name == "extensions":
                self._walk(known[name], child, here, (name,))
            else:
                for member, member_xpath in self._list(child, here, "provenance"):
                    self._provenance(member, member_xpath)
        self._home.close()

    def _fragment(self, card: _Element, xpath: str) -> None:
        fragment = Fragment(self._place(card, xpath))
        years = card.findall(f"{qualified('years')}/{qualified('year_record')}")
        if len(years) == 1:
            only = _Member(years[0])
            fragment.school_year, fragment.class_name = only.school_year, only.class_name
        document, self._collect.facts = self._collect.facts, fragment.facts
        self._walk(record_shape(ReportCard), card, xpath, ())
        self._collect.facts = document
        self._reading.fragments.append(fragment)

    def _provenance(self, element: _Element, xpath: str) -> None:
        """Provenance is handed on as it stands; all of it counts as structure."""
        shape = record_shape(Provenance)
        self._attributes(element, xpath, ())
        self._stray_text(element, xpath)
        kept: dict[str, object] = {}
        for child, here, name in self._fields(element, xpath, tuple(shape.fields)):
            self._attributes(child, here, ())
            text = self._structural_text(child, here)
            kept[name] = self._integer(child, here, text) if isinstance(shape.fields[name], Number) else nfc(text)
        self._reading.provenance += (kept,)

    # --- the shapes of the model

    def _walk(self, shape: Shape, element: _Element, xpath: str, path: Path, *keys: str) -> None:
        """Read an element; ``keys`` are its attributes that have been read already."""
        if isinstance(shape, Record):
            self._record(shape, element, xpath, path, keys)
        elif isinstance(shape, Map):
            self._map(shape, element, xpath, path)
        elif isinstance(shape, Many):
            self._many(shape, element, xpath, path)
        elif isinstance(shape, ExtensionShape):
            self._extension(element, xpath, path)
        elif isinstance(shape, MarkShape):
            self._mark(element, xpath, path)
        elif isinstance(shape, Text):
            self._attributes(element, xpath, keys)
            place = self._place(element, xpath)
            if shape.choices and (text := self._decoded_text(element, xpath)) not in shape.choices:
                self._collect.off_list(place, text, shape.choices, counted=_has_text(element))
            else:
                self._collect.text(path, place, self._words(element, xpath))
        else:
            self._attributes(element, xpath, keys)
            self._no_children(element, xpath)
            literal = own_text(element)
            value = (
                self._integer(element, xpath, literal)
                if isinstance(shape, Number)
                else self._truth(element, xpath, literal)
            )
            self._collect.datum(path, self._place(element, xpath), literal, value)

    def _record(self, shape: Record, element: _Element, xpath: str, path: Path, keys: tuple[str, ...]) -> None:
        outer = self._home
        if "extensions" in shape.fields:
            self._home = Home(path, xpath, self._collect.facts, self._count_extensions(element))
        attributes = self._attributes(element, xpath, (*shape.required, *keys))
        for name in shape.required:
            place = self._place(element, xpath, name)
            if name not in attributes:
                self._wrong_shape(element, xpath, f"<{local_name(str(element.tag))} {name}=…>")
            literal, value = str(element.get(name)), attributes[name]
            rule = "xml-escape" if value != literal else None
            words = self._collect.words(place, literal, rule=rule, meant=value)
            self._collect.text((*path, name), place, words)
        self._stray_text(element, xpath)
        optional = tuple(name for name in shape.fields if name not in shape.required)
        for child, here, name in self._fields(element, xpath, optional):
            self._walk(shape.fields[name], child, here, (*path, name))
        if self._home is not outer:
            self._home.close()
            self._home = outer

    def _map(self, shape: Map, element: _Element, xpath: str, path: Path) -> None:
        entry, key = names.entry_names(shape)
        taken: set[str] = set()
        for child, here in self._list(element, xpath, entry):
            raw = child.get(key)
            if raw is None:
                self._wrong_shape(child, here, f"<{entry} {key}=…>")
            place = self._place(child, here, key)
            name = nfc(self._decode(child, here, raw))
            if name in taken or (shape.keys and name not in shape.keys):
                expected = f"one of {', '.join(shape.keys)}" if shape.keys else f"one {key}"
                self._collect.wrong_shape(place, expected)
            taken.add(name)
            self._collect.structural(place)
            self._walk(shape.member, child, here, (*path, name), key)

    def _many(self, shape: Many, element: _Element, xpath: str, path: Path) -> None:
        name = names.member_name(shape.member)
        members = list(self._list(element, xpath, name, names.GAP if shape.gaps else name))
        keys = list_keys(path[-1], (_Member(member) for member, _ in members))
        for key, (member, here) in zip(keys, members, strict=True):
            if shape.gaps and member.tag == qualified(names.GAP):
                self._unknown(member, here)
            else:
                self._walk(shape.member, member, here, (*path, key))

    def _mark(self, element: _Element, xpath: str, path: Path) -> None:
        scale = self._attributes(element, xpath, ("scale",)).get("scale")
        scale_place = self._place(element, xpath, "scale")
        if scale is None:
            self._wrong_shape(element, xpath, f"<{local_name(str(element.tag))} scale=…>")
        if scale not in SCALES:
            self._collect.wrong_shape(scale_place, f"one of {', '.join(sorted(SCALES))}")
        words = self._words(element, xpath)
        self._collect.mark(path, scale_place, cast(Scale, scale), self._place(element, xpath), words)

    def _extension(self, element: _Element, xpath: str, path: Path) -> None:
        self._attributes(element, xpath, ())
        self._stray_text(element, xpath)
        words: dict[str, Words] = {}
        where: dict[str, str | int] | None = None
        for child, here, name in self._fields(element, xpath, ("label", "value", "where")):
            if name == "where":
                where = self._where(child, here)
            else:
                self._attributes(child, here, ())
                words[name] = self._words(child, here)
        self._collect.extension(path, words.get("label"), words.get("value"), where)

    def _where(self, element: _Element, xpath: str) -> dict[str, str | int]:
        where: dict[str, str | int] = {}
        for child, here in self._list(element, xpath, names.WHERE_TEXT, names.WHERE_NUMBER):
            name = self._attributes(child, here, ("name",)).get("name")
            if name is None or name in where:
                self._wrong_shape(child, here, "entry with a name of its own")
            self._collect.structural(self._place(child, here, "name"))
            text = self._structural_text(child, here)
            number = child.tag == qualified(names.WHERE_NUMBER)
            where[name] = self._integer(child, here, text) if number else text
        return where

    # --- what elements hold

    def _fields(self, element: _Element, xpath: str, known: tuple[str, ...]) -> Iterator[tuple[_Element, str, str]]:
        """The known children of a record, each at most once; the others become extensions."""
        seen: set[str] = set()
        for child, here in children(element, xpath):
            name = local_name(str(child.tag))
            if child.tag != qualified(name) or name not in known:
                self._unknown(child, here)
                continue
            if name in seen:
                self._wrong_shape(child, here, f"one <{name}>")
            seen.add(name)
            yield child, here, name

    def _list(self, element: _Element, xpath: str, *known: str) -> Iterator[tuple[_Element, str]]:
        """The members of a list or map; other children become extensions."""
        self._attributes(element, xpath, ())
        self._stray_text(element, xpath)
        wanted = {qualified(name) for name in known}
        for child, here in children(element, xpath):
            if child.tag in wanted:
                yield child, here
            else:
                self._unknown(child, here)

    def _attributes(self, element: _Element, xpath: str, known: tuple[str, ...]) -> dict[str, str]:
        """The known attributes, decoded; others become extensions, but for escape mark and schema hints."""
        found: dict[str, str] = {}
        if not element.attrib:
            return found
        for raw_name, raw in element.attrib.items():
            name, value = str(raw_name), str(raw)
            place = self._place(element, xpath, name)
            if name in known:
                found[name] = self._decode(element, xpath, value)
            elif name in names.SCHEMA_HINTS:
                self._collect.structural(place)
            elif name == names.ESCAPED:
                if value not in _TRUTH:
                    self._collect.wrong_shape(place, "boolean")
                self._collect.structural(place)
            else:
                self._collect.unknown(self._home, place, place.xpath, value)
        return found

    def _words(self, element: _Element, xpath: str) -> Words:
        """The text of an element that holds a text: an empty one is the empty text, and no item."""
        self._no_children(element, xpath)
        literal = own_text(element)
        if not literal.strip(names.WHITE_SPACE):
            return Words("", None)
        text = self._decode(element, xpath, literal)
        rule = "xml-escape" if text != literal else None
        return self._collect.words(self._place(element, xpath), literal, rule=rule, meant=text)

    def _decoded_text(self, element: _Element, xpath: str) -> str:
        self._no_children(element, xpath)
        return self._decode(element, xpath, own_text(element)) if _has_text(element) else ""

    def _structural_text(self, element: _Element, xpath: str) -> str:
        text = self._decoded_text(element, xpath)
        if _has_text(element):
            self._collect.structural(self._place(element, xpath))
        return text

    def _decode(self, element: _Element, xpath: str, text: str) -> str:
        try:
            return _decoded(element, text)
        except ValueError:
            self._wrong_shape(element, xpath, r"\uXXXX or \\")

    def _no_children(self, element: _Element, xpath: str) -> None:
        if len(element):
            self._wrong_shape(element, xpath, "text")

    def _integer(self, element: _Element, xpath: str, text: str) -> int:
        digits = text.strip(names.WHITE_SPACE)
        if not _INTEGER.fullmatch(digits):
            self._wrong_shape(element, xpath, "integer")
        return int(digits)

    def _truth(self, element: _Element, xpath: str, text: str) -> bool:
        word = text.strip(names.WHITE_SPACE)
        if word not in _TRUTH:
            self._wrong_shape(element, xpath, "boolean")
        return _TRUTH[word]

    @staticmethod
    def _count_extensions(element: _Element) -> int:
        return len(element.findall(f"{qualified('extensions')}/{qualified('extension')}"))

    # --- what is not understood

    def _stray_text(self, element: _Element, xpath: str) -> None:
        if _has_text(element):
            place = self._place(element, xpath)
            self._collect.unknown(self._home, place, xpath, own_text(element).strip(names.WHITE_SPACE))

    def _unknown(self, element: _Element, xpath: str) -> None:
        """An element that the model does not know: one extension for each text and attribute in it."""
        for name, value in element.attrib.items():
            place = self._place(element, xpath, str(name))
            self._collect.unknown(self._home, place, place.xpath, str(value))
        if _has_text(element):
            self._collect.unknown(self._home, self._place(element, xpath), xpath, own_text(element))
        for child, here in children(element, xpath):
            self._unknown(child, here)

    def _place(self, element: _Element, xpath: str, attribute: str | None = None) -> XPathPlace:
        step = f"/{attribute_step(attribute)}" if attribute else ""
        line = line_of(element)
        return XPathPlace(self._source, xpath + step, self._lines_before + line if line else 0)

    def _wrong_shape(self, element: _Element, xpath: str, expected: str) -> NoReturn:
        self._collect.wrong_shape(self._place(element, xpath), expected)


def _has_text(element: _Element) -> bool:
    return bool(own_text(element).strip(names.WHITE_SPACE))


def _decoded(element: _Element, text: str) -> str:
    """The text that an element means. Raises ValueError."""
    return names.unescape(text) if _TRUTH.get(element.get(names.ESCAPED, "")) else text
