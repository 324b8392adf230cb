"""Recognising admission records: a grade in each row, and results and many subjects in three periods side by side."""

from __future__ import annotations

from collections import defaultdict

from ...text import tidy
from ..contract import Evidence
from ..source import Source
from ..workbook.binding import Setting, bind
from ..workbook.detection import WORKBOOKS
from ..workbook.header import Header, find_header
from .reading import layout

_SHEETS_TO_TRY = 12
_LEAST_SUBJECTS = 3
_YEAR = "?"


def detect(source: Source) -> Evidence | None:
    """How sure a workbook is an admission record, from the first sheet that has such a header."""
    if source.container not in WORKBOOKS:
        return None
    for sheet in source.workbook.sheets[:_SHEETS_TO_TRY]:
        header = find_header(sheet, layout())
        evidence = _weigh(sheet.name, header) if header else None
        if evidence:
            return evidence
    return None


def _weigh(sheet: str, header: Header) -> Evidence | None:
    table = bind(header, layout(), Setting(_YEAR, "year", layout().level))
    periods: defaultdict[str, set[str]] = defaultdict(set)
    for bound in table.columns.values():
        if bound.path and bound.path[2:3] == ("subjects",) and bound.path[-1] == "result":
            periods[bound.path[3]].add(bound.path[5])
    wide = [subject for subject, found in periods.items() if len(found) > 1]
    if "grade" not in table.roles or len(wide) < _LEAST_SUBJECTS:
        return None
    unknown = sum(bound.decode is None for bound in table.columns.values())
    both = {"average", "learning_result", "conduct_result"} & table.roles
    confidence = 0.8 + 0.05 * len(both) - 0.3 * unknown / max(1, len(table.columns))
    captions = list(dict.fromkeys(tidy(text) for cell in header.columns for text in cell.captions))
    why = (f"'{sheet}'!{header.first}: " + ", ".join(captions[:8]), f"{len(wide)} × HKI, HKII, CN")
    return Evidence(round(max(0.05, min(confidence, 0.99)), 2), why)
