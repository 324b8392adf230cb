"""The shape of a JSON record against that of the model: every fault at once, and what is left of the record.

It judges as the published JSON Schema does, which is made from the same shapes. What remains is something that the
ordinary reader reads; unknown fields remain too, for it keeps them as extensions.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ...adapters.canonical.shape import (
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
)
from ...adapters.pointers import escape
from ...notices import PointerPlace
from .faults import MISSING, NOT_IN_LIST, UNEXPECTED, WRONG_TYPE, Fault

_GONE = object()
"""Stands for a value whose shape is wrong."""

_MARK = 'mark {"scale", "value"}'


class JsonShape:
    """Looks at raw JSON along shapes and collects the faults.

    Members of lists that fall out move those behind them: `original` gives the pointer before that.
    """

    def __init__(self, source: int) -> None:
        self._source = source
        self._moved: dict[str, list[int]] = {}
        self.faults: list[Fault] = []

    def cleaned(self, shape: Shape, raw: Any, pointer: str) -> Any:
        """What is left of a value; None where that is nothing."""
        left = self._value(shape, raw, pointer, "")
        return None if left is _GONE else left

    def original(self, pointer: str) -> str:
        """Where in the source something stands that has this pointer in what was left."""
        if not self._moved:
            return pointer
        before, after = "", ""
        for step in pointer.split("/")[1:]:
            moved = self._moved.get(after)
            before += f"/{moved[int(step)] if moved else step}"
            after += f"/{step}"
        return before

    def fault(self, rule: str, pointer: str, **facts: str) -> Any:
        """Enter a fault."""
        self.faults.append(Fault(rule, PointerPlace(self._source, pointer), facts))
        return _GONE

    def _value(self, shape: Shape, raw: Any, pointer: str, after: str) -> Any:
        """``after`` is the pointer of the value in what is left."""
        if raw is None:
            return None
        if isinstance(shape, Text):
            return self._text(shape, raw, pointer)
        if isinstance(shape, MarkShape):
            return self._mark(raw, pointer)
        if isinstance(shape, Record):
            return self._record(shape, raw, pointer, after)
        if isinstance(shape, Map):
            return self._map(shape, raw, pointer, after)
        if isinstance(shape, Many):
            return self._many(shape, raw, pointer, after)
        if isinstance(shape, ExtensionShape):
            return self._extension(raw, pointer)
        if isinstance(shape, Number):
            whole = isinstance(raw, Decimal) and raw == raw.to_integral_value()
            fits = whole or (isinstance(raw, int) and not isinstance(raw, bool))
            return raw if fits else self.fault(WRONG_TYPE, pointer, expected="integer")
        assert isinstance(shape, Truth), shape
        return raw if isinstance(raw, bool) else self.fault(WRONG_TYPE, pointer, expected="boolean")

    def _text(self, shape: Text, raw: Any, pointer: str) -> Any:
        if not isinstance(raw, str):
            return self.fault(WRONG_TYPE, pointer, expected="string")
        if shape.choices and raw not in shape.choices:
            return self.fault(NOT_IN_LIST, pointer, expected=", ".join(shape.choices))
        return raw

    def _record(self, shape: Record, raw: Any, pointer: str, after: str) -> Any:
        if not isinstance(raw, dict):
            return self.fault(WRONG_TYPE, pointer, expected="object")
        left = {}
        for key, value in raw.items():
            here = f"{pointer}/{escape(key)}"
            member = shape.fields.get(key)
            if member is None:
                self.fault(UNEXPECTED, here, name=key)
                left[key] = value
            elif (kept := self._value(member, value, here, f"{after}/{key}")) is not _GONE:
                left[key] = kept
        lacking = [name for name in shape.required if raw.get(name) is None]
        for name in lacking:
            self.fault(MISSING, pointer, name=name)
        return _GONE if any(left.get(name) is None for name in shape.required) else left

    def _map(self, shape: Map, raw: Any, pointer: str, after: str) -> Any:
        if not isinstance(raw, dict):
            return self.fault(WRONG_TYPE, pointer, expected="object")
        left = {}
        for key, value in raw.items():
            here = f"{pointer}/{escape(key)}"
            if shape.keys and key not in shape.keys:
                self.fault(NOT_IN_LIST, here, expected=", ".join(shape.keys))
            elif (kept := self._value(shape.member, value, here, f"{after}/{escape(key)}")) is not _GONE:
                left[key] = kept
        return left

    def _many(self, shape: Many, raw: Any, pointer: str, after: str) -> Any:
        if not isinstance(raw, list):
            return self.fault(WRONG_TYPE, pointer, expected="array")
        left: list[Any] = []
        at: list[int] = []
        for index, value in enumerate(raw):
            here = f"{pointer}/{index}"
            if value is None and not shape.gaps:
                self.fault(WRONG_TYPE, here, expected="object")
                continue
            kept = self._value(shape.member, value, here, f"{after}/{len(left)}")
            if kept is _GONE and shape.gaps:
                kept = None
            if kept is not _GONE:
                left.append(kept)
                at.append(index)
        if len(left) != len(raw):
            self._moved[after] = at
        return left

    def _mark(self, raw: Any, pointer: str) -> Any:
        if not isinstance(raw, dict):
            return self.fault(WRONG_TYPE, pointer, expected=_MARK)
        lacking = [name for name in ("scale", "value") if name not in raw]
        for name in lacking:
            self.fault(MISSING, pointer, name=name)
        before = len(self.faults)
        if "scale" in raw and not (isinstance(raw["scale"], str) and raw["scale"] in SCALES):
            self.fault(NOT_IN_LIST, f"{pointer}/scale", expected=", ".join(sorted(SCALES)))
        if "value" in raw and not isinstance(raw["value"], str):
            self.fault(WRONG_TYPE, f"{pointer}/value", expected="string")
        wrong = lacking or len(self.faults) > before
        self._unknown_keys(raw, pointer, ("scale", "value"))
        return _GONE if wrong else raw

    def _extension(self, raw: Any, pointer: str) -> Any:
        if not isinstance(raw, dict):
            return self.fault(WRONG_TYPE, pointer, expected="object")
        left = dict(raw)
        for key in ("label", "value"):
            if raw.get(key) is not None and not isinstance(raw[key], str):
                self.fault(WRONG_TYPE, f"{pointer}/{key}", expected="string")
                del left[key]
        if raw.get("where") is not None:
            left["where"] = self._where(raw["where"], f"{pointer}/where")
        self._unknown_keys(raw, pointer, ("label", "value", "where"))
        return left

    def _where(self, raw: Any, pointer: str) -> Any:
        if not isinstance(raw, dict):
            self.fault(WRONG_TYPE, pointer, expected="object")
            return None
        left = {}
        for key, value in raw.items():
            if value is None or isinstance(value, str) or type(value) is int:
                left[key] = value
            else:
                self.fault(WRONG_TYPE, f"{pointer}/{escape(key)}", expected="string or integer")
        return left

    def _unknown_keys(self, raw: Mapping[str, Any], pointer: str, known: tuple[str, ...]) -> None:
        for key in raw:
            if key not in known:
                self.fault(UNEXPECTED, f"{pointer}/{escape(key)}", name=key)
