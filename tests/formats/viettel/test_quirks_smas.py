"""The variants of SMAS's gradebook: located by captions, never by position."""

from __future__ import annotations

import pytest
from school_sheets import SMAS, leaves, names, places, read_bytes, read_fixture, read_rows, rules, workbook

from hocba_interop.adapters import registry
from hocba_interop.adapters.source import Source

TITLES = [
    [],
    [],
    ["BỘ GIÁO DỤC VÀ ĐÀO TẠO"],
    ["Trường THPT Ví Dụ"],
    [],
    ["BẢNG KẾT QUẢ ĐÁNH GIÁ MÔN TOÁN - LỚP 10T"],
    ["Học kỳ I - Năm học 2023 - 2024"],
    *[[]] * 4,
]
HEADER = [
    [
        "STT",
        "Mã học sinh",
        "Họ và tên",
        None,
        "ĐĐG TX",
        None,
        None,
        None,
        "ĐĐG GK",
        "ĐĐG CK",
        "TBM HKI",
        "Nhận xét HKI",
    ],
    [None] * 4 + [1, 2, 3, 4],
]
ROW = [1, "2300000001", "Vũ Ô", None, 8, 7, 9, None, 8, 9, 8.3, "Tốt"]
MARKS = {
    "regular/0": "8",
    "regular/1": "7",
    "regular/2": "9",
    "midterm": "8",
    "final": "9",
    "result": "8.3",
    "comment": "Tốt",
}
PREFIX = "subjects/toan/periods/term1/"


def marks(reading) -> dict[str, str]:
    found = leaves(reading.fragments[0])
    return {path.removeprefix(PREFIX): value for path, value in found.items() if path.startswith(PREFIX)}


def test_quirk_05_merges_may_be_there_or_lost() -> None:
    merges = [(11, c, 12, c) for c in (0, 1, 8, 9, 10, 11)] + [(11, 2, 12, 3), (11, 4, 11, 7), (13, 2, 13, 3)]
    rows = [*TITLES, *HEADER, ROW]
    for chosen in (merges, []):
        reading = read_bytes(workbook({"Bang diem": rows}, {"Bang diem": chosen}))
        assert marks(reading) == MARKS
        assert names(reading) == ["Vũ Ô"] and not reading.ledger.unrecognised and rules(reading) == []


def test_quirk_10_student_id_name_in_d_and_marks_directly_after_it() -> None:
    header = [
        "STT",
        "StudentID",
        "Mã học sinh",
        "Họ và tên",
        "ĐĐG TX",
        None,
        None,
        "ĐĐG GK",
        "ĐĐG CK",
        "TBM HKI",
        "Nhận xét HKI",
    ]
    rows = [
        *TITLES,
        header,
        [None] * 4 + [1, 2, 3],
        [1, "SID7", "HS2300000001", "Vũ Ô", 8, 7, 9, 8, 9, 8.3, "Tốt"],
    ]
    reading = read_rows(rows, SMAS)
    assert marks(reading) == MARKS
    assert leaves(reading.fragments[0])["student/identifiers/smas_student_id"] == "SID7"
    assert leaves(reading.fragments[0])["student/identifiers/pupil_code"] == "HS2300000001"


def test_quirk_15_comma_decimals_and_two_digits() -> None:
    row = [1, "2300000001", "Vũ Ô", None, "8,5", "85", 85, None, "8,0", 10, 9, None]
    reading = read_rows([*TITLES, *HEADER, row], SMAS)
    assert marks(reading) == {"regular/0": "8.5", "midterm": "8.0", "final": "10", "result": "9"}
    assert places(reading, "score-without-separator") == ["'10t'!F14", "'10t'!G14"]


def test_quirk_19_the_class_may_stand_in_a_line_of_its_own() -> None:
    titles = [
        ["BẢNG ĐIỂM MÔN TOÁN"],
        ["HK I - Năm học 2023-2024"],
        ["Lớp: 10T"],
        ["Trường: Trường THPT Ví Dụ"],
    ]
    found = leaves(read_rows([*titles, *HEADER, ROW], SMAS, sheet="Bang diem").fragments[0])
    assert (found["class_name"], found["school/name"]) == ("10T", "Trường THPT Ví Dụ")


@pytest.mark.parametrize(
    ("tab", "subject", "class_name"),
    [
        ("Toán 10T", "toan", "10T"),
        ("HĐTN-HN 10A1", "hdtn_hn", "10A1"),
        ("Tin học 12.6", "tin_hoc", "12.6"),
        ("Toán 10T HKI", "toan", "10T"),
    ],
)
def test_quirk_20_subject_and_class_on_the_tab(tab: str, subject: str, class_name: str) -> None:
    rows = [["Học kỳ I - Năm học 2023 - 2024"], *HEADER, ROW]
    found = leaves(read_rows(rows, SMAS, sheet=tab).fragments[0])
    assert found["class_name"] == class_name
    assert found[f"subjects/{subject}/periods/term1/result"] == "8.3"


def test_a_sheet_whose_subject_nobody_names_is_an_error_and_no_mark_gets_one() -> None:
    reading = read_rows([["Học kỳ I - Năm học 2023 - 2024"], *HEADER, ROW], SMAS, sheet="Bang diem")
    assert rules(reading) == ["subject-unknown-for-sheet"]
    assert not reading.fragments and {rule for _, rule in reading.ledger.rejected} == {"subject-unknown-for-sheet"}


def test_quirk_08_a_space_in_the_captions_tells_the_vendors_apart() -> None:
    theirs = [[text.replace("ĐĐG ", "ĐĐG").replace("TBM HKI", "ĐTBmhkI") if text else text for text in HEADER[0]]]
    for header, dialect in ((HEADER, SMAS), ([[*theirs[0]], HEADER[1]], "vnpt:subject-book")):
        rows = [["MÔN TOÁN - LỚP 10T"], ["Học kỳ I - Năm học 2023 - 2024"], *header, ROW]
        claims = registry.detect(Source("a.xlsx", workbook({"Toán": rows})))
        assert claims[0][0].full_name == dialect, [(c[0].full_name, c[1].confidence) for c in claims]


def test_quirk_26_a_hidden_technical_column_is_read_and_said() -> None:
    reading = read_fixture("viettel/subject-book/student_id_hidden.xlsx")
    assert places(reading, "hidden-column-read") == ["'Toán 10T'!B13"]
    assert leaves(reading.fragments[0])["student/identifiers/smas_student_id"].startswith("7001002")


@pytest.mark.parametrize("caption", ["Nhận xét cả năm", "Nhận xét HKII"])
def test_a_comment_of_another_period_is_kept_there(caption: str) -> None:
    header = [[*HEADER[0], caption], HEADER[1]]
    found = leaves(read_rows([*TITLES, *header, [*ROW, "Tiến bộ"]], SMAS).fragments[0])
    period = "year" if "năm" in caption else "term2"
    assert found[f"subjects/toan/periods/{period}/comment"] == "Tiến bộ"
