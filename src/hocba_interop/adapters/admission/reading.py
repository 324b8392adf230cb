"""Reading admission records: the table as the layout says, then what each row says of its own year."""

from __future__ import annotations

from ...ledger import Fact, Fragment
from ...model.flat import grade_of_unknown_year
from ...notices import Notice, Place
from ..contract import Reading, ReadOptions
from ..source import Source
from ..workbook.dialect import open_or_refuse
from ..workbook.layout import Layout, load_layout
from ..workbook.table import read_workbook
from .projection import of_grade

_ONE_PERSON = ("personal_id", "pupil_code")


def layout() -> Layout:
    """The layout of the record."""
    return load_layout(__package__, "record")


def read(source: Source, options: ReadOptions) -> Reading:
    """All rows. Raises HeaderNotFound, UnreadableSource."""
    open_or_refuse(source)
    reading = read_workbook(source, layout(), options)
    rows: dict[tuple[str, str, str], Place] = {}
    for fragment in reading.fragments:
        _complete(fragment)
        reading.notices += _oddities(fragment, rows)
    return reading


def _complete(fragment: Fragment) -> None:
    """Add what the cells of a row imply: rows of one table are of different years, so nothing is shared."""
    year = next(fact.path[1] for fact in fragment.facts if fact.path[0] == "years")
    of_year = {fact.path: fact.value for fact in fragment.facts if fact.path[:2] == ("years", year)}
    implied = dict(fragment.implied)
    grade = grade_of_unknown_year(year)
    if grade is not None:
        implied.update({("years", year, *path): leaf for path, leaf in of_grade(grade, of_year).items()})
    fragment.implied = tuple(implied.items())
    fragment.whole_class = False
    fragment.periods = tuple(dict.fromkeys(path[3] for path in of_year if path[2] == "summaries"))
    for subject in dict.fromkeys(path[3] for path in of_year if path[2] == "subjects"):
        path = ("years", year, "subjects", subject, "subject")
        if path not in of_year and path not in implied:  # a language named where no mark stands
            fragment.facts.append(Fact(path, subject))


def _oddities(fragment: Fragment, rows: dict[tuple[str, str, str], Place]) -> list[Notice]:
    """What is odd about whose row it is; ``rows`` holds those that were met."""
    codes = [(scheme, str(fact.value)) for scheme, fact in fragment.identifiers() if scheme in _ONE_PERSON]
    if not codes:
        return [Notice("row-without-personal-id", fragment.place)]
    year = next(fact.path[1] for fact in fragment.facts if fact.path[0] == "years")
    known = next((rows[*code, year] for code in codes if (*code, year) in rows), None)
    for code in codes:
        rows.setdefault((*code, year), fragment.place)
    return [Notice("row-of-grade-twice", fragment.place, known)] if known else []
