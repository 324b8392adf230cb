"""What the rules of arithmetic accept and what they do not: right records of whole classes, and one mark changed."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

import pytest
from checked_cards import findings, rules
from marked_years import (
    COMMENTED_6,
    COMMENTED_9_OLD,
    COMMENTED_10,
    SCORED_6,
    SCORED_9_OLD,
    SCORED_10,
    Entry,
    commented,
    first_year,
    lower,
    of_year,
    old,
    passed,
    primary,
    result4,
    score,
    scored,
    subject,
    upper,
)

from hocba_interop.codelists import traits
from hocba_interop.model import ReportCard
from hocba_interop.regulations import Readings, tt22_2021, tt26_2020, tt27_2020
from hocba_interop.validation.rules.arithmetic.awards import title_of
from hocba_interop.validation.rules.arithmetic.inputs import marks_of
from hocba_interop.validation.rules.arithmetic.outcome import promotion_said

LEARNING = ("learning-result-differs", "learning-readings-differ")


def term(rng: random.Random, regular: int) -> Entry:
    """The marks of a term with the average that the circular gives."""
    marks = [Decimal(rng.randrange(30, 101)) / 10 for _ in range(regular + 2)]
    average = tt22_2021.term_average(marks[:-2], marks[-2], marks[-1])
    return {
        "regular": [score(mark) for mark in marks[:-2]],
        "midterm": score(marks[-2]),
        "final": score(marks[-1]),
        "result": score(average),
    }


def whole_year(seed: int) -> ReportCard:
    """A year of grade 6 in which every average and result is what Thông tư 22 gives."""
    rng = random.Random(seed)
    subjects = []
    for name in SCORED_6:
        term1, term2 = term(rng, 3), term(rng, 3)
        year = tt22_2021.year_average(Decimal(term1["result"]["value"]), Decimal(term2["result"]["value"]))
        subjects.append(subject(name, {"term1": term1, "term2": term2, "year": {"result": score(year)}}))
    for name in COMMENTED_6:
        periods = {period: {"result": passed()} for period in ("term1", "term2", "year")}
        subjects.append(subject(name, periods))
    conduct = [rng.choice(tt22_2021.learning.LEVELS) for _ in range(2)]
    results = [*conduct, tt22_2021.conduct_year(*conduct)]
    summaries: dict[str, Any] = {}
    for period, result in zip(("term1", "term2", "year"), results, strict=True):
        marks = {s["subject"]: Decimal(s["periods"][period]["result"]["value"]) for s in subjects[: len(SCORED_6)]}
        found = tt22_2021.learning_result(marks, dict.fromkeys(COMMENTED_6, "dat"))
        assert isinstance(found, Readings)
        learning = rng.choice(sorted(found.accepted))
        summaries[period] = {"learning_result": result4(learning), "conduct_result": result4(str(result))}
    return lower(subjects, summaries=summaries)


@pytest.mark.parametrize("seed", range(60))
def test_a_right_year_is_found_right(seed: int) -> None:
    found = [rule for rule in rules("arithmetic", whole_year(seed)) if rule != "learning-readings-differ"]
    assert found == []


@pytest.mark.parametrize("seed", range(60))
def test_one_average_that_is_a_tenth_off_is_found(seed: int) -> None:
    rng = random.Random(seed)
    data = whole_year(seed).model_dump(exclude_none=True)
    name, period = rng.randrange(len(SCORED_6)), rng.choice(("term1", "term2", "year"))
    mark = data["years"][0]["subjects"][name]["periods"][period]["result"]
    mark["value"] = str(Decimal(mark["value"]) - Decimal("0.1"))
    rule = "year-average-differs" if period == "year" else "term-average-differs"
    paths = [one.path for one in findings("arithmetic", [ReportCard.model_validate(data)]) if one.rule == rule]
    assert ("years", "2024-2025", "subjects", SCORED_6[name], "periods", period, "result") in paths


def test_a_mismatch_names_the_formula_and_shows_its_numbers_only_when_asked_for() -> None:
    marks = {"regular": [score(7), score(8), score(8)], "midterm": score(8), "final": score(9), "result": score("8.2")}
    (found,) = findings("arithmetic", [upper([subject("dia_li", {"term1": marks})])])
    assert "ĐĐGtx + 2 × ĐĐGgk" in found.notice.message("vi") and "Địa lí" in found.notice.message("vi")
    assert "8.2" not in found.notice.message("vi") + found.notice.message("en")
    assert found.notice.private == {"recorded": "8.2", "expected": Decimal("8.3"), "numbers": "7, 8, 8; 8; 9"}


@pytest.mark.parametrize("missing", ["midterm", "final", "result"])
def test_no_average_is_computed_without_all_of_its_marks(missing: str) -> None:
    marks = {"regular": [score(2), score(2)], "midterm": score(2), "final": score(2), "result": score("9.0")}
    del marks[missing]
    assert rules("arithmetic", upper([subject("dia_li", {"term1": marks})])) == []


@pytest.mark.parametrize("odd", [score("11"), score("x"), passed()])
def test_a_mark_that_cannot_be_reckoned_with_stops_the_formula(odd: Entry) -> None:
    marks = {"regular": [score(2), odd], "midterm": score(2), "final": score(2), "result": score("9.0")}
    assert rules("arithmetic", upper([subject("dia_li", {"term1": marks})])) == []


def test_an_unused_column_is_left_out() -> None:
    marks = {"regular": [score(7), None, score(8), score(8), None], "midterm": score(8), "final": score(9)}
    one = upper([subject("dia_li", {"term1": {**marks, "result": score("8.3")}})])
    assert rules("arithmetic", one) == []


def learning(card: ReportCard) -> list[str]:
    return rules("arithmetic", card, among=LEARNING)


def summary(value: str, period: str = "year") -> dict[str, Any]:
    return {period: {"learning_result": result4(value)}}


BEST = [8] * 9


def test_nothing_is_said_where_a_compulsory_subject_is_not_there() -> None:
    entries = [*scored(SCORED_10, BEST), *commented(COMMENTED_10)]
    assert learning(upper(entries, summaries=summary("dat"))) == ["learning-result-differs"]
    for index in range(len(entries)):
        assert learning(upper(entries[:index] + entries[index + 1 :], summaries=summary("dat"))) == []


def test_an_exempt_subject_is_left_out_and_the_six_do_not_shrink() -> None:
    entries = [*scored(SCORED_10, [8] * 5 + [7] * 4), *commented(COMMENTED_10[1:])]
    exempt = subject("gdtc", enrolment="exempt")
    assert learning(upper([*entries, exempt], summaries=summary("kha"))) == []
    assert learning(upper([*entries, exempt], summaries=summary("tot"))) == ["learning-result-differs"]


def test_a_mark_not_yet_entered_leaves_the_result_open() -> None:
    entries = [*scored(SCORED_10, BEST), *commented(COMMENTED_10)]
    later = subject("ngoai_ngu_2", {"term1": {"result": score(8)}})
    assert learning(upper([*entries, later], summaries=summary("dat"))) == []


def test_whether_an_unknown_subject_counts_is_not_decided() -> None:
    """Five subjects from 8.0 on, and a local one: with it there are six."""
    entries = [*scored(SCORED_10, [8] * 5 + [7] * 4), *commented(COMMENTED_10)]
    local = subject("khac", {"year": {"result": score(9)}}, source_label="Cờ vua")
    for value in ("tot", "kha"):
        assert learning(upper([*entries, local], summaries=summary(value))) == []
    assert learning(upper([*entries, local], summaries=summary("dat"))) == ["learning-result-differs"]


def test_a_second_language_counts_like_any_scored_subject() -> None:
    entries = [*scored(SCORED_10, [8] * 5 + [7] * 4), *commented(COMMENTED_10)]
    second = subject("ngoai_ngu_2", {"year": {"result": score(9)}})
    assert learning(upper([*entries, second], summaries=summary("tot"))) == []
    assert learning(upper([*entries, second], summaries=summary("kha"))) == ["learning-result-differs"]


def test_both_parts_of_art_are_one_subject_at_thcs() -> None:
    """Âm nhạc and Mĩ thuật Chưa đạt are one subject Chưa đạt: Đạt stays possible, and is raised to Khá."""
    names = [name for name in COMMENTED_6 if name != "nghe_thuat"]
    failed = ["am_nhac", "mi_thuat"]
    entries = [*scored(SCORED_6, [8] * 8), *commented([*names, *failed], failed=failed)]
    marks = marks_of(first_year(lower(entries)), "year")
    assert marks is not None and marks.comments["nghe_thuat"] == "chua_dat" and "am_nhac" not in marks.comments
    assert learning(lower(entries, summaries=summary("kha"))) == []
    assert learning(lower(entries, summaries=summary("chua_dat"))) == ["learning-result-differs"]


def test_a_score_where_a_comment_belongs_leaves_the_result_open() -> None:
    entries = [*scored([*SCORED_10, "gdtc"], [*BEST, 2]), *commented(COMMENTED_10[1:])]
    assert learning(upper(entries, summaries=summary("tot"))) == []


def test_the_strands_of_a_subject_that_is_there_are_not_more_subjects() -> None:
    entries = [*scored([*SCORED_6, "vat_li", "hoa_hoc"], [8] * 5 + [7] * 3 + [9, 9]), *commented(COMMENTED_6)]
    assert learning(lower(entries, summaries=summary("kha"))) == []
    assert learning(lower(entries, summaries=summary("tot"))) == ["learning-result-differs"]


def test_learners_of_continuing_education_are_not_held_to_six_subjects() -> None:
    entries = [*scored(SCORED_10, BEST), *commented(COMMENTED_10)]
    one = of_year(2023, 10, "continuing_upper", "tt43-2021", entries, summaries=summary("chua_dat"))
    assert learning(one) == []


def old_summary(average: object, value: str) -> dict[str, Any]:
    return {"year": {"average": score(average), "learning_result": {"scale": "learning5", "value": value}}}


def test_hoc_luc_goes_by_the_average_that_is_recorded_or_by_the_computed_one() -> None:
    entries = [*scored(SCORED_9_OLD, ["7.9"] * 9 + ["8.0"]), *commented(COMMENTED_9_OLD)]
    among = (*LEARNING, "overall-average-differs")
    right = rules("arithmetic", old(entries, summaries=old_summary("7.9", "kha")), among=among)
    wrong = rules("arithmetic", old(entries, summaries=old_summary("6.0", "trung_binh")), among=among)
    assert (right, wrong) == ([], ["overall-average-differs"]), "one cause, one finding"


def test_a_specialised_school_may_ask_for_one_subject_more() -> None:
    names = ("ngu_van", "toan", "ngoai_ngu_1", "gdcd", "vat_li", "hoa_hoc", "sinh_hoc", "lich_su", "dia_li")
    entries = [*scored([*names, "cong_nghe", "tin_hoc", "gdqp_an"], [9] * 4 + ["7.0"] + [9] * 7)]
    entries += commented(["the_duc"])
    average = tt26_2020.overall_average(
        {e["subject"]: Decimal(e["periods"]["year"]["result"]["value"]) for e in entries[:-1]}
    )
    summaries = old_summary(average, "kha")
    for school, expected in (
        ({"name": "Trường THPT chuyên Ví Dụ"}, []),
        (None, []),
        ({"name": "Trường THPT Ví Dụ"}, ["learning-result-differs"]),
    ):
        assert learning(old(entries, grade=11, summaries=summaries, school=school)) == expected


def test_the_result_of_a_primary_year_is_open_where_something_of_it_is_not_there() -> None:
    levels = {"level": {"scale": "primary_level", "value": "hoan_thanh_tot"}}
    tests = ("toan", "tieng_viet", "ngoai_ngu_1", "khoa_hoc", "lich_su_va_dia_li", "tin_hoc", "cong_nghe")
    entries = [subject(name, {"year": {**levels, "test": score(10)}}) for name in tests]
    entries += [subject(name, {"year": levels}) for name in ("dao_duc", "gdtc", "nghe_thuat", "hdtn")]
    rated = [
        {"trait": item.id, "periods": {"year": {"level": {"scale": "trait_level", "value": "tot"}}}}
        for item in traits.all()
        if tt27_2020.ID in item.regulations
    ]
    wrong = {"year": {"education_result": {"scale": "primary_result", "value": "hoan_thanh"}}}
    assert rules("arithmetic", primary(entries, traits=rated, summaries=wrong)) == ["primary-result-differs"]
    for index in range(len(entries)):
        less = entries[:index] + entries[index + 1 :]
        assert rules("arithmetic", primary(less, traits=rated, summaries=wrong)) == []
    for index in range(len(rated)):
        less = rated[:index] + rated[index + 1 :]
        assert rules("arithmetic", primary(entries, traits=less, summaries=wrong)) == []
    without_test = [subject("toan", {"year": levels}), *entries[1:]]
    assert rules("arithmetic", primary(without_test, traits=rated, summaries=wrong)) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Được lên lớp", True),
        ("Lên lớp 5", True),
        ("LÊN LỚP THẲNG", True),
        ("Không được lên lớp", False),
        ("Ở lại lớp", False),
        ("Lưu ban", False),
        ("Thi lại", None),
        ("Lên lớp: Không", None),
        ("", None),
    ],
)
def test_words_on_promotion(text: str, said: bool | None) -> None:
    assert promotion_said(text) is said


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Học sinh Giỏi", "hoc_sinh_gioi"),
        ("Danh hiệu “Học sinh Giỏi”", None),
        ("Danh hiệu Học sinh Xuất sắc", "hoc_sinh_xuat_sac"),
        ("HS tiên tiến", "hoc_sinh_tien_tien"),
        ("Học sinh Tiêu biểu hoàn thành tốt trong học tập và rèn luyện", "hoc_sinh_tieu_bieu"),
        ("Học sinh giỏi cấp tỉnh môn Toán", None),
        ("Giải Nhất cuộc thi Học sinh giỏi", None),
        ("Khen thưởng đột xuất", None),
    ],
)
def test_words_of_titles(text: str, title: str | None) -> None:
    assert title_of(text) == title


def decided(**decisions: Any) -> list[str]:
    year = {"conduct_result": result4("dat"), "learning_result": result4("dat"), "absences": {"excused": "30"}}
    return rules("arithmetic", lower(grade=9, summaries={"year": year}, decisions=decisions))


def test_half_of_the_absences_is_not_all_of_them() -> None:
    """Without the unexcused ones nobody knows whether there were more than 45: neither answer is called wrong."""
    assert decided(promoted=True) == decided(promoted=False) == []
    assert decided(completed_level=True) == decided(completed_level=False) == []


@pytest.mark.parametrize(("unexcused", "expected"), [("15", []), ("15.5", ["promotion-differs"])])
def test_forty_five_sessions_and_a_half(unexcused: str, expected: list[str]) -> None:
    year = {"absences": {"excused": "30", "unexcused": unexcused}}
    results = {"conduct_result": result4("dat"), "learning_result": result4("dat")}
    one = upper(summaries={"year": {**year, **results}}, decisions={"promoted": True})
    assert rules("arithmetic", one) == expected


def test_a_pupil_with_a_plan_of_their_own_is_decided_on_by_the_head() -> None:
    year = {"conduct_result": result4("chua_dat"), "learning_result": result4("chua_dat")}
    then = {"policy_group": "Học sinh khuyết tật học hòa nhập"}
    one = upper(summaries={"year": year}, decisions={"promoted": True}, pupil_then=then)
    assert rules("arithmetic", one) == []


def test_primary_pupils_are_promoted_whatever_their_absences() -> None:
    year = {
        "education_result": {"scale": "primary_result", "value": "hoan_thanh"},
        "absences": {"total": "80"},
    }
    decisions = {"promoted": True, "completed_grade": True}
    assert rules("arithmetic", primary(summaries={"year": year}, decisions=decisions)) == []


@pytest.mark.parametrize("value", ["dat", "tot"])
def test_the_result_of_the_summer_may_already_stand_as_that_of_the_year(value: str) -> None:
    year = {
        "term1": {"conduct_result": result4("dat")},
        "term2": {"conduct_result": result4("chua_dat")},
        "year": {"conduct_result": result4("dat")},
    }
    expected = [] if value == "dat" else ["conduct-year-differs"]
    decisions = {"conduct_after_summer": result4(value)}
    assert rules("arithmetic", upper(summaries=year, decisions=decisions)) == expected


def test_a_second_term_that_stands_as_the_year_too_is_reckoned_like_any_other() -> None:
    """Where term 1 was better the copy is wrong; where both agree it is right, and nothing is said."""
    same = {period: {"result": score("7.0")} for period in ("term1", "term2", "year")}
    assert rules("arithmetic", upper([subject("toan", same)])) == []
    copied = {**same, "term1": {"result": score("8.0")}}
    assert rules("arithmetic", upper([subject("toan", copied)])) == ["year-average-differs"]
