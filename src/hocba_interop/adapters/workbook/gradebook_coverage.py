"""What a gradebook holds of a report card: the same for every vendor's."""

from __future__ import annotations

from collections.abc import Iterable

from ...model.flat import Leaf, Path
from ..coverage import Accepts, Coverage, coverage
from . import conditions
from .titles import read_titles


def known_subject(path: Path, _: Leaf) -> bool:
    """A subject that a title can name such that it is found again: once a year, and with a plain label."""
    return titled(path[3])


def titled(key: str) -> bool:
    """Whether the key of a subject can be read from a title."""
    if "#" in key:
        return False
    if ":" not in key:
        return True
    from ...notices import CellPlace

    label = key.partition(":")[2]
    found = read_titles([(CellPlace(0, "", 1, 1), f"MÔN {label.upper()} - LỚP 1A")]).first("subject")
    return bool(label) and found is not None and found.casefold() == label


def of_subject(accepts: Accepts) -> Accepts:
    """A condition that also asks for a subject that can be named."""

    def both(path: Path, leaf: Leaf) -> bool:
        return titled(path[3]) and accepts(path, leaf)

    return both


def gradebook_coverage(periods: Iterable[str], marks: Iterable[str], *, department: bool = False) -> Coverage:
    """The coverage of a gradebook with these periods; ``marks`` are the fields of a period that it has."""
    chosen = ",".join(periods)
    mark = of_subject(conditions.one_of("score10", "pass"))
    fields = {
        "student.full_name": conditions.line,
        "student.identifiers.pupil_code": conditions.line,
        "years.*.school_year": conditions.school_year,
        "years.*.class_name": conditions.class_name,
        "years.*.school.name": conditions.line,
        "years.*.subjects.*.subject": known_subject,
        "years.*.subjects.*.language": known_subject,
    }
    if department:
        fields["years.*.school.department"] = conditions.department
    for name in marks:
        words = conditions.line if name == "comment_code" else conditions.text
        accepts = of_subject(words) if name.startswith("comment") else mark
        fields[f"years.*.subjects.*.periods.{{{chosen}}}.{name}"] = accepts
    return coverage(
        only=fields,
        implied=(
            "years.*.{grade,level,programme,regulation}",
            "years.*.issue.status",
            "years.*.subjects.*.{source_label,enrolment}",
        ),
    )
