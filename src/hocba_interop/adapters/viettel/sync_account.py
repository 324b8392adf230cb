"""What becomes of the values of one record of SMAS's synchronisation: facts, ledger entries, notices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hocba_interop.adapters.contract import Reading
from hocba_interop.adapters.pointers import escape
from hocba_interop.adapters.scores import score_fault
from hocba_interop.codelists import scales
from hocba_interop.ledger import Fact, Fragment, Item
from hocba_interop.model import Extension, Mark, Scale
from hocba_interop.model.flat import UNKNOWN_YEAR, Leaf, Path
from hocba_interop.notices import Notice, PointerPlace
from hocba_interop.text import tidy, tidy_rule


@dataclass(frozen=True, slots=True)
class Value:
    """A leaf of a record: its place, the raw value, and the value as one line of text."""

    place: PointerPlace
    raw: Any
    text: str
    rule: str | None


class RecordAccount:
    """One record: its fragment so far, and where its values go."""

    def __init__(self, reading: Reading, source: int, pointer: str, raw: Mapping[str, Any]) -> None:
        self._reading = reading
        self._source = source
        self._pointer = pointer
        self._raw = raw
        self._fragment = Fragment(PointerPlace(source, pointer))
        self._extensions = 0
        self._year = UNKNOWN_YEAR

    def _value(self, raw: Any, pointer: str) -> Value | None:
        """A text, number or truth value; None for null and for objects and lists."""
        place = PointerPlace(self._source, pointer)
        if isinstance(raw, str):
            text = tidy(raw)
            return Value(place, raw, text, tidy_rule(raw, text))
        if isinstance(raw, bool):
            return Value(place, raw, str(raw).lower(), None)
        if isinstance(raw, (int, Decimal)):
            return Value(place, raw, f"{raw:f}" if isinstance(raw, Decimal) else str(raw), None)
        return None

    def _place(self, key: str) -> PointerPlace:
        return PointerPlace(self._source, f"{self._pointer}/{key}")

    def _of_year(self, *names: str) -> Path:
        return ("years", self._year, *names)

    def _add(self, path: Path, leaf: Leaf, item: Item | None) -> None:
        self._fragment.facts.append(Fact(path, leaf, item))

    def _datum(self, path: Path, leaf: Leaf, value: Value, rule: str | None) -> None:
        self._add(path, leaf, self._reading.ledger.enter_datum(Item(value.place, value.raw, rule)))

    def _text(self, path: Path, value: Value) -> None:
        rule = value.rule if isinstance(value.raw, str) else "number-as-text"
        self._datum(path, value.text, value, rule)

    def _score(self, path: Path, value: Value) -> None:
        text = value.text.replace(",", ".") if isinstance(value.raw, str) else value.text
        if fault := score_fault(text):
            self._reject(value, fault)
        else:
            rule = value.rule if text == value.text else "decimal-comma"
            self._datum(path, Mark(scale="score10", value=text), value, rule)

    def _level_mark(self, path: Path, scale: Scale, value: Value, fault: str = "level-unknown") -> None:
        level = scales.decode(scale, value.text)
        if level is None:
            self._reject(value, fault)
        else:
            self._datum(path, Mark(scale=scale, value=level), value, "level-code")

    def _reject(self, value: Value, rule: str) -> None:
        self._reading.ledger.enter_rejected(value.place, rule)
        self._reading.notices.append(Notice(rule, value.place, private={"value": value.text}))

    def _structural(self, place: PointerPlace) -> None:
        self._reading.ledger.enter_structural(place)

    def _keep(self, value: Value) -> None:
        """A value that is understood and has no field of the model: an extension, without a word."""
        self._datum(*self._extension(value), value, value.rule)

    def _extension(self, value: Value) -> tuple[Path, Extension]:
        label = value.place.pointer.removeprefix(self._pointer).lstrip("/").replace("/", ".")
        path = self._of_year("extensions", str(self._extensions))
        self._extensions += 1
        return path, Extension(label=label, value=value.text, where=value.place.where())

    def _unknown(self, raw: Any, here: str) -> None:
        """What the layout does not know: an extension for each leaf, and a warning."""
        members: Any = raw.items() if isinstance(raw, dict) else enumerate(raw) if isinstance(raw, list) else ()
        for key, member in members:
            self._unknown(member, f"{here}/{escape(str(key))}")
        value = self._value(raw, here)
        if value:
            item = self._reading.ledger.enter_unrecognised(Item(value.place, raw, value.rule))
            path, leaf = self._extension(value)
            self._add(path, leaf, item)
            self._reading.notices.append(Notice("unknown-field", value.place, facts={"field": leaf.label}))
