"""``hocba validate``: is this report card right?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hocba_interop.cli.failures import NOT_DONE, WrongUse
from hocba_interop.cli.files import check_page, write_whole
from hocba_interop.cli.language import t
from hocba_interop.cli.options import (
    Classes,
    Force,
    Inputs,
    Jobs,
    LegacyFont,
    Period,
    SchoolYear,
    SourceFormat,
    Students,
    iso_date,
    one_of,
)
from hocba_interop.cli.terminal import Terminal

if TYPE_CHECKING:
    from hocba_interop.validation.report import Report

NAME = "validate"
HELP = t(
    "Kiểm tra học bạ theo lược đồ, thông tư và hồ sơ yêu cầu: sai gì, ở đâu, căn cứ nào; và điều gì chưa kiểm tra được."
    "\n\nMặc định không in họ tên, mã, điểm. Mã thoát 0: không lỗi; 1: có lỗi, hoặc mục bắt buộc chưa kiểm tra được; "
    "2: không đọc được tệp.",
    "Check report cards against schemas, circulars and a profile: what is wrong, where, by which source; and what "
    "could not be checked.\n\nNo names, codes or marks show by default. Exit status 0: no errors; 1: errors, or a "
    "required check could not run; 2: a file could not be read.",
)
EXAMPLE = (
    'hocba validate "lop10/*.xls"\n'
    "hocba validate hoc_ba.jsonl --profile national --output html -o ket_qua.html\n"
    "hocba validate xuat/ --output sarif -o hocba.sarif --baseline moc.json"
)
OUTPUTS = ("text", "json", "sarif", "junit", "github", "html")
_FAIL_ON = ("warning", "error")
_REPORT = t("Báo cáo", "The report")
_BASELINE_HEAD = b'{"baseline_version"'


def _profiles() -> list[str]:
    from hocba_interop.validation.profile_file import profile_names

    return list(profile_names())


def run(
    ctx: typer.Context,
    inputs: Inputs,
    profile: Annotated[
        str,
        typer.Option(
            "--profile",
            metavar=t("TÊN|TỆP.toml", "NAME|FILE.toml"),
            autocompletion=_profiles,
            help=t(
                "Hồ sơ yêu cầu: archive (chỉ xét đúng sai), transfer, national, vnpt, viettel, hay tệp của riêng bạn.",
                "What is asked for: archive (facts only), transfer, national, vnpt, viettel, or a file of your own.",
            ),
        ),
    ] = "archive",
    kind: Annotated[
        str,
        typer.Option(
            "--output",
            metavar="text|json|sarif|junit|github|html",
            callback=one_of(*OUTPUTS),
            autocompletion=lambda: list(OUTPUTS),
            rich_help_panel=_REPORT,
            help=t("Dạng báo cáo.", "The form of the report."),
        ),
    ] = "text",
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            metavar=t("TỆP", "FILE"),
            rich_help_panel=_REPORT,
            help=t("Ghi báo cáo vào tệp này thay vì in ra.", "Write the report to this file instead of the screen."),
        ),
    ] = None,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on",
            metavar="warning|error",
            callback=one_of(*_FAIL_ON),
            autocompletion=lambda: list(_FAIL_ON),
            rich_help_panel=_REPORT,
            help=t(
                "Mã thoát là 1 từ mức nào trở lên (mặc định: error).",
                "From which level on the exit status is 1 (default: error).",
            ),
        ),
    ] = "error",
    show_values: Annotated[
        bool,
        typer.Option(
            "--show-values",
            rich_help_panel=_REPORT,
            help=t("Cho hiện họ tên, mã, điểm trong báo cáo.", "Show names, codes and marks in the report."),
        ),
    ] = False,
    baseline: Annotated[
        str | None,
        typer.Option(
            "--baseline",
            metavar=t("TỆP.json", "FILE.json"),
            rich_help_panel=_REPORT,
            help=t("Tệp mốc: chỉ tính phát hiện mới.", "A baseline: only new findings count."),
        ),
    ] = None,
    write_baseline: Annotated[
        str | None,
        typer.Option(
            "--write-baseline",
            metavar=t("TỆP.json", "FILE.json"),
            rich_help_panel=_REPORT,
            help=t("Ghi các phát hiện lần này làm tệp mốc.", "Write the findings of this run as a baseline."),
        ),
    ] = None,
    today: Annotated[
        str | None,
        typer.Option(
            "--today",
            metavar="YYYY-MM-DD",
            callback=iso_date,
            help=t(
                "Ngày hôm nay, cho các quy tắc cần biết ngày; không có thì các quy tắc ấy không chạy.",
                "The day of today, for rules that need it; without it they do not run.",
            ),
        ),
    ] = None,
    source_format: SourceFormat = None,
    students: Students = None,
    classes: Classes = None,
    year: SchoolYear = None,
    period: Period = None,
    legacy_font: LegacyFont = None,
    force: Force = False,
    jobs: Jobs = 1,
) -> int:
    """Validate."""
    from hocba_interop.conversion.inputs import expand
    from hocba_interop.validation import validate

    terminal: Terminal = ctx.obj
    files = expand(inputs)
    check_page(output, files, force=force)
    _check_baseline(write_baseline, output, files, force=force)
    with terminal.progress() as progress:
        report = validate(
            files,
            profile=profile,
            source_format=source_format,
            students=students or (),
            classes=classes or (),
            school_year=year,
            period=period,
            legacy_font=legacy_font,
            baseline=baseline,
            wants_baseline=write_baseline is not None,
            jobs=jobs,
            today=today,
            progress=progress,
        )
    for trace in report.faults.values():
        print(trace, file=sys.stderr)
    if write_baseline is not None:
        from hocba_interop.validation.baseline import baseline_text

        write_whole(Path(write_baseline), baseline_text(report.baseline).encode())
    _show(terminal, report, kind, output, show_values=show_values)
    return NOT_DONE if report.unread else int(report.fails(fail_on))


def _check_baseline(written: str | None, output: str | None, inputs: list[Path], *, force: bool) -> None:
    """A baseline may take the place of a baseline, and of nothing else. Raises WrongUse, OutputRefused."""
    if written is None:
        return
    path = Path(written)
    if written == "-" or (output not in (None, "-") and path.absolute() == Path(str(output)).absolute()):
        raise WrongUse(t("--write-baseline cần một tệp riêng.", "--write-baseline wants a file of its own."))
    ours = path.is_file() and path.read_bytes()[: len(_BASELINE_HEAD)] == _BASELINE_HEAD
    check_page(written, inputs, force=force or ours)


def _show(terminal: Terminal, report: Report, kind: str, output: str | None, *, show_values: bool) -> None:
    """Put the report where it was asked; a file of text is unfolded and has no colours."""
    if kind == "text":
        from hocba_interop.reports import text

        page = text.validation(report, terminal.lang, show_values=show_values, verbose=terminal.verbose)
        if output in (None, "-"):
            terminal.show(page)
            return
        content = terminal.plain(page)
    else:
        content = _rendered(report, kind, terminal.lang, show_values)
    if output in (None, "-"):
        terminal.write(content)
    else:
        write_whole(Path(str(output)), content.encode())


def _rendered(report: Report, kind: str, lang: str, show_values: bool) -> str:
    from importlib import import_module

    home = "hocba_interop.reports.html.validation" if kind == "html" else f"hocba_interop.reports.{kind}"
    rendered: str = import_module(home).validation(report, lang, show_values=show_values)
    return rendered
