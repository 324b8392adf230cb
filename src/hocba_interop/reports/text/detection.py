"""Detections as text: which dialect each file is, how sure, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.text import Text

from hocba_interop.reports.words import pick

from .layout import table

if TYPE_CHECKING:
    from hocba_interop.conversion.detection import Claim, Detection

_OUTCOMES = {
    "unknown": ("không nhận ra", "unknown"),
    "ambiguous": ("chưa phân định được", "ambiguous"),
    "unreadable": ("không đọc được", "unreadable"),
}


def detections(found: Sequence[Detection], lang: str) -> RenderableType:
    """A table of all files."""
    lines = table(
        pick(lang, "Tệp", "File"),
        pick(lang, "Định dạng", "Format"),
        pick(lang, "Vì sao", "Why"),
    )
    for one in found:
        if one.outcome == "found":
            claim = one.claims[0]
            what = Text(claim.dialect, "bold")
            what.append(f"\n{_sureness(claim, lang)}", "dim not bold")
            lines.add_row(Text(one.name), what, Text(" · ".join(claim.why), "dim"))
        else:
            style = "bold red" if one.outcome == "unreadable" else "yellow"
            lines.add_row(Text(one.name), Text(pick(lang, *_OUTCOMES[one.outcome]), style), _why_not(one, lang))
    return lines


def _sureness(claim: Claim, lang: str) -> str:
    percent = f"{claim.confidence:.0%}".replace("%", " %")
    if claim.confidence >= 0.9:
        word = pick(lang, "chắc chắn", "certain")
    else:
        word = pick(lang, "khá chắc", "fairly sure") if claim.confidence >= 0.7 else pick(lang, "có thể", "perhaps")
    return f"{word} ({percent})"


def _why_not(one: Detection, lang: str) -> Text:
    text = Text(one.notice.message(lang) if one.notice else "")
    for claim in one.claims:
        text.append(f"\n{claim.dialect}: {_sureness(claim, lang)}", "dim")
    return text
