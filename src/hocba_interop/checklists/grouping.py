"""The lacks in the order in which people work through them: by supplier, then by need, then by who lacks the same."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from ..codelists import periods as period_list
from .check import Checklist, Lack
from .finders import Gap
from .profile import Need, Reminder, Supplier

_PERIODS = tuple(period.id for period in period_list.all())


@dataclass(frozen=True, slots=True)
class Line:
    """One line to tick off: gaps that the same pupils have, and those pupils by number."""

    gaps: tuple[Gap, ...]
    pupils: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One need that is not met, with its lines."""

    need: Need
    lines: tuple[Line, ...]

    @property
    def pupils(self) -> tuple[int, ...]:
        """Everyone who lacks anything of it, in order."""
        return tuple(sorted({pupil for line in self.lines for pupil in line.pupils}))


@dataclass(frozen=True, slots=True)
class Section:
    """What one supplier can supply: what is required first, then what is advisable, then what to think of."""

    supplier: Supplier
    entries: tuple[Entry, ...]
    reminders: tuple[Reminder, ...]


def by_supplier(found: Checklist) -> list[Section]:
    """The sections in the order of the profile; a supplier of whom nothing is needed has none."""
    by_need: defaultdict[str, list[Lack]] = defaultdict(list)
    for lack in found.lacks:
        by_need[lack.need.id].append(lack)
    sections = []
    for supplier in found.profile.suppliers:
        needs = [need for need in found.profile.needs if need.supplier == supplier.id and need.id in by_need]
        needs.sort(key=lambda need: need.weight != "required")
        reminders = tuple(item for item in found.profile.reminders if item.supplier == supplier.id)
        if needs or reminders:
            entries = tuple(Entry(need, _lines(by_need[need.id])) for need in needs)
            sections.append(Section(supplier, entries, reminders))
    return sections


def _lines(lacks: list[Lack]) -> tuple[Line, ...]:
    who: defaultdict[Gap, set[int]] = defaultdict(set)
    for lack in lacks:
        who[lack.gap].add(lack.pupil)
    alike: defaultdict[tuple[int, ...], list[Gap]] = defaultdict(list)
    for gap, pupils in who.items():
        alike[tuple(sorted(pupils))].append(gap)
    lines = [Line(tuple(sorted(gaps, key=_when)), pupils) for pupils, gaps in alike.items()]
    return tuple(sorted(lines, key=lambda line: (_when(line.gaps[0]), line.pupils)))


def _when(gap: Gap) -> tuple[str, int, int]:
    return gap.school_year or "", gap.grade or 0, _PERIODS.index(gap.period) if gap.period in _PERIODS else -1
