"""Quirks of rows: who is a pupil, what is a footer, and that nothing between them vanishes."""

from __future__ import annotations

import pytest
from school_sheets import (
    BOOK,
    SMAS,
    SUMMARY,
    leaves,
    names,
    places,
    pupil,
    read_bytes,
    read_rows,
    rules,
    summary,
    summary_footer,
    summary_header,
    summary_titles,
    workbook,
)

ONE = pupil(1, 2300000001, "Nguyễn Văn Á")
TWO = pupil(2, 2300000002, "Vũ Ô", 10, 6, "CĐ", "Đạt", "Khá", 0, 0, 0)


@pytest.mark.parametrize(
    "name",
    [
        "Trương Văn Á",
        "Phạm Hiếu Trường",
        "Nguyễn Thu Trường",
        "Lê Đạt",
        "Hồ Tên",
        "Tống Cộng",
        "Y",
        "Vũ Ô",
        "H'Bia",
        "Truong Hieu Truong",
        "Đinh Giám Đốc",
    ],
)
@pytest.mark.parametrize("code", [2300000001, None])
def test_quirk_25_no_name_is_taken_for_a_footer(name: str, code: int | None) -> None:
    reading = read_rows(summary(pupil(1, code, name), TWO))
    assert names(reading) == [name, "Vũ Ô"]
    assert not reading.ledger.unrecognised


def test_quirk_22_footers_are_structure_with_the_names_of_the_signers() -> None:
    reading = read_rows(summary(ONE, TWO))
    assert names(reading) == ["Nguyễn Văn Á", "Vũ Ô"]
    assert rules(reading) == [] and not reading.document


def test_quirk_22_an_error_in_a_footer_is_structure_and_in_a_row_an_error() -> None:
    footer = [list(row) for row in summary_footer()]
    footer[5][10] = ("=1/0", "#DIV/0!")
    footer[6][9] = ("=SUM(A1:A2)", "")
    reading = read_rows([*summary_titles(), *summary_header(), ONE, TWO, *footer])
    assert rules(reading) == []
    broken = pupil(2, 2300000002, "Vũ Ô", ("=1/0", "#DIV/0!"), ("=(8+9)/2", 8.5), "Đ")
    reading = read_rows(summary(ONE, broken))
    assert places(reading, "error-value") == ["'10t'!F9"]
    assert leaves(reading.fragments[1])["subjects/ngu_van/periods/term2/result"] == "8.5"


def test_quirk_22_a_running_number_without_a_cached_value_is_structure() -> None:
    reading = read_rows(summary([("=ROW()", "#N/A"), *ONE[1:]], TWO))
    assert names(reading) == ["Nguyễn Văn Á", "Vũ Ô"] and rules(reading) == []


def test_quirk_22_a_remark_under_the_table_is_kept_even_beside_the_signatures() -> None:
    remarks = [
        "Em Vũ Ô được miễn GDTC theo xác nhận của bệnh viện",
        "Ghi chú: em Á chuyển lớp ngày 12/3",
        "Học sinh Vũ Ô: kỷ luật khiển trách",
    ]
    footer = [list(row) for row in summary_footer()]
    footer += [[None, None, remark] for remark in remarks]
    reading = read_rows([*summary_titles(), *summary_header(), ONE, TWO, *footer])
    assert [fact.value.value for fact in reading.document] == remarks
    assert rules(reading) == ["text-outside-table"] * 3


def test_quirk_22_a_number_above_the_table_is_kept() -> None:
    reading = read_rows([[36000701], *summary(ONE)])
    assert [fact.value.value for fact in reading.document] == ["36000701"]


def test_quirk_23_a_header_that_repeats_goes_on_with_the_same_class() -> None:
    rows = [*summary_titles(), *summary_header(), ONE, *summary_header(), TWO, *summary_footer()]
    reading = read_rows(rows)
    assert names(reading) == ["Nguyễn Văn Á", "Vũ Ô"]
    assert {leaves(fragment)["class_name"] for fragment in reading.fragments} == {"10T"}
    assert rules(reading) == []


def test_quirk_23_a_header_under_a_new_title_begins_the_next_class() -> None:
    three = pupil(1, 2300000003, "Lê A")
    reading = read_rows([*summary(ONE, TWO), [], *summary(three, class_name="10U")])
    assert [leaves(fragment)["class_name"] for fragment in reading.fragments] == ["10T", "10T", "10U"]
    assert rules(reading) == [] and not reading.document


@pytest.mark.parametrize(
    "title", ["KẾT QUẢ HỌC TẬP LỚP 10U", "TỔNG HỢP LỚP 10U - HỌC KỲ 2", "THỐNG KÊ ĐIỂM - LỚP 10U", "Lớp: 10U"]
)
def test_quirk_23_a_title_that_begins_as_footers_do_still_begins_the_next_class(title: str) -> None:
    signers = [[None, None, "GVCN lớp 10T", *[None] * 5, "Hiệu trưởng"], [None, None, "Trương Thị Mẫu"]]
    rows = [*summary_titles(), *summary_header(), ONE, *signers, [], [title], *summary_header(), TWO]
    reading = read_rows(rows)
    assert [leaves(fragment)["class_name"] for fragment in reading.fragments] == ["10T", "10U"]
    assert rules(reading) == []


def test_quirk_23_the_next_class_of_smas_stands_six_rows_above_its_header() -> None:
    def block(class_name: str, code: str) -> list[list[object]]:
        titles = [[f"BẢNG KẾT QUẢ ĐÁNH GIÁ MÔN TOÁN - LỚP {class_name}"], ["Học kỳ I - Năm học 2023 - 2024"]]
        header = ["STT", "Mã học sinh", "Họ và tên", "ĐĐG GK", "ĐĐG CK", "TBM HKI"]
        return [*titles, [], [], [], [], header, [1, code, "Lê A", 5, 6, 7]]

    reading = read_rows([*block("10T", "2300000001"), [], *block("10U", "2300000002")], SMAS, sheet="Bang diem")
    assert [leaves(fragment)["class_name"] for fragment in reading.fragments] == ["10T", "10U"]


def test_quirk_23_a_second_table_takes_what_it_does_not_say_from_the_first() -> None:
    rows = [*summary(ONE, TWO), [], ["STT", "Họ và tên", "Toán"], [1, "Lê A", 5]]
    found = leaves(read_rows(rows).fragments[2])
    assert (found["class_name"], found["school_year"]) == ("10T", "2023-2024")
    assert found["subjects/toan/periods/term2/result"] == "5"
    assert found["school/name"] == "Trường THPT Ví Dụ"


def test_quirk_23_legends_sums_and_averages_are_no_pupils() -> None:
    extra = [
        ["Tổng cộng", 2],
        [None, None, None, "Điểm trung bình", None, 9.1, 6.8],
        ["Chú thích: P - nghỉ có phép; K - nghỉ không phép"],
    ]
    reading = read_rows([*summary_titles(), *summary_header(), ONE, TWO, *extra])
    assert names(reading) == ["Nguyễn Văn Á", "Vũ Ô"]


def test_quirk_24_a_pupil_without_a_running_number_is_one() -> None:
    rows = summary(pupil(None, 2300000001, "Nguyễn Văn Á"), pupil(None, None, "Vũ Ô"), TWO)
    assert names(read_rows(rows)) == ["Nguyễn Văn Á", "Vũ Ô", "Vũ Ô"]


def test_quirk_24_a_pupil_with_a_name_and_marks_alone_is_one() -> None:
    reading = read_rows(summary(ONE, pupil(None, None, "Vũ Ô", born=None), pupil(3, 2300000003, "Lê A")))
    assert names(reading) == ["Nguyễn Văn Á", "Vũ Ô", "Lê A"]
    assert leaves(reading.fragments[1])["summaries/term2/learning_result"] == "kha"


def test_quirk_24_a_pupil_without_a_name_keeps_the_code() -> None:
    reading = read_rows(summary(pupil(1, 2300000001, None), TWO))
    assert leaves(reading.fragments[0])["student/identifiers/pupil_code"] == "2300000001"


@pytest.mark.parametrize(
    "row",
    [pupil(None, 2300000003, "Đạt", born=None), ["*", 2300000003, None, "Lê A"], [None, 2300000003, None, "Lê A"]],
)
def test_quirk_24_a_code_and_a_name_make_a_pupil_even_under_the_footer(row: list[object]) -> None:
    reading = read_rows([*summary(ONE, TWO), row])
    assert names(reading) == ["Nguyễn Văn Á", "Vũ Ô", row[3]]
    assert not reading.document


def test_quirk_24_marks_that_belong_to_nobody_are_an_error() -> None:
    reading = read_rows(summary(ONE, pupil(2, None, None, born=None)))
    assert names(reading) == ["Nguyễn Văn Á"]
    assert places(reading, "row-key-missing") == ["'10t'!D9"]
    assert {rule for _, rule in reading.ledger.rejected} == {"row-key-missing"}
    assert len(reading.ledger.rejected) == 8


def test_quirk_24_lines_left_for_pupils_are_structure() -> None:
    reading = read_rows([*summary_titles(), *summary_header(), ONE, [2], [3], *summary_footer()])
    assert names(reading) == ["Nguyễn Văn Á"] and rules(reading) == []


def test_quirk_24_running_numbers_may_restart_and_rows_may_be_blank() -> None:
    rows = [
        *summary_titles(),
        *summary_header(),
        ONE,
        [],
        [],
        pupil(1, 2300000002, "Vũ Ô"),
        *summary_footer(),
    ]
    assert names(read_rows(rows)) == ["Nguyễn Văn Á", "Vũ Ô"]


def test_quirk_25_a_name_in_two_cells() -> None:
    header, under = (list(row) for row in summary_header())
    header.insert(4, None)
    under.insert(4, None)
    row = [1, 2300000001, None, "Nguyễn Thị", "Ý", "05/03/2008", 8, 9, "Đ"]
    reading = read_rows([*summary_titles(), header, under, row])
    assert names(reading) == ["Nguyễn Thị Ý"]
    assert {item.rule for item in reading.ledger.data if item.place.cell in ("D8", "E8")} == {"name-joined"}


def test_quirk_30_hidden_rows_columns_and_sheets_are_read_and_said() -> None:
    from fixtures.make.sheets import Sheet, to_xlsx

    grid = Sheet("10t", hidden_rows={7}, hidden_columns={5})
    for number, row in enumerate(summary(ONE, TWO)):
        grid.put_row(number, list(row))
    secret = Sheet("ẩn", hidden=True)
    secret.put(0, 0, "Mã")
    reading = read_bytes(to_xlsx([grid, secret]))
    assert names(reading) == ["Nguyễn Văn Á", "Vũ Ô"]
    assert places(reading, "hidden-row-read") == ["'10t'!8:8"]
    assert places(reading, "hidden-column-read") == ["'10t'!F7"]
    assert places(reading, "hidden-sheet-read") == ["'ẩn'"]


def test_a_gradebook_that_mixes_classes_gives_each_row_its_own() -> None:
    header = ["STT", "Tên lớp", "Mã học sinh", "Họ và tên", "TX1", "ĐĐGgk", "ĐĐGck", "TBmhk1"]
    rows = [
        ["BẢNG ĐIỂM CHI TIẾT - MÔN HĐTN - HỌC KỲ I"],
        ["Năm học 2023 - 2024"],
        header,
        [1, "10T", 2300000001, "Vũ Ô", "Đ", "Đ", "Đ", "Đ"],
        [2, "12.6", 2300000002, "Lê A", "Đ", "Đ", "Đ", "Đ"],
        [3, "Lớp 9A", 2300000003, "Lê B", "Đ", "Đ", "Đ", "CĐ"],
    ]
    found = [leaves(fragment) for fragment in read_rows(rows, BOOK, sheet="HĐTN").fragments]
    wanted = ("class_name", "grade", "regulation")
    assert [tuple(row[name] for name in wanted) for row in found] == [
        ("10T", "10", "tt22-2021"),
        ("12.6", "12", "tt26-2020"),
        ("9A", "9", "tt26-2020"),
    ]
    assert found[0]["subjects/hdtn_hn/subject"] == "hdtn_hn"


def test_the_account_holds_for_a_sheet_of_oddities() -> None:
    rows = [
        ["???", 5, ("=1/0", "#N/A")],
        *summary(ONE, pupil(2, "x", "Lê A", 85, "7,,5", "T", "?", "", -1, "a", "b")),
        ["lạc", 1],
        *summary_header(),
        [None, None, None, None, None, 9],
        [1],
        ["²", "³", None, None, None, "①", "٣", "½"],
        *summary_footer(),
    ]
    reading = read_bytes(workbook({"10t": rows, "trống": [], "khác": [["a", 1]]}), SUMMARY)
    ledger = reading.ledger
    assert ledger.total == ledger.structural + len(ledger.data) + len(ledger.unrecognised) + len(ledger.rejected)
    assert names(reading) == ["Nguyễn Văn Á", "Lê A"]
