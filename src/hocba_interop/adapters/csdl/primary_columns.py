"""The columns of the sector database's primary results: those of every grade, and those that grades 3 to 5 add."""

from __future__ import annotations

from functools import cache, lru_cache

from ...codelists import periods, subjects, traits
from ...model.flat import OTHER_SUBJECT
from ...text import tidy
from ..workbook.binding import subject_ref
from ..workbook.captions import caption_key, subject_marker
from ..workbook.layout import load_layout

LEVEL, TEST = "Mức đạt được", "Điểm KTĐK"
SUBJECTS = "Môn học và hoạt động giáo dục"
COMPETENCES, GENERAL, SPECIFIC = "Năng lực cốt lõi", "Năng lực chung", "Năng lực đặc thù"
QUALITIES = "Phẩm chất chủ yếu"

BASE_SUBJECTS = {
    "toan": "Toán",
    "tieng_viet": "Tiếng việt",
    "dao_duc": "Đạo đức",
    "tu_nhien_va_xa_hoi": "TN&XH",
    "ngoai_ngu_1": "Ngoại ngữ",
    "tieng_dan_toc": "Tiếng dân tộc",
    "tin_hoc": "TH-CN (Tin học)",
    "am_nhac": "Nghệ thuật (Âm nhạc)",
    "mi_thuat": "Nghệ thuật (Mĩ thuật)",
    "hdtn": "HĐTN",
    "gdtc": "GDTC",
}
"""Subject and caption of the columns that the template of khối 1 and 2 has, in its order."""

BASE_TESTS = ("toan", "tieng_viet")
"""Those of them with a column for the periodic test in khối 1 and 2."""

FURTHER_TRAITS = ("cong_nghe", "tin_hoc")
"""Competences that khối 1 and 2 are not rated in."""

_FURTHER_CAPTIONS = {"cong_nghe": "TH-CN (Công nghệ)"}
_LONGEST_CAPTION = 60


@cache
def trait_ids() -> frozenset[str]:
    """The qualities and competences of Thông tư 27/2020."""
    return frozenset(trait.id for trait in traits.all() if "tt27-2020" in trait.regulations)


def is_basic(grade: int | None) -> bool:
    """Whether a grade has the 35 columns of khối 1 and 2, and no others."""
    return grade in (1, 2)


@lru_cache(maxsize=1024)
def subject_caption(key: str, own_label: str | None, grade: int | None) -> str | None:
    """The caption over a subject's columns, or None where the grade has no column that would be read as it."""
    if key in BASE_SUBJECTS:
        return BASE_SUBJECTS[key]
    if is_basic(grade):
        return None
    subject = key.partition(":")[0]
    if subject == OTHER_SUBJECT:
        caption = own_label or ""
    else:
        caption = _FURTHER_CAPTIONS.get(key) or subjects.caption(subject, None, "full")
    return caption if subject_ref(caption, "primary").key == key and _is_plain(caption) else None


def _is_plain(caption: str) -> bool:
    """Whether a header cell of this text is read as a caption of its own, and as nothing else."""
    key = caption_key(caption)
    others = {caption_key(text) for text in (LEVEL, TEST, SUBJECTS, COMPETENCES, GENERAL, SPECIFIC, QUALITIES)}
    layout = load_layout(__package__, "primary-results")
    return (
        bool(key)
        and not key.isdecimal()
        and key not in others
        and caption == tidy(caption)
        and len(caption) <= _LONGEST_CAPTION
        and not caption.startswith("(")
        and not periods.find(caption)
        and not subject_marker(caption)
        and layout.find(caption, (), "year") is None
    )
