"""Names of files made from what strangers wrote: one part of a path, safe on every system, each once."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocba_interop.conversion.file_names import UniqueNames, safe_stem

DEVICES = ("CON", "con", "NUL", "aux", "COM1", "lpt9", "COM¹", "ＣＯＮ")


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("2336000013", "2336000013"),
        ("../../etc/passwd", "etc-passwd"),
        ("a/b", "a-b"),
        ("a\\b", "a-b"),
        ("C:\\x", "C-x"),
        ("x...", "x"),
        ("x.exe", "x-exe"),
        (" x ", "x"),
        ("-rf", "rf"),
        ("a\x00b", "a-b"),
        ("a\u202eb", "a-b"),
        ("10Đ", "10Đ"),
        ("6/1", "6-1"),
        ("", ""),
        ("..", ""),
        ("=1+1", "1-1"),
    ],
)
def test_a_stem_is_one_harmless_part_of_a_path(text: str, stem: str) -> None:
    assert safe_stem(text) == stem


@pytest.mark.parametrize("name", DEVICES)
def test_no_stem_is_the_name_of_a_device(name: str) -> None:
    assert unicodedata.normalize("NFKC", safe_stem(name)).casefold() not in {"con", "nul", "aux", "com1", "lpt9"}


@given(st.text(max_size=300))
def test_any_text_makes_a_short_stem(text: str) -> None:
    stem = safe_stem(text)
    assert len(stem.encode()) < 250
    assert not set(stem) & set('/\\:*?"<>|.\0\n\r\t ')
    assert not stem.startswith("-")


@given(st.lists(st.text(max_size=12), max_size=30))
def test_no_two_names_are_one_on_any_system(texts: list[str]) -> None:
    names = UniqueNames("muc_luc")
    given_out = [names.give(safe_stem(text) or "x") for text in texts]
    assert len({unicodedata.normalize("NFKC", name).casefold() for name in given_out}) == len(texts)
    assert "muc_luc" not in {name.casefold() for name in given_out}


def test_names_that_differ_in_capitals_only_are_told_apart() -> None:
    names = UniqueNames()
    assert [names.give("ab1"), names.give("AB1"), names.give("ab1-2")] == ["ab1", "AB1-2", "ab1-2-2"]
