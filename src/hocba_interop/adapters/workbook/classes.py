"""Report cards by class and school year, as sheet formats write them."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from ...codelists import scales, subjects
from ...model import Mark, PeriodId, Student, SubjectRecord, YearRecord
from ...model.flat import OTHER_SUBJECT, list_keys
from ...model.report_card import Document
from ...notices import Notice
from ...text import day_first
from .binding import PROVISIONAL, subject_ref
from .class_names import grade_of_class
from .writing import SheetWriter

ROMAN = {"term1": "I", "term2": "II"}


SubjectKey = tuple[str, str | None]
"""A subject of a class: its key and its language, since pupils of one class may learn different ones."""


@dataclass(slots=True)
class Member:
    """A pupil in a class: the number of the card, the pupil, the year, its subjects by key and language."""

    card: int
    student: Student
    year: YearRecord
    subjects: dict[SubjectKey, SubjectRecord] = field(default_factory=dict)

    def has(self, period: PeriodId) -> bool:
        """Whether anything of the pupil belongs to a period."""
        of_subjects = any(period in record.periods for record in self.subjects.values())
        return of_subjects or period in self.year.summaries or any(period in t.periods for t in self.year.traits)


@dataclass(slots=True)
class ClassGroup:
    """The pupils of one class of one school in one year, in the order of the cards."""

    school_year: str
    class_name: str | None
    members: list[Member] = field(default_factory=list)

    @property
    def grade(self) -> int | None:
        """The grade of the class: by its name, as a reader knows it, else as its first pupil's record says."""
        recorded = next((member.year.grade for member in self.members if member.year.grade), None)
        return grade_of_class(self.class_name) or recorded

    @property
    def school(self) -> str | None:
        """The name of the school."""
        return next((m.year.school.name for m in self.members if m.year.school and m.year.school.name), None)

    @property
    def department(self) -> str | None:
        """The name of the department above it."""
        found = (m.year.school.department for m in self.members if m.year.school)
        return next((name for name in found if name), None)

    def in_period(self, period: PeriodId) -> list[Member]:
        """The pupils who have a row in a sheet of this period."""
        return [member for member in self.members if member.has(period)]

    def subjects(self) -> dict[SubjectKey, SubjectRecord]:
        """The subjects of the class, as they are met; the record is that of the first pupil who has it."""
        found: dict[SubjectKey, SubjectRecord] = {}
        for member in self.members:
            for key, record in member.subjects.items():
                found.setdefault(key, record)
        return found


def classes_of(document: Document, notices: list[Notice]) -> list[ClassGroup]:
    """The classes of a document by year, name and school. Without a school year there is no title to write."""
    groups: dict[tuple[str, ...], ClassGroup] = {}
    without_code: set[int] = set()
    for index, card in enumerate(document.report_cards):
        for year in card.years:
            if year.school_year is None:
                notices.append(Notice("target-needs-school-year"))
                continue
            school = (year.school.name or "", year.school.department or "") if year.school else ("", "")
            group = groups.setdefault(
                (year.school_year, year.class_name or "", *school),
                ClassGroup(year.school_year, year.class_name),
            )
            keys = list_keys("subjects", year.subjects)
            taken = {(key, record.language): record for key, record in zip(keys, year.subjects, strict=True)}
            if not card.student.identifiers.get("pupil_code"):
                without_code.add(index)
            group.members.append(Member(index, card.student, year, taken))
    if without_code:
        notices.append(Notice("pupils-without-code", facts={"count": len(without_code)}))
    return [groups[key] for key in sorted(groups, key=lambda key: (key[0], _natural(key[1]), key[2:]))]


def _natural(name: str) -> tuple[int, str]:
    digits = "".join(char for char in name[:2] if char.isdecimal())
    return int(digits or 0), name.casefold()


def subject_label(group: ClassGroup, key: SubjectKey, record: SubjectRecord, style: subjects.Style = "full") -> str:
    """The label of a subject in a title or caption: the school's own, unless it would be read as another subject."""
    own = record.source_label
    if own and _reads_as(group, own, key):
        return own
    if record.subject == OTHER_SUBJECT:
        return own or key[0].partition(":")[2]
    for wanted in dict.fromkeys((style, "full")):
        caption = subjects.caption(record.subject, record.language, wanted)
        if _reads_as(group, caption, key):
            return caption
    return f"Ngoại ngữ {record.subject[-1]} ({subjects.caption('ngoai_ngu_1', record.language, 'full')})"


def _reads_as(group: ClassGroup, label: str, key: SubjectKey) -> bool:
    """Whether a label is read as this subject beside the other subjects of the class."""
    if " - " in label or "lớp" in label.casefold():
        return False
    ref = subject_ref(label, next((member.year.level for member in group.members if member.year.level), None))
    if ref.subject != PROVISIONAL:
        return (ref.key, ref.language) == key
    foreign = [other for other in group.subjects() if other[0] in ("ngoai_ngu_1", "ngoai_ngu_2")]
    usual = ("ngoai_ngu_1" if ref.language == "tieng_anh" else "ngoai_ngu_2", ref.language)
    pair = len(foreign) == 2 and ("ngoai_ngu_1", "tieng_anh") in foreign and foreign[0][0] != foreign[1][0]
    alone = len(foreign) == 1 and key[0] == "ngoai_ngu_1"
    return ref.language == key[1] and (alone or (pair and key == usual))


def write_mark(sheet: SheetWriter, row: int, column: int, mark: Mark | None) -> None:
    """A mark as sheets show it: a score as a number, a word by its short form."""
    if mark is None:
        sheet.text(row, column, None, "center")
    elif mark.scale == "score10":
        sheet.number(row, column, Decimal(mark.value), "score")
    else:
        sheet.text(row, column, scales.word(mark.scale, mark.value, "short"), "center")


def write_code(sheet: SheetWriter, row: int, column: int, code: str | None, *, as_number: bool = False) -> None:
    """An identifier; as a number only where none of its digits can get lost."""
    if code and as_number and code.isascii() and code.isdecimal() and code[0] != "0" and len(code) <= 15:
        sheet.number(row, column, int(code), "code_number")
    else:
        sheet.text(row, column, code, "code")


def write_date(sheet: SheetWriter, row: int, column: int, date: str | None) -> None:
    """A date as schools write it: day first, of whatever precision is known."""
    sheet.text(row, column, day_first(date) if date else None, "center")


def file_word(text: str) -> str:
    """A word of a file name, without what file systems refuse."""
    return "".join(char if char.isalnum() or char in "._-" else "-" for char in text).strip(".-") or "khac"
