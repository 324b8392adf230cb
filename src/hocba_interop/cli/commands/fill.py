"""``hocba fill``: the target system's own templates, filled from another school's files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from hocba_interop.cli.failures import WrongUse
from hocba_interop.cli.files import check_output, check_receipt, require_output
from hocba_interop.cli.language import t
from hocba_interop.cli.options import (
    Classes,
    DryRun,
    Everyone,
    FailLevel,
    Force,
    Jobs,
    LegacyFont,
    Partial,
    Period,
    ReceiptFile,
    SchoolYear,
    ShowValues,
    SourceFormat,
    Students,
    Today,
    check_choice,
    complete_formats,
)
from hocba_interop.cli.receipts import sized, tell, with_receipt
from hocba_interop.cli.terminal import Terminal

if TYPE_CHECKING:
    from hocba_interop.conversion.filling.fill import Ask, Filling
    from hocba_interop.conversion.receipt import FailOn

NAME = "fill"
HELP = t(
    "Điền điểm vào chính mẫu mà hệ thống nhận xuất ra; mọi thứ khác trong mẫu giữ nguyên.\n\n"
    "Chỉ điền ô trống; ô đã có giá trị khác được báo ra, không bị ghi đè trừ khi có --overwrite. "
    "Học sinh được tìm theo mã; không có mã chung thì hocba gợi ý, thầy cô xác nhận rồi mới điền. "
    "Tệp mẫu gốc không bao giờ bị sửa.",
    "Fill the templates that the target system itself exported; everything else in them stays.\n\n"
    "Only empty cells are filled; a cell with another value is reported, and overwritten only with --overwrite. "
    "Pupils are found by their codes; without a common code hocba suggests and you confirm. The template itself "
    "is never changed.",
)
EXAMPLE = (
    "hocba fill mau_smas/*.xlsx --source so_diem_10t_hk1.xls -o da_dien/\n"
    "hocba fill mau.xlsx --source 10t.json --match ghep.csv -o mau_da_dien.xlsx"
)
OPTIONS = t("--source TỆP -o NƠI_GHI [tùy chọn]", "--source FILE -o OUT [options]")
_MATCHING = t("Ghép học sinh", "Who is who")


def run(
    ctx: typer.Context,
    templates: Annotated[
        list[str],
        typer.Argument(
            metavar=t("MẪU...", "TEMPLATE..."),
            show_default=False,
            help=t(
                "Mẫu xuất từ hệ thống nhận: tệp, thư mục, hay mẫu tên.",
                "Templates exported from the target system: files, folders or patterns.",
            ),
        ),
    ],
    sources: Annotated[
        list[str],
        typer.Option(
            "--source",
            "-s",
            metavar=t("TỆP", "FILE"),
            show_default=False,
            help=t("Tệp của trường cũ; lặp lại được.", "A file of the old school; may be repeated."),
        ),
    ],
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar=t("NƠI_GHI", "OUT"),
            help=t("Tệp, hoặc thư mục nếu có nhiều mẫu.", "A file, or a folder for several templates."),
        ),
    ] = None,
    match: Annotated[
        Path | None,
        typer.Option(
            "--match",
            metavar=t("TỆP.csv", "FILE.csv"),
            rich_help_panel=_MATCHING,
            help=t(
                "Danh sách ghép học sinh không có mã chung. Chưa có tệp thì hocba ghi gợi ý vào đó để thầy cô "
                "xác nhận.",
                "Pairs of pupils without a common code. If it does not exist, hocba writes its suggestions there.",
            ),
        ),
    ] = None,
    overwrite: Annotated[
        bool,
        typer.Option(
            "--overwrite",
            help=t("Ghi đè ô của mẫu đã có giá trị khác.", "Overwrite cells that hold another value."),
        ),
    ] = False,
    source_format: SourceFormat = None,
    template_format: Annotated[
        str | None,
        typer.Option(
            "--template-format",
            metavar=t("ĐỊNH_DẠNG", "FORMAT"),
            autocompletion=complete_formats,
            help=t(
                "Định dạng của mẫu, khi không để hocba tự nhận ra.",
                "The format of the templates, instead of letting hocba find out.",
            ),
        ),
    ] = None,
    students: Students = None,
    classes: Classes = None,
    everyone: Everyone = False,
    year: SchoolYear = None,
    period: Period = None,
    subject: Annotated[
        str | None,
        typer.Option(
            "--subject",
            metavar=t("MÔN", "SUBJECT"),
            help=t("Môn của mẫu không ghi tên môn.", "The subject of templates which name none."),
        ),
    ] = None,
    legacy_font: LegacyFont = None,
    receipt: ReceiptFile = None,
    fail_on: FailLevel = "error",
    show_values: ShowValues = False,
    today: Today = None,
    partial: Partial = False,
    dry_run: DryRun = False,
    force: Force = False,
    jobs: Jobs = 1,
) -> int:
    """Fill templates."""
    from hocba_interop.conversion.filling.fill import FillOptions, fill
    from hocba_interop.conversion.inputs import expand

    terminal: Terminal = ctx.obj
    require_output(output, dry_run=dry_run)
    if output == "-":
        raise WrongUse(
            t(
                "fill ghi bảng tính nên -o phải là tệp hay thư mục.",
                "fill writes workbooks: -o must be a file or folder.",
            )
        )
    check_choice(students, classes, everyone=everyone)
    forms, given = expand(templates), expand(sources)
    check_output(output, [*forms, *given])
    if receipt:
        check_receipt(receipt, output, [*forms, *given], force=force)
    options = FillOptions(
        source_format=source_format,
        template_format=template_format,
        students=tuple(students or ()),
        classes=tuple(classes or ()),
        school_year=year,
        period=period,
        subject=subject,
        legacy_font=legacy_font,
        match=match,
        overwrite=overwrite,
        partial=partial,
        dry_run=dry_run,
        force=force,
        jobs=jobs,
        today=today,
    )
    ask = _asking(match)

    def work() -> Filling:
        if ask:  # a bar and a question would write over each other
            return fill(forms, given, output, options, ask=ask)
        with terminal.progress() as progress:
            return fill(forms, given, output, options, progress=progress)

    done = with_receipt(terminal, work, (*given, *forms), receipt, show_values=show_values)
    if isinstance(done, int):
        return done
    tell(terminal, done, sized(done.files), show_values=show_values, dry_run=dry_run)
    return int(done.receipt.fails(cast("FailOn", fail_on)))


def _asking(match: Path | None) -> Ask | None:
    """Questions go to a terminal only, and only where no file of pairs is used."""
    if match is not None or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    from hocba_interop.cli.questions import ask_about

    return ask_about
