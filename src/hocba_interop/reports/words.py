"""Words that every report shares: dispositions, severities, reasons, periods, numbers, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from hocba_interop.ledger import Disposition
from hocba_interop.notices import Severity

Pair = tuple[str, str]


def pick(lang: str, vi: str, en: str) -> str:
    """One of two texts."""
    return en if lang == "en" else vi


def _of(table: Mapping[str, Pair], key: str, lang: str) -> str:
    return pick(lang, *table[key]) if key in table else key


def number(value: int, lang: str) -> str:
    """A whole number with its thousands parted as the language does."""
    text = f"{value:,}"
    return text if lang == "en" else text.replace(",", ".")


def size(count: int, lang: str) -> str:
    """A file size in words."""
    for unit in ("B", "KB", "MB"):
        if count < 1000 or unit == "MB":
            break
        count = round(count / 1024) or 1
    return f"{number(count, lang)} {unit}"


_DISPOSITIONS: Mapping[str, Pair] = {
    Disposition.CARRIED: ("giữ nguyên", "carried unchanged"),
    Disposition.TRANSFORMED: ("đổi cách ghi", "written another way"),
    Disposition.STRUCTURAL: ("tiêu đề, cấu trúc", "titles and structure"),
    Disposition.NOT_CARRIED: ("đích không có chỗ", "no place in the target"),
    Disposition.UNRECOGNISED: ("không nhận ra", "not recognised"),
    Disposition.REJECTED: ("không dùng được", "unusable"),
    Disposition.NOT_SELECTED: ("không chọn", "not selected"),
}
_SEVERITIES: Mapping[str, Pair] = {
    "error": ("lỗi", "error"),
    "warning": ("cảnh báo", "warning"),
    "info": ("lưu ý", "note"),
}
_REASONS: Mapping[str, Pair] = {
    "target-has-no-field": ("Đích không có mục này", "The target has no such field"),
    "target-cannot-hold-value": ("Đích không ghi được giá trị này", "The target cannot hold the value"),
    "year-not-in-target": ("Đích không có dòng cho năm học này", "The target has no row for this year"),
    "other-spelling-kept": ("Viết hai cách, đã giữ một cách", "Spelt in two ways, one kept"),
    "kept-in-extensions": ("Không nhận ra, giữ ở phần mở rộng", "Not recognised, kept as an extension"),
    "target-has-no-extensions": ("Không nhận ra, đích không giữ được", "Not recognised, and lost"),
    "not-in-templates": ("Em này không có trong mẫu nào", "The pupil is in none of the templates"),
    "template-refused": ("Mẫu không dùng được, xem các lỗi", "The template cannot be used, see the errors"),
    "no-template-for-it": ("Chưa có mẫu cho môn, kỳ này", "No template for this subject and period"),
    "of-the-pupil-profile": ("Thuộc hồ sơ học sinh, mẫu nhập điểm không có", "Of the pupil's profile, not of marks"),
    "template-names-another": ("Mẫu ghi trường, lớp của nơi nhận", "The template names the receiving school and class"),
    "not-taken": ("Mẫu đã có giá trị khác, hoặc không nhận giá trị này", "The template holds or wants another value"),
    "unusable": ("Không dùng được", "Unusable"),
    "conflict": ("Hai nơi ghi hai giá trị", "Two places, two values"),
    "identity": ("Không chắc là của em nào", "It is not certain whose it is"),
}
_PERIODS: Mapping[str, Pair] = {
    "mid_term1": ("giữa học kỳ I", "mid-term 1"),
    "term1": ("học kỳ I", "term 1"),
    "mid_term2": ("giữa học kỳ II", "mid-term 2"),
    "term2": ("học kỳ II", "term 2"),
    "year": ("cả năm", "year"),
}


def disposition(which: Disposition, lang: str) -> str:
    """What became of a source item, in words."""
    return _of(_DISPOSITIONS, which, lang)


def severity(which: Severity, lang: str) -> str:
    """How much a notice weighs, in words."""
    return _of(_SEVERITIES, str(which), lang)


def counted(which: Severity, count: int, lang: str) -> str:
    """How many notices of a severity: "2 lỗi"."""
    plural = "s" if lang == "en" and count != 1 else ""
    return f"{number(count, lang)} {severity(which, lang)}{plural}"


def reason(which: str, lang: str) -> str:
    """Why something was lost; the name of a rule stands for itself."""
    return _of(_REASONS, which, lang)


def school_year(named: str | None, grade: int | None, lang: str) -> str:
    """A school year as its sources name it; where none does, the grade by which it goes; else nothing."""
    return named or ("" if grade is None else pick(lang, f"khối {grade}", f"grade {grade}"))


def period(which: str, lang: str) -> str:
    """The name of a period (học kỳ I)."""
    return _of(_PERIODS, which, lang)
