"""The hook for pre-commit takes the files that the command takes from a folder, and no others."""

from __future__ import annotations

import re
from pathlib import Path

from hocba_interop.conversion.inputs import SUFFIXES

HOOKS = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"


def test_the_hook_takes_what_a_folder_is_searched_for():
    (pattern,) = re.findall(r"^  files: (.+)$", HOOKS.read_text("utf-8"), re.MULTILINE)
    assert all(re.search(pattern, f"lop10/so_diem{suffix}") for suffix in SUFFIXES)
    assert not [name for name in ("a.txt", "a.xml.bak", "xml", "a.jsonx") if re.search(pattern, name)]
