"""What LibreOffice shows of written files, and the .xls that it makes: an opinion that is not ours.

Skipped where LibreOffice is not installed. One run of it serves all files, since starting it takes seconds.
"""

from __future__ import annotations

import csv
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

from hocba_interop import ConvertOptions, convert, read
from hocba_interop.adapters.source import Source
from hocba_interop.adapters.workbook.libreoffice import find_libreoffice
from hocba_interop.adapters.workbook.opening import cell_name
from hocba_interop.model.flat import flatten

FIXTURES = Path(__file__).parents[2] / "fixtures"
TERM1 = FIXTURES / "vnpt/class-summary/so_diem_tong_ket_khoi_khoi_10_hk1.xls"
PRIMARY = FIXTURES / "vnpt/primary-class/bang_tong_hop_lop_4a_cuoi_nam.xls"
BOOK = FIXTURES / "viettel/subject-book/toan_khoi_10_hk2.xlsx"
CASES = {
    "summary": (TERM1, "vnpt:class-summary"),
    "smas": (BOOK, "viettel:subject-book"),
    "gradebook": (BOOK, "vnpt:subject-book"),
    "primary": (PRIMARY, "vnpt:primary-class"),
    "report-card": (BOOK, "excel:report-card"),
}

pytestmark = [
    pytest.mark.skipif(find_libreoffice() is None, reason="LibreOffice is not installed"),
    pytest.mark.xdist_group("libreoffice"),
]


@pytest.fixture(scope="module")
def shown(tmp_path_factory) -> Path:
    """A folder with each written file and, for each of its sheets, a CSV of what LibreOffice shows."""
    folder = tmp_path_factory.mktemp("lo")
    for name, (source, target) in CASES.items():
        done = convert([source], target, folder / f"{name}.xlsx")
        assert done.receipt.read_back == "equal"
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = [str(find_libreoffice()), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--norestore", "--convert-to", every_sheet, "--outdir", str(folder)]
    subprocess.run([*command, *(str(folder / f"{name}.xlsx") for name in CASES)], check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("name", CASES)
def test_libreoffice_shows_every_value(name: str, shown: Path) -> None:
    compared = 0
    for sheet in Source(name, (shown / f"{name}.xlsx").read_bytes()).workbook.sheets:
        with (shown / f"{name}-{sheet.name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        for (row, column), value in sheet.cells.items():
            text = rows[row - 1][column - 1]
            if isinstance(value, Decimal):
                assert Decimal(text) == value, f"{sheet.name}!{cell_name(row, column)}"
            else:
                assert text.split() == str(value).split(), f"{sheet.name}!{cell_name(row, column)}"
            compared += 1
    assert compared > 100


def test_an_xls_is_biff8_and_says_the_same(tmp_path: Path) -> None:
    done = convert([TERM1], "vnpt:class-summary", tmp_path / "out.xls", ConvertOptions(today="2024-06-01"))
    assert done.receipt.read_back == "equal"
    assert (tmp_path / "out.xls").read_bytes()[:4] == b"\xd0\xcf\x11\xe0"
    assert [path.name for path in tmp_path.iterdir()] == ["out.xls"]

    def cards(path: Path) -> list[dict]:
        return [flatten(card) for card in read(path).document.report_cards]

    assert cards(tmp_path / "out.xls") == cards(TERM1)
