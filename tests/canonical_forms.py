"""Writing and reading the canonical formats in a test, and the document that a reading amounts to."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hocba_interop.adapters.canonical import FORMAT
from hocba_interop.adapters.contract import Dialect, Reading, ReadOptions, Sink, Written
from hocba_interop.adapters.source import Source
from hocba_interop.model import Document, Provenance
from hocba_interop.model.flat import Leaf, flatten, unflatten
from hocba_interop.model.flat import Path as FlatPath

DIALECTS = {dialect.name: dialect for dialect in FORMAT.dialects}
FLAT = tuple[list[dict[FlatPath, Leaf]], tuple[object, ...], tuple[object, ...]]


def write(name: str, document: Document) -> bytes:
    """The file that a dialect writes."""
    return write_with_places(name, document)[0]


def write_with_places(name: str, document: Document) -> tuple[bytes, Written]:
    """The file that a dialect writes, and what it says of it."""
    dialect = DIALECTS[name]
    assert dialect.write
    with tempfile.TemporaryDirectory() as folder:
        written = dialect.write(document, Sink(Path(folder)))
        (file,) = written.files
        assert file.suffix == dialect.suffix
        return file.read_bytes(), written


def read(name: str, data: bytes, dialect: Dialect | None = None) -> Reading:
    """What a dialect reads. Its ledger is checked: every item accounted for, exactly once."""
    dialect = dialect or DIALECTS[name]
    reading = dialect.read(Source("nguồn", data, 0), ReadOptions())
    reading.ledger.check()
    counted = (
        reading.ledger.structural
        + len(reading.ledger.data)
        + len(reading.ledger.unrecognised)
        + len(reading.ledger.rejected)
    )
    assert counted == reading.ledger.total
    facts = [fact for fragment in reading.fragments for fact in fragment.facts] + reading.document
    stated = {id(fact.item) for fact in facts if fact.item}
    assert all(id(item) in stated for item in reading.ledger.data + reading.ledger.unrecognised)
    return reading


def document_of(reading: Reading) -> Document:
    """The document that the facts of a reading make."""
    return Document(
        report_cards=tuple(
            unflatten({fact.path: fact.value for fact in fragment.facts}) for fragment in reading.fragments
        ),
        extensions=tuple({fact.path: fact.value for fact in reading.document}.values()),
        provenance=tuple(Provenance.model_validate(entry) for entry in reading.provenance),
    )


def flat(document: Document) -> FLAT:
    """All that a document records, for comparison."""
    cards = [flatten(card) for card in document.report_cards]
    return cards, document.extensions, document.provenance
