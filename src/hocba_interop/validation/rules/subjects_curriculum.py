"""What a grade learns under a programme, and how the circular has it assessed: looked up once, then remembered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from hocba_interop.codelists import levels, regulations, subjects

ALTERNATIVES: Final[tuple[tuple[frozenset[str], ...], ...]] = (
    (frozenset({"nghe_thuat"}), frozenset({"am_nhac", "mi_thuat"})),
    (frozenset({"tin_hoc_va_cong_nghe"}), frozenset({"tin_hoc", "cong_nghe"})),
    (frozenset({"cong_nghe"}), frozenset({"cong_nghe_cong_nghiep"}), frozenset({"cong_nghe_nong_nghiep"})),
)
"""Where a report card may have one line, or its parts, or its kinds."""

LEVELS: Final = {item.id: item for item in levels.all()}


@dataclass(frozen=True, slots=True, eq=False)
class Curriculum:
    """The subjects of a grade (or of a level, where the grade is not known) under a circular and a programme.

    ``assessed`` has the subjects whose assessment is known, ``roles`` those that the grade learns: compulsory,
    chosen or optional. ``needed`` are the compulsory ones: for each, the sets of subjects one of which must be there.
    """

    regulation: str
    programme: str
    level: str
    grade: int | None
    continuing: bool
    assessed: Mapping[str, subjects.Assessment]
    roles: Mapping[str, str]
    needed: tuple[tuple[frozenset[str], ...], ...]

    @property
    def primary(self) -> bool:
        """Whether it is one of primary school (tiểu học)."""
        return self.level == "primary"

    @property
    def has_electives(self) -> bool:
        """Whether pupils choose four subjects: THPT in the programme of 2018, not continuing education."""
        return self.level == "upper_secondary" and self.programme == "gdpt-2018" and not self.continuing


@lru_cache(maxsize=4096)
def lacking(plan: Curriculum, there: frozenset[str]) -> tuple[str, ...]:
    """The compulsory subjects that are not among some; one name stands for a subject of several parts or kinds."""
    missing = [choices for choices in plan.needed if not any(one <= there for one in choices)]
    return tuple(sorted(choices[0])[0] for choices in missing)


@cache
def curriculum(regulation: str, programme: str, level: str, grade: int | None) -> Curriculum:
    """The curriculum of a grade at a level of the code list."""
    general = LEVELS[level].general
    taught = {
        item.id: role for item in subjects.all() if (role := role_of(item.id, programme, general, grade)) is not None
    }
    assessed = {item.id: subjects.assessed_by(item.id, regulation, general, grade) for item in subjects.all()}
    compulsory = frozenset(name for name, role in taught.items() if role == "compulsory") if grade else frozenset()
    return Curriculum(
        regulation,
        programme,
        general,
        grade,
        level != general,
        {name: how for name, how in assessed.items() if how is not None},
        taught,
        _needed(compulsory),
    )


def _needed(compulsory: frozenset[str]) -> tuple[tuple[frozenset[str], ...], ...]:
    needed: list[tuple[frozenset[str], ...]] = []
    left = set(compulsory)
    for choices in ALTERNATIVES:
        usual = tuple(one for one in choices if one <= compulsory)
        if len(usual) > 1:
            needed.append(usual)
            left -= frozenset().union(*usual)
    return (*((frozenset({name}),) for name in sorted(left)), *needed)


@cache
def role_of(subject: str, programme: str, level: str, grade: int | None) -> str | None:
    """The role of a subject in a grade (in any grade of the level, where none is given); None where it has none."""
    try:
        listed = subjects.get(subject)
    except KeyError:
        return None
    for item in listed.teaching:
        if (item.programme, item.level) == (programme, level) and (
            grade is None or item.first_grade <= grade <= item.last_grade
        ):
            return item.role
    return None


@cache
def grades_of(subject: str, programme: str, level: str) -> tuple[int, ...]:
    """The grades of a level that learn a subject."""
    return tuple(grade for grade in LEVELS[level].grades if role_of(subject, programme, level, grade))


@cache
def other_programme(programme: str) -> str:
    """The one of the two programmes that a programme is not."""
    return next(item.id for item in regulations.programmes() if item.id != programme)
