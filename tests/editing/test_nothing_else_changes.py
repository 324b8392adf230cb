"""Whatever cells are filled, the opener finds all others as they were."""

from __future__ import annotations

import io
import string
from decimal import Decimal
from functools import cache

import xlsxwriter
from editing_packages import source
from hypothesis import given, settings
from hypothesis import strategies as st

from hocba_interop.adapters.workbook.editing import fill_cells

COVERED = {(3, 3), (4, 2), (4, 3)}
FORMULAS = {(row, 5) for row in range(1, 16, 3)}
SHEETS = ("10T", "Ẩn")


@cache
def template() -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    text, score = book.add_format({"num_format": "@"}), book.add_format({"num_format": "0000"})
    for name in SHEETS:
        sheet = book.add_worksheet(name)
        for row in range(0, 15, 2):
            sheet.write(row, 0, row + 1)
            sheet.write(row, 1, f"tên {row}", text)
            sheet.write(row, 3, row * 0.25, score)
        for row, column in sorted(FORMULAS):
            sheet.write_formula(row - 1, column - 1, "=A1&B1", None, "1tên")
        sheet.merge_range(2, 1, 3, 2, "gộp")
        sheet.set_row(6, None, None, {"hidden": True})
        sheet.set_column(2, 2, None, text, {"hidden": True})
        sheet.set_row(17, None, None, {"hidden": True})  # beyond the last cell, until one is filled there
        sheet.set_column(9, 9, None, None, {"hidden": True})
    book.get_worksheet_by_name(SHEETS[1]).hide()
    book.close()
    return buffer.getvalue()


positions = st.tuples(st.integers(1, 20), st.integers(1, 12)).filter(lambda at: at not in COVERED | FORMULAS)
texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"]) | st.sampled_from("\t\n\r_x0D<&>]" + string.digits)
)
values = (
    texts.filter(lambda text: any(c.isalnum() for c in text))
    | st.decimals(-1000, 1000, places=2)
    | st.sampled_from(["=A1", "_x000D_", "8,5", "Đ"])
)
entries = st.dictionaries(st.sampled_from(SHEETS), st.dictionaries(positions, values, max_size=12), max_size=2)


@settings(max_examples=60)
@given(entries)
def test_all_cells_but_the_filled_ones_stay(wanted: dict[str, dict[tuple[int, int], str | Decimal]]) -> None:
    before = source(template()).workbook
    after = source(fill_cells(source(template()), wanted)).workbook
    for old, new in zip(before.sheets, after.sheets, strict=True):
        cells = wanted.get(old.name, {})
        assert {**old.cells, **cells} == new.cells
        assert (old.name, old.hidden, old.merged, old.formulas) == (new.name, new.hidden, new.merged, new.formulas)
        assert {row for row in (7, 18) if row <= new.max_row} == new.hidden_rows
        assert {column for column in (3, 10) if column <= new.max_column} == new.hidden_columns
        kept = {at: width for at, width in old.zero_padded.items() if at not in cells}
        assert kept == {at: width for at, width in new.zero_padded.items() if at not in cells}


@settings(max_examples=30)
@given(entries)
def test_filling_twice_is_filling_once(wanted: dict[str, dict[tuple[int, int], str | Decimal]]) -> None:
    once = fill_cells(source(template()), wanted)
    twice = fill_cells(source(once), wanted)
    assert [sheet.cells for sheet in source(once).workbook.sheets] == [s.cells for s in source(twice).workbook.sheets]
