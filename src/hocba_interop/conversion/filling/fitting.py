"""Whether a template is the right one for its pupils: year, subject and term must agree, grade too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ...adapters.template import TemplateSubject, TemplateTable
from ...codelists import periods as period_list
from ...model.flat import Leaf, Path, is_unknown_year, period_of
from ...notices import Notice
from ...text import fold
from ..assembly import Assembled
from ..languages import OPEN_LANGUAGE
from .people import Line, Person

_MOST_NAMED = 6


@dataclass(slots=True)
class Fitted:
    """A line with its card, and how the template's keys of year and subjects are called on the card."""

    line: Line
    card: int
    year: str
    subjects: Mapping[str, str] = field(default_factory=dict)

    def on_card(self, path: Path) -> Path:
        """A path of the template as the card has it."""
        year = self.line.table.year
        if path[:1] != ("years",) or (path[1] != year and not (is_unknown_year(year) and is_unknown_year(path[1]))):
            return path
        rest = path[2:]
        if rest[:1] == ("subjects",):
            rest = ("subjects", self.subjects.get(rest[1], rest[1]), *rest[2:])
        return ("years", self.year, *rest)


def fit(people: Sequence[Person], cards: Sequence[Assembled], notices: list[Notice]) -> list[Fitted]:
    """The lines that can be filled. A table of another year, subject, term or grade is an error with both names."""
    by_table: defaultdict[int, list[tuple[Line, int]]] = defaultdict(list)
    for person in people:
        for line in person.lines if person.card is not None else ():
            assert person.card is not None
            by_table[id(line.table)].append((line, person.card))
    fitted: list[Fitted] = []
    problems = [(members, _problem(members[0][0].table, _flats(members, cards))) for members in by_table.values()]
    usable = {members[0][0].template for members, problem in problems if problem is None}
    for members, problem in problems:
        table = members[0][0].table
        if problem:
            notices.append(_milder(problem) if members[0][0].template in usable else problem)
            continue
        for line, card in members:
            flat = cards[card].flat
            year = _year(table, flat)
            if year is None:
                continue  # this pupil has no such year; the others of the table do
            grade = flat.get(("years", year, "grade"))
            if table.grade and grade and grade != table.grade:
                facts = {"template": table.grade, "grade": grade}
                notices.append(Notice("template-of-other-grade", line.place, cards[card].place, facts))
                continue
            subjects = {s.key: key for s in table.subjects if (key := subject_on_card(s, flat, year))}
            fitted.append(Fitted(line, card, year, subjects))
        notices += _assumed_languages(
            table, [(cards[card].flat, _year(table, cards[card].flat)) for _, card in members]
        )
        notices += _differences(table, _flats(members, cards))
    notices += _two_classes(fitted)
    return fitted


def _two_classes(fitted: Sequence[Fitted]) -> list[Notice]:
    """Pupils who stand in templates of two classes of one year and term: each is filled, and it is said once."""
    first: dict[tuple[int, str, str], Line] = {}
    found: dict[tuple[str, str], Notice] = {}
    for one in fitted:
        for period in one.line.table.periods:
            other = first.setdefault((one.card, one.year, period), one.line)
            names = (fold(other.class_name or ""), fold(one.line.class_name or ""))
            if all(names) and names[0] != names[1]:
                notice = Notice("template-pupil-in-two-classes", one.line.place, other.place)
                found.setdefault(names, notice)
    return list(found.values())


def _flats(members: Sequence[tuple[Line, int]], cards: Sequence[Assembled]) -> list[Mapping[Path, Leaf]]:
    return [cards[card].flat for _, card in members]


def _milder(problem: Notice) -> Notice:
    """A sheet of a subject that the sources lack, in a workbook of which other sheets are filled: it stays empty."""
    if problem.rule != "template-of-other-subject":
        return problem
    return Notice("template-sheet-left-empty", problem.where, facts=problem.facts)


def _assumed_languages(
    table: TemplateTable, of_year: Sequence[tuple[Mapping[Path, Leaf], str | None]]
) -> Iterator[Notice]:
    """Languages that the template names and the sources do not: once for each, as a warning."""
    for subject in table.subjects:
        if not subject.key.startswith(OPEN_LANGUAGE):
            continue
        keys = [(subject_on_card(subject, flat, year), flat, year) for flat, year in of_year if year]
        if any(key and _is_unnamed(key, flat, year) for key, flat, year in keys):
            yield Notice("language-named-by-template-only", table.place, facts={"template": subject.label})


def _years(flat: Mapping[Path, Leaf]) -> list[str]:
    return sorted({path[1] for path in flat if path[0] == "years"})


def _year(table: TemplateTable, flat: Mapping[Path, Leaf]) -> str | None:
    """The key of the card's year that a table is of; one that names none is of the only year there is."""
    years = _years(flat)
    if table.school_year:
        return table.school_year if table.school_year in years else None
    return years[0] if len(years) == 1 else None


def subject_on_card(subject: TemplateSubject, flat: Mapping[Path, Leaf], year: str) -> str | None:
    """The key that a subject of a template has on a card.

    A named language is found whatever its rank there; else it is the only foreign language of a card that does not
    name it (vnEdu writes "Ng.ngữ" where a class learns one), which is said.
    """
    base = ("years", year, "subjects")
    subjects = {path[3] for path in flat if path[:3] == base}
    if not subject.key.startswith(OPEN_LANGUAGE):
        return subject.key if subject.key in subjects else None
    of_language = [key for key in sorted(subjects) if flat.get((*base, key, "language")) == subject.language]
    if len(of_language) == 1:
        return of_language[0]
    foreign = [key for key in subjects if key.startswith("ngoai_ngu_")]
    return foreign[0] if len(foreign) == 1 and _is_unnamed(foreign[0], flat, year) else None


def _is_unnamed(key: str, flat: Mapping[Path, Leaf], year: str) -> bool:
    return ("years", year, "subjects", key, "language") not in flat


def _problem(table: TemplateTable, flats: Sequence[Mapping[Path, Leaf]]) -> Notice | None:
    years = sorted({year for flat in flats for year in _years(flat)})
    if table.school_year is None and len(years) > 1:
        return Notice("template-year-unknown", table.place, facts={"source": ", ".join(years)})
    of_year = [(flat, year) for flat in flats if (year := _year(table, flat))]
    if not of_year:
        facts = {"template": table.school_year, "source": _listed(years)}
        return Notice("template-of-other-year", table.place, facts=facts)
    if table.one_subject:
        subject = table.subjects[0]
        keys = [(flat, year, key) for flat, year in of_year if (key := subject_on_card(subject, flat, year))]
        if not keys:
            facts = {"template": subject.label, "source": _listed(_labels(of_year))}
            return Notice("template-of-other-subject", table.place, facts=facts)
        periods = {
            path[5]
            for flat, year, key in keys
            for path in flat
            if path[:4] == ("years", year, "subjects", key) and path[4:5] == ("periods",)
        }
    else:
        found = {period_of(path) for flat, year in of_year for path in flat if path[:2] == ("years", year)}
        periods = {period for period in found if period}
    if periods and not periods & set(table.periods):
        in_order = tuple(period.id for period in period_list.all() if period.id in periods)
        return Notice(
            "template-of-other-period", table.place, facts={"period": table.periods, "other_period": in_order}
        )
    return None


def _labels(of_year: Iterable[tuple[Mapping[Path, Leaf], str]]) -> list[str]:
    labels: dict[str, None] = {}
    for flat, year in of_year:
        for path, leaf in flat.items():
            if path[:3] == ("years", year, "subjects") and path[4:] == ("source_label",):
                labels[str(leaf)] = None
    return list(labels)


def _listed(names: Sequence[str]) -> str:
    more = ", …" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more


def _differences(table: TemplateTable, flats: Sequence[Mapping[Path, Leaf]]) -> list[Notice]:
    """Another class or school than the source's is normal for a transfer, and only said."""
    found: list[Notice] = []
    for rule, mine, ending in (
        ("template-of-other-class", table.class_name, ("class_name",)),
        ("template-of-other-school", table.school, ("school", "name")),
    ):
        theirs = {
            str(leaf)
            for flat in flats
            for path, leaf in flat.items()
            if path[0] == "years" and path[1] == _year(table, flat) and path[2:] == ending
        }
        others = sorted(name for name in theirs if mine and fold(name) != fold(mine))
        if others:
            found.append(Notice(rule, table.place, facts={"template": mine, "source": _listed(others)}))
    return found
