"""The change of schools in the history: a line for the old school, a line for the new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hocba_interop.ledger import Fact
from hocba_interop.notices import Notice
from hocba_interop.text import fold

from ..assembly import Assembled
from .arrival import settle_arrival
from .history import REGISTER, Line, find_line, put_lines, take_whereabouts, together, whereabouts
from .part import Part, is_same_school


@dataclass(slots=True)
class History:
    """The lines of the joined card, and what was found while writing them."""

    lines: list[Line]
    notices: list[Notice] = field(default_factory=list)

    def put_into(self, card: Assembled) -> None:
        """Put the lines into the joined card."""
        put_lines(card, self.lines)


def write_history(
    lines: tuple[list[Line], list[Line]], old: Part | None, new: Part | None, moved_on: str | None
) -> History:
    """The lines of both sides, with those of the move; the old class and school leave the year for the history."""
    if old is None or new is None:
        return History(together(*lines), _not_used(moved_on, "no-school-year"))
    one_school = is_same_school(old, new)
    found: list[Notice] = []
    if one_school:
        found += _not_used(moved_on, "same-school")
        found.append(Notice("same-school-on-both-sides", new.place("school", "name"), old.place("school", "name")))
        if is_same_class(old, new) or old.year != new.year:
            return History(together(*lines), found)
    before = _line(lines[0], old, _take(old, new, one_school=one_school))
    if one_school:
        return History([*together(*lines), *_unless_there(before, lines[0])], found)
    after = _line(lines[1], new, {})
    found += settle_arrival(old, new, before, after, moved_on, new.card.place, old.card.place)
    rest = [line for line in lines[1] if line is not after]
    return History([*together(lines[0], rest), *_unless_there(before, lines[0]), after], found)


def _not_used(moved_on: str | None, because: str) -> list[Notice]:
    """A word on a day of arrival that no line of the history takes."""
    return [Notice("arrival-date-not-used", facts={"because": because})] if moved_on else []


def is_same_class(old: Part, new: Part) -> bool:
    """Whether both parts name one class, or one of them none."""
    classes = [part.text("class_name") for part in (old, new)]
    return not all(classes) or fold(classes[0] or "") == fold(classes[1] or "")


def _take(old: Part, new: Part, *, one_school: bool) -> Mapping[str, list[Fact]]:
    """The facts of the old whereabouts, taken out of the year that is the new school's; earlier years keep theirs."""
    names = ["class_name"] if one_school else ["class_name", "school", "place"]
    if old.year != new.year:
        names.clear()
    if not one_school and has_another_register_number(old.card, new.card):
        names.append("register_number")
    return take_whereabouts(old, names)


def has_another_register_number(old: Assembled, new: Assembled) -> bool:
    """Whether each school gave the pupil a số đăng bộ of its own: that of the old one goes into its line."""
    one, other = old.flat.get(REGISTER), new.flat.get(REGISTER)
    return one is not None and other is not None and one != other


def _line(lines: list[Line], part: Part, facts: Mapping[str, list[Fact]]) -> Line:
    here = whereabouts(part)
    line = find_line(lines, here) or Line()
    for name, stated in facts.items():
        here.setdefault(name, stated[0].value)
    for name, value in here.items():
        line.state(name, value, list(facts.get(name, ())))
    return line


def _unless_there(line: Line, lines: list[Line]) -> list[Line]:
    return [] if any(line is other for other in lines) else [line]
