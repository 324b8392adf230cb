"""Write docs/formats/coverage.md from the coverage tables of the formats (``--check``: only compare).

python docs/make_coverage.py [--check]
"""

from __future__ import annotations

import sys
from pathlib import Path

from hocba_interop.adapters import registry
from hocba_interop.adapters.contract import Dialect
from hocba_interop.codelists import periods
from hocba_interop.conversion.accounting import field_name, period_of
from hocba_interop.reports.labels import field_label

PAGE = Path(__file__).parent / "formats" / "coverage.md"
HEAD = """\
# Độ phủ: định dạng nào chứa được gì · Coverage: which format holds what

Trang này do `docs/make_coverage.py` sinh ra từ mã nguồn; xin đừng sửa tay.

{whole} chứa được mọi trường của mô hình.
Bảng dưới kể các dạng **ghi** được khác: ✓ là chứa được, chữ viết tắt là chỉ ở các kỳ ấy. Một số trường chỉ
nhận một số giá trị (ví dụ chỉ điểm số và Đạt/Chưa đạt); biên nhận nói rõ khi gặp. Tên ở cột đầu là tên trường
mà biên nhận dùng.

This page is made by `docs/make_coverage.py`; please do not edit it.

{whole} hold every field of the model.
The table is about the other dialects that can be **written**: ✓ means held, abbreviations mean in those
periods only. Some fields take certain values only (such as scores and pass marks); the receipt says so where
it happens. The first column is the field's name in receipts.

"""
ALL_PERIODS = tuple(period.id for period in periods.all())
SHORT = {period.id: period.short for period in periods.all()}


def held(dialect: Dialect) -> dict[str, set[str]]:
    """The fields of a dialect with the periods in which it has them (none: not a matter of periods)."""
    found: dict[str, set[str]] = {}
    assert dialect.coverage is not None
    for path in dialect.coverage.fields():
        name = field_name(path)
        if name.startswith("subjects.*.regular"):
            name = "subjects.*.regular"
        period = period_of(path)
        found.setdefault(name, set()).update({period} if period else ())
    return found


def page() -> str:
    """The page."""
    writable = [d for d in registry.dialects() if d.write and d.coverage and d.format in OURS]
    whole = ", ".join(f"`{d.full_name}`" for d in writable if d.coverage and d.coverage.everything)
    partial = [d for d in writable if d.coverage and not d.coverage.everything]
    tables = {d.full_name: held(d) for d in partial}
    names = sorted({name for table in tables.values() for name in table}, key=_order)
    lines = [HEAD.format(whole=whole) + "| Trường | | |" + "|".join(f" `{name}` " for name in tables) + "|"]
    lines.append("|---|---|---|" + "---|" * len(tables))
    for name in names:
        cells = [_cell(table.get(name)) for table in tables.values()]
        labels = [f"`{name}`", field_label(name, "vi"), field_label(name, "en")]
        lines.append("| " + " | ".join([*labels, *cells]) + " |")
    return "\n".join(lines) + "\n"


OURS = ("admission", "canonical", "excel", "viettel", "vnpt")
_GROUPS = ("student", "school_year", "class_name", "school", "subjects", "traits")


def _order(name: str) -> tuple[int, str]:
    group = next((i for i, start in enumerate(_GROUPS) if name.startswith(start)), len(_GROUPS))
    return group, name


def _cell(of_periods: set[str] | None) -> str:
    if of_periods is None:
        return ""
    if not of_periods or "*" in of_periods or of_periods >= set(ALL_PERIODS):
        return "✓"
    return ", ".join(SHORT[period] for period in ALL_PERIODS if period in of_periods)


def main() -> int:
    """Write the page, or compare it."""
    if "--check" not in sys.argv:
        PAGE.write_text(page(), "utf-8")
    elif not PAGE.exists() or PAGE.read_text("utf-8") != page():
        print("docs/formats/coverage.md is not current: run python docs/make_coverage.py")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
