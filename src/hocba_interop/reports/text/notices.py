"""Notices as text: grouped by rule, the gravest first, each with how often and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from hocba_interop.notices import Notice, Severity
from hocba_interop.reports.words import counted, number, pick, severity

from .layout import grid, heading, listed, place, short_names

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_FEW_PLACES = 3
_FEW_MESSAGES = 3


def notices(
    found: Iterable[Notice],
    sources: Sequence[str],
    lang: str,
    *,
    verbose: bool = False,
    show_values: bool = False,
    of: str = "",
) -> RenderableType | None:
    """All notices, or None where there are none; ``of`` says whose they are."""
    by_rule: defaultdict[str, list[Notice]] = defaultdict(list)
    for notice in found:
        by_rule[notice.rule].append(notice)
    if not by_rule:
        return None
    lines, names = grid(3), short_names(sources)
    for members in sorted(by_rule.values(), key=lambda members: (-members[0].severity, members[0].code)):
        _add_rule(lines, members, names, lang, verbose, show_values)
    return Group(heading(_title(by_rule, lang, of)), lines)


def _title(by_rule: dict[str, list[Notice]], lang: str, of: str) -> str:
    counts: dict[Severity, int] = dict.fromkeys(sorted(Severity, reverse=True), 0)
    for members in by_rule.values():
        counts[members[0].severity] += len(members)
    told = ", ".join(counted(level, count, lang) for level, count in counts.items() if count)
    return f"{pick(lang, 'Điều cần biết', 'Findings')}{of and f' ({of})'}: {told}"


def _add_rule(
    lines: Table, members: list[Notice], names: Sequence[str], lang: str, verbose: bool, show_values: bool
) -> None:
    by_message: defaultdict[str, list[Notice]] = defaultdict(list)
    for notice in members:
        by_message[notice.message(lang, show_values=show_values)].append(notice)
    level = members[0].severity
    shown = list(by_message.items())
    for position, (message, alike) in enumerate(shown if verbose else shown[:_FEW_MESSAGES]):
        text = Text(message)
        if len(alike) > 1:
            text.append(pick(lang, f" ({number(len(alike), lang)} chỗ)", f" ({number(len(alike), lang)} places)"))
        where = [_where(notice, names, lang) for notice in alike]
        if places := listed(filter(None, where), None if verbose else _FEW_PLACES, lang, between=" · "):
            text.append(f"\n{places}", "dim")
        first = position == 0
        lines.add_row(
            Text(severity(level, lang) if first else "", STYLES[level]),
            Text(members[0].code if first else "", "dim"),
            text,
        )
    if (rest := len(shown) - _FEW_MESSAGES) > 0 and not verbose:
        more = pick(lang, f"… và {rest} trường hợp khác (--verbose)", f"… and {rest} others (--verbose)")
        lines.add_row(Text(), Text(), Text(more, "dim"))


def _where(notice: Notice, names: Sequence[str], lang: str) -> str:
    if notice.where is None:
        return ""
    where = place(notice.where, names, lang)
    return f"{where} ↔ {place(notice.also, names, lang)}" if notice.also else where
