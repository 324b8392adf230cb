"""Who is who: which fragments speak of one pupil. By identifiers; never by a name alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ..codelists import identifiers
from ..ledger import Fact, Fragment
from ..notices import CellPlace, Notice
from ..text import fold, fold_name

_ONE_NUMBER = frozenset({"pupil_code", "moet"})
"""Two schemes believed to be one number: they are compared across."""


def comparable(scheme: str, value: str) -> tuple[str, str]:
    """An identifier as it is compared: pupil code and moet are one space, SMAS's leading HS is set aside."""
    value = value.strip().casefold()
    if scheme in _ONE_NUMBER:
        return "code", value[2:] if value.startswith("hs") and value[2:].isdecimal() else value
    return scheme, value


def joins(scheme: str) -> bool:
    """Whether two rows that share a number of this scheme are one pupil."""
    try:
        return identifiers.get(scheme).joins
    except KeyError:
        return False


def identity_keys(fragment: Fragment) -> list[tuple[str, str]]:
    """The identifiers of a fragment by which it may be joined to another."""
    return [
        comparable(scheme, str(fact.value)) for scheme, fact in fragment.identifiers() if fact.value and joins(scheme)
    ]


class _Groups:
    """Union-find over fragments."""

    def __init__(self, size: int) -> None:
        self._parents = list(range(size))

    def find(self, member: int) -> int:
        while self._parents[member] != member:
            self._parents[member] = self._parents[self._parents[member]]
            member = self._parents[member]
        return member

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.find(one), self.find(other)))
        self._parents[second] = first


def group_by_pupil(fragments: list[Fragment]) -> tuple[list[list[Fragment]], list[Notice]]:
    """The fragments of each pupil, in order of first appearance, with what joining them found."""
    groups = _Groups(len(fragments))
    notices: list[Notice] = []
    first_with: dict[tuple[str, str], int] = {}
    for index, fragment in enumerate(fragments):
        for key in identity_keys(fragment):
            groups.join(first_with.setdefault(key, index), index)
    notices += _join_same_class(fragments, groups)
    members: defaultdict[int, list[Fragment]] = defaultdict(list)
    for index, fragment in enumerate(fragments):
        members[groups.find(index)].append(fragment)
    return list(members.values()), notices


def _text(fact: Fact | None) -> str | None:
    return str(fact.value) if fact else None


def _name_and_birth(fragment: Fragment) -> tuple[str, str] | None:
    name = _text(fragment.find("student", "full_name"))
    birth = _text(fragment.find("student", "birth_date"))
    return (fold_name(name), birth) if name and birth else None


def _join_same_class(fragments: list[Fragment], groups: _Groups) -> list[Notice]:
    """Rows without any code: joined to the one row of equal name and birth date in the same class's other term."""
    by_class: defaultdict[tuple[str | None, str], list[int]] = defaultdict(list)
    for index, fragment in enumerate(fragments):
        if fragment.class_name and fragment.whole_class and fragment.periods:
            by_class[fragment.school_year, fold(fragment.class_name)].append(index)
    notices = []
    for members in by_class.values():
        if all(identity_keys(fragments[i]) for i in members):
            continue
        rows: defaultdict[tuple[tuple[str, str], tuple[str, ...]], list[int]] = defaultdict(list)
        for index in members:
            if who := _name_and_birth(fragments[index]):
                rows[who, fragments[index].periods].append(index)
        periods = {fragments[i].periods for i in members}
        for (who, period), indexes in list(rows.items()):
            index = indexes[0]
            if len(indexes) > 1 or identity_keys(fragments[index]):
                continue
            for other_period in periods - {period}:
                others = rows.get((who, other_period), [])
                if len(others) == 1 and groups.find(others[0]) != groups.find(index):
                    groups.join(others[0], index)
                    where, also = fragments[index].place, fragments[others[0]].place
                    notices.append(Notice("joined-by-name-and-birth-date", where, also))
    return notices


def check_group(group: list[Fragment]) -> tuple[list[Notice], bool]:
    """Whether the fragments of one pupil agree on who it is. False where they must not be put together."""
    notices: list[Notice] = []
    sound = True
    by_sheet: dict[tuple[int, str, tuple[str, ...]], Fragment] = {}
    first = group[0]
    for fragment in group:
        if isinstance(fragment.place, CellPlace):
            sheet = (fragment.place.source, fragment.place.sheet, (fragment.implied and fragment.periods) or ())
            if sheet in by_sheet and by_sheet[sheet].implied is fragment.implied:
                notices.append(Notice("duplicate-pupil", fragment.place, by_sheet[sheet].place))
                sound = False
            by_sheet.setdefault(sheet, fragment)
    for fragment in group[1:]:
        for what in ("full_name", "birth_date"):
            mine, other = _stated(group, what), fragment.find("student", what)
            if mine is None or other is None or mine is other or _agree(what, mine, other):
                continue
            where = other.item.place if other.item else fragment.place
            also = mine.item.place if mine.item else first.place
            notices.append(Notice("identity-mismatch", where, also, {"what": what}))
            sound = False
    return notices, sound


def _stated(group: Iterable[Fragment], what: str) -> Fact | None:
    return next((fact for fragment in group if (fact := fragment.find("student", what))), None)


def _agree(what: str, one: Fact, other: Fact) -> bool:
    mine, theirs = str(one.value), str(other.value)
    if what == "full_name":
        return fold_name(mine) == fold_name(theirs)
    return mine.startswith(theirs) or theirs.startswith(mine)


def likely_same(pupils: list[list[Fragment]]) -> list[Notice]:
    """Pupils without a shared identifier whose names are near and whose birth dates are equal: a suggestion."""
    from rapidfuzz import fuzz

    by_birth: defaultdict[str, list[tuple[str, Fragment]]] = defaultdict(list)
    for group in pupils:
        name, birth = _stated(group, "full_name"), _stated(group, "birth_date")
        if name and birth:
            by_birth[str(birth.value)].append((fold(str(name.value)), group[0]))
    notices = []
    for candidates in by_birth.values():
        for index, (name_text, fragment) in enumerate(candidates):
            for other_text, other in candidates[:index]:
                score = fuzz.ratio(name_text, other_text)
                if score >= 90 and not _same_sheet(fragment, other):
                    facts = {"score": round(score)}
                    notices.append(Notice("possible-same-pupil", fragment.place, other.place, facts))
    return notices


def _same_sheet(one: Fragment, other: Fragment) -> bool:
    return isinstance(one.place, CellPlace) and one.place[:2] == other.place[:2]
