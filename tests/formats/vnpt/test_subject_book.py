"""vnEdu's gradebook (A4): the headers, identity columns, values and footers that public code meets in it."""

from __future__ import annotations

import pytest
from school_sheets import BOOK, FIXTURES, leaves, places, read_bytes, read_rows, rules, workbook

from hocba_interop import read
from hocba_interop.adapters.contract import Reading
from hocba_interop.conversion.assembly import assemble

TITLES = [["BẢNG ĐIỂM CHI TIẾT - MÔN TOÁN - HỌC KỲ I"], ["Lớp 6A - Năm học 2025 - 2026"], []]
PRIMARY_TITLES = [["BẢNG ĐIỂM CHI TIẾT - MÔN TOÁN"], ["Lớp 4A - Năm học 2024 - 2025"], []]
ROUNDS = ["GK1", "CK1", "GK2", "CK2", "CN"]


def data(reading: Reading, pupil: int = 0) -> dict[str, str]:
    """The marks of one pupil by period and field."""
    found = leaves(reading.fragments[pupil])
    return {path.partition("/periods/")[2]: value for path, value in found.items() if "/periods/" in path}


def primary(*cells: object, titles: list = PRIMARY_TITLES, merged: bool = True, number_row: bool = False) -> Reading:
    """A primary sheet: XL and KT under each round, one pupil."""
    groups = [caption for name in ROUNDS for caption in (name, None)]
    rows = [
        *titles,
        ["STT", "Mã học sinh", "Họ và tên", *groups],
        [None, None, None, *["XL", "KT"] * 5],
        *([list(range(1, 14))] if number_row else []),
        [1, "2136050013", "Đinh Xuân Khôi", *cells],
    ]
    top = len(titles)
    over = [(top, 3 + 2 * i, top, 4 + 2 * i) for i in range(5)] + [(top, c, top + 1, c) for c in range(3)]
    return read_bytes(workbook({"Toán": rows}, {"Toán": over} if merged else None))


FULL = ("H", 6, "T", "8,0", "H", 7, "T", 9, "T", 9)


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize("number_row", [True, False])
def test_the_rounds_of_primary_school_stand_over_level_and_test(merged: bool, number_row: bool) -> None:
    reading = primary(*FULL, merged=merged, number_row=number_row)
    assert not rules(reading)
    assert data(reading) == {
        "mid_term1/level": "hoan_thanh",
        "mid_term1/test": "6",
        "term1/level": "hoan_thanh_tot",
        "term1/test": "8.0",
        "mid_term2/level": "hoan_thanh",
        "mid_term2/test": "7",
        "year/level": "hoan_thanh_tot",
        "year/test": "9",
    }
    assert len([fact for fact in reading.fragments[0].facts if fact.item]) == 12


def test_the_last_round_and_the_year_that_agree_are_one_and_that_differ_are_a_conflict() -> None:
    assert not assemble(primary(*FULL).fragments).notices
    card = assemble(primary(*FULL[:8], "H", 9).fragments)
    (notice,) = card.notices
    assert notice.rule == "conflict" and notice.facts["field"] == "level"
    assert {str(notice.where), str(notice.also)} == {"'Toán'!J6", "'Toán'!L6"}


@pytest.mark.parametrize(("filled", "read"), [(("T", 9, None, None), "9"), ((None, None, "H", 8), "8")])
def test_the_year_may_stand_in_either_of_its_columns(filled: tuple, read: str) -> None:
    assert data(primary(*[None] * 6, *filled))["year/test"] == read


def test_a_sheet_of_rounds_needs_no_class_to_know_the_year() -> None:
    reading = primary(*FULL, titles=[["BẢNG ĐIỂM CHI TIẾT - MÔN TOÁN"], ["Năm học 2024 - 2025"], []])
    assert data(reading)["year/test"] == "9" and "term2/test" not in data(reading)


def test_rounds_in_one_row_of_captions() -> None:
    captions = [f"{what} {name}" for name in ROUNDS for what in ("XL", "KT")]
    rows = [
        *PRIMARY_TITLES,
        ["STT", "Mã học sinh", "Họ và tên", *captions],
        [1, "2136050013", "Đinh Xuân Khôi", *FULL],
    ]
    assert data(read_rows(rows, sheet="Toán")) == data(primary(*FULL))


@pytest.mark.parametrize("group", ["ĐĐGtx", "ĐĐGtx(1-5)", "ĐĐGtx (1 - 5)"])
@pytest.mark.parametrize("numbers", [[1, 2, 3, 4, 5], ["1", "2", "3", "4", "5"], ["TX1", "TX2", "TX3", "TX4", "TX5"]])
def test_five_regular_marks_under_one_caption_and_a_row_of_numbers(group: str, numbers: list) -> None:
    marks = ["8,5", 9, "7,0", None, 10, "8,3", 9, "8,6", None, None]
    rows = [
        *TITLES,
        ["STT", "Tên lớp", "Mã học sinh", "Mã định danh", "Họ và tên", None, "Ngày sinh", group]
        + [None] * 4
        + ["ĐĐGgk", "ĐĐGck", "TBHK1", "TBHK2", "TB CẢ NĂM", "Mã nhận xét", "Nội dung nhận xét"],
        [None] * 7 + numbers,
        list(range(1, 20)),
        [1, "6A", 2536000013, "0259000017", "Lê", "Á", "05/03/2014", *marks, "NX01", "Có tiến bộ"],
    ]
    reading = read_bytes(workbook({"Toán": rows}, {"Toán": [(3, 7, 3, 11), (3, 4, 4, 5)]}))
    assert not rules(reading)
    found = leaves(reading.fragments[0])
    assert found["student/full_name"] == "Lê Á" and found["student/identifiers/moet"] == "0259000017"
    assert data(reading) == {
        "term1/regular/0": "8.5",
        "term1/regular/1": "9",
        "term1/regular/2": "7.0",
        "term1/regular/4": "10",
        "term1/midterm": "8.3",
        "term1/final": "9",
        "term1/result": "8.6",
        "term1/comment_code": "NX01",
        "term1/comment": "Có tiến bộ",
    }


def test_means_of_both_terms_and_the_year_need_no_title_to_be_placed() -> None:
    rows = [
        ["MÔN TOÁN"],
        ["Lớp 6A - Năm học 2025 - 2026"],
        ["STT", "Mã học sinh", "Họ và tên", "TBHK1", "TBHK2", "TB CẢ NĂM"],
        [1, 2536000013, "Lê Á", "8,5", 9, "8,8"],
    ]
    reading = read_rows(rows, BOOK, sheet="Toán")
    assert not rules(reading)
    assert data(reading) == {"term1/result": "8.5", "term2/result": "9", "year/result": "8.8"}


def test_a_mark_without_a_period_of_its_own_still_asks_for_one() -> None:
    rows = [
        ["MÔN TOÁN"],
        ["Lớp 6A - Năm học 2025 - 2026"],
        ["STT", "Mã học sinh", "Họ và tên", "ĐĐGgk", "TBHK1", "TB CẢ NĂM"],
        [1, 2536000013, "Lê Á", 7, "8,5", "8,8"],
    ]
    reading = read_rows(rows, BOOK, sheet="Toán")
    assert rules(reading) == ["period-unknown"] and not reading.fragments


@pytest.mark.parametrize("value", ["G", "K", "TB", "HTT"])
def test_a_letter_that_a_column_of_scores_does_not_know_is_an_error_with_its_place(value: str) -> None:
    rows = [
        *TITLES,
        ["STT", "Mã học sinh", "Họ và tên", "ĐĐGgk", "ĐĐGck", "ĐTBmhk"],
        [1, 2536000013, "Lê Á", 7, 8, value],
    ]
    reading = read_rows(rows, BOOK, sheet="Toán")
    assert places(reading, "mark-unreadable") == ["'Toán'!F5"]
    assert data(reading) == {"term1/midterm": "7", "term1/final": "8"}


@pytest.mark.parametrize(
    "line",
    [
        ["Người lập"],
        ["Số lượng", 10],
        ["Tỉ lệ", None, "100%"],
        ["Tỷ lệ", None, "90,5%"],
        ["Thống kê"],
        ["Số học sinh", 12],
        ["Đạt", 12, 1],
        ["Chưa đạt", 0, 0],
    ],
)
def test_footer_rows_are_structure_and_a_short_name_above_them_is_a_pupil(line: list) -> None:
    rows = [
        *TITLES,
        ["STT", "Mã học sinh", "Họ và tên", "ĐĐGgk", "ĐĐGck", "ĐTBmhk"],
        [1, 2536000013, "Á", 7, 8, 7.5],
        [],
        [None, None, "Thống kê"],
        line,
    ]
    reading = read_rows(rows, BOOK, sheet="Toán")
    assert not rules(reading) and len(reading.fragments) == 1 and not reading.ledger.unrecognised


@pytest.mark.parametrize("name", ["template_toan_10t_hk2.xlsx", "template_toan_10t_hk2.xls", "template_formula.xlsx"])
def test_an_empty_template_has_the_pupils_of_the_class_and_no_marks(name: str) -> None:
    template = read(FIXTURES / "vnpt/subject-book" / name)
    whole = read(FIXTURES / "vnpt/class-summary/so_diem_tong_ket_khoi_khoi_10_hk2.xls")
    codes = {card.student.identifiers["pupil_code"] for card in template.document.report_cards}
    of_class = {
        card.student.identifiers["pupil_code"]
        for card in whole.document.report_cards
        if card.years[0].class_name == "10T"
    }
    assert codes == of_class and not template.notices
    assert not any(record.periods for card in template.document.report_cards for record in card.years[0].subjects)
