"""Thông tư 22/2021: the known vectors of its averages, the edges of its tables, its adjustment and its decisions.

Averages and table: Điều 9.1 and 9.2, vectors measured on real class summaries; adjustment: Điều 9.3; conduct: Điều 8.
"""

from __future__ import annotations

from decimal import Decimal, localcontext

import pytest

from hocba_interop.codelists import subjects
from hocba_interop.regulations import Decision, Readings, Undecided, tt22_2021, tt43_2021

D = Decimal
PASSED = {"gdtc": "dat", "nghe_thuat": "dat", "gd_dia_phuong": "dat", "hdtn_hn": "dat"}
ONE_FAILED = {**PASSED, "gdtc": "chua_dat"}
CHOSEN = ("dia_li", "gdkt_pl", "vat_li", "hoa_hoc", "sinh_hoc", "cong_nghe", "tin_hoc")
TWO_FAILED = {**ONE_FAILED, "hdtn_hn": "chua_dat"}


def marks(text: str) -> list[Decimal]:
    return [D(part) for part in text.split()]


def scores(text: str) -> dict[str, Decimal]:
    return {f"subject_{i}": mark for i, mark in enumerate(marks(text))}


@pytest.mark.parametrize(
    ("regular", "midterm", "final", "expected"),
    [
        ("7 8 8", "8", "9", "8.3"),  # 8.25: half up, where a float and half-even say 8.2
        ("6 6.6 7", "7", "6", "6.5"),  # 6.45 crosses the line of Tốt
        ("3 4 3.6", "4", "3", "3.5"),  # 3.45 crosses the line of Đạt
        ("8 9", "7.5", "8.5", "8.2"),
        ("10 9 8.5 9", "9.5", "9.3", "9.3"),
        ("10 10", "10", "10", "10.0"),
        ("0 0", "0", "0", "0.0"),
    ],
)
def test_average_of_a_term(regular: str, midterm: str, final: str, expected: str) -> None:
    assert tt22_2021.term_average(marks(regular), D(midterm), D(final)) == D(expected)


@pytest.mark.parametrize(
    ("term1", "term2", "expected"),
    [
        ("7.9", "8.0", "8.0"),
        ("8.0", "7.9", "7.9"),
        ("4.9", "5.0", "5.0"),
        ("5.2", "4.8", "4.9"),
        ("6.4", "6.5", "6.5"),
        ("3.4", "3.5", "3.5"),
    ],
)
def test_average_of_the_year(term1: str, term2: str, expected: str) -> None:
    assert tt22_2021.year_average(D(term1), D(term2)) == D(expected)


def test_an_average_does_not_heed_the_callers_decimal_context() -> None:
    with localcontext() as context:
        context.prec = 2
        assert tt22_2021.term_average(marks("7 8 8"), D(8), D(9)) == D("8.3")
        assert tt22_2021.year_average(D("9.95"), D("9.95")) == D("10.0")
        context.prec = 1
        assert tt22_2021.score_fault(D("8.5")) is None


@pytest.mark.parametrize(
    ("regular", "midterm", "final"),
    [
        ([], D(8), D(9)),
        ([D(7), None], D(8), D(9)),
        ([D(7)], None, D(9)),
        ([D(7)], D(8), None),
        ([D(7)], D(85), D(9)),
        ([D("NaN")], D(8), D(9)),
        ([D(7)], D(8), D(-1)),
    ],
)
def test_nothing_is_computed_from_incomplete_parts(regular: list, midterm: object, final: object) -> None:
    assert tt22_2021.term_average(regular, midterm, final) is None
    assert tt22_2021.year_average(midterm if midterm != D(8) else None, D(8)) is None
    assert tt22_2021.year_average(D(8), None) is None


@pytest.mark.parametrize(
    ("text", "comments", "level"),
    [
        ("8 8 8 8 8 8 6.5 6.5", PASSED, "tot"),
        ("8 8 8 8 8 7.9 6.5 6.5", PASSED, "kha"),
        ("8 8 8 8 8 8 6.4 6.5", PASSED, "kha"),
        ("6.5 6.5 6.5 6.5 6.5 6.5 5 5", PASSED, "kha"),
        ("6.5 6.5 6.5 6.5 6.5 6.4 5 5", PASSED, "dat"),
        ("6.5 6.5 6.5 6.5 6.5 6.5 5 4.9", PASSED, "dat"),
        ("5 5 5 5 5 5 3.5 3.5", PASSED, "dat"),
        ("5 5 5 5 5 5 3.5 3.5", ONE_FAILED, "dat"),
        ("5 5 5 5 5 4.9 3.5 3.5", PASSED, "chua_dat"),
        ("5 5 5 5 5 5 3.4 3.5", PASSED, "chua_dat"),
        ("8 8 8 8 8 8", TWO_FAILED, "chua_dat"),
        ("6.5 6.5 6.5 6.5 6.5 6.5", ONE_FAILED, "dat"),
        # six subjects are asked for, however few there are
        ("10 10 10 10 10", PASSED, "chua_dat"),
        ("8 8 8 8 8 8", PASSED, "tot"),
    ],
)
def test_edges_of_the_table(text: str, comments: dict, level: str) -> None:
    assert tt22_2021.learning_result(scores(text), comments).plain == level


@pytest.mark.parametrize(
    ("text", "comments", "plain", "removal", "replacement"),
    [
        ("8.5 8.5 8.5 8.5 8.5 8.5 8.5 4", PASSED, "dat", "kha", "kha"),
        ("8.5 8.5 8.5 8.5 8.5 8.5 8.5 3", PASSED, "chua_dat", "dat", "dat"),
        ("6.5 6.5 6.5 6.5 6.5 6.5 5 3", PASSED, "chua_dat", "dat", "dat"),
        ("8 8 8 8 8 8", ONE_FAILED, "dat", "kha", "kha"),
        # one level lower only, or two subjects to blame: no adjustment
        ("8.5 8.5 8.5 8.5 8.5 8.5 8.5 6", PASSED, "kha", "kha", "kha"),
        ("8.5 8.5 8.5 8.5 8.5 8.5 4 4", PASSED, "dat", "dat", "dat"),
        ("8.5 8.5 8.5 8.5 8.5 8.5 4", ONE_FAILED, "dat", "dat", "dat"),
        ("6.5 6.5 6.5 6.5 6.5 6.5", ONE_FAILED, "dat", "dat", "dat"),
        # the one subject is needed among the six: here the readings part
        ("8 8 8 8 8 6.5 4", PASSED, "dat", "dat", "kha"),
        ("6.5 6.5 6.5 6.5 6.5 5 3", PASSED, "chua_dat", "chua_dat", "dat"),
        ("8 8 8 8 8 5", PASSED, "dat", "dat", "kha"),
    ],
)
def test_the_adjustment_by_both_readings(text: str, comments: dict, plain: str, removal: str, replacement: str) -> None:
    result = tt22_2021.learning_result(scores(text), comments)
    assert result == Readings(plain, {"removal": removal, "replacement": replacement})
    assert result.accepted == {removal, replacement}
    assert result.ambiguous is (removal != replacement)


def test_an_incomplete_record_is_left_open() -> None:
    full = scores("8 8 8 8 8 8")
    assert tt22_2021.learning_result({**full, "toan": None}, PASSED) == Undecided(("toan",))
    assert tt22_2021.learning_result({**full, "toan": D("10.1")}, PASSED) == Undecided(("toan",))
    assert tt22_2021.learning_result(full, {**PASSED, "gdtc": None}) == Undecided(("gdtc",))
    assert tt22_2021.learning_result(full, {**PASSED, "gdtc": "hoan_thanh"}) == Undecided(("gdtc",))
    assert tt22_2021.learning_result({}, {}).reason == "missing"
    assert tt22_2021.learning_result({}, {}) == Undecided(("scores", "comments"))
    assert tt22_2021.learning_result(full, {}) == Undecided(("comments",))


@pytest.mark.parametrize(
    ("term2", "by_term1"),
    [
        ("tot", ("tot", "tot", "kha", "kha")),
        ("kha", ("kha", "kha", "kha", "dat")),
        ("dat", ("kha", "dat", "dat", "dat")),
        ("chua_dat", ("chua_dat", "chua_dat", "chua_dat", "chua_dat")),
    ],
)
def test_conduct_of_the_year(term2: str, by_term1: tuple[str, ...]) -> None:
    terms = ("tot", "kha", "dat", "chua_dat")
    assert tuple(tt22_2021.conduct_year(term1, term2) for term1 in terms) == by_term1


def test_conduct_of_the_year_needs_both_terms() -> None:
    assert tt22_2021.conduct_year(None, "tot") == Undecided(("term1",))
    assert tt22_2021.conduct_year("yeu", "tot") == Undecided(("term1",))
    assert tt22_2021.conduct_year("yeu", None) == Undecided(("term1", "term2"))


@pytest.mark.parametrize(("periods", "regular"), [(35, 2), (36, 3), (52, 3), (70, 3), (71, 4), (140, 4)])
def test_marks_of_a_term_by_the_periods_of_the_year(periods: int, regular: int) -> None:
    parts = tt22_2021.components(periods)
    assert (parts.regular, parts.midterm, parts.final) == (regular, 1, 1)
    assert [parts.allows(count) for count in (regular - 1, regular, regular + 1)] == [False, True, False]


def test_the_result_of_the_study_topics_is_one_more_mark() -> None:
    parts = tt22_2021.components(70, topics=True)
    assert [parts.allows(count) for count in (2, 3, 4, 5)] == [False, True, True, False]


def test_below_35_periods_the_circular_is_silent() -> None:
    assert tt22_2021.components(34) is None


@pytest.mark.parametrize(
    ("subject", "level", "grade", "counts"),
    [
        ("toan", "lower_secondary", 6, {4}),
        ("ngu_van", "lower_secondary", 9, {4}),
        ("ngoai_ngu_1", "lower_secondary", 7, {4}),
        ("khoa_hoc_tu_nhien", "lower_secondary", 8, {4}),
        ("lich_su_va_dia_li", "lower_secondary", 9, {4}),
        ("tin_hoc", "lower_secondary", 9, {2}),
        ("gdcd", "lower_secondary", 9, {2}),
        ("cong_nghe", "lower_secondary", 7, {2}),
        ("cong_nghe", "lower_secondary", 8, {3}),
        ("lich_su", "upper_secondary", 10, {3, 4}),
        *((subject, "upper_secondary", 12, {3, 4}) for subject in CHOSEN),
        ("toan", "upper_secondary", 10, {4, 5}),
        ("ngu_van", "upper_secondary", 11, {4, 5}),
        ("ngoai_ngu_1", "upper_secondary", 12, {4}),
        ("gdqp_an", "upper_secondary", 11, {2}),
    ],
)
def test_usual_marks_of_a_term(subject: str, level: str, grade: int, counts: set[int]) -> None:
    parts = tt22_2021.usual_components(subject, level, grade)
    assert {count for count in range(8) if parts.allows(count)} == counts


def test_usual_periods_are_known_of_every_scored_subject_that_is_not_optional() -> None:
    taught = {
        (subject.id, at.level, grade)
        for subject in subjects.all()
        for at in subject.teaching
        if at.programme == "gdpt-2018" and at.assessed_by == "score" and at.role != "optional" and at.level != "primary"
        # the two kinds of Công nghệ are one subject in the circular
        if subject.id not in ("cong_nghe_cong_nghiep", "cong_nghe_nong_nghiep")
        for grade in range(at.first_grade, at.last_grade + 1)
    }
    known = {
        (subject.id, level, grade)
        for subject in subjects.all()
        for level in ("lower_secondary", "upper_secondary")
        for grade in range(1, 14)
        if tt22_2021.usual_periods(subject.id, level, grade)
    }
    assert known == taught
    # a year has 35 weeks: whole periods a week, or one and a half
    assert all(periods % 35 == 0 or periods == 52 for *_, periods in tt22_2021.subjects.USUAL_PERIODS)


def test_usual_marks_of_what_is_not_known() -> None:
    assert tt22_2021.usual_components("vat_li", "lower_secondary", 6) is None
    assert tt22_2021.usual_components("ngoai_ngu_2", "upper_secondary", 10) is None
    assert tt22_2021.usual_periods("toan", "lower_secondary", 10) is None
    assert tt22_2021.usual_periods("toan", "lower_secondary", 5) is None


def test_a_subject_assessed_by_comment() -> None:
    assert tt22_2021.comment_term(["dat", "dat"], "dat", "dat") == "dat"
    for place in range(4):
        parts = ["dat"] * 4
        parts[place] = "chua_dat"
        assert tt22_2021.comment_term(parts[:2], parts[2], parts[3]) == "chua_dat"
        parts[place] = None
        assert tt22_2021.comment_term(parts[:2], parts[2], parts[3]) is None
    assert tt22_2021.comment_term(["dat"], "dat", "dat") is None


def test_the_year_of_a_subject_assessed_by_comment_is_term_2() -> None:
    assert tt22_2021.comment_year("chua_dat", "dat") == "dat"
    assert tt22_2021.comment_year("dat", "chua_dat") == "chua_dat"
    assert tt22_2021.comment_year("dat", None) is None
    assert tt22_2021.comment_year("dat", "tot") is None


@pytest.mark.parametrize("circular", [tt22_2021, tt43_2021])
@pytest.mark.parametrize("subject", ["gdtc", "nghe_thuat", "am_nhac", "mi_thuat", "gd_dia_phuong", "hdtn_hn"])
def test_the_subjects_assessed_by_comment_are_those_of_the_text(circular, subject: str) -> None:
    assert circular.assessed_by(subject) == "comment"


@pytest.mark.parametrize("subject", ["toan", "gdqp_an", "tieng_dan_toc", "ngoai_ngu_2", "khoa_hoc_tu_nhien", "tin_hoc"])
def test_all_other_subjects_are_scored(subject: str) -> None:
    assert tt22_2021.assessed_by(subject) == "score"
    assert tt22_2021.assessed_by("khac") is None


@pytest.mark.parametrize(
    ("mark", "fault"),
    [
        ("8", None),
        ("8.5", None),
        ("8.50", None),
        ("0", None),
        ("10", None),
        ("1E+1", None),
        ("8.25", "too_many_decimals"),
        ("1E-9999", "too_many_decimals"),
        ("10.1", "out_of_range"),
        ("-0.1", "out_of_range"),
        ("NaN", "not_a_number"),
        ("Infinity", "not_a_number"),
    ],
)
def test_form_of_a_mark(mark: str, fault: str | None) -> None:
    assert tt22_2021.score_fault(D(mark)) == fault


def test_the_reasons_of_a_decision() -> None:
    decide = tt22_2021.promotion
    assert decide("dat", "dat", D(45)) == Decision("promoted")
    assert decide("tot", "tot", D("45.5")) == Decision("not_promoted", ("absences",))
    assert decide("chua_dat", "chua_dat", D(0)) == Decision("not_promoted", ("conduct", "learning"))
    assert decide("dat", "chua_dat", D(0)) == Decision("retest", ("learning",))
    assert decide("chua_dat", "dat", D(0)) == Decision("summer_training", ("conduct",))
    failed = decide("dat", "chua_dat", D(0), learning_after="chua_dat")
    assert failed == Decision("not_promoted", ("learning_after_retest",))
    failed = decide("chua_dat", "dat", D(0), conduct_after="chua_dat")
    assert failed == Decision("not_promoted", ("conduct_after_summer",))


def test_a_decision_needs_what_it_rests_on_and_no_more() -> None:
    decide = tt22_2021.promotion
    assert decide("tot", "tot", None) == Undecided(("absences",))
    assert decide("tot", "tot", D("NaN")) == Undecided(("absences",))
    assert decide("tot", "tot", D(-1)) == Undecided(("absences",))
    assert decide("tot", None, D(0)) == Undecided(("learning",))
    assert decide(None, "yeu", D(0)) == Undecided(("conduct", "learning"))
    assert decide("dat", "chua_dat", D(0), learning_after="yeu") == Undecided(("learning_after",))
    assert decide("chua_dat", "dat", D(0), conduct_after="yeu") == Undecided(("conduct_after",))
    # these are settled already
    assert decide(None, None, D(46)).outcome == "not_promoted"
    assert decide("chua_dat", "chua_dat", None).outcome == "not_promoted"


def test_subjects_to_be_assessed_again() -> None:
    year = {"toan": D("4.9"), "ngu_van": D("5.0"), "vat_li": None, "hoa_hoc": D("NaN")}
    assert tt22_2021.retest_subjects(year, ONE_FAILED) == ("toan", "gdtc")


def test_the_year_after_reassessment() -> None:
    year = scores("5 5 5 5 5 5 3")
    assert tt22_2021.learning_result(year, PASSED).accepted == {"chua_dat"}
    again = tt22_2021.learning_after_retest(year, PASSED, {"subject_6": D("3.5")}, {})
    assert again.accepted == {"dat"}
    twice = tt22_2021.learning_after_retest(scores("5 5 5 5 5 5"), TWO_FAILED, {}, {"gdtc": "dat"})
    assert twice.accepted == {"dat"}
    assert tt22_2021.learning_after_retest(year, PASSED, {"gdtc": D(5)}, {}) == Undecided(("gdtc",))
    assert tt22_2021.learning_after_retest(year, PASSED, {}, {"toan": "dat"}) == Undecided(("toan",))


def test_awards() -> None:
    high = scores("9 9 9 9 9 9 6.5")
    assert tt22_2021.award("tot", "tot", high) == "hoc_sinh_xuat_sac"
    assert tt22_2021.award("tot", "tot", scores("9 9 9 9 9 8.9 8.9")) == "hoc_sinh_gioi"
    assert tt22_2021.award("tot", "kha", high) is None
    assert tt22_2021.award("kha", None, {}) is None
    assert tt22_2021.award(None, "tot", high) == Undecided(("conduct",))
    assert tt22_2021.award("tot", None, high) == Undecided(("learning",))
    assert tt22_2021.award("tot", "tot", {**high, "toan": None}) == Undecided(("toan",))
