"""The XML Schema: libxml2 and xmlschema judge alike, and each fault is told by its rule, element and line."""

from __future__ import annotations

from functools import cache

import pytest
import xmlschema
from canonical_forms import write
from lxml import etree
from mutating import EXAMPLES, example, mutated_xml

from hocba_interop import schemas
from hocba_interop.adapters.source import Source
from hocba_interop.model import Document
from hocba_interop.notices import XPathPlace
from hocba_interop.validation.streaming import xml_records, xml_schemas
from hocba_interop.validation.streaming.faults import Checked, Fault
from hocba_interop.validation.streams import records

NS = "urn:hocba-interop:report-card:1"


@cache
def by_xmlschema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(schemas.load("xsd", "report-card"))


def both(data: bytes) -> bool:
    root = etree.fromstring(data)
    judgement = bool(xml_schemas.compiled("report-card").validate(root))
    assert judgement == by_xmlschema().is_valid(root)
    return judgement


def test_what_is_written_is_valid_to_both() -> None:
    for number in range(len(EXAMPLES)):
        assert both(write("xml", example(number)))


@pytest.mark.parametrize("start", range(0, 600, 100))
def test_changed_documents_are_judged_alike(start: int) -> None:
    judgements = [both(mutated_xml(number)) for number in range(start, start + 100)]
    assert 5 < sum(judgements) < 95, "changes that all are valid, or all invalid, would show nothing"


@pytest.mark.parametrize("start", range(0, 600, 100))
def test_a_stream_judges_as_the_schema_judges_the_document(start: int) -> None:
    for number in range(start, start + 100):
        data = mutated_xml(number)
        root = etree.fromstring(data)
        if root.tag != f"{{{NS}}}document" or root.get("version", "1") != "1":
            continue
        stream = records(Source("x", data))
        assert stream is not None
        told = [fault for record in stream for fault in faults(record.raw)]
        valid = bool(xml_schemas.compiled("report-card").validate(root))
        assert valid == (not told and not stream.notices) or beyond_the_schema(told), number


def beyond_the_schema(told: list[Fault]) -> bool:
    """What a schema cannot see: a text that is said to be escaped and is not."""
    return all(fault.facts.get("expected", "").startswith(r"\u") for fault in told)


def faults(raw: object) -> tuple[Fault, ...]:
    assert isinstance(raw, Checked)
    return raw.faults


CARD = (
    "<report_card><student><full_name>A</full_name></student><years><year_record>{}</year_record></years></report_card>"
)
SUBJECT = (
    '<subjects><subject_record subject="toan"><periods><period name="year">{}</period></periods></subject_record>'
    "</subjects>"
)
BELOW_YEAR = "/years/year_record"
BELOW_PERIOD = f"{BELOW_YEAR}/subjects/subject_record/periods/period"

FAULTS = {
    "unknown element": ("<nickname/>", "structure-unexpected", f"{BELOW_YEAR}/nickname"),
    "element of another namespace": ('<x:note xmlns:x="urn:x"/>', "structure-unexpected", f"{BELOW_YEAR}/note"),
    "twice": ("<grade>1</grade><grade>1</grade>", "structure-unexpected", f"{BELOW_YEAR}/grade[2]"),
    "unknown attribute": ('<grade x="1">1</grade>', "structure-unexpected", f"{BELOW_YEAR}/grade/@x"),
    "grade in words": ("<grade>mười</grade>", "structure-wrong-type", f"{BELOW_YEAR}/grade"),
    "text among elements": ("chữ", "structure-wrong-type", BELOW_YEAR),
    "promotion in words": (
        "<decisions><promoted>có</promoted></decisions>",
        "structure-wrong-type",
        f"{BELOW_YEAR}/decisions/promoted",
    ),
    "elements in a text": (
        "<class_name><b>10A</b></class_name>",
        "structure-wrong-type",
        f"{BELOW_YEAR}/class_name",
    ),
    "no subject": (
        "<subjects><subject_record/></subjects>",
        "structure-missing",
        f"{BELOW_YEAR}/subjects/subject_record",
    ),
    "no scale": (SUBJECT.format("<result>8</result>"), "structure-missing", f"{BELOW_PERIOD}/result"),
    "unknown scale": (
        SUBJECT.format('<result scale="score100">8</result>'),
        "structure-not-in-list",
        f"{BELOW_PERIOD}/result/@scale",
    ),
    "unknown enrolment": (
        SUBJECT.format("<enrolment>perhaps</enrolment>"),
        "structure-not-in-list",
        f"{BELOW_PERIOD}/enrolment",
    ),
    "unknown period": (
        '<summaries><period name="term3"/></summaries>',
        "structure-not-in-list",
        f"{BELOW_YEAR}/summaries/period/@name",
    ),
    "period twice": (
        '<summaries><period name="year"/><period name="year"/></summaries>',
        "structure-unexpected",
        f"{BELOW_YEAR}/summaries/period[2]",
    ),
}


def document(*cards: str) -> bytes:
    held = "\n".join(cards)
    return f'<document xmlns="{NS}" version="1">\n<report_cards>\n{held}\n</report_cards></document>'.encode()


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_its_rule_and_place(name: str) -> None:
    inside, rule, below = FAULTS[name]
    good = CARD.format("<grade>10</grade>")
    stream = records(Source("x", document(good, CARD.format(inside), good)))
    assert stream is not None
    first, second, third = stream
    assert (faults(first.raw), faults(third.raw), stream.notices) == ((), (), [])
    places = [(fault.rule, fault.place) for fault in faults(second.raw)]
    assert (rule, XPathPlace(0, f"/document/report_cards/report_card[2]{below}", 4)) in places
    assert {told for told, _ in places} == {rule}
    assert second.card.student.full_name == "A", "the rest of the record is read"
    for fault in faults(second.raw):
        for lang in ("vi", "en"):
            assert "…" not in fault.notice().message(lang)
            assert fault.private["reason"] in fault.notice().message(lang, show_values=True)


@pytest.mark.parametrize("name", FAULTS)
def test_libxml2_names_the_same_rule_where_nothing_is_explained(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    inside, rule, below = FAULTS[name]
    monkeypatch.setattr(xml_records, "EXPLAINED", 1)
    stream = records(Source("x", document(*[CARD.format(inside)] * 2)))
    assert stream is not None
    explained, named = (faults(record.raw) for record in stream)
    assert rule in [fault.rule for fault in explained]
    assert named[0].rule == rule
    element = below.partition("/@")[0]
    assert str(named[0].place).startswith(f"/document/report_cards/report_card[2]{element}")


def test_no_value_of_a_pupil_stands_in_the_message_of_a_fault() -> None:
    for number in range(120):
        stream = records(Source("x", mutated_xml(number)), wanted="hocba-xml")
        assert stream is not None
        for record in stream if b'version="1"' in mutated_xml(number)[:200] else ():
            for fault in faults(record.raw):
                assert "Nguyễn Văn A" not in fault.notice().message("vi")


def test_what_lies_round_the_records_is_told_with_its_own_line() -> None:
    good = CARD.format("\n\n<grade>10</grade>\n")
    data = document(good, good).replace(
        b"</document>", b"\n<extra/><provenance><provenance><size>x</size></provenance></provenance></document>"
    )
    stream = records(Source("x", data))
    assert stream is not None
    assert len(list(stream)) == 2
    line = data[: data.index(b"<extra")].count(b"\n") + 1
    assert [(notice.rule, notice.where) for notice in stream.notices] == [
        ("structure-unexpected", XPathPlace(0, "/document/extra", line))
    ] or {notice.rule for notice in stream.notices} == {"structure-unexpected", "structure-wrong-type"}
    assert all(notice.where and notice.where.where()["line"] == line for notice in stream.notices)


def test_schemas_are_compiled_once() -> None:
    assert xml_schemas.compiled("report-card") is xml_schemas.compiled("report-card")
    Document()
