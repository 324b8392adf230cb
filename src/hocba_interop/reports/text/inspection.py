"""Inspections as text: file by file, then the pupils of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from hocba_interop.reports.labels import member_label
from hocba_interop.reports.words import number, period, pick, school_year, size

from .detection import detections
from .layout import heading, indented, listed, table
from .notices import notices

if TYPE_CHECKING:
    from hocba_interop.conversion.inspection import Attendance, Content, Inspection, Pupil

_FEW_PUPILS = 60


def inspection(found: Inspection, lang: str, *, verbose: bool = False) -> RenderableType:
    """Everything, made for the school's own eyes: the names of the pupils show."""
    parts: list[RenderableType | None] = []
    for content in found.files:
        parts += _content(content, lang)
    if found.unread:
        parts += [heading(pick(lang, "Không đọc", "Not read")), indented(detections(found.unread, lang))]
    if found.pupils:
        parts += _pupils(found.pupils, lang, verbose)
    parts.append(notices(found.notices, found.sources, lang, verbose=verbose))
    return Group(*[part for part in parts if part is not None])


def _content(content: Content, lang: str) -> list[RenderableType]:
    title = heading(content.name)
    title.append(
        f"  {content.dialect}, {size(content.size, lang)}, "
        + pick(lang, f"{number(content.items, lang)} ô có nội dung", f"{number(content.items, lang)} items"),
        "dim not bold",
    )
    lines = table(
        pick(lang, "Trang", "Sheet"),
        pick(lang, "Lớp", "Class"),
        pick(lang, "Năm học", "School year"),
        pick(lang, "Kỳ", "Periods"),
        (pick(lang, "Số dòng", "Rows"), "right"),
        (pick(lang, "Số môn", "Subjects"), "right"),
    )
    for section in content.sections:
        lines.add_row(
            Text(section.sheet or "–"),
            Text(section.class_name or "–"),
            Text(school_year(section.school_year, section.grade, lang) or pick(lang, "không rõ", "unknown")),
            Text(listed((period(one, lang) for one in section.periods), None, lang)),
            Text(number(section.pupils, lang)),
            Text(number(len(section.subjects), lang)),
        )
    subjects = listed(
        (member_label("subjects", key) for section in content.sections for key in section.subjects),
        None,
        lang,
    )
    said = Text(f"{pick(lang, 'Môn', 'Subjects')}: {subjects}", "dim") if subjects else None
    return [title, indented(lines), *([indented(said)] if said else [])]


def _pupils(pupils: list[Pupil], lang: str, verbose: bool) -> list[RenderableType]:
    title = heading(pick(lang, f"Học sinh ({number(len(pupils), lang)})", f"Pupils ({number(len(pupils), lang)})"))
    lines = table(
        pick(lang, "Họ và tên", "Name"),
        pick(lang, "Ngày sinh", "Born"),
        pick(lang, "Mã", "Code"),
        pick(lang, "Lớp, năm học, kỳ", "Class, school year, periods"),
        (pick(lang, "Số mục", "Values"), "right"),
    )
    shown = pupils if verbose else pupils[:_FEW_PUPILS]
    for pupil in shown:
        lines.add_row(
            Text(pupil.name or "–"),
            Text(pupil.birth_date or "–"),
            Text(pupil.codes[0][1] if pupil.codes else "–"),
            Text("\n".join(_attendance(year, lang) for year in pupil.years)),
            Text(number(pupil.values, lang)),
        )
    rest = len(pupils) - len(shown)
    more = pick(lang, f"… và {number(rest, lang)} em nữa (--verbose)", f"… and {number(rest, lang)} more (--verbose)")
    return [title, indented(lines), *([indented(Text(more, "dim"))] if rest else [])]


def _attendance(year: Attendance, lang: str) -> str:
    when = ", ".join(period(one, lang) for one in year.periods)
    return " · ".join(filter(None, (year.class_name, school_year(year.school_year, year.grade, lang), when)))
