"""Absences of two schools are never added up, and never mixed."""

from __future__ import annotations

import pytest
from two_schools import NEW, card, kept, merged, part, rules, year_of


def two(old: dict, new: dict, periods: tuple[str, str] = ("term1", "term1")):
    """A pupil with absences counted at both schools."""
    one = card(part(summaries={periods[0]: {"absences": old}}))
    return one, card(part(NEW, "10B1", summaries={periods[1]: {"absences": new}}))


def test_two_counts_of_one_term_are_both_kept_and_not_added() -> None:
    done = merged(*two({"excused": "2", "unexcused": "0", "total": "2"}, {"excused": "1", "unexcused": "1"}))
    assert [year_of(done, "summaries", "term1", "absences", name) for name in ("excused", "unexcused", "total")] == [
        "1",
        "1",
        None,  # the old school's total beside the new school's counts would be a count of nobody
    ]
    assert kept(done) == {
        "Trường cũ: Số buổi nghỉ có phép, Học kỳ I": "2",
        "Trường cũ: Số buổi nghỉ không phép, Học kỳ I": "0",
        "Trường cũ: Tổng số buổi nghỉ, Học kỳ I": "2",
    }
    assert rules(done)["absences-of-two-schools"] == 1
    assert not done.receipt.losses


def test_counts_of_different_kinds_are_not_mixed_either() -> None:
    done = merged(*two({"total": "3"}, {"excused": "1"}))
    assert year_of(done, "summaries", "term1", "absences", "total") is None
    assert "Trường cũ: Tổng số buổi nghỉ, Học kỳ I" in kept(done)


@pytest.mark.parametrize(("count", "told"), [("0", 0), ("2", 1)])
def test_equal_counts_are_kept_once_and_told_unless_zero(count, told) -> None:
    done = merged(*two({"total": count}, {"total": count}))
    assert year_of(done, "summaries", "term1", "absences", "total") == count
    assert kept(done) == {}
    assert rules(done)["absences-alike"] == told


@pytest.mark.parametrize(("counted_from", "told"), [("year_start", 1), (None, 1), ("term_start", 0)])
def test_a_later_count_may_leave_out_the_first_school(counted_from, told) -> None:
    later = {"total": "5", "counted_from": counted_from}
    done = merged(*two({"total": "2"}, later, ("term1", "term2")))
    assert year_of(done, "summaries", "term1", "absences", "total") == "2"
    assert year_of(done, "summaries", "term2", "absences", "total") == "5"
    assert rules(done)["absences-perhaps-apart"] == told
