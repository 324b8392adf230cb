"""What the programme has of a part's grade: which subjects are compulsory, chosen or optional there."""

from __future__ import annotations

from hocba_interop.codelists import subjects

from .knowledge import alternatives
from .part import Part


def role(subject: str, part: Part) -> str | None:
    """``compulsory``, ``chosen`` (môn lựa chọn) or ``optional`` (môn tự chọn) in the part's grade; None if unknown."""
    programme, level, grade = (part.leaves.get((name,)) for name in ("programme", "level", "grade"))
    try:
        taught = subjects.get(subject).teaching
    except KeyError:
        return None
    return next(
        (
            one.role
            for one in taught
            if (one.programme, one.level) == (programme, level)
            and isinstance(grade, int)
            and one.first_grade <= grade <= one.last_grade
        ),
        None,
    )


def stand_ins(subject: str, part: Part) -> frozenset[str]:
    """The subject and those that other schools may write in its stead (Nghệ thuật: Âm nhạc, Mĩ thuật)."""
    level = part.text("level") or ""
    groups = [group for group in alternatives(level) if subject in group]
    return frozenset({subject}).union(*groups)


def shows_all_subjects(part: Part) -> bool:
    """Whether a part shows every compulsory subject of its grade, so that a subject it lacks is not taught there."""
    return bool(_compulsory(part)) and not missing_subjects(part)


def missing_subjects(part: Part) -> list[str]:
    """The compulsory subjects of the grade that a part does not show; of those that stand for each other the first."""
    told = {taught.subject for taught in part.subjects.values()}
    missing: list[str] = []
    for subject in _compulsory(part):
        alike = stand_ins(subject, part)
        if not alike & told:
            missing.append(subject)
            told |= alike
    return missing


def _compulsory(part: Part) -> list[str]:
    return [one.id for one in subjects.all() if role(one.id, part) == "compulsory"]
