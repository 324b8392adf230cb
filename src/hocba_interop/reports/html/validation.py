"""A validation as one page that stands alone: to be looked at, filtered, printed, sent to a colleague.

Nothing in it comes from elsewhere, and its policy forbids that anything could: only the style and the script that it
brings may run, by their digests. Without the script all findings are shown.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from hocba_interop.notices import Severity
from hocba_interop.reports import validation_words as words
from hocba_interop.reports.text.layout import place, short_names
from hocba_interop.reports.words import number, pick, severity

if TYPE_CHECKING:
    from hocba_interop.validation.report import Finding, Report

_LISTED = 5_000
"""More findings than these a page does not list, only count: the gravest are listed."""

_FILES = 200
"""More files than these are not listed; those with listed findings go first."""

_BAR = 1000

_NOTHING_ELSE = "base-uri 'none'; form-action 'none'"


def validation(report: Report, lang: str = "vi", *, show_values: bool = False) -> str:
    """The page; names, codes and marks of pupils show only with ``show_values``."""
    page = _Page(report, lang, show_values)
    style, script = _asset("validation.css"), _asset("validation.js")
    policy = f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; {_NOTHING_ELSE}"
    parts = [page.findings(), page.rules(), page.checks(), page.sources()]
    return words.clean(f"""<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{escape(f"{words.title(lang)}: {words.verdict(report, lang)}")}</title>
<style>{style}</style>
</head>
<body>
{page.head()}
<main>
{page.chart()}
{"".join(parts)}
</main>
<footer><p>{escape(page.footer())}</p></footer>
<script>{script}</script>
</body>
</html>
""")


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _digest(content: str) -> str:
    """The content as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


class _Page:
    """The parts of the page."""

    def __init__(self, report: Report, lang: str, show_values: bool) -> None:
        self._report = report
        self._lang = lang
        self._show_values = show_values
        self._names = short_names(words.names(report))
        self._severities = words.severities(report)
        found = sorted(report.by_rule.items(), key=lambda one: (-self._severities[one[0]], -one[1], words.code(one[0])))
        self._by_rule = dict(found)
        self._listed = _gravest(report.findings)
        self._shown = Counter(finding.notice.rule for finding in self._listed)

    def _say(self, vi: str, en: str) -> str:
        return escape(pick(self._lang, vi, en))

    def _number(self, count: int) -> str:
        return number(count, self._lang)

    # the head

    def head(self) -> str:
        """What the report says in short."""
        report = self._report
        tone = "good" if report.valid else "warning" if report.valid is None else "error"
        facts = [
            (self._say("Hồ sơ yêu cầu", "Profile"), words.profile(report, self._lang)),
            (self._say("Số tệp", "Files"), self._number(len(report.sources))),
            (self._say("Mục kiểm tra đã chạy", "Checks run"), self._number(len(report.ran))),
            (self._say("Không áp dụng được", "Not applied"), self._number(len(report.skipped))),
        ]
        told = "".join(f"<li>{label}: <b>{escape(value)}</b></li>" for label, value in facts)
        return f"""<header class="head {tone}"><div>
<p class="kicker">{escape(words.title(self._lang))}</p>
<h1>{escape(words.verdict(report, self._lang))}</h1>
<p class="verdict">{self._verdict()}</p>
<ul class="tallies">{self._tallies()}</ul>
<ul class="facts">{told}</ul>
{self._caution()}</div></header>"""

    def _verdict(self) -> str:
        report = self._report
        said = []
        if report.counts["error"]:
            said.append(
                self._say(
                    "Lỗi là điều chắc chắn sai, cần sửa ở hệ thống gốc rồi xuất lại. Chương trình không tự sửa điều "
                    "nhà trường đã ghi.",
                    "An error is certainly wrong: correct it in the system of origin and export again. What a school "
                    "recorded is never changed by the program.",
                )
            )
        elif not report.incomplete:
            said.append(
                self._say(
                    "Mọi mục kiểm tra bắt buộc đã chạy và không thấy lỗi nào.",
                    "All required checks ran and found no error.",
                )
            )
        if report.incomplete:
            said.append(
                self._say(
                    "Có mục kiểm tra bắt buộc chưa chạy được nên chưa thể coi là hợp lệ.",
                    "A required check could not run, so nothing is called valid.",
                )
                + f' <a href="#checks">{self._say("Xem mục nào, vì sao", "See which, and why")}</a>.'
            )
        return " ".join(said)

    def _tallies(self) -> str:
        report = self._report
        labels = {
            Severity.ERROR: self._say("lỗi, phải sửa", "errors, to be corrected"),
            Severity.WARNING: self._say("cảnh báo, nên xem lại", "warnings, to be looked at"),
            Severity.INFO: self._say("lưu ý", "notes"),
        }
        counts = [(str(level), report.counts[str(level)], label) for level, label in labels.items()]
        counts.append(("plain", report.records, self._say("học bạ đã kiểm tra", "report cards checked")))
        return "".join(
            f'<li class="{tone if count else "plain"}"><b>{self._number(count)}</b><span>{label}</span></li>'
            for tone, count, label in counts
        )

    def _caution(self) -> str:
        if not self._show_values:
            return ""
        said = self._say(
            "Trang này có họ tên, mã số và điểm của học sinh: chỉ gửi cho người có trách nhiệm.",
            "This page holds names, codes and marks of pupils: send it only to those in charge.",
        )
        return f'<p class="private">{said}</p>'

    # the chart

    def chart(self) -> str:
        """How many findings each rule has."""
        if not self._by_rule:
            return ""
        most = max(self._by_rule.values())
        rows = "".join(self._row(rule, count, most) for rule, count in self._by_rule.items())
        lead = self._say(
            "Mỗi thanh là một quy tắc; nặng nhất ở trên.",
            "Each bar is a rule, the gravest first.",
        )
        return f"""<section class="card"><h2>{self._say("Mỗi quy tắc báo bao nhiêu lần", "Findings by rule")}</h2>
<p class="lead">{lead}</p>
<ol class="bars">{rows}</ol></section>
"""

    def _row(self, rule: str, count: int, most: int) -> str:
        code = words.code(rule)
        level = self._severities[rule]
        length = max(round(_BAR * count / most), 6)
        inside = f"""<span>{self._level(level)} {escape(words.rule_title(rule, self._lang))} \
<span class="code">{code}</span></span><span class="count">{self._number(count)}</span>\
<svg viewBox="0 0 {_BAR} 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">\
<rect class="of" width="{_BAR}" height="8"/><rect class="part" width="{length}" height="8"/></svg>"""
        if rule not in self._shown:
            return f'<li class="{level}"><div class="row">{inside}</div></li>\n'
        opening = f'<button type="button" value="{code}" aria-pressed="false" disabled>'
        return f'<li class="{level}">{opening}{inside}</button></li>\n'

    def _level(self, level: Severity) -> str:
        return f'<span class="level">{escape(severity(level, self._lang))}</span>'

    # the findings

    def findings(self) -> str:
        """What was found, pupil by pupil."""
        heading = self._say("Từng học sinh", "Pupil by pupil")
        if not self._by_rule:
            nothing = self._say(
                "Trong những gì đã kiểm tra, không có gì phải xem lại.",
                "In what was checked there is nothing to look at.",
            )
            return f'<section class="card" id="findings"><h2>{heading}</h2><p class="none">{nothing}</p></section>\n'
        by_pupil: defaultdict[int | None, list[Finding]] = defaultdict(list)
        for finding in self._listed:
            by_pupil[finding.pupil].append(finding)
        ordered = sorted(by_pupil.items(), key=lambda one: (one[0] is not None, one[0] or 0))
        groups = "".join(self._pupil(which, found) for which, found in ordered)
        nothing = self._say("Không có mục nào hợp với bộ lọc.", "Nothing fits the filters.")
        return f"""<section class="card" id="findings"><h2>{heading}</h2>
{self._not_listed()}{self._filters()}
<p class="none" id="none" role="status" hidden>{nothing}</p>
{groups}</section>
"""

    def _not_listed(self) -> str:
        rest = sum(self._by_rule.values()) - len(self._listed)
        if not rest:
            return ""
        listed = self._number(len(self._listed))
        said = self._say(
            f"Trang này liệt kê {listed} mục, ưu tiên lỗi; còn {self._number(rest)} mục đã đếm mà không liệt kê.",
            f"This page lists {listed} findings, errors first; {self._number(rest)} more are counted and not listed.",
        )
        return f'<p class="lead">{said}</p>\n'

    def _filters(self) -> str:
        whom = self._say("Tìm học sinh, lớp, ô", "Pupil, class or place")
        rule = self._say("Quy tắc", "Rule")
        everything = self._say("Mọi quy tắc", "All rules")
        options = "".join(
            f'<option value="{words.code(name)}">{words.code(name)} {escape(words.rule_title(name, self._lang))} '
            f"({self._number(self._shown[name])})</option>"
            for name in sorted(self._shown, key=words.code)
        )
        present = sorted({finding.notice.severity for finding in self._listed}, reverse=True)
        chips = "".join(
            f'<label class="chip {level}"><input type="checkbox" name="level" value="{level}" checked>'
            f"<span>{escape(severity(level, self._lang))}</span></label>"
            for level in present
        )
        total = self._number(len(self._listed))
        showing = self._say("Đang hiện", "Showing")
        return f"""<form class="filters" id="filters" autocomplete="off" hidden>
<label><span class="name">{whom}</span><input type="search" name="pupil"></label>
<label><span class="name">{rule}</span>
<select name="rule"><option value="">{everything}</option>{options}</select></label>
<fieldset><legend>{self._say("Mức độ", "Severity")}</legend>{chips}</fieldset>
<p class="state"><span role="status">{showing} <b id="shown">{total}</b> / {total}</span>
<button type="reset" id="clear" hidden>{self._say("Bỏ lọc", "Clear filters")}</button></p>
</form>"""

    def _pupil(self, which: int | None, found: list[Finding]) -> str:
        report = self._report
        ref = None if which is None else report.pupils.get(which)
        label = words.pupil(which, report.pupils, self._lang, show_values=self._show_values)
        of = []
        if ref and ref.class_name:
            of.append(pick(self._lang, f"lớp {ref.class_name}", f"class {ref.class_name}"))
        told = "".join(f'<span class="of"><bdi>{escape(one)}</bdi></span>' for one in of)
        if ref and (where := place(ref.place, self._names, self._lang)):
            told += f'<span class="place"><bdi>{escape(where)}</bdi></span>'
        by_rule: defaultdict[tuple[Severity, str], list[Finding]] = defaultdict(list)
        for finding in found:
            by_rule[finding.notice.severity, finding.notice.rule].append(finding)
        ordered = sorted(by_rule.items(), key=lambda one: (-one[0][0], words.code(one[0][1])))
        within = ref.place.source if ref else None
        rules = "".join(self._of_rule(rule, level, members, within) for (level, rule), members in ordered)
        return f"""<section class="pupil"><header><h3><bdi>{escape(label)}</bdi></h3>{told}</header>
{rules}</section>
"""

    def _of_rule(self, rule: str, level: Severity, found: list[Finding], within: int | None) -> str:
        code = words.code(rule)
        lines = "".join(self._finding(finding, within) for finding in found)
        return f"""<div class="rule {level}" data-rule="{code}" data-level="{level}"><h4>{self._level(level)} \
<a href="#{code}">{escape(words.rule_title(rule, self._lang))} <span class="code">{code}</span></a></h4>
<ul>{lines}</ul></div>
"""

    def _finding(self, finding: Finding, within: int | None) -> str:
        notice = finding.notice
        where = words.places(notice, self._names, self._lang, within=within)
        told = f'<span class="place"><bdi>{escape(where)}</bdi></span>' if where else ""
        message = notice.message(self._lang, show_values=self._show_values)
        return f"<li><span>{escape(message)}</span>{told}</li>"

    # rules, checks, files

    def rules(self) -> str:
        """What the rules that found something mean, and what they are founded on."""
        if not self._by_rule:
            return ""
        entries = "".join(self._rule(rule) for rule in self._by_rule)
        heading = self._say("Các quy tắc này nghĩa là gì", "What these rules mean")
        return f'<section class="card"><h2>{heading}</h2><dl class="rules">{entries}</dl></section>\n'

    def _rule(self, rule: str) -> str:
        code = words.code(rule)
        founded = words.founded(rule, self._lang)
        source = f'<dd class="source">{self._say("Căn cứ", "Source")}: {escape(founded)}</dd>' if founded else ""
        return f"""<dt id="{code}">{escape(words.rule_title(rule, self._lang))} <span class="code">{code}</span></dt>
<dd>{escape(words.explanation(rule, self._lang))}</dd>{source}
"""

    def checks(self) -> str:
        """Which checks ran, which did not, and why."""
        report = self._report
        missing = {one.check for one in report.not_checked}
        by_family: defaultdict[str, list[str]] = defaultdict(list)
        for check in report.ran:
            by_family[check.partition(".")[0]].append(check)
        ran = "".join(
            f"<dt>{escape(words.family(family, self._lang))}</dt>"
            f"<dd>{''.join(f'<span><code>{escape(check)}</code></span>' for check in members)}</dd>"
            for family, members in by_family.items()
        )
        lines = "".join(
            f"<li>{self._required() if one.check in missing else ''}<code>{escape(one.check)}</code> "
            f'<span class="why">{escape(words.not_run(one, self._lang))}</span></li>'
            for one in sorted(report.skipped, key=lambda one: one.check not in missing)
        )
        heading = self._say("Không áp dụng được, và vì sao", "Could not be applied, and why")
        skipped = f'<h3 class="sub">{heading}</h3><ul class="skipped">{lines}</ul>' if lines else ""
        title = self._say("Đã kiểm tra những gì", "What was checked")
        return f"""<section class="card" id="checks"><h2>{title}</h2>
{self._set_aside()}<dl class="checks">{ran}</dl>{skipped}</section>
"""

    def _required(self) -> str:
        return f'<span class="warning"><span class="level">{self._say("bắt buộc", "required")}</span></span> '

    def _set_aside(self) -> str:
        told = "; ".join(words.left_out(self._report, self._lang))
        return f'<p class="lead">{escape(told[:1].upper() + told[1:])}.</p>' if told else ""

    def sources(self) -> str:
        """The files, with the digest by which each can be known again."""
        heads = (
            (self._say("Tệp", "File"), ""),
            (self._say("Định dạng", "Format"), ""),
            (self._say("Học bạ", "Report cards"), ' class="number"'),
            ("SHA-256", ' class="hash"'),
        )
        head = "".join(f'<th scope="col"{kind}>{label}</th>' for label, kind in heads)
        every = self._report.sources
        found = {finding.notice.where.source for finding in self._listed if finding.notice.where}
        kept = sorted(sorted(range(len(every)), key=lambda index: index not in found)[:_FILES])
        rows = "".join(self._source(index) for index in kept)
        rest = self._number(len(every) - len(kept))
        more = self._say(f"… và {rest} tệp khác.", f"… and {rest} other files.") if len(every) > len(kept) else ""
        return f"""<section class="card"><h2>{self._say("Các tệp đã kiểm tra", "The files")}</h2>
<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>
{more and f'<p class="lead">{more}</p>'}</section>
"""

    def _source(self, index: int) -> str:
        source = self._report.sources[index]
        form = ":".join(filter(None, (source["format"], source["dialect"])))
        if index in self._report.unread:
            form = pick(self._lang, "không đọc được", "not read")
        count = "" if source["records"] is None else self._number(source["records"])
        return f"""<tr><td><bdi>{escape(words.path(source))}</bdi></td><td>{escape(form)}</td>\
<td class="number">{count}</td><td class="hash"><code>{escape(str(source["sha256"] or "")[:16])}</code></td></tr>
"""

    def footer(self) -> str:
        """What the page is, and is not."""
        return pick(
            self._lang,
            "Do hocba lập. Trang này không tải gì từ mạng và không gửi gì đi. Cảnh báo và lưu ý không có nghĩa là nhà "
            "trường ghi sai.",
            "Made by hocba. This page loads nothing from a network and sends nothing. Warnings and notes do not mean "
            "that a school recorded something wrong.",
        )


def _gravest(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that are listed, in the order of the report."""
    numbered = list(enumerate(findings))
    kept = sorted(numbered, key=lambda one: (-one[1].notice.severity, one[0]))[:_LISTED]
    return [finding for _, finding in sorted(kept, key=lambda one: one[0])]
