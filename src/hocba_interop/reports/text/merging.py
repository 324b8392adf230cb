"""What differs between two schools, as text: pupil by pupil, in short. Names show only where they were asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from hocba_interop.conversion.merging.knowledge import differences
from hocba_interop.notices import Notice
from hocba_interop.reports.words import number, period, pick

from .layout import grid, heading, indented, listed, place, short_names

if TYPE_CHECKING:
    from hocba_interop.conversion.merging.joining import Move


def moves(
    found: Sequence[Move], sources: Sequence[str], lang: str, *, show_values: bool = False
) -> RenderableType | None:
    """Every pupil of both schools in whose parts something differs, or None where there is none."""
    named = [(move, notices) for move in found if (notices := [n for n in move.notices if n.rule in differences()])]
    if not named:
        return None
    title = pick(lang, "Khác nhau giữa hai trường", "What differs between the two schools")
    names = short_names(list(sources))
    parts: list[RenderableType] = [heading(f"{title} ({number(len(named), lang)})", "bold yellow")]
    for move, notices in named:
        parts.append(indented(_whose(move, names, lang, show_values)))
        parts.append(indented(indented(_differences(notices, lang))))
    return Group(*parts)


def _whose(move: Move, names: Sequence[str], lang: str, show_values: bool) -> Text:
    text = Text(move.name if show_values and move.name else place(move.new, names, lang), "bold")
    text.append(f"  {move.old_class or '–'} → {move.new_class or '–'}", "not bold dim")
    return text


def _differences(notices: Sequence[Notice], lang: str) -> RenderableType:
    lines = grid(2)
    for rule, known in differences().items():
        alike = [notice for notice in notices if notice.rule == rule]
        if alike:
            lines.add_row(
                Text(pick(lang, known.vi, known.en)), Text(listed((_what(n, lang) for n in alike), None, lang))
            )
    return lines


def _what(notice: Notice, lang: str) -> str:
    """The subject, period or names that a difference is about, with the school where there is one."""
    facts = notice.facts
    side = {"old": pick(lang, "trường cũ", "old school"), "new": pick(lang, "trường mới", "new school")}
    pairs = (("old_language", "new_language"), ("old_circular", "new_circular"), ("old_count", "new_count"))
    between = next((f"{facts[one]} → {facts[other]}" for one, other in pairs if one in facts), None)
    told = [str(facts["subject"])] if "subject" in facts else []
    if notice.rule == "subjects-not-comparable" and "lacking" in facts:
        told.append(pick(lang, f"thiếu {facts['lacking']}", f"{facts['lacking']} lacking"))
    if "period" in facts:
        told.append(period(str(facts["period"]), lang))
    if between and notice.rule == "regular-marks-joined":
        between = between.replace("→", "+")
    about = between or side.get(str(facts.get("side")))
    return f"{', '.join(told)} ({about})" if told and about else about or ", ".join(told)
