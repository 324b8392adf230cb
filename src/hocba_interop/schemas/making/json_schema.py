"""The JSON Schema (2020-12) of ``hocba-json``, made from the shape of the model.

It is as tolerant as reading is: a missing key is null, values may be wrong; the shape may not.
"""

from __future__ import annotations

import json
from typing import Any

from hocba_interop.adapters.canonical.shape import (
    ExtensionShape,
    Many,
    Map,
    MarkShape,
    Number,
    Record,
    Shape,
    Text,
    Truth,
    document_shape,
    record_shape,
)
from hocba_interop.model import Extension, Mark
from hocba_interop.schemas.making.terms import terms

_ID = "urn:hocba-interop:schema:report-card:1"


def report_card_json_schema() -> str:
    """The text of the schema."""
    definitions: dict[str, Any] = {}
    root = _define(document_shape(), definitions)
    _define_leaves(definitions)
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": _ID,
        "title": "hocba-json 1",
        **root,
        "required": ["format", "version"],
        "$defs": dict(sorted(definitions.items())),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _define(shape: Record, definitions: dict[str, Any]) -> dict[str, Any]:
    part = shape.part.__name__
    properties: dict[str, Any] = {}
    for name, member in shape.fields.items():
        required = name in shape.required
        properties[name] = {"description": _words(part, name), **_schema(member, definitions, not required)}
    defined: dict[str, Any] = {"description": _words(part, ""), "type": "object", "properties": properties}
    if shape.required:
        defined["required"] = list(shape.required)
    return {**defined, "additionalProperties": False}


def _define_leaves(definitions: dict[str, Any]) -> None:
    """Marks and extensions, whose fields are not walked as those of other parts are."""
    definitions["Mark"] = {**_define(record_shape(Mark), {}), "required": ["scale", "value"]}
    extension = _define(Record(Extension, {"label": Text(), "value": Text()}), {})
    extension["properties"]["where"] = {
        "description": _words("Extension", "where"),
        "type": ["object", "null"],
        "additionalProperties": {"type": ["string", "integer", "null"]},
    }
    definitions["Extension"] = extension


def _schema(shape: Shape, definitions: dict[str, Any], nullable: bool) -> dict[str, Any]:
    if isinstance(shape, Text) and shape.choices:
        if len(shape.choices) == 1:
            return {"const": shape.choices[0]}
        return {"enum": [*shape.choices, *([None] if nullable else [])]}
    if isinstance(shape, (Text, Number, Truth)):
        kind = {Text: "string", Number: "integer", Truth: "boolean"}[type(shape)]
        return {"type": [kind, "null"] if nullable else kind}
    if isinstance(shape, Map):
        made: dict[str, Any] = {"type": ["object", "null"] if nullable else "object"}
        if shape.keys:
            made["propertyNames"] = {"enum": list(shape.keys)}
        return {**made, "additionalProperties": _schema(shape.member, definitions, True)}
    if isinstance(shape, Many):
        items = _schema(shape.member, definitions, shape.gaps)
        return {"type": ["array", "null"] if nullable else "array", "items": items}
    reference = {"$ref": f"#/$defs/{_name(shape, definitions)}"}
    return {"anyOf": [reference, {"type": "null"}]} if nullable else reference


def _name(shape: Shape, definitions: dict[str, Any]) -> str:
    if isinstance(shape, MarkShape):
        return "Mark"
    if isinstance(shape, ExtensionShape):
        return "Extension"
    assert isinstance(shape, Record), shape
    name = shape.part.__name__
    if name not in definitions:
        definitions[name] = {}  # a part that holds itself would ask for its own definition again
        definitions[name] = _define(shape, definitions)
    return name


def _words(part: str, name: str) -> str:
    term = terms()[part, name]
    return f"{term.vi} / {term.en}"
