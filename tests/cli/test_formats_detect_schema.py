"""``hocba formats``, ``detect`` and ``schema``."""

from __future__ import annotations

import json
import shutil

import pytest


def test_formats_lists_every_dialect_with_what_it_holds(hocba):
    ran = hocba("formats", "--json")
    assert (ran.status, ran.err) == (0, "")
    known = {entry["name"]: entry for entry in json.loads(ran.out)["formats"]}
    assert known["canonical:json"]["holds"] == "everything"
    assert known["canonical:json"]["short"] == "hocba-json"
    assert known["vnpt:class-summary"]["grade"] == "F"
    assert known["viettel:sync-json"]["write"] is False
    assert isinstance(known["viettel:subject-book"]["holds"], list)
    table = hocba("formats")
    assert table.status == 0
    assert all(name in table.out for name in known)
    assert "đo trên tệp thật" in table.out


def test_detect_says_which_how_sure_and_why(hocba, summaries):
    ran = hocba("detect", summaries / "khoi_12_hk2.xls", "--json")
    assert (ran.status, ran.err) == (0, "")
    [found] = json.loads(ran.out)["files"]
    assert (found["outcome"], found["dialect"]) == ("found", "vnpt:class-summary")
    assert 0.4 <= found["claims"][0]["confidence"] <= 1
    assert found["claims"][0]["why"]
    assert "vnpt:class-summary" in hocba("detect", summaries / "khoi_12_hk2.xls").out


def test_detect_goes_by_content_not_by_extension(hocba, summaries):
    ran = hocba("detect", summaries / "html_disguised.xls", summaries / "really_xlsx.xls", "--json")
    assert ran.status == 0
    assert {one["dialect"] for one in json.loads(ran.out)["files"]} == {"vnpt:class-summary"}


@pytest.mark.parametrize(
    ("name", "outcome", "status"),
    [
        ("no_header.xlsx", "unknown", 1),
        ("other_kind.xlsx", "unknown", 1),
        ("not_a_workbook.xlsx", "unknown", 1),
        ("empty.xlsx", "unreadable", 2),
        ("encrypted.xls", "unreadable", 2),
        ("truncated.xlsx", "unreadable", 2),
        ("zip_bomb.xlsx", "unreadable", 2),
        ("sparse_bomb.xlsx", "unreadable", 2),
        ("xml_bomb.xml", "unreadable", 2),
        ("external_entity.xml", "unreadable", 2),
    ],
)
def test_detect_answers_for_every_file(hocba, summaries, bad, name, outcome, status):
    ran = hocba("detect", bad / name, summaries / "khoi_12_hk2.xls", "--json")
    assert ran.status == status
    first, second = json.loads(ran.out)["files"]
    assert first["outcome"] == outcome
    assert first["notice"]["code"].startswith("HB")
    assert second["outcome"] == "found"


def test_folders_and_globs_are_expanded_by_the_command(hocba, summaries, tmp_path):
    for name in ("a b.xls", "c.xls", "~$c.xls", "notes.txt"):
        shutil.copy(summaries / "khoi_12_hk2.xls", tmp_path / name)
    for given in (tmp_path, tmp_path / "*.xls", "*.xls"):
        names = [one["name"] for one in json.loads(hocba("detect", given, "--json").out)["files"]]
        assert names == ["a b.xls", "c.xls"]
    assert hocba("detect", "*.ods").status == 2


@pytest.mark.parametrize(("kind", "begins"), [("xsd", "<?xml"), ("json", "{")])
def test_schema_prints_what_is_published(hocba, kind, begins):
    ran = hocba("schema", kind, "report-card")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(begins)
