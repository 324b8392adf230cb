"""Every quirk of fixtures/quirks.toml names tests that exist; only what is built later has none."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
QUIRKS = tomllib.loads((ROOT / "fixtures/quirks.toml").read_text("utf-8"))["quirk"]


@pytest.mark.parametrize("quirk", QUIRKS, ids=lambda quirk: f"quirk-{quirk['number']}")
def test_the_tests_of_a_quirk_exist(quirk: dict) -> None:
    tests = quirk.get("tests", [])
    assert tests or quirk.get("later")
    for test in tests:
        path, _, name = test.partition("::")
        tree = ast.parse((ROOT / "tests" / path).read_text("utf-8"))
        assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, test
        assert f"{quirk['number']:02}_" in name
