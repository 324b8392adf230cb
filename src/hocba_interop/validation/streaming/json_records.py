"""JSON objects made records: the quick way where nothing is odd, else by shape and by the ordinary reader."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from ...adapters.canonical.json_reading import VERSION, read_json_card
from ...adapters.canonical.limits import MAX_BYTES
from ...adapters.canonical.parsing import is_blank, parse_json, parse_json_line, parse_plain_json
from ...adapters.canonical.shape import document_shape, record_shape
from ...adapters.contract import UnreadableSource
from ...adapters.pointers import escape
from ...adapters.source import Source
from ...model import ReportCard
from ...model.flat import unflatten
from ...notices import Notice, Place, PointerPlace
from ..record import Record
from .building import Odd
from .faults import MISSING, UNEXPECTED, WRONG_TYPE, Checked, Fault
from .json_cards import build_card
from .json_shape import JsonShape
from .locating import by_facts, in_json, stated
from .stream import MAX_RECORD, Part, Stream, record_too_large

_CARD = record_shape(ReportCard)
_DOCUMENT = document_shape().fields
_FAULTLESS = Checked("json")
_KEYS_OF_CARD = tuple(f'"{name}"'.encode() for name in _CARD.fields)


def lines(stream: Stream, part: Part) -> Iterator[Record]:
    """The records of JSON Lines. Raises UnreadableSource."""
    given = stream.input
    source = Source(given.name, b"", given.index)
    wanted, parts = part
    number = -1
    while line := given.line():
        number += 1
        if len(line) > MAX_RECORD:
            raise record_too_large(given.index, stream.count)
        if is_blank(line):
            continue
        line = line.removesuffix(b"\n")
        holds_card = _holds_card(line)
        position = stream.count
        stream.count += holds_card
        if (position % parts if holds_card else 0) != wanted:
            continue
        if record := _of_line(line, number, position, source, stream.notices):
            yield record


def _holds_card(line: bytes) -> bool:
    """Whether a line holds a report card, told without parsing it, unless a key of it may be hidden by an escape."""
    if any(key in line for key in _KEYS_OF_CARD):
        return True
    try:
        return b"\\u00" in line and not _CARD.fields.keys().isdisjoint(parse_plain_json(line))
    except ValueError:
        return False


def _of_line(line: bytes, number: int, position: int, source: Source, notices: list[Notice]) -> Record | None:
    """The record of a line, or None where it holds none: then what is wrong with it is of the source itself."""
    pointer = f"/{number}"
    try:
        raw = parse_plain_json(line)
        if raw.pop("format", None) != "hocba-jsonl" or raw.pop("version", None) != VERSION:
            raise Odd
        if _CARD.fields.keys().isdisjoint(raw) or not _is_nfc(line, raw):
            raise Odd
        return _plain(raw, pointer, position, source.index)
    except (Odd, ValueError):
        tree = parse_json_line(source, line, number)
    card, faults = _without_header(tree, pointer, source.index)
    if card is None:
        notices += [fault.notice() for fault in faults]
        return None
    return _odd(card, pointer, position, source.index, faults)


def document(stream: Stream, part: Part) -> Iterator[Record]:
    """The records of a ``hocba-json`` document, which is one JSON value and read as one. Raises UnreadableSource."""
    given = stream.input
    data = given.rest(MAX_BYTES)
    tree = parse_json(Source(given.name, data, given.index))
    nfc = _is_nfc(data, tree)
    del data
    shape = JsonShape(given.index)
    cards: Any = None
    if isinstance(tree, dict):
        cards = tree.pop("report_cards", None)
        for key in ("format", "version"):
            if key not in tree:
                shape.fault(MISSING, "", name=key)
        _check_version(tree, "", given.index)
        shape.cleaned(document_shape(), tree, "")
        if not (cards is None or isinstance(cards, list)):
            shape.fault(WRONG_TYPE, "/report_cards", expected="array")
    else:
        shape.fault(WRONG_TYPE, "", expected="object")
    stream.notices += [fault.notice() for fault in shape.faults]
    cards = cards if isinstance(cards, list) else []
    stream.count = len(cards)
    wanted, parts = part
    for position in range(wanted, len(cards), parts):
        raw, cards[position] = cards[position], None
        pointer = f"/report_cards/{position}"
        try:
            if not nfc:
                raise Odd
            yield _plain(raw, pointer, position, given.index)
        except Odd:
            yield _odd(raw, pointer, position, given.index)


def _plain(raw: dict[str, Any], pointer: str, number: int, source: int) -> Record:
    """The record of an object in which nothing is odd. Raises Odd. Its texts are known to be in NFC."""
    card = build_card(raw)
    return Record(card, number, in_json(card, raw, pointer, source), stated, (), _FAULTLESS)


def _odd(raw: Any, pointer: str, number: int, source: int, header: tuple[Fault, ...] = ()) -> Record:
    """The record of any JSON value: what is wrong with its shape is told, and what is left is read."""
    shape = JsonShape(source)
    if raw is None:
        shape.fault(WRONG_TYPE, pointer, expected="object")
    left = shape.cleaned(_CARD, raw, pointer) or {}
    fragment = read_json_card(left, pointer, source).fragments[0]
    card = unflatten({fact.path: fact.value for fact in fragment.facts})

    def fix(place: PointerPlace) -> Place:
        return place._replace(pointer=pointer + shape.original(place.pointer.removeprefix(pointer)))

    return Record(card, number, by_facts(fragment, fix), stated, (), Checked("json", (*header, *shape.faults)))


def _without_header(tree: Any, pointer: str, source: int) -> tuple[Any, tuple[Fault, ...]]:
    """What a line says of a report card (None: nothing), and what is wrong with the rest."""
    shape = JsonShape(source)
    if not isinstance(tree, dict):
        shape.fault(WRONG_TYPE, pointer, expected="object")
        return None, tuple(shape.faults)
    _check_version(tree, pointer, source)
    for key, wanted in (("format", "hocba-jsonl"), ("version", VERSION)):
        if tree.get(key) not in (None, wanted):
            shape.fault(WRONG_TYPE, f"{pointer}/{key}", expected=f'"{wanted}"')
    for key, field in (("document_extensions", "extensions"), ("provenance", "provenance")):
        shape.cleaned(_DOCUMENT[field], tree.get(key), f"{pointer}/{key}")
    header = ("format", "version", "document_extensions", "provenance")
    card = {key: value for key, value in tree.items() if key not in header}
    if not _CARD.fields.keys().isdisjoint(card):
        return card, tuple(shape.faults)
    for key in card:
        shape.fault(UNEXPECTED, f"{pointer}/{escape(key)}", name=key)
    return None, tuple(shape.faults)


def _check_version(tree: Mapping[str, Any], pointer: str, source: int) -> None:
    version = tree.get("version")
    if isinstance(version, str) and version != VERSION:
        place = PointerPlace(source, f"{pointer}/version")
        raise UnreadableSource(Notice("unknown-version", place, facts={"known": VERSION}))


def _is_nfc(data: bytes, tree: Any) -> bool:
    """Whether all texts are in NFC; an escape may hide what is not."""
    if b"\\u" in data:
        return unicodedata.is_normalized("NFC", json.dumps(tree, ensure_ascii=False, default=str))
    return data.isascii() or unicodedata.is_normalized("NFC", data.decode())
