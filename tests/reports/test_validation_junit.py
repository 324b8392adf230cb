"""JUnit XML: valid by the schema that CI servers use, a suite for each file, what did not run is not called passed."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from validation_reports import MARK, NAMES, clean, hostile, incomplete, mixed, source

from hocba_interop.notices import Notice, SourcePlace
from hocba_interop.reports import junit
from hocba_interop.validation.report import Finding, Report

XSD = etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas/junit-10.xsd"))


def tree(report: Report, lang: str = "vi", **options: bool) -> etree._Element:
    return etree.fromstring(junit.validation(report, lang, **options).encode())


@pytest.mark.parametrize("made", [mixed, clean, incomplete, hostile, lambda: Report("archive")])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_it_is_valid_by_the_schema(made, lang):
    found = tree(made(), lang)
    XSD.validate(found)
    assert [error.message for error in XSD.error_log] == []


def test_every_file_is_a_suite_with_a_case_for_each_check():
    run, *files = tree(mixed())
    assert run.get("name") == "hocba validate"
    assert [suite.get("name") for suite in files] == ["lớp 10T #1.xls", "ban_ghi.xml", "truong.jsonl"]
    for suite in files:
        assert [case.get("name") for case in suite] == ["reading", "marks.range", "structure.xsd"]
        assert suite.get("tests") == "3"


def test_an_error_fails_its_case_and_a_warning_does_not():
    _, first, second, _ = tree(mixed())
    failing = first[0].find("failure")
    assert failing.text.count("HB203") == 2 and "'10t'!G12" in failing.text
    assert "HB106" in first[0].find("system-out").text and "HB106" not in failing.text
    assert [suite.get("failures") for suite in (first, second)] == ["1", "1"]
    assert [case.get("name") for case in second if len(case)] == ["reading"]
    root = tree(mixed())
    assert root.get("failures") == "3" and root.get("tests") == str(len(root.findall(".//testcase")))


def test_what_did_not_run_is_skipped_and_what_had_to_run_is_an_error():
    run = tree(incomplete())[0]
    tags = {case.get("name"): [(child.tag, child.get("type")) for child in case] for case in run.iter("testcase")}
    assert tags == {"issue.dates": [("error", "needs-today")], "structure.xsd": [("skipped", "not-applicable")]}
    assert (run.get("errors"), run.get("skipped")) == ("1", "1")


def test_no_check_passes_on_a_file_that_was_not_read():
    report = mixed()
    report.sources.append({**source("hong.xls"), "sha256": None, "format": None, "dialect": None})
    report.unread = (3,)
    report.findings.append(Finding(Notice("damaged-workbook", SourcePlace(3))))
    assert [(case.get("name"), case[0].tag) for case in tree(report)[-1]] == [("reading", "failure")]


def test_of_very_many_files_only_those_with_findings_have_a_suite(monkeypatch):
    monkeypatch.setattr(junit, "_MANY", 3)
    report = mixed()
    report.sources += [source(f"{number}.xls") for number in range(7)]
    suites = tree(report)
    assert len(suites) == 1 + 3 + 1
    assert suites[-1].get("name").startswith("7 ") and suites[-1].get("tests") == "3"


def test_a_value_shows_only_when_asked():
    shown = junit.validation(mixed(), show_values=True)
    assert MARK in shown and NAMES[0] in shown
    assert not [one for one in (MARK, *NAMES) if one in junit.validation(mixed())]
