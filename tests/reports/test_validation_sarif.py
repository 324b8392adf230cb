"""SARIF: valid by the published schema, safe addresses, lines where known, fingerprints that stay."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from jsonschema import Draft4Validator
from validation_reports import MARK, NASTY, clean, hostile, incomplete, mixed, source

from hocba_interop.notices import XPathPlace
from hocba_interop.reports import sarif
from hocba_interop.validation.report import Report

SCHEMA = json.loads((Path(__file__).parent / "schemas/sarif-schema-2.1.0.json").read_text("utf-8"))


def run_of(report: Report, lang: str = "vi", **options: bool) -> dict[str, Any]:
    return json.loads(sarif.validation(report, lang, **options))["runs"][0]


@pytest.mark.parametrize("made", [mixed, clean, incomplete, hostile, lambda: Report("archive")])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_it_is_valid_by_the_published_schema(made, lang):
    log = json.loads(sarif.validation(made(), lang))
    assert [error.message for error in Draft4Validator(SCHEMA).iter_errors(log)] == []
    assert log["$schema"] == SCHEMA["id"]


def test_the_schema_can_refuse():
    log = json.loads(sarif.validation(mixed()))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert not Draft4Validator(SCHEMA).is_valid(log)


def test_results_carry_rule_level_and_place():
    run = run_of(mixed())
    results = run["results"]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in results)
    assert [one["level"] for one in results] == [
        *("warning", "error", "error", "error", "error", "error", "note", "note", "warning"),
    ]
    places = [one["locations"][0]["physicalLocation"] if one["locations"] else None for one in results]
    assert [place and place.get("region", {}).get("startLine") for place in places] == [
        *(None, None, None, None, 41, 4, 4, None, None),
    ]
    logical = [one["locations"][0]["logicalLocations"][0] for one in results[1:6]]
    assert logical[0] == {"fullyQualifiedName": "'10t'!G12"}
    assert logical[3] == {"fullyQualifiedName": "/hoc-ba/mon[2]/@diem", "kind": "attribute"}
    assert logical[4] == {"fullyQualifiedName": "/3/student"}
    other = results[3]["relatedLocations"][0]["physicalLocation"]
    assert other["artifactLocation"]["uri"] == "ban_ghi.xml" and other["region"] == {"startLine": 8}


def test_addresses_of_files_are_relative_and_encoded():
    uris = [one["location"]["uri"] for one in run_of(mixed())["artifacts"]]
    assert uris[0] == "l%E1%BB%9Bp%2010T%20%231.xls"
    for uri in [one["location"]["uri"] for one in run_of(hostile())["artifacts"]]:
        assert urlsplit(uri).scheme == "" and urlsplit(uri).fragment == "" and uri.isascii()
        assert unquote(uri) == NASTY


def test_a_file_is_named_as_the_command_was_given_it():
    report = clean()
    report.sources = [source("10t.xls", path="truong a/10t.xls")]
    assert run_of(report)["artifacts"][0]["location"]["uri"] == "truong%20a/10t.xls"


def test_fingerprints_stay_when_lines_move_and_part_what_stands_in_one_place():
    def marks(report: Report) -> list[str]:
        return [one["partialFingerprints"]["hocba/v1"] for one in run_of(report)["results"]]

    before, moved = mixed(), mixed()
    at = moved.findings[4].notice.where
    assert isinstance(at, XPathPlace)
    notice = moved.findings[4].notice
    moved.findings[4] = type(moved.findings[4])(
        type(notice)(notice.rule, at._replace(line=99), facts=notice.facts, private={"value": "7"}), 2
    )
    assert marks(before) == marks(moved)
    assert len(set(marks(before))) == len(before.findings)


def test_what_did_not_run_is_told_and_a_required_check_makes_it_unsuccessful():
    done = run_of(mixed())["invocations"][0]
    assert done["executionSuccessful"] is True
    assert [(one["descriptor"]["id"], one["level"]) for one in done["toolExecutionNotifications"]] == [
        ("issue.dates", "note"),
        ("arithmetic.averages", "note"),
    ]
    missed = run_of(incomplete())["invocations"][0]
    assert missed["executionSuccessful"] is False
    assert [one["level"] for one in missed["toolExecutionNotifications"]] == ["error", "note"]


def test_rules_explain_themselves_in_both_languages():
    for lang in ("vi", "en"):
        for rule in run_of(mixed(), lang)["tool"]["driver"]["rules"]:
            assert rule["shortDescription"]["text"] and rule["fullDescription"]["text"] and "helpUri" not in rule


def test_a_value_shows_only_when_asked():
    assert MARK not in sarif.validation(mixed())
    assert MARK in sarif.validation(mixed(), show_values=True)
