"""Reading the year results of a primary grade: the template as it is known, and as schools bend it."""

from __future__ import annotations

import pytest
from school_sheets import FIXTURES, leaves, names, read_bytes, read_fixture, read_rows, rules, workbook

from hocba_interop import detect

RESULTS = "csdl:primary-results"
FOLDER = "csdl/primary-results"
YEAR = {"school_year": "2024-2025"}
CLEAN = f"{FOLDER}/khoi_2_da_nhap.xlsx"

TOP = ["STT", "Mã lớp", "Mã học sinh", "Họ tên", "Ngày sinh", "Toán", None, "Đạo đức", "Lên lớp", "Xếp loại"]
UNDER = [None] * 5 + ["Mức đạt được", "Điểm KTĐK"]
WHO = [1, "2B", "2424060013", "Lý A Sử", "03/02/2017"]


def by_code(path: str) -> dict[str, dict[str, str]]:
    found = [leaves(fragment) for fragment in read_fixture(path, RESULTS, **YEAR).fragments]
    return {leaf["student/identifiers/pupil_code"]: leaf for leaf in found}


def one(*cells: object, top: list[str | None] = TOP, under: list[str | None] = UNDER) -> dict[str, str]:
    return leaves(read_rows([top, under, [*WHO, *cells]], RESULTS, sheet="Sheet1", **YEAR).fragments[0])


def test_a_row_says_what_stands_in_it() -> None:
    first = next(iter(by_code(CLEAN).values()))
    expected = {
        "class_name": "2B",
        "grade": "2",
        "level": "primary",
        "regulation": "tt27-2020",
        "subjects/toan/periods/year/level": "hoan_thanh_tot",
        "subjects/toan/periods/year/test": "9",
        "subjects/am_nhac/subject": "am_nhac",
        "traits/khoa_hoc/kind": "specific_competence",
        "summaries/year/education_result": "hoan_thanh_xuat_sac",
        "decisions/completed_grade": "True",
        "decisions/promoted": "True",
    }
    assert {path: first.get(path) for path in expected} == expected
    assert not any("/term" in path for path in first)


def test_an_empty_column_does_not_even_say_that_the_subject_is_taught() -> None:
    found = [path for leaf in by_code(CLEAN).values() for path in leaf]
    assert not [path for path in found if "tieng_dan_toc" in path or "tin_hoc" in path]
    assert not [path for path in found if path.endswith("assessed_by")]


def test_a_pupil_of_whom_nothing_is_recorded_is_not_said_to_have_failed() -> None:
    found = one()
    assert found["student/full_name"] == "Lý A Sử"
    assert not [path for path in found if path.startswith(("subjects", "traits", "decisions", "summaries"))]


def test_the_file_of_the_old_excel_and_its_code_lists_say_the_same() -> None:
    reading = read_fixture(f"{FOLDER}/FlieMau-KQHT-C1-CN-Khoi12-TT27_2020.xls", RESULTS, **YEAR)
    assert rules(reading) == ["code-list-sheet"] * 16 and not reading.document
    clean = by_code(CLEAN)
    for fragment in reading.fragments:
        found = leaves(fragment)
        theirs = clean[found["student/identifiers/pupil_code"]]
        if "subjects/gdtc/periods/year/enrolment" in found:
            assert found["subjects/gdtc/periods/year/enrolment"] == "exempt"
            assert "subjects/gdtc/periods/year/level" not in found
        else:
            assert found == theirs


def test_bent_columns_captions_and_spellings_change_nothing() -> None:
    bent, clean = by_code(f"{FOLDER}/khoi_2_dao_cot.xlsx"), by_code(CLEAN)
    assert bent.keys() == clean.keys()
    odd = {code: leaf.get("class_name") for code, leaf in bent.items() if leaf.get("class_name") != "2B"}
    assert sorted(odd.values(), key=str) == [None, "TH-2-0107"]
    for code, leaf in bent.items():
        of_class = ("class_name", "grade", "programme", "regulation")
        mine = {p: v for p, v in leaf.items() if p not in of_class and not p.endswith("source_label")}
        theirs = {p: v for p, v in clean[code].items() if p not in of_class and not p.endswith("source_label")}
        assert {p: v.removesuffix(".0") for p, v in mine.items()} == theirs


def test_the_class_of_another_row_is_not_that_of_a_row_that_names_none() -> None:
    reading = read_rows(
        [TOP, UNDER, [*WHO, "T"], [2, None, "2424060014", "Vũ Ô", "01/01/2017", "H"]], RESULTS, sheet="Sheet1", **YEAR
    )
    assert [leaves(fragment).get("class_name") for fragment in reading.fragments] == ["2B", None]
    assert leaves(reading.fragments[1])["level"] == "primary"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("T", "hoan_thanh_tot"),
        ("HTT", "hoan_thanh_tot"),
        ("h", "hoan_thanh"),
        ("HT", "hoan_thanh"),
        ("CHT", "chua_hoan_thanh"),
    ],
)
def test_spellings_of_a_level(written: str, value: str) -> None:
    assert one(written)["subjects/toan/periods/year/level"] == value
    assert one(None, None, written)["subjects/dao_duc/periods/year/level"] == value


@pytest.mark.parametrize(
    ("written", "result"), [("HTXS", "hoan_thanh_xuat_sac"), ("HT", "hoan_thanh"), ("CHT", "chua_hoan_thanh")]
)
def test_spellings_of_the_result(written: str, result: str) -> None:
    assert one(None, None, None, None, written)["summaries/year/education_result"] == result


@pytest.mark.parametrize(("written", "enrolment"), [("M", "exempt"), ("Miễn", "exempt_or_not_enrolled")])
def test_an_exemption_in_the_level_or_the_test(written: str, enrolment: str) -> None:
    for cells in ((written,), (None, written), (written, written)):
        found = one(*cells)
        assert found["subjects/toan/periods/year/enrolment"] == enrolment
        assert not [path for path in found if path.endswith(("level", "test")) and "toan" in path]


@pytest.mark.parametrize(
    ("written", "promoted"),
    [("x", "True"), ("✓", "True"), (1, "True"), ("Có", "True"), (0, "False"), ("Không", "False")],
)
def test_a_decision_is_yes_or_no_in_so_many_words(written: object, promoted: str) -> None:
    assert one(None, None, None, written)["decisions/promoted"] == promoted


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        (("Tốt",), "level-unknown"),
        (("Đ",), "level-unknown"),
        ((None, 85), "score-without-separator"),
        ((None, 11), "score-without-separator"),
        ((None, "bảy"), "score-unreadable"),
        ((None, None, None, "?"), "tick-unknown"),
        ((None, None, None, None, "Giỏi"), "level-unknown"),
    ],
)
def test_a_cell_that_its_column_does_not_take_is_an_error_and_nothing_is_guessed(cells: tuple, rule: str) -> None:
    reading = read_rows([TOP, UNDER, [*WHO, *cells]], RESULTS, **YEAR)
    assert [r for r in rules(reading) if r != "mark-not-entered"] == [rule]
    assert len(reading.ledger.rejected) == 1
    found = leaves(reading.fragments[0])
    assert not [path for path in found if path.endswith(("year/level", "test", "promoted", "education_result"))]


def test_scores_as_text_and_a_number_under_a_subject_without_a_test() -> None:
    assert one(None, "8,0")["subjects/toan/periods/year/test"] == "8.0"
    assert one(None, None, 9)["subjects/dao_duc/periods/year/test"] == "9"


def test_a_trait_is_not_the_subject_of_its_name() -> None:
    top = [
        "STT",
        "Mã lớp",
        "Họ tên",
        "Môn học và hoạt động giáo dục",
        None,
        "Năng lực cốt lõi",
        None,
        "Phẩm chất chủ yếu",
    ]
    middle = [None] * 3 + ["Khoa học", None, "Năng lực đặc thù", None, "Yêu nước"]
    under = [None] * 3 + ["Mức đạt được", "Điểm KTĐK", "Khoa học", "Tin học"]
    rows = [top, middle, under, [1, "4A", "Vũ Ô", "H", 6, "T", "Đ", "C"]]
    merges = {"Sheet1": [(0, c, 2, c) for c in range(3)] + [(0, 3, 0, 4), (0, 5, 0, 6), (1, 3, 1, 4), (1, 5, 1, 6)]}
    found = leaves(read_bytes(workbook({"Sheet1": rows}, merges), RESULTS, **YEAR).fragments[0])
    lost = leaves(read_rows(rows, RESULTS, sheet="Sheet1", **YEAR).fragments[0])
    for leaf in (found, lost):
        assert leaf["subjects/khoa_hoc/periods/year/level"] == "hoan_thanh"
        assert leaf["subjects/khoa_hoc/periods/year/test"] == "6"
        assert leaf["traits/khoa_hoc/periods/year/level"] == "tot"
        assert leaf["traits/tin_hoc/periods/year/level"] == "dat"
        assert leaf["traits/yeu_nuoc/periods/year/level"] == "can_co_gang"


def test_a_term_that_the_sheet_names_is_believed_before_the_layout() -> None:
    reading = read_rows([TOP, UNDER, [*WHO, "T"]], RESULTS, sheet="Cuối HKI", **YEAR)
    assert leaves(reading.fragments[0])["subjects/toan/periods/term1/level"] == "hoan_thanh_tot"


def test_both_a_code_and_a_name_of_the_class() -> None:
    top = ["STT", "Mã lớp", "Lớp", *TOP[2:]]
    reading = read_rows([top, [None, *UNDER], [1, "0107", "2B", *WHO[2:], "T"]], RESULTS, **YEAR)
    found = leaves(reading.fragments[0])
    assert (found["class_name"], found["extensions/0"]) == ("2B", "Mã lớp: 0107")


def test_a_row_with_marks_and_nobody_is_an_error() -> None:
    reading = read_rows([TOP, UNDER, [1, "2B", None, None, None, "T", 9], [*WHO, "T"]], RESULTS, **YEAR)
    assert "row-key-missing" in rules(reading) and names(reading) == ["Lý A Sử"]


TEMPLATES = ["template_khoi_2.xlsx", "template_khoi_2.xls", "template_khoi_4.xlsx"]


@pytest.mark.parametrize("name", TEMPLATES)
def test_an_empty_template_is_read_without_errors(name: str) -> None:
    reading = read_fixture(f"{FOLDER}/{name}", RESULTS, **YEAR)
    assert len(reading.fragments) == (8 if "khoi_2" in name else 10)
    assert {notice.rule for notice in reading.notices if str(notice.severity) == "error"} == set()
    said = [path for fragment in reading.fragments for path in leaves(fragment)]
    assert not [path for path in said if "/periods/" in path or path.startswith(("decisions", "summaries"))]


@pytest.mark.parametrize("file", sorted((FIXTURES / FOLDER).glob("*.xls*")), ids=lambda file: file.name)
def test_it_is_told_from_the_class_table_of_vnedu(file) -> None:
    if file.suffix != ".golden":
        assert detect(file)[0].dialect == RESULTS


def test_the_class_table_of_vnedu_is_not_taken_for_it() -> None:
    for name in ("bang_tong_hop_lop_2b_cuoi_nam.xlsx", "bang_tong_hop_lop_4a_cuoi_nam.xls"):
        found = detect(FIXTURES / "vnpt/primary-class" / name)[0]
        assert [claim.dialect for claim in found.claims if claim.dialect.startswith("csdl:")] == []
