"""Selection: which pupils are asked for, by a code or by the class as people write it, and of which year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..ledger import Fragment
from ..model.flat import is_unknown_year, latest_year
from ..notices import Notice
from ..text import fold, tidy
from .assembly import when
from .identity import comparable

_WORD_CLASS = re.compile(r"^(?:lớp|lop)\b[\s:.]*")
_MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Selection:
    """Which pupils (by any identifier, or by the name of their class) and which school year; nothing means all.

    A pupil named by a code and a pupil of a named class are both taken: the two add up.
    """

    students: tuple[str, ...] = ()
    school_year: str | None = None
    classes: tuple[str, ...] = ()

    @property
    def of_pupils(self) -> bool:
        """Whether only some of the pupils are asked for."""
        return bool(self.students or self.classes)


def class_key(name: str) -> str:
    """A class name as it is compared: ``10T``, ``10t``, ``Lớp 10 T`` are one class; Đ is not D."""
    return re.sub(r"\s", "", _WORD_CLASS.sub("", tidy(name).casefold()))


def class_of(fragments: Iterable[Fragment], school_year: str | None = None) -> str | None:
    """The class that a pupil is in: in that school year, else in the latest one that the sources know."""
    classes: dict[str, str] = {}
    for fragment in sorted(fragments, key=when):
        stated = [(fact.path, fact.value) for fact in fragment.facts if fact.path[2:] == ("class_name",)]
        for path, value in (*fragment.implied, *stated):
            if path[0] == "years" and path[2:] == ("class_name",):
                classes[path[1]] = str(value)
    among = classes if school_year is None else [y for y in classes if y == school_year or is_unknown_year(y)]
    latest = latest_year(among)
    return None if latest is None else classes[latest]


@dataclass(slots=True)
class Choice:
    """A selection at work: which pupils it takes, and what of it was not met."""

    selection: Selection
    groups: Sequence[list[Fragment]]
    _codes: dict[str, str] = field(init=False)
    _classes: dict[str, str] = field(init=False, default_factory=dict)
    _class_of: dict[int, str] = field(init=False, default_factory=dict)
    _met: set[tuple[str, str]] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        """The codes and classes that were asked for, by their comparable forms."""
        self._codes = {code: _code_key(code) for code in self.selection.students}
        if self.selection.classes:
            named = ((id(group), class_of(group, self.selection.school_year)) for group in self.groups)
            self._class_of = {group: name for group, name in named if name}
            self._classes = {name: self._known_class(class_key(name)) for name in self.selection.classes}

    def _known_class(self, key: str) -> str:
        """The class that is meant: spelt as asked, else the only one that differs in its accents alone."""
        known = {class_key(name) for name in self._class_of.values()}
        alike = [other for other in known if fold(other) == fold(key)]
        return key if key in known or len(alike) != 1 else alike[0]

    def takes(self, group: list[Fragment]) -> bool:
        """Whether a pupil is asked for."""
        if not self.selection.of_pupils:
            return True
        codes = {_code_key(str(fact.value)) for fragment in group for _, fact in fragment.identifiers()}
        met = {("code", code) for code in codes.intersection(self._codes.values())}
        if (key := class_key(self._class_of.get(id(group), ""))) in self._classes.values():
            met.add(("class", key))
        self._met |= met
        return bool(met)

    def unmet(self) -> list[Notice]:
        """An error for the codes, and one for the classes, that nobody bears."""
        notices = []
        codes = sorted(code for code, key in self._codes.items() if ("code", key) not in self._met)
        if codes:
            notices.append(Notice("student-not-found", facts={"count": len(codes)}, private={"ids": ", ".join(codes)}))
        classes = [name for name, key in self._classes.items() if ("class", key) not in self._met]
        if classes:
            facts = {"names": ", ".join(classes)}
            if known := sorted(set(self._class_of.values()), key=class_key):
                facts["known"] = ", ".join(known[:_MOST_NAMED]) + (", …" if len(known) > _MOST_NAMED else "")
            notices.append(Notice("class-not-found", facts=facts))
        return notices


def _code_key(code: str) -> str:
    return comparable("pupil_code", code)[1]
