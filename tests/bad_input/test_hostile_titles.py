"""Titles, captions and tabs made to keep a pattern busy: reading them ends, whatever they hold."""

from __future__ import annotations

import pytest
from school_sheets import SUMMARY, names, pupil, read_rows, summary

from hocba_interop.adapters.workbook import class_names, footers, titles

LONG = 30_000


@pytest.mark.parametrize(
    "tab", ["10" + "a" * 28 + "!", "1" * 31, "10" + "-a" * 14 + "~", "hk " * 10, "10 " + "a1" * 14]
)
def test_a_tab_that_is_nearly_a_class(tab: str) -> None:
    assert names(read_rows(summary(pupil(1, 2300000001, "Vũ Ô")), SUMMARY, sheet=tab)) == ["Vũ Ô"]


@pytest.mark.parametrize(
    "text",
    [
        "10" + "a" * LONG + "!",
        "lớp " * (LONG // 4),
        "lớp 1" + " -" * LONG,
        "lớp 10" + "a-" * LONG,
        "môn " * (LONG // 4),
        "học kỳ " * (LONG // 7),
        "năm học 2023 -" * (LONG // 14),
        "ngày tháng năm " * (LONG // 15),
        "trường " * (LONG // 7),
        " " * LONG + "x",
    ],
    ids=lambda text: text[:12],
)
def test_a_text_that_is_nearly_a_title(text: str) -> None:
    class_names.read_class(text)
    class_names.class_in_sheet_name(text)
    class_names.class_behind_subject(text)
    titles.period_in(text)
    titles.school_year_in(text)
    footers.is_footer_text(text)
    assert names(read_rows([[text], *summary(pupil(1, 2300000001, "Vũ Ô"), [text])], SUMMARY)) == ["Vũ Ô"]
