"""What the canonical readers make of what people wrote: unknown fields, wrong values, wrong shapes."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest
from canonical_forms import DIALECTS, document_of, read

from hocba_interop.adapters.contract import Reading, ReadOptions, UnreadableSource
from hocba_interop.adapters.source import Source
from hocba_interop.model import Extension, Mark
from hocba_interop.model.flat import flatten
from hocba_interop.notices import catalogue

XMLNS = 'xmlns="urn:hocba-interop:report-card:1"'


def in_json(student: Any = None, year: Any = None, card: Any = None, **document: Any) -> bytes:
    """A document with one card of one year."""
    cards = [{"student": student or {}, "years": [{"school_year": "2024-2025", **(year or {})}], **(card or {})}]
    return json.dumps({"format": "hocba-json", "version": "1", "report_cards": cards, **document}).encode()


def in_xml(student: str = "", year: str = "", card: str = "", document: str = "") -> bytes:
    return (
        f'<document {XMLNS} version="1"><report_cards><report_card><student>{student}</student><years>'
        f"<year_record><school_year>2024-2025</school_year>{year}</year_record></years>{card}</report_card>"
        f"</report_cards>{document}</document>"
    ).encode()


def rules(reading: Reading) -> list[str]:
    return [notice.rule for notice in reading.notices]


def places(reading: Reading) -> list[object]:
    return [list((notice.where.where() if notice.where else {}).values())[1] for notice in reading.notices]


def refused(name: str, data: bytes) -> tuple[str, object]:
    with pytest.raises(UnreadableSource) as refusal:
        DIALECTS[name].read(Source("x", data), ReadOptions())
    notice = refusal.value.notice
    for lang in ("vi", "en"):
        assert notice.message(lang)
    assert notice.where
    return notice.rule, list(notice.where.where().values())[1:2]


# --- unknown fields


def test_unknown_keys_are_kept_at_the_nearest_level_with_their_path() -> None:
    known = {"label": "Bán trú", "value": "Có", "where": None}
    subject = {
        "subject": "toan",
        "nhóm": 2,
        "periods": {"year": {"test": {"scale": "score10", "value": "9", "x": 1}}},
    }
    reading = read(
        "json",
        in_json(
            student={"nickname": "Tí", "identifiers": {"any_scheme": "1"}},
            year={"moi": {"a": [True, None, 8.50]}, "subjects": [subject], "extensions": [known]},
            card={"cũ": "x"},
            extra="y",
        ),
    )
    document = document_of(reading)
    (card,) = document.report_cards
    (year,) = card.years
    assert [(kept.label, kept.value) for kept in year.extensions] == [
        ("Bán trú", "Có"),
        ("moi.a.0", "true"),
        ("moi.a.2", "8.5"),
        ("subjects.0.nhóm", "2"),
        ("subjects.0.periods.year.test.x", "1"),
    ]
    assert year.extensions[1].where == {"source": 0, "pointer": "/report_cards/0/years/0/moi/a/0"}
    assert [(kept.label, kept.value) for kept in card.extensions] == [("student.nickname", "Tí"), ("cũ", "x")]
    assert [(kept.label, kept.value) for kept in document.extensions] == [("extra", "y")]
    assert rules(reading) == ["unknown-field"] * 7
    assert len(reading.ledger.unrecognised) == 7
    assert card.student.identifiers == {"any_scheme": "1"}, "identifiers are an open map"


def test_unknown_elements_and_attributes_are_kept_likewise() -> None:
    reading = read(
        "xml",
        in_xml(
            student='<nickname kind="nhà">Tí<short>T</short></nickname>chữ lạc',
            year='<x:note xmlns:x="urn:x" x:by="An">hay</x:note>',
            card="<extensions><extension><label>a</label></extension></extensions>",
            document='<extra a="1"/>',
        ),
    )
    document = document_of(reading)
    (card,) = document.report_cards
    assert {kept.label: kept.value for kept in card.extensions} == {
        "a": None,
        "student": "chữ lạc",
        "student.nickname.@kind": "nhà",
        "student.nickname": "Tí",
        "student.nickname.short": "T",
    }
    assert card.extensions[0].label == "a", "what the source calls an extension comes first"
    assert {kept.label: kept.value for kept in card.years[0].extensions} == {
        "note.@Q{urn:x}by": "An",
        "note": "hay",
    }
    assert [(kept.label, kept.value) for kept in document.extensions] == [("extra.@a", "1")]


def test_text_and_attributes_of_the_root_itself_are_kept() -> None:
    data = f'<document {XMLNS} version="1" author="An">chữ<extensions/></document>'.encode()
    kept = document_of(read("xml", data)).extensions
    assert [(extension.label, extension.value) for extension in kept] == [("@author", "An"), ("", "chữ")]


def test_json_lines_keep_unknown_keys_with_the_card_or_the_document() -> None:
    lines = [
        {"format": "hocba-jsonl", "version": "1", "provenance": [{"name": "a", "khác": 1}], "head": "h"},
        {"format": "hocba-jsonl", "version": "1", "student": {}, "x": 1},
    ]
    data = b"\xef\xbb\xbf" + json.dumps(lines[0]).encode() + b"\r\n\r\n" + json.dumps(lines[1]).encode()
    reading = read("jsonl", data)
    assert [fragment.place.where() for fragment in reading.fragments] == [{"source": 0, "pointer": "/2"}]
    document = document_of(reading)
    assert [kept.value for kept in document.extensions] == ["1", "h"]
    assert [kept.value for kept in document.report_cards[0].extensions] == ["1"]
    assert [entry.name for entry in document.provenance] == ["a"]


# --- wrong values


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("10.5", "score-out-of-range"),
        ("-1", "score-out-of-range"),
        ("85", "score-out-of-range"),
        ("8.25", "score-too-precise"),
        ("8,5", "score-unreadable"),
        ("NaN", "score-unreadable"),
        ("1e1", "score-unreadable"),
        (" 8", "score-unreadable"),
        ("٨", "score-unreadable"),
        ("", "score-unreadable"),
        ("10", None),
        ("10.0", None),
        ("0", None),
        ("8.30", None),
    ],
)
@pytest.mark.parametrize("name", ["json", "xml"])
def test_a_wrong_score_loads_with_an_error(name: str, value: str, rule: str | None) -> None:
    if name == "json":
        subject = {"subject": "toan", "periods": {"term1": {"result": {"scale": "score10", "value": value}}}}
        data = in_json(year={"subjects": [subject]})
    else:
        data = in_xml(
            year='<subjects><subject_record subject="toan"><periods><period name="term1">'
            f'<result scale="score10">{value}</result></period></periods></subject_record></subjects>'
        )
    reading = read(name, data)
    assert rules(reading) == ([rule] if rule else [])
    (card,) = document_of(reading).report_cards
    result = card.years[0].subjects[0].periods["term1"].result
    assert result and result.value == (value.strip() if name == "xml" and not value.strip() else value)
    for notice in reading.notices:
        assert notice.facts == {} and notice.private == {"value": result.value}
        assert notice.where and "result" in str(notice.where)


def test_a_value_on_another_scale_is_not_judged_as_a_score() -> None:
    subject = {"subject": "toan", "periods": {"term1": {"result": {"scale": "pass", "value": "có lẽ"}}}}
    assert rules(read("json", in_json(year={"subjects": [subject]}))) == []


@pytest.mark.parametrize("value", ["01020100123", "0102010012345", "01020100123x", ""])
def test_a_personal_id_of_another_length_loads_with_a_warning(value: str) -> None:
    by_json = read("json", in_json(student={"identifiers": {"personal_id": value}}))
    by_xml = read(
        "xml",
        in_xml(student=f'<identifiers><identifier scheme="personal_id">{value}</identifier></identifiers>'),
    )
    for reading in (by_json, by_xml):
        assert rules(reading) == ["personal-id-length"]
        assert document_of(reading).report_cards[0].student.identifiers == {"personal_id": value}


@pytest.mark.parametrize("value", ["nam", "Female", ""])
def test_a_value_that_the_model_cannot_hold_is_rejected_with_an_error(value: str) -> None:
    by_json = read("json", in_json(student={"sex": value, "full_name": "A"}))
    by_xml = read("xml", in_xml(student=f"<sex>{value}</sex><full_name>A</full_name>"))
    for reading in (by_json, by_xml):
        assert rules(reading) == ["value-not-in-list"]
        (card,) = document_of(reading).report_cards
        assert (card.student.sex, card.student.full_name) == (None, "A")
    assert [rule for _, rule in by_json.ledger.rejected] == ["value-not-in-list"]


def test_text_becomes_nfc_and_keeps_its_line_breaks() -> None:
    decomposed = unicodedata.normalize("NFD", "Dòng một\n  Đạt\u200b ")
    for name, data in (
        ("json", in_json(student={"full_name": decomposed})),
        ("xml", in_xml(student=f"<full_name>{decomposed}</full_name>")),
    ):
        reading = read(name, data)
        (fact,) = [fact for fact in reading.fragments[0].facts if fact.path == ("student", "full_name")]
        assert fact.value == unicodedata.normalize("NFC", decomposed)
        assert fact.item and fact.item.rule == "unicode-nfc" and fact.item.literal == decomposed


def test_keys_of_lists_agree_with_the_model() -> None:
    label = unicodedata.normalize("NFD", "Tiếng Mông  NÂNG CAO")
    subjects = [{"subject": "khac", "source_label": label}, {"subject": "toan"}, {"subject": "toan"}]
    guardians = [{"relation": "father", "full_name": "A"}, {"relation": "father", "full_name": "B"}]
    reading = read("json", in_json(student={"guardians": guardians}, year={"subjects": subjects}))
    stated = {fact.path for fact in reading.fragments[0].facts}
    (card,) = document_of(reading).report_cards
    assert stated == set(flatten(card))
    assert ("years", "2024-2025", "subjects", "khac:tiếng mông nâng cao", "subject") in stated
    assert ("years", "2024-2025", "subjects", "toan#2", "subject") in stated
    assert ("student", "guardians", "father#2", "full_name") in stated


def test_the_school_year_of_a_fragment() -> None:
    one = read("json", in_json(year={"class_name": "10T"})).fragments[0]
    assert (one.school_year, one.class_name) == ("2024-2025", "10T")
    two = read("json", in_json(card={"years": [{"school_year": "2023-2024"}, {"school_year": "2024-2025"}]}))
    assert two.fragments[0].school_year is None
    assert read("xml", in_xml()).fragments[0].school_year == "2024-2025"


def test_a_mark_is_two_items_of_one_leaf() -> None:
    retest = {"subject": "toan", "after_retest": {"scale": "score10", "value": "5.0"}}
    reading = read("json", in_json(year={"subjects": [retest]}))
    facts = [fact for fact in reading.fragments[0].facts if fact.path[-1] == "after_retest"]
    assert [fact.value for fact in facts] == [Mark(scale="score10", value="5.0")] * 2
    pointers = {fact.item.place.where()["pointer"] for fact in facts if fact.item}
    assert {str(pointer).rpartition("/")[2] for pointer in pointers} == {"scale", "value"}


def test_missing_keys_and_nulls_are_one() -> None:
    data = b'{"report_cards": [{"student": null, "years": null}, {}], "extensions": null, "provenance": null}'
    reading = read("json", data)
    assert len(reading.fragments) == 2 and reading.ledger.total == 0
    assert [flatten(card) for card in document_of(reading).report_cards] == [{}, {}]


# --- wrong shapes

Y = "/report_cards/0/years/0"
TERM: dict[str, Any] = {"subject": "toan", "periods": {"term1": {}}}


@pytest.mark.parametrize(
    ("data", "pointer"),
    [
        (b"[]", ""),
        (b'"hocba-json"', ""),
        (b'{"format": "hocba-json", "report_cards": {}}', "/report_cards"),
        (b'{"format": "hocba-json", "report_cards": [null]}', "/report_cards/0"),
        (b'{"format": "another"}', "/format"),
        (b'{"version": 1}', "/version"),
        (in_json(student={"full_name": 5}), "/report_cards/0/student/full_name"),
        (in_json(student={"full_name": ["A"]}), "/report_cards/0/student/full_name"),
        (in_json(student={"birth_place": "Hà Nội"}), "/report_cards/0/student/birth_place"),
        (in_json(student={"identifiers": []}), "/report_cards/0/student/identifiers"),
        (in_json(student={"identifiers": {"a/b": 1}}), "/report_cards/0/student/identifiers/a~1b"),
        (in_json(student={"guardians": [{"full_name": "A"}]}), "/report_cards/0/student/guardians/0"),
        (in_json(year={"grade": "10"}), f"{Y}/grade"),
        (in_json(year={"grade": 10.5}), f"{Y}/grade"),
        (in_json(year={"grade": True}), f"{Y}/grade"),
        (in_json(year={"decisions": {"promoted": "có"}}), f"{Y}/decisions/promoted"),
        (in_json(year={"decisions": {"promoted": 1}}), f"{Y}/decisions/promoted"),
        (in_json(year={"subjects": [{}]}), f"{Y}/subjects/0"),
        (in_json(year={"subjects": ["toan"]}), f"{Y}/subjects/0"),
        (in_json(year={"subjects": {"toan": {}}}), f"{Y}/subjects"),
        (in_json(year={"subjects": [{**TERM, "periods": {"term3": {}}}]}), f"{Y}/subjects/0/periods/term3"),
        (in_json(year={"subjects": [{**TERM, "after_retest": "5.0"}]}), f"{Y}/subjects/0/after_retest"),
        (
            in_json(year={"subjects": [{**TERM, "after_retest": {"value": "5"}}]}),
            f"{Y}/subjects/0/after_retest",
        ),
        (
            in_json(year={"subjects": [{**TERM, "after_retest": {"scale": "score10", "value": 5}}]}),
            f"{Y}/subjects/0/after_retest/value",
        ),
        (
            in_json(year={"subjects": [{**TERM, "after_retest": {"scale": "so", "value": "5"}}]}),
            f"{Y}/subjects/0/after_retest/scale",
        ),
        (
            in_json(year={"subjects": [{"subject": "toan", "periods": {"term1": {"regular": ["8"]}}}]}),
            f"{Y}/subjects/0/periods/term1/regular/0",
        ),
        (in_json(year={"extensions": ["x"]}), f"{Y}/extensions/0"),
        (in_json(year={"extensions": [{"where": {"source": 1.5}}]}), f"{Y}/extensions/0/where/source"),
        (in_json(provenance=["a.xls"]), "/provenance/0"),
        (in_json(provenance=[{"size": "5"}]), "/provenance/0/size"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_shape_in_json_is_refused_with_its_pointer(data: bytes, pointer: str) -> None:
    assert refused("json", data) == ("wrong-shape", [pointer])


X = "/document/report_cards/report_card"
S = f"{X}/years/year_record/subjects/subject_record"


def subject(inside: str) -> bytes:
    return in_xml(year=f'<subjects><subject_record subject="toan">{inside}</subject_record></subjects>')


@pytest.mark.parametrize(
    ("data", "xpath"),
    [
        (b"<document/>", "/document"),
        (f"<card {XMLNS}/>".encode(), "/card"),
        (in_xml(student="<full_name><b/></full_name>"), f"{X}/student/full_name"),
        (in_xml(student="<sex>male</sex><sex>male</sex>"), f"{X}/student/sex[2]"),
        (
            in_xml(student="<identifiers><identifier>1</identifier></identifiers>"),
            f"{X}/student/identifiers/identifier",
        ),
        (in_xml(student="<guardians><guardian/></guardians>"), f"{X}/student/guardians/guardian"),
        (in_xml(year="<grade>mười</grade>"), f"{X}/years/year_record/grade"),
        (in_xml(year="<grade/>"), f"{X}/years/year_record/grade"),
        (
            in_xml(year="<decisions><promoted>có</promoted></decisions>"),
            f"{X}/years/year_record/decisions/promoted",
        ),
        (in_xml(year="<subjects><subject_record/></subjects>"), S),
        (subject("<after_retest>5</after_retest>"), f"{S}/after_retest"),
        (subject('<after_retest scale="so">5</after_retest>'), f"{S}/after_retest/@scale"),
        (subject("<periods><period/></periods>"), f"{S}/periods/period"),
        (subject('<periods><period name="term3"/></periods>'), f"{S}/periods/period/@name"),
        (
            subject('<periods><period name="term1"/><period name="term1"/></periods>'),
            f"{S}/periods/period[2]/@name",
        ),
        (in_xml(student='<full_name escaped="true">a\\q</full_name>'), f"{X}/student/full_name"),
        (in_xml(student='<full_name escaped="true">\\ud800</full_name>'), f"{X}/student/full_name"),
        (in_xml(student='<full_name escaped="maybe">a</full_name>'), f"{X}/student/full_name/@escaped"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_shape_in_xml_is_refused_with_its_xpath(data: bytes, xpath: str) -> None:
    assert refused("xml", data) == ("wrong-shape", [xpath])


@pytest.mark.parametrize(
    ("name", "data", "place"),
    [
        ("json", b'{"format": "hocba-json", "version": "2"}', "/version"),
        ("jsonl", b'{"format": "hocba-jsonl", "version": "2"}', "/0/version"),
        ("xml", f'<document {XMLNS} version="2"/>'.encode(), "/document/@version"),
    ],
)
def test_another_version_is_refused(name: str, data: bytes, place: str) -> None:
    assert refused(name, data) == ("unknown-version", [place])


# --- forms of XML


def test_escaped_text_is_said_to_be_transformed() -> None:
    reading = read("xml", in_xml(student='<full_name escaped="true">a\\u0001\\\\b</full_name>'))
    (fact,) = [fact for fact in reading.fragments[0].facts if fact.path[-1] == "full_name"]
    assert (fact.value, fact.item and fact.item.rule) == ("a\x01\\b", "xml-escape")


def test_an_unescaped_backslash_is_a_backslash() -> None:
    (card,) = document_of(read("xml", in_xml(student="<full_name>a\\u0041</full_name>"))).report_cards
    assert card.student.full_name == "a\\u0041"


def test_comments_instructions_and_cdata_are_no_content() -> None:
    student = "<full_name>An<!-- không -->h <?x y?><![CDATA[<Hà>]]></full_name><!-- x -->"
    reading = read("xml", b"<!-- a --><?b c?>" + in_xml(student=student))
    assert document_of(reading).report_cards[0].student.full_name == "Anh <Hà>"
    assert reading.notices == []


def test_a_prefix_and_schema_hints_do_not_matter() -> None:
    data = (
        b'<h:document xmlns:h="urn:hocba-interop:report-card:1" version="1" '
        b'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x x.xsd">'
        b"<h:report_cards><h:report_card><h:student><h:full_name>A</h:full_name></h:student></h:report_card>"
        b"</h:report_cards></h:document>"
    )
    assert DIALECTS["xml"].detect(Source("x", data))
    reading = read("xml", data)
    assert reading.notices == []
    assert reading.fragments[0].facts[0].value == "A"


def test_lines_and_positions_of_xml_places() -> None:
    data = (
        f'<document {XMLNS} version="1">\n<report_cards>\n<report_card/>\n<report_card>\n<student>\n'
        "<nickname>x</nickname>\n</student>\n</report_card>\n</report_cards>\n</document>"
    ).encode()
    (notice,) = read("xml", data).notices
    assert notice.where and notice.where.where() == {
        "source": 0,
        "xpath": "/document/report_cards/report_card[2]/student/nickname",
        "line": 6,
    }


def test_gaps_among_marks() -> None:
    marks = "<gap/><mark scale='score10'>8</mark><gap/><gap/><mark scale='score10'>9</mark>"
    data = subject(f'<periods><period name="term1"><regular>{marks}</regular></period></periods>')
    (card,) = document_of(read("xml", data)).report_cards
    regular = card.years[0].subjects[0].periods["term1"].regular
    assert [mark and mark.value for mark in regular] == [None, "8", None, None, "9"]


def test_an_extension_that_says_nothing_is_still_one() -> None:
    by_json = document_of(read("json", in_json(card={"extensions": [{}]})))
    by_xml = document_of(read("xml", in_xml(card="<extensions><extension/></extensions>")))
    assert by_json.report_cards[0].extensions == by_xml.report_cards[0].extensions == (Extension(),)


# --- detection


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b'\xef\xbb\xbf {"format": "hocba-json"}', "json"),
        (b'{"version": "1", "format": "hocba-json"}', "json"),
        (b'{"version": "1", "format": "hocba-json", ', "json"),
        (b'{"version": "1", "format": "hocba-jsonl"}\n{}', "jsonl"),
        (b'{"format": "another"}', None),
        (b'{"x": {"format": "hocba-json"}}', None),
        (b"[]", None),
        (b"", None),
        (b"PK\x03\x04", None),
        (f"<document {XMLNS}/>".encode(), "xml"),
        (f"<document {XMLNS}>".encode(), "xml"),
        (f"<other {XMLNS}/>".encode(), None),
        (f"<!-- {XMLNS} --><document/>".encode(), None),
        (f'<?xml version="1.0" encoding="UTF-16"?><document {XMLNS}/>'.encode("utf-16"), "xml"),
    ],
)
def test_detection_by_content(data: bytes, name: str | None) -> None:
    found = [other for other, dialect in DIALECTS.items() if dialect.detect(Source("x", data))]
    assert found == ([name] if name else [])


def test_all_rules_are_in_the_catalogue() -> None:
    used = {
        *("wrong-shape", "unknown-version", "unknown-field", "value-not-in-list", "personal-id-length"),
        *("score-out-of-range", "score-too-precise", "score-unreadable", "too-large"),
        *("json-syntax", "json-encoding", "json-duplicate-key", "json-number", "json-too-deep"),
        *("xml-entities", "xml-syntax", "xml-too-deep"),
    }
    assert used <= set(catalogue())
