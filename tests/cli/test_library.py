"""The public API: what stands behind the commands, and that asking for it is cheap."""

from __future__ import annotations

import doctest
import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

import hocba_interop as library

ROOT = Path(__file__).parents[2]


def test_every_public_name_is_there_and_no_other():
    assert all(getattr(library, name) is not None for name in library.__all__)
    assert dir(library) == library.__all__
    with pytest.raises(AttributeError):
        _ = library.no_such_name


@pytest.mark.parametrize(
    ("code", "forbidden"),
    [
        ("import hocba_interop", ("pydantic", "lxml", "rich", "typer", "xlsxwriter", "importlib.metadata")),
        (
            "import sys; sys.argv = ['hocba', '--version']; from hocba_interop.cli import main; main()",
            ("typer", "rich"),
        ),
        ("import hocba_interop.cli.app", ("pydantic", "lxml", "rich", "xlsxwriter", "rapidfuzz")),
    ],
)
def test_nothing_is_imported_before_it_is_needed(code, forbidden):
    ask = f"{code}\nimport sys\nprint(*[name for name in {forbidden!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", ask],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    assert done.stdout.splitlines()[-1] == ""


@pytest.mark.parametrize(
    "module",
    [
        "checklists.check",
        "conversion.detection",
        "conversion.diff",
        "conversion.filling.fill",
        "conversion.inspection",
        "conversion.library",
        "conversion.merging.merge",
    ],
)
def test_the_examples_in_the_docstrings_hold(module, monkeypatch, tmp_path):
    monkeypatch.chdir(ROOT)
    loaded = importlib.import_module(f"hocba_interop.{module}")
    failed, tried = doctest.testmod(loaded, extraglobs={"tmp_path": tmp_path})
    assert (failed, tried > 0) == (0, True)


def test_a_document_is_written_with_proof_and_read_back_whole(summaries, tmp_path):
    document = library.read(summaries / "khoi_12_hk2.xls").document
    done = library.write(document, "hocba-json", tmp_path / "12.json")
    assert done.receipt.read_back == "equal"
    assert library.read(tmp_path / "12.json").document.report_cards == document.report_cards
    with pytest.raises(library.OutputRefused):
        library.write(document, "hocba-json", tmp_path / "12.json")


def test_a_document_that_the_target_cannot_hold_whole_has_its_losses_listed(summaries, tmp_path):
    document = library.read(summaries / "so_diem_tong_ket_khoi_khoi_10_hk1.xls").document
    receipt = library.write(document, "viettel", tmp_path / "out").receipt
    assert receipt.read_back == "equal"
    assert any(loss.field == "conduct_result" for loss in receipt.losses)
    assert all(str(loss.where).startswith("/report_cards/") for loss in receipt.losses)


def test_documents_and_readings_can_be_compared(summaries):
    source = summaries / "khoi_12_hk2.xls"
    result = library.read(source)
    assert library.diff(result, result.document).is_empty
    assert library.diff(source, result).is_empty


def test_unknown_formats_and_missing_inputs_raise(summaries, tmp_path):
    with pytest.raises(library.UnknownFormat):
        library.convert([summaries / "khoi_12_hk2.xls"], "smass", tmp_path / "x")
    with pytest.raises(library.NoSuchInput):
        library.read(tmp_path / "none.xls")
    with pytest.raises(library.UnreadableSource):
        library.read(ROOT / "fixtures" / "bad" / "empty.xlsx")
