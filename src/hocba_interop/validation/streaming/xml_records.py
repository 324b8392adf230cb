"""Records cut from XML: judged by the schema, made a card the quick way or by the ordinary reader."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from ...adapters.canonical import xml_names as names
from ...adapters.canonical.parsing import SAFE_XML, check_xml_depth, refuse_syntax
from ...adapters.canonical.xml_reading import read_xml_card
from ...adapters.contract import Reading, UnreadableSource
from ...model import ReportCard
from ...model.flat import unflatten
from ...notices import Notice, XPathPlace
from ..record import Record
from .building import Odd
from .faults import WRONG_TYPE, Checked, Fault
from .locating import by_facts, in_xml, stated
from .stream import Part, Stream
from .xml_cards import build_card
from .xml_cutting import Cut, Cutter, Skeleton
from .xml_schemas import compiled, explained, named

if TYPE_CHECKING:
    from lxml.etree import _Element

EXPLAINED = 10_000
"""`xmlschema` explains what is wrong with so many of the first records; of those behind libxml2 says it itself, for
an export of a whole province with one wrong element in each record would take half an hour."""

_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_MARKS_OF_ODD = ((b"&", b"&#"), (b"!", b"<!"), (b"?", b"<?"))
"""References to characters and comments, behind which it cannot be seen whether a text is in NFC; each with a byte of
it that is rare, for a single byte is found fast."""


@dataclass(frozen=True)
class XmlForm:
    """An XML format whose records are read from a stream: one more is one more entry of `FORMS`."""

    format: str
    dialect: str
    namespace: str
    path: tuple[str, str, str]
    """The local names of the root, the list and the record."""
    version: str
    schema: str
    """The name of the published schema of the whole document."""
    build: Callable[[_Element], ReportCard]
    """The card of a valid record without oddities. Raises Odd."""
    read: Callable[[_Element, str, int, int], Reading]
    """The ordinary reader: of a record, its XPath, the source, and the lines before it. Raises UnreadableSource."""

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """The qualified names of root, list and record."""
        return tuple(f"{{{self.namespace}}}{name}" for name in self.path)


FORMS: tuple[XmlForm, ...] = (
    XmlForm(
        "canonical",
        "xml",
        names.NAMESPACE,
        (names.ROOT, "report_cards", "report_card"),
        names.VERSION,
        "report-card",
        build_card,
        read_xml_card,
    ),
)


def records(stream: Stream, part: Part, form: XmlForm) -> Iterator[Record]:
    """The records of an XML document. Raises UnreadableSource."""
    cutter = Cutter(stream.input, form.tags)
    wanted, parts = part
    documents: _Documents | None = None
    for position, (cut, alone) in enumerate(_looking_ahead(cutter.cuts())):
        stream.count += 1
        if documents is None:
            _check_version(cutter.skeleton.root, form, stream.input.index)
            documents = _Documents(form, cutter, stream.input.index)
        if position % parts == wanted:
            yield documents.record(cut, position, alone)
    _check_version(cutter.skeleton.root, form, stream.input.index)
    stream.notices += [fault.notice() for fault in _round_the_records(cutter, form, stream.input.index)]


def _looking_ahead(cuts: Iterator[Cut]) -> Iterator[tuple[Cut, bool]]:
    """Each record, and whether it is the only one: then it has no number in its XPath."""
    before = next(cuts, None)
    alone = True
    for cut in cuts:
        assert before is not None
        alone = False
        yield before, alone
        before = cut
    if before is not None:
        yield before, alone


def _check_version(root: _Element, form: XmlForm, source: int) -> None:
    version = root.get("version")
    if root.tag == form.tags[0] and version not in (None, form.version):
        place = XPathPlace(source, f"/{form.path[0]}/@version", names.line_of(root))
        raise UnreadableSource(Notice("unknown-version", place, facts={"known": form.version}))


def _round_the_records(cutter: Cutter, form: XmlForm, source: int) -> tuple[Fault, ...]:
    """What is wrong with what lies round the records."""
    skeleton = cutter.skeleton
    documents = _Documents(form, cutter, source)
    for element, cut in skeleton.astray:
        held = documents.parse(cut)
        element.text = held.text
        element.attrib.update(held.attrib)
        element.extend(held)
    check_xml_depth(source, skeleton.root)
    if compiled(form.schema).validate(skeleton.root):
        return ()
    return explained(form.schema, skeleton.root, source)


class _Documents:
    """Makes a small document of each record, in which the namespaces of the large one hold."""

    def __init__(self, form: XmlForm, cutter: Cutter, source: int) -> None:
        from lxml import etree

        self._form = form
        self._source = source
        self._etree = etree
        self._parser = etree.XMLParser(**SAFE_XML)
        self._schema = compiled(form.schema)
        self._encoding = cutter.encoding
        self._opening, self._closing, prefixes = _frame(form, cutter.skeleton, cutter.encoding)
        instance = (prefix for prefix, uri in prefixes.items() if uri == _INSTANCE)
        self._odd = (names.ESCAPED.encode(), _INSTANCE.encode(), *(f"{prefix}:".encode() for prefix in instance))

    def parse(self, cut: Cut) -> _Element:
        """The element of a record. Raises UnreadableSource."""
        return self._document(cut)[0][0]

    def record(self, cut: Cut, position: int, alone: bool) -> Record:
        """The record of some bytes. Raises UnreadableSource."""
        xpath = "/" + "/".join(self._form.path) + ("" if alone else f"[{position + 1}]")
        root = self._document(cut)
        valid = self._schema.validate(root)
        if valid and self._is_plain(cut.data):
            try:
                card = self._form.build(root[0][0])
            except Odd:
                pass
            else:
                places = in_xml(card, root[0][0], xpath, cut.lines_before, self._source)
                return Record(card, position, places, stated, (), _FAULTLESS)
        return self._odd_record(root, cut, position, xpath, bool(valid))

    def _odd_record(self, root: _Element, cut: Cut, position: int, xpath: str, valid: bool) -> Record:
        check_xml_depth(self._source, root, cut.lines_before)
        explain = explained if position < EXPLAINED else named
        faults = () if valid else explain(self._form.schema, root, self._source)
        reading, refused = self._read(root[0][0], xpath, cut.lines_before)
        fragment = reading.fragments[0]
        card = unflatten({fact.path: fact.value for fact in fragment.facts})
        inner = "/" + "/".join(self._form.path)
        told = tuple(fault._replace(place=_moved(fault.place, inner, xpath, cut.lines_before)) for fault in faults)
        return Record(card, position, by_facts(fragment), stated, (), Checked("xsd", told or refused))

    def _read(self, element: _Element, xpath: str, lines_before: int) -> tuple[Reading, tuple[Fault, ...]]:
        """What the ordinary reader makes of what is left when that is taken away whose shape it refuses."""
        refused: list[Fault] = []
        while True:
            try:
                return self._form.read(element, xpath, self._source, lines_before), tuple(refused)
            except UnreadableSource as refusal:
                notice = refusal.notice
                assert isinstance(notice.where, XPathPlace), "wrong-shape says where"
                refused.append(Fault(WRONG_TYPE, notice.where, {"expected": str(notice.facts["expected"])}))
                _take_away(element, notice.where.xpath.removeprefix(xpath))

    def _document(self, cut: Cut) -> _Element:
        try:
            return self._etree.fromstring(self._opening + cut.data + self._closing, self._parser)
        except self._etree.XMLSyntaxError as error:
            line, column = error.position
            if line == 1:
                column += cut.column - len(self._opening)
            refuse_syntax(self._source, error, cut.lines_before + (line or 1), column)

    def _is_plain(self, data: bytes) -> bool:
        if any(byte in data and mark in data for byte, mark in _MARKS_OF_ODD) or any(odd in data for odd in self._odd):
            return False
        text = data.decode(self._encoding)
        return text.isascii() or (unicodedata.is_normalized("NFC", text) and "\u0338" not in text)


_FAULTLESS = Checked("xsd")


def _frame(form: XmlForm, skeleton: Skeleton, encoding: str) -> tuple[bytes, bytes, dict[str | None, str]]:
    """What stands before and behind a record in its own document, and the namespaces by prefix."""
    at = skeleton.at[-1] if skeleton.at else skeleton.root
    prefixes = {str(prefix) if prefix else None: str(uri) for prefix, uri in at.nsmap.items()}
    if form.namespace not in prefixes.values():
        prefixes = {None: form.namespace}
    own = next(prefix for prefix, uri in prefixes.items() if uri == form.namespace)
    declared = "".join(f" xmlns{f':{prefix}' if prefix else ''}={quoteattr(uri)}" for prefix, uri in prefixes.items())
    root, held = (f"{own}:{name}" if own else name for name in form.path[:2])
    head = "" if encoding.lower() == "utf-8" else f'<?xml version="1.0" encoding="{encoding}"?>'
    opening = f'{head}<{root}{declared} version="{form.version}"><{held}>'
    closing = f"</{held}></{root}>"
    return opening.encode(encoding, "xmlcharrefreplace"), closing.encode(encoding), prefixes


def _moved(place: Any, before: str, after: str, lines_before: int) -> Any:
    """A place in the document of one record as a place in the source."""
    line = lines_before + place.line if place.line else 0
    return place._replace(xpath=after + place.xpath.removeprefix(before), line=line)


def _take_away(record: _Element, xpath: str) -> None:
    """Remove the element at an XPath below the record, or the one whose attribute stands there."""
    element, parent = record, None
    for step in xpath.split("/")[1:]:
        if not step.startswith("@"):
            parent = element
            element = next(child for child, here in names.children(parent, "") if here == f"/{step}")
        elif parent is None:
            del record.attrib[step[1:]]
    if parent is not None:
        parent.remove(element)
