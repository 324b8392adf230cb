"""``hocba convert``: streams, receipts, exit statuses, and what is left on the disk."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DISPOSITIONS = {
    "carried",
    "transformed",
    "structural",
    "not_carried",
    "unrecognised",
    "rejected",
    "not_selected",
}


def files_of(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def names_and_codes(hocba, *sources: Path) -> set[str]:
    """Every name and code of the pupils in a source."""
    pupils = json.loads(hocba("inspect", *sources, "--json").out)["pupils"]
    found = {pupil["full_name"] for pupil in pupils}
    return found | {code for pupil in pupils for code in pupil["identifiers"].values()}


def test_two_terms_become_one_report_card_a_pupil(hocba, summaries, tmp_path):
    ran = hocba(
        *(
            "convert",
            summaries / "so_diem_tong_ket_khoi_khoi_10_hk?.xls",
            "--to",
            "hocba-json",
            "-o",
            "10.json",
        ),
        *("--receipt", "receipt.json"),
    )
    assert (ran.status, ran.out) == (0, "")
    assert files_of(tmp_path) == {"10.json", "receipt.json"}
    cards = json.loads((tmp_path / "10.json").read_text(encoding="utf-8"))["report_cards"]
    assert len(cards) == 24
    assert set(cards[0]["years"][0]["summaries"]) == {"term1", "term2"}
    receipt = json.loads((tmp_path / "receipt.json").read_text(encoding="utf-8"))
    assert set(receipt["items"]) == DISPOSITIONS
    assert sum(receipt["items"].values()) == sum(source["items"] for source in receipt["sources"])
    assert receipt["proof"]["read_back"] == "equal"
    assert f"{receipt['proof']['values_compared']:,}".replace(",", ".") in ran.err
    assert "Còn phải nhập tay" in ran.err


def test_into_subject_books_the_rest_is_left_to_enter_by_hand(hocba, summaries, tmp_path):
    source = summaries / "so_diem_tong_ket_khoi_khoi_10_hk1.xls"
    ran = hocba("convert", source, "--to", "viettel", "-o", "smas", "--receipt", "r.json")
    assert (ran.status, ran.out) == (0, "")
    assert {"smas/10t.xlsx", "smas/10u.xlsx"} <= files_of(tmp_path)
    receipt = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    lost = sum(receipt["items"][name] for name in ("not_carried", "unrecognised", "rejected"))
    assert len(receipt["losses"]) == lost > 0
    last = ran.err.rpartition("Còn phải nhập tay")[2]
    assert "Số buổi nghỉ có phép" in last
    assert "Kết quả rèn luyện" in last


def test_no_value_of_a_pupil_shows_unless_asked_for(hocba, summaries, bad, tmp_path):
    sources = (summaries / "messy.xlsx", bad / "bad_scores.xlsx")
    private = names_and_codes(hocba, *sources)
    common = (
        "convert",
        *sources,
        "--to",
        "viettel",
        "-o",
        "out",
        "--partial",
        "--verbose",
        "--receipt",
        "r.json",
    )
    for extra in ((), ("--lang", "en")):
        ran = hocba(*common, *extra, "--force")
        shown = ran.said + (tmp_path / "r.json").read_text(encoding="utf-8")
        assert not [text for text in private if text in shown]
    ran = hocba(*common, "--force", "--show-values")
    assert any(text in ran.err for text in private)


def test_the_receipt_is_the_same_for_the_same_input(hocba, summaries, tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        common = ("convert", summaries / "khoi_12_hk2.xls", "--to", "hocba-json")
        assert hocba(*common, "-o", f"{name}/12.json", "--receipt", f"{name}/r.json").status == 0
    assert (tmp_path / "a/r.json").read_bytes() == (tmp_path / "b/r.json").read_bytes()
    assert (tmp_path / "a/12.json").read_bytes() == (tmp_path / "b/12.json").read_bytes()


def test_standard_input_and_output(hocba, summaries):
    data = (summaries / "khoi_12_hk2.xls").read_bytes()
    ran = hocba("convert", "-", "--to", "hocba-json", "-o", "-", stdin=data)
    assert ran.status == 0
    again = hocba("convert", "-", "--to", "hocba-xml", "-o", "-", "--quiet", stdin=ran.raw)
    assert (again.status, again.err) == (0, "")
    assert again.out.startswith("<?xml")


def test_a_workbook_does_not_go_to_standard_output(hocba, summaries):
    ran = hocba("convert", summaries / "khoi_12_hk2.xls", "--to", "excel", "-o", "-")
    assert (ran.status, ran.out) == (2, "")


def test_a_dry_run_writes_nothing_and_says_so(hocba, summaries, tmp_path):
    source = summaries / "so_diem_tong_ket_khoi_khoi_10_hk1.xls"
    ran = hocba("convert", source, "--to", "viettel", "--dry-run")
    assert (ran.status, ran.out) == (0, "")
    assert files_of(tmp_path) == set()
    assert "--dry-run" in ran.err
    assert "Sẽ còn phải nhập tay" in ran.err


def test_an_existing_file_is_replaced_only_with_force(hocba, summaries, tmp_path):
    (tmp_path / "12.json").write_text("mine")
    common = ("convert", summaries / "khoi_12_hk2.xls", "--to", "hocba-json", "-o", "12.json")
    ran = hocba(*common)
    assert ran.status == 2
    assert "12.json" in ran.err
    assert (tmp_path / "12.json").read_text() == "mine"
    assert hocba(*common, "--force").status == 0
    assert (tmp_path / "12.json").read_text() != "mine"


def test_a_receipt_replaces_nothing_but_a_receipt(hocba, summaries, tmp_path):
    source = tmp_path / "in.xls"
    source.write_bytes((summaries / "khoi_12_hk2.xls").read_bytes())
    (tmp_path / "notes.json").write_text("{}")
    common = ("convert", source, "--to", "hocba-json", "-o", "out.json", "--force")
    assert hocba(*common[:-1], "--receipt", "notes.json").status == 2
    assert hocba(*common, "--receipt", "in.xls").status == 2
    assert hocba(*common, "--receipt", "out.json").status == 2
    assert hocba(*common, "--receipt", "missing/r.json").status == 2
    assert hocba("convert", source, "--to", "excel", "-o", "in.xls", "--force").status == 2
    assert files_of(tmp_path) == {"in.xls", "notes.json"}
    assert hocba(*common, "--receipt", "r.json").status == 0
    assert hocba(*common, "--receipt", "r.json").status == 0


def test_errors_withhold_the_output_and_partial_writes_the_rest(hocba, bad, tmp_path):
    common = ("convert", bad / "bad_scores.xlsx", "--to", "hocba-json", "-o", "x.json", "--receipt", "r.json")
    ran = hocba(*common)
    assert (ran.status, ran.out) == (1, "")
    assert files_of(tmp_path) == {"r.json"}
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["proof"]["read_back"] == "not_written"
    assert "--partial" in ran.err
    assert hocba(*common, "--partial").status == 1
    assert files_of(tmp_path) == {"r.json", "x.json"}


def test_a_conflict_names_both_places(hocba, bad):
    ran = hocba("convert", bad / "two_values_hk2_*.xlsx", "--to", "hocba-json", "-o", "x.json", "--verbose")
    assert ran.status == 1
    assert "'10t'!F9 ↔ " in ran.err


@pytest.mark.parametrize(("level", "status"), [("error", 0), ("warning", 0), ("loss", 1)])
def test_fail_on_decides_only_the_exit_status(hocba, summaries, tmp_path, level, status):
    source = summaries / "so_diem_tong_ket_khoi_khoi_10_hk1.xls"
    ran = hocba("convert", source, "--to", "viettel", "-o", "out", "--fail-on", level)
    assert ran.status == status
    assert (tmp_path / "out" / "10t.xlsx").exists()


def test_one_pupil_is_picked_out(hocba, summaries, tmp_path):
    source = summaries / "khoi_12_hk2.xls"
    code = json.loads(hocba("inspect", source, "--json").out)["pupils"][1]["identifiers"]["pupil_code"]
    common = ("convert", source, "--to", "hocba-json", "-o", "one.json", "--force")
    assert hocba(*common, "--student", code, "--receipt", "r.json").status == 0
    assert len(json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))["report_cards"]) == 1
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["items"]["not_selected"] > 0
    ran = hocba(*common, "--student", "0000000000")
    assert ran.status == 1
    assert "0000000000" not in ran.err


BAD_ALONE = sorted(path.name for path in (ROOT / "fixtures" / "bad").iterdir() if "two_values" not in path.name)


@pytest.mark.parametrize("name", BAD_ALONE)
def test_every_bad_input_ends_in_a_message(hocba, bad, tmp_path, name):
    ran = hocba("convert", bad / name, "--to", "hocba-json", "-o", "x.json")
    assert ran.status in (1, 2)
    assert ran.out == ""
    assert ran.err
    assert files_of(tmp_path) == set()
    assert "Lỗi của chương trình" not in ran.err


def test_a_bad_file_is_named_also_from_another_process(hocba, summaries, bad):
    ran = hocba(
        *("convert", summaries / "khoi_12_hk2.xls", bad / "empty.xlsx", "--to", "hocba-json", "-o", "x.json"),
        *("--jobs", "2"),
    )
    assert ran.status == 2
    assert "empty.xlsx" in ran.err


@pytest.mark.parametrize("output", ["missing/x.json", "/proc/x.json"])
def test_a_place_that_cannot_be_written(hocba, summaries, output):
    ran = hocba("convert", summaries / "khoi_12_hk2.xls", "--to", "hocba-json", "-o", output)
    assert (ran.status, ran.out) == (2, "")
    assert "hocba: " in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_interrupted_run_leaves_nothing_behind(summaries, tmp_path):
    script = (
        "import signal, sys, time, hocba_interop.conversion.convert as c\n"
        "from hocba_interop.cli import main\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)  # a suite in the background has it switched off\n"
        "def slowly(*_):\n"
        "    print('writing', file=sys.stderr, flush=True)\n"
        "    time.sleep(30)\n"
        "c._prove = slowly\n"
        "main()\n"
    )
    source = summaries / "khoi_12_hk2.xls"
    process = subprocess.Popen(
        [sys.executable, "-c", script, "convert", source, "--to", "hocba-json", "-o", "x.json"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        text=True,
    )
    assert process.stderr is not None
    assert process.stderr.readline().strip() == "writing"
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in told
    assert files_of(tmp_path) == set()


@pytest.mark.skipif(sys.platform == "win32", reason="resource limits")
def test_a_full_disk_leaves_nothing_behind(summaries, tmp_path):
    limited = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "from hocba_interop.cli import main\n"
        "main()\n"
    )
    for target, output in (("hocba-json", "x.json"), ("excel", "x.xlsx"), ("viettel", "out")):
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                limited,
                "convert",
                summaries / "khoi_12_hk2.xls",
                "--to",
                target,
                "-o",
                output,
            ],
            cwd=tmp_path,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
            text=True,
            check=False,
        )
        assert done.returncode == 2, done.stderr
        assert "Traceback" not in done.stderr
        assert "Lỗi của chương trình" not in done.stderr
        assert files_of(tmp_path) == set()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes")
def test_a_reader_that_goes_away_is_no_fault(summaries):
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "hocba_interop",
            "convert",
            summaries / "khoi_12_hk2.xls",
            "--to",
            "hocba-json",
            "-o-",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    assert process.stdout is not None
    process.stdout.read(10)
    process.stdout.close()
    _, told = process.communicate(timeout=60)
    assert b"Traceback" not in told
    assert b"BrokenPipe" not in told
