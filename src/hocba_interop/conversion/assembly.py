"""Assembly: the fragments of one pupil put together. A clash of two values is a conflict, never a choice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..codelists import periods as period_list
from ..ledger import Fact, Fate, Fragment
from ..model import ReportCard
from ..model.flat import (
    UNKNOWN_YEAR,
    Leaf,
    Path,
    bag_position,
    grade_of_unknown_year,
    in_year,
    is_unknown_year,
    same_leaf,
    unflatten,
    year_order,
)
from ..notices import Notice, Place
from ..text import fold, fold_name

_PERIOD_ORDER = tuple(period.id for period in period_list.all())
_SPELLING = Fate("not_carried", "other-spelling-kept")
_CONFLICT = Fate("rejected", "conflict")


@dataclass(slots=True)
class Assembled:
    """One pupil put together: the leaves, the facts that state them, and the report card that they make."""

    flat: dict[Path, Leaf] = field(default_factory=dict)
    fragments: list[Fragment] = field(default_factory=list)
    sources: dict[Path, Fact] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)

    def card(self) -> ReportCard:
        """The report card."""
        return unflatten(self.flat)

    @property
    def place(self) -> Place:
        """Where the pupil was first met."""
        return self.fragments[0].place


def assemble(fragments: list[Fragment], *, settled: bool = False) -> Assembled:
    """Put the fragments of one pupil together.

    ``settled`` says that they come from cards put together before (the parts of two schools): to which year a file
    belongs and which class came first was settled there, and is no question across the two.
    """
    card = Assembled(fragments=sorted(fragments, key=when))
    if not settled:
        place_unknown_years(card.fragments)
    _renumber_bags(card.fragments)
    clashes: set[Path] = set()
    for fragment in card.fragments:
        for fact in fragment.facts:
            if fact.item is not None and fact.fate is None:
                _state(card, fact, fragment, clashes)
    for path in clashes:
        del card.flat[path]
        card.sources.pop(path, None)
    _lift_exemptions(card)
    _imply(card)
    if not settled:
        _note_class_changes(card)
    card.flat = _ordered(card.flat)
    return card


def when(fragment: Fragment) -> tuple[str, int]:
    """Where a fragment stands in time: its school year and the last of its periods."""
    last = max((_PERIOD_ORDER.index(p) for p in fragment.periods if p in _PERIOD_ORDER), default=-1)
    return fragment.school_year or "", last


def _state(card: Assembled, fact: Fact, fragment: Fragment, clashes: set[Path]) -> None:
    """Enter a fact that an item of a source states."""
    path = fact.path
    if path in clashes:
        fact.fate = _CONFLICT
        return
    earlier = card.sources.get(path)
    if earlier is None:
        card.flat[path], card.sources[path] = fact.value, fact
        return
    if same_leaf(earlier.value, fact.value):
        return
    where, also = _where(fact, fragment), _where(earlier, fragment)
    if _only_spelt_otherwise(path, earlier.value, fact.value):
        fact.fate = _SPELLING
        card.notices.append(Notice("spelling-differs", where, also, {"field": path[-1]}))
        return
    card.notices.append(
        Notice(
            "conflict",
            where,
            also,
            {"field": path[-1]},
            {"one": _shown(fact.value), "other": _shown(earlier.value)},
        )
    )
    fact.fate = earlier.fate = _CONFLICT
    clashes.add(path)
    for other in card.fragments:
        for stated in other.facts:
            if stated.path == path and stated.item is not None:
                stated.fate = _CONFLICT


def _shown(leaf: Leaf) -> str:
    return str(getattr(leaf, "value", leaf))


def _where(fact: Fact, fragment: Fragment) -> Place:
    return fact.item.place if fact.item else fragment.place


def _only_spelt_otherwise(path: Path, one: Leaf, other: Leaf) -> bool:
    """Whether two texts are one name in two spellings, which is no conflict (they are reported all the same)."""
    if not (isinstance(one, str) and isinstance(other, str)):
        return False
    last = path[-1]
    if last == "source_label":
        return True
    if last == "full_name":
        return fold_name(one) == fold_name(other)
    if path[:2] == ("student", "identifiers"):
        return one.casefold().removeprefix("hs") == other.casefold().removeprefix("hs")
    if last == "birth_date":
        return one.startswith(other) or other.startswith(one)
    return last in ("name", "department", "class_name", "text", "policy_group", "honour") and fold(one) == fold(other)


def place_unknown_years(fragments: list[Fragment]) -> None:
    """Join what names no school year to the pupil's year that it can only be.

    A record of a grade belongs to the one school year in which the pupil was in that grade; one that names no
    grade either (a pupil list) belongs to the pupil's only year.
    """
    if all(fragment.school_year for fragment in fragments):
        return
    by_grade = _years_by_grade(fragments)
    for fragment in fragments:
        _place_by_grade(fragment, by_grade)
    years = [_years(fragment) for fragment in fragments]
    known = set().union(*years) - {UNKNOWN_YEAR}
    if len(known) == 1:
        only = known.pop()
        for fragment, own in zip(fragments, years, strict=True):
            if own == {UNKNOWN_YEAR}:
                _rename_year(fragment, UNKNOWN_YEAR, only)


def _place_by_grade(fragment: Fragment, by_grade: dict[int, set[str]]) -> None:
    """Join the years of a fragment that go by their grade; never two of its own years to one."""
    own = _years(fragment)
    for year in own:
        grade = grade_of_unknown_year(year)
        repeated = any(other.startswith(f"{year}#") for other in own)
        named = by_grade.get(grade, set()) if grade is not None and "#" not in year and not repeated else set()
        if len(named) == 1 and not named & own:
            _rename_year(fragment, year, next(iter(named)))


def _years_by_grade(fragments: list[Fragment]) -> dict[int, set[str]]:
    """The school years that the sources name, by the grade in which the pupil was; a disputed grade is none."""
    grades: defaultdict[str, set[Leaf]] = defaultdict(set)
    for fragment in fragments:
        stated = [(fact.path, fact.value) for fact in fragment.facts]
        for path, leaf in (*stated, *fragment.implied):
            if path[0] == "years" and path[2:] == ("grade",) and not is_unknown_year(path[1]):
                grades[path[1]].add(leaf)
    by_grade: defaultdict[int, set[str]] = defaultdict(set)
    for year, found in grades.items():
        for grade in found if len(found) == 1 else ():
            if isinstance(grade, int):
                by_grade[grade].add(year)
    return by_grade


def _rename_year(fragment: Fragment, before: str, after: str) -> None:
    for fact in fragment.facts:
        fact.path = in_year(fact.path, before, after)
    fragment.implied = tuple((in_year(path, before, after), leaf) for path, leaf in fragment.implied)


def _years(fragment: Fragment) -> set[str]:
    return {path[1] for path in _paths(fragment) if path[0] == "years"}


def _paths(fragment: Fragment) -> Iterable[Path]:
    yield from (fact.path for fact in fragment.facts)
    yield from (path for path, _ in fragment.implied)


def _renumber_bags(fragments: list[Fragment]) -> None:
    """Members of lists without natural keys are added up over the sources; equal members are one."""
    taken: dict[Path, list[dict[Path, Leaf]]] = {}
    for fragment in fragments:
        members: defaultdict[Path, dict[str, list[Fact]]] = defaultdict(dict)
        for fact in fragment.facts:
            position = bag_position(fact.path)
            if position is not None:
                members[fact.path[:position]].setdefault(fact.path[position], []).append(fact)
        for base, by_index in members.items():
            own: list[dict[Path, Leaf]] = []
            before = taken.setdefault(base, [])
            for facts in by_index.values():
                member = {fact.path[len(base) + 1 :]: fact.value for fact in facts}
                index = before.index(member) if member in before else len(before) + len(own)
                if index >= len(before):
                    own.append(member)
                for fact in facts:
                    fact.path = (*base, str(index), *fact.path[len(base) + 1 :])
            before += own


def _imply(card: Assembled) -> None:
    """What titles and captions imply fills what no item states; the later period knows the class."""
    for fragment in reversed(card.fragments):
        for path, leaf in fragment.implied:
            card.flat.setdefault(path, leaf)
        for fact in fragment.facts:
            if fact.item is None and fact.fate is None:
                card.flat.setdefault(fact.path, fact.value)
    seen: dict[Path, tuple[Leaf, Fragment]] = {}
    for fragment in card.fragments:
        for path, leaf in fragment.implied:
            if path[2:] != ("school", "name"):
                continue
            other = seen.setdefault(path, (leaf, fragment))
            if fold(str(other[0])) != fold(str(leaf)):
                card.notices.append(Notice("school-differs", fragment.place, other[1].place))


def _lift_exemptions(card: Assembled) -> None:
    """ "Miễn" in every period that a sheet has of a subject is said of the subject."""
    periods: defaultdict[Path, dict[str, set[Path]]] = defaultdict(lambda: defaultdict(set))
    for path in card.flat:
        if len(path) > 6 and path[2] == "subjects" and path[4] == "periods":
            periods[path[:4]][path[5]].add(path)
    for subject, by_period in periods.items():
        paths = [path for group in by_period.values() for path in group]
        values = {card.flat[path] for path in paths if path[-1] == "enrolment"}
        words = all(
            path[-1] == "enrolment" and (item := card.sources[path].item) and item.rule == "exempt-word"
            for path in paths
        )
        target = (*subject, "enrolment")
        if not words or len(values) != 1 or target in card.flat:
            continue
        card.flat[target] = values.pop()
        for path in paths:
            del card.flat[path]
            card.sources[target] = card.sources.pop(path)
        for fragment in card.fragments:
            for fact in fragment.facts:
                if fact.path in paths:
                    fact.path = target


def _note_class_changes(card: Assembled) -> None:
    """A class that changed between terms: the year keeps the last one, the history the one before."""
    last: dict[str | None, Fragment] = {}
    for fragment in card.fragments:
        if not fragment.class_name or not fragment.periods:
            continue
        before = last.get(fragment.school_year)
        last[fragment.school_year] = fragment
        if before is None or fold(before.class_name or "") == fold(fragment.class_name):
            continue
        same_period = bool(set(before.periods) & set(fragment.periods))
        rule = "pupil-in-two-classes" if same_period else "class-changed"
        card.notices.append(Notice(rule, fragment.place, before.place))
        count = len({path[1] for path in card.flat if path[0] == "history"})
        if not same_period:
            entry = {"school_year": before.school_year, "class_name": before.class_name}
            for name, value in entry.items():
                if value:
                    card.flat["history", str(count), name] = value


def _ordered(flat: dict[Path, Leaf]) -> dict[Path, Leaf]:
    """Years and periods in the order of time, everything else as it was met."""
    in_order = sorted({path[1] for path in flat if path[0] == "years"}, key=year_order)
    years = {year: index for index, year in enumerate(in_order)}

    def when(path: Path) -> tuple[int, int]:
        if path[0] != "years":
            return (-1, 0)
        named = [name for name in path[3:6] if name in _PERIOD_ORDER]
        return (years[path[1]], _PERIOD_ORDER.index(named[0]) + 1 if named else 0)

    return {path: flat[path] for path in sorted(flat, key=when)}
