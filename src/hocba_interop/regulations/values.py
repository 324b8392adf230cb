"""What goes into the rules of the circulars and what comes out: plain values, named choices, open answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Final, Generic, Literal, TypeGuard, TypeVar

from hocba_interop.model.marks import Scale

Pass = Literal["dat", "chua_dat"]
Result4 = Literal["tot", "kha", "dat", "chua_dat"]
Learning5 = Literal["gioi", "kha", "trung_binh", "yeu", "kem"]
Conduct4 = Literal["tot", "kha", "trung_binh", "yeu"]
PrimaryLevel = Literal["hoan_thanh_tot", "hoan_thanh", "chua_hoan_thanh"]
TraitLevel = Literal["tot", "dat", "can_co_gang"]
PrimaryResult = Literal["hoan_thanh_xuat_sac", "hoan_thanh_tot", "hoan_thanh", "chua_hoan_thanh"]

Kind = Literal[
    "scored_subject",
    "comment_subject",
    "average",
    "learning_result",
    "conduct_result",
    "subject",
    "test",
    "quality",
    "competence",
    "education_result",
]
Scales = Mapping[Kind, Scale]
"""The scale of each kind of mark under a circular; a kind that a circular does not know is not there."""

Scores = Mapping[str, Decimal | None]
"""Marks by subject id. A subject that a pupil does not take is left out; None is a mark that is not there yet."""
Passes = Mapping[str, Pass | None]
"""Đạt or Chưa đạt by subject id; left out and None as in `Scores`."""

Level = TypeVar("Level", bound=str)

PASSES: Final = ("dat", "chua_dat")
_UNITS: Final = {0: Decimal(1), 1: Decimal("0.1")}
_WIDE: Final = Context(prec=60)


@dataclass(frozen=True, slots=True)
class Undecided:
    """No answer, and why: what is ``missing`` (subject ids or names of inputs), or who decides it by judgement."""

    missing: tuple[str, ...] = ()
    reason: Literal["missing", "teacher_judges", "head_decides"] = "missing"


Reading = Literal["removal", "replacement", "inclusive"]
"""A way to understand “chỉ do kết quả của duy nhất một môn học”: the subject left out of the record; the subject
thought to have reached what was asked; the latter, and whoever reaches Giỏi counted as reaching Khá too."""


@dataclass(frozen=True, slots=True)
class Readings(Generic[Level]):
    """A level by the table alone (``plain``) and after the adjustment by each reading of the text."""

    plain: Level
    by: Mapping[Reading, Level]

    @property
    def accepted(self) -> frozenset[Level]:
        """The levels that some reading gives: a recorded level among them cannot be called wrong."""
        return frozenset(self.by.values())

    @property
    def ambiguous(self) -> bool:
        """Whether the readings differ."""
        return len(self.accepted) > 1


def usable(mark: Decimal | None) -> TypeGuard[Decimal]:
    """Whether a mark can be reckoned with: a number from 0 to 10.

    Anything else (85, NaN) is treated as not there: a sum over it would say nothing.
    """
    return mark is not None and mark.is_finite() and 0 <= mark <= 10


def unusable_scores(scores: Scores) -> tuple[str, ...]:
    """The subjects whose mark cannot be reckoned with."""
    return tuple(subject for subject, mark in scores.items() if not usable(mark))


def off_scale(values: Mapping[str, str | None], scale: Collection[str]) -> tuple[str, ...]:
    """The keys whose value is not there or not on the scale."""
    return tuple(key for key, value in values.items() if value not in scale)


ScoreFault = Literal["not_a_number", "out_of_range", "too_many_decimals", "zero"]


def score_fault(mark: Decimal, *, decimals: Literal[0, 1], zero: bool = True) -> ScoreFault | None:
    """What is wrong with a mark on the scale 0-10, by its value (8.50 has one decimal); None where nothing is."""
    if not mark.is_finite():
        return "not_a_number"
    if not 0 <= mark <= 10:
        return "out_of_range"
    if mark.quantize(_UNITS[decimals], context=_WIDE) != mark:
        return "too_many_decimals"
    return "zero" if mark == 0 and not zero else None
