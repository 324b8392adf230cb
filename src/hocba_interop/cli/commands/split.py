"""``hocba split``: one file for each pupil or each class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

import typer

from hocba_interop.cli.failures import WrongUse
from hocba_interop.cli.files import check_receipt
from hocba_interop.cli.language import t
from hocba_interop.cli.options import (
    Classes,
    DryRun,
    Everyone,
    FailLevel,
    Force,
    Inputs,
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
    one_of,
)
from hocba_interop.cli.receipts import tell, with_receipt
from hocba_interop.cli.terminal import Terminal

if TYPE_CHECKING:
    from hocba_interop.conversion.receipt import FailOn
    from hocba_interop.conversion.splitting import By, Splitting

NAME = "split"
HELP = t(
    "Tách học bạ thành từng tệp: mỗi em một tệp (--by student) hay mỗi lớp một tệp (--by class).\n\n"
    "Dùng khi học sinh chuyển đi nhiều trường. Tệp đặt tên theo mã học sinh, không theo họ tên; muc_luc.csv cho biết "
    "tệp nào của em nào và có cột trống để ghi trường chuyển đến. Mỗi tệp đều được đọc lại để đối chiếu; có lỗi thì "
    "không tệp nào được ghi.",
    "Split report cards into one file a pupil (--by student) or one file a class (--by class).\n\n"
    "For pupils who leave to different schools. Files are named by the pupil's code, never by name; muc_luc.csv says "
    "whose each file is, with an empty column for the receiving school. Every file is read back as proof; an error "
    "withholds all of them.",
)
EXAMPLE = 'hocba split "lop10/*.xls" --by student -o chuyen-di/ --receipt bien_nhan.json'
OPTIONS = t("--by student|class -o THƯ_MỤC [tùy chọn]", "--by student|class -o FOLDER [options]")
_BY = ("student", "class")


def run(
    ctx: typer.Context,
    inputs: Inputs,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="student|class",
            callback=one_of(*_BY),
            autocompletion=lambda: list(_BY),
            show_default=False,
            help=t(
                "Mỗi học sinh một tệp (student) hay mỗi lớp một tệp (class).", "One file a pupil, or one file a class."
            ),
        ),
    ],
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar=t("THƯ_MỤC", "FOLDER"),
            help=t(
                "Thư mục để ghi; phải mới hoặc trống, trừ khi có --force.",
                "The folder to write; it must be new or empty, unless --force is given.",
            ),
        ),
    ] = None,
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar=t("ĐỊNH_DẠNG", "FORMAT"),
            autocompletion=complete_formats,
            help=t(
                "Định dạng của các tệp (mặc định: hocba-json, giữ đủ mọi mục).",
                "The format of the files (default: hocba-json, which holds everything).",
            ),
        ),
    ] = "hocba-json",
    source_format: SourceFormat = None,
    students: Students = None,
    classes: Classes = None,
    everyone: Everyone = False,
    year: SchoolYear = None,
    period: Period = None,
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
    """Split."""
    from hocba_interop.conversion.convert import ConvertOptions
    from hocba_interop.conversion.inputs import expand
    from hocba_interop.conversion.splitting import split

    if output is None and not dry_run:
        raise WrongUse(t("Thiếu -o THƯ_MỤC (hoặc --dry-run để chạy thử).", "-o FOLDER is missing (or --dry-run)."))
    if output == "-":
        raise WrongUse(t("split ghi nhiều tệp nên -o phải là thư mục.", "split writes several files: -o is a folder."))
    check_choice(students, classes, everyone=everyone)
    terminal: Terminal = ctx.obj
    files = expand(inputs)
    if receipt:
        check_receipt(receipt, output, files, force=force)
    options = ConvertOptions(
        source_format=source_format,
        students=tuple(students or ()),
        classes=tuple(classes or ()),
        school_year=year,
        period=period,
        legacy_font=legacy_font,
        partial=partial,
        dry_run=dry_run,
        force=force,
        jobs=jobs,
        today=today,
    )

    def work() -> Splitting:
        with terminal.progress() as progress:
            return split(files, output, cast("By", by), to, options, progress)

    done = with_receipt(terminal, work, files, receipt, show_values=show_values)
    if isinstance(done, int):
        return done
    tell(terminal, done, _files(done, show_values=show_values), show_values=show_values, dry_run=dry_run)
    return int(done.receipt.fails(cast("FailOn", fail_on)))


def _files(done: Splitting, *, show_values: bool) -> list[tuple[str, int]]:
    """The files with their sizes; without ``show_values`` only how many, since their names are codes of pupils."""
    sizes = {path: path.stat().st_size for path in done.files}
    if show_values or done.index is None:
        return [(str(path), size) for path, size in sizes.items()]
    parts = [size for path, size in sizes.items() if path != done.index]
    folder = done.index.parent
    counted = t(f"{len(parts)} tệp", f"{len(parts)} file" + ("s" if len(parts) != 1 else ""))
    return [(f"{folder} ({counted})", sum(parts)), (str(done.index), sizes[done.index])]
