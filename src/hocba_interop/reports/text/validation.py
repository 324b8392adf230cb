"""A validation as text: pupil by pupil what is wrong and where; then by rule, what was checked, one line of all."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from hocba_interop.notices import Severity, SourcePlace, catalogue
from hocba_interop.reports import validation_words as words
from hocba_interop.reports.words import number, pick, severity

from .layout import grid, heading, indented, listed, place, short_names, table
from .notices import STYLES

if TYPE_CHECKING:
    from hocba_interop.notices import Notice
    from hocba_interop.validation.report import Report

_FEW_PUPILS = 30
_MANY = 4
"""From so many records on, one message that is no error is told once for all of them."""
_FEW_FINDINGS = 12


def validation(report: Report, lang: str, *, show_values: bool = False, verbose: bool = False) -> RenderableType:
    """The whole report; names, codes and marks show with ``show_values`` only, long lists whole with ``verbose``."""
    names = short_names([str(source["name"]) for source in report.sources])
    by_pupil: defaultdict[int | None, list[Notice]] = defaultdict(list)
    for finding in report.findings:
        by_pupil[finding.pupil].append(finding.notice)
    parts: list[RenderableType] = []
    if of_none := by_pupil.pop(None, []):
        parts += [heading(words.pupil(None, {}, lang, show_values=show_values))]
        parts += _findings(of_none, names, lang, show_values, verbose)
    if not verbose:
        parts += _shared(by_pupil, names, lang, show_values)
    shown = list(by_pupil) if verbose else list(by_pupil)[:_FEW_PUPILS]
    for which in shown:
        parts.append(_title(which, report, names, lang, show_values))
        parts += _findings(by_pupil[which], names, lang, show_values, verbose)
    if rest := len(by_pupil) - len(shown):
        parts.append(_more(rest, "học bạ", "report cards", lang))
    if report.by_rule:
        parts += _by_rule(report, lang)
    parts += _checks(report, lang, verbose)
    parts.append(heading(_safe(words.summary(report, lang)), _style(report)))
    return Group(*parts)


def _shared(
    by_pupil: dict[int | None, list[Notice]], names: Sequence[str], lang: str, show_values: bool
) -> list[RenderableType]:
    """What many records have in common and is no error, taken out of theirs and told once."""
    alike: defaultdict[tuple[str, str], dict[int | None, list[Notice]]] = defaultdict(lambda: defaultdict(list))
    for which, found in by_pupil.items():
        for notice in found:
            if notice.severity is not Severity.ERROR:
                alike[notice.rule, notice.message(lang, show_values=show_values)][which].append(notice)
    common = [members for members in alike.values() if len(members) >= _MANY]
    told = [notice for members in common for found in members.values() for notice in found]
    if not told:
        return []
    taken = set(map(id, told))
    for which in list(by_pupil):
        by_pupil[which] = [notice for notice in by_pupil[which] if id(notice) not in taken]
        if not by_pupil[which]:
            del by_pupil[which]
    return [
        heading(pick(lang, "Giống nhau ở nhiều học bạ", "Alike in many records")),
        *_findings(told, names, lang, show_values, False),
    ]


def _title(which: int | None, report: Report, names: Sequence[str], lang: str, show_values: bool) -> Text:
    title = heading(_safe(words.pupil(which, report.pupils, lang, show_values=show_values)))
    ref = None if which is None else report.pupils.get(which)
    if ref:
        where = "" if isinstance(ref.place, SourcePlace) and len(names) == 1 else place(ref.place, names, lang)
        class_name = ref.class_name and pick(lang, f"lớp {ref.class_name}", f"class {ref.class_name}")
        title.append("  " + _safe(" · ".join(filter(None, (class_name, where)))), "dim not bold")
    return title


def _findings(
    found: Sequence[Notice], names: Sequence[str], lang: str, show_values: bool, verbose: bool
) -> list[RenderableType]:
    """The gravest first; one message at many places is told once."""
    alike: defaultdict[tuple[str, str], list[Notice]] = defaultdict(list)
    for notice in words.gravest_first(found):
        alike[notice.rule, notice.message(lang, show_values=show_values)].append(notice)
    lines = grid(3)
    shown = list(alike.items())
    for (_, message), members in shown if verbose else shown[:_FEW_FINDINGS]:
        first = members[0]
        text = Text(_safe(message))
        places = [_where(notice, names, lang) for notice in members]
        if told := listed(filter(None, places), None if verbose else 4, lang, between=" · "):
            text.append(f"\n{_safe(told)}", "dim")
        lines.add_row(Text(severity(first.severity, lang), STYLES[first.severity]), Text(first.code, "dim"), text)
    parts: list[RenderableType] = [indented(lines)]
    if not verbose and len(shown) > _FEW_FINDINGS:
        parts.append(_more(len(shown) - _FEW_FINDINGS, "điều", "findings", lang))
    return parts


def _safe(text: str) -> str:
    """A text of a file that moves no cursor: control characters, and those that turn the direction, are marked."""
    return "".join(
        "\ufffd" if unicodedata.category(letter) in ("Cc", "Cf") and letter != "\n" else letter for letter in text
    )


def _where(notice: Notice, names: Sequence[str], lang: str) -> str:
    if notice.where is None:
        return ""
    where = place(notice.where, names, lang)
    return f"{where} ↔ {place(notice.also, names, lang)}" if notice.also else where


def _more(count: int, vi: str, en: str, lang: str) -> RenderableType:
    rest = number(count, lang)
    return indented(Text(pick(lang, f"… và {rest} {vi} nữa (--verbose)", f"… and {rest} more {en} (--verbose)"), "dim"))


def _by_rule(report: Report, lang: str) -> list[RenderableType]:
    """How often each rule was met, also beyond what is listed."""
    levels: dict[str, Severity] = {}
    for notice in report.notices:
        levels[notice.rule] = max(notice.severity, levels.get(notice.rule, Severity.INFO))
    for rule in report.omitted:
        levels.setdefault(rule, catalogue()[rule].severity)
    lines = table(
        pick(lang, "Mã", "Code"),
        "",
        (pick(lang, "Số lần", "Times"), "right"),
        pick(lang, "Quy tắc (xem hocba explain)", "Rule (see hocba explain)"),
    )
    counts = report.by_rule
    for rule in sorted(counts, key=lambda name: (-levels[name], catalogue()[name].code)):
        title = words.rule_title(rule, lang)
        lines.add_row(
            Text(words.code(rule), "dim"),
            Text(severity(levels[rule], lang), STYLES[levels[rule]]),
            Text(number(counts[rule], lang)),
            Text(title if title == rule else f"{title} ({rule})"),
        )
    return [heading(pick(lang, "Theo quy tắc", "By rule")), indented(lines)]


def _checks(report: Report, lang: str, verbose: bool) -> list[RenderableType]:
    """What was checked and what could not be, with why."""
    parts: list[RenderableType] = [heading(pick(lang, "Đã kiểm tra", "Checked"))]
    families: defaultdict[str, list[str]] = defaultdict(list)
    for name in report.ran:
        families[name.partition(".")[0]].append(name)
    told = [
        ", ".join(names) if verbose else f"{words.family(family, lang)} ({number(len(names), lang)})"
        for family, names in families.items()
    ]
    parts.append(indented(Text(_safe((", " if not verbose else "\n").join(told)) or "–", "dim")))
    if report.skipped:
        parts.append(heading(pick(lang, "Chưa kiểm tra được hoặc không áp dụng", "Not checked, or not applicable")))
        whys: defaultdict[str, list[str]] = defaultdict(list)
        for one in report.skipped:
            whys[words.not_run(one, lang)].append(one.check)
        lines = grid(2)
        for why, names in whys.items():
            lines.add_row(Text(_safe(why)), Text(_safe(listed(names, None if verbose else 6, lang)), "dim"))
        parts.append(indented(lines))
    if report.incomplete:
        names = [one.check for one in report.not_checked]
        said = pick(
            lang,
            f"Chưa kết luận được: mục bắt buộc chưa chạy được là {listed(names, None, lang)}.",
            f"Incomplete: required checks that could not run: {listed(names, None, lang)}.",
        )
        parts.append(Text(f"\n{said}", "bold red"))
    return parts


def _style(report: Report) -> str:
    if report.valid is False:
        return "bold red"
    return "bold yellow" if report.incomplete or report.counts["warning"] else "bold green"
