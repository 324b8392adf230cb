"""The pupil (học sinh): what is of the person, not of a school year."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .base import Part

PartialDate = Annotated[str, Field(description='ISO date cut to what is known: "2010", "2010-03", "2010-03-05"')]
"""A date of one of three precisions, as the national record allows (ngày tháng năm, tháng năm, or năm sinh)."""


class CodedName(Part):
    """A value of a national code list (dân tộc, quốc tịch) with the name that was written."""

    code: str | None = None
    name: str | None = None


class Place(Part):
    """An address or place name (nơi sinh, quê quán, nơi ở hiện nay), codes by the list named in the edition.

    ``list_edition`` is ``before-2025-07-01`` for the 63 provinces or ``qd19-2025`` for the 34: seven codes mean
    another province in the newer list.
    """

    text: str | None = None
    province_code: str | None = None
    commune_code: str | None = None
    list_edition: str | None = None


class Guardian(Part):
    """Cha, mẹ hoặc người giám hộ: ``relation`` is ``father``, ``mother`` or ``guardian``."""

    relation: str
    full_name: str | None = None
    occupation: str | None = None
    birth_year: str | None = None
    personal_id: str | None = None
    phone: str | None = None


class Student(Part):
    """The pupil (học sinh).

    ``identifiers`` holds one value per scheme: ``personal_id`` (số định danh cá nhân, 12 digits), ``pupil_code``
    (mã học sinh as a file shows it), ``moet`` (mã định danh Bộ GD&ĐT), ``smas_student_id``, ``vemis``,
    ``register_number`` (số đăng bộ), ``lifelong_learning_id`` and others. A missing scheme is null.
    """

    full_name: str | None = None
    sex: Literal["male", "female"] | None = None
    birth_date: PartialDate | None = None
    birth_place: Place | None = None
    home_town: Place | None = None
    ethnicity: CodedName | None = None
    nationality: CodedName | None = None
    identifiers: dict[str, str | None] = {}
    guardians: tuple[Guardian, ...] = ()
