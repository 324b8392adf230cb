"""What the engine does with checks: run them all, stop at none, say what could not be checked, keep memory bounded."""

from __future__ import annotations

import pytest
from validated_cards import SHORT_ID, card, cards, found, write_json, write_lines, write_profile

from hocba_interop import Document, ReportCard, validate, validate_document
from hocba_interop.model import Student, YearRecord
from hocba_interop.notices import Severity
from hocba_interop.validation import collecting, engine
from hocba_interop.validation.check import Check
from hocba_interop.validation.report import Report, Skipped

RULE = "personal-id-not-twelve-digits"


@pytest.fixture
def one_check(monkeypatch):
    """Puts checks in the place of all others."""

    def use(*checks):
        monkeypatch.setattr(engine, "all_checks", lambda: checks)

    return use


def _tells(record, findings):
    findings.add(RULE, ("student", "identifiers", "personal_id"))


def test_a_finding_names_the_place_and_the_record(tmp_path):
    report = validate(write_json(tmp_path / "a.json", cards(3, faulty=[2])))
    assert found(report) == [(RULE, 2)]
    (notice,) = report.notices
    assert notice.where.where() == {"source": 0, "pointer": "/report_cards/2/student/identifiers/personal_id"}
    assert report.pupils[2].code == "2300000002" and report.pupils[2].class_name == "10A"
    assert report.pupils.keys() == {2}
    assert (report.valid, report.records, report.counts["error"]) == (False, 3, 1)


def test_a_check_that_fails_stops_nothing_and_is_told(tmp_path, one_check):
    def fails_on_the_second(record, findings):
        if record.number == 1:
            raise ZeroDivisionError
        _tells(record, findings)

    one_check(Check("a.fails", (RULE,), fails_on_the_second), Check("a.tells", (RULE,), _tells))
    report = validate(write_json(tmp_path / "a.json", cards(3)))
    assert found(report).count((RULE, 0)) == 2 and found(report).count((RULE, 1)) == 1
    assert report.skipped == [Skipped("a.fails", "check-failed", 1)]
    assert report.ran == ["a.fails", "a.tells"]
    assert report.incomplete and report.fails() and not report.faults


def test_a_report_with_a_failed_check_is_not_valid_but_incomplete(tmp_path, one_check):
    def fails(record, findings):
        raise KeyError(record.card.student.full_name)

    one_check(Check("a.fails", (RULE,), fails))
    report = validate(write_json(tmp_path / "a.json", cards(1)))
    assert (report.valid, report.counts, report.ran) == (None, {"error": 0, "warning": 0, "info": 0}, [])


def test_the_trace_of_a_failure_is_kept_for_who_asks_for_it(tmp_path, one_check, monkeypatch):
    monkeypatch.setenv("HOCBA_DEBUG", "1")
    one_check(Check("a.fails", (RULE,), lambda record, findings: record.nothing))
    report = validate(write_json(tmp_path / "a.json", cards(1)))
    assert "AttributeError" in report.faults["a.fails"]


def test_what_needs_the_day_of_today_runs_only_with_one(tmp_path, one_check):
    days = []
    one_check(Check("a.day", (RULE,), lambda record, findings: days.append(findings.today), needs_today=True))
    path = write_json(tmp_path / "a.json", cards(1))
    assert validate(path).skipped == [Skipped("a.day", "needs-today")]
    assert validate(path, today="2026-01-31").ran == ["a.day"]
    assert days == ["2026-01-31"]


def test_a_check_that_could_not_be_applied_to_some_stands_among_both(tmp_path, one_check):
    def only_the_first(record, findings):
        if record.number:
            findings.skip("no-regulation")

    one_check(Check("a.some", (RULE,), only_the_first))
    report = validate(write_json(tmp_path / "a.json", cards(3)))
    assert (report.ran, report.skipped) == (["a.some"], [Skipped("a.some", "no-regulation", 2)])
    assert report.valid is True, "the profile does not require it"


def test_a_check_that_could_be_applied_to_none_did_not_run(tmp_path, one_check):
    one_check(Check("a.none", (RULE,), lambda record, findings: findings.skip("no-regulation")))
    report = validate(write_json(tmp_path / "a.json", cards(2)))
    assert (report.ran, report.skipped) == ([], [Skipped("a.none", "no-regulation")])


def test_a_required_check_that_did_not_run_leaves_the_question_open():
    report = Report("x", required=frozenset({"a.some"}), skipped=[Skipped("a.some", "no-regulation", 1)])
    assert (report.valid, report.incomplete, report.fails()) == (None, True, True)
    harmless = Report("x", required=frozenset({"a.some"}), skipped=[Skipped("a.some", "not-applicable")])
    assert (harmless.valid, harmless.incomplete, harmless.fails()) == (True, False, False)


def test_beyond_a_number_findings_are_counted_and_not_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(collecting, "MOST_PER_RULE", 3)
    report = validate(write_lines(tmp_path / "a.jsonl", cards(9, faulty=range(1, 9))))
    assert found(report) == [(RULE, 1), (RULE, 2), (RULE, 3)]
    assert report.omitted == {RULE: 5}
    assert report.counts["error"] == 8 and report.by_rule == {RULE: 8}
    assert report.pupils.keys() == {1, 2, 3}


def test_what_reading_finds_is_told_with_its_record(tmp_path):
    odd = [card(0), {**card(1), "nick": "Tí"}]
    for write in (write_json, write_lines):
        report = validate(write(tmp_path / f"a.{write.__name__}", odd))
        assert {pupil for _, pupil in found(report)} == {1}


def test_a_workbook_is_checked_pupil_by_pupil_with_its_cells():
    report = validate("fixtures/vnpt/class-summary/messy.xlsx")
    (wrong,) = [one for one in report.findings if one.notice.rule == RULE]
    place = wrong.notice.where.where()
    assert place["sheet"] and place["cell"] and wrong.pupil is not None
    by_reading = [one for one in report.findings if one.notice.rule == "leading-zero-lost"]
    assert by_reading and all(one.pupil is not None for one in by_reading)


def test_files_of_several_kinds_are_put_together(tmp_path):
    first = write_json(tmp_path / "a.json", [card(0)])
    second = write_lines(tmp_path / "b.jsonl", [card(0)])
    alone = validate([first, second])
    assert alone.records == 2 and "pupil-in-two-records" in alone.by_rule
    mixed = validate([first, "fixtures/vnpt/class-summary/khoi_12_hk2.xls", second])
    assert mixed.records == 13 and "pupil-in-two-records" not in mixed.by_rule
    assert "structure.schema" in mixed.ran, "the JSON files among them are held against the schema"


def test_a_document_is_checked_without_a_file():
    student = Student(full_name="Nguyễn Thị Mẫu", identifiers={"personal_id": SHORT_ID})
    document = Document(report_cards=(ReportCard(student=student, years=(YearRecord(school_year="2023-2024"),)),))
    report = validate_document(document)
    assert report.by_rule[RULE] == 1
    assert report.notices[0].where.where()["pointer"].startswith("/report_cards/0/student")


def test_choosing_a_pupil_checks_that_one_alone(tmp_path):
    path = write_lines(tmp_path / "a.jsonl", cards(4, faulty=[1, 2]))
    report = validate(path, students=["2300000002"])
    assert (report.records, report.by_rule) == (1, {RULE: 1})


def test_severities_are_ordered_and_a_level_fails(tmp_path):
    path = write_json(tmp_path / "a.json", cards(1, faulty=[0]))
    for word, fails_on_error, fails_on_warning in (("warning", False, True), ("info", False, False)):
        profile = write_profile(tmp_path / "p.toml", f'[rules.{RULE}]\nseverity = "{word}"\n')
        report = validate(path, profile=profile)
        assert report.notices[0].severity is Severity[word.upper()]
        assert (report.fails("error"), report.fails("warning")) == (fails_on_error, fails_on_warning)
