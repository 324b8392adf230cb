"""Reports as workflow commands of GitHub Actions: each line becomes an annotation of the file that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hocba_interop.notices import Severity
from hocba_interop.reports import validation_words as words
from hocba_interop.reports.words import number, pick

if TYPE_CHECKING:
    from hocba_interop.notices import Notice
    from hocba_interop.validation.report import Report

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def validation(report: Report, lang: str = "vi", *, show_values: bool = False) -> str:
    """The findings, the gravest first (GitHub shows a few of each level only), and a summary line at the end."""
    names = words.names(report)
    lines = [_finding(notice, report, names, lang, show_values) for notice in words.gravest_first(report.notices)]
    lines += [
        _command("notice", {"title": f"hocba: {words.code(rule)}"}, _omitted(count, lang))
        for rule, count in report.omitted.items()
    ]
    title = pick(lang, "hocba: chưa kiểm tra được", "hocba: not checked")
    lines += [
        _command("error", {"title": title}, f"{one.check}: {words.not_run(one, lang)}") for one in report.not_checked
    ]
    return "\n".join([*lines, _data(f"hocba validate: {words.summary(report, lang)}")]) + "\n"


def _finding(notice: Notice, report: Report, names: list[str], lang: str, show_values: bool) -> str:
    properties: dict[str, str] = {}
    said = notice.message(lang, show_values=show_values)
    if notice.where:
        properties["file"] = words.path(report.sources[notice.where.source])
        if line := words.line(notice.where, report):
            properties["line"] = str(line)
        places = words.places(notice, names, lang, within=notice.where.source)
        said += places and f" [{places}]"
    properties["title"] = f"{notice.code} {words.rule_title(notice.rule, lang)}"
    return _command(_COMMANDS[notice.severity], properties, said)


def _omitted(count: int, lang: str) -> str:
    return pick(
        lang,
        f"Còn {number(count, lang)} trường hợp nữa, đã đếm nhưng không liệt kê.",
        f"{number(count, lang)} more, counted and not listed.",
    )


def _command(name: str, properties: dict[str, str], message: str) -> str:
    told = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {told}::{_data(message)}"


def _data(text: str) -> str:
    """A message as a command takes it: it ends at the end of the line."""
    return words.clean(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A property as a command takes it: it ends at a comma, and the last one at two colons."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
