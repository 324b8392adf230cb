"""What one programme or level calls otherwise than another, and which subjects became parts of one."""

from __future__ import annotations

from typing import Final

PROPER: Final = {
    ("gdpt-2018", "primary"): {
        "the_duc": "gdtc",
        "thu_cong": "cong_nghe",
        "ki_thuat": "cong_nghe",
        "hdtn_hn": "hdtn",
        "ngu_van": "tieng_viet",
        "gdcd": "dao_duc",
        "khoa_hoc_tu_nhien": "khoa_hoc",
    },
    ("gdpt-2018", "lower_secondary"): {
        "the_duc": "gdtc",
        "hdtn": "hdtn_hn",
        "tieng_viet": "ngu_van",
        "dao_duc": "gdcd",
        "gdkt_pl": "gdcd",
        "khoa_hoc": "khoa_hoc_tu_nhien",
    },
    ("gdpt-2018", "upper_secondary"): {
        "the_duc": "gdtc",
        "hdtn": "hdtn_hn",
        "tieng_viet": "ngu_van",
        "gdcd": "gdkt_pl",
    },
    ("gdpt-2006", "primary"): {"gdtc": "the_duc", "ngu_van": "tieng_viet", "gdcd": "dao_duc"},
    ("gdpt-2006", "lower_secondary"): {"gdtc": "the_duc", "tieng_viet": "ngu_van", "dao_duc": "gdcd"},
    ("gdpt-2006", "upper_secondary"): {"gdtc": "the_duc", "tieng_viet": "ngu_van", "gdkt_pl": "gdcd"},
}
"""By programme and level: a subject's name elsewhere, and the one that it has there."""

PARTS: Final = {
    ("gdpt-2018", "lower_secondary"): {
        "vat_li": "khoa_hoc_tu_nhien",
        "hoa_hoc": "khoa_hoc_tu_nhien",
        "sinh_hoc": "khoa_hoc_tu_nhien",
        "lich_su": "lich_su_va_dia_li",
        "dia_li": "lich_su_va_dia_li",
    },
}
"""Phân môn, mạch nội dung: a report card has one line for the whole."""
