"""Thông tư 58/2011 and 26/2020: the table of học lực (Điều 13), its adjustments (Điều 13.6), averages, titles."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hocba_interop.regulations import Decision, Undecided, tt26_2020, tt58_2011

D = Decimal
PASSED = {"the_duc": "dat"}
FAILED = {"the_duc": "chua_dat"}


def year(toan: str, ngu_van: str, *others: str, **named: str) -> dict[str, Decimal]:
    marks = {"toan": toan, "ngu_van": ngu_van, **{f"subject_{i}": mark for i, mark in enumerate(others)}, **named}
    return {name: D(mark) for name, mark in marks.items()}


@pytest.mark.parametrize(
    ("average", "scores", "comments", "level"),
    [
        ("8.0", year("8.0", "6.5"), PASSED, "gioi"),
        ("8.0", year("6.5", "8.0"), PASSED, "gioi"),
        ("7.9", year("8.0", "6.5"), PASSED, "kha"),
        ("8.0", year("7.9", "7.9", "9"), PASSED, "kha"),
        ("8.0", year("8.0", "6.4"), PASSED, "kha"),
        ("6.5", year("6.5", "5.0"), PASSED, "kha"),
        ("6.4", year("6.5", "5.0"), PASSED, "trung_binh"),
        ("6.5", year("6.4", "6.4", "8"), PASSED, "trung_binh"),
        ("6.5", year("6.5", "4.9"), PASSED, "trung_binh"),
        ("5.0", year("5.0", "3.5"), PASSED, "trung_binh"),
        ("4.9", year("5.0", "3.5"), PASSED, "yeu"),
        ("5.0", year("4.9", "4.9", "6"), PASSED, "yeu"),
        ("5.0", year("5.0", "3.4"), PASSED, "yeu"),
        ("5.0", year("5.0", "5.0"), FAILED, "yeu"),
        ("3.5", year("2.0", "2.0"), FAILED, "yeu"),
        ("3.4", year("8.0", "8.0"), PASSED, "kem"),
        ("3.5", year("3.5", "1.9"), PASSED, "kem"),
    ],
)
@pytest.mark.parametrize("circular", [tt58_2011, tt26_2020])
def test_edges_of_the_table(circular, average: str, scores: dict, comments: dict, level: str) -> None:
    assert circular.learning_result(scores, comments, D(average)).plain == level


def test_a_foreign_language_is_a_key_subject_since_2020() -> None:
    scores = year("7", "7", ngoai_ngu_1="8.0")
    assert tt58_2011.learning_result(scores, PASSED, D(8)).plain == "kha"
    assert tt26_2020.learning_result(scores, PASSED, D(8)).plain == "gioi"


@pytest.mark.parametrize("circular", [tt58_2011, tt26_2020])
@pytest.mark.parametrize(("mark", "level"), [("8.0", "gioi"), ("7.9", "kha"), ("6.4", "trung_binh")])
def test_a_specialised_class_needs_its_subject_as_well_as_a_key_subject(circular, mark: str, level: str) -> None:
    scores = year("8.0", "8.0", hoa_hoc=mark)
    assert circular.learning_result(scores, PASSED, D(8), specialised="hoa_hoc").plain == level
    low_keys = year("7.9", "7.9", hoa_hoc="9.0")
    assert circular.learning_result(low_keys, PASSED, D(8), specialised="hoa_hoc").plain == "kha"


@pytest.mark.parametrize(
    ("average", "scores", "comments", "plain", "adjusted"),
    [
        ("8.0", year("8", "8", "4.9", "9"), PASSED, "trung_binh", "kha"),
        ("8.0", year("8", "8", "3.4", "9"), PASSED, "yeu", "trung_binh"),
        ("8.0", year("8", "8"), FAILED, "yeu", "trung_binh"),
        ("6.5", year("6.5", "6.5", "3.4"), PASSED, "yeu", "trung_binh"),
        ("6.5", year("6.5", "6.5", "1.9"), PASSED, "kem", "yeu"),
        # the average of Trung bình is not adjusted, nor one level only, nor two subjects
        ("6.4", year("6.5", "6.5", "3.4"), PASSED, "yeu", "yeu"),
        ("6.5", year("6.5", "6.5", "4.9"), PASSED, "trung_binh", "trung_binh"),
        ("6.5", year("6.5", "6.5", "3.4", "3.4"), PASSED, "yeu", "yeu"),
        ("6.5", year("6.5", "6.5", "1.9"), FAILED, "kem", "kem"),
    ],
)
@pytest.mark.parametrize("circular", [tt58_2011, tt26_2020])
def test_the_adjustments(circular, average: str, scores: dict, comments: dict, plain: str, adjusted: str) -> None:
    result = circular.learning_result(scores, comments, D(average))
    assert (result.plain, result.accepted) == (plain, {adjusted})


def test_where_the_readings_part() -> None:
    # Ngữ văn drags, and only as good would it be the key subject that Toán is not
    result = tt58_2011.learning_result(year("7.9", "4.9", "9", "9"), PASSED, D(8))
    assert (result.plain, dict(result.by)) == (
        "trung_binh",
        {"removal": "trung_binh", "replacement": "kha", "inclusive": "kha"},
    )
    # Giỏi down to Kém is not named by the text
    result = tt58_2011.learning_result(year("8", "8", "1.9", "9"), PASSED, D(8))
    assert dict(result.by) == {"removal": "kem", "replacement": "kem", "inclusive": "yeu"}


def test_an_incomplete_record_is_left_open() -> None:
    learning = tt58_2011.learning_result
    assert learning({"toan": D(8)}, PASSED, D(8)) == Undecided(("ngu_van",))
    assert learning(year("8", "8"), {"the_duc": None}, D(8)) == Undecided(("the_duc",))
    assert learning({**year("8", "8"), "vat_li": None}, PASSED, D(8)) == Undecided(("vat_li",))
    assert learning(year("8", "8"), PASSED, None) == Undecided(("average",))
    assert learning(year("8", "8"), PASSED, D(8), specialised="hoa_hoc") == Undecided(("hoa_hoc",))


def test_a_pupil_exempt_from_all_subjects_by_comment_still_has_a_level() -> None:
    assert tt58_2011.learning_result(year("8", "8"), {}, D(8)).plain == "gioi"


def test_averages_with_weights() -> None:
    assert tt58_2011.term_average([D(7), D(8)], [D(8)], D(9)) == D("8.3")  # 58/7
    assert tt58_2011.term_average([D(8)], [D(8), D(8)], D("8.4")) == D("8.2")  # 65.2/8 = 8.15
    assert tt58_2011.term_average([], [D(8)], D(9)) is None
    assert tt58_2011.term_average([D(8)], [], D(9)) is None
    assert tt58_2011.term_average([D(8)], [None], D(9)) is None
    assert tt26_2020.term_average([D(7), D(8), D(8)], D(8), D(9)) == D("8.3")


def test_one_term_exempt_leaves_the_other_terms_mark() -> None:
    assert tt58_2011.year_average(D(6), D(9)) == D(8)
    assert tt58_2011.year_average(None, D(9), exempt="term1") == D(9)
    assert tt58_2011.year_average(D(6), None, exempt="term2") == D(6)
    assert tt58_2011.year_average(None, D(9)) is None


def test_the_average_over_subjects() -> None:
    assert tt58_2011.overall_average({"toan": D("8.0"), "ngu_van": D("8.1")}) == D("8.1")  # 8.05
    assert tt58_2011.overall_average({"toan": D(8), "ngu_van": None}) is None
    assert tt58_2011.overall_average({}) is None


def test_conduct_of_the_year_is_judged() -> None:
    assert tt58_2011.conduct_year("tot", "tot") == Undecided(reason="teacher_judges")


def test_titles() -> None:
    assert tt58_2011.honour("gioi", "kha") == "hoc_sinh_tien_tien"
    assert tt58_2011.honour("trung_binh", None) is None
    assert tt58_2011.honour(None, "trung_binh") is None
    assert tt58_2011.honour("gioi", None) == Undecided(("conduct",))
    assert tt58_2011.honour(None, "tot") == Undecided(("learning",))


def test_the_lowest_learning_result_is_past_help() -> None:
    assert tt58_2011.promotion(None, "kem", None) == Decision("not_promoted", ("learning_lowest",))
    assert tt58_2011.promotion("trung_binh", "trung_binh", D(45)) == Decision("promoted")
    assert tt58_2011.promotion("yeu", "kha", D(0)) == Decision("summer_training", ("conduct",))
    assert tt58_2011.promotion("kha", "yeu", D(0)) == Decision("retest", ("learning",))
    again = tt58_2011.promotion("kha", "yeu", D(0), learning_after="yeu")
    assert again == Decision("not_promoted", ("learning_after_retest",))
    assert tt58_2011.promotion("yeu", "yeu", D(0)) == Decision("not_promoted", ("conduct", "learning"))
    assert tt58_2011.promotion("tot", "dat", D(0)) == Undecided(("learning",))


@pytest.mark.parametrize(("periods", "regular"), [(17, 2), (35, 2), (36, 3), (70, 3), (71, 4)])
def test_marks_of_a_term_since_2020(periods: int, regular: int) -> None:
    parts = tt26_2020.components(periods)
    assert [parts.allows(count) for count in (regular - 1, regular, regular + 1)] == [False, True, False]


def test_subjects_assessed_by_comment() -> None:
    for circular in (tt58_2011, tt26_2020):
        assert circular.assessed_by("the_duc", "upper_secondary") == "comment"
        assert circular.assessed_by("am_nhac", "lower_secondary") == "comment"
        assert circular.assessed_by("gdqp_an", "upper_secondary") == "score"


def test_form_of_a_mark() -> None:
    assert tt58_2011.score_fault(D("8.5")) is None
    assert tt26_2020.score_fault(D("8.25")) == "too_many_decimals"
