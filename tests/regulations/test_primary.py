"""The primary circulars: the edge vectors of Thông tư 27/2020 (Điều 9.2), its decisions and awards; the older two."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hocba_interop.regulations import Undecided, tt22_2016, tt27_2020, tt30_2014
from hocba_interop.regulations.tt27_2020 import Awards

from .words import LEVEL, TRAIT

D = Decimal


def levels(letters: str) -> dict[str, str]:
    return {f"subject_{i}": LEVEL[letter] for i, letter in enumerate(letters)}


def traits(letters: str) -> dict[str, str]:
    return {f"trait_{i}": TRAIT[letter] for i, letter in enumerate(letters)}


def marks_of(*marks: int) -> dict[str, Decimal]:
    return {f"test_{i}": D(mark) for i, mark in enumerate(marks)}


@pytest.mark.parametrize(
    ("subjects", "qualities", "marks", "result"),
    [
        ("TTT", "TTT", (9, 9, 9), "hoan_thanh_xuat_sac"),
        ("TTT", "TTT", (9, 9, 8), "hoan_thanh_tot"),
        ("TTT", "TTT", (9, 7), "hoan_thanh_tot"),
        ("TTT", "TTT", (9, 6), "hoan_thanh"),
        ("TTH", "TTT", (10, 10), "hoan_thanh"),
        ("TTT", "TTĐ", (10, 10), "hoan_thanh"),
        ("HHH", "ĐĐĐ", (5, 5), "hoan_thanh"),
        ("TTT", "TTC", (10, 10), "chua_hoan_thanh"),
        ("TTC", "TTT", (10, 10), "chua_hoan_thanh"),
        ("TTT", "TTT", (10, 4), "chua_hoan_thanh"),
    ],
)
def test_education_result(subjects: str, qualities: str, marks: tuple[int, ...], result: str) -> None:
    assert tt27_2020.education_result(levels(subjects), traits(qualities), marks_of(*marks)) == result


@pytest.mark.parametrize("circular", [tt27_2020.education_result, tt22_2016.class_completed])
def test_an_incomplete_year_is_left_open(circular) -> None:
    good, whole, marks = levels("TT"), traits("TT"), marks_of(9)
    assert circular({**good, "toan": None}, whole, marks) == Undecided(("toan",))
    assert circular({**good, "toan": "dat"}, whole, marks) == Undecided(("toan",))
    assert circular(good, {**whole, "nhan_ai": None}, marks) == Undecided(("nhan_ai",))
    assert circular(good, whole, {**marks, "toan": None}) == Undecided(("toan",))
    assert circular(good, whole, marks_of(11)) == Undecided(("test_0",))
    assert circular({}, whole, marks) == Undecided(("levels",))
    assert circular(good, {}, marks) == Undecided(("traits",))
    assert circular(good, whole, {}) == Undecided(("tests",))


def test_the_head_decides_what_supplementary_assessment_leaves_open() -> None:
    decide = tt27_2020.decision
    for result in ("hoan_thanh_xuat_sac", "hoan_thanh_tot", "hoan_thanh"):
        assert decide(result) == "completed"
        assert decide("chua_hoan_thanh", result) == "completed"
    assert decide("chua_hoan_thanh") == "supplementary_assessment"
    assert decide("chua_hoan_thanh", "chua_hoan_thanh") == Undecided(reason="head_decides")
    assert decide(None) == Undecided(("result",))
    assert decide("chua_hoan_thanh", "tot") == Undecided(("result_after",))


def test_awards() -> None:
    assert tt27_2020.awards("hoan_thanh_xuat_sac") == Awards(due=frozenset({"hoc_sinh_xuat_sac"}))
    assert tt27_2020.awards("hoan_thanh_tot") == Awards(possible=frozenset({"hoc_sinh_tieu_bieu"}))
    assert tt27_2020.awards("hoan_thanh") == Awards()
    assert tt27_2020.awards(None) == Undecided(("result",))


@pytest.mark.parametrize(
    ("subject", "grades"),
    [
        ("tieng_viet", {1, 2, 3, 4, 5}),
        ("toan", {1, 2, 3, 4, 5}),
        ("ngoai_ngu_1", {3, 4, 5}),
        ("tin_hoc", {3, 4, 5}),
        ("cong_nghe", {3, 4, 5}),
        ("tin_hoc_va_cong_nghe", {3, 4, 5}),
        ("lich_su_va_dia_li", {4, 5}),
        ("khoa_hoc", {4, 5}),
        ("dao_duc", set()),
        ("gdtc", set()),
        ("am_nhac", set()),
        ("hdtn", set()),
    ],
)
def test_who_has_a_test_at_the_end_of_the_year(subject: str, grades: set[int]) -> None:
    for period in ("term1", "term2", "year"):
        needs = {grade: tt27_2020.periodic_test(subject, grade, period) for grade in range(1, 6)}
        assert {grade for grade, need in needs.items() if need == "required"} == grades
        assert set(needs.values()) <= {"required", "none", "unknown"}


def test_a_subject_without_tests_has_none() -> None:
    assert tt27_2020.periodic_test("dao_duc", 4, "year") == "none"
    # Khoa học begins in grade 4
    assert tt27_2020.periodic_test("khoa_hoc", 3, "year") == "unknown"


@pytest.mark.parametrize("circular", [tt27_2020, tt22_2016])
def test_tests_in_the_middle_of_a_term(circular) -> None:
    for period in ("mid_term1", "mid_term2"):
        for subject in ("toan", "tieng_viet"):
            needs = [circular.periodic_test(subject, grade, period) for grade in range(1, 6)]
            assert needs == ["none", "none", "none", "required", "required"]
        assert circular.periodic_test("khoa_hoc", 5, period) == "none"


def test_tests_that_are_not_settled() -> None:
    assert tt27_2020.periodic_test("tieng_dan_toc", 4, "year") == "allowed"
    assert tt27_2020.periodic_test("tieng_dan_toc", 4, "mid_term1") == "none"
    assert tt22_2016.periodic_test("tieng_dan_toc", 4, "year") == "required"
    assert tt27_2020.periodic_test("khac", 4, "year") == "unknown"


@pytest.mark.parametrize("circular", [tt27_2020, tt22_2016])
@pytest.mark.parametrize(
    ("mark", "fault"),
    [("9", None), ("1", None), ("10.0", None), ("9.5", "too_many_decimals"), ("0", "zero"), ("11", "out_of_range")],
)
def test_form_of_a_tests_mark(circular, mark: str, fault: str | None) -> None:
    assert circular.score_fault(D(mark)) == fault


def test_competences_of_subjects_that_begin_in_grade_3() -> None:
    assert not tt27_2020.rated_competence("tin_hoc", 2)
    assert not tt27_2020.rated_competence("cong_nghe", 1)
    assert tt27_2020.rated_competence("cong_nghe", 3)
    assert tt27_2020.rated_competence("tham_mi", 1)


@pytest.mark.parametrize(
    ("subjects", "qualities", "mark", "completed"),
    [("TH", "TĐ", 5, True), ("TC", "TT", 9, False), ("TT", "TC", 9, False), ("TT", "TT", 4, False)],
)
def test_completing_a_class_before_tt27(subjects: str, qualities: str, mark: int, completed: bool) -> None:
    assert tt22_2016.class_completed(levels(subjects), traits(qualities), marks_of(9, mark)) is completed
    older = {"T": "dat", "H": "dat", "Đ": "dat", "C": "chua_dat"}
    passed = {f"subject_{i}": older[letter] for i, letter in enumerate(subjects)}
    good = {f"trait_{i}": older[letter] for i, letter in enumerate(qualities)}
    assert tt30_2014.class_completed(passed, good, marks_of(9, mark)) is completed


def test_an_incomplete_year_under_the_oldest_circular() -> None:
    assert tt30_2014.class_completed({"toan": "dat"}, {"tu_tin": "tot"}, marks_of(5)) == Undecided(("tu_tin",))


def test_the_older_circulars_know_no_result_on_four_levels() -> None:
    for circular in (tt22_2016, tt30_2014):
        assert "primary_result" not in circular.SCALES.values()
