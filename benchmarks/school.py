"""A synthetic school's year: 30 classes, 950 pupils, a class summary of each grade and term."""

from __future__ import annotations

import random
from pathlib import Path

from hocba_interop.adapters.contract import Sink
from hocba_interop.adapters.vnpt.class_summary import write_class_summary
from hocba_interop.model import (
    Absences,
    Document,
    Mark,
    ReportCard,
    School,
    Student,
    SubjectPeriod,
    SubjectRecord,
    Summary,
    YearRecord,
)

CLASSES, PUPILS = 30, 950
_SCORED = (
    "toan",
    "vat_li",
    "hoa_hoc",
    "sinh_hoc",
    "tin_hoc",
    "ngu_van",
    "lich_su",
    "dia_li",
    "ngoai_ngu_1",
    "cong_nghe",
)
_COMMENTED = ("gdtc", "gd_dia_phuong", "hdtn_hn")
_LABELS = {
    "toan": "Toán", "vat_li": "Lí", "hoa_hoc": "Hóa", "sinh_hoc": "Sinh", "tin_hoc": "Tin", "ngu_van": "Văn",
    "lich_su": "Sử", "dia_li": "Địa", "ngoai_ngu_1": "Ng.ngữ", "cong_nghe": "C.nghệ", "gdtc": "GDTC",
    "gd_dia_phuong": "NDGDCĐP", "hdtn_hn": "HĐTN&HN", "gdqp_an": "GDQP&AN",
}  # fmt: skip
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi")
_MIDDLE = ("Văn", "Thị", "Minh", "Đức", "Thu", "Ngọc", "Gia", "Hữu")
_GIVEN = (
    "An",
    "Bình",
    "Châu",
    "Dũng",
    "Giang",
    "Hà",
    "Khánh",
    "Linh",
    "Nam",
    "Oanh",
    "Phúc",
    "Quân",
    "Sơn",
    "Vy",
)


def _periods(draw: random.Random, *, scored: bool) -> dict[str, SubjectPeriod]:
    def mark() -> Mark:
        if scored:
            return Mark(scale="score10", value=f"{draw.randrange(40, 100) / 10:.1f}")
        return Mark(scale="pass", value="dat" if draw.random() < 0.97 else "chua_dat")

    return {term: SubjectPeriod(result=mark()) for term in ("term1", "term2")}


def _pupil(number: int, draw: random.Random) -> ReportCard:
    in_school = number * CLASSES // PUPILS
    grade, letter = 10 + in_school // 10, in_school % 10
    subjects = [
        SubjectRecord(
            subject=subject,
            source_label=_LABELS[subject],
            assessed_by="score" if subject in (*_SCORED, "gdqp_an") else "comment",
            periods=_periods(draw, scored=subject not in _COMMENTED),  # type: ignore[arg-type]
        )
        for subject in (*_SCORED, "gdqp_an", *_COMMENTED)
    ]
    words = ("tot", "kha", "dat")
    summaries = {
        term: Summary(
            learning_result=Mark(scale="result4", value=draw.choice(words)),
            conduct_result=Mark(scale="result4", value=draw.choice(words)),
            absences=Absences(excused="1", unexcused="0", total="1", counted_from="year_start"),
        )
        for term in ("term1", "term2")
    }
    return ReportCard(
        student=Student(
            full_name=f"{draw.choice(_FAMILY)} {draw.choice(_MIDDLE)} {draw.choice(_GIVEN)}",
            birth_date=f"{2018 - grade}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}",
            identifiers={"pupil_code": str(2_300_000_000 + number)},
        ),
        years=(
            YearRecord(
                school_year="2024-2025",
                grade=grade,
                class_name=f"{grade}A{letter + 1}",
                level="upper_secondary",
                school=School(name="Trường THPT Ví Dụ", department="SỞ GIÁO DỤC VÀ ĐÀO TẠO VÍ DỤ"),
                subjects=tuple(subjects),
                summaries=summaries,  # type: ignore[arg-type]
            ),
        ),
    )


def make_school(folder: Path, pupils: int = PUPILS) -> list[Path]:
    """Write the six files that vnEdu would give (three grades, two terms); the same bytes on every run."""
    draw = random.Random(20250522)
    cards = tuple(_pupil(number, draw) for number in range(pupils))
    return write_class_summary(Document(report_cards=cards), Sink(folder)).files
