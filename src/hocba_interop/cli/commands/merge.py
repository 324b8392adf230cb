"""``hocba merge``: the parts of two schools into one report card a pupil, after a move within the year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

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
    iso_date,
)
from hocba_interop.cli.outputs import make
from hocba_interop.cli.receipts import sized, tell, with_receipt
from hocba_interop.cli.terminal import Terminal

if TYPE_CHECKING:
    from hocba_interop.conversion.merging.merge import Merged
    from hocba_interop.conversion.receipt import FailOn

NAME = "merge"
HELP = t(
    "Ghép phần của trường cũ và phần của trường mới thành một học bạ cho mỗi em chuyển trường trong năm.\n\n"
    "Điểm, nhận xét, buổi nghỉ của mỗi trường giữ đúng như đã ghi, không tính lại; hai điểm khác nhau cho một mục là "
    "lỗi. Những khác nhau về môn học, ngoại ngữ, thông tư được nêu ra để nhà trường quyết định. Học sinh được ghép "
    "theo mã; em chỉ có ở một trường vẫn được ghi, trừ khi có --only-matched.",
    "Put the old school's part and the new school's part together: one report card for each pupil who moved.\n\n"
    "Marks, comments and absences of each school stay as recorded, nothing is computed; two values for one mark are "
    "an error. Differences of subjects, languages and circulars are named for the school to decide. Pupils are "
    "matched by their codes; one who stands at one school only is written too, unless --only-matched is given.",
)
EXAMPLE = (
    "hocba merge --old truong_cu/ --new truong_moi/ -o hoc_ba.json --only-matched\n"
    "hocba merge --old em_ha.json --new 10b1_hk2.xlsx --student 2537040013 --moved-on 2026-01-19 -o em_ha_ca_nam.json"
)
OPTIONS = t("--old TỆP --new TỆP -o NƠI_GHI [tùy chọn]", "--old FILE --new FILE -o OUT [options]")
_MOVE = t("Việc chuyển trường", "The move")


def run(
    ctx: typer.Context,
    old: Annotated[
        list[str],
        typer.Option(
            "--old",
            metavar=t("TỆP", "FILE"),
            show_default=False,
            help=t(
                "Tệp, thư mục hay mẫu tên của trường cũ; lặp lại được.",
                "A file, folder or pattern of the old school; may be repeated.",
            ),
        ),
    ],
    new: Annotated[
        list[str],
        typer.Option(
            "--new",
            metavar=t("TỆP", "FILE"),
            show_default=False,
            help=t(
                "Tệp, thư mục hay mẫu tên của trường mới; lặp lại được.",
                "A file, folder or pattern of the new school; may be repeated.",
            ),
        ),
    ],
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar=t("NƠI_GHI", "OUT"),
            help=t(
                "Tệp, hoặc thư mục nếu định dạng có nhiều tệp; - là đầu ra chuẩn (JSON, XML).",
                "A file, or a folder where the format has several files; - is standard output (JSON, XML).",
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
                "Định dạng cần có (mặc định: hocba-json, giữ đủ mọi mục).",
                "The format to write (default: hocba-json, which holds everything).",
            ),
        ),
    ] = "hocba-json",
    match: Annotated[
        Path | None,
        typer.Option(
            "--match",
            metavar=t("TỆP.csv", "FILE.csv"),
            rich_help_panel=_MOVE,
            help=t(
                "Ghép những em không có mã chung: mỗi dòng là mã hay vị trí ở trường cũ, rồi ở trường mới.",
                "Join pupils without a common code: in each line a code or place at the old school, then at the new.",
            ),
        ),
    ] = None,
    moved_on: Annotated[
        str | None,
        typer.Option(
            "--moved-on",
            metavar="YYYY-MM-DD",
            callback=iso_date,
            rich_help_panel=_MOVE,
            help=t(
                "Ngày em đến trường mới, ghi vào quá trình học tập; dùng cho một em.",
                "The day on which the pupil came to the new school, for the history; for one pupil.",
            ),
        ),
    ] = None,
    only_matched: Annotated[
        bool,
        typer.Option(
            "--only-matched",
            rich_help_panel=_MOVE,
            help=t("Chỉ ghi những em có ở cả hai trường.", "Write only the pupils who stand at both schools."),
        ),
    ] = False,
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
    """Merge."""
    from hocba_interop.conversion.convert import ConvertOptions
    from hocba_interop.conversion.inputs import expand
    from hocba_interop.conversion.merging.merge import merge
    from hocba_interop.reports import text

    require_output(output, dry_run=dry_run)
    check_choice(students, classes, everyone=everyone)
    terminal: Terminal = ctx.obj
    olds, news = expand(old), expand(new)
    check_output(output, [*olds, *news])
    if receipt:
        check_receipt(receipt, output, [*olds, *news], force=force)
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

    def work() -> Merged:
        with terminal.progress() as progress:
            return make(
                terminal,
                to,
                output,
                lambda place: merge(
                    olds,
                    news,
                    place,
                    to=to,
                    options=options,
                    match=match,
                    moved_on=moved_on,
                    only_matched=only_matched,
                    progress=progress,
                ),
            )

    done = with_receipt(terminal, work, (*olds, *news), receipt, show_values=show_values)
    if isinstance(done, int):
        return done
    tell(terminal, done, sized(done.files), show_values=show_values, dry_run=dry_run)
    sources = [str(source["name"]) for source in done.receipt.sources]
    terminal.tell(text.moves(done.moves, sources, terminal.lang, show_values=show_values))
    return int(done.receipt.fails(cast("FailOn", fail_on)))
