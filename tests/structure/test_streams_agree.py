"""Streams against the ordinary readers: the same cards, the same places, the same judgement, also of odd documents."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from canonical_forms import DIALECTS, document_of, read, write
from hypothesis import HealthCheck, given, settings
from mutating import EXAMPLES, as_lines, example, mutated_json, mutated_xml
from strategies import documents

from hocba_interop import schemas
from hocba_interop.adapters.contract import Reading, ReadOptions, UnreadableSource
from hocba_interop.adapters.source import Source
from hocba_interop.model import Document, Extension
from hocba_interop.model.flat import flatten
from hocba_interop.notices import Notice
from hocba_interop.validation.record import Record
from hocba_interop.validation.streaming.faults import Checked
from hocba_interop.validation.streaming.stream import Stream
from hocba_interop.validation.streams import records

FORMS = ("json", "jsonl", "xml")
SHAPE = {"wrong-shape", "unknown-field", "value-not-in-list"}
"""What the ordinary readers say of shapes; a stream says it by its schema."""


def streamed(data: bytes, form: str) -> tuple[list[Record], Stream]:
    stream = records(Source("x", data), wanted=f"canonical:{form}")
    assert stream is not None
    return list(stream), stream


def ordinary(data: bytes, form: str) -> Reading | Notice:
    try:
        return DIALECTS[form].read(Source("x", data), ReadOptions())
    except UnreadableSource as refusal:
        return refusal.notice


def faults(records: list[Record], stream: Stream) -> list[str]:
    found = [notice.rule for notice in stream.notices]
    for record in records:
        assert isinstance(record.raw, Checked)
        found += [fault.rule for fault in record.raw.faults]
    return found


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(document=documents(max_cards=3))
def test_whatever_is_written_is_streamed_as_it_is_read(form: str, document: Document) -> None:
    data = write(form, document)
    found, stream = streamed(data, form)
    reading = read(form, data)
    assert [record.card for record in found] == list(document_of(reading).report_cards)
    assert (faults(found, stream), stream.count) == ([], len(document.report_cards))
    assert [record.number for record in found] == list(range(len(found)))
    same_places(found, reading)


def same_places(found: list[Record], reading: Reading) -> None:
    for record, fragment in zip(found, reading.fragments, strict=True):
        assert record.locate(()) == fragment.place
        for fact in fragment.facts:
            if fact.item and fact.path in flatten(record.card):
                told, known = record.locate(fact.path).where(), fact.item.place.where()
                marks = ("pointer", "xpath")
                wanted = [re.sub(r"/(scale|value|@scale|label)$", "", str(known.get(mark))) for mark in marks]
                got = [re.sub(r"/(scale|value|@scale|label)$", "", str(told.get(mark))) for mark in marks]
                assert got == wanted
                if not isinstance(fact.value, Extension):
                    assert told.get("line") == known.get("line")


@cache
def by_jsonschema() -> Any:
    return jsonschema.Draft202012Validator(json.loads(schemas.load("json", "report-card")))


@pytest.mark.parametrize("start", range(0, 600, 60))
def test_changed_json_is_judged_as_its_schema_judges(start: int) -> None:
    for number in range(start, start + 60):
        data = mutated_json(number)
        found, stream = streamed(data, "json")
        assert (not faults(found, stream)) == by_jsonschema().is_valid(json.loads(data)), number
        agree(found, data, "json", number)


@pytest.mark.parametrize("start", range(0, 300, 60))
def test_changed_lines_are_read_as_documents_are(start: int) -> None:
    for number in range(start, start + 60):
        data = as_lines(mutated_json(number))
        if data:
            agree(streamed(data, "jsonl")[0], data, "jsonl", number)


@pytest.mark.parametrize("start", range(0, 400, 40))
def test_changed_xml_is_read_as_the_ordinary_reader_reads_it(start: int) -> None:
    for number in range(start, start + 40):
        data = mutated_xml(number)
        try:
            found, stream = streamed(data, "xml")
        except UnreadableSource as refusal:
            other = ordinary(data, "xml")
            assert isinstance(other, Notice), number
            assert refusal.notice.rule == other.rule
            continue
        agree(found, data, "xml", number)
        reading = ordinary(data, "xml")
        if isinstance(reading, Notice):
            assert faults(found, stream), number


def agree(found: list[Record], data: bytes, form: str, number: int) -> None:
    """Where the ordinary reader reads the document, the cards and places are the same; where not, a fault is told."""
    reading = ordinary(data, form)
    if isinstance(reading, Notice):
        assert reading.rule in ("wrong-shape", "unknown-version"), (number, reading)
        return
    want = document_of(reading).report_cards
    assert len(found) == len(want), number
    for record, card in zip(found, want, strict=True):
        assert flatten(record.card) == flatten(card), number
    same_places(found, reading)
    of_shape = [notice.rule for notice in reading.notices if notice.rule in SHAPE]
    told = [record for record in found if isinstance(record.raw, Checked) and record.raw.faults]
    if of_shape and form != "xml":
        assert told or any(notice.where and "report_cards" not in str(notice.where) for notice in reading.notices)


@pytest.mark.parametrize("form", FORMS)
def test_shares_of_several_processes_make_the_whole(form: str) -> None:
    document = Document(report_cards=example().report_cards * 4)
    data = write(form, document)
    whole, stream = streamed(data, form)
    together: dict[int, Record] = {}
    for share in range(3):
        part = records(Source("x", data), part=(share, 3))
        assert part is not None
        for record in part:
            assert record.number % 3 == share
            together[record.number] = record
        assert (part.count, part.sha256, part.size) == (stream.count, stream.sha256, len(data))
    assert [together[number].card for number in range(8)] == [record.card for record in whole]
    assert [together[n].locate(("student",)) for n in range(8)] == [one.locate(("student",)) for one in whole]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_a_file_is_streamed_like_its_bytes(path: Path, tmp_path: Path) -> None:
    for form in FORMS:
        data = write(form, Document.model_validate_json(path.read_bytes()))
        file = tmp_path / f"x.{form}"
        file.write_bytes(data)
        stream = records(file, 2)
        assert stream is not None
        assert stream.dialect == form
        assert [record.card for record in stream] == [record.card for record in streamed(data, form)[0]]
        assert stream.sha256 == Source("x", data).sha256
