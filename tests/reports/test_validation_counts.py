"""One report, seen by all renderers: they count alike, also what they do not list."""

from __future__ import annotations

import importlib
import io
import json
import re
from collections import Counter

import pytest
from lxml import etree
from lxml import html as reader
from rich.console import Console
from validation_reports import clean, incomplete, mixed

from hocba_interop.reports import github, junit, sarif
from hocba_interop.reports import json as as_json
from hocba_interop.validation.report import Report

text = importlib.import_module("hocba_interop.reports.text.validation")
page = importlib.import_module("hocba_interop.reports.html.validation").validation

LEVELS = ("error", "warning", "info")
WORDS = {"error": "lỗi", "warning": "cảnh báo", "info": "lưu ý"}


def of_json(report: Report) -> dict[str, int]:
    return json.loads(as_json.validation(report))["counts"]


def of_sarif(report: Report) -> dict[str, int]:
    (run,) = json.loads(sarif.validation(report))["runs"]
    listed = Counter({"note": "info"}.get(one["level"], one["level"]) for one in run["results"])
    levels = {rule["id"]: rule["defaultConfiguration"]["level"] for rule in run["tool"]["driver"]["rules"]}
    for code, count in run["properties"]["omitted"].items():
        listed[levels[code]] += count
    assert run["properties"]["counts"] == {level: listed[level] for level in LEVELS}
    return run["properties"]["counts"]


def of_junit(report: Report) -> dict[str, int]:
    root = etree.fromstring(junit.validation(report).encode())
    told = {one.get("name"): one.get("value") for one in root.iter("property")}
    lines = [
        line
        for case in root.iter("failure", "system-out")
        if case.getparent().tag == "testcase"
        for line in case.text.split("\n")
    ]
    listed = sum(bool(re.match(r"HB\d+ ", line)) for line in lines)
    assert listed + int(told["omitted"]) == sum(int(told[level]) for level in LEVELS)
    return {level: int(told[level]) for level in LEVELS}


def _told(summary: str) -> dict[str, int]:
    """The counts that a sentence tells: "1.205 lỗi, 36 cảnh báo"."""
    found = {level: re.search(rf"([\d.]+) {word}", summary) for level, word in WORDS.items()}
    return {level: int(match[1].replace(".", "")) if match else 0 for level, match in found.items()}


def of_github(report: Report) -> dict[str, int]:
    *commands, summary = github.validation(report).splitlines()
    told = _told(summary.partition(": ")[2].partition("): ")[2])
    listed = Counter(line[2:].partition(" ")[0] for line in commands if "title=HB" in line)
    assert sum(listed.values()) + sum(report.omitted.values()) == sum(told.values())
    return told


def of_html(report: Report) -> dict[str, int]:
    tree = reader.document_fromstring(page(report))
    tallies = [int(one.replace(".", "")) for one in tree.xpath("//ul[@class='tallies']/li/b/text()")]
    by_rule = [int(one.replace(".", "")) for one in tree.xpath("//ol[@class='bars']//*[@class='count']/text()")]
    assert sum(by_rule) == sum(tallies[:3])
    assert len(tree.xpath("//section[@class='pupil']//li")) + sum(report.omitted.values()) == sum(by_rule)
    assert tallies[3] == report.records
    return dict(zip(LEVELS, tallies[:3], strict=True))


def of_text(report: Report) -> dict[str, int]:
    out = io.StringIO()
    Console(file=out, width=400, markup=False, highlight=False).print(text.validation(report, "vi", verbose=True))
    shown = out.getvalue()
    by_rule = [
        int(one.replace(".", "")) for one in re.findall(r"^ *HB\d+ +(?:lỗi|cảnh báo|lưu ý) +([\d.]+)", shown, re.M)
    ]
    told = _told(shown.strip().splitlines()[-1].partition("): ")[2])
    assert sum(by_rule) == sum(told.values())
    return told


@pytest.mark.parametrize("made", [mixed, clean, incomplete])
@pytest.mark.parametrize("counted", [of_json, of_sarif, of_junit, of_github, of_html, of_text])
def test_all_count_alike(made, counted):
    report = made()
    assert counted(report) == report.counts


def test_the_report_has_something_to_count():
    assert mixed().counts == {"error": 1205, "warning": 36, "info": 2}
