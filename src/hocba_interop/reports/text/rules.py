"""Rules as text: what each checks, why, its source and how surely that is known, a bad and a good example."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from hocba_interop.notices import Rule
from hocba_interop.reports import validation_words as words
from hocba_interop.reports.rule_texts import blank_message
from hocba_interop.reports.words import pick, severity

from .layout import grid, heading, indented, table
from .notices import STYLES


def rule(found: Rule, lang: str) -> RenderableType:
    """Everything about one rule."""
    title = heading(f"{found.code}  {words.rule_title(found.name, lang)}")
    title.append(f"  {found.name}", "dim not bold")
    lines = grid(2)
    lines.add_row(
        Text(pick(lang, "Mức", "Severity"), "dim"), Text(severity(found.severity, lang), STYLES[found.severity])
    )
    explained = found.about("explain", lang)
    if explained:
        lines.add_row(Text(pick(lang, "Kiểm tra gì", "What it checks"), "dim"), Text(explained))
    lines.add_row(Text(pick(lang, "Câu báo", "Message"), "dim"), Text(blank_message(found, lang)))
    if source := words.founded(found.name, lang):
        lines.add_row(Text(pick(lang, "Căn cứ", "Source"), "dim"), Text(source))
    for part, label in (("bad", pick(lang, "Ví dụ sai", "Bad")), ("good", pick(lang, "Ví dụ đúng", "Good"))):
        if shown := found.about(part, lang):
            lines.add_row(Text(label, "dim"), Text(shown))
    return Group(title, indented(lines))


def rules(found: Sequence[Rule], lang: str) -> RenderableType:
    """All rules, one line each, by family."""
    lines = table(
        pick(lang, "Mã", "Code"),
        pick(lang, "Mức", "Severity"),
        pick(lang, "Tên", "Name"),
        pick(lang, "Điều gì", "What"),
    )
    for one in found:
        lines.add_row(
            Text(one.code),
            Text(severity(one.severity, lang), STYLES[one.severity]),
            Text(one.name, "bold"),
            Text(one.about("title", lang) or blank_message(one, lang)),
        )
    return lines
