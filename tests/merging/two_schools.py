"""Small parts of two schools in a test: canonical documents as sources, merged in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import hocba_interop as hocba
from hocba_interop.adapters.canonical.json_writing import document_text
from hocba_interop.adapters.source import Source
from hocba_interop.conversion.merging.merge import Merged
from hocba_interop.model import Document, ReportCard
from hocba_interop.model.flat import Leaf, Path, flatten

YEAR = "2025-2026"
OLD, NEW = "Trường THPT Đi Xa", "Trường THPT Đến Nơi"


def score(value: str) -> dict[str, str]:
    """A score as the canonical JSON writes it."""
    return {"scale": "score10", "value": value}


def taught(name: str, periods: Mapping[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """A subject with what is recorded in its periods."""
    return {"subject": name, "periods": dict(periods or {}), **more}


def part(school: str | None = OLD, class_name: str | None = "10A2", year: str = YEAR, **more: Any) -> dict[str, Any]:
    """A year at a school (grade 10 unless told otherwise)."""
    record = {
        "school_year": year,
        "grade": 10,
        "class_name": class_name,
        "level": "upper_secondary",
        "programme": "gdpt-2018",
        "regulation": "tt22-2021",
        "school": {"name": school} if school else None,
    }
    return {**record, **more}


def card(*years: Mapping[str, Any], code: str = "2500000001", name: str = "Mai Văn Lúa", **more: Any) -> ReportCard:
    """A pupil's card of these years."""
    student = {"full_name": name, "birth_date": "2010-03-05", "identifiers": {"pupil_code": code}}
    student.update(more.pop("student", {}))
    return ReportCard.model_validate({"student": student, "years": years, **more})


def source(*cards: ReportCard, name: str = "phan.json") -> Source:
    """Cards as a file in the memory."""
    return Source(name, "".join(document_text(Document(report_cards=cards))).encode())


def merged(old: ReportCard | Sequence[Any] | Source, new: ReportCard | Sequence[Any] | Source, **more: Any) -> Merged:
    """Two parts merged, without an output."""
    sides = [source(side, name=n) if isinstance(side, ReportCard) else side for side, n in ((old, "cu"), (new, "moi"))]
    return hocba.merge(*sides, **more)


def rules(done: Merged) -> Counter[str]:
    """How often each rule was broken or told."""
    return Counter(notice.rule for notice in done.receipt.notices)


def flat(done: Merged, index: int = 0) -> dict[Path, Leaf]:
    """The leaves of a joined card."""
    return flatten(done.document.report_cards[index])


def year_of(done: Merged, *inner: str) -> Any:
    """A leaf of the year, or None; marks by their values."""
    leaf = flat(done).get(("years", YEAR, *inner))
    return getattr(leaf, "value", leaf)


def regular(done: Merged, subject: str, period: str) -> list[str | None]:
    """The regular marks of a subject in a term."""
    (year,) = (y for y in done.document.report_cards[0].years if y.school_year == YEAR)
    record = next(s for s in year.subjects if s.subject == subject)
    return [mark.value if mark else None for mark in record.periods[period].regular]  # type: ignore[index]


def kept(done: Merged) -> dict[str, str | None]:
    """What is kept as extensions of the year and the card, by caption."""
    record = done.document.report_cards[0]
    found = [*record.extensions, *(extension for year in record.years for extension in year.extensions)]
    return {extension.label or "": extension.value for extension in found}


def history(done: Merged, index: int = 0) -> list[tuple[str | None, ...]]:
    """Class, school, day of arrival and state of each line of the history."""
    lines = done.document.report_cards[index].history
    return [(line.class_name, line.school, line.arrived_on, line.pupil_status) for line in lines]
