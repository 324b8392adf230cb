"""There and back: what an admission record holds comes back, what it lacks is listed, before it is written too."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest
from school_sheets import FIXTURES

from hocba_interop import ConvertOptions, convert, diff, read
from hocba_interop.adapters import registry
from hocba_interop.conversion.convert import convert_body
from hocba_interop.conversion.proof import same
from hocba_interop.conversion.reading import read_body
from hocba_interop.model import Extension
from hocba_interop.model.flat import Leaf, flatten
from hocba_interop.model.flat import Path as LeafPath

RECORD = "admission:record"
FILES = [
    "admission/record/ho_so_xet_tuyen.xlsx",
    "admission/record/property_names.xls",
    "admission/record/resaved.xlsx",
]
LOSSLESS = {"canonical:json": "a.json", "canonical:xml": "a.xml", "excel:report-card": "a.xlsx"}
SOURCES = [
    *FILES,
    "admission/bad/contradictions.xlsx",
    "vnpt/class-summary/khoi_12_hk2.xls",
    "vnpt/class-summary/so_diem_tong_ket_khoi_khoi_10_hk1.xls",
    "vnpt/class-summary/mixed_10_12_hk2.xlsx",
    "vnpt/class-summary/messy.xlsx",
    "vnpt/subject-book/tat_ca_mon_10t_hk1.xlsx",
    "vnpt/pupil-list/danh_sach_hoc_sinh_khoi_10.xls",
    "viettel/subject-book/nhieu_mon_khoi_10_ca_hai_ky.xlsx",
    "viettel/sync-json/dong_bo_2020_2021.json",
]


def flats(path: Path) -> list[dict[LeafPath, Leaf]]:
    return [flatten(card) for card in read(path).document.report_cards]


@pytest.mark.parametrize("target", LOSSLESS)
@pytest.mark.parametrize("name", FILES)
def test_through_a_lossless_format_and_back(name: str, target: str, tmp_path: Path) -> None:
    there = tmp_path / LOSSLESS[target]
    done = convert([FIXTURES / name], target, there)
    assert done.receipt.read_back == "equal" and not done.receipt.has_losses
    before, between = flats(FIXTURES / name), flats(there)
    for mine, theirs in zip(before, between, strict=True):
        assert list(mine) == list(theirs)
        assert all(same(path, leaf, theirs[path]) for path, leaf in mine.items())
    convert([there], RECORD, tmp_path / "back.xlsx")
    after = flats(tmp_path / "back.xlsx")
    assert len(after) == len(before)
    for mine, theirs in zip(before, after, strict=True):
        gone = {path for path, leaf in mine.items() if not same(path, leaf, theirs.get(path))}
        # what no column holds: codes of the programme, the class in place of the grade, the labels of other captions
        assert all(
            isinstance(mine[path], Extension) or path[-1] in ("source_label", "programme", "class_name")
            for path in gone
        )
        assert theirs.keys() <= mine.keys()


@pytest.mark.parametrize("name", SOURCES)
def test_a_dry_run_predicts_the_losses(name: str, tmp_path: Path) -> None:
    dialect, json = registry.find_dialect(RECORD), registry.find_dialect("canonical:json")
    convert_body(read_body([FIXTURES / name]), json, tmp_path / "a.json", ConvertOptions(partial=True))
    for source in (FIXTURES / name, tmp_path / "a.json"):
        body = read_body([source])
        path = tmp_path / "out.xlsx"
        told = convert_body(deepcopy(body), dialect, path, ConvertOptions(dry_run=True, partial=True)).receipt
        assert not path.exists()
        done = convert_body(deepcopy(body), dialect, path, ConvertOptions(partial=True)).receipt
        assert [loss.to_dict() for loss in told.losses] == [loss.to_dict() for loss in done.losses]
        assert done.items.total() == sum(reading.ledger.total for reading in body.readings)
        path.unlink(missing_ok=True)


@pytest.mark.parametrize("target", ["vnpt:class-summary", "viettel:subject-book", "vnpt:subject-book"])
def test_a_target_that_needs_the_school_year_says_so_and_writes_nothing(target: str, tmp_path: Path) -> None:
    done = convert([FIXTURES / FILES[0]], target, tmp_path / "a.xlsx")
    assert not done.files and not list(tmp_path.iterdir())
    assert "target-needs-school-year" in {notice.rule for notice in done.receipt.notices}


def test_the_record_and_the_class_summary_of_one_grade_are_one_year(tmp_path: Path) -> None:
    summary = FIXTURES / "vnpt/class-summary/khoi_12_hk2.xls"
    convert([summary], RECORD, tmp_path / "a.xlsx")
    both = read([summary, tmp_path / "a.xlsx"])
    years = [[(year.school_year, year.grade) for year in card.years] for card in both.document.report_cards]
    # those without a personal id have nothing by which their rows could be joined
    assert years.count([("2023-2024", 12)]) == 12 and years.count([(None, 12)]) == 10
    assert not [notice for notice in both.notices if notice.rule == "conflict"]
    assert not [c for p in diff(summary, tmp_path / "a.xlsx").pupils for c in p.changes if c.a and c.b]


def test_a_record_fills_the_grades_that_the_class_summary_lacks() -> None:
    done = read([FIXTURES / "vnpt/class-summary/khoi_12_hk2.xls", FIXTURES / FILES[0]])
    # both state the term 2 of grade 12, and state the same
    assert not [notice for notice in done.notices if notice.rule == "conflict"]
    joined = [card for card in done.document.report_cards if [year.grade for year in card.years] == [12, 10, 11]]
    assert joined and all(card.years[0].school_year == "2023-2024" for card in joined)


def test_libreoffice_shows_every_value(tmp_path: Path) -> None:
    import csv
    import subprocess
    from decimal import Decimal

    from hocba_interop.adapters.source import Source
    from hocba_interop.adapters.workbook.libreoffice import find_libreoffice

    if find_libreoffice() is None:
        pytest.skip("LibreOffice is not installed")
    convert([FIXTURES / FILES[0]], RECORD, tmp_path / "a.xlsx")
    command = [str(find_libreoffice()), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--norestore", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "a.xlsx")], check=True, capture_output=True)
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        shown = list(csv.reader(file))
    sheet = Source("a.xlsx", (tmp_path / "a.xlsx").read_bytes()).workbook.sheets[0]
    for (row, column), value in sheet.cells.items():
        text = shown[row - 1][column - 1]
        assert Decimal(text) == value if isinstance(value, Decimal) else text.split() == str(value).split()
    assert len(sheet.cells) > 500
