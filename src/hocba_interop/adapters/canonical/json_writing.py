"""Writing ``hocba-json`` and ``hocba-jsonl``, card by card."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

from hocba_interop.adapters.contract import Sink, Written
from hocba_interop.model import Part, ReportCard
from hocba_interop.model.report_card import Document
from hocba_interop.notices import PointerPlace

_SPARSE = frozenset({"periods"})
"""Where only what is recorded is written: a subject has five periods of nine fields each."""


def write_json(document: Document, sink: Sink) -> Written:
    """One ``hocba-json`` file."""
    path = sink.path("hoc_ba.json")
    _write(path, document_text(document))
    return _written(path, document, "/report_cards/{}")


def write_json_lines(document: Document, sink: Sink) -> Written:
    """One ``hocba-jsonl`` file: a line for each card, what belongs to no card on the first."""
    path = sink.path("hoc_ba.jsonl")
    _write(path, _lines(document))
    return _written(path, document, "/{}")


def plain(value: Any, *, sparse: bool = False) -> Any:
    """A part of the model as JSON writes it: all fields with null where nothing is known.

    Below ``periods``, and among identifiers, only what is recorded.
    """
    if isinstance(value, Part):
        return {
            name: plain(field, sparse=sparse or name in _SPARSE) if name != "identifiers" else _present(field)
            for name, field in value.__dict__.items()
            if not sparse or (field is not None and field != ())
        }
    if isinstance(value, tuple):
        return [plain(member, sparse=sparse) for member in value]
    if isinstance(value, dict):
        return {key: plain(member, sparse=sparse) for key, member in value.items()}
    return value


def _present(identifiers: dict[str, str | None]) -> dict[str, str]:
    return {scheme: value for scheme, value in identifiers.items() if value is not None}


def document_text(document: Document) -> Iterator[str]:
    yield f'{{\n  "format": "{document.format}",\n  "version": "{document.version}",\n  "report_cards": '
    yield from _members(document.report_cards)
    yield ',\n  "extensions": '
    yield from _members(document.extensions)
    yield ',\n  "provenance": '
    yield from _members(document.provenance)
    yield "\n}\n"


def _members(parts: tuple[Part, ...]) -> Iterator[str]:
    """A list of the document; in JSON a line break is never part of a text, so that lines may be indented."""
    if not parts:
        yield "[]"
        return
    opening = "[\n    "
    for part in parts:
        yield opening + json.dumps(plain(part), ensure_ascii=False, indent=2).replace("\n", "\n    ")
        opening = ",\n    "
    yield "\n  ]"


def _lines(document: Document) -> Iterator[str]:
    of_document = {
        name: [plain(part) for part in parts]
        for name, parts in (("document_extensions", document.extensions), ("provenance", document.provenance))
        if parts
    }
    if not document.report_cards:
        yield _line(None, of_document)
    for card in document.report_cards:
        yield _line(card, of_document)
        of_document = {}


def _line(card: ReportCard | None, of_document: dict[str, Any]) -> str:
    head = {"format": "hocba-jsonl", "version": "1", **of_document}
    content = {**head, **plain(card)} if card else head
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _write(path: FilePath, texts: Iterator[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(texts)


def _written(path: FilePath, document: Document, pointer: str) -> Written:
    written = Written(files=[path])
    for index in range(len(document.report_cards)):
        written.placed[PointerPlace(0, pointer.format(index))] = index
    return written
