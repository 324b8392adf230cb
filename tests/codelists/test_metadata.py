"""Every data file says what it is, where it is from and how sure that is; nothing is read on import."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files
from types import ModuleType

import pytest

from hocba_interop import codelists
from hocba_interop.codelists import ListEdition
from hocba_interop.codelists._tables import lookup, table

DATA = files("hocba_interop.codelists").joinpath("data")
NAMES = sorted(item.name.removesuffix(".tsv") for item in DATA.iterdir())
MODULES = [item for name in codelists.__all__ if isinstance(item := getattr(codelists, name), ModuleType)]


@pytest.mark.parametrize("name", NAMES)
def test_file_states_edition_source_and_certainty(name: str) -> None:
    edition = table(name).edition
    assert edition.id and edition.source and edition.certainty
    assert table(name).rows


@pytest.mark.parametrize("name", NAMES)
def test_cells_hold_no_stray_spaces_or_empty_parts(name: str) -> None:
    for row in table(name).rows:
        for cell in row.values():
            assert cell == cell.strip()
            assert cell == "" or all(part and part == part.strip() for part in cell.split("|"))


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_module_exposes_its_edition(module: ModuleType) -> None:
    assert isinstance(module.edition(), ListEdition)


def test_import_reads_no_file() -> None:
    code = (
        "import hocba_interop.codelists\n"
        "from hocba_interop.codelists._tables import table\n"
        "assert table.cache_info().currsize == 0"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_key_with_two_meanings_is_refused() -> None:
    with pytest.raises(ValueError, match="stands for both"):
        lookup([("a", 1), ("a", 2)])
