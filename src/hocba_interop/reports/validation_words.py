"""Words that the reports of a validation share: the verdict, pupils, checks, rules, places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from hocba_interop.notices import PointerPlace, Severity, SourcePlace, XPathPlace, catalogue, word
from hocba_interop.reports.text.layout import place
from hocba_interop.reports.words import Pair, counted, number, pick

if TYPE_CHECKING:
    from hocba_interop.notices import Notice, Place
    from hocba_interop.validation.report import PupilRef, Report, Skipped

LEVELS: tuple[Severity, ...] = (Severity.ERROR, Severity.WARNING, Severity.INFO)
"""The gravest first."""

_FAMILIES: Mapping[str, Pair] = {
    "reading": ("Đọc tệp", "Reading"),
    "structure": ("Cấu trúc", "Structure"),
    "marks": ("Điểm và mức đánh giá", "Marks and levels"),
    "arithmetic": ("Cách tính, xếp loại", "Averages and results"),
    "subjects": ("Môn học", "Subjects"),
    "identity": ("Mã số và lai lịch", "Codes and identity"),
    "history": ("Quá trình học tập", "School history"),
    "text": ("Chữ viết", "Text"),
    "places": ("Địa danh", "Place names"),
    "issue": ("Phát hành, chữ ký", "Issue and signatures"),
    "profile": ("Hồ sơ yêu cầu", "Profile"),
    "acceptance": ("Khai báo bỏ qua, tệp mốc", "Ignores and baseline"),
}
_CERTAINTIES: Mapping[str, Pair] = {
    "read in the text": ("đã đọc trong văn bản", "read in the text"),
    "from secondary sources": ("theo nguồn thứ cấp", "from secondary sources"),
    "well known, not re-read": ("phổ biến, chưa đọc lại văn bản", "well known, not re-read"),
    "deduced": ("suy ra từ văn bản", "deduced"),
    "measured on real files": ("đo trên tệp thật", "measured on real files"),
    "public code": ("theo mã nguồn công khai", "by public code"),
    "house rule": ("quy ước của chương trình", "rule of this program"),
}


_FIRST = re.compile(r"[.:;](?:\s|$)")
"""Where the beginning of a message ends."""


_CONTROLS = re.compile("[^\t\n\r\u0020-\u007e\u0080-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """A text without control characters: XML cannot hold them, and a log or a page should not obey them."""
    return _CONTROLS.sub("", text)


def title(lang: str) -> str:
    """What the report is called."""
    return pick(lang, "Kết quả kiểm tra học bạ", "Validation of report cards")


def verdict(report: Report, lang: str) -> str:
    """Whether the data are right, in a few words."""
    if report.valid is None:
        return pick(lang, "Chưa kết luận được", "Incomplete")
    if report.valid:
        return pick(lang, "Không có lỗi", "No errors")
    errors = counted(Severity.ERROR, report.counts["error"], lang)
    return pick(lang, f"Có {errors}", errors)


def tally(report: Report, lang: str) -> str:
    """How many findings there are of each severity, in words; also those that are not listed."""
    counts = report.counts
    return ", ".join(counted(level, counts[str(level)], lang) for level in LEVELS)


def summary(report: Report, lang: str) -> str:
    """The report in one line."""
    files, cards = number(len(report.sources), lang), number(report.records, lang)
    ran, skipped = number(len(report.ran), lang), number(len(report.skipped), lang)
    said = pick(
        lang,
        f"{verdict(report, lang)} ({report.profile}): {tally(report, lang)}; {cards} học bạ trong {files} tệp; "
        f"{ran} mục kiểm tra đã chạy, {skipped} mục không áp dụng được",
        f"{verdict(report, lang)} ({report.profile}): {tally(report, lang)}; {cards} report cards in {files} files; "
        f"{ran} checks ran, {skipped} could not be applied",
    )
    return "; ".join([said, *left_out(report, lang)]) + "."


def left_out(report: Report, lang: str) -> list[str]:
    """What is counted and not listed, or neither: by the limit, the profile, the baseline."""
    omitted = sum(report.omitted.values())
    said = (
        (omitted, ("đã đếm nhưng không liệt kê", "counted, not listed")),
        (report.ignored, ("bỏ qua theo khai báo", "ignored as declared")),
        (report.in_baseline, ("đã có trong tệp mốc", "in the baseline")),
    )
    return [f"{number(count, lang)} {pick(lang, *words)}" for count, words in said if count]


def profile(report: Report, lang: str) -> str:
    """The profile by its title and its name."""
    called = report.title.get(lang)
    return f"{called} ({report.profile})" if called else report.profile


def pupil(which: int | None, known: Mapping[int, PupilRef], lang: str, *, show_values: bool) -> str:
    """A pupil by name and code where values may show, else by the number of the record."""
    if which is None:
        return pick(lang, "Chung, không của riêng học sinh nào", "Of no single pupil")
    ref = known.get(which)
    name = ", ".join(filter(None, (ref.name, ref.code))) if ref and show_values else ""
    return name or pick(lang, f"Học bạ thứ {number(which + 1, lang)}", f"Report card {number(which + 1, lang)}")


def rule_title(name: str, lang: str) -> str:
    """A rule in a few words; for one that has no title the beginning of its message."""
    rule = catalogue()[name]
    return rule.about("title", lang) or _FIRST.split(rule.message(lang, {}, show_values=False), maxsplit=1)[0]


def explanation(name: str, lang: str) -> str:
    """What a rule checks, why, and what to do; for one without an explanation its message says so."""
    rule = catalogue()[name]
    return rule.about("explain", lang) or rule.message(lang, {}, show_values=False)


def founded(name: str, lang: str) -> str:
    """The source of a rule and how surely it is known, or nothing."""
    rule = catalogue()[name]
    if not rule.legal_source:
        return ""
    certainty = _CERTAINTIES.get(rule.certainty or "")
    return f"{rule.legal_source} ({pick(lang, *certainty)})" if certainty else rule.legal_source


def family(name: str, lang: str) -> str:
    """The family of checks (``marks`` of ``marks.range``) in words."""
    return pick(lang, *_FAMILIES[name]) if name in _FAMILIES else name


def not_run(one: Skipped, lang: str) -> str:
    """Why a check did not run, and for how many records."""
    why = word("why", one.why, lang)
    if one.records is None:
        return why
    return pick(lang, f"{why} ({number(one.records, lang)} học bạ)", f"{why} ({number(one.records, lang)} records)")


def code(name: str) -> str:
    """The short code of a rule (HB540)."""
    return catalogue()[name].code


def path(source: Mapping[str, Any]) -> str:
    """The file as the command was given it, where the report says so; else its name."""
    return str(source.get("path") or source["name"])


def names(report: Report) -> list[str]:
    """The names of the files, in the order of the report."""
    return [str(source["name"]) for source in report.sources]


def places(notice: Notice, called: Sequence[str], lang: str, *, within: int | None = None) -> str:
    """Both places of a notice in words; the file is named unless it is the one ``within`` which they are told."""
    told = [
        place(where, () if where.source == within and not isinstance(where, SourcePlace) else called, lang)
        for where in (notice.where, notice.also)
        if where
    ]
    return " ↔ ".join(filter(None, told))


def line(where: Place | None, report: Report) -> int | None:
    """The line that a place stands on in its file, where it is known: of XML, and of JSON Lines."""
    if isinstance(where, XPathPlace):
        return where.line or None
    if isinstance(where, PointerPlace) and str(report.sources[where.source]["dialect"]).endswith("jsonl"):
        position = where.pointer.split("/", 2)[1:2]
        return int(position[0]) + 1 if position and position[0].isdecimal() else None
    return None


def severities(report: Report) -> dict[str, Severity]:
    """The severity of each rule that found something: the gravest that it has there."""
    found = dict.fromkeys(report.by_rule, Severity.INFO)
    for notice in report.notices:
        found[notice.rule] = max(found[notice.rule], notice.severity)
    listed = {notice.rule for notice in report.notices}
    return {rule: level if rule in listed else catalogue()[rule].severity for rule, level in found.items()}


def gravest_first(notices: Iterable[Notice]) -> list[Notice]:
    """Notices by severity; those of one severity keep their order."""
    return sorted(notices, key=lambda notice: -notice.severity)
