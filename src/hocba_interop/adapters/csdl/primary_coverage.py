"""What the sector database's primary results hold of a report card."""

from __future__ import annotations

from ...codelists import traits
from ...model.flat import Leaf, Path
from ..coverage import Accepts, Coverage, coverage
from ..projection import CODE, Flat, Projection, is_result, project_rows, settle_exemptions
from ..workbook import conditions
from ..workbook.cells import CellContext, decode_class
from ..workbook.class_names import grade_of_class
from .primary_columns import BASE_TESTS, FURTHER_TRAITS, is_basic, subject_caption, trait_ids

_NAME: Path = ("student", "full_name")
_LAST_PRIMARY_GRADE = 5


def _class_name(path: Path, leaf: Leaf) -> bool:
    return conditions.line(path, leaf) and decode_class(leaf, CellContext()).leaves[0][1] == leaf


def _yes(_: Path, leaf: Leaf) -> bool:
    """A tick says yes; an empty cell does not say no."""
    return leaf is True


def _exempt(_: Path, leaf: Leaf) -> bool:
    return leaf == "exempt"


def _known_trait(path: Path, _: Leaf) -> bool:
    return path[3] in trait_ids()


def _of_known_trait(accepts: Accepts) -> Accepts:
    return lambda path, leaf: _known_trait(path, leaf) and accepts(path, leaf)


COVERAGE = coverage(
    "years.*.subjects.*.subject",
    only={
        "student.full_name": conditions.line,
        "student.birth_date": conditions.date,
        "student.identifiers.pupil_code": conditions.line,
        "years.*.class_name": _class_name,
        "years.*.subjects.*.periods.year.level": conditions.one_of("primary_level"),
        "years.*.subjects.*.periods.year.test": conditions.one_of("score10"),
        "years.*.subjects.*.periods.year.enrolment": _exempt,
        "years.*.subjects.*.enrolment": _exempt,
        "years.*.traits.*.trait": _known_trait,
        "years.*.traits.*.periods.year.level": _of_known_trait(conditions.one_of("trait_level")),
        "years.*.summaries.year.education_result": conditions.one_of("primary_result"),
        "years.*.decisions.{completed_grade,promoted}": _yes,
    },
    # the writer needs the school year to tell its files apart, and the proof to read them back; no cell holds it
    implied=(
        "years.*.{school_year,grade,level,programme,regulation}",
        "years.*.issue.status",
        "years.*.subjects.*.{source_label,enrolment}",
        "years.*.traits.*.{kind,source_label}",
    ),
)
_NOT_IN_THE_FILE = ("programme", "regulation")
"""What hangs on the school year, which a reader must be told."""


def project(flat: Flat, held: Coverage) -> Projection:
    """Years of primary school only, and of each the subjects and traits that its grade has columns for."""
    if CODE not in flat and _NAME not in flat:
        return Projection()
    grades = {path[1]: grade for path in flat if path[0] == "years" and (grade := _grade(flat, path[1]))[0]}
    primary = {path: leaf for path, leaf in flat.items() if path[0] != "years" or path[1] in grades}
    aliases: dict[Path, Path] = {}

    def refine(leaves: Flat) -> None:
        for path in [p for p in leaves if p[0] == "years" and not _has_column(p, flat, grades[p[1]][1])]:
            del leaves[path]
        settle_exemptions(leaves, aliases, "exempt")
        _drop_bare(leaves)

    projection = project_rows(primary, held, refine, makes_row=_makes_row)
    projection.aliases.update(aliases)
    _imply_captions(projection, flat, grades)
    return projection


def _grade(flat: Flat, year: str) -> tuple[bool, int | None]:
    """Whether a year is one of primary school, and its grade: by the name of the class, as a reader knows it."""
    name, recorded = flat.get(("years", year, "class_name")), flat.get(("years", year, "grade"))
    grade = grade_of_class(name if isinstance(name, str) else None) or recorded
    if "#" in year or not isinstance(grade, int):
        return "#" not in year and flat.get(("years", year, "level")) == "primary", None
    return 1 <= grade <= _LAST_PRIMARY_GRADE, grade


def _has_column(path: Path, flat: Flat, grade: int | None) -> bool:
    if path[2] == "traits":
        return not is_basic(grade) or path[3] not in FURTHER_TRAITS
    if path[2] != "subjects":
        return True
    if path[-1] == "test" and is_basic(grade) and path[3] not in BASE_TESTS:
        return False
    return _caption(path, flat, grade) is not None


def _caption(path: Path, flat: Flat, grade: int | None) -> str | None:
    own = flat.get((*path[:4], "source_label"))
    return subject_caption(path[3], own if isinstance(own, str) else None, grade)


def _makes_row(path: Path) -> bool:
    return is_result(path) or (path[0] == "years" and path[2] == "decisions")


def _drop_bare(leaves: Flat) -> None:
    """A subject or trait of which no cell is filled is not in the file: the columns are the same for everyone."""
    said = {p[:4] for p in leaves if p[2:3] in (("subjects",), ("traits",)) and p[-1] not in ("subject", "trait")}
    for path in [p for p in leaves if p[-1] in ("subject", "trait") and p[:4] not in said]:
        del leaves[path]


def _imply_captions(projection: Projection, flat: Flat, grades: dict[str, tuple[bool, int | None]]) -> None:
    """What a reader will know from captions and layout; not what it must be told."""
    kinds = {trait.id: trait for trait in traits.all()}
    for path in [p for p in projection.implied if p[2:3] and p[-1] in _NOT_IN_THE_FILE]:
        del projection.implied[path]
    for path in projection.flat:
        if path[0] != "years":
            continue
        projection.implied[*path[:2], "level"] = "primary"
        if path[-1] == "subject":
            projection.implied[*path[:4], "source_label"] = _caption(path, flat, grades[path[1]][1]) or ""
        elif path[-1] == "trait":
            projection.implied[*path[:4], "kind"] = kinds[path[3]].kind
            projection.implied[*path[:4], "source_label"] = kinds[path[3]].name
