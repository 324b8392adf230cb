"""Reports as JSON: what the commands say with ``--json`` or ``--receipt``.

Keys and codes never change with the language. The same findings give the same text.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from hocba_interop.model import Extension, Mark
from hocba_interop.model.flat import Leaf
from hocba_interop.reports.rule_texts import blank_message

if TYPE_CHECKING:
    from hocba_interop.adapters.contract import Dialect, Format
    from hocba_interop.checklists import Checklist
    from hocba_interop.checklists.finders import Gap
    from hocba_interop.conversion.detection import Detection
    from hocba_interop.conversion.diff import Change, Difference, Person
    from hocba_interop.conversion.inspection import Content, Inspection, Pupil, Section
    from hocba_interop.conversion.receipt import Receipt
    from hocba_interop.notices import Rule
    from hocba_interop.validation.report import Report


def dumps(content: Any) -> str:
    """JSON for people and programs: indented, Vietnamese letters as they are, a line break at the end."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def receipt(found: Receipt, lang: str = "vi", *, show_values: bool = False) -> str:
    """The receipt of a conversion."""
    return dumps(found.to_dict(lang, show_values=show_values))


def formats(known: Sequence[Format], lang: str = "vi") -> str:
    """Every dialect: whether it can be read and written, how well it is known, which fields it can hold."""
    return dumps(
        {
            "formats": [
                {
                    "format": dialect.format,
                    "dialect": dialect.name,
                    "name": dialect.full_name,
                    "short": dialect.short,
                    "title": dialect.title[lang],
                    "read": True,
                    "write": dialect.write is not None,
                    "fill": dialect.template is not None,
                    "grade": dialect.grade,
                    "evidence": dialect.evidence.get(lang),
                    "suffix": dialect.suffix,
                    "holds": _holds(dialect),
                }
                for format_ in known
                for dialect in format_.dialects
            ]
        }
    )


def _holds(dialect: Dialect) -> str | list[str] | None:
    if dialect.coverage is None:
        return None
    return "everything" if dialect.coverage.everything else sorted(dialect.coverage.patterns)


def detections(found: Sequence[Detection], lang: str = "vi") -> str:
    """What each file is, the surest claim first."""
    return dumps({"files": [_detection(one, lang) for one in found]})


def _detection(one: Detection, lang: str) -> dict[str, Any]:
    return {
        "name": one.name,
        "outcome": one.outcome,
        "dialect": one.dialect,
        "claims": [
            {"dialect": claim.dialect, "confidence": claim.confidence, "why": list(claim.why)} for claim in one.claims
        ],
        "notice": one.notice.to_dict(lang) if one.notice else None,
    }


def inspection(found: Inspection, lang: str = "vi") -> str:
    """What is inside files, with the names of the pupils."""
    return dumps(
        {
            "files": [_content(content) for content in found.files],
            "unread": [_detection(one, lang) for one in found.unread],
            "pupils": [_pupil(pupil) for pupil in found.pupils],
            "notices": [notice.to_dict(lang) for notice in found.notices],
        }
    )


def _content(content: Content) -> dict[str, Any]:
    return {
        "name": content.name,
        "dialect": content.dialect,
        "bytes": content.size,
        "items": content.items,
        "sections": [_section(section) for section in content.sections],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "sheet": section.sheet,
        "school_year": section.school_year,
        "class_name": section.class_name,
        "periods": section.periods,
        "pupils": section.pupils,
        "subjects": section.subjects,
        **_by_grade(section.grade),
    }


def _by_grade(grade: int | None) -> dict[str, int]:
    """The grade by which a year goes that no source names."""
    return {} if grade is None else {"grade": grade}


def _pupil(pupil: Pupil) -> dict[str, Any]:
    return {
        "full_name": pupil.name,
        "birth_date": pupil.birth_date,
        "identifiers": dict(pupil.codes),
        "years": [
            {
                "school_year": year.school_year,
                "class_name": year.class_name,
                "periods": list(year.periods),
                **_by_grade(year.grade),
            }
            for year in pupil.years
        ],
        "values": pupil.values,
    }


def difference(found: Difference, lang: str = "vi") -> str:
    """What differs between two sides, with the names and values of the pupils."""
    return dumps(
        {
            "equal": found.is_empty,
            "counts": {
                "pupils_equal": found.equal,
                "pupils_different": len(found.pupils),
                "changes": found.changes,
                "only_a": len(found.only_a),
                "only_b": len(found.only_b),
            },
            "pupils": [
                {
                    "a": _person(pupil.a),
                    "b": _person(pupil.b),
                    "changes": [_change(change) for change in pupil.changes],
                }
                for pupil in found.pupils
            ],
            "only_a": [_person(person) for person in found.only_a],
            "only_b": [_person(person) for person in found.only_b],
            "likely_same": [{"a": _person(a), "b": _person(b)} for a, b in found.likely],
            "notices": {
                "a": [notice.to_dict(lang) for notice in found.notices_a],
                "b": [notice.to_dict(lang) for notice in found.notices_b],
            },
        }
    )


def _person(person: Person) -> dict[str, Any]:
    return {
        "full_name": person.name,
        "identifiers": dict(person.codes),
        "file": person.source,
        "where": person.where.where(),
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "school_year": change.school_year,
        "period": change.period,
        "field": change.field,
        "a": _leaf(change.a),
        "b": _leaf(change.b),
        **_by_grade(change.grade),
    }


def _leaf(leaf: Leaf | None) -> Any:
    if isinstance(leaf, Mark):
        return {"scale": leaf.scale, "value": leaf.value}
    if isinstance(leaf, Extension):
        return {"label": leaf.label, "value": leaf.value}
    return leaf


def checklist(found: Checklist, lang: str = "vi") -> str:
    """What a use of report cards still lacks, with the names of the pupils; ``pupil`` numbers ``pupils``."""
    needs = {lack.need.id: lack.need for lack in found.lacks}
    return dumps(
        {
            "checklist_version": "1",
            "profile": found.profile.name,
            "complete": found.is_complete,
            "counts": {
                "pupils": len(found.pupils),
                "required": len(found.required),
                "advisable": len(found.advisable),
            },
            "pupils": [
                {
                    "full_name": pupil.name,
                    "code": pupil.code,
                    "class_name": pupil.class_name,
                    "birth_date": pupil.birth_date,
                }
                for pupil in found.pupils
            ],
            "needs": [
                {
                    "need": need.id,
                    "supplier": need.supplier,
                    "weight": need.weight,
                    "title": need.title[lang],
                    "why": need.why[lang],
                    "source": need.source[lang],
                    "certainty": need.certainty,
                    "lacks": [{"pupil": k.pupil, **_gap(k.gap)} for k in found.lacks if k.need.id == need.id],
                }
                for need in needs.values()
            ],
            "reminders": [
                {
                    "reminder": reminder.id,
                    "supplier": reminder.supplier,
                    "text": reminder.text[lang],
                    "source": reminder.source[lang],
                    "certainty": reminder.certainty,
                }
                for reminder in found.profile.reminders
            ],
            "suppliers": {supplier.id: supplier.name[lang] for supplier in found.profile.suppliers},
            "notes": found.profile.notes[lang],
            "signatures": list(found.signatures),
            "notices": [notice.to_dict(lang) for notice in found.notices],
        }
    )


def _gap(gap: Gap) -> dict[str, Any]:
    kind, key = gap.member or (None, None)
    return {
        "school_year": gap.school_year,
        "grade": gap.grade,
        "period": gap.period,
        "subject": key if kind == "subjects" else None,
        "trait": key if kind == "traits" else None,
        "count": gap.count,
        "known": gap.known,
    }


def validation(report: Report, lang: str = "vi", *, show_values: bool = False) -> str:
    """The report of a validation; ``pupil`` of a notice numbers the record, from 0. Names only with ``show_values``."""
    return dumps(
        {
            "report_version": "1",
            "profile": report.profile,
            "valid": report.valid,
            "incomplete": report.incomplete,
            "notices": [
                {**finding.notice.to_dict(lang, show_values=show_values), "pupil": finding.pupil}
                for finding in report.findings
            ],
            "pupils": [
                {
                    "pupil": which,
                    **({"full_name": pupil.name, "code": pupil.code} if show_values else {}),
                    "class_name": pupil.class_name,
                    "where": pupil.place.where(),
                }
                for which, pupil in report.pupils.items()
            ],
            "checks": {
                "ran": report.ran,
                "skipped": [
                    {"check": one.check, "why": one.why, **({} if one.records is None else {"records": one.records})}
                    for one in report.skipped
                ],
                "required": sorted(report.required),
            },
            "counts": report.counts,
            "omitted": report.omitted,
            "records": report.records,
            "ignored": report.ignored,
            "in_baseline": report.in_baseline,
            "sources": [dict(source) for source in report.sources],
            "unread": list(report.unread),
        }
    )


def rules(found: Sequence[Rule], lang: str = "vi") -> str:
    """Rules with all that is known of them."""
    return dumps({"rules": [_rule(rule, lang) for rule in found]})


def _rule(rule: Rule, lang: str) -> dict[str, Any]:
    return {
        "rule": rule.name,
        "code": rule.code,
        "severity": str(rule.severity),
        "family": rule.family,
        "title": rule.about("title", lang),
        "explanation": rule.about("explain", lang),
        "message": blank_message(rule, lang),
        "source": rule.legal_source,
        "certainty": rule.certainty,
        "bad": rule.about("bad", lang),
        "good": rule.about("good", lang),
    }
