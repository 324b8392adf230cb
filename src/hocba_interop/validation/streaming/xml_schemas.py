"""XML Schema: libxml2 judges, compiled once; what it finds invalid, `xmlschema` explains."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from ... import schemas
from ...adapters.canonical import xml_names as names
from ...notices import XPathPlace
from .faults import MISSING, NOT_IN_LIST, UNEXPECTED, WRONG_TYPE, Fault

if TYPE_CHECKING:
    from lxml.etree import XMLSchema, _Element

_MOST = 100
"""So many faults of one record are told; who mends these sees the rest."""


@cache
def compiled(name: str) -> XMLSchema:
    """A published schema as libxml2 has it, compiled once in a process."""
    from lxml import etree

    return etree.XMLSchema(etree.fromstring(schemas.load("xsd", name).encode()))


@cache
def _explaining(name: str) -> Any:
    import xmlschema

    return xmlschema.XMLSchema(schemas.load("xsd", name), allow="none", defuse="always")


def explained(name: str, root: _Element, source: int) -> tuple[Fault, ...]:
    """What is wrong with a document that is not valid: each fault with its rule, element and line."""
    found: dict[object, Fault] = {}
    for error in _explaining(name).iter_errors(root):
        for fault in _faults(error, source):
            found.setdefault((fault.rule, fault.place, *fault.facts.items()), fault)
        if len(found) >= _MOST:
            break
    return tuple(found.values()) or named(name, root, source)


def named(name: str, root: _Element, source: int) -> tuple[Fault, ...]:
    """What libxml2 itself says of a document that is not valid; it stops early, and says it in English."""
    schema = compiled(name)
    schema.validate(root)
    errors: Any = schema.error_log
    prefixes = {prefix: uri for element in root.iter() for prefix, uri in element.nsmap.items() if prefix}
    found = []
    for error in errors:
        at: Any = root.getroottree().xpath(error.path, namespaces=prefixes) if error.path else None
        kind = error.type_name.removeprefix("SCHEMAV_")
        rule = next((rule for word, rule in _BY_KIND.items() if word in kind), WRONG_TYPE)
        found.append(Fault(rule, place_of(at[0] if at else root, source), {}, {"reason": error.message}))
    return tuple(found)


_BY_KIND = {
    "ELEMENT_CONTENT": UNEXPECTED,
    "COMPLEX_TYPE_3_2": UNEXPECTED,
    "TYPE_3_1_1": UNEXPECTED,
    "COMPLEX_TYPE_4": MISSING,
    "ENUMERATION": NOT_IN_LIST,
    "IDC": UNEXPECTED,
}
"""Which rule a kind of error of libxml2 breaks; all others are of values."""


def _faults(error: Any, source: int) -> Iterator[Fault]:
    """The faults in an error of xmlschema, told apart by the part of the schema that was broken."""
    element, validator = error.elem, error.validator
    told = {"reason": error.reason}
    kind = type(validator).__name__
    if type(error).__name__ == "XMLSchemaChildrenValidationError":
        child = error.invalid_child
        if child is None:
            name = ", ".join(names.local_name(str(one.name)) for one in error.expected or ())
            yield Fault(MISSING, place_of(element, source), {"name": name}, told)
        else:
            yield Fault(UNEXPECTED, place_of(child, source), {"name": names.local_name(str(child.tag))}, told)
    elif kind == "XsdAttributeGroup":
        for name in sorted(set(error.obj) - set(validator)):
            place = place_of(element, source, str(name))
            yield Fault(UNEXPECTED, place, {"name": names.local_name(str(name))}, told)
        for name, attribute in validator.items():
            if name is not None and attribute.use == "required" and name not in error.obj:
                yield Fault(MISSING, place_of(element, source), {"name": names.local_name(name)}, told)
    elif kind in ("XsdEnumerationFacets", "XsdAttribute"):
        values = validator.enumeration if kind == "XsdEnumerationFacets" else [validator.fixed]
        place = place_of(element, source, _attribute(error))
        yield Fault(NOT_IN_LIST, place, {"expected": ", ".join(map(str, values))}, told)
    elif kind == "XsdElement" and not validator.type.has_simple_content():
        yield Fault(UNEXPECTED, place_of(element, source), {"name": names.local_name(str(element.tag))}, told)
    else:
        expected = _EXPECTED.get(kind) or names.local_name(str(getattr(validator, "name", "") or ""))
        facts = {"expected": expected} if expected else {}
        yield Fault(WRONG_TYPE, place_of(element, source, _attribute(error)), facts, told)


_EXPECTED = {"XsdElement": "string", "XsdGroup": "child-elements"}
"""What belongs where something else stands, by the part of the schema that was broken: else the name of a type."""


def _attribute(error: Any) -> str | None:
    """The attribute that an error is about, or None where it is about the element."""
    stated = (str(name) for name in error.elem.attrib)
    return next((name for name in stated if error.reason.startswith(f"attribute {name}=")), None) or (
        error.validator.name if type(error.validator).__name__ == "XsdAttribute" else None
    )


def place_of(element: _Element, source: int, attribute: str | None = None) -> XPathPlace:
    """The place of an element or of its attribute in its own document, by local names."""
    steps: list[str] = [f"/{names.attribute_step(attribute)}"] if attribute else []
    holder = element
    while (parent := holder.getparent()) is not None:
        steps.append(next(step for child, step in names.children(parent, "") if child is holder))
        holder = parent
    steps.append(f"/{names.local_name(str(holder.tag))}")
    return XPathPlace(source, "".join(reversed(steps)), names.line_of(element))
