"""Write-back: what a vendor's template holds besides marks is what its system knows it by, and stays."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from school_sheets import FIXTURES
from templates_of_school import AN, Smas, card, cell, document, smas, term2

from hocba_interop import FillOptions, fill
from hocba_interop.model import SubjectPeriod

PRIMARY = FIXTURES / "vnpt/primary-subject-book"
SUMMARY = FIXTURES / "vnpt/class-summary/so_diem_tong_ket_khoi_khoi_10_hk2.xls"
MACRO = FIXTURES / "viettel/subject-book/template_macro.xlsm"


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def primary(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """vnEdu's primary template with everything a vendor puts into one, and the same filled."""
    template = PRIMARY / "template_ck1.xlsx"
    folder = tmp_path_factory.mktemp("mau")
    done = fill(template, PRIMARY / "cac_mon_toi_day_ck1.xlsx", folder / "ra.xlsx", FillOptions(partial=True))
    assert done.receipt.read_back == "equal" and done.receipt.values_compared > 10
    return template, done.files[0]


def test_quirk_26_routing_codes_and_technical_columns_stay(primary: tuple[Path, Path]) -> None:
    before, after = (openpyxl.load_workbook(path) for path in primary)
    codes = [sheet["B6"].value for sheet in before.worksheets]
    assert sum(bool(code) for code in codes) > 3
    assert [sheet["B6"].value for sheet in after.worksheets] == codes
    for old, new in zip(before.worksheets, after.worksheets, strict=True):
        assert new.sheet_state == old.sheet_state
        assert {k: v.hidden for k, v in new.row_dimensions.items()} == {
            k: v.hidden for k, v in old.row_dimensions.items()
        }
        assert {k: v.hidden for k, v in new.column_dimensions.items()} == {
            k: v.hidden for k, v in old.column_dimensions.items()
        }


def test_quirk_26_the_hidden_column_of_smas_stays(tmp_path: Path) -> None:
    template = smas(tmp_path / "mau.xlsx", Smas(student_ids=True))
    filled = fill(template, document(card(AN, {"toan": term2("8.3")})), tmp_path / "ra.xlsx").files[0]
    before, after = (openpyxl.load_workbook(path).worksheets[0] for path in (template, filled))
    assert [after[f"M{row}"].value for row in (14, 15)] == [before[f"M{row}"].value for row in (14, 15)] != [None] * 2
    assert after.column_dimensions["M"].hidden


def test_quirk_27_an_empty_source_overwrites_nothing(tmp_path: Path) -> None:
    template = smas(tmp_path / "mau.xlsx", Smas(values={(0, "CK"): 5, (0, "NX"): "Giữ", (1, "TX1"): 9}))
    source = document(card(AN, {"toan": {"term2": SubjectPeriod(comment=None, regular=())}, "vat_li": term2("7")}))
    done = fill(template, source, tmp_path / "ra.xlsx", FillOptions(overwrite=True, partial=True))
    now = openpyxl.load_workbook(done.files[0] if done.files else template).worksheets[0]
    assert (now[cell(0, "CK")].value, now[cell(0, "NX")].value, now[cell(1, "TX1")].value) == (5, "Giữ", 9)


def test_quirk_28_every_other_part_of_the_package_stays_byte_for_byte(primary: tuple[Path, Path]) -> None:
    before, after = (parts(path.read_bytes()) for path in primary)
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed and all(name.startswith(("xl/worksheets/sheet", "xl/sharedStrings")) for name in changed), changed
    assert any("comments" in name for name in before)  # the template really has what could get lost


def test_quirk_28_types_formats_choices_and_sheets_stay(primary: tuple[Path, Path]) -> None:
    before, after = (openpyxl.load_workbook(path) for path in primary)
    assert after.sheetnames == before.sheetnames
    assert list(after.defined_names) == list(before.defined_names)
    for old, new in zip(before.worksheets, after.worksheets, strict=True):
        assert str(new.data_validations.dataValidation) == str(old.data_validations.dataValidation)
        assert new.protection.sheet == old.protection.sheet
        assert {str(area) for area in new.merged_cells.ranges} == {str(area) for area in old.merged_cells.ranges}
        for row in old.iter_rows():
            for was in row:
                now = new[was.coordinate]
                assert now.style_id == was.style_id
                if was.value is not None:
                    assert (now.value, now.data_type) == (was.value, was.data_type)


def test_quirk_28_macros_are_kept_and_the_file_stays_one_with_macros(tmp_path: Path) -> None:
    done = fill(MACRO, SUMMARY, tmp_path / "ra.xlsm")
    before, after = parts(MACRO.read_bytes()), parts(done.files[0].read_bytes())
    for name in ("xl/vbaProject.bin", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        assert after[name] == before[name]
