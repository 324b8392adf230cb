"""No report tells a name, a code, a comment or a birth date unless it is asked to: over all fixtures and profiles."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from hocba_interop import Report, UnreadableSource, read, validate
from hocba_interop.model.flat import flatten
from hocba_interop.reports import text
from hocba_interop.validation.profile_file import profile_names

FILES = [
    path
    for path in sorted(Path("fixtures").rglob("*"))
    if path.suffix in (".xls", ".xlsx", ".json") and path.parent.name not in ("bad", "make")
]
RENDERERS = ("json", "sarif", "junit", "github", "html.validation")
_PRIVATE = re.compile(r"full_name|birth_date|comment|personal_id|pupil_code|moet|text|phone|policy_group|note")


@cache
def _private(path: Path) -> frozenset[str]:
    """What is a pupil's own in a file, as far as it can be told from other words."""
    values = {
        str(leaf)
        for card in read(path).document.report_cards
        for where, leaf in flatten(card).items()
        if _PRIVATE.fullmatch(where[-1])
    }
    return frozenset(value for value in values if len(value) > 6)


def _texts(report: Report, *, show_values: bool) -> dict[str, str]:
    made = {
        name: import_module(f"hocba_interop.reports.{name}").validation(report, "vi", show_values=show_values)
        for name in RENDERERS
    }
    console = Console(width=400, record=True, file=StringIO())
    console.print(text.validation(report, "vi", show_values=show_values, verbose=True))
    return {**made, "text": console.export_text()}


@pytest.mark.parametrize(("number", "path"), list(enumerate(FILES)), ids=[path.name for path in FILES])
def test_no_report_tells_what_is_a_pupils_own(number, path):
    """Each file with the default profile, and with one of the others in turn."""
    others = [name for name in profile_names() if name != "archive"]
    try:
        reports = [
            validate(path, profile=name, today="2026-09-15") for name in ("archive", others[number % len(others)])
        ]
    except UnreadableSource:
        pytest.skip("it cannot be read without being told how")
    for report in reports:
        for name, page in _texts(report, show_values=False).items():
            assert not [value for value in _private(path) if value in page], (name, report.profile)


def test_the_test_would_see_a_name():
    path = Path("fixtures/vnpt/class-summary/messy.xlsx")
    pages = _texts(validate(path), show_values=True)
    assert any(value in pages["json"] for value in _private(path))
    assert any(value in pages["text"] for value in _private(path))
