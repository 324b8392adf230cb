"""Each need: a record that has the thing does not lack it, the same record without it does."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from hocba_interop.adapters.canonical.json_writing import document_text
from hocba_interop.adapters.source import Source
from hocba_interop.checklists import Checklist, checklist
from hocba_interop.checklists.finders import EVERY, FINDERS, Gap
from hocba_interop.checklists.profile import load_profile
from hocba_interop.reports import checklist_words

from . import records
from .records import Record


def check(*cards: Record) -> Checklist:
    return checklist(records.document(*cards))


def source(*cards: Record) -> Source:
    return Source("vao.json", "".join(document_text(records.document(*cards))).encode())


def gaps(found: Checklist, need: str, pupil: int = 0) -> list[Gap]:
    return [lack.gap for lack in found.lacks if lack.need.id == need and lack.pupil == pupil]


def needs(found: Checklist) -> set[str]:
    return {lack.need.id for lack in found.lacks}


@pytest.mark.parametrize("card", [records.secondary(), records.leaving_in_mid_year()], ids=["summer", "mid-year"])
def test_a_complete_record_lacks_nothing(card: Record) -> None:
    found = check(card)
    assert found.lacks == []
    assert found.is_complete


def test_a_primary_record_lacks_the_earlier_grades_only() -> None:
    found = check(records.primary())
    assert needs(found) == {"earlier-grades"}
    assert [gap.grade for gap in gaps(found, "earlier-grades")] == [1, 2, 3]


def _without(*path: str) -> Callable[[Record], None]:
    """Takes something out of a card: a key of the pupil, or (``last``) of the latest year."""

    def take(card: Record) -> None:
        node: Any = card["years"][-1] if path[0] == "last" else card[path[0]]
        for name in path[1:-1]:
            node = node[name]
        node[path[-1]] = None

    return take


def _put(value: Any, *path: str) -> Callable[[Record], None]:
    def put(card: Record) -> None:
        node: Any = card["years"][-1] if path[0] == "last" else card[path[0]]
        for name in path[1:-1]:
            node = node[name]
        node[path[-1]] = value

    return put


SECONDARY: dict[str, Callable[[Record], None]] = {
    "pupil-code": _without("student", "identifiers", "pupil_code"),
    "pupil-code-form": _put("TAM-12", "student", "identifiers", "pupil_code"),
    "personal-id": _without("student", "identifiers", "personal_id"),
    "personal-id-form": _put("99000000001", "student", "identifiers", "personal_id"),
    "full-name": _without("student", "full_name"),
    "birth-date": _without("student", "birth_date"),
    "birth-date-full": _put("2009-03", "student", "birth_date"),
    "sex": _without("student", "sex"),
    "birth-place": _without("student", "birth_place"),
    "home-town": _without("student", "home_town"),
    "ethnicity": _without("student", "ethnicity"),
    "nationality": _without("student", "nationality"),
    "guardians": _put([], "student", "guardians"),
    "residence": _without("last", "pupil_then"),
    "school-code": _without("last", "school", "code"),
    "school-name": _without("last", "school"),
    "class-name": _without("last", "class_name"),
    "learning-result": _without("last", "summaries", "term2", "learning_result"),
    "conduct-result": _without("last", "summaries", "year", "conduct_result"),
    "class-teacher-comment": _without("last", "summaries", "year", "comment"),
    "promotion": _without("last", "decisions", "promoted"),
    "signers": _put([], "last", "issue", "signers"),
    "issue-status": _put("head_signed", "last", "issue", "status"),
    "individual-plan": _put({"exempt_from_assessment": True}, "last", "pupil_then"),
    "leaving-status": lambda card: card["history"].clear(),
    "leaving-date": lambda card: card["history"][0].pop("arrived_on"),
    "any-results": lambda card: card["years"].clear(),
    "earlier-grades": lambda card: card["years"].pop(0),
    "languages": lambda card: _subject(card, "ngoai_ngu_1").pop("language"),
    "enrolment": lambda card: card["years"][-1]["subjects"].append(
        {"subject": "dia_li", "enrolment": "exempt_or_not_enrolled"}
    ),
    "electives": lambda card: card["years"][-1]["subjects"].pop(),
    "subject-marks": lambda card: _subject(card, "toan")["periods"].pop("term1"),
    "subject-comments": lambda card: _subject(card, "toan")["periods"]["year"].pop("comment"),
}


def _subject(card: Record, name: str) -> Any:
    return next(subject for subject in card["years"][-1]["subjects"] if subject["subject"] == name)


@pytest.mark.parametrize("need", SECONDARY)
def test_what_is_taken_out_lacks(need: str) -> None:
    card = records.secondary()
    SECONDARY[need](card)
    assert need in needs(check(card))


PRIMARY: dict[str, Callable[[Record], None]] = {
    "education-result": _without("last", "summaries", "year", "education_result"),
    "absences-primary": _without("last", "summaries", "year", "absences"),
    "competence-comments": _without("last", "summaries", "year", "comments"),
    "completion-primary": _without("last", "decisions", "completed_grade"),
    "promotion-primary": _without("last", "decisions", "promoted"),
    "traits": lambda card: card["years"][-1]["traits"].pop(),
    "subject-levels": lambda card: _subject(card, "dao_duc")["periods"]["year"].pop("level"),
    "subject-tests": lambda card: _subject(card, "khoa_hoc")["periods"]["year"].pop("test"),
}


@pytest.mark.parametrize("need", PRIMARY)
def test_what_is_taken_out_of_a_primary_record_lacks(need: str) -> None:
    card = records.primary()
    PRIMARY[need](card)
    assert needs(check(card)) == {"earlier-grades", need}


def test_grades_one_and_two_need_no_technology_nor_informatics() -> None:
    card = records.primary()
    year = card["years"][-1] = records.primary_year(4, 2025) | {"grade": 2, "class_name": "2A"}
    year["traits"] = [trait for trait in year["traits"] if trait["trait"] not in ("tin_hoc", "cong_nghe")]
    assert "traits" not in needs(check(card))
    year["grade"] = 3
    missing = {gap.member for gap in gaps(check(card), "traits")}
    assert missing == {("traits", "tin_hoc"), ("traits", "cong_nghe")}


def test_a_year_of_the_old_circular_needs_its_own_results() -> None:
    card = records.secondary()
    card["years"][0] = records.old_year(10, 2021)
    assert needs(check(card)) == set()
    card["years"][0]["summaries"]["term1"] |= {"learning_result": None, "conduct_result": None}
    assert needs(check(card)) == {"learning-result-58", "conduct-result-58"}


def test_a_year_of_tt22_2016_needs_its_own_traits() -> None:
    card = records.primary()
    card["years"].insert(0, records.primary_year(3, 2021) | {"regulation": "tt22-2016", "traits": []})
    found = gaps(check(card), "traits-22")
    assert [(gap.school_year, gap.member) for gap in found] == [("2021-2022", ("traits", EVERY))]


def test_the_last_grade_needs_the_completion_of_the_level() -> None:
    card = records.secondary()
    card["years"].append(records.secondary_year(12, 2026))
    card["history"] = records.left("2026-2027")
    assert needs(check(card)) == set()
    card["years"][-1]["decisions"] = None
    assert needs(check(card)) == {"completion-level"}


@pytest.mark.parametrize(("field", "need"), [("school_year", "school-year"), ("grade", "grade")])
def test_a_year_without_a_name_or_grade(field: str, need: str) -> None:
    card = records.secondary()
    card["years"][0][field] = None
    assert need in needs(check(card))


def test_a_circular_is_known_by_grade_and_year_or_lacks() -> None:
    card = records.secondary()
    card["years"][0]["regulation"] = None
    assert "regulation" not in needs(check(card))
    card["years"][0]["school_year"] = None
    assert "regulation" in needs(check(card))


def test_an_empty_mark_is_asked_for_by_subject_and_period() -> None:
    card = records.secondary()
    _subject(card, "toan")["periods"].pop("term2")
    assert gaps(check(card), "subject-marks") == [Gap("2025-2026", 11, "term2", ("subjects", "toan"))]


def test_a_compulsory_subject_without_a_line_lacks() -> None:
    card = records.secondary()
    card["years"][-1]["subjects"] = [s for s in card["years"][-1]["subjects"] if s["subject"] != "gdqp_an"]
    missing = gaps(check(card), "subject-marks")
    assert {gap.member for gap in missing} == {("subjects", "gdqp_an")}
    assert [gap.period for gap in missing] == ["term1", "term2", "year"]


@pytest.mark.parametrize("enrolment", ["exempt", "not_enrolled", "exempt_or_not_enrolled"])
def test_a_subject_that_is_not_taken_needs_no_mark(enrolment: str) -> None:
    card = records.secondary()
    card["years"][-1]["subjects"].append({"subject": "dia_li", "enrolment": enrolment})
    assert gaps(check(card), "subject-marks") == []
    card["years"][-1]["subjects"][-1]["enrolment"] = "enrolled"
    assert len(gaps(check(card), "subject-marks")) == 3


def test_a_term_without_any_mark_is_one_gap() -> None:
    card = records.secondary()
    for subject in card["years"][-1]["subjects"]:
        subject["periods"].pop("year")
    assert gaps(check(card), "subject-marks") == [Gap("2025-2026", 11, "year", ("subjects", EVERY))]


def test_an_exempt_pupil_needs_no_marks_but_the_plan() -> None:
    card = records.secondary()
    year = card["years"][-1]
    year |= {"subjects": [], "pupil_then": {"exempt_from_assessment": True, "residence": {"text": "Nam Định"}}}
    for summary in year["summaries"].values():
        summary |= {"learning_result": None, "conduct_result": None}
    assert needs(check(card)) == {"individual-plan"}


def _class_of(count: int) -> list[Record]:
    return [records.secondary(number) for number in range(1, count + 1)]


def test_a_subject_taught_in_one_term_only_lacks_nothing_in_the_other() -> None:
    cards = _class_of(5)
    for card in cards:
        _subject(card, "gd_dia_phuong")["periods"].pop("term1")
    assert gaps(check(*cards), "subject-marks") == []
    alone = check(cards[0])
    assert len(gaps(alone, "subject-marks")) == 1


def test_a_term_of_which_only_one_book_is_there_lacks_the_other_subjects() -> None:
    cards = _class_of(5)
    for card in cards:
        for subject in card["years"][-1]["subjects"]:
            if subject["subject"] != "toan":
                subject["periods"].pop("term1")
    assert len(gaps(check(*cards), "subject-marks")) == len(records.UPPER) - 1


def test_a_subject_that_the_class_takes_is_asked_about() -> None:
    cards = _class_of(5)
    extra = {"subject": "dia_li", "periods": {"term1": {"result": records.mark("score10", "8")}}}
    for card in cards[1:]:
        card["years"][-1]["subjects"].append(copy.deepcopy(extra))
    assert gaps(check(*cards), "subject-of-class") == [Gap("2025-2026", 11, "term1", ("subjects", "dia_li"))]
    cards[2]["years"][-1]["subjects"].pop()
    cards[3]["years"][-1]["subjects"].pop()
    assert gaps(check(*cards), "subject-of-class") == []


def test_a_pupil_of_another_class_is_no_classmate() -> None:
    cards = _class_of(5)
    extra = {"subject": "dia_li", "periods": {"term1": {"result": records.mark("score10", "8")}}}
    for card in cards[1:]:
        card["years"][-1]["subjects"].append(copy.deepcopy(extra))
        card["years"][-1]["class_name"] = "11A2"
    assert gaps(check(*cards), "subject-of-class") == []


def test_a_list_of_pupils_is_no_record() -> None:
    card = records.secondary()
    card["years"] = [{"school_year": "2025-2026", "grade": 10, "class_name": "10A1", "school": {"name": "Ví Dụ"}}]
    assert {"any-results", "component-marks"} <= needs(check(card))


def test_component_marks_of_the_term_under_way() -> None:
    card = records.leaving_in_mid_year()
    _subject(card, "toan")["periods"]["term2"] = {}
    assert gaps(check(card), "component-marks") == [Gap("2025-2026", 11, "term2", ("subjects", "toan"))]
    for subject in card["years"][-1]["subjects"]:
        subject["periods"].pop("term2")
    assert gaps(check(card), "component-marks") == [Gap("2025-2026", 11, "term2", ("subjects", EVERY))]


def test_a_pupil_who_leaves_after_the_first_term_needs_no_results_of_the_year() -> None:
    card = records.leaving_in_mid_year()
    assert gaps(check(card), "learning-result") == []
    card["years"][-1]["summaries"]["term1"]["learning_result"] = None
    assert [gap.period for gap in gaps(check(card), "learning-result")] == ["term1"]


def test_absences_of_the_year_stand_for_those_of_the_terms() -> None:
    card = records.secondary()
    for period in ("term1", "term2"):
        card["years"][-1]["summaries"][period]["absences"] = None
    assert gaps(check(card), "absences") == []
    card["years"][-1]["summaries"]["year"]["absences"] = None
    assert [gap.period for gap in gaps(check(card), "absences")] == ["term1", "term2"]


def test_arts_are_one_subject_or_its_two_parts() -> None:
    card = records.primary()
    year = card["years"][-1]
    parts = [subject for subject in year["subjects"] if subject["subject"] in ("am_nhac", "mi_thuat")]
    year["subjects"].remove(parts[1])
    assert {gap.member for gap in gaps(check(card), "subject-levels")} == {("subjects", "mi_thuat")}
    year["subjects"].remove(parts[0])
    assert {gap.member for gap in gaps(check(card), "subject-levels")} == {("subjects", "nghe_thuat")}
    year["subjects"].append(parts[0] | {"subject": "nghe_thuat"})
    assert gaps(check(card), "subject-levels") == []


def test_the_status_that_stands_there_is_told() -> None:
    card = records.secondary()
    card["years"][-1]["issue"]["status"] = "head_signed"
    assert [gap.known for gap in gaps(check(card), "issue-status")] == ["head_signed"]


def test_advisable_lacks_leave_a_record_complete() -> None:
    card = records.secondary()
    card["history"].clear()
    found = check(card)
    assert found.advisable and found.is_complete


def test_every_need_is_tested_and_every_finder_used() -> None:
    profile = load_profile("transfer")
    of_their_own = {
        *("learning-result-58", "conduct-result-58", "traits-22", "completion-level", "school-year", "grade"),
        *("regulation", "subject-of-class", "component-marks", "absences"),
    }
    assert {need.id for need in profile.needs} == {*SECONDARY, *PRIMARY, *of_their_own}
    assert {need.find for need in profile.needs} == set(FINDERS)


def test_every_need_names_a_supplier_and_how_surely_it_is_founded() -> None:
    profile = load_profile("transfer")
    suppliers = {supplier.id for supplier in profile.suppliers}
    for item in (*profile.needs, *profile.reminders):
        assert item.supplier in suppliers
        assert item.certainty in ("F", "P", "D", "I")
        assert item.source["vi"] and item.source["en"]


def test_a_year_that_was_chosen_lacks_no_other_year() -> None:
    both = source(records.secondary())
    assert "earlier-grades" not in needs(checklist(both, school_year="2025-2026"))
    alone = records.secondary()
    alone["years"].pop(0)
    assert "earlier-grades" in needs(checklist(source(alone), school_year="2025-2026"))


def test_with_nobody_to_look_at_nothing_is_said_to_be_complete() -> None:
    nobody = checklist(source(records.secondary()), students=["111"])
    assert nobody.pupils == () and not nobody.is_complete
    assert not check().is_complete  # also where nothing else is wrong
    complete = checklist_words.summary(check(records.secondary()), "vi")
    assert complete.rpartition(": ")[2] not in checklist_words.summary(nobody, "vi")
