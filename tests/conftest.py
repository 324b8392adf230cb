"""Makes the helpers beside this file importable from every test (``import strategies``); golden files.

Generated examples are the same on every run, so that a red build means a change of ours. To search further:
``HYPOTHESIS_PROFILE=explore pytest tests/property``.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="write the golden files anew instead of comparing with them (then look at the diff)",
    )


@pytest.fixture
def compare_with_golden(request: pytest.FixtureRequest):
    """Compares a text with a golden file, or writes it there with ``--update-goldens``."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update-goldens"):
            path.write_text(text, "utf-8", newline="\n")
        assert path.is_file(), f"{path.name} is missing: run pytest --update-goldens and review it"
        assert text == path.read_text("utf-8")

    return compare
