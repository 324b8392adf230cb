"""The marks of a period that go into a table over all subjects, or nothing where the set is not certain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Final

from hocba_interop.model import Mark, PeriodId
from hocba_interop.regulations.values import Pass
from hocba_interop.validation.rules.arithmetic.comments import passed
from hocba_interop.validation.rules.marks_year import Subject, Year, has_mark, score, subject_name
from hocba_interop.validation.rules.subjects.missing import ELECTIVES_OF_A_PUPIL
from hocba_interop.validation.rules.subjects.names import PARTS
from hocba_interop.validation.rules.subjects_curriculum import Curriculum, lacking

_ARTS: Final = frozenset({"am_nhac", "mi_thuat"})
_BILINGUAL: Final = frozenset({"toan_phap", "song_ngu"})


@dataclass(frozen=True, slots=True)
class Marks:
    """Scores and comments by subject id. Of the doubtful ones it is not known whether they count."""

    scores: dict[str, Decimal] = field(default_factory=dict)
    comments: dict[str, Pass] = field(default_factory=dict)
    doubtful_scores: dict[str, Decimal] = field(default_factory=dict)
    doubtful_comments: dict[str, Pass] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def variants(self) -> Iterator[tuple[dict[str, Decimal], dict[str, Pass]]]:
        """Without what is doubtful, and with it: what either gives cannot be called wrong."""
        yield self.scores, self.comments
        if self.doubtful_scores or self.doubtful_comments:
            yield {**self.scores, **self.doubtful_scores}, {**self.comments, **self.doubtful_comments}

    def text(self) -> str:
        """The marks as a message shows them where values may be shown."""
        words = {"dat": "Đ", "chua_dat": "CĐ"}
        scores = {**self.scores, **self.doubtful_scores}
        comments = {**self.comments, **self.doubtful_comments}
        parts = [f"{self._name(subject)} {mark}" for subject, mark in scores.items()]
        return "; ".join(parts + [f"{self._name(subject)} {words[mark]}" for subject, mark in comments.items()])

    def _name(self, subject: str) -> str:
        return self.names.get(subject) or subject_name(subject)


def marks_of(year: Year, period: PeriodId, *, after_retest: bool = False) -> Marks | None:
    """The marks of a period; None where one is missing, of another scale, or where a compulsory subject is not there.

    ``after_retest`` puts the marks of the retest (kiểm tra, đánh giá lại) in place of those of the year.
    """
    plan = year.curriculum
    if plan is None:
        return None
    marks, there, away = Marks(), set[str](), set[str]()
    for subject in year.subjects:
        mark = subject.result(period)
        if after_retest and subject.record.after_retest is not None:
            mark = subject.record.after_retest
        if mark is None:
            if subject.away_in(period):
                away.add(subject.id)
            elif _is_taken(subject):
                return None
            continue
        if subject.id in there and subject.id != "khac":
            return None
        there.add(subject.id)
        if not _enter(marks, subject, mark, _counts(plan, subject.id) and not subject.away_in(period)):
            return None
    _join_parts(marks, plan)
    return None if lacking(plan, frozenset(there | away)) or not _has_electives(marks, plan) else marks


def _is_taken(subject: Subject) -> bool:
    return subject.record.enrolment == "enrolled" or any(map(has_mark, subject.periods.values()))


@cache
def _counts(plan: Curriculum, subject: str) -> bool:
    """Whether a subject counts for certain; the optional ones of the older programme were not dealt with alike."""
    role = plan.roles.get(subject)
    if role is None or subject not in plan.assessed or subject in _BILINGUAL:
        return False
    return role != "optional" or plan.programme == "gdpt-2018"


def _enter(marks: Marks, subject: Subject, mark: Mark, certain: bool) -> bool:
    """Put a mark among the others; whether it can be reckoned with."""
    key = subject.id if subject.id != "khac" else subject.at()[-1]
    if mark.scale == "score10":
        value = score(mark)
        if value is None or subject.assessed == "comment":
            return False
        (marks.scores if certain else marks.doubtful_scores)[key] = value
    else:
        level = passed(mark)
        if level is None or subject.assessed == "score":
            return False
        (marks.comments if certain else marks.doubtful_comments)[key] = level
    if subject.id == "khac" or subject.record.language is not None:
        marks.names[key] = subject.name
    return True


def _join_parts(marks: Marks, plan: Curriculum) -> None:
    """At THCS Âm nhạc and Mĩ thuật are one subject, Nghệ thuật; the strands of a subject that is there are not more."""
    if plan.programme != "gdpt-2018" or plan.level != "lower_secondary":
        return
    arts = [marks.comments.pop(name) for name in _ARTS if name in marks.comments]
    if arts and "nghe_thuat" not in marks.comments:
        marks.comments["nghe_thuat"] = "chua_dat" if "chua_dat" in arts else "dat"
    for part, whole in PARTS["gdpt-2018", "lower_secondary"].items():
        if whole in marks.scores:
            marks.doubtful_scores.pop(part, None)


def _has_electives(marks: Marks, plan: Curriculum) -> bool:
    if not plan.has_electives:
        return True
    taken = sum(plan.roles.get(name) == "chosen" for name in (*marks.scores, *marks.comments))
    return taken >= ELECTIVES_OF_A_PUPIL
