"""The formats as text: what can be read and written, how well each is known, what it can hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from hocba_interop.reports.labels import GROUPS, group_label, group_of
from hocba_interop.reports.words import pick

from .layout import grid, heading, indented, table

if TYPE_CHECKING:
    from hocba_interop.adapters.contract import Dialect, Format

_GRADES = {
    "F": ("đo trên tệp thật", "measured on real files"),
    "P": ("theo mã nguồn công khai", "from public code"),
    "D": ("theo tài liệu mô tả", "from descriptions"),
    "I": ("suy ra, chưa kiểm chứng", "deduced, not yet confirmed"),
    "own": ("dạng của chính hocba-interop", "hocba-interop's own"),
}


def formats(known: Sequence[Format], lang: str) -> RenderableType:
    """A table of every dialect, with the legend of the grades."""
    lines = table(
        pick(lang, "Định dạng", "Format"),
        pick(lang, "Đọc", "Reads"),
        pick(lang, "Ghi", "Writes"),
        pick(lang, "Điền mẫu", "Fills"),
        pick(lang, "Căn cứ", "Known"),
        pick(lang, "Giữ được những gì khi ghi", "What it can hold when written"),
    )
    dialects = [dialect for format_ in known for dialect in format_.dialects]
    for dialect in dialects:
        name = Text(dialect.full_name, "bold")
        if dialect.short:
            name.append(f"\n{dialect.short}", "dim not bold")
        yes = pick(lang, "có", "yes")
        what = Text(dialect.title[lang])
        what.append(f"\n{_holds(dialect, lang)}", "dim")
        can = [Text(yes if able else "–") for able in (dialect.read, dialect.write, dialect.template)]
        lines.add_row(name, *can, Text(dialect.grade), what)
    legend = grid(2)
    for grade, pair in _GRADES.items():
        if any(dialect.grade == grade for dialect in dialects):
            legend.add_row(Text(grade), Text(pick(lang, *pair), "dim"))
    return Group(lines, heading(pick(lang, "Căn cứ", "Known")), indented(legend))


def _holds(dialect: Dialect, lang: str) -> str:
    from hocba_interop.conversion.accounting import field_name

    if dialect.coverage is None or dialect.write is None:
        return pick(lang, "chỉ đọc", "read only")
    if dialect.coverage.everything:
        return pick(lang, "mọi dữ liệu của học bạ", "everything a report card holds")
    groups = Counter(group_of(field_name(path)) for path in dialect.coverage.fields())
    return "; ".join(f"{group_label(group, lang)} ({groups[group]})" for group in GROUPS if groups[group])
