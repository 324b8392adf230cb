"""Every rule of validation: documented in both languages, with its source and certainty, with samples that show it."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from importlib.resources import files

import pytest
from rule_samples import HERE, TODAY, Sample, rules_of_validation, samples

from hocba_interop.notices import Notice, Rule
from hocba_interop.validation import streams
from hocba_interop.validation.check import Check
from hocba_interop.validation.demands import checks_of
from hocba_interop.validation.findings import Findings
from hocba_interop.validation.profile_file import load_profile, profile_names
from hocba_interop.validation.rules import FAMILIES, all_checks

RANGES = {
    "structure": range(500, 510),
    "marks": range(510, 540),
    "arithmetic": range(540, 570),
    "subjects": range(570, 590),
    "identity": range(600, 620),
    "history": range(620, 640),
    "text": range(640, 660),
    "places": range(660, 670),
    "issue": range(680, 700),
    "profile": range(700, 730),
    "acceptance": range(730, 740),
}
CERTAINTIES = {
    "read in the text",
    "from secondary sources",
    "well known, not re-read",
    "deduced",
    "measured on real files",
    "public code",
    "house rule",
}
KEYS = {
    *("code", "severity", "source", "certainty", "vi", "en", "vi_values", "en_values"),
    *(f"{part}_{lang}" for part in ("title", "explain", "bad", "good") for lang in ("vi", "en")),
}
WITHOUT_SAMPLE = {"profile-unknown"}
"""Rules about a word of the command line: no file can break them (tests/validation/test_profiles.py)."""

RULES = rules_of_validation()
SAMPLES = list(samples())
CHECKS = {
    check.name: check
    for check in (*all_checks(), *(c for name in profile_names() for c in checks_of(load_profile(name))))
}


@pytest.mark.parametrize("family", RANGES)
def test_the_codes_of_a_family_are_its_own_and_in_order(family: str) -> None:
    codes = [int(rule.code[2:]) for rule in RULES if rule.family == family]
    assert codes and all(code in RANGES[family] for code in codes)
    table = files("hocba_interop.notices").joinpath("rules", f"{family}.toml").read_text("utf-8")
    written = [entry["code"] for entry in tomllib.loads(table).values()]
    assert written == sorted(written)


def test_no_rule_is_of_an_unknown_family() -> None:
    assert {rule.family for rule in RULES} == RANGES.keys()
    assert set(FAMILIES) == RANGES.keys() - {"profile", "acceptance"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_says_what_it_is_in_both_languages(rule: Rule) -> None:
    for lang in ("vi", "en"):
        title, explained = rule.about("title", lang), rule.about("explain", lang)
        assert title and not title.endswith("."), "a title is no sentence"
        assert explained and explained.endswith((".", ")", "”")), "an explanation is made of sentences"
        assert rule.about("bad", lang) and rule.about("good", lang)
    assert rule.about("title", "vi") != rule.about("title", "en")
    assert rule.legal_source
    assert rule.certainty in CERTAINTIES


@pytest.mark.parametrize("family", RANGES)
def test_a_table_of_rules_has_no_key_that_nobody_reads(family: str) -> None:
    table = files("hocba_interop.notices").joinpath("rules", f"{family}.toml").read_text("utf-8")
    for name, entry in tomllib.loads(table).items():
        assert entry.keys() <= KEYS, name


def test_each_rule_is_reported_by_the_checks_of_its_family() -> None:
    families: dict[str, set[str]] = {}
    for check in CHECKS.values():
        for rule in check.rules:
            families.setdefault(rule, set()).add(check.name.partition(".")[0])
    expected = {rule.name: {rule.family} for rule in RULES if rule.family != "acceptance"}
    assert families == expected


def test_the_names_of_checks_are_their_own() -> None:
    names = [check.name for check in all_checks()]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z]+\.[a-z0-9-]+", name) for name in CHECKS)


@pytest.mark.parametrize("rule", [rule.name for rule in RULES if rule.name not in WITHOUT_SAMPLE])
def test_a_rule_has_a_failing_and_a_passing_sample(rule: str) -> None:
    kinds = {sample.fails for sample in SAMPLES if sample.rule == rule}
    assert kinds == {True, False}


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_a_sample_breaks_its_rule_or_does_not(sample: Sample) -> None:
    assert (sample.rule in sample.rules()) is sample.fails


def test_every_sample_is_of_a_rule() -> None:
    assert {sample.rule for sample in SAMPLES} <= {rule.name for rule in RULES}


def test_a_check_reports_only_the_rules_that_it_names() -> None:
    """Ignores, severities and the reference page go by what a check says of itself."""
    for sample in SAMPLES:
        if sample.document is None or (stream := streams.records(sample.document, 0)) is None:
            continue
        found: list[Notice] = []
        findings = Findings(lambda notice, number: found.append(notice), today=TODAY)  # noqa: B023 - used at once
        for record in stream:
            findings.record = record
            for check in CHECKS.values():
                if isinstance(check, Check) and (record.raw is not None or not check.of_raw):
                    found.clear()
                    check.run(record, findings)
                    assert {notice.rule for notice in found} <= set(check.rules), check.name


@pytest.mark.parametrize(("lang", "name"), [("vi", "rules.md"), ("en", "rules.en.md")])
def test_the_reference_of_rules_is_current(lang: str, name: str) -> None:
    docs = HERE.parents[1] / "docs"
    spec = importlib.util.spec_from_file_location("make_rules", docs / "make_rules.py")
    assert spec and spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert (docs / name).read_text("utf-8") == script.page(lang), "run: python docs/make_rules.py"
