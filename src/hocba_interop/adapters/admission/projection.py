"""What of a report card an admission record is meant to hold: one row a grade, of a year that it does not name.

The years of the card stand in the record under their grades (``?12`` for ``2024-2025``): a reader knows no more.
"""

from __future__ import annotations

import re

from ...codelists import languages, levels
from ...model import Mark
from ...model.flat import Leaf, Path, in_year, latest_year, year_key
from ...notices import Notice
from ..coverage import Coverage, coverage
from ..projection import Flat, Projection, is_result, project_all, settle_exemptions
from ..workbook import conditions
from .columns import GRADES, SUBJECTS

EXEMPT = "exempt_or_not_enrolled"
"""What "Miễn" says: a certain exemption is weakened to it."""

_CODE = re.compile(r"(?=\S*\d{3})[\w./-]{4,40}$")


def _result(path: Path, leaf: Leaf) -> bool:
    return conditions.one_of("score10", "pass")(path, leaf)


def _exempt(_: Path, leaf: Leaf) -> bool:
    return leaf == EXEMPT


def _sex(_: Path, leaf: Leaf) -> bool:
    return leaf in ("male", "female")


def _grade(_: Path, leaf: Leaf) -> bool:
    return leaf in GRADES


def _language(_: Path, leaf: Leaf) -> bool:
    named = next((item.name for item in languages.all() if item.id == leaf), None)
    found = languages.find(named) if named else None
    return found is not None and found.id == leaf


_PERIODS = "{term1,term2,year}"
_HELD = "{" + ",".join(SUBJECTS) + "}"
COVERAGE = coverage(
    f"years.*.subjects.{_HELD}.subject",
    only={
        "student.full_name": conditions.line,
        "student.birth_date": conditions.date,
        "student.sex": _sex,
        "student.identifiers.personal_id": conditions.line,
        "years.*.grade": _grade,
        f"years.*.subjects.{_HELD}.periods.{_PERIODS}.result": _result,
        f"years.*.subjects.{_HELD}.periods.{_PERIODS}.enrolment": _exempt,
        f"years.*.subjects.{_HELD}.enrolment": _exempt,
        "years.*.subjects.{ngoai_ngu_1,ngoai_ngu_2}.language": _language,
        f"years.*.summaries.{_PERIODS}.average": conditions.one_of("score10"),
        f"years.*.summaries.{_PERIODS}.learning_result": conditions.one_of("result4", "learning5"),
        f"years.*.summaries.{_PERIODS}.conduct_result": conditions.one_of("result4", "conduct4"),
    },
    implied=("years.*.{level,regulation}", "years.*.issue.status", "years.*.subjects.*.{source_label,enrolment}"),
)


def project(flat: Flat, held_by: Coverage) -> Projection:
    """What of a card the record is meant to hold, with everything that it cannot said why."""
    remarks: list[Notice] = []
    years = _years_of_rows(flat, remarks)
    moved = {path: _in_row(path, years) for path in flat if path[0] != "years" or path[1] in years}
    held = project_all({there: _weakened(there, flat[path]) for path, there in moved.items()}, held_by)
    exempt: dict[Path, Path] = {}
    settle_exemptions(held.flat, exempt, EXEMPT)
    _drop_empty(held.flat)
    if not any(path[0] == "years" for path in held.flat) or not _names_pupil(held.flat):
        held.flat.clear()
    held.aliases = {path: exempt.get(there, there) for path, there in moved.items() if path != there or there in exempt}
    held.implied = _implied(held.flat)
    held.reasons = {path: "year-not-in-target" for path in flat if path[0] == "years" and path[1] not in years}
    if any(path[0] == "years" and path[1] in years and path[3:4] == ("cong_nghe",) for path in flat if is_result(path)):
        remarks.append(Notice("technology-without-strand"))
    held.remarks = remarks
    return held


def _years_of_rows(flat: Flat, remarks: list[Notice]) -> dict[str, str]:
    """The years that have a row, with the keys under which a reader will know them: one year for each grade."""
    with_results = dict.fromkeys(path[1] for path in flat if is_result(path))
    by_grade: dict[int, list[str]] = {}
    for year in with_results:
        grade = flat.get(("years", year, "grade"))
        if isinstance(grade, int) and grade in GRADES:
            by_grade.setdefault(grade, []).append(year)
        elif not remarks:
            remarks.append(Notice("grade-not-in-target"))
    if any(len(years) > 1 for years in by_grade.values()):
        remarks.append(Notice("grade-repeated"))
    return {latest_year(years) or "": year_key(None, grade) for grade, years in by_grade.items()}


def _in_row(path: Path, years: dict[str, str]) -> Path:
    return in_year(path, path[1], years[path[1]]) if path[0] == "years" else path


def _weakened(path: Path, leaf: Leaf) -> Leaf:
    return EXEMPT if path[-1] == "enrolment" and leaf in ("exempt", "not_enrolled") else leaf


def _drop_empty(held: Flat) -> None:
    """Take out subjects of which no cell says anything, and years of which no mark is held."""
    filled = {path[:4] for path in held if path[2:3] == ("subjects",) and path[4:] != ("subject",)}
    with_marks = {path[1] for path in held if is_result(path)}
    for path in list(held):
        bare = path[2:3] == ("subjects",) and path[:4] not in filled
        if path[0] == "years" and (bare or path[1] not in with_marks):
            del held[path]


def _names_pupil(held: Flat) -> bool:
    """Whether a row says whose it is, in a way that a reader sees."""
    code = held.get(("student", "identifiers", "personal_id"))
    return ("student", "full_name") in held or bool(_CODE.match(str(code or "")))


def _implied(held: Flat) -> Flat:
    """What a reader knows of the rows without a cell for it."""
    implied: Flat = {}
    for year in dict.fromkeys(path[1] for path in held if path[0] == "years"):
        of_year = {path: leaf for path, leaf in held.items() if path[:2] == ("years", year)}
        grade = held["years", year, "grade"]
        assert isinstance(grade, int)
        implied.update({("years", year, *path): leaf for path, leaf in of_grade(grade, of_year).items()})
    for path in held:
        if path[2:3] == ("subjects",):
            implied[*path[:4], "source_label"] = SUBJECTS[path[3]]
            if path[4:5] == ("periods",) and path[-1] != "enrolment":
                implied[*path[:4], "enrolment"] = "enrolled"
    return implied


def of_grade(grade: int, of_year: Flat) -> Flat:
    """What the grade and the scales of a row say of its year: its level and, where they tell it, its circular.

    The results of Thông tư 22 have a scale of their own. Those of Thông tư 58 were kept by Thông tư 26/2020: which
    of the two ruled is told by the school year, which the record does not name.
    """
    implied: dict[Path, Leaf | None] = {("level",): levels.for_grade(grade), ("issue", "status"): "draft"}
    results = [leaf for path, leaf in of_year.items() if path[-1] in ("learning_result", "conduct_result")]
    scales = {leaf.scale for leaf in results if isinstance(leaf, Mark)}
    if scales == {"result4"}:
        implied["regulation",] = "tt22-2021"
    return {path: leaf for path, leaf in implied.items() if leaf is not None}
