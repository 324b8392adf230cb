"""The published schemas: current, at one with what is written, and judged alike by independent validators."""

from __future__ import annotations

import copy
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import xmlschema
from canonical_forms import read, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from strategies import documents

from hocba_interop import schemas
from hocba_interop.adapters.contract import UnreadableSource
from hocba_interop.model import Document
from hocba_interop.schemas.making.json_schema import report_card_json_schema
from hocba_interop.schemas.making.terms import terms
from hocba_interop.schemas.making.xsd import report_card_xsd

EXAMPLES = sorted((Path(__file__).parents[1] / "formats" / "canonical").glob("report-card.*.json"))
NS = "{urn:hocba-interop:report-card:1}"


@cache
def by_lxml() -> etree.XMLSchema:
    return etree.XMLSchema(etree.fromstring(schemas.load("xsd", "report-card").encode()))


@cache
def by_xmlschema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(schemas.load("xsd", "report-card"))


def judged_by_all(data: bytes) -> bool:
    """The judgement of lxml, which xmlschema must share."""
    root = etree.fromstring(data)
    judgement = by_lxml().validate(root)
    errors = [error.reason for error in by_xmlschema().iter_errors(root)]
    assert judgement == (not errors), (by_lxml().error_log, errors)
    return bool(judgement)


def example(path: Path) -> Document:
    return Document.model_validate_json(path.read_bytes())


def test_the_files_are_current() -> None:
    remedy = "run: python -m hocba_interop.schemas.making"
    assert schemas.load("xsd", "report-card") == report_card_xsd(), remedy
    assert schemas.load("json", "report-card") == report_card_json_schema(), remedy


def test_names_and_unknown_names() -> None:
    assert schemas.names("xsd") == ["report-card"]
    assert schemas.names() == schemas.names("json") == ["report", "report-card"]
    with pytest.raises(KeyError):
        schemas.load("xsd", "no-such-schema")


def test_every_field_is_described_in_both_languages_and_none_that_is_not_there() -> None:
    xsd, described = schemas.load("xsd", "report-card"), schemas.load("json", "report-card")
    for (part, name), term in terms().items():
        assert f'"{term.vi} / {term.en}"' in described, (part, name)
        if (part, name) not in {
            ("Document", "format"),
            ("Document", "version"),
            ("Mark", "scale"),
            ("Mark", "value"),
            ("Extension", "label"),
            ("Extension", "value"),
            ("Extension", "where"),
        }:
            assert f">{term.vi}<" in xsd, (part, name)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_examples_of_the_contract_are_valid(path: Path) -> None:
    assert judged_by_all(write("xml", example(path)))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(document=documents())
def test_whatever_is_written_is_valid(document: Document) -> None:
    assert judged_by_all(write("xml", document))


@pytest.mark.skipif(shutil.which("xmllint") is None, reason="xmllint (libxml2-utils) is not installed")
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_xmllint_finds_what_is_written_valid(path: Path, tmp_path: Path) -> None:
    schema, document = tmp_path / "schema.xsd", tmp_path / "document.xml"
    schema.write_text(schemas.load("xsd", "report-card"), encoding="utf-8")
    document.write_bytes(write("xml", example(path)))
    command = ["xmllint", "--noout", "--nonet", "--schema", str(schema), str(document)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def mutations() -> dict[str, Any]:
    """What is done to an element of a valid document, found by its local name."""

    def add(element: Any, name: str) -> None:
        etree.SubElement(element, NS + name)

    def wrap(element: Any) -> None:
        etree.SubElement(element, NS + "value").text = element.text
        element.text = None

    return {
        "unknown element": ("student", lambda element: add(element, "nickname")),
        "unknown attribute": ("student", lambda element: element.set("x", "1")),
        "another namespace": ("full_name", lambda element: setattr(element, "tag", "{urn:x}full_name")),
        "field given twice": ("student", lambda element: element.append(copy.deepcopy(element[0]))),
        "scale left out": ("result", lambda element: element.attrib.pop("scale")),
        "unknown scale": ("result", lambda element: element.set("scale", "score100")),
        "mark with children": ("result", wrap),
        "unknown period": ("period", lambda element: element.set("name", "term3")),
        "period without a name": ("period", lambda element: element.attrib.pop("name")),
        "period given twice": ("periods", lambda element: element.append(copy.deepcopy(element[0]))),
        "identifier without scheme": ("identifier", lambda element: element.attrib.pop("scheme")),
        "identifier given twice": ("identifiers", lambda element: element.append(copy.deepcopy(element[0]))),
        "subject left out": ("subject_record", lambda element: element.attrib.pop("subject")),
        "grade in words": ("grade", lambda element: setattr(element, "text", "mười")),
        "no grade": ("grade", lambda element: setattr(element, "text", "")),
        "promotion in words": ("promoted", lambda element: setattr(element, "text", "có")),
        "text among elements": ("student", lambda element: setattr(element, "text", "chữ")),
        "version left out": ("document", lambda element: element.attrib.pop("version")),
        "version 2": ("document", lambda element: element.set("version", "2")),
        "sex of another list": ("sex", lambda element: setattr(element, "text", "nam")),
        "list without its list": ("years", lambda element: setattr(element, "tag", NS + "year_record")),
        "place in words": ("number", lambda element: setattr(element, "text", "một")),
        "place without a name": ("number", lambda element: element.attrib.pop("name")),
    }


TOLERATED = {
    "field moved": ("student", lambda element: element.append(element[0])),
    "field removed": ("student", lambda element: element.remove(element[0])),
    "score of 85": ("result", lambda element: setattr(element, "text", "85")),
    "score in words": ("result", lambda element: setattr(element, "text", "tám")),
    "personal id of 11 digits": ("identifier", lambda element: setattr(element, "text", "0" * 11)),
    "unknown scheme": ("identifier", lambda element: element.set("scheme", "another")),
    "unknown subject": ("subject_record", lambda element: element.set("subject", "không có")),
    "empty text": ("full_name", lambda element: setattr(element, "text", "")),
    "no such date": ("birth_date", lambda element: setattr(element, "text", "31/02/2010")),
    "grade among spaces": ("grade", lambda element: setattr(element, "text", " 4 ")),
    "truth as a digit": ("promoted", lambda element: setattr(element, "text", "1")),
    "empty list": ("awards", lambda element: [element.remove(child) for child in list(element)]),
}


def mutated(local_name: str, change: Any) -> bytes:
    root = etree.fromstring(write("xml", example(EXAMPLES[-1])))
    element = next(found for found in root.iter() if etree.QName(found).localname == local_name)
    change(element)
    return etree.tostring(root)


@pytest.mark.parametrize("name", mutations())
def test_a_wrong_shape_is_invalid_to_all(name: str) -> None:
    assert not judged_by_all(mutated(*mutations()[name]))


@pytest.mark.parametrize("name", TOLERATED)
def test_a_wrong_value_or_another_order_is_valid_to_all_and_is_read(name: str) -> None:
    data = mutated(*TOLERATED[name])
    assert judged_by_all(data)
    read("xml", data)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_change_is_judged_alike_and_what_is_valid_is_read(data: st.DataObject) -> None:
    root = etree.fromstring(write("xml", example(EXAMPLES[-1])))
    elements = list(root.iter())
    for _ in range(data.draw(st.integers(1, 3))):
        element, other = data.draw(st.sampled_from(elements)), data.draw(st.sampled_from(elements))
        change = data.draw(st.sampled_from(["copy", "rename", "empty", "attribute", "text"]))
        if change == "copy" and element is not root:
            other.append(copy.deepcopy(element))
        elif change == "rename":
            element.tag = other.tag
        elif change == "empty":
            element[:] = []
            element.text = None
        elif change == "attribute":
            for key in element.attrib:
                element.attrib.pop(key)
        else:
            element.text = data.draw(st.sampled_from(["1", "true", " ", "chữ"]))
    text = etree.tostring(root)
    if judged_by_all(text):
        read("xml", text)
    else:
        try:
            read("xml", text)
        except UnreadableSource as refusal:
            assert refusal.notice.rule in ("wrong-shape", "unknown-version")
