"""``hocba checklist``: what a transfer still lacks, and who can supply it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hocba_interop.cli.failures import WrongUse, report, suggestion
from hocba_interop.cli.files import check_page, write_whole
from hocba_interop.cli.language import t
from hocba_interop.cli.options import (
    Classes,
    Everyone,
    Force,
    Inputs,
    Jobs,
    Json,
    LegacyFont,
    Period,
    SchoolYear,
    SourceFormat,
    Students,
    check_choice,
    one_of,
)
from hocba_interop.cli.terminal import Terminal

if TYPE_CHECKING:
    from hocba_interop.checklists import Checklist

NAME = "checklist"
HELP = t(
    "Cho biết hồ sơ chuyển trường còn thiếu gì và ai bổ sung được, theo từng người phụ trách.\n\n"
    "Đưa vào mọi tệp đang có của em hoặc của lớp. Kết quả có họ tên học sinh, chỉ để nhà trường tự xem. "
    "Mã thoát 0: không thiếu mục bắt buộc nào; 1: còn thiếu, hoặc dữ liệu có lỗi.",
    "Tell what a transfer still lacks and who can supply it, supplier by supplier.\n\n"
    "Give it all files there are of the pupil or the class. The names of the pupils show: it is made for the "
    "school's own eyes. Exit status 0: nothing required lacks; 1: something does, or the data have errors.",
)
EXAMPLE = (
    'hocba checklist "lop10/*.xls" --student 2336000013\n'
    'hocba checklist "lop10/*.xls" --class 10T --output html -o con_thieu.html'
)
_OUTPUTS = ("text", "html")


def run(
    ctx: typer.Context,
    inputs: Inputs,
    profile: Annotated[
        str,
        typer.Option(
            "--profile",
            metavar=t("TÊN", "NAME"),
            help=t(
                "Dùng vào việc gì; hiện có: transfer (chuyển trường).",
                "What it is for; there is: transfer.",
            ),
        ),
    ] = "transfer",
    kind: Annotated[
        str,
        typer.Option(
            "--output",
            metavar="text|html",
            callback=one_of(*_OUTPUTS),
            autocompletion=lambda: list(_OUTPUTS),
            help=t(
                "Chữ trên màn hình (text), hay một trang để in, có ô đánh dấu (html).",
                "Text for the screen, or a page to print with boxes to tick (html).",
            ),
        ),
    ] = "text",
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            metavar=t("TỆP", "FILE"),
            help=t("Ghi vào tệp này thay vì in ra.", "Write to this file instead of the screen."),
        ),
    ] = None,
    json: Json = False,
    source_format: SourceFormat = None,
    students: Students = None,
    classes: Classes = None,
    everyone: Everyone = False,
    year: SchoolYear = None,
    period: Period = None,
    legacy_font: LegacyFont = None,
    force: Force = False,
    jobs: Jobs = 1,
) -> int:
    """Check."""
    from hocba_interop.adapters.contract import UnreadableSource
    from hocba_interop.checklists import UnknownProfile, checklist
    from hocba_interop.conversion.inputs import expand

    terminal: Terminal = ctx.obj
    check_choice(students, classes, everyone=everyone)
    if json and kind == "html":
        raise WrongUse(t("--json và --output html không đi cùng nhau được.", "--json and --output html clash."))
    files = expand(inputs)
    check_page(output, files, force=force)
    try:
        with terminal.progress() as progress:
            found = checklist(
                files,
                profile,
                source_format=source_format,
                students=students or (),
                classes=classes or (),
                school_year=year,
                period=period,
                legacy_font=legacy_font,
                jobs=jobs,
                progress=progress,
            )
    except UnknownProfile as unknown:
        known = ", ".join(unknown.known)
        said = t(f"Không có hồ sơ “{unknown.name}”; hiện có: {known}.", f"No profile “{unknown.name}”; known: {known}.")
        raise WrongUse(said + suggestion(unknown.name, unknown.known)) from unknown
    except UnreadableSource as refused:
        return report(refused, [path.name for path in files])
    _tell(terminal, found)
    _show(terminal, found, "json" if json else kind, output)
    return int(not found.is_complete)


def _tell(terminal: Terminal, found: Checklist) -> None:
    """Tell what reading found; to those who want quiet, errors only."""
    from hocba_interop.notices import Severity
    from hocba_interop.reports import text

    notices = [n for n in found.notices if n.severity is Severity.ERROR] if terminal.quiet else found.notices
    told = text.notices(notices, found.sources, terminal.lang, verbose=terminal.verbose)
    if told is not None:
        terminal.warn(told)


def _show(terminal: Terminal, found: Checklist, kind: str, output: str | None) -> None:
    """Put the checklist where it was asked: a file gets the text unfolded."""
    from hocba_interop.reports import html
    from hocba_interop.reports import json as as_json
    from hocba_interop.reports import text as as_text

    lang = terminal.lang
    if kind == "text" and output in (None, "-"):
        terminal.show(as_text.checklist(found, lang, verbose=terminal.verbose))
        return
    if kind == "json":
        content = as_json.checklist(found, lang)
    elif kind == "html":
        content = html.checklist(found, lang)
    else:
        content = terminal.plain(as_text.checklist(found, lang, verbose=terminal.verbose))
    if output in (None, "-"):
        terminal.write(content)
    else:
        write_whole(Path(str(output)), content.encode())
