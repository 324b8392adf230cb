"""The canonical model of a report card (học bạ). Frozen pydantic models; imports nothing else of the project."""

from .base import Part
from .extensions import Extension
from .marks import Mark, Scale
from .report_card import Document, HistoryEntry, Provenance, ReportCard
from .results import (
    Absences,
    Enrolment,
    PeriodId,
    SubjectPeriod,
    SubjectRecord,
    Summary,
    Teacher,
    TraitComments,
    TraitPeriod,
    TraitRecord,
)
from .student import CodedName, Guardian, PartialDate, Place, Student
from .year import (
    Award,
    Certificate,
    Correction,
    Decisions,
    Discipline,
    Issue,
    PupilThen,
    School,
    Signer,
    Sync,
    YearRecord,
)

__all__ = [
    "Absences",
    "Award",
    "Certificate",
    "CodedName",
    "Correction",
    "Decisions",
    "Discipline",
    "Document",
    "Enrolment",
    "Extension",
    "Guardian",
    "HistoryEntry",
    "Issue",
    "Mark",
    "Part",
    "PartialDate",
    "PeriodId",
    "Place",
    "Provenance",
    "PupilThen",
    "ReportCard",
    "Scale",
    "School",
    "Signer",
    "Student",
    "SubjectPeriod",
    "SubjectRecord",
    "Summary",
    "Sync",
    "Teacher",
    "TraitComments",
    "TraitPeriod",
    "TraitRecord",
    "YearRecord",
]
