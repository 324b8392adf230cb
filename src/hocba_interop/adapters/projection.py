"""Projection: what of a report card a target is meant to hold, leaf by leaf, before anything is written.

Writers get only what the projection leaves, so that a writer cannot hold more than its coverage declares; the
proof expects exactly the projection to come back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ..model.flat import Leaf, Path
from ..notices import Notice
from .coverage import Coverage

Flat = dict[Path, Leaf]

CODE: Path = ("student", "identifiers", "pupil_code")
MOET: Path = ("student", "identifiers", "moet")


@dataclass(slots=True)
class Projection:
    """The leaves that the target is meant to hold.

    ``aliases`` says where a leaf stands under another path; ``implied`` holds leaves that a reader of the target
    will know without a place of their own, as far as can be told before writing. ``remarks`` say which years or
    subjects the target cannot take, ``reasons`` why leaves of them are lost.
    """

    flat: Flat = field(default_factory=dict)
    aliases: dict[Path, Path] = field(default_factory=dict)
    implied: Flat = field(default_factory=dict)
    remarks: list[Notice] = field(default_factory=list)
    reasons: dict[Path, str] = field(default_factory=dict)

    def for_writer(self, whole: Flat, coverage: Coverage) -> Flat:
        """What the writer is given: the projection, and what the card says of what a reader would know anyway."""
        if coverage.everything:
            return self.flat
        roots = {_root(path) for path in self.flat}
        hints = {
            path: leaf
            for path, leaf in whole.items()
            if path not in self.flat
            and path[-1] != "enrolment"  # settled by the projection
            and coverage.implies(path)
            and _root(path) in roots
        }
        return {**self.flat, **hints}

    def stands_at(self, path: Path) -> Path:
        """Under which path of the target a leaf of the card stands."""
        return self.aliases.get(path, path)


def _root(path: Path) -> Path:
    return path[:4] if path[2:3] in (("subjects",), ("traits",)) else path[:2]


Project = Callable[[Flat, Coverage], Projection]
Refine = Callable[[Flat], None]


def project_all(flat: Flat, coverage: Coverage) -> Projection:
    """Every leaf that the coverage holds."""
    if coverage.everything:
        return Projection(flat)
    return Projection({path: leaf for path, leaf in flat.items() if coverage.holds(path, leaf)})


def project_rows(
    flat: Flat,
    coverage: Coverage,
    refine: Refine | None = None,
    *,
    grade_in_title: bool = False,
    makes_row: Callable[[Path], bool] | None = None,
) -> Projection:
    """For formats with a row a pupil: nothing of a year without a result, one column for the pupil's code.

    ``refine`` takes out what depends on more than one leaf; ``grade_in_title`` says that the title names the grade;
    ``makes_row`` tells a leaf for whose sake a row is written (`is_result`).
    """
    held = project_all(flat, coverage)
    if refine:
        refine(held.flat)
    with_results = {path[1] for path in held.flat if (makes_row or is_result)(path)}
    held.flat = {p: v for p, v in held.flat.items() if p[0] != "years" or p[1] in with_results}
    if not with_results:
        return Projection()
    if CODE not in flat and MOET in flat:
        held.flat[CODE] = flat[MOET]
        held.aliases[MOET] = CODE
    held.implied = _implied(flat, held.flat, grade_in_title=grade_in_title)
    return held


def project_gradebooks(flat: Flat, coverage: Coverage) -> Projection:
    """For formats with a sheet a subject: nothing of a subject without a mark or comment."""
    return project_rows(flat, coverage, _drop_bare_subjects)


def _drop_bare_subjects(flat: Flat) -> None:
    drop_bare(flat, "subjects")


def drop_bare(flat: Flat, members: str) -> None:
    """Take out subjects (or traits) of which nothing in any period is held: no sheet or column would be theirs."""
    filled = {path[:4] for path in flat if path[2:3] == (members,) and path[4:5] == ("periods",)}
    for path in [p for p in flat if p[2:3] == (members,) and p[:4] not in filled]:
        del flat[path]


def periods_of(flat: Flat, year: str) -> set[str]:
    """The periods of a year for which the pupil has a row."""
    of_year = [path for path in flat if path[:2] == ("years", year)]
    found = {path[5] for path in of_year if path[2] in ("subjects", "traits") and path[4:5] == ("periods",)}
    return found | {path[3] for path in of_year if path[2] == "summaries"}


def settle_exemptions(held: Flat, aliases: dict[Path, Path], word: Leaf) -> None:
    """Where "Miễn" will stand, and how that is read: of the subject where it has nothing else, else of a period.

    ``word`` is what a reader of the target takes it for.
    """
    subjects = {path[:4] for path in held if path[-1] == "enrolment" and path[2] == "subjects"}
    for subject in subjects:
        marked = {p[5] for p in held if p[:4] == subject and p[4:5] == ("periods",) and p[-1] != "enrolment"}
        stated = {p[5]: p for p in held if p[:4] == subject and p[4:5] == ("periods",) and p[-1] == "enrolment"}
        whole = (*subject, "enrolment")
        exempt = set(stated) - marked
        if whole in held:
            exempt |= periods_of(held, subject[1]) - marked
        for path in (whole, *stated.values()):
            held.pop(path, None)
        if marked:
            held.update({(*subject, "periods", period, "enrolment"): word for period in sorted(exempt)})
        elif exempt:
            held[whole] = word
            aliases.update(dict.fromkeys(stated.values(), whole))


def is_result(path: Path) -> bool:
    """Whether a leaf is one for whose sake a row is written."""
    return path[0] == "years" and (
        path[2] == "summaries" or (path[2] in ("subjects", "traits") and path[4:5] == ("periods",))
    )


def _implied(flat: Flat, held: Flat, *, grade_in_title: bool) -> Flat:
    from ..codelists import levels, regulations
    from .workbook.class_names import grade_of_class

    implied: Flat = {}
    for year in {path[1] for path in held if path[0] == "years"}:
        base = ("years", year)
        name = held.get((*base, "class_name"))
        grade: Leaf | None = grade_of_class(name if isinstance(name, str) else None)
        grade = grade or (flat.get((*base, "grade")) if grade_in_title else None)
        implied[*base, "issue", "status"] = "draft"
        if not isinstance(grade, int):
            continue
        level = levels.for_grade(grade)
        known = {
            "grade": grade,
            "level": level,
            "programme": regulations.programme_for(year, grade),
            "regulation": regulations.for_year(year, grade, level),
        }
        implied.update({(*base, field): leaf for field, leaf in known.items() if leaf is not None})
    for path in held:
        if path[2:3] == ("subjects",) and path[4:5] == ("periods",) and path[-1] != "enrolment":
            implied[*path[:4], "enrolment"] = "enrolled"
    return implied
