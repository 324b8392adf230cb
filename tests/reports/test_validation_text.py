"""A validation as text: grouped by pupil, folded where it is long, and with no pupil's own values unasked."""

from __future__ import annotations

import pytest
from rich.console import Console
from validation_reports import PRIVATE, clean, hostile, incomplete, mixed

from hocba_interop.notices import CellPlace, Notice
from hocba_interop.reports.text import validation
from hocba_interop.validation.report import Finding, PupilRef, Report


def page(report: Report, lang: str = "vi", **how: bool) -> str:
    console = Console(width=120, no_color=True, markup=False, highlight=False, emoji=False)
    with console.capture() as captured:
        console.print(validation(report, lang, **how))
    return captured.get()


def many(pupils: int, rule: str, **facts: str) -> Report:
    """The same finding in many records."""
    report = Report("archive", sources=[{"name": "a.xls"}], records=pupils, ran=["marks.range"])
    for number in range(pupils):
        place = CellPlace(0, "10t", number + 5, 3)
        report.findings.append(Finding(Notice(rule, place, facts=facts), number))
        report.pupils[number] = PupilRef(None, None, "10T", place)
    return report


def test_findings_stand_below_their_pupil_and_the_gravest_first() -> None:
    shown = page(mixed())
    first, second = shown.index("Học bạ thứ 1 "), shown.index("Học bạ thứ 3 ")
    assert first < shown.index("'10t'!G12") < second < shown.index("/hoc-ba/mon[2]/@diem")
    assert "lớp 10T" in shown[first:second]


def test_what_is_a_pupils_own_shows_only_when_asked_for() -> None:
    assert not [value for value in PRIVATE if value in page(mixed())]
    asked = page(mixed(), show_values=True)
    assert [value for value in PRIVATE if value in asked] == list(PRIVATE)


def test_every_rule_is_counted_with_what_is_not_listed() -> None:
    lines = [line for line in page(mixed()).splitlines() if "(score-out-of-range)" in line or "score-out-of" in line]
    assert any("1.205" in line for line in lines), lines


def test_a_warning_of_many_records_is_told_once_and_an_error_each_time() -> None:
    warned = page(many(9, "leading-zero-lost", column="Mã"))
    assert warned.count("HB221") == 2, "once for all, once in the table of rules"
    assert "Học bạ thứ 2" not in warned
    failed = page(many(9, "score-out-of-range", column="Toán"))
    assert failed.count("HB203") == 10 and "Học bạ thứ 9" in failed
    whole = page(many(9, "leading-zero-lost", column="Mã"), verbose=True)
    assert whole.count("HB221") == 10


def test_a_long_report_is_folded_and_says_so() -> None:
    report = many(100, "score-out-of-range", column="Toán")
    folded, whole = page(report), page(report, verbose=True)
    assert "Học bạ thứ 100" not in folded and "70 học bạ nữa (--verbose)" in folded
    assert "Học bạ thứ 100" in whole and "--verbose" not in whole


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_ran_and_what_did_not_is_told(lang: str) -> None:
    shown = page(incomplete(), lang)
    assert "issue.dates" in shown and "structure.xsd" in shown and "--today" in shown
    assert ("Chưa kết luận được" if lang == "vi" else "Incomplete") in shown
    assert "Chưa kết luận được" not in page(clean())


def test_hostile_texts_move_no_cursor() -> None:
    shown = page(hostile(), show_values=True, verbose=True)
    assert "\x1b" not in shown and "\x00" not in shown
