"""Options that several commands share, and checks of their values."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from .failures import WrongUse, suggestion
from .language import t

FAIL_ON = ("loss", "warning", "error")
FONTS = ("tcvn3", "vni")
PERIODS = ("mid_term1", "term1", "mid_term2", "term2", "year")

_YEAR = re.compile(r"(\d{4})-(\d{4})")


def one_of(*choices: str) -> Callable[[typer.Context, typer.CallbackParam, str | None], str | None]:
    """A check that an option's value is one of these."""

    def check(ctx: typer.Context, param: typer.CallbackParam, value: str | None) -> str | None:
        if value is None or value in choices or ctx.resilient_parsing:
            return value
        known = ", ".join(choices)
        name = param.opts[0] if param.param_type_name == "option" else param.metavar
        said = t(
            f"{name} không nhận giá trị “{value}”; chỉ nhận: {known}.",
            f"{name} does not take “{value}”; it takes: {known}.",
        )
        raise WrongUse(said + suggestion(value, choices))

    return check


def period_option(ctx: typer.Context, param: typer.CallbackParam, value: str | None) -> str | None:
    """A check that a period is one, also as schools write it (HK1, học kỳ II, cả năm)."""
    from hocba_interop.codelists import periods

    named = periods.find(value) if value and value not in PERIODS else value
    return one_of(*PERIODS)(ctx, param, named or value)


def school_year(ctx: typer.Context, value: str | None) -> str | None:
    """A check that a school year is two years in a row."""
    found = _YEAR.fullmatch(value or "")
    if value is None or ctx.resilient_parsing or (found and int(found[2]) == int(found[1]) + 1):
        return value
    raise WrongUse(
        t(
            f"Năm học “{value}” không đúng; hãy ghi đủ hai năm liền nhau, ví dụ 2024-2025.",
            f"“{value}” is no school year; write two years in a row, such as 2024-2025.",
        )
    )


def iso_date(ctx: typer.Context, value: str | None) -> str | None:
    """A check that a date is written as YYYY-MM-DD."""
    if value is None or ctx.resilient_parsing:
        return value
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise WrongUse(
            t(f"“{value}” không phải ngày dạng YYYY-MM-DD.", f"“{value}” is no date of the form YYYY-MM-DD.")
        ) from None


def complete_formats(incomplete: str) -> list[str]:
    """The names of formats for shell completion."""
    from hocba_interop.adapters import registry

    names = [name for d in registry.dialects() for name in (d.full_name, d.short, d.format) if name]
    return [name for name in dict.fromkeys(names) if name.startswith(incomplete)]


Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar=t("TỆP...", "FILE..."),
        show_default=False,
        help=t(
            'Tệp, thư mục, hay mẫu tên như "lop10/*.xls"; - là đầu vào chuẩn.',
            'Files, folders, or patterns such as "class10/*.xls"; - is standard input.',
        ),
    ),
]
Json = Annotated[bool, typer.Option("--json", help=t("In kết quả dạng JSON.", "Print the result as JSON."))]
SourceFormat = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar=t("ĐỊNH_DẠNG", "FORMAT"),
        autocompletion=complete_formats,
        help=t(
            "Định dạng của tệp nguồn, khi không để hocba tự nhận ra.",
            "The format of the input, instead of letting hocba find out.",
        ),
    ),
]
LegacyFont = Annotated[
    str | None,
    typer.Option(
        "--legacy-font",
        metavar="tcvn3|vni",
        callback=one_of(*FONTS),
        autocompletion=lambda: list(FONTS),
        help=t(
            "Chuyển chữ gõ bằng phông TCVN3 (.VnTime) hay VNI sang Unicode; mỗi ô bị đổi đều được ghi lại.",
            "Convert text typed in a TCVN3 or VNI font to Unicode; every changed cell is listed.",
        ),
    ),
]
MatchFile = Annotated[
    Path | None,
    typer.Option(
        "--match",
        metavar=t("TỆP.csv", "FILE.csv"),
        help=t(
            "Ghép những em không có mã chung: mỗi dòng là mã hay vị trí ở A, rồi mã hay vị trí ở B.",
            "Join pupils without a common code: in each line a code or place in A, then one in B.",
        ),
    ),
]
