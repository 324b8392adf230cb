"""Reports as JUnit XML, which every CI server shows: a suite for each file, a case for each check that ran.

An error fails its case; warnings and notes stand in its output, as the command too ends well with them. What concerns
the run and no file (checks that could not be applied, findings without a place) is a suite of its own, the first.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from hocba_interop.notices import Severity, catalogue
from hocba_interop.reports import validation_words as words
from hocba_interop.reports.words import counted, number, pick, severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hocba_interop.validation.report import Finding, Report

_MANY = 500
"""With more files than this only those with findings have a suite of their own."""

_RUN = "hocba validate"
_READING = "reading"


def validation(report: Report, lang: str = "vi", *, show_values: bool = False) -> str:
    """The report as one ``testsuites`` element."""
    says = _Sayer(report, lang, show_values)
    by_source: defaultdict[int | None, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        by_source[finding.notice.where.source if finding.notice.where else None].append(finding)
    suites = [_run_suite(report, by_source[None], says)]
    unread = frozenset(report.unread)
    named = [index for index in range(len(report.sources)) if len(report.sources) <= _MANY or by_source[index]]
    for index in named:
        name = words.path(report.sources[index])
        ran = [] if index in unread else report.ran
        suites.append(_suite(name, _cases(ran, by_source[index], name, says)))
    if rest := len(report.sources) - len(named):
        name = pick(
            lang, f"{number(rest, lang)} tệp khác, không có gì phải xem lại", f"{number(rest, lang)} other files"
        )
        suites.append(_suite(name, _cases(report.ran, [], name, says)))
    root = _element("testsuites", name=words.title(lang), **_sums(suites))
    root.extend(suites)
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _element(tag: str, text: str = "", /, **attributes: str) -> ElementTree.Element:
    """An element without the characters that XML cannot hold."""
    made = ElementTree.Element(tag, {name: words.clean(value) for name, value in attributes.items()})
    made.text = words.clean(text) or None
    return made


def _suite(name: str, cases: Iterable[ElementTree.Element]) -> ElementTree.Element:
    members = list(cases)
    found = {
        which: str(sum(case.find(tag) is not None for case in members))
        for which, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped"))
    }
    made = _element("testsuite", name=name, tests=str(len(members)), **found)
    made.extend(members)
    return made


def _sums(suites: Iterable[ElementTree.Element]) -> dict[str, str]:
    return {key: str(sum(int(suite.get(key, "0")) for suite in suites)) for key in ("tests", "failures", "errors")}


def _run_suite(report: Report, findings: list[Finding], says: _Sayer) -> ElementTree.Element:
    """What concerns the run: the exact counts, the checks that could not be applied, findings without a place."""
    missing = {one.check for one in report.not_checked}
    cases = list(_cases([], findings, _RUN, says))
    for one in report.skipped:
        case = _element("testcase", name=one.check, classname=_RUN)
        tag = "error" if one.check in missing else "skipped"
        case.append(_element(tag, type=one.why, message=words.not_run(one, says.lang)))
        cases.append(case)
    suite = _suite(_RUN, cases)
    told = {
        "profile": report.profile,
        "valid": {True: "true", False: "false", None: "incomplete"}[report.valid],
        "records": report.records,
        **report.counts,
        "omitted": sum(report.omitted.values()),
        "ignored": report.ignored,
        "in_baseline": report.in_baseline,
    }
    properties = _element("properties")
    properties.extend(_element("property", name=key, value=str(value)) for key, value in told.items())
    suite.insert(0, properties)
    suite.append(_element("system-out", words.summary(report, says.lang)))
    return suite


def _cases(ran: list[str], findings: list[Finding], of: str, says: _Sayer) -> Iterator[ElementTree.Element]:
    """A case for each check, also where it found nothing."""
    by_check: defaultdict[str, list[Finding]] = defaultdict(list, {check: [] for check in (_READING, *ran) if ran})
    for finding in findings:
        by_check[_check_of(finding.notice.rule)].append(finding)
    for check, found in by_check.items():
        case = _element("testcase", name=check, classname=of)
        errors = [finding for finding in found if finding.notice.severity is Severity.ERROR]
        others = [finding for finding in found if finding.notice.severity is not Severity.ERROR]
        if errors:
            message = counted(Severity.ERROR, len(errors), says.lang)
            case.append(_element("failure", says.lines(errors), type=errors[0].notice.rule, message=message))
        if others:
            case.append(_element("system-out", says.lines(others)))
        yield case


def _check_of(rule: str) -> str:
    """The check that reports a rule; what no check reports was found in reading, or is of a family as a whole."""
    return _checks().get(rule) or catalogue()[rule].family or _READING


@cache
def _checks() -> Mapping[str, str]:
    from hocba_interop.validation.rules import all_checks

    return {rule: check.name for check in all_checks() for rule in check.rules}


class _Sayer:
    """Findings as lines of text."""

    def __init__(self, report: Report, lang: str, show_values: bool) -> None:
        self.lang = lang
        self._report = report
        self._show_values = show_values
        self._names = words.names(report)

    def lines(self, findings: Iterable[Finding]) -> str:
        """One line for each finding: code, severity, whose it is, what is wrong, where."""
        return "\n".join(map(self._line, findings))

    def _line(self, finding: Finding) -> str:
        notice = finding.notice
        said = f"{notice.code} {severity(notice.severity, self.lang)}: "
        if finding.pupil is not None:
            said += words.pupil(finding.pupil, self._report.pupils, self.lang, show_values=self._show_values) + ": "
        said += notice.message(self.lang, show_values=self._show_values)
        places = words.places(notice, self._names, self.lang, within=notice.where.source if notice.where else None)
        return f"{said} [{places}]" if places else said
