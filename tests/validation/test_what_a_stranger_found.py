"""Each of these was called valid once, or warned of wrongly, and found by a stranger."""

from __future__ import annotations

from pathlib import Path

import pytest

from hocba_interop import BadProfile, validate, validate_document
from hocba_interop.model import Document, HistoryEntry, Mark, ReportCard, Student, Summary, YearRecord

EMPTY = {
    "a.json": '{"format":"hocba-json","version":"1","report_cards":[]}',
    "a.jsonl": '{"format":"hocba-jsonl","version":"1"}\n',
}


@pytest.mark.parametrize("name", EMPTY)
def test_a_file_without_report_cards_is_not_valid(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(EMPTY[name], "utf-8")
    report = validate(path)
    assert (report.valid, report.incomplete, report.ran, report.fails()) == (None, True, [], True)
    assert {one.why for one in report.skipped} == {"no-records", "needs-today"}


def profile(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "rieng.toml"
    path.write_text(text, "utf-8")
    return path


OFF = '[rules.learning-result-differs]\nseverity = "off"\n[rules.learning-readings-differ]\nseverity = "off"\n'


def test_a_check_that_is_asked_for_and_switched_off_is_refused(tmp_path: Path) -> None:
    wanted = 'extends = "archive"\nrequired = ["arithmetic.learning"]\n'
    with pytest.raises(BadProfile):
        validate_document(Document(), profile=profile(tmp_path, wanted + OFF))


def test_an_empty_profile_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadProfile):
        validate_document(Document(), profile=profile(tmp_path, ""))


def year(**fields: object) -> YearRecord:
    return YearRecord(**{"school_year": "2024-2025", "grade": 12, "level": "continuing_upper", **fields})


def test_a_table_whose_text_was_not_read_is_not_called_checked(tmp_path: Path) -> None:
    result = Summary(learning_result=Mark(scale="result4", value="tot"))
    card = ReportCard(
        student=Student(full_name="Vũ Ô"), years=(year(regulation="tt43-2021", summaries={"year": result}),)
    )
    wanted = 'extends = "archive"\nrequired = ["arithmetic.learning"]\n'
    report = validate_document(Document(report_cards=(card,)), profile=profile(tmp_path, wanted))
    assert "text-not-read" in {one.why for one in report.skipped if one.check == "arithmetic.learning"}
    assert report.incomplete and report.valid is None


def test_two_parts_of_a_year_are_one_move_where_the_history_says_so() -> None:
    parts = (year(grade=10, level="upper_secondary"), year(grade=10, level="upper_secondary"))
    student = Student(full_name="Vũ Ô")
    moved = (HistoryEntry(school_year="2024-2025", arrived_on="2025-01-10", pupil_status="06"),)

    def rules(*history: HistoryEntry) -> set[str]:
        card = ReportCard(student=student, years=parts, history=history)
        return {notice.rule for notice in validate_document(Document(report_cards=(card,))).notices}

    assert "school-year-twice" in rules()
    assert "school-year-twice" not in rules(*moved)
