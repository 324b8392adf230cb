"""Whether a workbook is of a sheet dialect: by its header, then by words of titles and captions as written."""

from __future__ import annotations

from ...text import tidy
from ..contract import Evidence
from ..source import Source
from .binding import Setting, Table, bind
from .captions import caption_key
from .header import Header, find_header
from .layout import Layout
from .opening import Sheet
from .titles import class_in_sheet_name, grade_of_class

WORKBOOKS = ("xlsx", "xls", "html", "biff")
_SHEETS_TO_TRY = 12


def detect_workbook(source: Source, layout: Layout) -> Evidence | None:
    """How sure a workbook is of this layout, from the first sheet that has such a header."""
    if source.container not in WORKBOOKS:
        return None
    best: Evidence | None = None
    for sheet in source.workbook.sheets[:_SHEETS_TO_TRY]:
        header = find_header(sheet, layout)
        if header is None:
            continue
        evidence = _weigh(sheet, header, layout)
        if evidence and (best is None or evidence.confidence > best.confidence):
            best = evidence
    return best


def _weigh(sheet: Sheet, header: Header, layout: Layout) -> Evidence | None:
    class_name = class_in_sheet_name(sheet.name)
    grade = grade_of_class(class_name)
    level = "primary" if grade and grade <= 5 else None
    table = bind(header, layout, Setting("?", "year", level))
    asked = layout.detect
    found = [role for role in asked.roles if role in table.roles]
    if asked.roles and not found:
        return None
    if asked.subjects is False and (_has_subject_columns(table, header) or table.roles & {"midterm", "final"}):
        return None
    if layout.subjects == "columns" and not table.subjects:
        return None
    above = {
        caption_key(value): tidy(value)
        for row in range(1, header.first)
        for value in sheet.row(row).values()
        if isinstance(value, str)
    }
    written = {tidy(text) for cell in header.columns for text in cell.captions}
    titles = [title for title in asked.titles if any(title in key for key in above)]
    captions = [caption for caption in asked.captions if caption in written]
    unknown = sum(bound.decode is None for bound in table.columns.values())
    confidence = 0.5 + 0.25 * bool(titles) + 0.05 * min(len(captions), 3)
    confidence += 0.05 * any(caption_key(s) == caption_key(sheet.name) for s in asked.sheets)
    confidence -= 0.3 * unknown / max(1, len(table.columns))
    why = [f"'{sheet.name}'!{header.first}: " + ", ".join(list(dict.fromkeys(_captions(header)))[:6])]
    why += [f"“{next(text for key, text in above.items() if title in key)}”" for title in titles]
    why += [f"“{caption}”" for caption in captions[:3]]
    return Evidence(round(max(0.05, min(confidence, 0.99)), 2), tuple(why))


def _captions(header: Header) -> list[str]:
    return [cell.caption for cell in header.columns]


def _has_subject_columns(table: Table, header: Header) -> bool:
    from ...codelists import subjects

    return sum(subjects.find(cell.caption) is not None for cell in header.columns) >= 3
