"""Reading ``hocba-json`` and ``hocba-jsonl``: every leaf becomes a fact, or is accounted for otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, cast

from hocba_interop.adapters.contract import Reading, ReadOptions, UnreadableSource
from hocba_interop.adapters.pointers import escape, leaf_pointers
from hocba_interop.adapters.source import Source
from hocba_interop.ledger import Fragment
from hocba_interop.model import Provenance, ReportCard, Scale
from hocba_interop.model.flat import Path, list_keys
from hocba_interop.notices import Notice, PointerPlace
from hocba_interop.text import nfc

from .collecting import Collector, Home, Words
from .parsing import parse_json_lines
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
    Truth,
    record_shape,
)

VERSION = "1"
_PROVENANCE = record_shape(Provenance)
_CARD = record_shape(ReportCard)
_CARD_KEYS = frozenset(_CARD.fields)


def read_json(source: Source, options: ReadOptions) -> Reading:
    """A ``hocba-json`` document: one fragment for each report card. Raises UnreadableSource."""
    reading = Reading()
    reader = _Reader(reading, source.index)
    tree = source.json
    reading.ledger.expect(PointerPlace(source.index, pointer) for pointer in leaf_pointers(tree, ""))
    reader.document(tree)
    return reading


def read_json_lines(source: Source, options: ReadOptions) -> Reading:
    """A ``hocba-jsonl`` file: one fragment for each line. ``/3/student`` points into the fourth line.

    Raises UnreadableSource.
    """
    reading = Reading()
    reader = _Reader(reading, source.index)
    for number, line in parse_json_lines(source):
        base = f"/{number}"
        reading.ledger.expect(PointerPlace(source.index, pointer) for pointer in leaf_pointers(line, base))
        reader.line(line, base)
    return reading


def read_json_card(card: Any, pointer: str, source: int) -> Reading:
    """One report card of a document or line that stands at ``pointer``, read by itself. Raises UnreadableSource."""
    reading = Reading()
    _Reader(reading, source)._fragment(card, pointer)
    return reading


class _Member:
    """A raw member of a list as `list_keys` looks at it: its texts by attribute, in NFC."""

    __slots__ = ("_raw",)

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self._raw = raw

    def __getattr__(self, name: str) -> str | None:
        value = self._raw.get(name)
        return nfc(value) if isinstance(value, str) else None

    @property
    def grade(self) -> int | None:
        """The grade of a year; what is no number is refused when the year itself is read."""
        value = self._raw.get("grade")
        return int(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


class _Reader:
    """Walks raw JSON along the shape of the model."""

    def __init__(self, reading: Reading, source: int) -> None:
        self._reading = reading
        self._source = source
        self._collect = Collector(reading)
        self._document = self._home = Home((), "", reading.document)

    # --- the two layouts

    def document(self, raw: Any) -> None:
        """A whole document."""
        raw = self._object(raw, "")
        self._check_header(raw, "", "hocba-json")
        self._document_extensions(raw, "", "extensions")
        self._provenance(raw, "")
        cards = self._list(raw.get("report_cards"), "/report_cards")
        for index, card in enumerate(cards):
            self._fragment(card, f"/report_cards/{index}")
        for key, value in raw.items():
            if key not in ("format", "version", "report_cards", "extensions", "provenance"):
                self._unknown(value, f"/{escape(key)}")
        self._document.close()

    def line(self, raw: Any, base: str) -> None:
        """One line of JSON Lines; one without anything of a report card is the head of an empty document."""
        raw = self._object(raw, base)
        self._check_header(raw, base, "hocba-jsonl")
        self._document_extensions(raw, base, "document_extensions")
        self._provenance(raw, base)
        own = ("format", "version", "document_extensions", "provenance")
        card = {key: value for key, value in raw.items() if key not in own}
        if _CARD_KEYS.isdisjoint(card):
            for key, value in card.items():
                self._unknown(value, f"{base}/{escape(key)}")
        else:
            self._fragment(card, base)
        self._document.close()

    def _check_header(self, raw: Mapping[str, Any], base: str, name: str) -> None:
        for key, wanted in (("format", name), ("version", VERSION)):
            value = raw.get(key)
            if value is None:
                continue
            place = self._place(f"{base}/{key}")
            if key == "version" and isinstance(value, str) and value != wanted:
                raise UnreadableSource(Notice("unknown-version", place, facts={"known": VERSION}))
            if value != wanted:
                self._collect.wrong_shape(place, f'"{wanted}"')
            self._collect.structural(place)

    def _document_extensions(self, raw: Mapping[str, Any], base: str, key: str) -> None:
        pointer = f"{base}/{key}"
        for index, extension in enumerate(self._list(raw.get(key), pointer)):
            self._extension(extension, f"{pointer}/{index}", self._document.next_path())

    def _provenance(self, raw: Mapping[str, Any], base: str) -> None:
        """Provenance is handed on as it stands; all of it counts as structure."""
        pointer = f"{base}/provenance"
        for index, entry in enumerate(self._list(raw.get("provenance"), pointer)):
            kept: dict[str, object] = {}
            for key, value in self._object(entry, f"{pointer}/{index}").items():
                here = f"{pointer}/{index}/{escape(key)}"
                shape = _PROVENANCE.fields.get(key)
                if shape is None:
                    self._unknown(value, here)
                elif value is not None:
                    place = self._place(here)
                    kept[key] = (
                        self._whole_number(value, place) if isinstance(shape, Number) else self._string(value, place)
                    )
                    self._collect.structural(place)
            self._reading.provenance += (kept,)

    def _fragment(self, raw: Any, pointer: str) -> None:
        raw = self._object(raw, pointer)
        fragment = Fragment(self._place(pointer))
        years = raw.get("years")
        if isinstance(years, list) and len(years) == 1 and isinstance(years[0], dict):
            only = _Member(years[0])
            fragment.school_year, fragment.class_name = only.school_year, only.class_name
        self._collect.facts = fragment.facts
        self._record(_CARD, raw, pointer, ())
        self._collect.facts = self._reading.document
        self._reading.fragments.append(fragment)

    # --- the shapes of the model

    def _walk(self, shape: Shape, raw: Any, pointer: str, path: Path) -> None:
        if raw is None:
            return
        if isinstance(shape, Text):
            place = self._place(pointer)
            literal = self._string(raw, place)
            if shape.choices and literal not in shape.choices:
                self._collect.off_list(place, literal, shape.choices)
            else:
                self._collect.text(path, place, self._collect.words(place, literal))
        elif isinstance(shape, MarkShape):
            self._mark(raw, pointer, path)
        elif isinstance(shape, Record):
            self._record(shape, self._object(raw, pointer), pointer, path)
        elif isinstance(shape, Map):
            self._map(shape, self._object(raw, pointer), pointer, path)
        elif isinstance(shape, Many):
            self._many(shape, self._list(raw, pointer), pointer, path)
        elif isinstance(shape, ExtensionShape):
            self._extension(raw, pointer, path)
        elif isinstance(shape, Number):
            place = self._place(pointer)
            self._collect.datum(path, place, raw, self._whole_number(raw, place))
        elif isinstance(shape, Truth):
            place = self._place(pointer)
            if not isinstance(raw, bool):
                self._collect.wrong_shape(place, "boolean")
            self._collect.datum(path, place, raw, raw)

    def _record(self, shape: Record, raw: Mapping[str, Any], pointer: str, path: Path) -> None:
        outer = self._home
        if "extensions" in shape.fields:
            known = raw.get("extensions")
            count = len(known) if isinstance(known, list) else 0
            self._home = Home(path, pointer, self._collect.facts, count)
        for name in shape.required:
            if raw.get(name) is None:
                self._collect.wrong_shape(self._place(pointer), f"object with {name}")
        for key, value in raw.items():
            if value is None:
                continue
            member = shape.fields.get(key)
            if member is None:
                self._unknown(value, f"{pointer}/{escape(key)}")
            else:
                self._walk(member, value, f"{pointer}/{key}", (*path, key))
        if self._home is not outer:
            self._home.close()
            self._home = outer

    def _map(self, shape: Map, raw: Mapping[str, Any], pointer: str, path: Path) -> None:
        for key, value in raw.items():
            here = f"{pointer}/{escape(key)}"
            if shape.keys and key not in shape.keys:
                self._collect.wrong_shape(self._place(here), f"one of {', '.join(shape.keys)}")
            self._walk(shape.member, value, here, (*path, key))

    def _many(self, shape: Many, raw: list[Any], pointer: str, path: Path) -> None:
        members: Iterable[Any] = raw
        if isinstance(shape.member, Record):
            members = [_Member(self._object(member, f"{pointer}/{index}")) for index, member in enumerate(raw)]
        for index, (key, member) in enumerate(zip(list_keys(path[-1], members), raw, strict=True)):
            here = f"{pointer}/{index}"
            if member is None and not shape.gaps:
                self._collect.wrong_shape(self._place(here), "object")
            self._walk(shape.member, member, here, (*path, key))

    def _mark(self, raw: Any, pointer: str, path: Path) -> None:
        if not isinstance(raw, dict) or raw.get("scale") is None or raw.get("value") is None:
            self._collect.wrong_shape(self._place(pointer), 'mark {"scale", "value"}')
        scale_place, value_place = self._place(f"{pointer}/scale"), self._place(f"{pointer}/value")
        scale = raw["scale"]
        if not isinstance(scale, str) or scale not in SCALES:
            self._collect.wrong_shape(scale_place, f"one of {', '.join(sorted(SCALES))}")
        words = self._collect.words(value_place, self._string(raw["value"], value_place))
        self._collect.mark(path, scale_place, cast(Scale, scale), value_place, words)
        if len(raw) > 2:
            self._unknown_keys(raw, pointer, ("scale", "value"))

    def _extension(self, raw: Any, pointer: str, path: Path) -> None:
        raw = self._object(raw, pointer)
        words: dict[str, Words | None] = {}
        for key in ("label", "value"):
            place = self._place(f"{pointer}/{key}")
            text = raw.get(key)
            words[key] = None if text is None else self._collect.words(place, self._string(text, place))
        where = self._where(raw.get("where"), f"{pointer}/where")
        self._collect.extension(path, words["label"], words["value"], where)
        self._unknown_keys(raw, pointer, ("label", "value", "where"))

    def _where(self, raw: Any, pointer: str) -> dict[str, str | int] | None:
        if raw is None:
            return None
        where: dict[str, str | int] = {}
        for key, value in self._object(raw, pointer).items():
            place = self._place(f"{pointer}/{escape(key)}")
            if value is None:
                continue
            where[key] = value if isinstance(value, str) else self._whole_number(value, place)
            self._collect.structural(place)
        return where

    def _unknown_keys(self, raw: Mapping[str, Any], pointer: str, known: tuple[str, ...]) -> None:
        for key, value in raw.items():
            if key not in known:
                self._unknown(value, f"{pointer}/{escape(key)}")

    def _unknown(self, raw: Any, pointer: str) -> None:
        """A field that the model does not know: one extension for each leaf."""
        if isinstance(raw, dict):
            for key, value in raw.items():
                self._unknown(value, f"{pointer}/{escape(key)}")
        elif isinstance(raw, list):
            for index, value in enumerate(raw):
                self._unknown(value, f"{pointer}/{index}")
        elif raw is not None:
            text = str(raw).lower() if isinstance(raw, bool) else str(raw)
            self._collect.unknown(self._home, self._place(pointer), pointer, text)

    # --- JSON's own types

    def _place(self, pointer: str) -> PointerPlace:
        return PointerPlace(self._source, pointer)

    def _object(self, raw: Any, pointer: str) -> dict[str, Any]:
        if not isinstance(raw, dict):
            self._collect.wrong_shape(self._place(pointer), "object")
        return raw

    def _list(self, raw: Any, pointer: str) -> list[Any]:
        if raw is None:
            return []
        if not isinstance(raw, list):
            self._collect.wrong_shape(self._place(pointer), "array")
        return raw

    def _string(self, raw: Any, place: PointerPlace) -> str:
        if not isinstance(raw, str):
            self._collect.wrong_shape(place, "string")
        return raw

    def _whole_number(self, raw: Any, place: PointerPlace) -> int:
        """An integer; 12.0 is one, for JSON knows no other difference."""
        if isinstance(raw, Decimal) and raw == raw.to_integral_value():
            return int(raw)
        if isinstance(raw, bool) or not isinstance(raw, int):
            self._collect.wrong_shape(place, "integer")
        return raw
