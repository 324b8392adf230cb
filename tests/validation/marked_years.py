"""School years with marks, as the tests of marks, subjects and arithmetic write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from hocba_interop.model import ReportCard
from hocba_interop.validation.rules.marks_year import Year, years_of

Entry = dict[str, Any]

SCORED_10 = ("ngu_van", "toan", "ngoai_ngu_1", "lich_su", "gdqp_an", "vat_li", "hoa_hoc", "tin_hoc", "dia_li")
COMMENTED_10 = ("gdtc", "hdtn_hn", "gd_dia_phuong")
SCORED_9_OLD = (
    *("ngu_van", "toan", "ngoai_ngu_1", "gdcd", "vat_li", "hoa_hoc", "sinh_hoc", "lich_su", "dia_li", "cong_nghe"),
)
COMMENTED_9_OLD = ("the_duc", "am_nhac", "mi_thuat")
SCORED_6 = (
    *("ngu_van", "toan", "ngoai_ngu_1", "gdcd", "lich_su_va_dia_li", "khoa_hoc_tu_nhien", "cong_nghe", "tin_hoc"),
)
COMMENTED_6 = ("gdtc", "nghe_thuat", "hdtn_hn", "gd_dia_phuong")


def score(value: object) -> Entry:
    return {"scale": "score10", "value": str(value)}


def passed(value: str = "dat") -> Entry:
    return {"scale": "pass", "value": value}


def result4(value: str) -> Entry:
    return {"scale": "result4", "value": value}


def subject(name: str, periods: Mapping[str, Entry] | None = None, **more: Any) -> Entry:
    language = {"language": "tieng_anh"} if name == "ngoai_ngu_1" else {}
    return {"subject": name, "periods": dict(periods or {}), **language, **more}


def scored(names: Iterable[str], marks: Iterable[object], period: str = "year") -> list[Entry]:
    return [subject(name, {period: {"result": score(mark)}}) for name, mark in zip(names, marks, strict=True)]


def commented(names: Iterable[str], period: str = "year", failed: Sequence[str] = ()) -> list[Entry]:
    return [subject(name, {period: {"result": passed("chua_dat" if name in failed else "dat")}}) for name in names]


def upper(subjects: Iterable[Entry] = (), **parts: Any) -> ReportCard:
    """A year of grade 10 under Thông tư 22/2021."""
    return of_year(2023, 10, "upper_secondary", "tt22-2021", subjects, **parts)


def lower(subjects: Iterable[Entry] = (), grade: int = 6, **parts: Any) -> ReportCard:
    """A year of THCS under Thông tư 22/2021."""
    return of_year(2024, grade, "lower_secondary", "tt22-2021", subjects, **parts)


def old(subjects: Iterable[Entry] = (), grade: int = 9, **parts: Any) -> ReportCard:
    """A year under Thông tư 26/2020."""
    level = "lower_secondary" if grade < 10 else "upper_secondary"
    return of_year(2021, grade, level, "tt26-2020", subjects, **parts)


def primary(subjects: Iterable[Entry] = (), grade: int = 4, **parts: Any) -> ReportCard:
    """A year of primary school under Thông tư 27/2020."""
    return of_year(2024, grade, "primary", "tt27-2020", subjects, **parts)


def of_year(
    start: int, grade: int, level: str, regulation: str, subjects: Iterable[Entry] = (), **parts: Any
) -> ReportCard:
    year = {
        "school_year": f"{start}-{start + 1}",
        "grade": grade,
        "level": level,
        "regulation": regulation,
        "subjects": list(subjects),
        **parts,
    }
    return ReportCard.model_validate({"student": {}, "years": [year]})


def first_year(card: ReportCard) -> Year:
    return years_of(card)[0]


def tenths(low: int, high: int) -> list[Decimal]:
    return [Decimal(tenth) / 10 for tenth in range(low, high)]
