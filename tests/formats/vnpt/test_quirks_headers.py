"""Quirks of containers, titles and headers, on sheets made for one quirk each (numbers as in vendor-layouts.md)."""

from __future__ import annotations

import pytest
from school_sheets import (
    BOOK,
    IDENTITY,
    PRIMARY,
    RESULTS,
    SUMMARY,
    leaves,
    names,
    places,
    pupil,
    read_bytes,
    read_fixture,
    read_rows,
    rules,
    summary,
    summary_footer,
    summary_header,
    summary_titles,
    workbook,
)

from hocba_interop.adapters.contract import HeaderNotFound
from hocba_interop.conversion.assembly import assemble
from hocba_interop.ledger import Fragment

ONE = pupil(1, 2300000001, "Nguyễn Văn Á")
TWO = pupil(2, 2300000002, "Vũ Ô", 10, 6, "CĐ", "Đạt", "Khá", 0, 0, 0)
CLEAN = [leaves(fragment) for fragment in read_rows(summary(ONE, TWO)).fragments]
BOOK_TITLES = [["BẢNG ĐIỂM CHI TIẾT - MÔN TOÁN - HỌC KỲ I"], ["Lớp 10T - Năm học 2023 - 2024"]]


def same_as_clean(reading) -> bool:
    return [leaves(fragment) for fragment in reading.fragments] == CLEAN


def test_quirk_02_sheets_of_several_classes_and_a_guide_with_an_error_cell() -> None:
    guide = [["Hướng dẫn"], [("=1/0", "#DIV/0!")], [5]]
    data = workbook(
        {
            "Hướng dẫn": guide,
            "10t": summary(ONE),
            "10u": summary(pupil(1, 2300000009, "Lê A"), class_name="10U"),
        }
    )
    reading = read_bytes(data)
    assert [leaves(fragment)["class_name"] for fragment in reading.fragments] == ["10T", "10U"]
    assert [fact.value.value for fact in reading.document] == ["Hướng dẫn", "#DIV/0!", "5"]
    assert rules(reading) == ["sheet-without-table"]


def test_quirk_03_a_column_without_a_caption_is_kept_and_said() -> None:
    reading = read_rows(summary([*ONE, None, "Hộ nghèo"], TWO))
    assert places(reading, "unknown-column") == ["'10t'!O8"]
    assert leaves(reading.fragments[0])["extensions/0"] == "O: Hộ nghèo"


@pytest.mark.parametrize("blank", [0, 1, 4, 11])
def test_quirk_04_the_header_may_stand_on_any_row(blank: int) -> None:
    rows = [*[[]] * blank, *summary_header(), ONE, TWO, *summary_footer()]
    reading = read_rows(rows, school_year="2023-2024")
    without_school = [{path: value for path, value in leaf.items() if not path.startswith("school/")} for leaf in CLEAN]
    assert [{**leaves(fragment), "class_name": "10T"} for fragment in reading.fragments] == without_school


def test_quirk_04_a_term_that_nothing_names_is_asked_for_and_no_mark_gets_one() -> None:
    header = [[*IDENTITY, "Toán", "Văn"]]
    reading = read_rows([*header, pupil(1, 2300000001, "Vũ Ô", 8, 9)], SUMMARY)
    assert not reading.fragments and "period-unknown" in rules(reading)
    assert {rule for _, rule in reading.ledger.rejected} == {"period-unknown"}
    assert reading.ledger.structural == len(header[0]) + 1  # the header and STT
    given = read_rows([*header, pupil(1, 2300000001, "Vũ Ô", 8, 9)], SUMMARY, period="term2")
    assert leaves(given.fragments[0])["subjects/toan/periods/term2/result"] == "8"


def test_quirk_04_deleted_results_still_make_a_class_summary() -> None:
    rows = [
        *summary_titles(),
        [*IDENTITY, "Toán", "C.nghệ", "Tin", "GDTC"],
        [None] * 5 + ["(HS 1)"] * 3 + ["(N.xét)"],
    ]
    reading = read_rows([*rows, pupil(1, 2300000001, "Vũ Ô", 8, 9, 7, "Đ")], sheet="Sheet1")
    assert leaves(reading.fragments[0])["subjects/cong_nghe/periods/term2/result"] == "9"
    assert not reading.ledger.unrecognised


def test_quirk_05_lost_merges_in_two_header_rows() -> None:
    assert same_as_clean(read_rows(summary(ONE, TWO)))
    merged = [(5, column, 6, column) for column in range(5)] + [(5, 10, 5, 12)]
    merged_book = workbook({"10t": summary(ONE, TWO)}, {"10t": merged})
    assert same_as_clean(read_bytes(merged_book))


def test_quirk_05_lost_merges_in_four_header_rows() -> None:
    rows = [
        ["BẢNG TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ GIÁO DỤC CUỐI NĂM"],
        ["Năm học 2024 - 2025"],
        ["Lớp 4A"],
        [
            "STT",
            "Mã VNEDU",
            "Họ tên",
            None,
            "Ngày sinh",
            "Nữ",
            "Môn học và hoạt động giáo dục",
            *[None] * 4,
            "Năng lực",
        ],
        [None] * 6 + ["Toán", None, "Đạo đức", "Tin học", None, "Năng lực đặc thù", None, "Phẩm chất"],
        [],
        [None] * 6
        + [
            "Mức đạt được",
            "Điểm KTĐK",
            "Mức đạt được",
            "Mức đạt được",
            "Điểm KTĐK",
            "Tin học",
            "Khoa học",
            "Yêu nước",
        ],
        [1, 2136050013, "Đỗ Thị Ỷ", None, "14/11/2015", "x", "T", 9, "H", "H", 7, "Đ", "T", "C"],
    ]
    reading = read_rows(rows, PRIMARY, sheet="4A")
    found = leaves(reading.fragments[0])
    assert found["subjects/toan/periods/year/level"] == "hoan_thanh_tot"
    assert found["subjects/toan/periods/year/test"] == "9"
    assert found["subjects/tin_hoc/periods/year/level"] == "hoan_thanh"
    assert found["traits/tin_hoc/periods/year/level"] == "dat"
    assert found["traits/khoa_hoc/periods/year/level"] == "tot"
    assert found["traits/yeu_nuoc/periods/year/level"] == "can_co_gang"
    assert found["student/sex"] == "female"
    assert not reading.ledger.unrecognised


def test_quirk_06_one_caption_makes_no_header_and_the_nearest_row_is_named() -> None:
    titled = read_rows([["KẾT QUẢ HỌC TẬP"], ["Họ và tên"], *summary(ONE)])
    assert names(titled) == ["Nguyễn Văn Á"]
    with pytest.raises(HeaderNotFound) as missing:
        read_rows([["Tiết", "Thứ 2"], ["Họ và tên", "Thứ 3"]], SUMMARY)
    assert str(missing.value.nearest) == "'10t'!2:2"
    assert missing.value.matched == ("Họ và tên",)
    assert "Mã học sinh" in missing.value.wanted


def test_quirk_07_column_numbers_under_the_header_are_structure() -> None:
    rows = [*summary_titles(), *summary_header(), list(range(1, 15)), ONE, TWO]
    reading = read_rows(rows)
    assert same_as_clean(reading)
    assert len(reading.ledger.data) == len(read_rows(summary(ONE, TWO)).ledger.data)


@pytest.mark.parametrize("caption", ["Toán", "TOÁN"])
def test_quirk_07_two_columns_of_one_subject_must_agree(caption: str) -> None:
    header, under = (list(row) for row in summary_header())
    rows = [*summary_titles(), [*header, caption], [*under, "(HS 1)"], [*ONE, None, 3.5]]
    reading = read_rows(rows)
    card = assemble(reading.fragments)
    assert [(str(n.rule), str(n.where), str(n.also)) for n in card.notices] == [("conflict", "'10t'!O8", "'10t'!F8")]
    assert not any(path[-1] == "result" and path[3] == "toan" for path in card.flat)


@pytest.mark.parametrize(
    ("header", "marks"),
    [
        (["ĐĐGtx(1-4)", None, None, None, "ĐĐGgk", "ĐĐGck", "TBmhk1"], None),
        (["TX", "TX", "TX", "TX", "GK", "CK", "TBM"], None),
        (["TX1", "TX2", "TX3", "TX4", "ĐĐG giữa kì", "ĐĐG cuối kì", "ĐTBmhkI"], None),
        (["ĐĐG TX", None, None, None, "ĐĐG GK", "ĐĐG CK", "TBM HKI"], [1, 2, 3, 4]),
        (["ĐĐGtx", None, None, None, "ĐĐGgk", "ĐĐGck", "ĐTBmhk1"], ["TX1", "TX2", "TX3", "TX4"]),
        (["ĐĐGtx (1 - 4)", None, None, None, "ĐĐGgk", "ĐĐGck", "TBHK1"], ["1", "2", "3", "4"]),
    ],
)
@pytest.mark.parametrize("numbered", [False, True])
def test_quirk_08_spellings_of_the_mark_columns(header, marks, numbered: bool) -> None:
    rows = [*BOOK_TITLES, ["STT", "Mã học sinh", "Họ và tên", *header]]
    rows += [[None] * 3 + marks] if marks else []
    rows += [list(range(1, 11))] if numbered else []
    reading = read_rows([*rows, [1, 2300000001, "Vũ Ô", 7, 8, None, 10, 5, 6, "6,9"]], BOOK, sheet="Toán")
    found = {path.removeprefix("subjects/toan/periods/term1/"): v for path, v in leaves(reading.fragments[0]).items()}
    assert {path: found.get(path) for path in ("regular/0", "regular/1", "regular/2", "regular/3")} == {
        "regular/0": "7",
        "regular/1": "8",
        "regular/2": None,
        "regular/3": "10",
    }
    assert (found["midterm"], found["final"], found["result"]) == ("5", "6", "6.9")
    assert not reading.ledger.unrecognised


@pytest.mark.parametrize("caption", ["TX0", "TX99", "ĐĐGtx2024"])
def test_quirk_08_an_impossible_number_of_a_mark_is_no_place_for_it(caption: str) -> None:
    rows = [
        *BOOK_TITLES,
        ["STT", "Mã học sinh", "Họ và tên", caption, "ĐĐGgk"],
        [1, 2300000001, "Vũ Ô", 7, 8],
    ]
    reading = read_rows(rows, BOOK, sheet="Toán")
    assert leaves(reading.fragments[0])["extensions/0"] == f"{caption}: 7"


def test_quirk_08_terms_named_by_a_group_caption() -> None:
    header = ["STT", "Mã học sinh", "Họ và tên", "ĐĐGgk", "ĐĐGck", "ĐĐGgk", "ĐĐGck", "TB CẢ NĂM"]
    group = [None] * 3 + ["Học kỳ I", None, "Học kỳ II"]
    rows = [
        ["MÔN TOÁN - LỚP 10T"],
        ["Năm học 2023-2024"],
        group,
        header,
        [1, 2300000001, "Vũ Ô", 5, 6, 7, 8, 9],
    ]
    found = leaves(read_rows(rows, BOOK, sheet="Toán").fragments[0])
    marks = {path: value for path, value in found.items() if "/periods/" in path}
    assert marks == {
        "subjects/toan/periods/term1/midterm": "5",
        "subjects/toan/periods/term1/final": "6",
        "subjects/toan/periods/term2/midterm": "7",
        "subjects/toan/periods/term2/final": "8",
        "subjects/toan/periods/year/result": "9",
    }


def test_quirk_09_an_unknown_subject_is_carried_under_its_label() -> None:
    header, under = (list(row) for row in summary_header())
    header[6], header[7] = "Tiếng Mông nâng cao", "Hoá  học"
    reading = read_rows([*summary_titles(), header, under, pupil(1, 2300000001, "Vũ Ô", 8, 9, 7.5)])
    found = leaves(reading.fragments[0])
    assert found["subjects/khac:tiếng mông nâng cao/periods/term2/result"] == "9"
    assert found["subjects/hoa_hoc/periods/term2/result"] == "7.5"
    assert places(reading, "unknown-subject") == ["'10t'!G7"]


def test_quirk_10_the_order_of_columns_does_not_matter() -> None:
    whole = summary(ONE, TWO)
    turned = [*whole[:5], *([row[0], *reversed([*row[1:], *[None] * (14 - len(row))])] for row in whole[5:9])]
    buoi = turned[5].index("Buổi nghỉ")
    turned[5][buoi - 2], turned[5][buoi] = "Buổi nghỉ", None  # a group caption stands over its first column
    assert [dict(sorted(x.items())) for x in map(leaves, read_rows(turned).fragments)] == [
        dict(sorted(x.items())) for x in CLEAN
    ]


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("NĂM HỌC 2023 - 2024", "2023-2024"),
        ("Năm học: 2023–2024", "2023-2024"),
        ("Năm học 2023/2024", "2023-2024"),
        ("NH 2023-24", "2023-2024"),
        ("Năm học 2023 - 2025", None),
        ("Năm học 2023", None),
    ],
)
def test_quirk_19_writings_of_the_school_year(title: str, year: str | None) -> None:
    rows = [["Lớp 10T - Học kỳ 2"], [title], *summary_header(), ONE]
    reading = read_rows(rows, SUMMARY)
    assert leaves(reading.fragments[0]).get("school_year") == year
    assert ("school-year-unknown" in rules(reading)) is (year is None)


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("HỌC KỲ 2", "term2"),
        ("Học kì II", "term2"),
        ("HK I", "term1"),
        ("HKII", "term2"),
        ("Hoc ky 1", "term1"),
        ("Giữa học kỳ I", "mid_term1"),
        ("CẢ NĂM", "year"),
        ("Ca nam", "year"),
        ("CUỐI NĂM", "year"),
        ("Cuối học kỳ II", "term2"),
    ],
)
def test_quirk_19_writings_of_the_term(title: str, period: str) -> None:
    rows = [
        ["Lớp 10T", None, title],
        ["Năm học 2023 - 2024"],
        [*IDENTITY, "Toán"],
        pupil(1, 2300000001, "Vũ Ô", 8),
    ]
    found = leaves(read_rows(rows, SUMMARY).fragments[0])
    assert found[f"subjects/toan/periods/{period}/result"] == "8"


@pytest.mark.parametrize(
    ("title", "period"),
    [("CK2", "year"), ("CUỐI HỌC KỲ II", "year"), ("HỌC KỲ II", "term2"), ("CK1", "term1")],
)
def test_quirk_19_at_primary_level_the_round_that_closes_term_two_is_that_of_the_year(title: str, period: str) -> None:
    rows = [
        [f"BẢNG TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ {title}"],
        ["Lớp 4A - Năm học 2024-2025"],
        ["STT", "Mã VNEDU", "Họ tên", "Ngày sinh", "Toán", None],
        [None] * 4 + ["Mức đạt được", "Điểm KTĐK"],
        [1, 2136050013, "Đỗ Thị Ỷ", "14/11/2015", "T", 9],
    ]
    found = leaves(read_rows(rows, PRIMARY, sheet="Sheet1").fragments[0])
    assert found[f"subjects/toan/periods/{period}/level"] == "hoan_thanh_tot"


CLASSES = [
    ("Khối 10 - Lớp 10U - (Học kỳ 2)", "10U", 10),
    ("LỚP 12.6", "12.6", 12),
    ("Lớp: 6A", "6A", 6),
    ("lớp 6/1", "6/1", 6),
    ("Lớp 11a01", "11a01", 11),
    ("Lớp 12TN1, học kỳ 2", "12TN1", 12),
    ("LỚP 10A1-CLC", "10A1-CLC", 10),
    ("LỚP 10 TOÁN HỌC KỲ II", "10 TOÁN", 10),
    ("Lớp 10 chuyên Anh - Học kỳ 2", "10 chuyên Anh", 10),
    ("DANH SÁCH LỚP 10A1 CÓ 40 HỌC SINH", "10A1", 10),
    ("Lớp 10A1-Học kỳ 2", "10A1", 10),
]


@pytest.mark.parametrize(("title", "name", "grade"), CLASSES)
def test_quirk_20_class_names_in_titles(title: str, name: str, grade: int) -> None:
    rows = [[title], ["Học kỳ 2 - Năm học 2023 - 2024"], *summary_header(), ONE]
    found = leaves(read_rows(rows, SUMMARY, sheet="Sheet1").fragments[0])
    assert (found["class_name"], found["grade"]) == (name, str(grade))


@pytest.mark.parametrize(
    ("tab", "name"),
    [
        ("10t", "10t"),
        ("12.6", "12.6"),
        ("11a01", "11a01"),
        ("12tn1", "12tn1"),
        ("10a1-clc", "10a1-clc"),
        ("10 toán", "10 toán"),
        ("lớp 6A", "6A"),
        ("10t HK2", "10t"),
        ("10t_hk2", "10t"),
        ("Sheet10", None),
        ("10", None),
        ("12 môn", None),
        ("Hoc ki 2", None),
    ],
)
def test_quirk_20_class_names_on_tabs(tab: str, name: str | None) -> None:
    rows = [["Học kỳ 2 - Năm học 2023 - 2024"], *summary_header(), ONE]
    assert leaves(read_rows(rows, SUMMARY, sheet=tab).fragments[0]).get("class_name") == name


def test_quirk_20_the_title_names_the_class_where_the_tab_names_the_term() -> None:
    reading = read_fixture("vnpt/class-summary/so_diem_tong_ket_lop_7a.xlsx")
    assert {leaves(fragment)["class_name"] for fragment in reading.fragments} == {"7A"}
    assert "class-name-differs" not in rules(reading)


def test_quirk_20_a_title_that_says_only_the_grade_leaves_the_class_to_the_tab() -> None:
    rows = [["DANH SÁCH LỚP 10 - HỌC KỲ 2"], ["Năm học 2023 - 2024"], *summary_header(), ONE]
    assert leaves(read_rows(rows, SUMMARY, sheet="10t").fragments[0])["class_name"] == "10t"


def test_quirk_13_the_columns_decide_the_circular_where_they_say_it() -> None:
    old = ["Điểm TK", "Học lực", "Hạnh kiểm"]

    def regulation(grade: int, year: int, columns: list[str]) -> str:
        titles = [[f"Lớp {grade}A1 - Học kỳ 2"], [f"Năm học {year} - {year + 1}"]]
        marks = ["8.0", "Giỏi", "Tốt"] if columns is old else ["Tốt", "Tốt"]
        rows = [*titles, [*IDENTITY, "Toán", *columns], pupil(1, 2300000001, "Vũ Ô", 8, *marks)]
        return leaves(read_rows(rows, SUMMARY, sheet="Sheet1").fragments[0])["regulation"]

    assert regulation(12, 2023, old) == "tt26-2020"
    assert regulation(12, 2019, old) == "tt58-2011"
    assert regulation(12, 2024, old) == "tt26-2020"
    assert regulation(10, 2023, RESULTS[:2]) == "tt22-2021"
    assert regulation(12, 2024, RESULTS[:2]) == "tt22-2021"


@pytest.mark.parametrize("name", ["really_xlsx.xls", "html_disguised.xls", "resaved.xlsx"])
def test_quirk_01_the_same_table_in_any_container_reads_the_same(name: str) -> None:
    plain = read_fixture("vnpt/class-summary/so_diem_tong_ket_khoi_khoi_10_hk2.xls")
    of_class = [numerically(fragment) for fragment in plain.fragments if fragment.class_name == "10T"]
    other = read_fixture(f"vnpt/class-summary/{name}")
    assert [numerically(fragment) for fragment in other.fragments] == of_class
    assert rules(other) == []


def numerically(fragment: Fragment) -> dict[str, str]:
    """What a row says, 9.0 being 9: an HTML table holds text."""
    return {path: value.removesuffix(".0") for path, value in leaves(fragment).items()}
