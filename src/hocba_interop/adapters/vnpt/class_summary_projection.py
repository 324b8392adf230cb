"""What of a report card vnEdu's class summary is meant to hold, where that depends on more than one leaf."""

from __future__ import annotations

from ...model.flat import Leaf, Path
from ..coverage import Coverage
from ..projection import Flat, Projection, periods_of, project_rows, settle_exemptions
from ..workbook.class_names import grade_of_class

EXEMPT = "exempt_or_not_enrolled"
"""What "Miễn" says in vnEdu: a certain exemption is weakened to it."""

_COUNTED: dict[str, tuple[Leaf | None, ...]] = {
    "term1": (None, "term_start", "year_start"),
    "term2": ("year_start",),
    "year": ("year_start",),
}
"""From when absences may count: the second term's column of vnEdu runs from the start of the year."""


def project(flat: Flat, coverage: Coverage) -> Projection:
    """What of a card the summary is meant to hold: one cell a subject and period, "Miễn" where that is all."""
    aliases: dict[Path, Path] = {}

    def refine(held: Flat) -> None:
        _one_cell_a_subject(held, flat)
        _absences_of_vnedu(held, flat)
        settle_exemptions(held, aliases, EXEMPT)
        for year in {path[1] for path in held if path[2:] == ("decisions", "promotion_text")}:
            if "year" not in periods_of(held, year):
                del held["years", year, "decisions", "promotion_text"]

    weakened = {
        path: EXEMPT if path[-1] == "enrolment" and leaf in ("exempt", "not_enrolled") else leaf
        for path, leaf in flat.items()
    }
    projection = project_rows(weakened, coverage, refine, grade_in_title=True)
    projection.aliases.update(aliases)
    for path in projection.flat:
        if path[4:5] == ("absences",):
            projection.implied[*path[:5], "counted_from"] = "term_start" if path[3] == "term1" else "year_start"
    return projection


def _one_cell_a_subject(held: Flat, flat: Flat) -> None:
    """A reader takes the cell of a primary class for the level, that of any other for the result."""
    for path in list(held):
        if len(path) == 7 and path[2] == "subjects" and path[-1] in ("result", "level"):
            wanted = "level" if _is_primary(flat, path[1]) else "result"
            if path[-1] != wanted:
                del held[path]


def _is_primary(flat: Flat, year: str) -> bool:
    name, grade = flat.get(("years", year, "class_name")), flat.get(("years", year, "grade"))
    known = grade_of_class(name if isinstance(name, str) else None) or grade
    return isinstance(known, int) and known <= 5


def _absences_of_vnedu(held: Flat, flat: Flat) -> None:
    for path in list(held):
        if path[4:5] == ("absences",) and flat.get((*path[:5], "counted_from")) not in _COUNTED[path[3]]:
            del held[path]
