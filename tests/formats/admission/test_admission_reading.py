"""Admission records: what each row says of its own year, and what becomes of rows that say it oddly."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from school_sheets import FIXTURES, leaves, places, read_bytes, rules, workbook

from hocba_interop import read
from hocba_interop.adapters import registry
from hocba_interop.adapters.contract import Reading
from hocba_interop.adapters.source import Source
from hocba_interop.conversion.library import ReadResult
from hocba_interop.model import Extension, Mark
from hocba_interop.model.flat import Leaf, Path, flatten

RECORD = "admission:record"
CLEAN = FIXTURES / "admission/record/ho_so_xet_tuyen.xlsx"
PROPERTY_NAMES = FIXTURES / "admission/record/property_names.xls"
RESAVED = FIXTURES / "admission/record/resaved.xlsx"
IDENTITY = ["STT", "Số định danh cá nhân", "Họ và tên", "Ngày sinh", "Giới tính", "Lớp"]
PUPIL = ["036306990001", "Nguyễn Thị Á", "05/03/2008", "Nữ"]


def book(captions: list[Any], *rows: list[Any], above: list[list[Any]] | None = None) -> Reading:
    """One sheet with one header row (identity, then these captions) and a row a grade: the grade, then cells."""
    table = [[number, *PUPIL, *cells] for number, cells in enumerate(rows, 1)]
    return read_bytes(workbook({"Sheet1": [*(above or []), [*IDENTITY, *captions], *table]}), RECORD)


def cards(result: ReadResult) -> dict[str, dict[Path, Leaf]]:
    """The leaves of each card by personal id."""
    found = (flatten(card) for card in result.document.report_cards)
    return {str(flat["student", "identifiers", "personal_id"]): flat for flat in found}


def stated(flat: dict[Path, Leaf]) -> dict[Path, object]:
    """What the cells state of a card, scores by number; captions, places and the programme set aside."""
    return {
        path: (leaf.scale, leaf.number or leaf.value) if isinstance(leaf, Mark) else leaf
        for path, leaf in flat.items()
        if path[-1] not in ("source_label", "programme", "class_name") and not isinstance(leaf, Extension)
    }


def test_each_row_is_a_year_of_its_grade() -> None:
    result = read(CLEAN)
    assert [dialect.full_name for dialect in result.body.dialects] == [RECORD]
    years = [[(year.school_year, year.grade) for year in card.years] for card in result.document.report_cards]
    assert years == [[(None, 10), (None, 11), (None, 12)]] * 7


def test_every_cell_of_the_rows_is_read_once() -> None:
    sheet = openpyxl.load_workbook(CLEAN).worksheets[0]
    cells = Counter(
        str(Decimal(str(cell.value))) if isinstance(cell.value, int | float) else cell.value
        for row in sheet.iter_rows(min_row=4, min_col=9)  # behind the average of the year, which stands there twice
        for cell in row
        if cell.value is not None
    )
    words = {"tot": "Tốt", "kha": "Khá", "dat": "Đạt", "chua_dat": "Chưa đạt"}
    words |= {"gioi": "Giỏi", "trung_binh": "Trung bình", "yeu": "Yếu", "kem": "Kém"}
    words |= {"tieng_anh": "Tiếng Anh", "tieng_phap": "Tiếng Pháp"}
    found: Counter[str] = Counter()
    for flat in cards(read(CLEAN)).values():
        for path, leaf in flat.items():
            if isinstance(leaf, Mark) or path[-1] == "language":
                value = leaf.value if isinstance(leaf, Mark) else str(leaf)
                found[words.get(value, value)] += 1
    assert found == cells and sum(cells.values()) > 700


def test_the_circular_of_a_row_is_told_by_the_columns_that_are_filled() -> None:
    by_pupil = cards(read(CLEAN))
    scales: dict[str, list[str | None]] = {}
    for code, flat in by_pupil.items():
        years = sorted({path[1] for path in flat if path[0] == "years"})
        marks = [flat["years", year, "summaries", "year", "learning_result"] for year in years]
        regulations = [flat.get(("years", year, "regulation")) for year in years]
        assert [getattr(mark, "scale", None) == "result4" for mark in marks] == [r == "tt22-2021" for r in regulations]
        scales[code] = [getattr(mark, "scale", None) for mark in marks]
    assert ["learning5", "result4", "result4"] in scales.values()
    # of the old one nobody can say whether it was already changed by Thông tư 26: the school year would tell
    old = [flat for flat in by_pupil.values() if ("years", "?10", "summaries", "year", "average") in flat]
    assert old and not any(("years", "?10", "regulation") in flat for flat in old)


def test_property_names_in_one_row_any_order_and_text_scores_say_the_same() -> None:
    clean, other = cards(read(CLEAN)), cards(read(PROPERTY_NAMES))
    assert other and {code: stated(flat) for code, flat in other.items()} == {
        code: stated(flat) for code, flat in clean.items() if code in other
    }
    programmes = {leaf for flat in other.values() for path, leaf in flat.items() if path[-1] == "programme"}
    assert programmes == {"gdpt-2006", "gdpt-2018"}


def test_lost_merges_titles_and_other_spellings_say_the_same() -> None:
    clean, result = cards(read(CLEAN)), read(RESAVED)
    other = cards(result)
    for code, flat in other.items():
        added = stated(flat).items() - stated(clean[code]).items()
        assert not stated(clean[code]).items() - stated(flat).items()
        assert all(path[3] == "song_ngu" for path, _ in added)
    found = [notice.rule for notice in result.notices]
    assert found.count("title-not-of-rows") == 2 and "hidden-row-read" in found
    assert not any(path[2:3] in (("school",), ("school_year",)) for flat in other.values() for path in flat)
    assert {flat["years", "?12", "class_name"] for flat in other.values()} == {"12A1"}


@pytest.mark.parametrize("text", ["Lớp 11", "Khối 11", "11", 11])
def test_the_grade_may_be_written_in_words(text: object) -> None:
    reading = book(["ToanHKI", "ToanCN"], [text, 8, 9])
    assert {fact.path[1] for fact in reading.fragments[0].facts if fact.path[0] == "years"} == {"?11"}
    assert leaves(reading.fragments[0])["grade"] == "11"


@pytest.mark.parametrize(
    ("text", "rule"), [(None, "row-key-missing"), (13, "grade-unreadable"), ("A", "grade-unreadable")]
)
def test_a_row_without_a_grade_is_of_no_year(text: object, rule: str) -> None:
    reading = book(["ToanHKI", "ToanCN"], [text, 8, 9], [12, 7, 7])
    assert rules(reading) == [rule] and places(reading, rule) == ["'Sheet1'!F2"]
    assert len(reading.fragments) == 1
    assert {r for _, r in reading.ledger.rejected} == {rule}


def test_both_averages_of_a_year_are_one_datum() -> None:
    captions = ["DiemTrungBinhNam", "DiemTongKetCN", "ToanHKI", "VanHKI"]
    assert leaves(book(captions, [10, 8.1, None, 8, 8]).fragments[0])["summaries/year/average"] == "8.1"
    result = read(FIXTURES / "admission/bad/contradictions.xlsx")
    conflicts = [notice for notice in result.notices if notice.rule == "conflict"]
    assert [(str(n.where), str(n.also)) for n in conflicts] == [
        ("'Hồ sơ xét tuyển'!K4", "'Hồ sơ xét tuyển'!H4"),
        ("'Hồ sơ xét tuyển'!R5", "'Hồ sơ xét tuyển'!L5"),  # both circulars in one term of one grade
    ]
    flat = flatten(result.document.report_cards[0])
    assert ("years", "?10", "summaries", "year", "average") not in flat
    assert ("years", "?11", "summaries", "term1", "learning_result") not in flat


def test_one_grade_twice_is_one_year_and_two_marks_are_a_conflict() -> None:
    result = read(FIXTURES / "admission/bad/row_twice.xlsx")
    found = {notice.rule: (str(notice.where), str(notice.also)) for notice in result.notices if notice.also}
    sheet = "'Hồ sơ xét tuyển'"
    assert found == {
        "row-of-grade-twice": (f"{sheet}!10:10", f"{sheet}!4:4"),
        "conflict": (f"{sheet}!X10", f"{sheet}!X4"),
    }
    flat = flatten(result.document.report_cards[0])
    assert ("years", "?10", "subjects", "toan", "periods", "term1", "result") not in flat
    assert ("years", "?10", "subjects", "toan", "periods", "term2", "result") in flat


def test_a_language_without_marks_enrols_nobody() -> None:
    captions = ["NgoaiNguHKI", "NgoaiNguCN", "MonNgoaiNgu", "ToanHKI", "ToanCN"]
    found = leaves(book(captions, [10, None, None, "Tiếng Pháp", 8, 9]).fragments[0])
    assert found["subjects/ngoai_ngu_1/language"] == "tieng_phap"
    assert found["subjects/ngoai_ngu_1/subject"] == "ngoai_ngu_1"
    assert "subjects/ngoai_ngu_1/enrolment" not in found
    assert found["subjects/toan/enrolment"] == "enrolled"


def test_subjects_without_a_mark_are_none_of_the_pupil() -> None:
    found = leaves(book(["ToanHKI", "ToanCN", "VanHKI", "VanCN"], [10, 8, 9, None, None]).fragments[0])
    assert not [path for path in found if path.startswith("subjects/ngu_van")]


@pytest.mark.parametrize(
    ("caption", "value", "rule"),
    [("ChuongTrinhHoc", 2, "code-without-list"), ("MonNgoaiNgu", "Tiếng Sao Hỏa", "language-unknown")],
)
def test_what_no_list_explains_is_kept_and_said_once(caption: str, value: object, rule: str) -> None:
    reading = book([caption, "ToanHKI", "ToanCN"], [10, value, 8, 9], [11, value, 8, 9])
    assert places(reading, rule) == ["'Sheet1'!G2"]
    kept = [item.value for f in reading.fragments for item in f.facts if isinstance(item.value, Extension)]
    assert [(extension.label, extension.value) for extension in kept] == [(caption, str(value))] * 2
    assert len(reading.ledger.unrecognised) == 2


def test_mien_in_all_periods_is_said_of_the_subject() -> None:
    flat = next(iter(cards(read(RESAVED)).values()))
    song_ngu = {path[4:]: leaf for path, leaf in flat.items() if path[3:4] == ("song_ngu",)}
    assert song_ngu["enrolment",] == "exempt_or_not_enrolled" and not any(path[0] == "periods" for path in song_ngu)


def test_rows_without_a_code_are_not_joined_by_name() -> None:
    rows = [[number, None, "Nguyễn Thị Á", "05/03/2008", "Nữ", grade, 8, 9] for number, grade in ((1, 10), (2, 11))]
    source = Source("a.xlsx", workbook({"Sheet1": [[*IDENTITY, "ToanHKI", "ToanCN"], *rows]}))
    result = read(source, source_format=RECORD)
    assert [notice.rule for notice in result.notices] == ["row-without-personal-id"] * 2
    assert len(result.document.report_cards) == 2


@pytest.mark.parametrize("fixture", [CLEAN, PROPERTY_NAMES, RESAVED], ids=lambda file: file.name)
def test_no_other_dialect_comes_near(fixture: Any) -> None:
    claims = registry.detect(Source(fixture.name, fixture.read_bytes()))
    assert claims[0][0].full_name == RECORD
    assert len(claims) == 1 or claims[0][1].confidence - claims[1][1].confidence > 0.1


@pytest.mark.parametrize(
    "path",
    [
        file.relative_to(FIXTURES).as_posix()
        for folder in ("vnpt", "viettel")
        for file in sorted((FIXTURES / folder).rglob("*.xls*"))
        if file.suffix in (".xls", ".xlsx")
    ],
)
def test_no_sheet_of_a_vendor_is_taken_for_an_admission_record(path: str) -> None:
    dialect = registry.find_dialect(RECORD)
    assert dialect.detect(Source(path, (FIXTURES / path).read_bytes())) is None


def test_a_subject_whose_name_ends_like_a_period_is_that_subject() -> None:
    found = leaves(book(["CNCNHKI", "CNCNCN", "ToanHK1", "Toán cả năm"], [10, 7, 8, 6, 9]).fragments[0])
    assert found["subjects/cong_nghe_cong_nghiep/periods/term1/result"] == "7"
    assert found["subjects/cong_nghe_cong_nghiep/periods/year/result"] == "8"
    assert found["subjects/toan/periods/term1/result"] == "6"
    assert found["subjects/toan/periods/year/result"] == "9"


def test_a_period_below_a_caption_says_when_in_other_sheets_too() -> None:
    header: list[list[Any]] = [
        ["STT", "Mã học sinh", "Họ và tên", "Toán", None, None, "Học lực", None],
        [None, None, None, "HKI", "HKII", "Cả năm", "HKI", "CN"],
    ]
    title = ["BẢNG TỔNG HỢP KẾT QUẢ GIÁO DỤC CẢ NĂM, NĂM HỌC 2021 - 2022 - Lớp 12A1"]
    table = [[title[0]], *header, [1, 2336000013, "Nguyễn Thị Á", 7, 8, 7.7, "Khá", "Giỏi"]]
    found = leaves(read_bytes(workbook({"12a1": table}), "vnpt:class-summary").fragments[0])
    assert [found[f"subjects/toan/periods/{period}/result"] for period in ("term1", "term2", "year")] == [
        "7",
        "8",
        "7.7",
    ]
    assert found["summaries/term1/learning_result"] == "kha" and found["summaries/year/learning_result"] == "gioi"
