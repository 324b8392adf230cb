"""Years whose school year no source names: told apart by grade, joined only to the year that they can only be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hocba_interop import convert, diff, read, write
from hocba_interop.conversion.assembly import assemble
from hocba_interop.ledger import Fact, Fragment, Item
from hocba_interop.model import Document, Mark, ReportCard, Student, SubjectPeriod, SubjectRecord, YearRecord
from hocba_interop.model.flat import flatten, grade_of_unknown_year, is_unknown_year, latest_year, unflatten, year_order
from hocba_interop.notices import PointerPlace

FORMATS = {"hocba-json": "a.json", "hocba-xml": "a.xml", "excel:report-card": "a.xlsx"}
NAME = ("student", "full_name")


def year(school_year: str | None, grade: int | None, mark: str = "8") -> YearRecord:
    toan = SubjectRecord(subject="toan", periods={"year": SubjectPeriod(result=Mark(scale="score10", value=mark))})
    return YearRecord(school_year=school_year, grade=grade, subjects=(toan,))


def card(*years: YearRecord) -> ReportCard:
    return ReportCard(student=Student(full_name="Lê Á", identifiers={"personal_id": "036306990001"}), years=years)


def keys(report_card: ReportCard) -> list[str]:
    return list(dict.fromkeys(path[1] for path in flatten(report_card) if path[0] == "years"))


def fragment(number: int, *years: tuple[str, int | None]) -> Fragment:
    """A record of years by key, each with its grade and a comment that no other has."""
    found = Fragment(PointerPlace(0, f"/{number}"))
    for key, grade in years:
        facts: list[tuple[tuple[str, ...], Any]] = [(("years", key, "class_name"), "10A1")]
        facts += [(("years", key, "grade"), grade)] if grade is not None else []
        facts += [(("years", key, "school_year"), key)] if not is_unknown_year(key) else []
        facts += [(("years", key, "summaries", "year", f"note{number}"), "x")]
        for at, (path, leaf) in enumerate(facts):
            found.facts.append(Fact(path, leaf, Item(PointerPlace(0, f"/{number}/{key}/{at}"), leaf)))
    return found


def years_of(*fragments: Fragment) -> dict[str, set[str]]:
    """The years of the assembled card, each with the numbers of the records that came to stand in it."""
    flat = assemble(list(fragments)).flat
    years: dict[str, set[str]] = {}
    for path in flat:
        if path[2:3] == ("summaries",):
            years.setdefault(path[1], set()).add(path[4].removeprefix("note"))
    return years


def test_three_grades_of_unknown_years_stand_apart() -> None:
    whole = card(year(None, 10), year(None, 11), year(None, 12), year("2025-2026", 12), year(None, None))
    assert keys(whole) == ["?10", "?11", "?12", "2025-2026", "?"]
    assert unflatten(flatten(whole)) == whole


def test_a_grade_that_stands_twice_keeps_both() -> None:
    whole = card(year(None, 10, "4"), year(None, 10, "7"))
    assert keys(whole) == ["?10", "?10#2"] and unflatten(flatten(whole)) == whole


@pytest.mark.parametrize("target", FORMATS)
def test_every_lossless_format_keeps_them(target: str, tmp_path: Path) -> None:
    whole = card(year("2022-2023", 9), year(None, 10, "4"), year(None, 10, "7"), year(None, 12), year(None, None))
    done = write(Document(report_cards=(whole,)), target, tmp_path / FORMATS[target])
    assert done.receipt.read_back == "equal"
    (again,) = read(tmp_path / FORMATS[target]).document.report_cards
    assert dict(flatten(again)) == dict(flatten(whole))


def test_keys_are_told_from_school_years() -> None:
    assert [is_unknown_year(key) for key in ("?", "?10", "?10#2", "2024-2025", "?x", "")] == [True] * 3 + [False] * 3
    assert [grade_of_unknown_year(key) for key in ("?", "?9", "?10#2", "2024-2025")] == [None, 9, 10, None]
    assert sorted(["?12", "?9", "2024-2025", "?", "2023-2024"], key=year_order) == [
        "2023-2024",
        "2024-2025",
        "?",
        "?9",
        "?12",
    ]
    assert [latest_year(found) for found in (["?12", "2020-2021"], ["?9", "?12"], [])] == ["2020-2021", "?12", None]


def test_a_record_of_a_grade_joins_the_only_school_year_of_that_grade() -> None:
    known = fragment(1, ("2022-2023", 10), ("2023-2024", 11))
    assert years_of(known, fragment(2, ("?11", 11))) == {"2022-2023": {"1"}, "2023-2024": {"1", "2"}}


def test_a_record_of_a_grade_joins_no_year_of_another_grade() -> None:
    assert years_of(fragment(1, ("2022-2023", 10)), fragment(2, ("?11", 11))) == {"2022-2023": {"1"}, "?11": {"2"}}
    assert years_of(fragment(1, ("2022-2023", None)), fragment(2, ("?11", 11))) == {"2022-2023": {"1"}, "?11": {"2"}}


def test_a_grade_that_was_repeated_decides_nothing() -> None:
    known = fragment(1, ("2022-2023", 10), ("2023-2024", 10))
    assert set(years_of(known, fragment(2, ("?10", 10)))) == {"2022-2023", "2023-2024", "?10"}


def test_two_years_of_one_record_are_never_made_one() -> None:
    own = fragment(1, ("2022-2023", 10), ("?10", 10))
    assert years_of(own) == {"2022-2023": {"1"}, "?10": {"1"}}
    twice = fragment(2, ("?10", 10), ("?10#2", 10))
    assert set(years_of(fragment(1, ("2022-2023", 10)), twice)) == {"2022-2023", "?10", "?10#2"}


def test_a_record_of_neither_joins_the_only_year_whatever_it_goes_by() -> None:
    assert years_of(fragment(1, ("2022-2023", 10)), fragment(2, ("?", None))) == {"2022-2023": {"1", "2"}}
    assert years_of(fragment(1, ("?10", 10)), fragment(2, ("?", None))) == {"?10": {"1", "2"}}
    three = fragment(1, ("?10", 10), ("?11", 11))
    assert set(years_of(three, fragment(2, ("?", None)))) == {"?10", "?11", "?"}


def test_a_year_that_was_not_selected_takes_its_grade_with_it(tmp_path: Path) -> None:
    write(
        Document(report_cards=(card(year("2022-2023", 10), year("2023-2024", 11)),)), "hocba-json", tmp_path / "a.json"
    )
    write(Document(report_cards=(card(year(None, 10), year(None, 12)),)), "hocba-json", tmp_path / "b.json")
    found = read([tmp_path / "a.json", tmp_path / "b.json"], school_year="2023-2024").document.report_cards[0]
    assert keys(found) == ["2023-2024", "?12"]


def test_diff_compares_a_grade_with_the_school_year_in_which_it_was(tmp_path: Path) -> None:
    mine = Document(report_cards=(card(year("2022-2023", 10), year("2023-2024", 11)),))
    theirs = Document(report_cards=(card(year(None, 10, "7"), year(None, 11)),))
    changes = [(c.school_year, c.field) for pupil in diff(mine, theirs).pupils for c in pupil.changes]
    assert changes == [
        ("2022-2023", "school_year"),
        ("2022-2023", "subjects.toan.result"),
        ("2023-2024", "school_year"),
    ]
    other = Document(report_cards=(card(year(None, 12)),))
    alone = [c for pupil in diff(mine, other).pupils for c in pupil.changes if c.school_year is None]
    assert alone and {change.grade for change in alone} == {12}


def test_a_document_of_unknown_years_is_converted_whole(tmp_path: Path) -> None:
    write(Document(report_cards=(card(year(None, 10), year(None, 11)),)), "hocba-json", tmp_path / "a.json")
    done = convert([tmp_path / "a.json"], "excel:report-card", tmp_path / "b.xlsx")
    assert done.receipt.read_back == "equal" and not done.receipt.has_losses
