"""Rules of subjects beyond their samples: both programmes at every level, names, parts, what is missing."""

from __future__ import annotations

import pytest
from checked_cards import card, findings, rules
from marked_years import (
    COMMENTED_6,
    COMMENTED_10,
    SCORED_6,
    SCORED_10,
    commented,
    lower,
    of_year,
    old,
    primary,
    result4,
    score,
    scored,
    subject,
    upper,
)

from hocba_interop.codelists import levels, regulations, subjects
from hocba_interop.validation.rules.subjects.names import PARTS, PROPER
from hocba_interop.validation.rules.subjects.taught import kind_of
from hocba_interop.validation.rules.subjects_curriculum import curriculum, grades_of, lacking

WHOLE = {"year": {"learning_result": result4("kha")}}
PLANS = [
    curriculum(rule.id, rule.programme, level, grade)
    for rule in regulations.all()
    for level in rule.levels
    for grade in levels.get(level).grades
]


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: f"{plan.regulation}-{plan.grade}")
def test_what_a_grade_learns_is_odd_in_nothing(plan) -> None:
    own = [name for name in plan.roles if kind_of(plan, name) not in ("own", "shared")]
    assert own == []
    assert lacking(plan, frozenset(plan.roles)) == ()


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: f"{plan.regulation}-{plan.grade}")
def test_each_compulsory_subject_is_missed_when_it_is_not_there(plan) -> None:
    compulsory = [name for name, role in plan.roles.items() if role == "compulsory"]
    assert compulsory
    kinds = {"cong_nghe", "cong_nghe_cong_nghiep", "cong_nghe_nong_nghiep"}
    for name in compulsory:
        without = frozenset(plan.roles) - {name}
        replaced = name in {"nghe_thuat", "am_nhac", "mi_thuat", "tin_hoc", "cong_nghe", "tin_hoc_va_cong_nghe"}
        if not (replaced or name in kinds):
            assert lacking(plan, without) == (name,)


@pytest.mark.parametrize("table", [PROPER, PARTS], ids=["names", "parts"])
def test_the_names_and_parts_lead_to_subjects_of_that_programme_and_level(table) -> None:
    for (programme, level), names in table.items():
        for other, proper in names.items():
            assert subjects.get(other) and grades_of(proper, programme, level), (programme, level, proper)
            assert not grades_of(other, programme, level), f"{other} is taught there"


def test_art_may_be_one_line_or_two() -> None:
    one_line = [*scored(SCORED_6, [8] * 8), *commented(COMMENTED_6)]
    two_lines = [*scored(SCORED_6, [8] * 8), *commented(set(COMMENTED_6) - {"nghe_thuat"} | {"am_nhac", "mi_thuat"})]
    half = [*scored(SCORED_6, [8] * 8), *commented(set(COMMENTED_6) - {"nghe_thuat"} | {"am_nhac"})]
    assert rules("subjects", lower(one_line, summaries=WHOLE)) == []
    assert rules("subjects", lower(two_lines, summaries=WHOLE)) == []
    assert rules("subjects", lower(half, summaries=WHOLE)) == ["compulsory-subjects-missing"]


def test_a_file_that_has_no_commented_subject_at_all_lacks_none() -> None:
    assert rules("subjects", upper(scored(SCORED_10, [8] * 9), summaries=WHOLE)) == []
    one = [*scored(SCORED_10, [8] * 9), *commented(["gdtc"])]
    (found,) = findings("subjects", [upper(one, summaries=WHOLE)])
    assert found.notice.facts["subjects"] == (
        "Nội dung giáo dục của địa phương",
        "Hoạt động trải nghiệm, hướng nghiệp",
    )


def test_one_subject_alone_is_no_record_of_the_term() -> None:
    one = [subject("toan", {"term1": {"result": score(8)}, "year": {"result": score(8)}})]
    assert rules("subjects", upper(one, summaries={"year": {"conduct_result": result4("tot")}})) == []


def test_a_subject_under_its_older_name_is_not_missing_as_well() -> None:
    one = [*scored(SCORED_10, [8] * 9), *commented({*COMMENTED_10, "the_duc"} - {"gdtc"})]
    assert rules("subjects", upper(one, summaries=WHOLE)) == ["subject-under-another-name"]


def test_strands_without_their_subject_are_of_the_other_programme() -> None:
    names = [name for name in SCORED_6 if name != "khoa_hoc_tu_nhien"]
    one = [*scored([*names, "vat_li", "sinh_hoc"], [8] * 9), *commented(COMMENTED_6)]
    (found,) = findings("subjects", [lower(one, summaries=WHOLE)])
    assert found.rule == "programmes-mixed" and found.notice.facts["subjects"] == ("Vật lí", "Sinh học")


def test_a_repeated_missing_subject_is_told_once_with_its_periods() -> None:
    names = [name for name in SCORED_10 if name != "toan"]
    periods = ("term1", "term2", "year")
    one = [subject(name, {period: {"result": score(8)} for period in periods}) for name in names]
    summaries = {period: {"learning_result": result4("kha")} for period in periods}
    (found,) = findings("subjects", [upper(one, summaries=summaries)])
    assert found.notice.facts["period"] == periods and found.notice.facts["subjects"] == ("Toán",)


def test_two_kinds_of_technology_are_one_elective() -> None:
    names = [*SCORED_10[:5], "vat_li", "hoa_hoc", "tin_hoc", "cong_nghe_cong_nghiep", "cong_nghe_nong_nghiep"]
    assert rules("subjects", upper(scored(names, [8] * 10), summaries=WHOLE)) == []


def test_learners_of_continuing_education_choose_and_learn_otherwise() -> None:
    one = of_year(
        *(2023, 10, "continuing_upper", "tt43-2021"), scored(["toan", "ngu_van", "lich_su"], [8] * 3), summaries=WHOLE
    )
    assert rules("subjects", one) == []


def test_art_of_one_term_in_grade_9_of_the_older_programme() -> None:
    """Âm nhạc and Mĩ thuật were taught in one term of grade 9: the year is looked at, the terms are not."""
    names = ("ngu_van", "toan", "ngoai_ngu_1", "gdcd", "vat_li", "hoa_hoc", "sinh_hoc", "lich_su", "dia_li")
    one = [*scored([*names, "cong_nghe"], [8] * 10, "term1"), *commented(["the_duc", "am_nhac"], "term1")]
    term1 = {"term1": {"learning_result": {"scale": "learning5", "value": "gioi"}}}
    assert rules("subjects", old(one, summaries=term1)) == []


def test_a_pupil_with_a_plan_of_their_own_lacks_nothing() -> None:
    one = upper(scored(["toan"], [8]), summaries=WHOLE, pupil_then={"exempt_from_assessment": True})
    assert rules("subjects", one) == []


def test_a_year_of_which_only_the_level_is_known() -> None:
    year = {"level": "primary", "regulation": "tt27-2020", "subjects": [subject("hoa_hoc"), subject("khoa_hoc")]}
    assert rules("subjects", card(years=[year])) == ["subject-of-another-level"]


def test_english_beside_french_are_two_languages() -> None:
    both = [
        subject("ngoai_ngu_1", {"year": {"result": score(8)}}, language="tieng_anh"),
        subject("ngoai_ngu_2", {"year": {"result": score(8)}}, language="tieng_phap"),
    ]
    assert rules("subjects", upper(both)) == []


def test_a_language_that_is_not_taken_needs_no_name() -> None:
    assert rules("subjects", primary([subject("ngoai_ngu_1", enrolment="not_enrolled")], grade=2)) == []
