"""The published schemas of the canonical formats, as files: ``report-card`` as XSD 1.0 and as JSON Schema.

They are made from the model by ``python -m hocba_interop.schemas.making``; a test keeps them current.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Literal

Kind = Literal["xsd", "json"]

_FILES = {
    ("xsd", "report-card"): "hocba-report-card-1.xsd",
    ("json", "report-card"): "hocba-report-card-1.schema.json",
    ("json", "report"): "hocba-report-1.schema.json",
}


def names(kind: Kind | None = None) -> list[str]:
    """The names of the schemas, of one kind or of both."""
    return sorted({name for of_kind, name in _FILES if kind in (None, of_kind)})


def file_name(kind: Kind, name: str) -> str:
    """The name of the file of a schema (``KeyError`` where there is none)."""
    return _FILES[kind, name]


def load(kind: Kind, name: str) -> str:
    """The text of a schema (``KeyError`` where there is none)."""
    return files(__package__).joinpath(file_name(kind, name)).read_text(encoding="utf-8")
