from __future__ import annotations

import pytest

from hocba_interop.codelists import levels, regulations
from hocba_interop.codelists._tables import table

IDS = {"tt27-2020", "tt22-2021", "tt43-2021", "tt58-2011", "tt26-2020", "tt22-2016", "tt30-2014"}

# first calendar year of the school year -> circular -> grades
REGIMES: dict[int, dict[str, list[int]]] = {
    2013: {"tt58-2011": [*range(6, 13)]},
    2014: {"tt30-2014": [*range(1, 6)], "tt58-2011": [*range(6, 13)]},
    2016: {"tt22-2016": [*range(1, 6)], "tt58-2011": [*range(6, 13)]},
    2019: {"tt22-2016": [*range(1, 6)], "tt58-2011": [*range(6, 13)]},
    2020: {"tt27-2020": [1], "tt22-2016": [2, 3, 4, 5], "tt26-2020": [*range(6, 13)]},
    2021: {"tt27-2020": [1, 2], "tt22-2016": [3, 4, 5], "tt22-2021": [6], "tt26-2020": [*range(7, 13)]},
    2022: {
        "tt27-2020": [1, 2, 3],
        "tt22-2016": [4, 5],
        "tt22-2021": [6, 7, 10],
        "tt26-2020": [8, 9, 11, 12],
    },
    2023: {
        "tt27-2020": [1, 2, 3, 4],
        "tt22-2016": [5],
        "tt22-2021": [6, 7, 8, 10, 11],
        "tt26-2020": [9, 12],
    },
    2024: {"tt27-2020": [*range(1, 6)], "tt22-2021": [*range(6, 13)]},
    2026: {"tt27-2020": [*range(1, 6)], "tt22-2021": [*range(6, 13)]},
}
CASES = [
    (f"{year}-{year + 1}", grade, regulation)
    for year, rows in REGIMES.items()
    for regulation, grades in rows.items()
    for grade in grades
]


@pytest.mark.parametrize(("school_year", "grade", "regulation"), CASES)
def test_regime(school_year: str, grade: int, regulation: str) -> None:
    assert regulations.for_year(school_year, grade) == regulation
    assert regulations.for_year(school_year, grade, levels.for_grade(grade)) == regulation
    assert regulations.programme_for(school_year, grade) == regulations.get(regulation).programme
    assert levels.for_grade(grade) in regulations.get(regulation).levels


@pytest.mark.parametrize(("school_year", "grade", "regulation"), [case for case in CASES if case[1] > 5])
def test_continuing_education_follows_tt43_where_tt22_rules(school_year: str, grade: int, regulation: str) -> None:
    level = "continuing_lower" if grade < 10 else "continuing_upper"
    expected = "tt43-2021" if regulation == "tt22-2021" else None
    assert regulations.for_year(school_year, grade, level) == expected


@pytest.mark.parametrize("grade", range(1, 13))
@pytest.mark.parametrize("year", range(2011, 2040))
def test_one_circular_at_most(year: int, grade: int) -> None:
    level = levels.for_grade(grade)
    covering = [
        row["regulation"]
        for row in table("regulation_years").rows
        if row["level"] == level
        and int(row["grade"]) == grade
        and int(row["first_year"]) <= year <= int(row["last_year"] or 9999)
    ]
    assert len(covering) <= 1
    assert bool(covering) == (grade > 5 or year >= 2014)


@pytest.mark.parametrize(
    ("school_year", "grade", "level"),
    [("1999-2000", 6, None), ("2023-2024", 13, None), ("2023-2024", 6, "primary"), ("", 6, None)],
)
def test_unknown_regime(school_year: str, grade: int, level: str | None) -> None:
    assert regulations.for_year(school_year, grade, level) is None


def test_ids_and_programmes() -> None:
    assert {item.id for item in regulations.all()} == IDS
    assert [item.id for item in regulations.programmes()] == ["gdpt-2018", "gdpt-2006"]
    assert all(regulations.programme(item.programme) for item in regulations.all())


def test_levels() -> None:
    expected = ["primary"] * 5 + ["lower_secondary"] * 4 + ["upper_secondary"] * 3
    assert [levels.for_grade(grade) for grade in range(1, 13)] == expected
    assert levels.for_grade(0) is None
    assert levels.for_grade(13) is None
    assert [item.id for item in levels.all()][3:] == ["continuing_lower", "continuing_upper"]
    assert all(levels.find(item.name) == levels.find(item.short) == item for item in levels.all())
    assert levels.find("Mầm non") is None
