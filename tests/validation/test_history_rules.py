"""The course of the school years: order, grades, circulars, moves."""

from __future__ import annotations

import pytest
from checked_cards import card, findings, rules, year

from hocba_interop.model import ReportCard

# The roll-out as domain knowledge has it: by start year, the grades of each circular (Thông tư).
CIRCULARS = {
    2019: {"tt22-2016": (1, 5), "tt58-2011": (6, 12)},
    2020: {"tt27-2020": (1, 1), "tt22-2016": (2, 5), "tt26-2020": (6, 12)},
    2021: {"tt27-2020": (1, 2), "tt22-2016": (3, 5), "tt22-2021": (6, 6), "tt26-2020": (7, 12)},
    2022: {"tt27-2020": (1, 3), "tt22-2016": (4, 5), "tt22-2021": (6, 7), "tt26-2020": (8, 9)},
    2023: {"tt27-2020": (1, 4), "tt22-2016": (5, 5), "tt22-2021": (6, 8), "tt26-2020": (9, 9)},
    2024: {"tt27-2020": (1, 5), "tt22-2021": (6, 12)},
    2026: {"tt27-2020": (1, 5), "tt22-2021": (6, 12)},
}
UPPER = {2022: {"tt22-2021": (10, 10), "tt26-2020": (11, 12)}, 2023: {"tt22-2021": (10, 11), "tt26-2020": (12, 12)}}
AMENDED = {"tt26-2020": "tt58-2011", "tt22-2016": "tt30-2014"}
ALL = ["tt27-2020", "tt22-2021", "tt58-2011", "tt26-2020", "tt22-2016", "tt30-2014"]


def _in_force() -> list[tuple[int, int, str]]:
    return [
        (start, grade, circular)
        for table in (CIRCULARS, UPPER)
        for start, ranges in table.items()
        for circular, (first, last) in ranges.items()
        for grade in range(first, last + 1)
    ]


@pytest.mark.parametrize(("start", "grade", "circular"), _in_force())
def test_the_circular_of_a_year(start: int, grade: int, circular: str) -> None:
    for named in ALL:
        years = [year(f"{start}-{start + 1}", grade, regulation=named)]
        right = named in (circular, AMENDED.get(circular))
        assert rules("history", card(years=years)) == ([] if right else ["circular-of-other-year"]), named


def test_continuing_education_has_a_circular_of_its_own() -> None:
    def found(circular: str, level: str | None) -> list[str]:
        return rules("history", card(years=[year("2024-2025", 11, regulation=circular, level=level)]))

    assert found("tt43-2021", "continuing_upper") == found("tt43-2021", None) == []
    assert found("tt22-2021", "continuing_upper") == ["circular-of-other-year"]
    assert found("tt43-2021", "upper_secondary") == ["circular-of-other-year"]


def test_of_years_that_no_table_knows_nothing_is_said() -> None:
    assert rules("history", card(years=[year("1999-2000", 7, regulation="tt58-2011", programme="gdpt-2006")])) == []
    assert rules("history", card(years=[year(None, 7, regulation="tt27-2020")])) == []
    assert rules("history", card(years=[year("2023-2024", None, regulation="tt27-2020")])) == []


def test_an_unknown_word_is_one_finding() -> None:
    found = findings("history", [card(years=[year(grade=4, level="tiểu học", regulation="TT27", programme="2018")])])
    assert [one.rule for one in found] == ["year-word-unknown"] * 3
    assert [one.path[-1] for one in found] == ["level", "programme", "regulation"]


@pytest.mark.parametrize("text", ["2023", "2023-2025", "2024-2023", "2023-24", "2023 - 2024", "2023–2024", "Ví"])
def test_school_years_that_are_none(text: str) -> None:
    assert rules("history", card(years=[year(text, 4)])) == ["school-year-malformed"]


def course(*steps: tuple[int, int, bool | None]) -> ReportCard:
    """Years by start, grade, and whether the pupil was promoted at the end."""
    return card(
        years=[
            year(f"{start}-{start + 1}", grade, decisions=None if promoted is None else {"promoted": promoted})
            for start, grade, promoted in steps
        ]
    )


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([(2020, 5, True), (2021, 6, True), (2022, 7, None)], []),
        ([(2020, 5, None), (2021, 5, None)], ["grade-taken-again"]),
        ([(2020, 5, False), (2021, 5, True)], ["grade-taken-again"]),
        ([(2020, 5, True), (2021, 5, None)], ["promoted-but-same-grade"]),
        ([(2020, 5, False), (2021, 6, None)], ["not-promoted-but-next-grade"]),
        ([(2020, 5, None), (2021, 7, None)], ["grade-jumps"]),
        ([(2020, 5, True), (2021, 7, None)], ["grade-jumps"]),
        ([(2020, 5, False), (2021, 7, None)], ["grade-jumps", "not-promoted-but-next-grade"]),
        ([(2020, 5, None), (2021, 4, None)], ["grade-falls"]),
        ([(2020, 5, False), (2021, 4, None)], ["grade-falls"]),
        ([(2020, 5, True), (2022, 6, None)], ["year-gap"]),
        ([(2020, 5, True), (2022, 5, None)], ["year-gap", "grade-taken-again"]),
        ([(2020, 5, False), (2022, 7, None)], ["year-gap"]),
        ([(2021, 6, None), (2020, 5, None)], ["years-out-of-order"]),
        ([(2020, 5, None), (2020, 5, None)], ["school-year-twice"]),
    ],
)
def test_the_course_of_the_grades(steps: list[tuple[int, int, bool | None]], expected: list[str]) -> None:
    assert rules("history", course(*steps)) == expected


def test_a_gap_is_told_with_its_length_unless_the_history_fills_it() -> None:
    years = [year("2018-2019", 4), year("2022-2023", 8)]
    (gap,) = findings("history", [card(years=years, history=[{"school_year": "2019-2020"}])])
    assert (gap.rule, dict(gap.notice.facts)) == ("year-gap", {"first": "2020-2021", "count": 2})
    lines = [{"school_year": f"{start}-{start + 1}"} for start in (2019, 2020, 2021)]
    assert findings("history", [card(years=years, history=lines)]) == []


@pytest.mark.parametrize(
    ("name", "grade", "right"),
    [
        ("10A1", 10, True),
        ("10A1", 11, False),
        ("1A", 1, True),
        ("1A", 11, False),
        ("6/1", 6, True),
        ("12.6", 12, True),
        ("101", 11, True),
        ("Chồi 2", 1, True),
        ("A1-K45", 10, True),
        ("1+2", 2, True),
        ("1 & 2", 2, True),
    ],
)
def test_the_grade_in_the_name_of_a_class(name: str, grade: int, right: bool) -> None:
    found = rules("history", card(years=[year(grade=grade, class_name=name)]))
    assert found == ([] if right else ["class-against-grade"])


def test_a_grade_that_there_is_not_is_held_against_nothing_else() -> None:
    assert rules("history", card(years=[year(grade=13, class_name="12A", level="primary")])) == ["grade-out-of-range"]
    assert rules("history", card(years=[year(grade=0)])) == ["grade-out-of-range"]


@pytest.mark.parametrize("level", ["primary", "lower_secondary", "upper_secondary", "continuing_lower"])
@pytest.mark.parametrize("grade", [5, 6, 9, 10])
def test_levels_and_grades(level: str, grade: int) -> None:
    taught = {"primary": range(1, 6), "upper_secondary": range(10, 13)}.get(level, range(6, 10))
    found = rules("history", card(years=[year(grade=grade, level=level)]))
    assert found == ([] if grade in taught else ["level-against-grade"])


@pytest.mark.parametrize("code", ["00", "13", "x", "001b"])
def test_states_that_are_none(code: str) -> None:
    assert rules("history", card(history=[{"pupil_status": code}])) == ["pupil-status-unknown"]


@pytest.mark.parametrize(
    ("line", "more", "years", "expected"),
    [
        ({"pupil_status": "04"}, [], [], ["left-without-next-school"]),
        ({"pupil_status": "4"}, [], [], ["left-without-next-school"]),
        ({"pupil_status": "05"}, [], [], []),
        ({"pupil_status": "08"}, [{"school_year": "2024-2025"}], [], []),
        ({"pupil_status": "08"}, [{"school_year": "2022-2023"}], [], ["left-without-next-school"]),
        ({"pupil_status": "08"}, [], [("2024-2025", "Trường Một")], []),
        ({"pupil_status": "08"}, [], [("2023-2024", "TRƯỜNG MỘT")], ["left-without-next-school"]),
        ({"pupil_status": "08"}, [], [("2023-2024", "Trường Hai")], []),
    ],
)
def test_who_moved_away_went_somewhere(
    line: dict[str, str], more: list[dict[str, str]], years: list[tuple[str, str]], expected: list[str]
) -> None:
    left = {"school_year": "2023-2024", "school": "Trường Một", **line}
    records = [year(start, None, school={"name": school}) for start, school in years]
    assert rules("history", card(history=[left, *more], years=records)) == expected


@pytest.mark.parametrize(
    ("day", "status", "expected"),
    [
        ("2023-06-01", "10", []),
        ("2023-05-31", "10", ["arrival-outside-year"]),
        ("2024-08-31", None, []),
        ("2024-09-01", None, ["arrival-outside-year"]),
        ("2023-05", None, ["arrival-outside-year"]),
        ("2024", None, []),
        ("2022", None, ["arrival-outside-year"]),
        ("2023-09-05", "10", []),
        ("2023-10-15", "10", ["arrival-in-other-season"]),
        ("2024-01-10", "06", []),
        ("2024-03-10", "02", ["arrival-in-other-season"]),
        ("2024-03-10", "01", []),
        ("2024-03", "02", []),
        ("2024-02-30", "02", []),
    ],
)
def test_days_of_arrival(day: str, status: str | None, expected: list[str]) -> None:
    line = {"school_year": "2023-2024", "arrived_on": day, "pupil_status": status}
    assert rules("history", card(history=[line])) == expected


def test_a_move_explains_two_schools_in_a_year() -> None:
    two = [{"school_year": "2023-2024", "school": school} for school in ("Trường Một", "Trường Hai")]
    assert rules("history", card(history=two)) == ["two-schools-in-a-year"]
    assert rules("history", card(history=[two[0], {**two[1], "arrived_on": "2024-01-10"}])) == []
    assert rules("history", card(history=[two[0], {**two[0], "school": "truong mot"}])) == []
    assert rules("history", card(history=[two[0], {**two[1], "school_year": "2024-2025"}])) == []
