"""Choosing pupils by class: as people write it, in the year that counts; what nobody bears is an error."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hocba_interop.adapters.canonical.json_writing import document_text
from hocba_interop.adapters.source import Source
from hocba_interop.conversion.library import ReadResult, read
from hocba_interop.conversion.selection import class_key
from hocba_interop.model import Document

SUMMARIES = Path(__file__).parents[2] / "fixtures/vnpt/class-summary"
TERMS = [SUMMARIES / f"so_diem_tong_ket_khoi_khoi_10_hk{term}.xls" for term in (1, 2)]


def rules(found: ReadResult) -> set[str]:
    return {notice.rule for notice in found.notices}


def codes(found: ReadResult) -> list[str | None]:
    return [card.student.identifiers.get("pupil_code") for card in found.document.report_cards]


def source(*pupils: tuple[str, dict[str, str]]) -> Source:
    cards: list[Any] = [
        {
            "student": {"full_name": f"Em {code}", "identifiers": {"pupil_code": code}},
            "years": [{"school_year": year, "class_name": name} for year, name in classes.items()],
        }
        for code, classes in pupils
    ]
    text = "".join(document_text(Document.model_validate({"report_cards": cards})))
    return Source("vao.json", text.encode())


@pytest.mark.parametrize("name", ["10T", "10t", "Lớp 10T", "lớp  10t", "LỚP: 10T", "10 T", "lop 10t"])
def test_a_class_is_found_as_people_write_it(name: str) -> None:
    found = read(TERMS, classes=[name])
    assert {card.years[0].class_name for card in found.document.report_cards} == {"10T"}
    assert len(found.document.report_cards) == 12 and "class-not-found" not in rules(found)


def test_classes_and_codes_add_up() -> None:
    found = read(TERMS, classes=["10T"], students=["2336010013"])
    assert len(found.document.report_cards) == 13


def test_a_class_that_is_not_there_is_an_error_that_names_those_there_are() -> None:
    found = read(TERMS, classes=["10T", "10Z"])
    notice = next(notice for notice in found.notices if notice.rule == "class-not-found")
    assert (notice.facts["names"], notice.facts["known"]) == ("10Z", "10T, 10U")


def test_a_code_that_looks_like_a_class_meets_no_class() -> None:
    assert "student-not-found" in rules(read(TERMS, students=["10T"], classes=["10T"]))


def test_d_and_dd_are_two_classes_but_accents_may_lack_where_nothing_else_is_meant() -> None:
    both = source(("1", {"2024-2025": "10D"}), ("2", {"2024-2025": "10Đ"}))
    assert codes(read(both, classes=["10Đ"])) == ["2"]
    assert codes(read(both, classes=["10d"])) == ["1"]
    only = source(("1", {"2024-2025": "10 Toán"}), ("2", {"2024-2025": "10 Tin"}))
    assert codes(read(only, classes=["10 toan"])) == ["1"]
    assert class_key("10 Toán") != class_key("10 Toan")


def test_the_class_of_the_latest_year_counts_or_that_of_the_year_asked_for() -> None:
    pupils = source(("1", {"2023-2024": "10T", "2024-2025": "11T"}), ("2", {"2024-2025": "10T"}))
    assert codes(read(pupils, classes=["10T"])) == ["2"]
    assert codes(read(pupils, classes=["10T"], school_year="2023-2024")) == ["1"]
    assert codes(read(pupils, classes=["11T"])) == ["1"]


def test_a_pupil_who_changed_classes_belongs_to_the_later_one() -> None:
    files = [SUMMARIES / f"moved_class_hk{term}.xls" for term in (1, 2)]
    everyone = read(files).document.report_cards
    moved = next(card for card in everyone if card.history)
    before, after = moved.history[0].class_name, moved.years[0].class_name
    assert before and after
    code = moved.student.identifiers["pupil_code"]
    assert code in codes(read(files, classes=[after])) and code not in codes(read(files, classes=[before]))


def test_what_is_odd_in_other_classes_is_not_told() -> None:
    everything = read(SUMMARIES / "messy.xlsx")
    some = read(SUMMARIES / "messy.xlsx", classes=["10U"])
    sheets = {getattr(notice.where, "sheet", None) for notice in some.notices}
    assert "10t" not in {str(sheet).casefold() for sheet in sheets}
    assert len(some.notices) < len(everything.notices)
