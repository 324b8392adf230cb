"""Validation: is this report card right? The engine states facts; a named profile says what is accepted where."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .refusals import BadBaseline, BadProfile
    from .report import Finding, PupilRef, Report, Skipped
    from .validating import validate, validate_document

_HOMES = {
    "BadBaseline": "refusals",
    "BadProfile": "refusals",
    "Finding": "report",
    "PupilRef": "report",
    "Report": "report",
    "Skipped": "report",
    "validate": "validating",
    "validate_document": "validating",
}

__all__ = [
    "BadBaseline",
    "BadProfile",
    "Finding",
    "PupilRef",
    "Report",
    "Skipped",
    "validate",
    "validate_document",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
