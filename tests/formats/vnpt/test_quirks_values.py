"""Quirks of values, each in the kind of column where it occurs."""

from __future__ import annotations

import datetime
import unicodedata

import pytest
from school_sheets import (
    BOOK,
    IDENTITY,
    LIST,
    PRIMARY,
    SUMMARY,
    leaves,
    pupil,
    read_rows,
    rules,
    summary,
    summary_titles,
)

from hocba_interop.adapters.contract import Reading

PASSED, FAILED = "dat", "chua_dat"


def with_mark(value: object, caption: str = "Toán", marker: str = "(HS 1)") -> Reading:
    """A class summary of one pupil with one cell under a subject."""
    rows = [*summary_titles(), [*IDENTITY, caption], [None] * 5 + [marker]]
    return read_rows([*rows, pupil(1, 2300000001, "Vũ Ô", value)], SUMMARY)


def mark_in(value: object, caption: str = "Toán", marker: str = "(HS 1)") -> str | None:
    return leaves(with_mark(value, caption, marker).fragments[0]).get(
        f"subjects/{SUBJECTS[caption]}/periods/term2/result"
    )


SUBJECTS = {"Toán": "toan", "GDTC": "gdtc"}


def rejected(reading: Reading) -> list[str]:
    """The rule of what was rejected; each one is an error notice at the same place."""
    assert [(place, rule) for place, rule in reading.ledger.rejected] == [
        (notice.where, notice.rule) for notice in reading.notices if str(notice.severity) == "error"
    ]
    return [rule for _, rule in reading.ledger.rejected]


def test_quirk_11_exempt_and_nothing_and_not_entered() -> None:
    exempt = leaves(with_mark("Miễn").fragments[0])
    assert exempt["subjects/toan/periods/term2/enrolment"] == "exempt_or_not_enrolled"
    assert "subjects/toan/periods/term2/result" not in exempt
    for value in ("-", "—", None):
        reading = with_mark(value)
        found = leaves(reading.fragments[0])
        assert "subjects/toan/enrolment" not in found and "subjects/toan/periods/term2/result" not in found
        assert rejected(reading) == []


@pytest.mark.parametrize(
    ("value", "score"),
    [
        (8.2, "8.2"),
        (10, "10"),
        (0, "0"),
        ("8.7", "8.7"),
        ("8,7", "8.7"),
        ("10,0", "10.0"),
        (" 8,5 ", "8.5"),
        ("8\u00a0", "8"),
    ],
)
def test_quirk_15_decimals_of_every_writing(value: object, score: str) -> None:
    assert mark_in(value) == score


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        (85, "score-without-separator"),
        ("85", "score-without-separator"),
        (11, "score-without-separator"),
        (100, "score-out-of-range"),
        (10.5, "score-out-of-range"),
        (-1, "score-out-of-range"),
        ("-1", "score-out-of-range"),
        ("7,,5", "score-unreadable"),
        ("7.5.1", "score-unreadable"),
        ("8,", "score-unreadable"),
        ("+8", "score-unreadable"),
        (8.55, "score-too-precise"),
        ("8,55", "score-too-precise"),
        (datetime.date(2024, 5, 8), "cell-became-date"),
        ("tám", "mark-unreadable"),
        ("v", "mark-unreadable"),
        ("T", "mark-unreadable"),
        ("８", "score-unreadable"),
        ("1e1", "mark-unreadable"),
    ],
)
def test_quirk_15_what_is_no_score_is_never_repaired(value: object, rule: str) -> None:
    reading = with_mark(value)
    assert rejected(reading) == [rule]
    assert "subjects/toan/enrolment" not in leaves(reading.fragments[0])


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("Đ", PASSED),
        ("Ð", PASSED),
        ("đ", PASSED),
        ("Đạt", PASSED),
        ("CĐ", FAILED),
        ("CÐ", FAILED),
        ("Chưa đạt", FAILED),
    ],
)
def test_quirk_12_a_letter_under_a_comment_subject(value: str, word: str) -> None:
    assert mark_in(value, "GDTC", "(N.xét)") == word
    assert mark_in(unicodedata.normalize("NFD", value), "GDTC", "(N.xét)") == word


def test_quirk_12_one_letter_on_four_scales() -> None:
    rows = [
        ["BẢNG TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ CUỐI NĂM"],
        ["Lớp 4A - Năm học 2024-2025"],
        ["STT", "Mã VNEDU", "Họ tên", "Ngày sinh", "Toán", "Tự chủ và tự học", "Yêu nước"],
        [None] * 4 + ["Mức đạt được"],
        [1, 2136050013, "Đỗ Thị Ỷ", "14/11/2015", "T", "T", "Đ"],
        [2, 2136050014, "Vũ Ô", "14/11/2015", "C", "C", "CĐ"],
        [3, 2136050015, "Lê A", "14/11/2015", "HTT", "Đ", "T"],
    ]
    reading = read_rows(rows, PRIMARY, sheet="4A")
    found = [leaves(fragment) for fragment in reading.fragments]
    assert [row["subjects/toan/periods/year/level"] for row in found] == [
        "hoan_thanh_tot",
        "chua_hoan_thanh",
        "hoan_thanh_tot",
    ]
    assert [row["traits/tu_chu_va_tu_hoc/periods/year/level"] for row in found] == [
        "tot",
        "can_co_gang",
        "dat",
    ]
    assert [row.get("traits/yeu_nuoc/periods/year/level") for row in found] == ["dat", None, "tot"]
    assert rejected(reading) == ["level-unknown"]  # CĐ is of another scale


def test_quirk_12_a_mark_on_the_other_scale_is_carried_with_a_word() -> None:
    reading = with_mark("Đ")
    assert leaves(reading.fragments[0])["subjects/toan/periods/term2/result"] == PASSED
    assert rules(reading) == ["mark-on-other-scale"]


@pytest.mark.parametrize("tick", ["x", "X", "1", 1, "✓", "✔", "ü", "þ", "\uf0fc"])
def test_quirk_14_ticks(tick: object) -> None:
    rows = [["Lớp 4A - Cả năm - Năm học 2024-2025"], [*IDENTITY, "Toán", "Hoàn thành tốt", "Hoàn thành"]]
    reading = read_rows([*rows, pupil(1, 2136050013, "Vũ Ô", "T", None, tick)], SUMMARY, sheet="4a")
    assert leaves(reading.fragments[0])["summaries/year/education_result"] == "hoan_thanh"


def test_quirk_14_what_is_no_tick_is_an_error() -> None:
    rows = [["Lớp 4A - Cả năm - Năm học 2024-2025"], [*IDENTITY, "Toán", "Hoàn thành tốt"]]
    reading = read_rows([*rows, pupil(1, 2136050013, "Vũ Ô", "T", "không")], SUMMARY, sheet="4a")
    assert rejected(reading) == ["tick-unknown"]


@pytest.mark.parametrize(
    ("value", "code", "rule"),
    [
        (2300000001, "2300000001", None),
        ("0239000017", "0239000017", None),
        (239000017, "239000017", "leading-zero-lost"),
        ("HS2300000001", "HS2300000001", None),
        ("2,3E+09", None, "code-rounded"),
    ],
)
def test_quirk_16_codes_lose_no_digit_in_silence(value: object, code: str | None, rule: str | None) -> None:
    reading = read_rows(summary(pupil(1, value, "Vũ Ô")))
    assert leaves(reading.fragments[0]).get("student/identifiers/pupil_code") == code
    assert rules(reading) == ([rule] if rule else [])


def test_quirk_16_a_personal_id_of_eleven_digits_is_said_as_text_and_as_number() -> None:
    for value, rule in (("36208990037", "personal-id-length"), (36208990037, "leading-zero-lost")):
        row = list(pupil(1, 2300000001, "Vũ Ô"))
        row[2] = value
        reading = read_rows(summary(row))
        assert leaves(reading.fragments[0])["student/identifiers/personal_id"] == "36208990037"
        assert rules(reading) == [rule]


def test_quirk_17_every_identifier_has_its_own_scheme() -> None:
    captions = [
        "STT",
        "StudentID",
        "Mã học sinh",
        "Mã VEMIS",
        "Mã MOET",
        "Số đăng bộ",
        "Căn cước",
        "Họ và tên",
        "Nơi sinh",
    ]
    row = [1, "SID1", "2300000001", "VM1", "0239000017", "001/2023", "036208990037", "Vũ Ô", "Nam Định"]
    found = leaves(read_rows([["DANH SÁCH HỌC SINH LỚP 10T"], captions, row], LIST).fragments[0])
    assert {path.rpartition("/")[2]: v for path, v in found.items() if "identifiers" in path} == {
        "smas_student_id": "SID1",
        "pupil_code": "2300000001",
        "vemis": "VM1",
        "moet": "0239000017",
        "register_number": "001/2023",
        "personal_id": "036208990037",
    }


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("05/03/2008", "2008-03-05"),
        ("5/3/2008", "2008-03-05"),
        ("05-03-2008", "2008-03-05"),
        ("05.03.2008", "2008-03-05"),
        ("2008-03-05", "2008-03-05"),
        ("05/03/2008 00:00:00", "2008-03-05"),
        (39512, "2008-03-05"),
        (datetime.date(2008, 3, 5), "2008-03-05"),
        ("03/2008", "2008-03"),
        ("2008", "2008"),
        (2008, "2008"),
    ],
)
def test_quirk_18_dates_of_three_precisions(value: object, date: str) -> None:
    reading = read_rows(summary(pupil(1, 2300000001, "Vũ Ô", born=value)))
    assert leaves(reading.fragments[0])["student/birth_date"] == date


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("31/02/2008", "date-impossible"),
        ("05/03/08", "date-two-digit-year"),
        ("03/25/2008", "date-month-first"),
        ("05/03/0208", "date-impossible"),
        ("13/2008", "date-impossible"),
        ("hôm qua", "date-unreadable"),
        (99999999, "date-unreadable"),
    ],
)
def test_quirk_18_what_is_no_date_is_never_guessed(value: object, rule: str) -> None:
    reading = read_rows(summary(pupil(1, 2300000001, "Vũ Ô", born=value)))
    assert rejected(reading) == [rule]
    assert "student/birth_date" not in leaves(reading.fragments[0])


@pytest.mark.parametrize(("term", "counted"), [("1", "term_start"), ("2", "year_start")])
def test_quirk_21_absences_say_from_when_they_count(term: str, counted: str) -> None:
    nothing = pupil(2, 2300000002, "Lê A", 8, 7, "Đ", "Khá", "Tốt")
    found = [leaves(f) for f in read_rows(summary(pupil(1, 2300000001, "Vũ Ô"), nothing, term=term)).fragments]
    assert found[0][f"summaries/term{term}/absences/counted_from"] == counted
    assert not any("absences" in path for path in found[1])


def test_quirk_21_absences_count_even_where_the_column_of_the_excused_is_gone() -> None:
    header = [*IDENTITY, "Toán", "Kết quả học tập", "Buổi nghỉ", None]
    under = [None] * 5 + ["(HS 1)", "(Học kỳ 2)", "K", "Tổng"]
    row = pupil(1, 2300000001, "Vũ Ô", 8, "Tốt", 2, 3)
    found = leaves(read_rows([*summary_titles(), header, under, row]).fragments[0])
    assert found["summaries/term2/absences/counted_from"] == "year_start"


def test_quirk_21_a_result_of_term_two_is_none_of_the_year() -> None:
    found = leaves(read_rows(summary(pupil(1, 2300000001, "Vũ Ô"))).fragments[0])
    assert not any("/year/" in path for path in found)


def test_a_remark_of_a_term_is_a_note_and_that_of_the_year_the_promotion() -> None:
    rows = {"2": "summaries/term2/note", "CN": "decisions/promotion_text"}
    for term, path in rows.items():
        title = "CẢ NĂM" if term == "CN" else "HỌC KỲ 2"
        titles = [["Lớp 10T"], [f"KẾT QUẢ {title}, NĂM HỌC 2023 - 2024"]]
        header = [*IDENTITY, "Toán", "Kết quả học tập", "GHI CHÚ"]
        found = leaves(
            read_rows([*titles, header, pupil(1, 23, "Vũ Ô", 8, "Tốt", "Được lên lớp")], SUMMARY).fragments[0]
        )
        assert found[path] == "Được lên lớp"


def test_quirk_30_text_comes_out_as_plain_nfc() -> None:
    typed = "\u200b " + unicodedata.normalize("NFD", "Ðặng") + "\u00a0 Thị  Ý\u00ad"
    reading = read_rows(summary(pupil(1, 2300000001, typed)))
    assert leaves(reading.fragments[0])["student/full_name"] == "Đặng Thị Ý"


def test_quirk_30_text_that_was_encoded_twice_is_carried_and_said() -> None:
    row = [*pupil(1, 2300000001, "Vũ Ô"), "Äá»£t 2"]
    reading = read_rows(summary(row))
    assert leaves(reading.fragments[0])["summaries/term2/note"] == "Äá»£t 2"
    assert rules(reading) == ["double-encoded-text"]


def test_quirk_30_line_ends_of_a_comment_stay() -> None:
    rows = [
        ["BẢNG ĐIỂM CHI TIẾT - MÔN TOÁN - HỌC KỲ I"],
        ["Lớp 10T - Năm học 2023 - 2024"],
        ["STT", "Mã học sinh", "Họ và tên", "ĐĐGgk", "Nhận xét"],
        [1, 2300000001, "Vũ Ô", 8, "Chăm  chỉ.\r\nCần cố gắng. "],
    ]
    found = leaves(read_rows(rows, BOOK, sheet="Toán").fragments[0])
    assert found["subjects/toan/periods/term1/comment"] == "Chăm chỉ.\nCần cố gắng."
