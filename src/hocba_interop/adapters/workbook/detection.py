"""Whether a workbook is of a sheet dialect: by its header, then by words of titles and captions as written."""

from __future__ import annotations

from itertools import islice

from ...codelists import levels, subjects
from ...notices import CellPlace
from ...text import tidy
from ..contract import Evidence
from ..source import Source
from .binding import Setting, bind
from .captions import caption_key
from .class_names import class_in_sheet_name, grade_of_class
from .header import Header, find_header
from .layout import Layout
from .opening import Sheet
from .titles import Titles, read_titles

WORKBOOKS = ("xlsx", "xls", "html", "biff")
_SHEETS_TO_TRY = 12
_LEAST_TRAITS = 3
"""A trait or two may be a subject of the same name (Công nghệ, Tin học)."""


def detect_workbook(source: Source, layout: Layout) -> Evidence | None:
    """How sure a workbook is of this layout, from the first sheet that has such a header."""
    if source.container not in WORKBOOKS:
        return None
    best: Evidence | None = None
    headed = ((sheet, header) for sheet in source.workbook.sheets if (header := find_header(sheet, layout)))
    for sheet, header in islice(headed, _SHEETS_TO_TRY):
        evidence = _weigh(sheet, header, layout)
        if evidence and (best is None or evidence.confidence > best.confidence):
            best = evidence
    return best


def _weigh(sheet: Sheet, header: Header, layout: Layout) -> Evidence | None:
    titles = read_titles(
        (
            (CellPlace(0, sheet.name, row, column), value)
            for row in range(1, header.first)
            for column, value in sheet.row(row).items()
            if isinstance(value, str)
        ),
        layout.routing,
    )
    table = bind(header, layout, Setting("?", "year", _level(sheet, titles) or layout.level))
    asked = layout.detect
    above = {
        caption_key(value): tidy(value)
        for row in range(1, header.first)
        for value in sheet.row(row).values()
        if isinstance(value, str)
    }
    entitled = [title for title in asked.titles if any(title in key for key in above)]
    if asked.roles and not (entitled or any(role in table.roles for role in asked.roles)):
        return None
    if asked.subjects is False and (_has_subject_columns(header) or table.roles & {"midterm", "final"}):
        return None
    if layout.subjects == "columns" and not table.subjects:
        return None
    if (
        layout.traits
        and layout.subjects == "columns"
        and not (entitled or len(table.traits) >= _LEAST_TRAITS or "test" in table.roles)
    ):
        return None
    written = {tidy(text) for cell in header.columns for text in cell.captions}
    keys = {caption_key(text) for text in written}
    if asked.needs and not asked.needs & keys:
        return None
    captions = [caption for caption in asked.captions if caption in written]
    unknown = sum(bound.decode is None for bound in table.columns.values())
    confidence = 0.5 + 0.25 * bool(entitled) + 0.05 * min(len(captions), 3)
    confidence += 0.05 * any(caption_key(s) == caption_key(sheet.name) for s in asked.sheets)
    confidence -= 0.3 * unknown / max(1, len(table.columns))
    confidence += 0.1 * bool(asked.tells & keys)
    if layout.routing:
        confidence += 0.3 if titles.codes else -0.15
    why = [f"'{sheet.name}'!{header.first}: " + ", ".join(list(dict.fromkeys(_captions(header)))[:6])]
    why += [f"“{next(text for key, text in above.items() if title in key)}”" for title in entitled]
    why += [f"“{caption}”" for caption in captions[:3]]
    why += [str(code.place) for code in titles.codes]
    return Evidence(round(max(0.05, min(confidence, 0.99)), 2), tuple(why))


def _level(sheet: Sheet, titles: Titles) -> str | None:
    """The level of the class that the titles or the name of the sheet name."""
    stated = titles.first("grade")
    grade = grade_of_class(titles.first("class_name")) or (int(stated) if stated else None)
    grade = grade or grade_of_class(class_in_sheet_name(sheet.name))
    return levels.for_grade(grade) if grade and 1 <= grade <= 12 else None


def _captions(header: Header) -> list[str]:
    return [cell.caption for cell in header.columns]


def _has_subject_columns(header: Header) -> bool:
    return sum(subjects.find(cell.caption) is not None for cell in header.columns) >= 3
