"""Completion of a level of education (hoàn thành chương trình cấp học), and what changed in 2026.

The law as amended, in force from 1 January 2026, ended the review for the lower secondary diploma (xét công nhận tốt
nghiệp THCS): the head confirms completion in the report card. Thông tư 10/2026 spells it out from 15 April 2026.
Diplomas issued before stay valid.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from hocba_interop.codelists import levels
from hocba_interop.regulations.sources import Source

SINCE: Final = date(2026, 1, 1)

SOURCES: Final = {
    "primary": Source("TT27/2020", "Điều 11", "text"),
    "lower_secondary_before": Source("TT22/2021", "Điều 12", "text"),
    "lower_secondary": Source("Luật Giáo dục sửa đổi; TT10/2026", None, "text"),
    "upper_secondary_before": Source("TT22/2021", "Điều 12", "text"),
    "upper_secondary": Source("Luật Giáo dục sửa đổi; TT10/2026", None, "text"),
}

Statement = Literal[
    "hoan_thanh_chuong_trinh_tieu_hoc",
    "hoan_thanh_chuong_trinh_thcs",
    "hoan_thanh_chuong_trinh_thpt",
]


@dataclass(frozen=True, slots=True)
class Completion:
    """What completing a level means on a day.

    ``statement`` is what the head confirms in the report card, ``diploma`` whether a diploma (bằng tốt nghiệp)
    follows, ``diploma_by_head`` whether the head issues it.
    """

    statement: Statement
    diploma: bool
    diploma_by_head: bool
    source: Source


def completion(grade: int, on: date) -> Completion | None:
    """What the last grade of a level completes on that day; None for any other grade."""
    level = levels.for_grade(grade)
    if level is None or grade != levels.get(level).last_grade:
        return None
    if level == "primary":
        return Completion("hoan_thanh_chuong_trinh_tieu_hoc", False, False, SOURCES["primary"])
    new = on >= SINCE
    source = SOURCES[level if new else f"{level}_before"]
    if level == "lower_secondary":
        return Completion("hoan_thanh_chuong_trinh_thcs", not new, False, source)
    return Completion("hoan_thanh_chuong_trinh_thpt", True, new, source)
