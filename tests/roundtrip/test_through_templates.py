"""Through the other system's own templates: what comes out is what went in, but for what the receipt lists."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from school_sheets import FIXTURES

from hocba_interop import FillOptions, convert, fill
from hocba_interop.conversion.convert import ConvertOptions
from hocba_interop.conversion.identity import comparable
from hocba_interop.conversion.matching import codes
from hocba_interop.conversion.proof import same
from hocba_interop.conversion.reading import Body, read_body
from hocba_interop.model.flat import Leaf
from hocba_interop.model.flat import Path as LeafPath

SUMMARY = FIXTURES / "vnpt/class-summary/so_diem_tong_ket_khoi_khoi_10_hk2.xls"
SMAS_TEMPLATES = FIXTURES / "viettel/subject-book/template_10t_hk2.xlsx"
VNEDU_TEMPLATE = FIXTURES / "vnpt/subject-book/template_toan_10t_hk2.xlsx"


def by_code(body: Body) -> dict[str, dict[LeafPath, Leaf]]:
    return {
        comparable("pupil_code", codes(card).get("pupil_code") or codes(card)["moet"])[1]: card.flat
        for card in body.cards
    }


def check(sources: list[Path], templates: list[Path], folder: Path) -> int:
    """Fill, convert to JSON, read; returns how many marks came through."""
    filled = folder / "da_dien"
    done = fill(templates, sources, filled, FillOptions())
    assert done.receipt.read_back == "equal", [n.rule for n in done.receipt.notices if n.severity >= 3]
    assert done.receipt.items.total() == sum(source["items"] for source in done.receipt.sources)
    text = folder / "ra.json"
    convert(done.files, "hocba-json", text, ConvertOptions())
    there = by_code(read_body([text]))
    lost = {loss.where for loss in done.receipt.losses}
    assert done.body
    came_through = 0
    for card in done.body.cards:
        code = comparable("pupil_code", codes(card)["pupil_code"])[1]
        after = there.get(code, {})
        for path, fact in card.sources.items():
            assert fact.item
            if fact.item.place in lost:
                continue
            if path[:1] == ("years",) and path[2] in ("subjects", "summaries"):
                assert same(path, fact.value, after.get(path)), path
                came_through += path[2] == "subjects"
    for code, after in there.items():
        before = by_code(done.body).get(code, {})
        marks = {p: leaf for p, leaf in after.items() if p[2:3] == ("subjects",) and p[4:5] == ("periods",)}
        assert all(same(path, leaf, before.get(path)) for path, leaf in marks.items())
    return came_through


def test_vnedu_through_smas_templates(tmp_path: Path) -> None:
    marks = check([SUMMARY], [SMAS_TEMPLATES], tmp_path)
    assert marks >= 150


def test_smas_through_a_vnedu_template(tmp_path: Path) -> None:
    made = tmp_path / "smas"
    convert([SUMMARY], "viettel:subject-book", made, ConvertOptions())
    assert check([made], [VNEDU_TEMPLATE], tmp_path) >= 10


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed; CI has it")
def test_through_an_xls_template(tmp_path: Path) -> None:
    template = FIXTURES / "viettel/subject-book/template_toan_10t_hk2.xls"
    assert check([SUMMARY], [template], tmp_path) >= 10
