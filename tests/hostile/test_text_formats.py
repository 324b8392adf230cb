"""JSON and XML that mean harm: refused with a notice, at once, without opening anything else."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hocba_interop.adapters.canonical import FORMAT, limits
from hocba_interop.adapters.contract import ReadOptions, UnreadableSource
from hocba_interop.adapters.source import Source
from hocba_interop.adapters.viettel.sync_json import DIALECT as SYNC_JSON
from hocba_interop.ledger import LedgerError
from hocba_interop.notices import Notice

NS = "urn:hocba-interop:report-card:1"
DIALECTS = [*FORMAT.dialects, SYNC_JSON]


def refusal(open_source: Callable[[Source], Any], data: bytes) -> Notice:
    started = time.perf_counter()
    with pytest.raises(UnreadableSource) as caught:
        open_source(Source("x", data))
    assert time.perf_counter() - started < 5
    notice = caught.value.notice
    for lang in ("vi", "en"):
        assert notice.message(lang, show_values=True)
    return notice


def json_refusal(data: bytes) -> Notice:
    return refusal(lambda source: source.json, data)


def xml_refusal(data: bytes) -> Notice:
    return refusal(lambda source: source.xml, data)


# --- JSON


@pytest.mark.parametrize(
    ("text", "pointer", "line", "column"),
    [
        ('{"a": 1, "a": 2}', "/a", 1, 10),
        ('{"b": [0, {"a": 1,\n  "a": 2}]}', "/b/1/a", 2, 3),
        ('{"a": "a", "b": {"a": 1}, "b": 2}', "/b", 1, 27),
        ('{"a/b": {"x": "}", "y": "\\"", "\\u0078": 1}}', "/a~1b/x", 1, 31),
    ],
)
def test_a_duplicate_key_is_found(text: str, pointer: str, line: int, column: int) -> None:
    notice = json_refusal(text.encode())
    assert notice.rule == "json-duplicate-key"
    assert notice.where and notice.where.where() == {"source": 0, "pointer": pointer}
    assert (notice.facts["line"], notice.facts["column"]) == (line, column)


@pytest.mark.parametrize(
    "number",
    ["NaN", "Infinity", "-Infinity", "9" * 100, "0." + "1" * 100, "1e401", "1e-401", "1e" + "9" * 30],
)
def test_a_number_beyond_measure_is_found(number: str) -> None:
    notice = json_refusal(f'{{"NaN": "NaN",\n "a": [1, {number}]}}'.encode())
    assert notice.rule == "json-number"
    assert notice.where and notice.where.where()["pointer"] == "/a/1"
    assert notice.facts["line"] == 2


def test_numbers_are_never_floats() -> None:
    tree = Source("x", b"[1, 1.10, 1e2, -0.5]").json
    assert [str(number) for number in tree] == ["1", "1.10", "1E+2", "-0.5"]
    assert not any(isinstance(number, float) for number in tree)


@pytest.mark.parametrize("opening", ["[", '{"a":'])
@pytest.mark.parametrize("depth", [limits.MAX_DEPTH + 1, 5_000, 500_000])
def test_deep_json(opening: str, depth: int) -> None:
    closing = "]" if opening == "[" else "}"
    text = opening * depth + "1" + closing * depth
    assert json_refusal(text.encode()).rule == "json-too-deep"


def test_json_as_deep_as_allowed() -> None:
    depth = limits.MAX_DEPTH
    assert Source("x", b"[" * depth + b"]" * depth).json is not None


@pytest.mark.parametrize(
    ("data", "rule", "line"),
    [
        (b"", "json-syntax", 1),
        (b'{"a": 1,\n}', "json-syntax", 2),
        (b'{"a": 1}\n{"b": 2}', "json-syntax", 2),
        (b'{"a": "x\ny"}', "json-syntax", 1),
        (b'{"a": "\x00"}', "json-syntax", 1),
        (b"{'a': 1}", "json-syntax", 1),
        (b'\n{"a": "\xff"}', "json-encoding", 2),
        ('{"a": 1}'.encode("utf-16"), "json-encoding", 1),
    ],
)
def test_broken_json(data: bytes, rule: str, line: int) -> None:
    notice = json_refusal(data)
    assert (notice.rule, notice.facts["line"]) == (rule, line)


def test_half_a_character_is_refused_and_a_whole_one_is_not() -> None:
    assert json_refusal(b'{"a": "\\ud83d"}').rule == "json-encoding"
    assert json_refusal(b'{"\\ude00": 1}').rule == "json-encoding"
    assert Source("x", b'{"a": "\\ud83d\\ude00"}').json == {"a": "\U0001f600"}


def test_a_byte_order_mark_is_no_content() -> None:
    assert Source("x", b'\xef\xbb\xbf{"a": 1}').json == {"a": 1}


def test_the_line_of_broken_json_lines() -> None:
    good = b'{"format": "hocba-jsonl", "version": "1", "student": {}}\n'
    for bad, rule in ((b"{,}", "json-syntax"), (b'{"a": 1, "a": 2}', "json-duplicate-key")):
        notice = refusal(lambda source: FORMAT.dialects[1].read(source, ReadOptions()), good * 2 + b"\n" + bad)
        assert (notice.rule, notice.facts["line"]) == (rule, 4)
        assert notice.where and str(notice.where.where()["pointer"]).startswith("/3")


# --- XML

BOMB = (
    '<?xml version="1.0"?><!-- x --><!DOCTYPE d [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 20}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + f']><document xmlns="{NS}"><x>&i;</x></document>'
)


@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        f'<!DOCTYPE document SYSTEM "http://example.invalid/x.dtd"><document xmlns="{NS}"/>',
        f'<!DOCTYPE document><document xmlns="{NS}"/>',
        f'<!DOCTYPE d [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]><document xmlns="{NS}"/>',
        f'<?x <!-- ?><!-- <a> --><!DOCTYPE d [<!ENTITY a "x">]><document xmlns="{NS}" version="&a;"/>',
        "<!DOCTYPE d [<!-- ",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_document_type_is_refused(text: str, encoding: str) -> None:
    assert xml_refusal(text.encode(encoding)).rule in ("xml-entities", "xml-syntax")
    if encoding in ("utf-8", "utf-16"):
        assert xml_refusal(text.encode(encoding)).rule == "xml-entities"


def test_an_external_entity_is_never_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật", encoding="utf-8")
    entity = f'<!DOCTYPE d [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    for prolog in (entity, f"<!-- -->{entity}"):
        assert xml_refusal(f'{prolog}<document xmlns="{NS}">&e;</document>'.encode()).rule == "xml-entities"


def test_the_words_of_a_document_type_elsewhere_do_no_harm() -> None:
    inside = '<![CDATA[<!DOCTYPE a [<!ENTITY b "c">]>]]>'
    text = f'<!-- <!DOCTYPE a> --><document xmlns="{NS}"><x>{inside}</x></document>'
    assert "DOCTYPE" in Source("x", text.encode()).xml[0].text


@pytest.mark.parametrize("depth", [limits.MAX_DEPTH + 1, 300, 100_000])
def test_deep_xml(depth: int) -> None:
    assert xml_refusal(b"<a>" * depth + b"</a>" * depth).rule == "xml-too-deep"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<a>",
        b"<a></b>",
        b"<a>&b;</a>",
        b"<a>\x01</a>",
        b"<a>&#1;</a>",
        b"<a b='1' b='2'/>",
        b"<a/>x",
        b"x",
    ],
)
def test_broken_xml(data: bytes) -> None:
    assert xml_refusal(data).rule == "xml-syntax"


def test_an_inclusion_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật", encoding="utf-8")
    text = (
        f'<document xmlns="{NS}" version="1"><x:include xmlns:x="http://www.w3.org/2001/XInclude" '
        f'href="{secret.as_uri()}" parse="text"/></document>'
    )
    reading = FORMAT.dialects[2].read(Source("x", text.encode()), ReadOptions())
    assert not any("bí mật" in str(fact.value) for fact in reading.document)


# --- both


@pytest.mark.parametrize("which", ["json", "xml"])
def test_too_large(which: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 10)
    notice = refusal(lambda source: getattr(source, which), b" " * 11)
    assert (notice.rule, notice.facts["limit"]) == ("too-large", 10)


def test_a_wide_unknown_document_is_read_in_good_time() -> None:
    data = json.dumps({"format": "hocba-json", "x": ["a"] * 20_000}).encode()
    many = f'<document xmlns="{NS}">{"<x>a</x>" * 20_000}</document>'.encode()
    started = time.perf_counter()
    for dialect, text in ((FORMAT.dialects[0], data), (FORMAT.dialects[2], many)):
        reading = dialect.read(Source("x", text), ReadOptions())
        reading.ledger.check()
        assert len(reading.document) == 20_000
    assert time.perf_counter() - started < 10


def _anything() -> st.SearchStrategy[Any]:
    words = "format version report_cards student years subjects periods term1 result scale value extensions where"
    sync = "maHocSinh namHoc hocKy khoiHoc capHoc listDiemTongKetMon tenMonHoc diemSo"
    keys = st.sampled_from(f"{words} {sync}".split())
    leaves = st.none() | st.booleans() | st.integers() | st.sampled_from(["1", "score10", "hocba-json", "x\n"])
    return st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4))


@settings(max_examples=300, deadline=None)
@given(tree=_anything())
def test_any_json_is_read_with_a_full_account_or_refused(tree: Any) -> None:
    data = json.dumps(tree).encode()
    for dialect in DIALECTS:
        dialect.detect(Source("x", data))
        try:
            reading = dialect.read(Source("x", data), ReadOptions())
        except UnreadableSource:
            continue
        try:
            reading.ledger.check()
        except LedgerError as fault:
            raise AssertionError(dialect.full_name) from fault


@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=200))
def test_any_bytes_are_refused_or_read(data: bytes) -> None:
    for dialect in DIALECTS:
        for start in (b"", b"{", b'{"format": "hocba-jsonl"', b"<", f'<document xmlns="{NS}">'.encode()):
            source = Source("x", start + data)
            dialect.detect(source)
            try:
                dialect.read(source, ReadOptions())
            except UnreadableSource:
                continue
