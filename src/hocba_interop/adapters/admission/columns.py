"""The 79 columns of an admission record, in the order in which importers are known to read them.

The order comes from public code; the captions are ours, natural ones, since no original has been seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ...model import PeriodId

PERIODS: tuple[PeriodId, ...] = ("term1", "term2", "year")
PERIOD_NAMES = {"term1": "HKI", "term2": "HKII", "year": "Cả năm"}
GRADES = (10, 11, 12)
HEADER_ROWS = 3

Kind = Literal["pupil", "grade", "unwritten", "summary", "subject", "language"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the texts over it in the three rows of the header, and what of a row it holds.

    A text that stands in several cells side by side is written once, over all of them. ``key`` is a field of the
    pupil, of a summary (with the ``scale`` that the column takes), or a subject.
    """

    kind: Kind
    captions: tuple[str, ...]
    key: str = ""
    period: PeriodId | None = None
    scale: str | None = None
    width: float = 7


SUBJECTS: dict[str, str] = {
    "toan": "Toán",
    "ngu_van": "Ngữ văn",
    "vat_li": "Vật lí",
    "hoa_hoc": "Hóa học",
    "sinh_hoc": "Sinh học",
    "lich_su": "Lịch sử",
    "dia_li": "Địa lí",
    "gdcd": "GDCD",
    "gdkt_pl": "GDKT&PL",
    "tin_hoc": "Tin học",
    "cong_nghe_cong_nghiep": "Công nghệ công nghiệp",
    "cong_nghe_nong_nghiep": "Công nghệ nông nghiệp",
    "ngoai_ngu_1": "Ngoại ngữ",
    "song_ngu": "Tự chọn song ngữ",
    "gdqp_an": "GDQP&AN",
    "tieng_dan_toc": "Tiếng dân tộc",
    "ngoai_ngu_2": "Ngoại ngữ 2",
    "toan_phap": "Toán (Pháp)",
}
"""The subjects with columns of their own, with their captions."""

LANGUAGES = {"ngoai_ngu_1": "Môn ngoại ngữ", "ngoai_ngu_2": "Môn ngoại ngữ 2"}
"""Subjects that are followed by a column which says what language it is."""

_OLD = "Theo Thông tư 58/2011 và 26/2020"
_NEW = "Theo Thông tư 22/2021"
_MARKS = "Điểm tổng kết các môn học"

_SUMMARIES: tuple[tuple[str, str, str, str], ...] = (
    ("", "Điểm tổng kết", "average", "score10"),
    (_OLD, "Học lực", "learning_result", "learning5"),
    (_OLD, "Hạnh kiểm", "conduct_result", "conduct4"),
    (_NEW, "Kết quả học tập", "learning_result", "result4"),
    (_NEW, "Kết quả rèn luyện", "conduct_result", "result4"),
)


def _alone(kind: Kind, caption: str, key: str = "", width: float = 7) -> Column:
    return Column(kind, (caption,) * HEADER_ROWS, key, width=width)


def _all() -> list[Column]:
    columns = [
        _alone("pupil", "STT", "number", 5),
        _alone("pupil", "Số định danh cá nhân", "personal_id", 15),
        _alone("pupil", "Họ và tên", "full_name", 26),
        _alone("pupil", "Ngày sinh", "birth_date", 11),
        _alone("pupil", "Giới tính", "sex", 6),
        _alone("grade", "Lớp", width=5),
        # codes of which no list is published, and the average of the year a second time: not ours to fill
        _alone("unwritten", "Chương trình học", width=8),
        _alone("unwritten", "Điểm trung bình năm", width=8),
    ]
    for group, caption, key, scale in _SUMMARIES:
        columns += [Column("summary", (group or caption, caption, PERIOD_NAMES[p]), key, p, scale) for p in PERIODS]
    for subject, caption in SUBJECTS.items():
        columns += [Column("subject", (_MARKS, caption, PERIOD_NAMES[p]), subject, p) for p in PERIODS]
        if name := LANGUAGES.get(subject):
            columns.append(Column("language", (_MARKS, name, name), subject, width=12))
    return columns


COLUMNS = tuple(_all())
