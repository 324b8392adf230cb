"""Admission records as we write them: 79 columns under three rows, a row a grade, nothing that was not recorded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from school_sheets import FIXTURES

from hocba_interop import ConvertOptions, convert, read, write
from hocba_interop.conversion.convert import Conversion
from hocba_interop.model import Document, Mark, ReportCard, Student, SubjectPeriod, SubjectRecord, Summary, YearRecord
from hocba_interop.model.flat import flatten

RECORD = "admission:record"
CLEAN = FIXTURES / "admission/record/ho_so_xet_tuyen.xlsx"
TERMS = [FIXTURES / f"vnpt/class-summary/so_diem_tong_ket_khoi_khoi_10_hk{term}.xls" for term in (1, 2)]
IMPORTED = (
    # first column and what public code reads there
    (1, "STT"),
    (2, "Số định danh cá nhân"),
    (3, "Họ và tên"),
    (4, "Ngày sinh"),
    (5, "Giới tính"),
    (6, "Lớp"),
    (7, "Chương trình học"),
    (8, "Điểm trung bình năm"),
    (9, "Điểm tổng kết"),
    (12, "Học lực"),
    (15, "Hạnh kiểm"),
    (18, "Kết quả học tập"),
    (21, "Kết quả rèn luyện"),
    (24, "Toán"),
    (27, "Ngữ văn"),
    (30, "Vật lí"),
    (33, "Hóa học"),
    (36, "Sinh học"),
    (39, "Lịch sử"),
    (42, "Địa lí"),
    (45, "GDCD"),
    (48, "GDKT&PL"),
    (51, "Tin học"),
    (54, "Công nghệ công nghiệp"),
    (57, "Công nghệ nông nghiệp"),
    (60, "Ngoại ngữ"),
    (63, "Môn ngoại ngữ"),
    (64, "Tự chọn song ngữ"),
    (67, "GDQP&AN"),
    (70, "Tiếng dân tộc"),
    (73, "Ngoại ngữ 2"),
    (76, "Môn ngoại ngữ 2"),
    (77, "Toán (Pháp)"),
)


def score(value: str) -> Mark:
    return Mark(scale="score10", value=value)


def subject(key: str, language: str | None = None, **results: str) -> SubjectRecord:
    """A subject with a score for each period."""
    periods = {period: SubjectPeriod(result=score(value)) for period, value in results.items()}
    return SubjectRecord(subject=key, language=language, periods=periods)


def year(school_year: str | None, grade: int | None, *subjects: SubjectRecord, **fields: Any) -> YearRecord:
    return YearRecord(school_year=school_year, grade=grade, subjects=subjects or (subject("toan", year="8"),), **fields)


def card(*years: YearRecord, **student: Any) -> ReportCard:
    told = {"full_name": "Nguyễn Thị Á", "identifiers": {"personal_id": "036306990001"}, **student}
    return ReportCard(student=Student(**told), years=years)


def written(path: Path, *cards: ReportCard) -> tuple[Conversion, dict[int, dict[int, Any]]]:
    """The conversion and the rows of the file: values by column."""
    done = write(Document(report_cards=cards), RECORD, path)
    return done, dict(rows(path)) if done.files else {}


def rows(path: Path) -> Iterator[tuple[int, dict[int, Any]]]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    for number, line in enumerate(sheet.iter_rows(min_row=4), 4):
        yield number, {cell.column: cell.value for cell in line if cell.value is not None}


def rules(done: Conversion) -> list[str]:
    return [notice.rule for notice in done.receipt.notices]


def lost(done: Conversion) -> dict[str, str]:
    """The lost fields with their reasons, members of lists set aside."""
    return {loss.field: loss.reason for loss in done.receipt.losses}


def test_the_columns_stand_where_importers_read_them(tmp_path: Path) -> None:
    convert([CLEAN], RECORD, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    merged = {cell: area for area in sheet.merged_cells.ranges for row in area.cells for cell in [row]}

    def text(row: int, column: int) -> str:
        area = merged.get((row, column))
        return sheet.cell(area.min_row, area.min_col).value if area else sheet.cell(row, column).value

    assert sheet.max_column == 79
    for column, caption in IMPORTED:
        assert text(2, column) == caption
    triples = [first for first, _ in IMPORTED if first >= 9 and first not in (63, 76)]
    for first in triples:
        assert [text(3, first + offset) for offset in range(3)] == ["HKI", "HKII", "Cả năm"]
        assert text(2, first) == text(2, first + 2)


def test_a_year_becomes_the_row_of_its_grade(tmp_path: Path) -> None:
    years = (year("2023-2024", 11), year("2022-2023", 10), year("2024-2025", 12))
    done, found = written(tmp_path / "a.xlsx", card(*years))
    assert done.receipt.read_back == "equal"
    assert [line[6] for line in found.values()] == [10, 11, 12]
    assert {line[2] for line in found.values()} == {"036306990001"}
    assert lost(done) == {"school_year": "target-has-no-field"}


def test_the_circulars_stay_in_their_own_columns(tmp_path: Path) -> None:
    old = Summary(
        learning_result=Mark(scale="learning5", value="kha"),
        conduct_result=Mark(scale="conduct4", value="kha"),
        average=score("7.1"),
    )
    new = Summary(learning_result=Mark(scale="result4", value="kha"), conduct_result=Mark(scale="result4", value="kha"))
    years = (year("2021-2022", 10, summaries={"year": old}), year("2023-2024", 11, summaries={"year": new}))
    _, found = written(tmp_path / "a.xlsx", card(*years))
    results = [{column: value for column, value in line.items() if 7 <= column <= 23} for line in found.values()]
    assert results == [{11: 7.1, 14: "Khá", 17: "Khá"}, {20: "Khá", 23: "Khá"}]


def test_of_a_repeated_grade_the_later_year_is_written_and_the_other_named(tmp_path: Path) -> None:
    first, again = year("2022-2023", 10, subject("toan", year="4")), year("2023-2024", 10, subject("toan", year="6"))
    done, found = written(tmp_path / "a.xlsx", card(first, again))
    assert [line[26] for line in found.values()] == [6]
    assert "grade-repeated" in rules(done)
    reasons = {(loss.field, loss.reason) for loss in done.receipt.losses}
    assert ("subjects.toan.result", "year-not-in-target") in reasons


@pytest.mark.parametrize("grade", [9, None])
def test_years_of_no_row_are_named(grade: int | None, tmp_path: Path) -> None:
    other = year("2021-2022", grade, subject("toan", year="9"))
    done, found = written(tmp_path / "a.xlsx", card(other, year("2022-2023", 10)))
    assert len(found) == 1 and "grade-not-in-target" in rules(done)
    assert lost(done)["subjects.toan.result"] == "year-not-in-target"


def test_a_card_of_other_grades_only_writes_no_file(tmp_path: Path) -> None:
    done, _ = written(tmp_path / "a.xlsx", card(year("2021-2022", 9)))
    assert not done.files and "nothing-for-target" in rules(done)
    assert not (tmp_path / "a.xlsx").exists()


def test_technology_without_its_strand_goes_into_neither_column(tmp_path: Path) -> None:
    plain, strand = subject("cong_nghe", year="9"), subject("cong_nghe_nong_nghiep", year="7")
    done, found = written(tmp_path / "a.xlsx", card(year("2023-2024", 10, plain)), card(year("2023-2024", 10, strand)))
    assert [{c: v for c, v in line.items() if c in range(54, 60)} for line in found.values()] == [{59: 7}]
    assert "technology-without-strand" in rules(done)
    assert lost(done)["subjects.cong_nghe.result"] == "target-has-no-field"


def test_the_language_stands_behind_its_marks(tmp_path: Path) -> None:
    languages = (subject("ngoai_ngu_1", "tieng_phap", year="8"), subject("ngoai_ngu_2", "tieng_anh", year="9"))
    _, found = written(tmp_path / "a.xlsx", card(year("2023-2024", 10, *languages)))
    assert [{c: v for c, v in line.items() if c >= 60} for line in found.values()] == [
        {62: 8, 63: "Tiếng Pháp", 75: 9, 76: "Tiếng Anh"}
    ]


def test_a_language_without_marks_is_carried_and_one_of_no_list_is_lost(tmp_path: Path) -> None:
    named = SubjectRecord(subject="ngoai_ngu_1", language="tieng_nga")
    odd = SubjectRecord(subject="ngoai_ngu_2", language="tieng_sao_hoa")
    done, found = written(tmp_path / "a.xlsx", card(year("2023-2024", 10, subject("toan", year="8"), named, odd)))
    assert [line.get(63) for line in found.values()] == ["Tiếng Nga"]
    assert lost(done)["subjects.ngoai_ngu_2.language"] == "target-cannot-hold-value"
    again = flatten(read(tmp_path / "a.xlsx").document.report_cards[0])
    assert ("years", "?10", "subjects", "ngoai_ngu_1", "enrolment") not in again


def test_mien_stands_in_the_periods_that_the_year_has(tmp_path: Path) -> None:
    exempt = SubjectRecord(subject="gdqp_an", enrolment="exempt_or_not_enrolled")
    _, found = written(tmp_path / "a.xlsx", card(year("2023-2024", 10, subject("toan", term1="8", year="8"), exempt)))
    assert [{c: v for c, v in line.items() if c in (67, 68, 69)} for line in found.values()] == [
        {67: "Miễn", 69: "Miễn"}
    ]


def test_one_average_is_written_once(tmp_path: Path) -> None:
    summary = {"year": Summary(average=score("8.1"))}
    _, found = written(tmp_path / "a.xlsx", card(year("2019-2020", 12, summaries=summary)))
    assert [(line.get(7), line.get(8), line.get(11)) for line in found.values()] == [(None, None, 8.1)]


def test_what_a_cell_cannot_hold_is_lost_by_name(tmp_path: Path) -> None:
    other = SubjectRecord(subject="ngu_van", periods={"year": SubjectPeriod(result=score("8"), midterm=score("7"))})
    done, found = written(tmp_path / "a.xlsx", card(year("2023-2024", 10, other, subject("gdtc", year="9"))))
    assert [{c: v for c, v in line.items() if c >= 24} for line in found.values()] == [{29: 8}]
    assert lost(done).keys() == {
        "school_year",
        "subjects.ngu_van.midterm",
        "subjects.gdtc.subject",
        "subjects.gdtc.result",
    }


def test_pupils_without_a_personal_id_are_counted(tmp_path: Path) -> None:
    done, found = written(tmp_path / "a.xlsx", card(year("2023-2024", 10), year("2024-2025", 11), identifiers={}))
    facts = [notice.facts for notice in done.receipt.notices if notice.rule == "pupils-without-personal-id"]
    assert facts == [{"count": 1}] and len(found) == 2


def test_a_pupil_whom_nothing_names_has_no_row(tmp_path: Path) -> None:
    done, _ = written(tmp_path / "a.xlsx", card(year("2023-2024", 10), full_name=None, identifiers={}))
    assert not done.files


def test_names_of_the_receiving_side_have_no_place_and_that_is_said(tmp_path: Path) -> None:
    options = ConvertOptions(target_class="10A9", target_school="Trường THPT Mới")
    done = convert(TERMS, RECORD, tmp_path / "a.xlsx", options)
    assert done.receipt.read_back == "equal" and "target-shows-no-names" in rules(done)
    assert "classes-become-one" not in rules(done)


def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    done, found = written(tmp_path / "b.xlsx", card(year("2023-2024", 10), full_name="=1+1"))
    assert done.receipt.read_back == "equal" and [line[3] for line in found.values()] == ["=1+1"]


def test_the_same_cards_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        convert([CLEAN], RECORD, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
