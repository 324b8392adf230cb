"""Whether a source is our workbook."""

from __future__ import annotations

import pytest
from excel_books import DIALECT, Book, by_hand, edited, example, write

from hocba_interop.adapters.source import Source


def confidence(data: bytes) -> float | None:
    evidence = DIALECT.detect(Source("x.xlsx", data))
    assert evidence is None or evidence.why
    return evidence.confidence if evidence else None


def test_our_own_file_is_sure() -> None:
    found = confidence(write(example("example"))[0])
    assert found is not None and found >= 0.95


def test_without_the_guide_it_is_likely() -> None:
    def edit(book: Book) -> None:
        del book["Hướng dẫn"]

    found = confidence(edited(write(example("example"))[0], edit))
    assert found is not None and 0.8 <= found < 0.95


def test_pupils_alone_are_enough_to_be_found() -> None:
    found = confidence(by_hand(Học_sinh=[["Mã dòng", "Họ và tên"], [1, "A"]]))
    assert found is not None and 0.4 <= found < 0.8


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"PK\x03\x04",
        by_hand(Sheet1=[["STT", "Mã học sinh"]]),
        by_hand(Học_sinh=[["STT", "Họ và tên"]]),
    ],
)
def test_other_sources_are_not_ours(data: bytes) -> None:
    assert confidence(data) is None
