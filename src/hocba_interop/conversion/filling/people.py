"""The pupils of templates, and which report card is whose: by identifiers, or by a pair that a person confirmed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...adapters.template import TemplateRow, TemplateTable
from ...model.flat import latest_year
from ...notices import CellPlace, Notice
from ...text import fold, fold_name
from ..assembly import Assembled
from ..identity import comparable, identity_keys
from ..matching import card_keys


@dataclass(slots=True, eq=False)
class Line:
    """A pupil's row in a table of a template; ``template`` is the number of the template."""

    template: int
    table: TemplateTable
    row: TemplateRow

    @property
    def place(self) -> CellPlace:
        """The place of the row."""
        assert isinstance(self.row.place, CellPlace)
        return self.row.place

    @property
    def name(self) -> str | None:
        """The pupil's name as the row writes it."""
        fact = self.row.fragment.find("student", "full_name")
        return str(fact.value) if fact else None

    @property
    def birth_date(self) -> str | None:
        """The birth date that the row states, if any."""
        fact = self.row.fragment.find("student", "birth_date")
        return str(fact.value) if fact else None

    @property
    def class_name(self) -> str | None:
        """The class of the row."""
        return self.row.fragment.class_name or self.table.class_name


@dataclass(slots=True, eq=False)
class Person:
    """A pupil of the templates: the lines of one and the same pupil, and the number of the card (None: not known)."""

    lines: list[Line] = field(default_factory=list)
    card: int | None = None
    at_fault: bool = False
    """Whether an error says why no card is this pupil's: then nobody is suggested either."""

    @property
    def keys(self) -> set[tuple[str, str]]:
        """The identifiers of the pupil, in their comparable form."""
        return {key for line in self.lines for key in identity_keys(line.row.fragment)}

    @property
    def name(self) -> str | None:
        """The pupil's name."""
        return next((line.name for line in self.lines if line.name), None)

    @property
    def birth_date(self) -> str | None:
        """The pupil's birth date, where any template has one."""
        return next((line.birth_date for line in self.lines if line.birth_date), None)


def class_of_card(card: Assembled) -> str | None:
    """The class of a report card in its latest year, as people are shown it."""
    classes = {path[1]: str(leaf) for path, leaf in card.flat.items() if path[2:] == ("class_name",)}
    latest = latest_year(classes)
    return classes[latest] if latest else None


def people_of(lines: Sequence[Line]) -> list[Person]:
    """The pupils of all templates, in order.

    Lines that share an identifier of the target system are one pupil (also a technical one, such as StudentID).
    Lines without any are one pupil only where class, name and birth date agree and each sheet has exactly one such
    line: a name alone joins nobody, not even from sheet to sheet of one class.
    """
    by_key: dict[tuple[str, str], Person] = {}
    people: dict[int, Person] = {}
    unknown: defaultdict[tuple[str, str, str], list[Line]] = defaultdict(list)
    for line in lines:
        keys = [comparable(scheme, str(fact.value)) for scheme, fact in line.row.fragment.identifiers() if fact.value]
        if not keys and line.name and line.birth_date:
            unknown[fold(line.class_name or ""), fold_name(line.name), line.birth_date].append(line)
            continue
        person = next((by_key[key] for key in keys if key in by_key), None) or Person()
        by_key.update(dict.fromkeys(keys, person))
        person.lines.append(line)
        people[id(person)] = person
    found = list(people.values())
    for members in unknown.values():
        once = max(Counter(line.place[:2] for line in members).values()) == 1
        found += [Person(members)] if once else [Person([line]) for line in members]
    return found


def match_by_codes(people: Sequence[Person], cards: Sequence[Assembled]) -> list[Notice]:
    """Find the card of each pupil by identifiers; what does not fit together is an error that names both places."""
    known: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for index, card in enumerate(cards):
        for key in card_keys(card):
            known[key].add(index)
    notices: list[Notice] = []
    for person in people:
        if person.card is not None:
            continue
        found = sorted({index for key in person.keys for index in known.get(key, ())})
        if len(found) > 1:
            notices.append(Notice("template-row-of-two-pupils", person.lines[0].place, cards[found[1]].place))
            person.at_fault = True
        elif found:
            problem = differing(person, cards[found[0]])
            if problem:
                notices.append(problem)
                person.at_fault = True
            else:
                person.card = found[0]
    return notices


def differing(person: Person, card: Assembled) -> Notice | None:
    """The notice of a pupil of a template whose name or birth date is not that of the card."""
    stated: Mapping[str, object] = {
        "full_name": card.flat.get(("student", "full_name")),
        "birth_date": card.flat.get(("student", "birth_date")),
    }
    for line in person.lines:
        name, birth = line.name, line.birth_date
        theirs, born = stated["full_name"], stated["birth_date"]
        if name and theirs and fold_name(name) != fold_name(str(theirs)):
            return Notice("identity-mismatch", line.place, card.place, {"what": "full_name"})
        if birth and born and not (birth.startswith(str(born)) or str(born).startswith(birth)):
            return Notice("identity-mismatch", line.place, card.place, {"what": "birth_date"})
    return None


def drop_repeated(people: Sequence[Person]) -> list[Notice]:
    """A card that stands twice in one table belongs to neither line: an error that names both."""
    notices: list[Notice] = []
    first: dict[tuple[int, int], Line] = {}
    for person in people:
        for line in list(person.lines) if person.card is not None else ():
            assert person.card is not None
            other = first.setdefault((person.card, id(line.table)), line)
            if other is not line:
                notices.append(Notice("duplicate-pupil", line.place, other.place))
                person.lines.remove(line)
                for holder in people:
                    if other in holder.lines:
                        holder.lines.remove(other)
    return notices
