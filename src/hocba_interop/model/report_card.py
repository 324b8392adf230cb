"""The report card (học bạ) of one pupil, and the document that holds many."""

from __future__ import annotations

from typing import Literal

from .base import Part
from .extensions import Extension
from .student import PartialDate, Student
from .year import YearRecord


class HistoryEntry(Part):
    """One line of quá trình học tập: which class of which school, since when, by which kind of move.

    ``pupil_status`` is the sector's code 01-12 (02 chuyển đến kỳ 1, 04 chuyển đi kỳ 1 …).
    """

    school_year: str | None = None
    class_name: str | None = None
    school: str | None = None
    place: str | None = None
    register_number: str | None = None
    arrived_on: PartialDate | None = None
    pupil_status: str | None = None


class ReportCard(Part):
    """Học bạ of one pupil: the person, the years, the schools before."""

    student: Student
    years: tuple[YearRecord, ...] = ()
    history: tuple[HistoryEntry, ...] = ()
    extensions: tuple[Extension, ...] = ()


class Provenance(Part):
    """What one source was. ``signature`` says how its signatures stood; converted data is never signed by them."""

    name: str | None = None
    sha256: str | None = None
    size: int | None = None
    format: str | None = None
    dialect: str | None = None
    signature: str | None = None
    converted_by: str | None = None
    converted_on: str | None = None


class Document(Part):
    """Many report cards with what belongs to none of them: the shape of ``hocba-json``."""

    format: Literal["hocba-json"] = "hocba-json"
    version: Literal["1"] = "1"
    report_cards: tuple[ReportCard, ...] = ()
    extensions: tuple[Extension, ...] = ()
    provenance: tuple[Provenance, ...] = ()
