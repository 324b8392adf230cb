"""A checklist as text: for whom, what, whose. Every line has a box to tick, also on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from hocba_interop.reports import checklist_words as words
from hocba_interop.reports.words import number, pick

from .layout import heading, listed

if TYPE_CHECKING:
    from hocba_interop.checklists import Checklist
    from hocba_interop.checklists.grouping import Entry, Line, Section

_BOX = "[ ]"
_FEW_NAMES = 6
_FEW_LINES = 6
_STYLES = {"required": "bold red", "advisable": "yellow"}


def checklist(found: Checklist, lang: str, *, verbose: bool = False) -> RenderableType:
    """What lacks, by who can supply it; the names of the pupils show."""
    from hocba_interop.checklists.grouping import by_supplier

    parts: list[RenderableType] = [
        heading(words.title(found, lang)),
        Text(words.summary(found, lang), "green" if found.is_complete else ""),
    ]
    called = words.names(found, lang)
    for section in by_supplier(found):
        parts += _section(section, found, called, lang, verbose)
    parts.append(heading(pick(lang, "Về danh sách này", "About this list"), "dim bold"))
    parts.append(Text(f"{words.signatures(found, lang)} {found.profile.notes[lang]}\n{words.legend(lang)}", "dim"))
    return Group(*parts)


def _section(section: Section, found: Checklist, called: list[str], lang: str, verbose: bool) -> list[RenderableType]:
    parts: list[RenderableType] = [heading(section.supplier.name[lang].upper())]
    for entry in section.entries:
        parts += _entry(entry, found, called, lang, verbose)
    for reminder in section.reminders:
        text = Text(reminder.text[lang])
        text.append(f"\n{words.founded(reminder.source[lang], reminder.certainty, lang)}", "dim")
        parts.append(_ticked(text))
    return parts


def _entry(entry: Entry, found: Checklist, called: list[str], lang: str, verbose: bool) -> list[RenderableType]:
    need = entry.need
    text = Text(need.title[lang], "bold")
    text.append(f" – {pick(lang, *words.WEIGHTS[need.weight])}", _STYLES[need.weight])
    count = number(len(entry.pupils), lang)
    if len(found.pupils) > 1:
        text.append(pick(lang, f", {count} em", f", {count} pupil" + ("s" if len(entry.pupils) != 1 else "")))
    text.append(f"\n{need.why[lang]}\n{words.founded(need.source[lang], need.certainty, lang)}", "dim")
    parts: list[RenderableType] = [_ticked(text)]
    shown = entry.lines if verbose else entry.lines[:_FEW_LINES]
    lines = (_line(line, found, called, lang, verbose) for line in shown)
    parts += [Padding(line, (0, 0, 0, 6)) for line in lines if line.plain]
    if rest := len(entry.lines) - len(shown):
        more = pick(lang, f"… và {rest} dòng nữa (--verbose)", f"… and {rest} more lines (--verbose)")
        parts.append(Padding(Text(more, "dim"), (0, 0, 0, 6)))
    return parts


def _line(line: Line, found: Checklist, called: list[str], lang: str, verbose: bool) -> Text:
    text = Text(words.what(line, lang))
    together = words.who(line, found, lang)
    if together is None or (verbose and together):
        names = listed(words.pupils_of(line, called), None if verbose else _FEW_NAMES, lang)
    else:
        names = together
    text.append(f" – {names}" if text.plain and names else names, "cyan")
    return text


def _ticked(text: Text) -> Table:
    line = Table.grid(padding=(0, 1, 0, 0))
    line.add_column(no_wrap=True)
    line.add_column(overflow="fold")
    line.add_row(Text(f"  {_BOX}"), text)
    return line
