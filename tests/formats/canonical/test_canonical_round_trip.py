"""What is written comes back, leaf by leaf, through every canonical format."""

from __future__ import annotations

from pathlib import Path

import pytest
from canonical_forms import DIALECTS, document_of, flat, read, write, write_with_places
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import documents

from hocba_interop.adapters.source import Source
from hocba_interop.model import Document, Extension, Mark, Provenance, ReportCard
from hocba_interop.model.flat import flatten

EXAMPLES = sorted(Path(__file__).parent.glob("report-card.*.json"))
NAMES = sorted(DIALECTS)


def example(path: Path) -> Document:
    return Document.model_validate_json(path.read_bytes())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_examples_of_the_contract_come_back(path: Path, name: str) -> None:
    document = example(path)
    reading = read(name, write(name, document))
    assert flat(document_of(reading)) == flat(document)
    assert reading.notices == []
    assert len(reading.ledger.data) == sum(_leaves(card) for card in document.report_cards) + 2 * len(
        document.extensions
    )


def _leaves(card: ReportCard) -> int:
    """Marks and extensions are two leaves of the file each."""
    return sum(1 + isinstance(leaf, (Mark, Extension)) for leaf in flatten(card).values())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_examples_as_they_were_written_by_hand(path: Path) -> None:
    assert flat(document_of(read("json", path.read_bytes()))) == flat(example(path))


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(document=documents())
def test_any_document_comes_back(name: str, document: Document) -> None:
    assert flat(document_of(read(name, write(name, document)))) == flat(document)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(document=documents(), order=st.permutations(NAMES))
def test_any_document_survives_all_formats_in_a_row(document: Document, order: list[str]) -> None:
    travelled = document
    for name in order:
        travelled = document_of(read(name, write(name, travelled)))
    assert flat(travelled) == flat(document)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(document=documents(max_cards=3))
def test_each_card_is_found_again_where_the_writer_put_it(name: str, document: Document) -> None:
    data, written = write_with_places(name, document)
    found = [written.placed.get(fragment.place) for fragment in read(name, data).fragments]
    assert found == list(range(len(document.report_cards)))
    assert len(written.placed) == len(found)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "document",
    [
        Document(),
        Document(report_cards=(ReportCard.model_validate({"student": {}}),)),
        Document(extensions=(Extension(label="Ghi chú", value="x"),), provenance=(Provenance(name="a.xls"),)),
    ],
    ids=["nothing", "an empty card", "no card"],
)
def test_empty_documents(name: str, document: Document) -> None:
    data = write(name, document)
    assert flat(document_of(read(name, data))) == flat(document)
    detected = {other: dialect.detect(Source("x", data)) for other, dialect in DIALECTS.items()}
    assert [other for other, evidence in detected.items() if evidence] == [name]


@pytest.mark.parametrize("name", NAMES)
def test_a_card_far_down_a_long_file_is_found_again(name: str) -> None:
    card = example(EXAMPLES[0]).report_cards[0]
    document = Document(report_cards=(card,) * 720)
    data, written = write_with_places(name, document)
    if name != "jsonl":
        assert data.count(b"\n") > 66_000, "past the line where libxml2 begins to estimate"
    places = [fragment.place for fragment in read(name, data).fragments]
    assert [written.placed[place] for place in places] == list(range(720))


@pytest.mark.parametrize("name", NAMES)
def test_the_same_document_gives_the_same_bytes(name: str) -> None:
    document = example(EXAMPLES[-1])
    assert write(name, document) == write(name, document)
