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

_CHOICE = t("Chọn dữ liệu", "Which data")
_TARGET = t("Nơi nhận", "The target")
_RECEIPT = t("Biên nhận", "Receipt")
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


def check_choice(students: list[str] | None, classes: list[str] | None, *, everyone: bool) -> None:
    """A check that --all stands alone: with --student or --class it says two things. Raises WrongUse."""
    if everyone and (students or classes):
        raise WrongUse(
            t(
                "--all (tất cả học sinh) trái với --student và --class; hãy bỏ một bên.",
                "--all (every pupil) contradicts --student and --class; leave one of them out.",
            )
        )


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
Target = Annotated[
    str,
    typer.Option(
        "--to",
        metavar=t("ĐỊNH_DẠNG", "FORMAT"),
        autocompletion=complete_formats,
        show_default=False,
        help=t("Định dạng cần có; xem hocba formats.", "The format to write; see hocba formats."),
    ),
]
Students = Annotated[
    list[str] | None,
    typer.Option(
        "--student",
        metavar=t("MÃ", "ID"),
        rich_help_panel=_CHOICE,
        help=t("Chỉ lấy học sinh có mã này; lặp lại được.", "Only the pupil of this code; may be repeated."),
    ),
]
Classes = Annotated[
    list[str] | None,
    typer.Option(
        "--class",
        metavar=t("LỚP", "CLASS"),
        rich_help_panel=_CHOICE,
        help=t(
            "Chỉ lấy học sinh lớp này (10T, 10t hay “Lớp 10T” là một); lặp lại được.",
            "Only the pupils of this class (10T and 10t are one); may be repeated.",
        ),
    ),
]
Everyone = Annotated[
    bool,
    typer.Option(
        "--all",
        rich_help_panel=_CHOICE,
        help=t("Lấy tất cả học sinh: nói rõ điều mặc định.", "All pupils: says expressly what goes without saying."),
    ),
]
SchoolYear = Annotated[
    str | None,
    typer.Option(
        "--school-year",
        metavar="2024-2025",
        callback=school_year,
        rich_help_panel=_CHOICE,
        help=t(
            "Chỉ lấy năm học này; cũng là năm học của tệp không ghi năm.",
            "Only this school year; also that of files which name none.",
        ),
    ),
]
Period = Annotated[
    str | None,
    typer.Option(
        "--period",
        metavar=t("KỲ", "PERIOD"),
        callback=period_option,
        autocompletion=lambda: list(PERIODS),
        rich_help_panel=_CHOICE,
        help=t(
            "Kỳ của tệp không ghi kỳ: GK1, HK1, GK2, HK2 hay “cả năm” (mid_term1, term1, mid_term2, term2, year).",
            "The period of files which name none: mid_term1, term1, mid_term2, term2 or year (or GK1, HK1 …).",
        ),
    ),
]
TargetSchool = Annotated[
    str | None,
    typer.Option(
        "--target-school",
        metavar=t("TÊN", "NAME"),
        rich_help_panel=_TARGET,
        help=t("Tên trường nhận, ghi ở tiêu đề.", "The receiving school, for the titles."),
    ),
]
TargetClass = Annotated[
    str | None,
    typer.Option(
        "--target-class",
        metavar=t("TÊN", "NAME"),
        rich_help_panel=_TARGET,
        help=t("Tên lớp nhận.", "The receiving class."),
    ),
]
ReceiptFile = Annotated[
    str | None,
    typer.Option(
        "--receipt",
        metavar=t("TỆP.json", "FILE.json"),
        rich_help_panel=_RECEIPT,
        help=t("Ghi biên nhận đầy đủ vào tệp này.", "Write the whole receipt to this file."),
    ),
]
FailLevel = Annotated[
    str,
    typer.Option(
        "--fail-on",
        metavar="loss|warning|error",
        callback=one_of(*FAIL_ON),
        autocompletion=lambda: list(FAIL_ON),
        rich_help_panel=_RECEIPT,
        help=t(
            "Mã thoát là 1 từ mức nào trở lên: mất dữ liệu, cảnh báo hay lỗi (mặc định: error).",
            "From which level on the exit status is 1 (default: error).",
        ),
    ),
]
ShowValues = Annotated[
    bool,
    typer.Option(
        "--show-values",
        rich_help_panel=_RECEIPT,
        help=t(
            "Cho hiện họ tên, điểm trong thông báo và biên nhận.",
            "Show names and marks in messages and receipt.",
        ),
    ),
]
Today = Annotated[
    str | None,
    typer.Option(
        "--today",
        metavar="YYYY-MM-DD",
        callback=iso_date,
        rich_help_panel=_RECEIPT,
        help=t(
            "Ngày ghi vào biên nhận; không có thì không ghi ngày.",
            "The date for the receipt; else none stands in it.",
        ),
    ),
]
Partial = Annotated[
    bool,
    typer.Option(
        "--partial", help=t("Có lỗi vẫn ghi phần còn lại; ô lỗi để trống.", "Write all but the cells at fault.")
    ),
]
DryRun = Annotated[
    bool,
    typer.Option("--dry-run", help=t("Chạy thử, không ghi gì.", "Tell what would happen; write nothing.")),
]
Force = Annotated[bool, typer.Option("--force", help=t("Thay tệp đã có.", "Replace existing files."))]
Jobs = Annotated[
    int,
    typer.Option(
        "--jobs",
        metavar="N",
        min=1,
        help=t("Số tiến trình đọc tệp cùng lúc.", "How many processes read."),
    ),
]
