"""The generated pages of the documentation say what the code says."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parents[2] / "docs"


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("lang", "name"), [("vi", "notices.md"), ("en", "notices.en.md")])
def test_the_reference_of_notices_is_current(lang: str, name: str) -> None:
    page = script("make_notices").page(lang)
    assert (DOCS / name).read_text("utf-8") == page, "run: python docs/make_notices.py"


def test_the_coverage_matrix_is_current() -> None:
    page = script("make_coverage").page()
    assert (DOCS / "formats/coverage.md").read_text("utf-8") == page, "run: python docs/make_coverage.py"


@pytest.mark.parametrize("name", script("make_examples").PAGES)
def test_the_examples_show_what_the_command_prints(name: str) -> None:
    examples = script("make_examples")
    assert examples.same((DOCS / name).read_text("utf-8"), examples.page(name)), "run: python docs/make_examples.py"
