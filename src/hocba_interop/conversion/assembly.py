"""Assembly: the fragments of one pupil put together. A clash of two values is a conflict, never a choice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..codelists import periods as period_list
from ..ledger import Fact, Fate, Fragment
from ..model import ReportCard
from ..model.flat import BAGS, UNKNOWN_YEAR, Leaf, Path, same_leaf, unflatten
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


def assemble(fragments: list[Fragment]) -> Assembled:
    """Put the fragments of one pupil together."""
    card = Assembled(fragments=sorted(fragments, key=_when))
    _place_unknown_year(card.fragments)
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
    _note_class_changes(card)
    card.flat = _ordered(card.flat)
    return card


def _when(fragment: Fragment) -> tuple[str, int]:
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


def _place_unknown_year(fragments: list[Fragment]) -> None:
    """A file that names no year (a pupil list) belongs to the pupil's year where the others name just one."""
    if all(fragment.school_year for fragment in fragments):
        return
    years = [{path[1] for path in _paths(fragment) if path[0] == "years"} for fragment in fragments]
    known = set().union(*years) - {UNKNOWN_YEAR}
    if len(known) != 1:
        return
    year = known.pop()
    for fragment, own in zip(fragments, years, strict=True):
        if own != {UNKNOWN_YEAR}:
            continue
        for fact in fragment.facts:
            fact.path = _in_year(fact.path, year)
        fragment.implied = tuple((_in_year(path, year), leaf) for path, leaf in fragment.implied)


def _in_year(path: Path, year: str) -> Path:
    return ("years", year, *path[2:]) if path[:2] == ("years", UNKNOWN_YEAR) else path


def _paths(fragment: Fragment) -> Iterable[Path]:
    yield from (fact.path for fact in fragment.facts)
    yield from (path for path, _ in fragment.implied)


def _bag(path: Path) -> int | None:
    """The position of the index of a list without natural keys, if the path leads into one."""
    for position, name in enumerate(path[:-1]):
        if name in BAGS and path[position + 1].isdecimal():
            return position + 1
    return None


def _renumber_bags(fragments: list[Fragment]) -> None:
    """Members of lists without natural keys are added up over the sources; equal members are one."""
    taken: dict[Path, list[dict[Path, Leaf]]] = {}
    for fragment in fragments:
        members: defaultdict[Path, dict[str, list[Fact]]] = defaultdict(dict)
        for fact in fragment.facts:
            position = _bag(fact.path)
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
    years = {year: index for index, year in enumerate(sorted({p[1] for p in flat if p[0] == "years"}))}

    def when(path: Path) -> tuple[int, int]:
        if path[0] != "years":
            return (-1, 0)
        named = [name for name in path[3:6] if name in _PERIOD_ORDER]
        return (years[path[1]], _PERIOD_ORDER.index(named[0]) + 1 if named else 0)

    return {path: flat[path] for path in sorted(flat, key=when)}
