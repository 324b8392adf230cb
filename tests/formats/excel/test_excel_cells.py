"""How single leaves are written and read: marks with and without their scale, dates, numbers, words."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from hocba_interop.adapters.excel.context import YearContext
from hocba_interop.adapters.excel.kinds import read_cell, write_form
from hocba_interop.adapters.excel.layout import Column, layout
from hocba_interop.adapters.excel.marks import score_format
from hocba_interop.adapters.workbook.cells import BadCell
from hocba_interop.model import Mark, Scale

TT22, TT58, UNKNOWN = YearContext("tt22-2021"), YearContext("tt58-2011"), YearContext()


def column(sheet: str, caption: str) -> Column:
    return next(column for column in layout().sheet(sheet).columns if column.title(1) == caption)


LEARNING = column("summaries", "Kết quả học tập")
CONDUCT = column("summaries", "Kết quả rèn luyện")
TRAIT = column("traits", "Mức đạt được")
RESULT = column("subjects", "ĐTB hoặc kết quả")
LEVEL = column("subjects", "Mức đạt được")
BIRTH = column("students", "Ngày sinh")
SEX = column("students", "Giới tính")
ABSENT = column("summaries", "Nghỉ có phép")
STATUS = column("decisions", "Tình trạng học bạ")
PROMOTED = column("decisions", "Được lên lớp")
GRADE = column("years", "Khối")
CLASS = column("years", "Lớp")
COMMENT = column("subjects", "Nhận xét")


@pytest.mark.parametrize(
    ("where", "year", "scale", "value", "form"),
    [
        (LEARNING, TT22, "result4", "kha", "Khá"),
        (LEARNING, TT58, "learning5", "kha", "Khá"),
        (LEARNING, TT58, "result4", "kha", "Khá [result4]"),
        (LEARNING, TT22, "learning5", "gioi", "Giỏi"),
        (LEARNING, UNKNOWN, "result4", "kha", "Khá"),
        (CONDUCT, TT22, "conduct4", "kha", "Khá [conduct4]"),
        (CONDUCT, TT58, "conduct4", "tot", "Tốt"),
        (TRAIT, YearContext("tt27-2020"), "trait_level", "dat", "Đạt"),
        (TRAIT, YearContext("tt27-2020"), "pass", "dat", "Đạt [pass]"),
        (TRAIT, YearContext("tt30-2014"), "pass", "dat", "Đạt"),
        (LEVEL, YearContext("tt27-2020"), "primary_level", "hoan_thanh", "Hoàn thành"),
        (LEVEL, YearContext("tt30-2014"), "pass", "dat", "Đạt"),
        (RESULT, TT22, "pass", "chua_dat", "Chưa đạt"),
        (RESULT, TT22, "score10", "8.0", Decimal(8)),
        (RESULT, TT22, "score10", "8.5", Decimal("8.5")),
        (RESULT, TT22, "score10", "10", Decimal(10)),
        (RESULT, TT22, "score10", "10.5", "10.5 [score10]"),
        (RESULT, TT22, "score10", "8.25", "8.25 [score10]"),
        (RESULT, TT22, "score10", "8,5", "‹8,5› [score10]"),
        (RESULT, TT22, "score10", "abc", "‹abc› [score10]"),
        (RESULT, TT22, "score10", "1e400", "‹1e400› [score10]"),
        (RESULT, TT22, "score10", "12345678901234567890", "‹12345678901234567890› [score10]"),
        (RESULT, TT22, "score10", "-1", "‹-1› [score10]"),
        (RESULT, TT22, "result4", "khac_la", "‹khac_la› [result4]"),
        (RESULT, TT22, "result4", "Tốt", "‹Tốt› [result4]"),
        (RESULT, TT22, "result4", "‹a› [pass]", "‹‹a› [pass]› [result4]"),
    ],
)
def test_marks(where: Column, year: YearContext, scale: Scale, value: str, form: object) -> None:
    mark = Mark(scale=scale, value=value)
    assert write_form(mark, where, year) == form
    assert mark.same_as(read_cell(form, where, year).leaf)


@pytest.mark.parametrize(
    ("cell", "value", "rule"),
    [
        ("8,5", "8.5", "decimal-comma"),
        ("8.5", "8.5", None),
        (Decimal("8.5"), "8.5", None),
        (" 9 ", "9", "spaces"),
    ],
)
def test_scores_as_people_type_them(cell: object, value: str, rule: str | None) -> None:
    stated = read_cell(cell, RESULT, TT22)
    assert stated.leaf == Mark(scale="score10", value=value)
    assert stated.rule == rule


@pytest.mark.parametrize(("cell", "value"), [("đ", "dat"), ("CĐ", "chua_dat"), ("chưa đạt", "chua_dat")])
def test_levels_as_people_type_them(cell: str, value: str) -> None:
    assert read_cell(cell, RESULT, TT22).leaf == Mark(scale="pass", value=value)


@pytest.mark.parametrize(
    ("where", "cell", "rule"),
    [
        (RESULT, Decimal(85), "score-without-separator"),
        (RESULT, Decimal(-1), "score-out-of-range"),
        (RESULT, "101", "score-out-of-range"),
        (RESULT, "giỏi lắm", "mark-unreadable"),
        (RESULT, "Miễn", "mark-unreadable"),
        (RESULT, datetime.date(2024, 5, 8), "cell-became-date"),
        (LEARNING, "Xuất sắc", "level-unknown"),
        (LEARNING, Decimal(8), "level-unknown"),
        (LEARNING, "Giỏi [result4]", "level-unknown"),
        (BIRTH, "31/02/2010", "date-impossible"),
        (BIRTH, "hôm qua", "date-unreadable"),
        (BIRTH, "5/3/10", "date-two-digit-year"),
        (BIRTH, datetime.time(7, 30), "cell-became-date"),
        (SEX, "Nmm", "word-unknown"),
        (PROMOTED, "có lẽ", "word-unknown"),
        (ABSENT, "hai buổi", "number-unreadable"),
        (ABSENT, "-1", "number-unreadable"),
        (GRADE, "mười", "number-unreadable"),
        (CLASS, datetime.date(2024, 1, 10), "cell-became-date"),
    ],
)
def test_cells_that_cannot_be_used(where: Column, cell: object, rule: str) -> None:
    with pytest.raises(BadCell) as error:
        read_cell(cell, where, TT22)
    assert error.value.rule == rule


@pytest.mark.parametrize(
    ("where", "leaf", "form"),
    [
        (BIRTH, "2008-03-05", "05/03/2008"),
        (BIRTH, "2008-03", "03/2008"),
        (BIRTH, "2008", "2008"),
        (BIRTH, "2008-02-31", "‹2008-02-31›"),
        (BIRTH, "khoảng 2008", "‹khoảng 2008›"),
        (SEX, "female", "Nữ"),
        (ABSENT, "2", Decimal(2)),
        (ABSENT, "0.5", Decimal("0.5")),
        (ABSENT, "2.0", "2.0"),
        (ABSENT, "0,5", "‹0,5›"),
        (ABSENT, "hai", "‹hai›"),
        (STATUS, "draft", "Bản nháp"),
        (STATUS, "unheard_of", "unheard_of"),
        (STATUS, "Bản nháp", "‹Bản nháp›"),
        (PROMOTED, True, "Có"),
        (PROMOTED, False, "Không"),
        (GRADE, 10, Decimal(10)),
        (GRADE, 10**20, None),
        (CLASS, "10  A", "‹10  A›"),
        (COMMENT, "dòng 1\ndòng 2", "dòng 1\ndòng 2"),
        (COMMENT, "a\x0bb", None),
    ],
)
def test_other_leaves(where: Column, leaf: object, form: object) -> None:
    assert write_form(leaf, where) == form  # type: ignore[arg-type]
    if form is not None:
        assert read_cell(form, where).leaf == leaf


@pytest.mark.parametrize("cell", [datetime.date(2008, 3, 5), "5-3-2008", "2008-03-05", "5 / 3 / 2008"])
def test_dates_as_people_type_them(cell: object) -> None:
    assert read_cell(cell, BIRTH).leaf == "2008-03-05"


def test_scores_show_the_decimals_that_were_recorded() -> None:
    shown = {value: score_format(Mark(scale="score10", value=value)) for value in ("8", "8.0", "8.25")}
    assert shown == {"8": "0", "8.0": "0.0", "8.25": "0.00"}
