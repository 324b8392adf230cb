"""Writing and reading ``excel:report-card`` in a test, and editing a written file as people do."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from pathlib import Path

import openpyxl

from hocba_interop.adapters.contract import Reading, ReadOptions, Sink, Written
from hocba_interop.adapters.excel import FORMAT
from hocba_interop.adapters.source import Source
from hocba_interop.model import Document
from hocba_interop.model.flat import Leaf, flatten, same_leaf
from hocba_interop.model.flat import Path as FlatPath

(DIALECT,) = FORMAT.dialects
EXAMPLES = tuple(sorted(Path(__file__).parent.glob("report-card.*.json")))
Book = openpyxl.Workbook
Edit = Callable[[Book], None]


def example(name: str) -> Document:
    """An example of the contract."""
    path = Path(__file__).parent / f"report-card.{name}.json"
    return Document.model_validate_json(path.read_bytes())


def write(document: Document) -> tuple[bytes, Written]:
    """The file that is written, and what the writer says of it."""
    with tempfile.TemporaryDirectory() as folder:
        assert DIALECT.write
        written = DIALECT.write(document, Sink(Path(folder)))
        (file,) = written.files
        return file.read_bytes(), written


def read(data: bytes, options: ReadOptions | None = None) -> Reading:
    """What is read. Every item is accounted for exactly once, and every datum is stated by a fact."""
    reading = DIALECT.read(Source("sổ.xlsx", data, 0), options or ReadOptions())
    reading.ledger.check()
    ledger = reading.ledger
    counted = ledger.structural + len(ledger.data) + len(ledger.unrecognised) + len(ledger.rejected)
    assert counted == ledger.total
    facts = [fact for fragment in reading.fragments for fact in fragment.facts] + reading.document
    stated = {id(fact.item) for fact in facts if fact.item}
    assert all(id(item) in stated for item in ledger.data + ledger.unrecognised)
    return reading


def edited(data: bytes, edit: Edit) -> bytes:
    """A workbook as a person leaves it after editing."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    edit(book)
    return saved(book)


def saved(book: Book) -> bytes:
    """The bytes of a workbook."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def by_hand(**sheets: list[list[object]]) -> bytes:
    """A workbook typed by hand: sheets by name, rows of cells."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
    return saved(book)


def flats(reading: Reading) -> list[dict[FlatPath, Leaf]]:
    """The leaves of each fragment."""
    return [{fact.path: fact.value for fact in fragment.facts} for fragment in reading.fragments]


def rules(reading: Reading) -> list[str]:
    """The rules of the notices."""
    return [notice.rule for notice in reading.notices]


def differences(one: dict[FlatPath, Leaf], other: dict[FlatPath, Leaf]) -> list[FlatPath]:
    """The paths at which two flat cards differ."""
    return [path for path in one.keys() | other.keys() if not same_leaf(one.get(path), other.get(path))]


def assert_same(document: Document, reading: Reading, written: Written) -> None:
    """What was read is what was written, card by card."""
    found = {
        written.placed[fragment.place]: flat for fragment, flat in zip(reading.fragments, flats(reading), strict=True)
    }
    for index, card in enumerate(document.report_cards):
        assert differences(flatten(card), found.pop(index, {})) == []
    assert not found
    assert [fact.value for fact in reading.document] == list(document.extensions)
