"""``python -m benchmarks``: run every benchmark beside its peer, in turn, and print the ratios of the medians."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from hocba_interop.adapters.workbook.opening import open_workbook

from . import validation
from .school import CLASSES, PUPILS, make_school

RUNS = int(os.environ.get("HOCBA_BENCH_RUNS", "5"))
ROOT = Path(__file__).resolve().parent.parent


def _timed(command: Sequence[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    return time.perf_counter() - start


def _compare(what: str, ours: Sequence[str], peer: Sequence[str], peer_name: str, goal: str) -> None:
    """Time two commands in turn, after one run of each that is not counted."""
    times: dict[str, list[float]] = {"ours": [], "peer": []}
    for run in range(RUNS + 1):
        for name, command in (("ours", ours), ("peer", peer)):
            elapsed = _timed(command)
            if run:
                times[name].append(elapsed)
    ratio = statistics.median(a / b for a, b in zip(times["ours"], times["peer"], strict=True))
    mine, theirs = statistics.median(times["ours"]), statistics.median(times["peer"])
    print(
        f"{what}\n  hocba {mine:.2f} s, {peer_name} {theirs:.2f} s: ratio {ratio:.2f} (goal: {goal})",
        flush=True,
    )


def start_up() -> None:
    """The command against the import of the library that it is built on."""
    python = sys.executable
    peer = [python, "-c", "import typer"]
    _compare("hocba --version", [python, "-m", "hocba_interop", "--version"], peer, "import typer", "<= 1.5")
    _compare("hocba --help", [python, "-m", "hocba_interop", "--help"], peer, "import typer", "<= 2.5")


def _cells(folder: Path) -> dict[str, dict[str, dict[str, list[object]]]]:
    """The cells and merged ranges of our own output, by file and sheet."""
    found: dict[str, dict[str, dict[str, list[object]]]] = {}
    for path in sorted(folder.glob("*.xlsx")):
        book = open_workbook(path.read_bytes(), path.name)
        found[path.name] = {
            sheet.name: {
                "cells": [[*where, _plain(value)] for where, value in sheet.cells.items()],
                "merged": [str(merged) for merged in sheet.merged],
            }
            for sheet in book.sheets
        }
    return found


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else value


def school_year() -> None:
    """A school's year to gradebooks, with receipt and read-back, against openpyxl that only reads and writes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        inputs, out, peer_out = folder / "in", folder / "out", folder / "peer"
        for each in (inputs, out, peer_out):
            each.mkdir()
        files = [str(path) for path in make_school(inputs)]
        command = [sys.executable, "-m", "hocba_interop", "convert", *files, "--to", "viettel:subject-book"]
        ours = [*command, "-o", str(out), "--force", "--receipt", str(folder / "receipt.json"), "--quiet"]
        _timed(ours)
        cells = folder / "cells.json"
        cells.write_text(json.dumps(_cells(out)), encoding="utf-8")
        what = f"a school's year ({CLASSES} classes, {PUPILS} pupils, two terms) to SMAS gradebooks"
        for how, words in (("dressed", "the same workbooks"), ("bare", "the bare values")):
            peer = [sys.executable, "-m", "benchmarks.peer_openpyxl", str(cells), str(peer_out), how, *files]
            _compare(what, ours, peer, f"openpyxl only reading and writing {words}", "< 1")


def main() -> None:
    """Print the machine and every ratio."""
    print(f"{platform.machine()}, {os.cpu_count()} cores, CPython {platform.python_version()}, median of {RUNS} runs")
    start_up()
    school_year()
    validation.main()


if __name__ == "__main__":
    main()
