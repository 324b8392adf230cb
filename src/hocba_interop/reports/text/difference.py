"""Differences as text: pupil by pupil, with what each side says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from hocba_interop.codelists import scales
from hocba_interop.model import Extension, Mark
from hocba_interop.model.flat import Leaf
from hocba_interop.reports.labels import field_label, member, member_label
from hocba_interop.reports.words import number, period, pick, school_year

from .layout import heading, indented, table

if TYPE_CHECKING:
    from hocba_interop.conversion.diff import Change, Difference, Person, PupilDifference


def difference(found: Difference, lang: str) -> RenderableType:
    """Everything that differs, made for the school's own eyes: names and values show."""
    parts: list[RenderableType] = []
    for pupil in found.pupils:
        parts += _pupil(pupil, lang)
    for people, side in ((found.only_a, "A"), (found.only_b, "B")):
        if people:
            title = pick(lang, f"Chỉ có ở {side}", f"Only in {side}")
            parts += [heading(f"{title} ({number(len(people), lang)})"), indented(_people(people))]
    if found.likely:
        parts += _likely(found.likely, lang)
    parts.append(heading(_total(found, lang), "bold green" if found.is_empty else "bold yellow"))
    return Group(*parts)


def _pupil(pupil: PupilDifference, lang: str) -> list[RenderableType]:
    title = heading(pupil.a.name or pupil.b.name or "–")
    title.append(f"  {_whereabouts(pupil.a)} ↔ {_whereabouts(pupil.b)}", "dim not bold")
    lines = table(
        pick(lang, "Năm học", "School year"), pick(lang, "Kỳ", "Period"), pick(lang, "Mục", "Field"), "A", "B"
    )
    for change in pupil.changes:
        lines.add_row(
            Text(school_year(change.school_year, change.grade, lang)),
            Text(period(change.period, lang) if change.period else ""),
            Text(_what(change, lang)),
            _value(change.a),
            _value(change.b),
        )
    return [title, indented(lines)]


def _what(change: Change, lang: str) -> str:
    of = member(change.field)
    label = field_label(change.field, lang)
    return f"{member_label(*of)}: {label}" if of else label


def _value(leaf: Leaf | None) -> Text:
    if leaf is None:
        return Text("–", "dim")
    if isinstance(leaf, Mark):
        return Text(scales.word(leaf.scale, leaf.value))
    return Text(leaf.value or "" if isinstance(leaf, Extension) else str(leaf))


def _whereabouts(person: Person) -> str:
    return f"{person.source} {person.where}".strip()


def _people(people: Sequence[Person]) -> Table:
    lines = table("", "", "")
    lines.show_header = False
    for person in people:
        code = next(iter(person.codes.values()), "–")
        lines.add_row(Text(person.name or "–"), Text(code), Text(_whereabouts(person), "dim"))
    return lines


def _likely(likely: Sequence[tuple[Person, Person]], lang: str) -> list[RenderableType]:
    title = pick(
        lang,
        "Có thể là cùng một em (trùng họ tên, ngày sinh). Nếu đúng, chép dòng này vào tệp CSV cho --match:",
        "Perhaps the same pupil (equal name and birth date). If so, put this into a CSV file for --match:",
    )
    lines = "\n".join(f"{_reference(a)},{_reference(b)}" for a, b in likely)
    return [heading(title), indented(Text(lines))]


def _reference(person: Person) -> str:
    return next(iter(person.codes.values()), "") or str(person.where).partition(":")[0]


def _total(found: Difference, lang: str) -> str:
    if found.is_empty:
        return pick(
            lang,
            f"Không khác nhau ({number(found.equal, lang)} học sinh).",
            f"No difference ({number(found.equal, lang)} pupils).",
        )
    counts = [number(n, lang) for n in (found.changes, len(found.pupils), found.equal)]
    return pick(
        lang,
        f"{counts[0]} chỗ khác nhau ở {counts[1]} học sinh; {counts[2]} học sinh giống hệt.",
        f"{counts[0]} differences in {counts[1]} pupils; {counts[2]} pupils are equal.",
    )
