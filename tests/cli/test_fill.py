"""``hocba fill`` as a process."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path

import pytest
from templates_of_school import AN, BINH, Smas, card, cell, cells, document, smas, term2

from hocba_interop.adapters.canonical.json_writing import document_text

MARKS = document(card(AN, {"toan": term2("8.3")}), card(BINH, {"toan": term2("6.5")}))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "nguon.json"
    path.write_text("".join(document_text(MARKS)), "utf-8")
    return path


def test_a_template_is_filled(hocba, tmp_path, source):
    template = smas(tmp_path / "mau.xlsx")
    ran = hocba("fill", template, "--source", source, "-o", "ra.xlsx", "--receipt", "bn.json")
    assert ran.status == 0 and ran.out == ""
    assert cells(tmp_path / "ra.xlsx")[cell(0, "TBM")] == 8.3
    receipt = json.loads((tmp_path / "bn.json").read_text("utf-8"))
    assert receipt["proof"]["read_back"] == "equal"
    assert [one["name"] for one in receipt["templates"]] == ["mau.xlsx"]
    assert [one["name"] for one in receipt["targets"]] == ["ra.xlsx"]
    assert sum(receipt["items"].values()) == receipt["sources"][0]["items"]
    assert AN[1] not in ran.said and AN[1] not in (tmp_path / "bn.json").read_text("utf-8")


def test_a_conflict_ends_with_1_and_names_both_places(hocba, tmp_path, source):
    template = smas(tmp_path / "mau.xlsx", Smas(values={(0, "TBM"): 2}))
    ran = hocba("fill", template, "--source", source, "-o", "ra.xlsx")
    assert ran.status == 1 and "HB428" in ran.err and "K14" in ran.err and not (tmp_path / "ra.xlsx").exists()
    ran = hocba("fill", template, "--source", source, "-o", "ra.xlsx", "--overwrite")
    assert ran.status == 0 and cells(tmp_path / "ra.xlsx")[cell(0, "TBM")] == 8.3


def test_the_match_file_is_written_and_used(hocba, tmp_path, source):
    template = smas(tmp_path / "mau.xlsx", Smas(pupils=((None, AN[1]), (None, BINH[1]))))
    ran = hocba("fill", template, "--source", source, "-o", "ra.xlsx", "--match", "ghep.csv")
    assert ran.status == 1 and "ghep.csv" in ran.err
    lines = (tmp_path / "ghep.csv").read_text("utf-8-sig").splitlines()
    confirmed = [lines[0], *(line.replace(";;", ";x;", 1) for line in lines[1:])]
    (tmp_path / "ghep.csv").write_text("\n".join(confirmed), "utf-8-sig")
    ran = hocba("fill", template, "--source", source, "-o", "ra.xlsx", "--match", "ghep.csv")
    assert ran.status == 0 and cells(tmp_path / "ra.xlsx")[cell(1, "TBM")] == 6.5


def test_wrong_use_ends_with_2(hocba, tmp_path, source):
    template = smas(tmp_path / "mau.xlsx")
    before = template.read_bytes()
    for arguments in (
        ("fill", template, "-o", "ra.xlsx"),
        ("fill", template, "--source", source),
        ("fill", template, "--source", source, "-o", template),
        ("fill", template, "--source", source, "-o", "-"),
        ("fill", template, "--source", source, "-o", "ra.xlsx", "--all", "--student", AN[0]),
        ("fill", "khong_co.xlsx", "--source", source, "-o", "ra.xlsx"),
        ("fill", source, "--source", source, "-o", "ra.xlsx"),
    ):
        ran = hocba(*arguments)
        assert ran.status == 2 and ran.err.startswith("hocba"), arguments
    assert template.read_bytes() == before and not (tmp_path / "ra.xlsx").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="folders of Windows are not made read-only by a mode")
def test_a_read_only_folder_is_said(hocba, tmp_path, source):
    template, folder = smas(tmp_path / "mau.xlsx"), tmp_path / "chi_doc"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        if _writable(folder):
            pytest.skip("this user may write everywhere")
        ran = hocba("fill", template, "--source", source, "-o", "chi_doc/ra.xlsx")
        assert ran.status == 2 and "HB" not in ran.out
    finally:
        folder.chmod(stat.S_IRWXU)


def _writable(folder: Path) -> bool:
    try:
        (folder / "thu").touch()
    except OSError:
        return False
    return True
