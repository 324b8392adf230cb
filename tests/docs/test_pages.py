"""The pages of the documentation: working links, both languages, every dependency explained."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
BILINGUAL = {"SECURITY.md", "CHANGELOG.md", "quirks.md", "coverage.md"}
"""Pages that hold both languages, or need only one."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_relative_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text("utf-8")):
        if not link.startswith(("http://", "https://", "#")):
            assert (page.parent / link.partition("#")[0]).exists(), link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_has_its_sibling_in_the_other_language(page: Path) -> None:
    if page.name not in BILINGUAL:
        stem = page.name.removesuffix(".md").removesuffix(".en")
        assert (page.parent / f"{stem}.md").exists() and (page.parent / f"{stem}.en.md").exists()


@pytest.mark.parametrize("name", ["dependencies.md", "dependencies.en.md"])
def test_every_dependency_is_explained(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    text = (ROOT / "docs" / name).read_text("utf-8")
    assert [w for w in wanted if re.split(r"[<>=!~\[ ;]", w)[0] not in text] == []
