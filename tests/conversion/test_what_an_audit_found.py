"""Each of these was wrong once, and found by converting files that nobody had tuned the program for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from school_sheets import pupil, summary, summary_header, summary_titles, workbook

from hocba_interop import convert, detect, read
from hocba_interop.conversion.by_hand import left_to_enter
from hocba_interop.conversion.convert import Conversion, ConvertOptions
from hocba_interop.conversion.inputs import NoSuchInput
from hocba_interop.ledger import Disposition
from hocba_interop.model import Extension

ONE = pupil(1, 2300000001, "Nguyễn Văn Á")
TWO = pupil(2, 2300000002, "Vũ Ô")


def _book(path: Path, rows: list[list[object]] | None = None, sheet: str = "10t") -> Path:
    path.write_bytes(workbook({sheet: rows or summary(ONE, TWO)}))
    return path


def _rules(done: Conversion) -> list[str]:
    return [notice.rule for notice in done.receipt.notices]


def test_json_lines_of_several_cards_are_known_again(tmp_path: Path) -> None:
    lines, back = tmp_path / "a.jsonl", tmp_path / "b.json"
    convert([_book(tmp_path / "a.xlsx")], "hocba-jsonl", lines)
    assert detect([lines])[0].dialect == "canonical:jsonl"
    convert([lines], "hocba-json", back)
    assert len(json.loads(back.read_text("utf-8"))["report_cards"]) == 2


@pytest.mark.parametrize("target", ["hocba-json", "hocba-jsonl", "hocba-xml", "hocba-xlsx"])
def test_what_belongs_to_the_document_is_carried_once(tmp_path: Path, target: str) -> None:
    card = {"student": {"full_name": "Vũ Ô"}, "years": []}
    extensions = [{"label": "Ghi chú cuối trang", "value": "…", "where": {"source": 0, "sheet": "4A", "cell": "B60"}}]
    source = tmp_path / "a.json"
    whole = {"format": "hocba-json", "version": "1", "report_cards": [card], "extensions": extensions}
    source.write_text(json.dumps(whole), "utf-8")
    done = convert([source], target, tmp_path / f"b{Path(target).suffix or '.out'}", ConvertOptions())
    assert read(done.files[0], source_format=target).document.extensions == (Extension(**extensions[0]),)


def test_a_third_foreign_language_is_carried_under_its_own_label(tmp_path: Path) -> None:
    header, under = summary_header()
    rows = [*summary_titles()]
    rows += [[*header, "Tiếng Anh", "Tiếng Pháp", "Tiếng Nhật"], [*under, "(HS 1)", "(HS 1)", "(HS 1)"]]
    rows += [[*ONE, None, 7.5, 8.5, 9.5]]
    for target, name in (("hocba-json", "a.json"), ("viettel:subject-book", "b.xlsx"), ("vnpt", "c.xlsx")):
        done = convert([_book(tmp_path / "a.xlsx", rows)], target, tmp_path / name)
        assert done.receipt.read_back == "equal"
    marks = {
        record.subject: record.periods["term2"].result
        for record in read(tmp_path / "a.json").document.report_cards[0].years[0].subjects
        if record.language
    }
    assert {subject: mark.value for subject, mark in marks.items() if mark} == {
        "ngoai_ngu_1": "7.5",
        "ngoai_ngu_2": "8.5",
        "khac": "9.5",
    }


def test_no_term_is_chosen_where_titles_contradict_each_other(tmp_path: Path) -> None:
    rows = summary(ONE)
    rows[1] = [None if value is None else str(value).replace("Học kỳ 2", "Học kỳ 1") for value in rows[1]]
    done = convert([_book(tmp_path / "a.xlsx", rows)], "hocba-json", tmp_path / "b.json", ConvertOptions(partial=True))
    assert "title-contradiction" in _rules(done)
    assert done.receipt.items[Disposition.REJECTED] > 0
    assert not read(tmp_path / "b.json").document.report_cards


def test_a_class_of_another_grade_is_refused(tmp_path: Path) -> None:
    source, out = _book(tmp_path / "a.xlsx"), tmp_path / "b.xlsx"
    done = convert([source], "viettel", out, ConvertOptions(target_class="11A9"))
    assert "target-class-of-other-grade" in _rules(done)
    assert not out.exists()
    assert convert([source], "viettel", out, ConvertOptions(target_class="10A9")).receipt.read_back == "equal"


def test_a_wrong_mark_is_rejected_also_where_the_output_is_withheld(tmp_path: Path) -> None:
    source = tmp_path / "a.json"
    subject = {"subject": "toan", "periods": {"term1": {"result": {"scale": "score10", "value": "10.5"}}}}
    year = {"school_year": "2023-2024", "subjects": [subject]}
    card = {"student": {"full_name": "Vũ Ô"}, "years": [year]}
    source.write_text(json.dumps({"format": "hocba-json", "version": "1", "report_cards": [card]}), "utf-8")
    done = convert([source], "hocba-xml", tmp_path / "b.xml")
    assert done.receipt.read_back == "not_written"
    assert {loss.field for loss in done.receipt.losses} == {"subjects.toan.result"}
    assert read(source).document.report_cards[0].years[0].subjects[0].periods["term1"].result is not None


def test_rejected_cells_name_their_field(tmp_path: Path) -> None:
    done = convert(
        [_book(tmp_path / "a.xlsx", summary(pupil(1, 2300000001, "Vũ Ô", 85)))], "hocba-json", tmp_path / "b"
    )
    assert [(loss.field, loss.period, loss.reason) for loss in done.receipt.losses] == [
        ("subjects.toan.result", "term2", "score-without-separator")
    ]


def test_duplicates_do_not_also_blame_the_selection(tmp_path: Path) -> None:
    source = _book(tmp_path / "a.xlsx", summary(ONE, [2, *ONE[1:]]))
    done = convert([source], "hocba-json", tmp_path / "b.json")
    assert "duplicate-pupil" in _rules(done)
    assert "nothing-selected" not in _rules(done)


def test_nothing_is_no_input() -> None:
    with pytest.raises(NoSuchInput):
        read([])


def test_one_name_is_one_input(tmp_path: Path) -> None:
    assert [found.dialect for found in detect(str(_book(tmp_path / "a.xlsx")))] == ["vnpt:class-summary"]


def test_a_replaced_class_is_not_left_to_be_typed(tmp_path: Path) -> None:
    source = tmp_path / "a.json"
    year = {
        "school_year": "2023-2024",
        "grade": 10,
        "class_name": "10T",
        "subjects": [{"subject": "toan", "periods": {"term1": {"result": {"scale": "score10", "value": "8.5"}}}}],
    }
    card = {"student": {"full_name": "Vũ Ô", "identifiers": {"pupil_code": "2300000001"}}, "years": [year]}
    source.write_text(json.dumps({"format": "hocba-json", "version": "1", "report_cards": [card]}), "utf-8")
    done = convert([source], "smas", tmp_path / "b.xlsx", ConvertOptions(target_class="10A9"))
    assert ("class_name", "replaced-by-option") in {(loss.field, loss.reason) for loss in done.receipt.losses}
    assert "class_name" not in {left.field for left in left_to_enter(done)}


def test_what_a_chosen_pupil_has_nothing_to_do_with_is_not_said(tmp_path: Path) -> None:
    book = tmp_path / "a.xlsx"
    header, under = summary_header()
    odd = [*summary_titles("10U"), [*header, "Môn lạ"], [*under, "(HS 1)"], [*TWO, None, 7]]
    book.write_bytes(workbook({"10t": summary(ONE), "10u": odd}))
    assert "unknown-subject" in _rules(convert([book], "hocba-json", tmp_path / "b.json"))
    one = convert([book], "hocba-json", tmp_path / "c.json", ConvertOptions(students=("2300000001",)))
    assert "unknown-subject" not in _rules(one)


def test_a_mark_that_was_not_entered_is_said_and_never_zero(tmp_path: Path) -> None:
    source = _book(tmp_path / "a.xlsx", summary(ONE, pupil(2, 2300000002, "Vũ Ô", None, 7.5)))
    done = convert([source], "hocba-json", tmp_path / "b.json")
    said = [notice for notice in done.receipt.notices if notice.rule == "mark-not-entered"]
    assert [str(notice.where) for notice in said] == ["'10t'!F9", "'10t'!H9"]
    subjects = read(tmp_path / "b.json").document.report_cards[1].years[0].subjects
    assert [(s.subject, s.enrolment, dict(s.periods)) for s in subjects if s.subject == "toan"] == [("toan", None, {})]
