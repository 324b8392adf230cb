"""One school year of a pupil (một năm học): where, under which rules, with which results and decisions."""

from __future__ import annotations

from .base import Part
from .extensions import Extension
from .marks import Mark
from .results import PeriodId, SubjectRecord, Summary, TraitRecord
from .student import PartialDate, Place


class School(Part):
    """The school (trường) and the department above it (Sở or, before July 2025, Phòng), names as of that year."""

    name: str | None = None
    code: str | None = None
    commune: str | None = None
    commune_code: str | None = None
    district: str | None = None
    province: str | None = None
    province_code: str | None = None
    list_edition: str | None = None
    department: str | None = None
    department_code: str | None = None


class PupilThen(Part):
    """What was true of the pupil in that year alone (nơi ở, diện chính sách, chiều cao, cân nặng …)."""

    residence: Place | None = None
    policy_group: str | None = None
    exempt_from_assessment: bool | None = None
    height_cm: str | None = None
    weight_kg: str | None = None


class Award(Part):
    """Khen thưởng: ``kind`` is ``year``, ``extraordinary`` or another word of the source."""

    title: str | None = None
    kind: str | None = None
    text: str | None = None


class Discipline(Part):
    """Kỷ luật."""

    title: str | None = None
    kind: str | None = None
    text: str | None = None


class Certificate(Part):
    """Chứng chỉ (tên, loại)."""

    name: str | None = None
    kind: str | None = None


class Decisions(Part):
    """Lên lớp, hoàn thành chương trình, kết quả sau hè, khen thưởng, kỷ luật: what the school decided.

    Promotion and completion are two facts; neither is derived from the other (TT27/2020, Điều 11).
    """

    promoted: bool | None = None
    promotion_text: str | None = None
    completed_grade: bool | None = None
    completed_level: bool | None = None
    completion_text: str | None = None
    learning_after_retest: Mark | None = None
    conduct_after_summer: Mark | None = None
    summer_text: str | None = None
    awards: tuple[Award, ...] = ()
    discipline: tuple[Discipline, ...] = ()
    competitions: str | None = None
    certificates: tuple[Certificate, ...] = ()
    note: str | None = None


class Signer(Part):
    """Who signed: ``role`` is ``subject_teacher``, ``class_teacher``, ``head`` or ``school``."""

    role: str
    full_name: str | None = None
    personal_id: str | None = None
    title: str | None = None


class Correction(Part):
    """Sửa chữa on a paper record: where, the struck text, the new text, by whom and when."""

    where: str | None = None
    old: str | None = None
    new: str | None = None
    by: str | None = None
    on: PartialDate | None = None


class Sync(Part):
    """The envelope of the national record (idbanghi, sukien, phienban, thoigiancapnhat, ngaycapnhat)."""

    record_key: str | None = None
    event: str | None = None
    version: int | None = None
    updated_at: str | None = None
    recorded_at: str | None = None


class Issue(Part):
    """Phát hành: identity, version and status of the record, and who signed it.

    ``status`` is one of draft, subject_teachers_signed, class_teacher_signed, head_signed, issued, submitted,
    effective, recalled, cancel_requested, cancelled.
    """

    record_id: str | None = None
    version: str | None = None
    status: str | None = None
    extracted_from_paper: bool | None = None
    created_on: PartialDate | None = None
    issued_on: PartialDate | None = None
    issued_at: str | None = None
    signers: tuple[Signer, ...] = ()
    corrections: tuple[Correction, ...] = ()
    sync: Sync | None = None


class YearRecord(Part):
    """One school year (năm học). ``regulation`` is the circular that ruled it, per year: a repeater may mix two."""

    school_year: str | None = None
    grade: int | None = None
    class_name: str | None = None
    level: str | None = None
    programme: str | None = None
    regulation: str | None = None
    school: School | None = None
    pupil_then: PupilThen | None = None
    subjects: tuple[SubjectRecord, ...] = ()
    traits: tuple[TraitRecord, ...] = ()
    summaries: dict[PeriodId, Summary] = {}
    decisions: Decisions | None = None
    issue: Issue | None = None
    extensions: tuple[Extension, ...] = ()
