"""Rules of marks beyond their samples: what is not said, what is said once, and of what nothing may be said."""

from __future__ import annotations

import pytest
from checked_cards import card, findings, rules
from hypothesis import HealthCheck, given, settings
from marked_years import commented, first_year, lower, old, passed, primary, result4, score, subject, upper
from school_cards import school_documents
from strategies import report_cards

from hocba_interop.model import ReportCard
from hocba_interop.model.flat import Path, flatten
from hocba_interop.notices import Place, PointerPlace, catalogue
from hocba_interop.validation.findings import Findings
from hocba_interop.validation.record import Record
from hocba_interop.validation.rules import arithmetic, marks, subjects
from hocba_interop.validation.rules.marks_year import plain_decimal

CHECKS = (*marks.CHECKS, *arithmetic.CHECKS, *subjects.CHECKS)


@given(report_cards() | school_documents().map(lambda document: document.report_cards[0]))
@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
def test_any_record_is_checked_and_every_finding_has_a_place_in_it(one: ReportCard) -> None:
    """No value, however odd, stops a check; a finding points into the record and is one that its check names."""
    known = {path[:length] for path in flatten(one) for length in range(len(path) + 1)}

    def locate(path: Path) -> Place:
        assert path in known
        return PointerPlace(0, "/".join(path))

    found: list[str] = []
    taking = Findings(lambda notice, _: found.append(notice.rule))
    taking.record = Record(one, 0, locate, lambda _: True)
    for check in CHECKS:
        check.run(taking.record, taking)
        assert {*found} <= {*check.rules}
        found.clear()


@pytest.mark.parametrize("text", ["8", "8.5", "10", "0.0", "-1", "08.50"])
def test_a_plain_decimal_number_is_a_number(text: str) -> None:
    assert plain_decimal(text)


@pytest.mark.parametrize("text", ["", "8,5", "8.", ".5", "1e1", "1_0", "NaN", "８", "+8", " 8", "--1", "8.5.1"])
def test_what_python_would_read_as_a_number_is_none_here(text: str) -> None:
    assert not plain_decimal(text)
    assert rules("marks", upper([subject("toan", {"term1": {"result": score(text)}})])) == ["mark-not-a-number"]


def test_the_value_of_a_mark_is_shown_only_when_asked_for() -> None:
    (found,) = findings("marks", [upper([subject("toan", {"term1": {"result": score("98.7")}})])])
    assert "98.7" not in found.notice.message("vi") + found.notice.message("en")
    assert "98.7" in found.notice.message("vi", show_values=True)


def test_no_message_of_these_families_shows_a_value_unasked() -> None:
    private = ("recorded", "expected", "numbers", "value", "ground", "award", "together")
    own = [rule for rule in catalogue().values() if rule.family in ("marks", "arithmetic", "subjects")]
    expected_counts = {"regular-marks-unusual", "regular-marks-outside-circular", "electives-not-four"}
    for rule in own:
        for name in private:
            if not (name == "expected" and rule.name in expected_counts):
                assert f"{{{name}}}" not in rule.texts["vi"] + rule.texts["en"], rule.name


def test_a_mark_is_pointed_at_by_its_path() -> None:
    one = upper([subject("toan", {"term2": {"regular": [score("8"), None, score("11")]}})])
    (found,) = findings("marks", [one])
    assert found.path == ("years", "2023-2024", "subjects", "toan", "periods", "term2", "regular", "2")


def test_the_second_of_two_equal_subjects_is_pointed_at() -> None:
    one = upper([subject("toan"), subject("toan", {"term1": {"result": score("11")}})])
    assert [found.path[3] for found in findings("marks", [one])] == ["toan#2"]


def test_a_trait_that_no_list_knows_is_pointed_at_by_its_label() -> None:
    level = {"level": {"scale": "pass", "value": "tot"}}
    traits = [{"trait": "khac", "source_label": "Tự tin", "periods": {"year": level}}]
    found = findings("marks", [primary(traits=traits)])
    assert {one.rule for one in found} == {"mark-off-scale", "scale-of-another-circular"}
    assert {one.path for one in found} == {("years", "2024-2025", "traits", "khac:tự tin", "periods", "year", "level")}


def test_a_subject_of_the_wrong_kind_is_told_once() -> None:
    wrong = {"regular": [score(8), score(8)], "midterm": score(8), "final": score(8), "result": score("8.0")}
    one = upper([subject("gdtc", {"term1": wrong, "term2": wrong, "year": {"result": score("8.0")}})])
    assert rules("marks", one) == ["score-for-comment-subject"]


def test_a_subject_of_which_the_circular_says_nothing_may_have_any_mark() -> None:
    unknown = {"source_label": "Cờ vua", "assessed_by": "score"}
    one = upper([subject("khac", {"term1": {"result": passed()}}, **unknown)])
    assert rules("marks", one) == []


def test_what_a_source_does_not_state_is_not_held_against_it() -> None:
    one = lower([subject("am_nhac", {"term1": {"result": passed()}}, assessed_by="score")])
    said: list[str] = []
    taking = Findings(lambda notice, _: said.append(notice.rule))
    taking.record = Record(one, 0, lambda path: PointerPlace(0, ""), lambda path: path[-1] != "assessed_by")
    for check in marks.CHECKS:
        check.run(taking.record, taking)
    assert said == []


def test_primary_subjects_with_a_test_are_assessed_by_comment_too() -> None:
    level = {"level": {"scale": "primary_level", "value": "hoan_thanh"}}
    said = [subject(name, {"year": level}, assessed_by="comment") for name in ("toan", "dao_duc")]
    assert rules("marks", primary(said)) == []


@pytest.mark.parametrize(
    ("regulation", "grade", "start", "followed"),
    [
        (None, 10, 2023, "tt22-2021"),
        ("tt27-2020", 10, 2023, "tt22-2021"),
        ("tt58-2011", 9, 2022, "tt58-2011"),
        ("no-such", 4, 2024, "tt27-2020"),
    ],
)
def test_the_year_and_grade_decide_where_the_circular_is_not_of_the_level(
    regulation: str | None, grade: int, start: int, followed: str
) -> None:
    year = {"school_year": f"{start}-{start + 1}", "grade": grade, "regulation": regulation}
    assert first_year(card(years=[year])).regulation == followed


def test_a_year_without_a_known_circular_is_said_to_be_unchecked() -> None:
    one = card(years=[{"subjects": [subject("toan", {"term1": {"result": result4("tot")}})]}])
    taking = Findings(lambda notice, _: pytest.fail(notice.rule))
    taking.record = Record(one, 0, lambda path: PointerPlace(0, ""), lambda path: True)
    skipped = {}
    for check in CHECKS:
        check.run(taking.record, taking)
        skipped[check.name] = set(taking.skips)
        taking.skips.clear()
    assert skipped["marks.scales"] == {"no-regulation"} and skipped["marks.values"] == set()


def test_learners_of_continuing_education_are_held_to_the_numbers_that_are_known() -> None:
    marks = {"regular": [score(8)] * 3, "midterm": score(8), "final": score(8), "result": score("8.0")}
    one = card(
        years=[
            {
                "school_year": "2023-2024",
                "grade": 10,
                "level": "continuing_upper",
                "regulation": "tt43-2021",
                "subjects": [subject("ngu_van", {"term1": marks})],
            }
        ]
    )
    assert rules("marks", one) == []


@pytest.mark.parametrize("count", range(1, 8))
def test_the_number_of_regular_marks_of_a_subject_with_70_periods_and_study_topics(count: int) -> None:
    marks = {"regular": [score(8)] * count, "midterm": score(8), "final": score(8), "result": score("8.0")}
    expected = {2: ["regular-marks-unusual"], 3: [], 4: [], 5: ["regular-marks-unusual"]}
    found = rules("marks", upper([subject("dia_li", {"term1": marks})]))
    assert found == expected.get(count, ["regular-marks-outside-circular"])


def test_thong_tu_58_counts_marks_otherwise() -> None:
    marks = {"regular": [score(8)] * 7, "midterm": score(8), "final": score(8), "result": score("8.0")}
    one = old([subject("toan", {"term1": marks})])
    assert rules("marks", one) == ["regular-marks-outside-circular"]
    older = one.model_copy(update={"years": (one.years[0].model_copy(update={"regulation": "tt58-2011"}),)})
    assert rules("marks", older) == []


def test_an_elective_of_the_class_that_a_pupil_does_not_take_is_nothing_odd() -> None:
    one = upper([subject("hoa_hoc", enrolment="exempt_or_not_enrolled"), *commented(["gdtc"])])
    assert rules("marks", one) == []


def test_absences_of_a_term_may_be_fewer_than_those_of_the_term_before() -> None:
    counted = {"counted_from": "term_start"}
    terms = {
        "term1": {"absences": {"excused": "4", "unexcused": "2", "total": "6", **counted}},
        "term2": {"absences": {"excused": "1", "unexcused": "0", "total": "1", **counted}},
        "year": {"absences": {"excused": "5", "unexcused": "2", "total": "7", "counted_from": "year_start"}},
    }
    assert rules("marks", upper(summaries=terms)) == []
    terms["year"]["absences"] = {"total": "5", "counted_from": "year_start"}
    (found,) = findings("marks", [upper(summaries=terms)])
    assert (found.rule, found.path[3], found.also and found.also[3]) == ("absences-shrink", "year", "term1")


def test_impossible_absences_are_not_added_up() -> None:
    summaries = {"year": {"absences": {"excused": "hai", "unexcused": "1", "total": "3"}}}
    assert rules("marks", upper(summaries=summaries)) == ["absences-impossible"]
