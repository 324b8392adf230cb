"""A second opinion: python-calamine reads the same values out of good files."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from hocba_interop.adapters.workbook.opening import open_workbook

Cell = str | float | int | bool | datetime.datetime

TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1, max_size=40
).filter(lambda text: not text.startswith(("=", "{", "http", "ftp", "mailto", "internal", "external", "\ufeff")))
NUMBER = st.integers(-(10**9), 10**12) | st.decimals(-1000, 1000, places=2).map(float)
DATE = st.datetimes(datetime.datetime(1950, 1, 1), datetime.datetime(2100, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0)
)
SHEET = st.dictionaries(
    st.tuples(st.integers(0, 40), st.integers(0, 30)), TEXT | NUMBER | st.booleans() | DATE, max_size=25
)


def by_calamine(data: bytes) -> dict[tuple[int, int], Any]:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    return {
        (row, column): value
        for row, values in enumerate(sheet.to_python(skip_empty_area=False), start=1)
        for column, value in enumerate(values, start=1)
        if value != ""
    }


def alike(value: Any) -> Any:
    """A value in a form common to both: ours are decimals, and a day is a day whether with a time or not."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float | int):
        return Decimal(repr(value)).normalize()
    if isinstance(value, Decimal):
        return value.normalize()
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return datetime.datetime(value.year, value.month, value.day)
    if isinstance(value, str) and not value.strip(" \u00a0\u200b\u200c\u200d\u2060\u00ad\u3000\ufeff"):
        return None
    return value


def ours(data: bytes) -> dict[tuple[int, int], Any]:
    return {place: alike(value) for place, value in open_workbook(data, "a").sheets[0].cells.items()}


def expected(data: bytes) -> dict[tuple[int, int], Any]:
    found = {place: alike(value) for place, value in by_calamine(data).items()}
    return {p: v for p, v in found.items() if v is not None and not (isinstance(v, str) and v.isspace())}


def write_xlsx(cells: dict[tuple[int, int], Cell]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    date = book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"})
    sheet = book.add_worksheet()
    for (row, column), value in cells.items():
        if isinstance(value, datetime.datetime):
            sheet.write_datetime(row, column, value, date)
        else:
            sheet.write(row, column, value)
    book.close()
    return buffer.getvalue()


def write_xls(cells: dict[tuple[int, int], Cell]) -> bytes:
    book = xlwt.Workbook()
    date = xlwt.easyxf(num_format_str="dd/mm/yyyy hh:mm:ss")
    sheet = book.add_sheet("a")
    for (row, column), value in cells.items():
        sheet.write(row, column, value, date if isinstance(value, datetime.datetime) else xlwt.Style.default_style)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("write", [write_xlsx, write_xls])
@given(cells=SHEET)
@settings(max_examples=60, deadline=None)
def test_values_agree(write: Any, cells: dict[tuple[int, int], Cell]) -> None:
    data = write(cells)
    assert ours(data) == expected(data)


FIXTURES = sorted(
    path
    for path in (Path(__file__).parents[2] / "fixtures").rglob("*")
    if path.suffix in (".xls", ".xlsx") and "bad" not in path.parts
)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name)
def test_fixtures_agree(path: Path) -> None:
    data = path.read_bytes()
    if data[:2] not in (b"PK", b"\xd0\xcf"):
        pytest.skip("not for calamine")
    found = ours(data)
    for place, value in expected(data).items():
        assert found[place] == value
