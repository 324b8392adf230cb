"""The table of quirks names fixtures and tests that exist, and all that fixtures/quirks.toml names."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = [
    [cell.strip() for cell in line.strip("|\n").split("|")]
    for line in (ROOT / "docs/quirks.md").read_text("utf-8").splitlines()
    if re.match(r"\| \d+ \|", line)
]
NAMED = re.compile(r"`([^`]+)`")


def test_all_thirty_stand_there_in_order() -> None:
    assert [int(row[0]) for row in ROWS] == list(range(1, 31))


def test_the_fixtures_are_those_of_the_list() -> None:
    quirks = tomllib.loads((ROOT / "fixtures/quirks.toml").read_text("utf-8"))["quirk"]
    assert [NAMED.findall(row[3]) for row in ROWS] == [quirk["files"] for quirk in quirks]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"quirk-{row[0]}")
def test_fixtures_and_tests_exist(row: list[str]) -> None:
    assert all((ROOT / "fixtures" / name).is_file() for name in NAMED.findall(row[3]))
    tests = NAMED.findall(row[4])
    assert tests or "chưa" in row[4]
    for test in tests:
        path, _, name = test.partition("::")
        tree = ast.parse((ROOT / "tests" / path).read_text("utf-8"))
        assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, test
