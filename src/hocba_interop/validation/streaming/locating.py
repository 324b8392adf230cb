"""Where in a record a path of the model stands, sought only when something is to be reported there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from ...adapters.canonical import xml_names as names
from ...adapters.canonical.shape import ExtensionShape, Many, Map, MarkShape, Record, Shape, record_shape
from ...adapters.pointers import escape
from ...ledger import Fragment
from ...model import ReportCard
from ...model.flat import BAGS, Path, list_keys
from ...notices import Place, PointerPlace, XPathPlace

if TYPE_CHECKING:
    from lxml.etree import _Element

Locate = Callable[[Path], Place]
_Step = tuple[Shape, str | int, Shape]
"""The shape that is left, the name of the field or the number of the member, the shape that is entered."""


def stated(_: Path) -> bool:
    """Whether the source itself states a leaf: in the canonical formats nothing is ever implied."""
    return True


def in_json(card: ReportCard, raw: Mapping[str, Any], pointer: str, source: int) -> Locate:
    """Places in a JSON object that gave the card as it stands."""

    def locate(path: Path) -> Place:
        value: Any = raw
        here, shape = pointer, _CARD
        for outer, step, inner in _steps(path, card):
            if isinstance(outer, Many) and isinstance(step, int):
                step = _position(outer, value, step, _is_empty)
            elif value.get(step) is None:
                return PointerPlace(source, here)
            value, here, shape = value[step], f"{here}/{escape(str(step))}", inner
        return PointerPlace(source, f"{here}/value" if isinstance(shape, MarkShape) and value else here)

    return locate


def in_xml(card: ReportCard, element: _Element, xpath: str, lines_before: int, source: int) -> Locate:
    """Places in a ``<report_card>`` that gave the card as it stands."""

    def locate(path: Path) -> Place:
        holder, here, attribute = element, xpath, ""
        for outer, step, _ in _steps(path, card):
            found = _child(outer, names.children(holder, here), step)
            if found is None:
                attribute = f"/@{step}" if isinstance(outer, Record) and step in outer.required else ""
                break
            holder, here = found
        line = names.line_of(holder)
        return XPathPlace(source, here + attribute, lines_before + line if line else 0)

    return locate


def by_facts(fragment: Fragment, fix: Callable[[Any], Place] = lambda place: place) -> Locate:
    """Places of what the ordinary reader read; ``fix`` makes them places of the source, where they are none yet."""
    found: dict[Path, Place] = {}
    for fact in fragment.facts:
        if fact.item:
            found.setdefault(fact.path, fact.item.place)
    places = {path: found[raw] for raw, path in _closed_up(found).items()}

    def locate(path: Path) -> Place:
        for length in range(len(path), 0, -1):
            below = (place for other, place in places.items() if other[:length] == path[:length])
            if first := next(below, None):
                return fix(first)
        return fix(fragment.place)

    return locate


_CARD: Shape = record_shape(ReportCard)


def _steps(path: Path, card: ReportCard) -> Iterator[_Step]:
    """The steps of a path as far as the card goes."""
    shape, part, last = _CARD, card, ""
    inner: Shape
    step: str | int
    value: Any = part
    for name in path:
        if value is None:
            return
        if isinstance(shape, Record) and name in shape.fields:
            step, inner, value = name, shape.fields[name], getattr(value, name)
        elif isinstance(shape, Map):
            step, inner, value = name, shape.member, value.get(name)
        elif isinstance(shape, Many):
            step = next((at for at, key in enumerate(list_keys(last, value)) if key == name), -1)
            if step < 0:
                return
            inner, value = shape.member, value[step]
        else:
            return
        yield shape, step, inner
        shape, last = inner, name


def _child(shape: Shape, children: list[tuple[_Element, str]], step: str | int) -> tuple[_Element, str] | None:
    """The child of an element of this shape that a step leads to."""
    if isinstance(shape, Many) and isinstance(step, int):
        return children[_position(shape, [child for child, _ in children], step, _is_blank)]
    if isinstance(shape, Map):
        _, key = names.entry_names(shape)
        return next((child for child in children if child[0].get(key) == step), None)
    return next((child for child in children if child[0].tag == names.qualified(str(step))), None)


def _position(shape: Many, members: Sequence[Any], number: int, is_empty: Callable[[Shape, Any], bool]) -> int:
    """Where in a source the member of a list stands that has this number in the card."""
    if shape.gaps or (isinstance(shape.member, Record) and shape.member.required):
        return number
    full = (at for at, member in enumerate(members) if not is_empty(shape.member, member))
    return next(islice(full, number, None))


def _is_empty(shape: Shape, raw: Any) -> bool:
    """Whether a JSON value says nothing, so that no member of a list came of it."""
    if raw is None or isinstance(shape, ExtensionShape):
        return raw is None
    if isinstance(shape, Record):
        return all(_is_empty(shape.fields[name], value) for name, value in raw.items())
    if isinstance(shape, Map):
        return all(_is_empty(shape.member, value) for value in raw.values())
    return isinstance(shape, Many) and all(_is_empty(shape.member, member) for member in raw)


def _is_blank(shape: Shape, element: _Element) -> bool:
    """Whether an element says nothing, so that no member of a list came of it."""
    if isinstance(shape, (Many, Map)):
        return all(_is_blank(shape.member, child) for child in element)
    if isinstance(shape, Record) and not shape.required:
        return all(_is_blank(shape.fields[names.local_name(str(child.tag))], child) for child in element)
    return False


def _closed_up(paths: Mapping[Path, object]) -> dict[Path, Path]:
    """Paths as they are in the card: members of a list that say nothing left a gap in its numbers."""
    taken: dict[Path, set[int]] = {}
    for path in paths:
        for position, name in enumerate(path[:-1]):
            if name in BAGS and path[position + 1].isdecimal():
                taken.setdefault(path[: position + 1], set()).add(int(path[position + 1]))
    moved = {bag: {str(old): str(new) for new, old in enumerate(sorted(found))} for bag, found in taken.items()}
    return {path: tuple(_closed_up_step(path, at, moved) for at in range(len(path))) for path in paths}


def _closed_up_step(path: Path, at: int, moved: Mapping[Path, Mapping[str, str]]) -> str:
    return moved.get(path[:at], {}).get(path[at], path[at])
