"""Several processes find what one finds, word for word; and a source that cannot be read hides no other."""

from __future__ import annotations

import pytest
from validated_cards import SHORT_ID, card, cards, found, write_json, write_lines

from hocba_interop import UnreadableSource, read, validate
from hocba_interop.adapters.canonical.xml_writing import write_xml
from hocba_interop.adapters.contract import Sink
from hocba_interop.reports.json import validation as as_json
from hocba_interop.validation import collecting

RULE = "personal-id-not-twelve-digits"


@pytest.fixture
def batch(tmp_path):
    """Two streams with faults, a pupil who stands in both, and an identifier of two pupils."""
    first = cards(11, faulty=[0, 3, 4, 10])
    first[7]["student"]["identifiers"]["personal_id"] = first[2]["student"]["identifiers"]["personal_id"]
    second = [card(n, name="Trần Văn Khác") for n in range(20, 26)] + [first[5]]
    second[1]["student"]["birth_date"] = "31/02/2008"
    lines = write_lines(tmp_path / "a.jsonl", first)
    other = write_json(tmp_path / "b.json", second)
    write_xml(read(other).document, Sink(tmp_path, "c.xml"))
    return [lines, other, tmp_path / "c.xml"]


@pytest.mark.parametrize("jobs", [2, 3])
@pytest.mark.parametrize("profile", ["archive", "national"])
def test_the_report_is_the_same_with_any_number_of_processes(batch, jobs, profile):
    alone = validate(batch, profile=profile)
    shared = validate(batch, profile=profile, jobs=jobs)
    assert {"personal-id-of-two-pupils", "pupil-in-two-records", RULE} <= alone.by_rule.keys()
    assert as_json(shared, show_values=True) == as_json(alone, show_values=True)
    assert shared.pupils == alone.pupils


def test_what_is_left_out_is_the_same_too(batch, monkeypatch):
    """Each process keeps the first of a rule; of all of them the first are kept."""
    monkeypatch.setattr(collecting, "MOST_PER_RULE", 2)
    alone, shared = validate(batch), validate(batch, jobs=2)
    assert alone.omitted and as_json(shared) == as_json(alone)
    assert [pupil for rule, pupil in found(shared) if rule == RULE] == [0, 3]


def test_workbooks_are_read_by_several_processes():
    names = [f"fixtures/vnpt/class-summary/so_diem_tong_ket_khoi_khoi_10_hk{term}.xls" for term in (1, 2)]
    assert as_json(validate(names, jobs=2)) == as_json(validate(names))


# --- sources that cannot be read


def test_one_unreadable_stream_hides_no_other(tmp_path):
    good = write_lines(tmp_path / "a.jsonl", cards(4, faulty=[1]))
    bad = tmp_path / "b.jsonl"
    bad.write_text(good.read_text("utf-8") + "{", "utf-8")
    last = write_lines(tmp_path / "c.jsonl", [card(9, personal_id=SHORT_ID)])
    for jobs in (1, 2):
        report = validate([good, bad, last], jobs=jobs)
        assert [source["name"] for source in report.sources] == ["a.jsonl", "c.jsonl", "b.jsonl"]
        assert (report.unread, report.records, report.valid) == ((2,), 5, False)
        assert found(report) == [("json-syntax", None), (RULE, 1), (RULE, 4)]
        assert report.notices[0].where.source == 2 and report.sources[2]["records"] == 0


def test_one_unreadable_workbook_hides_no_other():
    book = "fixtures/vnpt/class-summary/khoi_12_hk2.xls"
    report = validate(["fixtures/bad/empty.xlsx", book, "fixtures/bad/truncated.xlsx"])
    assert report.unread == (1, 2) and report.records == 12
    assert report.by_rule["truncated-file"] == 1 and report.counts["error"] == 2
    assert {notice.where.source for notice in report.notices[:2]} == {1, 2}


def test_where_nothing_can_be_read_there_is_no_report(tmp_path):
    bad = tmp_path / "b.jsonl"
    bad.write_text('{"format": "hocba-jsonl",', "utf-8")
    for given in ([bad], [bad, "fixtures/bad/empty.xlsx"]):
        with pytest.raises(UnreadableSource) as refused:
            validate(given)
        assert refused.value.name == "b.jsonl"


# --- the same records in any form


def test_a_record_has_the_same_faults_in_each_form(tmp_path):
    """As JSON, JSON Lines and XML, record by record, and put together with others."""
    given = cards(5, faulty=[1, 4])
    given[2]["years"][0]["subjects"] = [
        {"subject": "toan", "periods": {"term1": {"result": {"scale": "score10", "value": "10.5"}}}}
    ]
    source = write_json(tmp_path / "a.json", given)
    lines = write_lines(tmp_path / "b.jsonl", given)
    write_xml(read(source).document, Sink(tmp_path, "c.xml"))
    expected = found(validate(source))
    assert ("mark-out-of-range", 2) in expected
    assert found(validate(lines)) == expected
    assert found(validate(tmp_path / "c.xml")) == expected
    together = validate(source, students=[f"23{n:08d}" for n in range(5)])
    assert sorted(found(together), key=str) == sorted(expected, key=str)
