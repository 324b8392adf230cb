"""The layout file and the model agree: every leaf has a place, every path exists, every word reads back."""

from __future__ import annotations

import pytest

from hocba_interop.adapters.excel.fields import all_fields, field_at
from hocba_interop.adapters.excel.kinds import KINDS, read_cell, write_form
from hocba_interop.adapters.excel.layout import Column, Key, SheetLayout, layout
from hocba_interop.adapters.excel.rows import route
from hocba_interop.adapters.workbook.captions import caption_key
from hocba_interop.codelists import scales
from hocba_interop.model import Extension, Mark, Provenance
from hocba_interop.model.flat import Path

SAMPLE = {
    "periods": "term1",
    "summaries": "term2",
    "years": "2024-2025",
    "subjects": "toan",
    "traits": "yeu_nuoc",
    "guardians": "mother",
}
NAMED_BY_KEYS = {"school_year", "subject", "trait", "relation"}
KINDS_OF = {
    str: {"text", "prose", "code", "date", "count", "word"},
    int: {"whole"},
    bool: {"yes_no"},
    Mark: {"mark"},
}
COLUMNS = [(sheet, column) for sheet in layout().sheets for column in sheet.columns]


def _concrete(path: Path) -> Path:
    return tuple(SAMPLE.get(path[i - 1], "0") if name == "*" else name for i, name in enumerate(path))


LEAVES = [_concrete(path) for path, _ in all_fields()] + [
    ("provenance", "0", *path) for path, _ in all_fields(Provenance)
]


@pytest.mark.parametrize("path", LEAVES, ids="/".join)
def test_every_leaf_of_the_model_has_a_place(path: Path) -> None:
    found = route(path)
    leaf = field_at(path)
    assert leaf is not None
    if leaf.type is Extension or path[:2] == ("student", "identifiers"):
        return  # rows of the sheet of other information; known identifiers have columns beside
    if path[-1] in NAMED_BY_KEYS and path[0] != "history":
        assert found is None, "the key of the row says it"
        return
    assert found is not None
    assert found.cell[0].kind in KINDS_OF[leaf.type]


@pytest.mark.parametrize(("sheet", "column"), COLUMNS, ids=lambda item: item.caption)
def test_every_path_of_the_layout_is_one_of_the_model(sheet: SheetLayout, column: Column) -> None:
    keys = {key.name: "0" for key in sheet.keys} | {"i": "0", "period": "term1"}
    lists = ("awards", "discipline", "certificates")
    for pattern in column.patterns:
        filled = [path for name in lists if (path := pattern.fill({**keys, "list": name}))]
        assert filled and all(field_at(path) for path in filled), pattern.text
    assert column.kind in KINDS
    assert (column.kind == "word") == (column.words is not None)
    assert (column.kind == "mark") == bool(column.scales)


@pytest.mark.parametrize("sheet", layout().sheets, ids=lambda sheet: sheet.id)
def test_captions_of_a_sheet_are_told_apart(sheet: SheetLayout) -> None:
    captions = [caption_key(item.caption.replace("{i}", "1")) for item in sheet.items]
    captions += [caption_key("Mã dòng"), caption_key("Họ và tên học sinh")]
    assert len(set(captions)) == len(captions)
    for item in sheet.items:
        found = sheet.find(item.caption.replace("{i}", "3"))
        assert found == (item, 3 if isinstance(item, Column) and item.numbered else 0)


@pytest.mark.parametrize("column", [column for _, column in COLUMNS if column.words], ids=lambda c: c.caption)
def test_every_word_reads_back(column: Column) -> None:
    assert column.words is not None
    for word in column.words.words:
        value = column.words.find(word)
        assert value is not None and column.words.word(value) == word
        assert read_cell(word, column).leaf == value


@pytest.mark.parametrize("column", [column for _, column in COLUMNS if column.scales], ids=lambda c: c.caption)
def test_every_value_of_every_scale_has_a_form_in_every_column(column: Column) -> None:
    for order in column.scales.values():
        assert set(order) <= set(scales.SCALES)
    for scale in scales.SCALES:
        for value in (*scales.values(scale), "8.25", "lạ"):
            mark = Mark(scale=scale, value=value)
            assert write_form(mark, column) is not None


def test_keys_are_columns_of_their_sheets() -> None:
    used = {key.name for sheet in layout().sheets for key in sheet.keys}
    assert used == set(layout().keys)
    assert all(isinstance(key, Key) and key.codec for key in layout().keys.values())
