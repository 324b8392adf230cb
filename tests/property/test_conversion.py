"""For generated report cards: every item is accounted for once, and what was written reads back equal.

A ProgramFault (not read back equal, items lost count of) fails these tests by being raised.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from school_cards import school_documents
from strategies import documents

from hocba_interop.adapters import registry
from hocba_interop.conversion.convert import Conversion, ConvertOptions
from hocba_interop.conversion.library import write
from hocba_interop.ledger import Disposition
from hocba_interop.model import Document

TARGETS = [dialect.full_name for dialect in registry.dialects() if dialect.write]
# without shrinking: a failing document of this model takes minutes to shrink, and is readable as it is
_SETTINGS = settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


def _convert(document: Document, target: str, *, dry_run: bool = False) -> Conversion:
    with tempfile.TemporaryDirectory() as folder:
        suffix = registry.find_dialect(target).suffix
        options = ConvertOptions(partial=True, dry_run=dry_run)
        return write(document, target, Path(folder) / f"out{suffix}", options)


def _check(conversion: Conversion) -> None:
    receipt = conversion.receipt
    assert receipt.items.total() == sum(source["items"] for source in receipt.sources)
    lost = (Disposition.NOT_CARRIED, Disposition.UNRECOGNISED, Disposition.REJECTED)
    assert len(receipt.losses) == sum(receipt.items[disposition] for disposition in lost)


@pytest.mark.parametrize("target", TARGETS)
@_SETTINGS
@given(document=documents())
def test_any_document_is_accounted_for(target: str, document: Document) -> None:
    _check(_convert(document, target))


@pytest.mark.parametrize("target", TARGETS)
@_SETTINGS
@given(document=school_documents())
def test_a_schools_document_is_accounted_for(target: str, document: Document) -> None:
    _check(_convert(document, target))


@pytest.mark.parametrize("target", TARGETS)
@_SETTINGS
@given(document=school_documents())
def test_the_dry_run_predicts_the_losses(target: str, document: Document) -> None:
    predicted, actual = _convert(document, target, dry_run=True), _convert(document, target)
    if actual.receipt.read_back == "equal":
        assert _losses(predicted) == _losses(actual)


# what captions and columns of a whole sheet imply of one pupil is predicted, not promised
_IMPLIED = ("source_label", "assessed_by", "regulation")


def _losses(conversion: Conversion) -> list[tuple[object, ...]]:
    return [
        (loss.disposition, loss.where, loss.field)
        for loss in conversion.receipt.losses
        if loss.field.rpartition(".")[2] not in _IMPLIED
    ]
