"""The JSON Schema, judged by jsonschema: what is written is valid, a wrong shape is not."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from canonical_forms import read, write
from hypothesis import HealthCheck, given, settings
from strategies import documents

from hocba_interop import schemas
from hocba_interop.model import Document

jsonschema = pytest.importorskip("jsonschema")

EXAMPLES = sorted((Path(__file__).parents[1] / "formats" / "canonical").glob("report-card.*.json"))


@cache
def by_jsonschema() -> Any:
    schema = json.loads(schemas.load("json", "report-card"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_examples_of_the_contract_are_valid(path: Path) -> None:
    by_jsonschema().validate(json.loads(path.read_bytes()))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(document=documents())
def test_whatever_is_written_is_valid(document: Document) -> None:
    by_jsonschema().validate(json.loads(write("json", document)))


JSON_FAULTS: dict[str, tuple[tuple[str | int, ...], Any]] = {
    "no list": (("report_cards",), {}),
    "bare mark": (("report_cards", 0, "years", 0, "subjects", 0, "periods", "year", "test"), "9"),
    "unknown scale": (
        ("report_cards", 0, "years", 0, "subjects", 0, "periods", "year", "test", "scale"),
        "score100",
    ),
    "unknown period": (("report_cards", 0, "years", 0, "summaries", "term3"), {}),
    "number for text": (("report_cards", 0, "student", "full_name"), 5),
    "text for number": (("report_cards", 0, "years", 0, "grade"), "4"),
    "unknown key": (("report_cards", 0, "student", "nickname"), "x"),
    "another format": (("format",), "json"),
    "subject left out": (("report_cards", 0, "years", 0, "subjects", 0, "subject"), None),
}


@pytest.mark.parametrize("name", JSON_FAULTS)
def test_the_json_schema_finds_a_wrong_shape(name: str) -> None:
    path, value = JSON_FAULTS[name]
    tree = json.loads(EXAMPLES[-1].read_bytes())
    holder = tree
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    assert not by_jsonschema().is_valid(tree)


@pytest.mark.parametrize("key", ["years", "student", "history", "extensions"])
def test_a_null_is_as_good_as_a_missing_key(key: str) -> None:
    tree = json.loads(EXAMPLES[0].read_bytes())
    tree["report_cards"][0][key] = None
    assert by_jsonschema().is_valid(tree)
    read("json", json.dumps(tree).encode())
