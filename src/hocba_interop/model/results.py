"""Results of a school year: subjects, qualities and competences, summaries."""

from __future__ import annotations

from typing import Literal

from .base import Part
from .marks import Mark

PeriodId = Literal["mid_term1", "term1", "mid_term2", "term2", "year"]
"""Giữa học kỳ I, học kỳ I, giữa học kỳ II, học kỳ II, cả năm. The second term is never the year."""

Enrolment = Literal["enrolled", "exempt", "not_enrolled", "exempt_or_not_enrolled"]
"""Học, được miễn, không học; the last where the source cannot tell (vnEdu writes "Miễn" for both).

None where nothing is known: a mark that was never entered is simply absent.
"""


class Teacher(Part):
    """Giáo viên bộ môn."""

    full_name: str | None = None
    personal_id: str | None = None
    title: str | None = None


class SubjectPeriod(Part):
    """What is recorded of one subject in one period.

    Secondary: ``regular`` (ĐĐGtx, in order; a gap is None), ``midterm`` (ĐĐGgk), ``final`` (ĐĐGck), ``result``
    (ĐTBmhk, ĐTBmcn, or Đạt/Chưa đạt). Primary: ``level`` (mức đạt được), ``test`` (điểm kiểm tra định kỳ).
    """

    enrolment: Enrolment | None = None
    regular: tuple[Mark | None, ...] = ()
    midterm: Mark | None = None
    final: Mark | None = None
    result: Mark | None = None
    level: Mark | None = None
    test: Mark | None = None
    comment: str | None = None
    comment_code: str | None = None


class SubjectRecord(Part):
    """One subject or educational activity (môn học, hoạt động giáo dục) of a year.

    ``subject`` is an id of the subject list, or ``khac`` for one that no list knows; ``source_label`` is the
    caption of the file. ``language`` names a foreign language, ``official_code`` is the mamonhoc of the national
    record where a school supplied it, ``after_retest`` the mark after đánh giá lại (TT22/2021, Điều 14).
    """

    subject: str
    source_label: str | None = None
    language: str | None = None
    official_code: str | None = None
    assessed_by: Literal["score", "comment"] | None = None
    enrolment: Enrolment | None = None
    teacher: Teacher | None = None
    periods: dict[PeriodId, SubjectPeriod] = {}
    after_retest: Mark | None = None


class TraitPeriod(Part):
    """What is recorded of one quality or competence in one period."""

    level: Mark | None = None
    comment: str | None = None


class TraitRecord(Part):
    """One phẩm chất or năng lực (TT27/2020, or those of the older primary circulars)."""

    trait: str
    kind: str | None = None
    source_label: str | None = None
    periods: dict[PeriodId, TraitPeriod] = {}


class Absences(Part):
    """Buổi nghỉ as decimal text; ``counted_from`` says whether the count runs from the term's or the year's start."""

    excused: str | None = None
    unexcused: str | None = None
    total: str | None = None
    counted_from: Literal["term_start", "year_start"] | None = None


class TraitComments(Part):
    """The comments on all qualities, all general and all specific competences (primary)."""

    qualities: str | None = None
    general_competences: str | None = None
    specific_competences: str | None = None


class Summary(Part):
    """The summary of one period: results, absences, the class teacher's comment.

    ``learning_result`` is kết quả học tập (``result4``) or học lực (``learning5``), ``conduct_result`` kết quả rèn
    luyện (``result4``) or hạnh kiểm (``conduct4``); ``average`` (điểm tổng kết), ``rank`` and ``honour`` (danh
    hiệu) belong to Thông tư 58; ``education_result`` to the primary year. ``note`` is the column Ghi chú.
    """

    education_result: Mark | None = None
    learning_result: Mark | None = None
    conduct_result: Mark | None = None
    absences: Absences | None = None
    average: Mark | None = None
    rank: int | None = None
    honour: str | None = None
    comment: str | None = None
    comments: TraitComments | None = None
    note: str | None = None
