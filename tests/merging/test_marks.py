"""Marks of two schools: what each recorded stays; two values for one mark are a conflict; none is lost or doubled."""

from __future__ import annotations

import json

import pytest
from two_schools import NEW, card, flat, kept, merged, part, regular, rules, score, taught, year_of

from hocba_interop import ConvertOptions


def two(old: dict, new: dict, period: str = "term2"):
    """A pupil whose Toán holds one thing at each school in the same term."""
    one = card(part(subjects=[taught("toan", {period: old})]))
    other = card(part(NEW, "10B1", subjects=[taught("toan", {period: new})]))
    return one, other


def tx(*values: str | None) -> dict:
    return {"regular": [score(value) if value else None for value in values]}


def test_a_completed_term_stays_as_recorded_and_nothing_is_computed() -> None:
    one = card(part(subjects=[taught("toan", {"term1": {"result": score("8.3")}})]))
    other = card(part(NEW, "10B1", subjects=[taught("toan", {"term2": {"result": score("7.0")}})]))
    done = merged(one, other)
    assert year_of(done, "subjects", "toan", "periods", "term1", "result") == "8.3"
    assert year_of(done, "subjects", "toan", "periods", "term2", "result") == "7.0"
    assert not [path for path in flat(done) if "year" in path[4:]]
    assert sum(path[-1] == "subject" for path in flat(done)) == 1


@pytest.mark.parametrize(
    ("old", "new", "joined", "rule"),
    [
        (("8", "7.5"), ("9", "6"), ["8", "7.5", "9", "6"], "regular-marks-joined"),
        (("8", "7.5"), ("8", "7.5", "9"), ["8", "7.5", "9"], "regular-marks-already-there"),
        (("8", "7.5"), ("8.0", "7.5"), ["8", "7.5"], "regular-marks-already-there"),
        (("8", "7.5"), ("8",), ["8", "7.5", "8"], "regular-marks-perhaps-twice"),
        (("8", None, "7"), ("9",), ["8", None, "7", "9"], "regular-marks-joined"),
        (("8", None, "7"), ("8", "6", "7"), ["8", "6", "7"], "regular-marks-already-there"),
        (("8",), ("9", "8"), ["8", "9", "8"], "regular-marks-joined"),
    ],
)
def test_regular_marks_of_one_term_are_neither_lost_nor_doubled(old, new, joined, rule) -> None:
    done = merged(*two(tx(*old), tx(*new)))
    assert [mark and mark.rstrip("0").rstrip(".") for mark in regular(done, "toan", "term2")] == joined
    assert rules(done)[rule] == 1
    assert not [name for name in rules(done) if name.startswith("regular-marks") and name != rule]


def test_the_notice_of_joined_marks_tells_both_counts_and_no_mark() -> None:
    done = merged(*two(tx("8.25", "7.75"), tx("9.25")))
    (notice,) = (n for n in done.receipt.notices if n.rule == "regular-marks-joined")
    assert (notice.facts["old_count"], notice.facts["new_count"]) == (2, 1)
    for lang in ("vi", "en"):
        assert not any(mark in notice.message(lang, show_values=True) for mark in ("8.25", "7.75", "9.25"))


@pytest.mark.parametrize("field", ["midterm", "final", "result"])
def test_two_values_for_one_mark_are_an_error_that_names_both_places(field, tmp_path) -> None:
    old, new = two({field: score("8")}, {field: score("6.5")}, "term1")
    done = merged(old, new, output=tmp_path / "out.json")
    (notice,) = (n for n in done.receipt.notices if n.rule == "conflict")
    assert {notice.where.source, notice.also.source} == {0, 1}
    assert field in str(notice.where) and field in str(notice.also)
    assert done.files == [] and list(tmp_path.iterdir()) == []
    assert {loss.reason for loss in done.receipt.losses} == {"conflict"}


def test_partial_leaves_both_values_of_a_conflict_out(tmp_path) -> None:
    old, new = two({"final": score("8"), "midterm": score("5")}, {"final": score("6.5")})
    done = merged(old, new, output=tmp_path / "out.json", options=ConvertOptions(partial=True))
    (written,) = json.loads((tmp_path / "out.json").read_text("utf-8"))["report_cards"]
    (subject,) = written["years"][0]["subjects"]
    assert subject["periods"]["term2"]["midterm"]["value"] == "5"
    assert not subject["periods"]["term2"].get("final")
    assert done.receipt.read_back == "equal"


def test_equal_values_of_both_schools_are_one() -> None:
    done = merged(*two({"result": score("8")}, {"result": score("8.0")}))
    assert rules(done)["conflict"] == 0
    assert not done.receipt.losses


def test_primary_levels_and_tests_of_the_same_period_conflict_too() -> None:
    level = {"level": {"scale": "primary_level", "value": "hoan_thanh"}, "test": score("7")}
    other = {"level": {"scale": "primary_level", "value": "hoan_thanh_tot"}, "test": score("7")}
    done = merged(*two(level, other, "mid_term1"))
    assert rules(done)["conflict"] == 1
    assert year_of(done, "subjects", "toan", "periods", "mid_term1", "test") == "7"


def test_comments_of_both_teachers_are_kept() -> None:
    done = merged(*two({"comment": "Chăm chỉ"}, {"comment": "Tiến bộ rõ"}))
    assert year_of(done, "subjects", "toan", "periods", "term2", "comment") == "Tiến bộ rõ"
    assert kept(done) == {"Trường cũ: Toán, Nhận xét, Học kỳ II": "Chăm chỉ"}
    assert rules(done)["comments-of-two-schools"] == 1
    assert rules(done)["conflict"] == 0
