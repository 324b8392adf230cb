"""Which circular ruled when; what completes a level before and after 2026; every statement says what it rests on."""

from __future__ import annotations

import inspect
from datetime import date
from types import ModuleType

import pytest

from hocba_interop.codelists import regulations as known
from hocba_interop.codelists import scales
from hocba_interop.regulations import (
    MODULES,
    completion,
    ruling,
    tt22_2021,
    tt26_2020,
    tt27_2020,
    tt43_2021,
    tt58_2011,
    values,
)
from hocba_interop.regulations.sources import Certainty, Source


def test_every_circular_of_the_list_has_its_module() -> None:
    assert set(MODULES) == {item.id for item in known.all()}
    assert {module.ID: module for module in MODULES.values()} == dict(MODULES)


def test_the_module_that_ruled_a_year() -> None:
    assert ruling("2023-2024", 12) is tt26_2020
    assert ruling("2023-2024", 11) is tt22_2021
    assert ruling("2023-2024", 11, "continuing_upper") is tt43_2021
    assert ruling("2024-2025", 5) is tt27_2020
    assert ruling("2010-2011", 6) is None


@pytest.mark.parametrize("module", MODULES.values(), ids=MODULES)
def test_scales_are_those_of_the_code_list(module: ModuleType) -> None:
    assert set(module.SCALES.values()) <= set(scales.SCALES)


def test_levels_stand_in_the_order_of_their_scale_the_best_first() -> None:
    assert scales.values(tt22_2021.SCALES["learning_result"]) == tt22_2021.learning.LEVELS
    assert scales.values(tt22_2021.SCALES["conduct_result"]) == tuple(tt22_2021.conduct.YEAR)
    assert scales.values(tt22_2021.SCALES["comment_subject"]) == values.PASSES
    assert scales.values(tt58_2011.SCALES["learning_result"]) == tt58_2011.learning.LEVELS
    assert scales.values(tt58_2011.SCALES["conduct_result"]) == tt58_2011.decisions.CONDUCT_LEVELS
    assert scales.values(tt58_2011.SCALES["comment_subject"]) == values.PASSES
    assert scales.values(tt27_2020.SCALES["subject"]) == tt27_2020.LEVELS
    assert scales.values(tt27_2020.SCALES["quality"]) == tt27_2020.TRAIT_LEVELS
    assert scales.values(tt27_2020.SCALES["education_result"]) == tt27_2020.RESULTS


@pytest.mark.parametrize("module", MODULES.values(), ids=MODULES)
def test_every_function_says_what_it_rests_on(module: ModuleType) -> None:
    names = {
        name
        for name, value in inspect.getmembers(module, inspect.isfunction)
        if name in module.__all__ and value.__module__.startswith("hocba_interop.regulations")
    }
    assert names <= set(module.SOURCES), names - set(module.SOURCES)
    assert all(source.text.startswith(("TT", "Luật")) for source in module.SOURCES.values())


@pytest.mark.parametrize(
    ("circular", "lower", "upper", "only_upper"),
    [
        (tt22_2021, "lower_secondary", "upper_secondary", "gdkt_pl"),
        (tt43_2021, "continuing_lower", "continuing_upper", "gdkt_pl"),
        (tt58_2011, "lower_secondary", "upper_secondary", "gdqp_an"),
        (tt26_2020, "lower_secondary", "upper_secondary", "gdqp_an"),
    ],
)
def test_how_a_subject_is_assessed_depends_on_circular_level_and_grade(
    circular: ModuleType, lower: str, upper: str, only_upper: str
) -> None:
    # at primary level the first foreign language is not scored in every grade
    assert circular.assessed_by("ngoai_ngu_1") == "score"
    assert circular.assessed_by("tieng_viet") is None
    assert circular.assessed_by(only_upper, upper, 11) == "score"
    assert circular.assessed_by(only_upper, lower) is None
    assert circular.assessed_by(only_upper, None, 7) is None


@pytest.mark.parametrize(
    ("certainty", "firm"),
    [("text", True), ("measured", True), ("well_known", True), ("less_sure", False), ("inferred", False)],
)
def test_what_is_half_known_is_not_firm(certainty: Certainty, firm: bool) -> None:
    assert Source("TT22/2021", None, certainty).firm is firm


def test_how_a_source_is_quoted() -> None:
    assert str(tt22_2021.SOURCES["learning_result"]) == "TT22/2021, Điều 9.2"
    assert str(Source("TT43/2021", None, "text")) == "TT43/2021"


def test_nothing_firm_rests_on_the_unread_table_of_continuing_education() -> None:
    assert not tt43_2021.SOURCES["learning_result"].firm
    assert not tt22_2021.SOURCES["adjustment_readings"].firm


@pytest.mark.parametrize(
    ("grade", "on", "statement", "diploma", "by_head"),
    [
        (5, date(2026, 6, 1), "hoan_thanh_chuong_trinh_tieu_hoc", False, False),
        (9, date(2025, 12, 31), "hoan_thanh_chuong_trinh_thcs", True, False),
        (9, date(2026, 1, 1), "hoan_thanh_chuong_trinh_thcs", False, False),
        (12, date(2025, 12, 31), "hoan_thanh_chuong_trinh_thpt", True, False),
        (12, date(2026, 1, 1), "hoan_thanh_chuong_trinh_thpt", True, True),
    ],
)
def test_completion_of_a_level(grade: int, on: date, statement: str, diploma: bool, by_head: bool) -> None:
    done = completion(grade, on)
    assert (done.statement, done.diploma, done.diploma_by_head) == (statement, diploma, by_head)
    assert ("TT10/2026" in done.source.text) is (grade > 5 and on.year == 2026)


@pytest.mark.parametrize("grade", [0, 4, 8, 11, 13])
def test_other_grades_complete_no_level(grade: int) -> None:
    assert completion(grade, date(2026, 6, 1)) is None
