"""Thông tư 27/2020/TT-BGDĐT: assessment of primary pupils. No absence limit stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from hocba_interop.model.results import PeriodId
from hocba_interop.regulations import primary
from hocba_interop.regulations.primary import PeriodicTest
from hocba_interop.regulations.sources import Source, Sources
from hocba_interop.regulations.values import (
    PrimaryLevel,
    PrimaryResult,
    Scales,
    ScoreFault,
    Scores,
    TraitLevel,
    Undecided,
)
from hocba_interop.regulations.values import score_fault as _score_fault

ID: Final = "tt27-2020"
SCALES: Final[Scales] = {
    "subject": "primary_level",
    "test": "score10",
    "quality": "trait_level",
    "competence": "trait_level",
    "education_result": "primary_result",
}

_TEXT: Final = "TT27/2020"
SOURCES: Final[Sources] = {
    "periodic_test": Source(_TEXT, "Điều 7", "well_known"),
    "periodic_test_ethnic": Source(_TEXT, "Điều 7", "less_sure"),
    "score_fault": Source(_TEXT, "Điều 7", "well_known"),
    "score_fault_zero": Source(_TEXT, "Điều 7", "less_sure"),
    "rated_competence": Source(_TEXT, "Điều 5", "text"),
    "education_result": Source(_TEXT, "Điều 9.2", "well_known"),
    "decision": Source(_TEXT, "Điều 11", "text"),
    "awards": Source(_TEXT, "Điều 13", "well_known"),
}

LEVELS: Final[tuple[PrimaryLevel, ...]] = ("hoan_thanh_tot", "hoan_thanh", "chua_hoan_thanh")
TRAIT_LEVELS: Final[tuple[TraitLevel, ...]] = ("tot", "dat", "can_co_gang")
RESULTS: Final[tuple[PrimaryResult, ...]] = ("hoan_thanh_xuat_sac", "hoan_thanh_tot", "hoan_thanh", "chua_hoan_thanh")

Award = Literal["hoc_sinh_xuat_sac", "hoc_sinh_tieu_bieu"]
_NOT_IN_GRADES_1_2: Final = frozenset({"cong_nghe", "tin_hoc"})


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: the lowest level of a subject, the lowest of a trait, the lowest mark of a test."""

    result: PrimaryResult
    level: PrimaryLevel
    trait: TraitLevel
    test: Decimal


TABLE: Final = (
    Row("hoan_thanh_xuat_sac", "hoan_thanh_tot", "tot", Decimal(9)),
    Row("hoan_thanh_tot", "hoan_thanh_tot", "tot", Decimal(7)),
    Row("hoan_thanh", "hoan_thanh", "dat", Decimal(5)),
)


@dataclass(frozen=True, slots=True)
class Awards:
    """``due`` follows from the result; ``possible`` needs the class to recognise the pupil too."""

    due: frozenset[Award] = frozenset()
    possible: frozenset[Award] = frozenset()


def periodic_test(subject: str, grade: int, period: PeriodId) -> PeriodicTest:
    """Whether there is a periodic test; Tiếng dân tộc may have one at a term's end, though the list omits it."""
    if subject == "tieng_dan_toc" and period in primary.TERM_ENDS:
        return "allowed"
    return primary.periodic_test(ID, subject, grade, period)


def score_fault(mark: Decimal) -> ScoreFault | None:
    """What is wrong with a test's mark: a whole number from 0 to 10. For 0, see ``score_fault_zero`` of `SOURCES`."""
    return _score_fault(mark, decimals=0, zero=False)


def rated_competence(competence: str, grade: int) -> bool:
    """Whether a grade has the subject of a specific competence: Công nghệ and Tin học begin in grade 3."""
    return grade > 2 or competence not in _NOT_IN_GRADES_1_2


def education_result(
    levels: Mapping[str, PrimaryLevel | None], traits: Mapping[str, TraitLevel | None], tests: Scores
) -> PrimaryResult | Undecided:
    """Đánh giá kết quả giáo dục, from what was given at the end of the year only.

    Subjects from which the pupil is exempt are left out. Nothing is decided where one of the three is not there at
    all: a pupil with a plan of their own (kế hoạch giáo dục cá nhân) is not judged by this table.
    """
    missing = primary.incomplete(levels, LEVELS, traits, TRAIT_LEVELS, tests)
    if missing:
        return Undecided(missing)
    level = max(LEVELS.index(value) for value in levels.values() if value is not None)
    trait = max(TRAIT_LEVELS.index(value) for value in traits.values() if value is not None)
    test = min(mark for mark in tests.values() if mark is not None)
    for row in TABLE:
        if level <= LEVELS.index(row.level) and trait <= TRAIT_LEVELS.index(row.trait) and test >= row.test:
            return row.result
    return "chua_hoan_thanh"


def decision(
    result: PrimaryResult | None, after: PrimaryResult | None = None
) -> Literal["completed", "supplementary_assessment"] | Undecided:
    """Hoàn thành chương trình lớp học, or supplementary assessment (đánh giá bổ sung) first.

    After that, a pupil still Chưa hoàn thành is promoted or not as the head decides: both are lawful.
    """
    if result not in RESULTS:
        return Undecided(("result",))
    if result != "chua_hoan_thanh":
        return "completed"
    if after is None:
        return "supplementary_assessment"
    if after not in RESULTS:
        return Undecided(("result_after",))
    return "completed" if after != "chua_hoan_thanh" else Undecided(reason="head_decides")


def awards(result: PrimaryResult | None) -> Awards | Undecided:
    """Học sinh Xuất sắc; Học sinh Tiêu biểu hoàn thành tốt trong học tập và rèn luyện, which is never automatic."""
    if result not in RESULTS:
        return Undecided(("result",))
    if result == "hoan_thanh_xuat_sac":
        return Awards(due=frozenset({"hoc_sinh_xuat_sac"}))
    return Awards(possible=frozenset({"hoc_sinh_tieu_bieu"})) if result == "hoan_thanh_tot" else Awards()


__all__ = [
    "ID",
    "SCALES",
    "SOURCES",
    "Award",
    "Awards",
    "awards",
    "decision",
    "education_result",
    "periodic_test",
    "rated_competence",
    "score_fault",
]
