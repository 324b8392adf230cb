"""Imports run downwards only: the rooms of the house, held by a test (docs/architecture.md)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import hocba_interop

PACKAGE = Path(hocba_interop.__file__).parent
FORMATS = ("vnpt", "viettel", "csdl", "admission", "excel", "canonical")

# what a room may import of ours, besides itself; "" is the modules that lie in no room (text, version, legacy fonts)
ALLOWED: dict[str, set[str]] = {
    "": {""},
    "model": set(),
    "codelists": {""},
    "regulations": {"", "model", "codelists"},
    "notices": set(),
    "ledger": {"model", "notices"},
    "schemas": {"", "model", "adapters"},
    "adapters": {"", "model", "codelists", "notices", "ledger", "schemas"},
    "conversion": {"", "model", "codelists", "notices", "ledger", "adapters"},
    "checklists": {"", "model", "codelists", "notices", "ledger", "adapters", "conversion"},
    "validation": {
        "",
        "model",
        "codelists",
        "regulations",
        "notices",
        "ledger",
        "schemas",
        "adapters",
        "conversion",
        "checklists",
    },
    "reports": {"", "model", "codelists", "notices", "ledger", "conversion", "checklists", "validation"},
    "cli": {
        "",
        "model",
        "codelists",
        "notices",
        "ledger",
        "adapters",
        "conversion",
        "checklists",
        "reports",
        "schemas",
        "validation",
    },
}


def _modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path.name not in ("__main__.py",))


def _room(parts: tuple[str, ...]) -> str:
    return parts[0] if parts and parts[0] in ALLOWED else ""


def _imports(path: Path) -> set[tuple[str, ...]]:
    """The modules of ours that a file imports at run time, as the parts of their names below the package."""
    here = path.relative_to(PACKAGE).with_suffix("").parts
    found: set[tuple[str, ...]] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            if node.level:
                base = here[: len(here) - node.level]
                found.add((*base, *(node.module or "").split(".")) if node.module else base)
            elif (node.module or "").startswith("hocba_interop"):
                found.add(tuple((node.module or "").split(".")[1:]))
        elif isinstance(node, ast.Import):
            found |= {tuple(a.name.split(".")[1:]) for a in node.names if a.name.startswith("hocba_interop")}
    return found


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_downwards(path: Path) -> None:
    here = path.relative_to(PACKAGE).parts
    if len(here) == 1:
        return  # the front door opens every room, lazily
    room = _room(here)
    for target in _imports(path):
        if room == "reports" and target == ("adapters", "contract"):
            continue  # what a format is, not how one works
        assert _room(target) in ALLOWED[room] | {room}, f"{room} must not import {'.'.join(target)}"


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_adapter_imports_another(path: Path) -> None:
    here = path.relative_to(PACKAGE).parts
    if here[0] != "adapters" or here[1] not in FORMATS:
        return
    others = {name for name in FORMATS if name != here[1]}
    for target in _imports(path):
        assert not (target[:1] == ("adapters",) and target[1:2] and target[1] in others), ".".join(target)
