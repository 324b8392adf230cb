"""Profiles and baselines: what is accepted where, apart from the facts."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from checklist import records
from validated_cards import SHORT_ID, card, cards, found, write_json, write_lines, write_profile

from hocba_interop import BadProfile, checklist, validate, validate_document
from hocba_interop.notices import Severity, catalogue
from hocba_interop.validation.baseline import baseline_text, fingerprint
from hocba_interop.validation.places import glob, place_text
from hocba_interop.validation.profile import Ignore
from hocba_interop.validation.profile_file import load_profile, profile_names
from hocba_interop.validation.rules import all_checks

RULE = "personal-id-not-twelve-digits"


@pytest.fixture
def faulty(tmp_path):
    return write_json(tmp_path / "lop.json", cards(4, faulty=[1, 3]))


@pytest.fixture
def profile(tmp_path):
    """Writes a profile."""
    return lambda text: write_profile(tmp_path / "cua_truong.toml", text)


@pytest.mark.parametrize("name", profile_names())
def test_a_shipped_profile_can_be_used(name, faulty):
    report = validate(faulty, profile=name)
    assert (report.profile, report.by_rule[RULE]) == (name, 2)
    assert not report.incomplete, report.not_checked


def test_the_profiles_of_the_contract_are_there():
    assert set(profile_names()) == {"archive", "transfer", "national", "vnpt", "viettel"}


def test_archive_asks_for_nothing_that_is_not_there():
    archive = load_profile("archive")
    assert not (archive.demands or archive.limits or archive.takes or archive.checklist or archive.severities)
    assert not any(check.name in archive.required for check in all_checks() if check.needs_today)


def test_what_a_transfer_needs_is_what_the_checklist_says():
    """Of every need but that which compares with classmates; a lack for each lack, at the weight of the need."""
    weights = {"required": Severity.ERROR, "advisable": Severity.INFO}
    for document in (
        records.document(records.secondary()),
        records.document(records.primary()),
        records.document(records.secondary(1), records.leaving_in_mid_year(2), records.primary(3)),
    ):
        lacks = checklist(document).lacks
        expected = sorted(
            (lack.pupil, lack.need.title["vi"], weights[lack.need.weight])
            for lack in lacks
            if lack.need.id != "subject-of-class"
        )
        told = sorted(
            (one.pupil or 0, one.notice.facts["label"]["vi"], one.notice.severity)
            for one in validate_document(document, profile="transfer").findings
            if one.notice.rule == "transfer-need-missing"
        )
        assert told == expected


def test_a_rule_can_be_switched_off_by_name_and_by_code(faulty, profile):
    for word in (RULE, catalogue()[RULE].code):
        report = validate(faulty, profile=profile(f'extends = "archive"\n[rules.{word}]\nseverity = "off"\n'))
        assert RULE not in report.by_rule and report.valid is True


def test_a_check_all_of_whose_rules_are_off_is_told_and_harmless(faulty, profile):
    rules = next(check.rules for check in all_checks() if check.name == "identity.personal-id")
    text = 'extends = "archive"\n' + "".join(f'[rules.{rule}]\nseverity = "off"\n' for rule in rules)
    report = validate(faulty, profile=profile(text))
    assert [one.why for one in report.skipped if one.check == "identity.personal-id"] == ["switched-off"]
    assert "identity.personal-id" not in report.required and report.valid is True


def test_a_profile_that_extends_another_changes_it(faulty, profile):
    own = load_profile(profile('extends = "national"\n[rules.required-field-missing]\nseverity = "info"\n'))
    national = load_profile("national")
    assert own.demands == national.demands and own.required == national.required
    report = validate(faulty, profile=own)
    assert {one.severity for one in report.notices if one.rule == "required-field-missing"} == {Severity.INFO}


def test_a_required_check_that_needs_the_day_leaves_the_question_open(tmp_path, profile):
    path = write_json(tmp_path / "a.json", cards(1))
    strict = profile('required = ["identity.birth-date-future"]\n')
    assert (validate(path, profile=strict).valid, validate(path, profile=strict).incomplete) == (None, True)
    assert validate(path, profile=strict, today="2026-01-31").valid is True


# --- ignores


def _ignore(where: str = "*", until: str = "") -> str:
    return f'[[ignore]]\nrule = "{RULE}"\nwhere = "{where}"\nreason = "đang làm lại"\n{until}\n'


def test_an_ignore_sets_apart_what_its_place_names(faulty, profile):
    report = validate(faulty, profile=profile(_ignore("lop.json/report_cards/1/*")))
    assert [pair for pair in found(report) if pair[0] == RULE] == [(RULE, 3)]
    assert report.ignored == 1 and report.counts["error"] == 1
    assert "ignore-never-matched" not in report.by_rule


def test_an_ignore_holds_up_to_its_day_and_then_warns(faulty, profile):
    own = profile(_ignore(until="until = 2026-01-31"))
    on_the_day = validate(faulty, profile=own, today="2026-01-31")
    assert (on_the_day.ignored, on_the_day.valid) == (2, True)
    after = validate(faulty, profile=own, today="2026-02-01")
    assert (after.ignored, after.by_rule[RULE], after.by_rule["ignore-expired"]) == (0, 2, 1)
    assert after.counts["warning"] == 1
    assert "đang làm lại" in next(n for n in after.notices if n.rule == "ignore-expired").message()


def test_without_a_day_the_clock_decides_about_an_ignore(faulty, profile):
    assert validate(faulty, profile=profile(_ignore(until="until = 2000-01-01"))).by_rule["ignore-expired"] == 1
    assert not Ignore(RULE, "x", until=date(2000, 1, 1)).is_past(None)


def test_an_ignore_names_cells_and_its_brackets_are_no_pattern(profile):
    report = validate("fixtures/vnpt/class-summary/messy.xlsx")
    (wrong,) = [notice for notice in report.notices if notice.rule == RULE]
    where = place_text(wrong.where, ["messy.xlsx"])
    assert where == f"messy.xlsx/{wrong.where.sheet}/{wrong.where.cell}"
    ignored = validate("fixtures/vnpt/class-summary/messy.xlsx", profile=profile(_ignore(where)))
    assert RULE not in ignored.by_rule and ignored.ignored == 1
    assert glob("a/card[1]/*").fullmatch("a/card[1]/student") and not glob("a/card[1]/*").fullmatch("a/card1/student")


# --- what is wrong with a profile is told with its line


@pytest.mark.parametrize(
    ("text", "rule", "facts"),
    [
        ('vi = "a"\n\n[rules.personal-id-sx]\nseverity = "off"\n', "profile-value-wrong", {"near": "personal-id-sex"}),
        ('vi = "a"\nprofil = 1\n', "profile-key-unknown", {"line": 2, "key": "profil"}),
        ("vi = a\n", "profile-syntax", {"line": "1"}),
        (
            "[[ignore]]\nrule = 'HB600'\nreason = 'a'\n\n[[ignore]]\nrule = 'HB600'\n",
            "profile-key-missing",
            {"line": 5},
        ),
        ("[[require]]\nfield = 'student.sex'\nlevels = ['x']\n", "profile-value-wrong", {"line": 3, "word": "x"}),
        (
            "[[limit]]\nfield = 'student.names'\nmax_length = 1\n",
            "profile-value-wrong",
            {"line": 2, "expected": "path"},
        ),
        ("required = ['identity.personl-id']\n", "profile-value-wrong", {"line": 1, "near": "identity.personal-id"}),
        ("ignore = 5\n", "profile-value-wrong", {"line": 1, "expected": "tables"}),
        ("rules = 5\n", "profile-value-wrong", {"line": 1, "expected": "table"}),
    ],
)
def test_a_wrong_profile_is_refused_with_line_and_key(profile, text, rule, facts):
    with pytest.raises(BadProfile) as refused:
        load_profile(profile(text))
    notice = refused.value.notice
    assert notice.rule == rule
    assert facts.items() <= notice.facts.items()
    assert "cua_truong" in notice.message() and "…" not in notice.message()


def test_an_unknown_profile_is_refused_with_what_there_is():
    with pytest.raises(BadProfile) as refused:
        load_profile("nationl")
    assert refused.value.notice.rule == "profile-unknown"
    assert refused.value.notice.facts["near"] == "national"
    assert "archive" in refused.value.notice.message()


# --- demands


def test_a_demand_is_about_its_level_and_period_only(tmp_path, profile):
    primary = card(1, school_year="2022-2023", class_name="4A") | {}
    primary["years"][0]["grade"] = 4
    path = write_json(tmp_path / "a.json", [card(0), primary])
    own = profile("[[require]]\nfield = 'years.*.school.code'\nlevels = ['upper_secondary']\nseverity = 'warning'\n")
    report = validate(path, profile=own)
    assert [pair for pair in found(report) if pair[0] == "required-field-missing"] == [("required-field-missing", 0)]
    assert report.counts["warning"] >= 1


def test_a_pupil_exempt_from_assessment_lacks_no_result(tmp_path, profile):
    path = write_json(tmp_path / "a.json", [card(0), card(1, pupil_then={"exempt_from_assessment": True})])
    own = profile("[[require]]\nfield = 'years.*.summaries.year.learning_result'\nassessed_only = true\n")
    report = validate(path, profile=own)
    assert [pupil for rule, pupil in found(report) if rule == "required-field-missing"] == [0]


# --- the baseline


def test_a_baseline_hides_what_it_knows_and_nothing_else(tmp_path):
    path = write_json(tmp_path / "a.json", cards(3, faulty=[0]))
    known = validate(path, wants_baseline=True).baseline
    file = tmp_path / "moc.json"
    file.write_text(baseline_text(known), "utf-8")
    again = validate(path, baseline=file)
    assert (again.valid, again.in_baseline, again.findings) == (True, 1, [])
    worse = validate(write_json(path, cards(3, faulty=[0, 2])), baseline=file)
    assert found(worse) == [(RULE, 2)] and worse.in_baseline == 1
    better = validate(write_json(path, cards(3)), baseline=file)
    assert found(better) == [("baseline-entry-gone", None)] and better.valid is True


def test_one_known_fault_does_not_cover_a_second_like_it(tmp_path):
    """Two files of one name, each with a fault at the same place: a baseline counts."""
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    one = write_json(tmp_path / "a" / "lop.json", [card(0, personal_id=SHORT_ID)])
    other = write_json(tmp_path / "b" / "lop.json", [card(1, personal_id=SHORT_ID + "0" * 9)])
    known = validate(one, wants_baseline=True).baseline
    both = validate([one, other], baseline=known)
    assert (both.by_rule[RULE], both.in_baseline) == (1, 1)


def test_a_baseline_tells_nothing_of_a_pupil_and_is_the_same_each_time(tmp_path):
    path = write_lines(tmp_path / "a.jsonl", cards(30, faulty=range(30)))
    texts = {baseline_text(validate(path, wants_baseline=True, jobs=jobs).baseline) for jobs in (1, 2)}
    (text,) = texts
    assert "0122" not in text and "Mẫu" not in text
    assert len(json.loads(text)["findings"]) == 30


def test_a_fingerprint_forgets_the_line_of_an_xpath():
    from hocba_interop.notices import Notice, XPathPlace

    marks = {fingerprint(Notice(RULE, XPathPlace(0, "/document/report_card[1]", line)), ["a.xml"]) for line in (3, 9)}
    assert len(marks) == 1
    assert fingerprint(Notice(RULE, XPathPlace(0, "/document/report_card[2]", 3)), ["a.xml"]) not in marks


def test_more_findings_than_are_listed_all_stand_in_the_baseline(tmp_path, monkeypatch):
    from hocba_interop.validation import collecting

    monkeypatch.setattr(collecting, "MOST_PER_RULE", 2)
    path = write_lines(tmp_path / "a.jsonl", cards(6, faulty=range(6)))
    known = validate(path, wants_baseline=True).baseline
    again = validate(path, baseline=known)
    assert (again.in_baseline, again.valid, again.omitted) == (6, True, {})
    assert SHORT_ID not in baseline_text(known)


@pytest.mark.parametrize("page", ["docs/validation.md", "docs/validation.en.md"])
def test_the_profile_of_the_documentation_is_one(page, profile):
    (block,) = re.findall(r"```toml\n(.*?)```", Path(page).read_text("utf-8"), re.DOTALL)
    own = load_profile(profile(block))
    assert own.ignores and own.limits and own.off and len(own.demands) > len(load_profile("national").demands)
