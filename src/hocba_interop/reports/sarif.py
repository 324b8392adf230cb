"""Reports as SARIF 2.1.0 (OASIS), the form in which code hosts take findings. Without times: same report, same text."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from hocba_interop.notices import CellPlace, PointerPlace, Severity, XPathPlace, catalogue
from hocba_interop.reports import validation_words as words
from hocba_interop.reports.json import dumps
from hocba_interop.reports.text.layout import place
from hocba_interop.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hocba_interop.notices import Notice, Place
    from hocba_interop.validation.report import Finding, Report, Skipped

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def validation(report: Report, lang: str = "vi", *, show_values: bool = False) -> str:
    """The report as one run of SARIF."""
    rules = sorted(report.by_rule, key=words.code)
    severities = words.severities(report)
    driver = {
        "name": "hocba",
        "version": VERSION,
        "language": lang,
        "rules": [_rule(rule, severities[rule], lang) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"hocba-validate/{report.profile}/"},
        "invocations": [_invocation(report, lang)],
        "artifacts": [_artifact(source) for source in report.sources],
        "results": _results(report, rules, lang, show_values),
        "properties": _totals(report),
    }
    return dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(name: str, severity: Severity, lang: str) -> dict[str, Any]:
    known = catalogue()[name]
    explained, founded = words.explanation(name, lang), words.founded(name, lang)
    about: dict[str, Any] = {"family": known.family or "reading"}
    if known.legal_source:
        about["legalSource"] = known.legal_source
    if known.certainty:
        about["certainty"] = known.certainty
    return {
        "id": known.code,
        "name": name,
        "shortDescription": {"text": words.rule_title(name, lang)},
        "fullDescription": {"text": explained},
        "help": {"text": f"{explained}\n\n{founded}" if founded else explained},
        "defaultConfiguration": {"level": _LEVELS[severity]},
        "properties": about,
    }


def _invocation(report: Report, lang: str) -> dict[str, Any]:
    """What ran: the checks that could not be applied are notifications of the tool."""
    missing = {one.check for one in report.not_checked}
    return {
        "executionSuccessful": not report.incomplete,
        "toolExecutionNotifications": [_notification(one, one.check in missing, lang) for one in report.skipped],
    }


def _notification(one: Skipped, missing: bool, lang: str) -> dict[str, Any]:
    return {
        "descriptor": {"id": one.check},
        "level": "error" if missing else "note",
        "message": {"text": f"{one.check}: {words.not_run(one, lang)}"},
        "properties": {"why": one.why, "records": one.records},
    }


def _artifact(source: Mapping[str, Any]) -> dict[str, Any]:
    made = {
        "location": {"uri": _uri(source)},
        "roles": ["analysisTarget"],
        "properties": {key: source[key] for key in ("format", "dialect", "records")},
    }
    if source["sha256"]:
        made["hashes"] = {"sha-256": source["sha256"]}
    return made


def _uri(source: Mapping[str, Any]) -> str:
    """The name of a file as a relative reference: blanks, letters with marks, colons and ``#`` are encoded."""
    return quote(words.path(source).replace("\\", "/"), safe="/")


def _results(report: Report, rules: list[str], lang: str, show_values: bool) -> list[dict[str, Any]]:
    index = {rule: position for position, rule in enumerate(rules)}
    names = words.names(report)
    marks = _Marks(names)
    return [
        {
            "ruleId": finding.notice.code,
            "ruleIndex": index[finding.notice.rule],
            "level": _LEVELS[finding.notice.severity],
            "message": {"text": finding.notice.message(lang, show_values=show_values)},
            **_locations(finding.notice, report, names, lang),
            "partialFingerprints": {"hocba/v1": marks.next(finding)},
            "properties": {} if finding.pupil is None else {"pupil": finding.pupil},
        }
        for finding in report.findings
    ]


class _Marks:
    """Fingerprints of findings: those of the baseline, with a number where one place breaks one rule several times."""

    def __init__(self, names: list[str]) -> None:
        self._names = names
        self._seen: Counter[str] = Counter()

    def next(self, finding: Finding) -> str:
        from hocba_interop.validation.baseline import fingerprint

        mark = fingerprint(finding.notice, self._names)
        self._seen[mark] += 1
        return f"{mark}/{self._seen[mark]}"


def _locations(notice: Notice, report: Report, names: list[str], lang: str) -> dict[str, Any]:
    made: dict[str, Any] = {"locations": [_location(notice.where, report)] if notice.where else []}
    if notice.also:
        told = place(notice.also, names, lang)
        made["relatedLocations"] = [{"id": 0, **_location(notice.also, report), "message": {"text": told}}]
    return made


def _location(where: Place, report: Report) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(report.sources[where.source]), "index": where.source}}
    if line := words.line(where, report):
        physical["region"] = {"startLine": line}
    made: dict[str, Any] = {"physicalLocation": physical}
    if isinstance(where, CellPlace | PointerPlace):
        made["logicalLocations"] = [{"fullyQualifiedName": str(where)}]
    elif isinstance(where, XPathPlace):
        kind = "attribute" if where.xpath.rpartition("/")[2].startswith("@") else "element"
        made["logicalLocations"] = [{"fullyQualifiedName": where.xpath, "kind": kind}]
    return made


def _totals(report: Report) -> dict[str, Any]:
    """What the results alone do not tell: also findings that are counted and not listed."""
    return {
        "profile": report.profile,
        "valid": report.valid,
        "records": report.records,
        "counts": report.counts,
        "omitted": {words.code(rule): count for rule, count in report.omitted.items()},
        "ignored": report.ignored,
        "inBaseline": report.in_baseline,
        "checks": {"ran": report.ran, "skipped": [one.check for one in report.skipped]},
    }
