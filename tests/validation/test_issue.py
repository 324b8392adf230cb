"""Issue data: status, signers, dates, versions, summer results, corrections."""

from __future__ import annotations

from typing import Any

import pytest
from checked_cards import card, findings, mark, rules, year

from hocba_interop.model import ReportCard


def issued(grade: int | None = 4, school_year: str | None = "2024-2025", **parts: Any) -> ReportCard:
    """A card of one year; what belongs to its issue goes there."""
    issue = {key: parts.pop(key) for key in tuple(parts) if key not in ("subjects", "summaries", "decisions")}
    return card(years=[year(school_year, grade, issue=issue, **parts)])


ORDER = ["draft", "subject_teachers_signed", "class_teacher_signed", "head_signed", "issued", "submitted", "effective"]
SIGNERS = [{"role": role, "full_name": "Lê Văn Ví"} for role in ("subject_teacher", "class_teacher", "head")]


@pytest.mark.parametrize("status", ORDER)
@pytest.mark.parametrize("grade", [4, 8])
def test_who_must_have_signed(status: str, grade: int) -> None:
    needed = [] if status == "draft" else ["subject_teacher"] if grade == 8 else []
    if ORDER.index(status) >= 2:
        needed.append("class_teacher")
    if ORDER.index(status) >= 3:
        needed.append("head")
    found = findings("issue", [issued(grade, status=status)])
    assert [one.notice.facts["signer"] for one in found] == ([tuple(needed)] if needed else [])
    assert rules("issue", issued(grade, status=status, signers=SIGNERS)) == []


def test_a_signer_without_a_name_has_not_signed_and_one_with_a_number_has() -> None:
    nobody = [{"role": "class_teacher"}]
    assert rules("issue", issued(status="class_teacher_signed", signers=nobody)) == ["signer-missing"]
    number = [{"role": "class_teacher", "personal_id": "001080012345"}]
    assert rules("issue", issued(status="class_teacher_signed", signers=number)) == []


@pytest.mark.parametrize("status", ["recalled", "cancel_requested", "cancelled"])
def test_a_withdrawn_record_is_told_and_nothing_more_is_asked_of_it(status: str) -> None:
    assert rules("issue", issued(status=status)) == ["record-withdrawn"]


@pytest.mark.parametrize(
    ("created", "issued_on", "expected"),
    [
        ("2025-05-28", "2025-05-28", []),
        ("2025-05-28", "2025-05-27", ["issued-before-created"]),
        ("2025-05-28", "2025-05", []),
        ("2025-05-28", "2025-04", ["issued-before-created"]),
        ("2025", "2024-12-31", ["issued-before-created"]),
        ("2025-05-28", "27/05/2025", ["record-date-impossible"]),
        ("2025-05-32", "2025-05-27", ["record-date-impossible"]),
    ],
)
def test_dates_in_order(created: str, issued_on: str, expected: list[str]) -> None:
    assert rules("issue", issued(created_on=created, issued_on=issued_on)) == expected


CLOSED: list[dict[str, Any]] = [
    {"decisions": {"promoted": False}},
    {"decisions": {"completed_grade": True}},
    {"summaries": {"year": {"learning_result": mark("result4", "dat")}}},
]


@pytest.mark.parametrize("closed", CLOSED)
@pytest.mark.parametrize(
    ("day", "early"), [("2025-04-30", True), ("2025-05-01", False), ("2025", False), ("2024", True)]
)
def test_a_whole_year_is_not_issued_before_its_end(closed: dict[str, Any], day: str, early: bool) -> None:
    assert rules("issue", issued(issued_on=day, **closed)) == (["issued-before-year-end"] if early else [])


def test_a_term_may_be_issued_at_its_end() -> None:
    assert rules("issue", issued(issued_on="2025-01-15", summaries={"term1": {"comment": "Chăm"}})) == []
    assert rules("issue", issued(school_year=None, issued_on="2025-01-15", decisions={"promoted": True})) == []


def test_days_in_the_future_are_told_of_every_date() -> None:
    future = "record-date-in-future"
    one = issued(created_on="2026-09-16", issued_on="2026-09-16", corrections=[{"by": "Lê Văn Ví", "on": "2027"}])
    assert rules("issue", one) == [future] * 3
    assert rules("issue", issued(issued_on="2026-09-15", created_on="2026")) == []
    assert rules("issue", card(history=[{"arrived_on": "2026-10"}])) == [future]
    assert findings("issue", [one], today=None) == []


def versions(*pairs: tuple[str, str]) -> ReportCard:
    """Years in a row, each with the record id and the version."""
    return card(
        years=[
            year(f"{2020 + step}-{2021 + step}", 1 + step, issue={"record_id": record, "version": version})
            for step, (record, version) in enumerate(pairs)
        ]
    )


def test_versions_of_one_record_do_not_fall() -> None:
    assert rules("issue", versions(("a", "2"), ("a", "10"), ("a", "10"))) == []
    assert rules("issue", versions(("a", "2"), ("b", "1"))) == []
    assert rules("issue", versions(("a", "2"), ("a", "1.0"))) == []
    (one,) = findings("issue", [versions(("a", "3"), ("a", "1"), ("a", "3"))])
    assert (one.path[1], one.also and one.also[1]) == ("2021-2022", "2020-2021")


def retested(of_year: dict[str, Any], after: tuple[str, str]) -> ReportCard:
    subject = {"subject": "toan", "periods": {"year": of_year}, "after_retest": mark(*after)}
    return issued(8, subjects=[subject])


@pytest.mark.parametrize(
    ("of_year", "after", "reason"),
    [
        ({"result": mark("score10", "4.9")}, ("score10", "5.0"), True),
        ({"result": mark("score10", "5.0")}, ("score10", "6.0"), False),
        ({"result": mark("score10", "5.0")}, ("score10", "5"), True),  # entered as the year's own
        ({"result": mark("pass", "chua_dat")}, ("pass", "dat"), True),
        ({"result": mark("pass", "dat")}, ("score10", "6.0"), False),
        ({"level": mark("primary_level", "hoan_thanh"), "test": mark("score10", "4")}, ("score10", "6"), True),
        ({"level": mark("primary_level", "hoan_thanh"), "test": mark("score10", "5")}, ("score10", "6"), False),
        ({}, ("score10", "6.0"), True),
        ({"result": mark("score10", "Ví")}, ("score10", "6.0"), True),
    ],
)
def test_a_retest_needs_a_reason(of_year: dict[str, Any], after: tuple[str, str], reason: bool) -> None:
    assert rules("issue", retested(of_year, after)) == ([] if reason else ["summer-result-without-reason"])


@pytest.mark.parametrize(
    ("scale", "value", "enough"),
    [
        ("result4", "chua_dat", False),
        ("result4", "dat", True),
        ("result4", "tot", True),
        ("learning5", "yeu", False),
        ("learning5", "kem", False),
        ("learning5", "trung_binh", True),
    ],
)
def test_learning_and_conduct_after_the_summer(scale: str, value: str, enough: bool) -> None:
    expected = ["summer-result-without-reason"] if enough else []
    after = mark(scale, "kha")
    for of_year, decision in (("learning_result", "learning_after_retest"), ("conduct_result", "conduct_after_summer")):
        ours = issued(8, summaries={"year": {of_year: mark(scale, value)}}, decisions={decision: after})
        assert rules("issue", ours) == expected


def test_the_summer_comes_after_the_year() -> None:
    decisions = {"conduct_after_summer": mark("result4", "dat")}
    early = "summer-result-before-summer"
    assert rules("issue", issued(8, issued_on="2025-05-30", decisions=decisions)) == [early]
    assert rules("issue", issued(8, issued_on="2025-05", decisions=decisions)) == []
    assert rules("issue", issued(8, issued_on="2025-05-31", decisions=decisions)) == []
    assert rules("issue", issued(8, issued_on="2025-05-30")) == []


def test_numbers_of_teachers_and_signers_at_their_places() -> None:
    subjects = [{"subject": "toan"}, {"subject": "tin_hoc", "teacher": {"personal_id": "123456789"}}]
    found = findings("issue", [issued(8, subjects=subjects, signers=[{"role": "head", "personal_id": "12345678901"}])])
    assert [(one.rule, one.path[2:]) for one in found] == [
        ("signer-personal-id", ("subjects", "tin_hoc", "teacher", "personal_id")),
        ("signer-personal-id", ("issue", "signers", "0", "personal_id")),
    ]
    assert not any("123456789" in one.notice.message(language) for one in found for language in ("vi", "en"))


def test_what_a_correction_lacks() -> None:
    corrections = [{"by": "Lê Văn Ví", "on": "2025-06-02"}, {"on": "2025-06-02"}, {}]
    found = findings("issue", [issued(corrections=corrections)])
    assert [(one.path[-1], one.notice.facts["lacking"]) for one in found] == [("1", ("by",)), ("2", ("by", "on"))]


def test_awards_and_measures_have_titles() -> None:
    decisions = {"awards": [{"title": "Học sinh Giỏi"}, {"text": "Giải Nhì"}], "discipline": [{"text": "Đi muộn"}]}
    found = findings("issue", [issued(decisions=decisions)])
    assert [one.path[2:] for one in found] == [("decisions", "awards", "1"), ("decisions", "discipline", "0")]


@pytest.mark.parametrize(("length", "long"), [(36, False), (37, True), (1, False)])
def test_how_long_a_record_id_may_be(length: int, long: bool) -> None:
    assert rules("issue", issued(record_id="a" * length)) == (["record-id-too-long"] if long else [])
