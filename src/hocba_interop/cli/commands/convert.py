"""``hocba convert``: report cards into another format, with a receipt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hocba_interop.cli.failures import NOT_DONE
from hocba_interop.cli.files import check_output, check_receipt, require_output
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
    Target,
    TargetClass,
    TargetSchool,
    Today,
    check_choice,
)
from hocba_interop.cli.outputs import make
from hocba_interop.cli.receipts import sized, tell, with_receipt
from hocba_interop.cli.terminal import Terminal

if TYPE_CHECKING:
    from hocba_interop.conversion.convert import Conversion, ConvertOptions
    from hocba_interop.conversion.receipt import FailOn

NAME = "convert"
HELP = t(
    "Chuyển học bạ sang định dạng khác, rồi đọc lại tệp đã ghi để đối chiếu từng giá trị và lập biên nhận.\n\n"
    "Nhiều tệp của một lớp (học kỳ I, học kỳ II, sổ điểm môn) được ghép thành một học bạ cho mỗi em. "
    "Dữ liệu có lỗi thì không ghi gì, trừ khi có --partial. Tệp đã có chỉ bị thay khi có --force.",
    "Convert report cards to another format, read them back as proof, and make out a receipt.\n\n"
    "Several files of one class (term 1, term 2, subject books) become one report card a pupil. "
    "An error in the data withholds the output, unless --partial is given. An existing file is replaced only "
    "with --force.",
)
EXAMPLE = (
    'hocba convert "lop10/*.xls" --to viettel -o smas/ --receipt bien_nhan.json\n'
    "hocba convert 10t_hk1.xls 10t_hk2.xls --to hocba-json -o 10t.json"
)
OPTIONS = t("--to ĐỊNH_DẠNG -o NƠI_GHI [tùy chọn]", "--to FORMAT -o OUT [options]")


def run(
    ctx: typer.Context,
    inputs: Inputs,
    to: Target,
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
    source_format: SourceFormat = None,
    students: Students = None,
    classes: Classes = None,
    everyone: Everyone = False,
    year: SchoolYear = None,
    period: Period = None,
    legacy_font: LegacyFont = None,
    target_school: TargetSchool = None,
    target_class: TargetClass = None,
    receipt: ReceiptFile = None,
    fail_on: FailLevel = "error",
    show_values: ShowValues = False,
    today: Today = None,
    partial: Partial = False,
    dry_run: DryRun = False,
    force: Force = False,
    jobs: Jobs = 1,
) -> int:
    """Convert."""
    from hocba_interop.conversion.convert import ConvertOptions

    require_output(output, dry_run=dry_run)
    check_choice(students, classes, everyone=everyone)
    options = ConvertOptions(
        source_format=source_format,
        students=tuple(students or ()),
        classes=tuple(classes or ()),
        school_year=year,
        period=period,
        target_school=target_school,
        target_class=target_class,
        legacy_font=legacy_font,
        partial=partial,
        dry_run=dry_run,
        force=force,
        jobs=jobs,
        today=today,
    )
    job = _Job(ctx.obj, inputs, to, output, receipt, show_values, options)
    return job.run(fail_on)


class _Job:
    """One conversion as the command line wants it: where things go, and what is shown."""

    def __init__(
        self,
        terminal: Terminal,
        inputs: list[str],
        to: str,
        output: str | None,
        receipt: str | None,
        show_values: bool,
        options: ConvertOptions,
    ) -> None:
        self.terminal = terminal
        self.inputs = inputs
        self.to = to
        self.output = output
        self.receipt = receipt
        self.show_values = show_values
        self.options = options

    def run(self, fail_on: str) -> int:
        """Convert, show the receipt; the exit status."""
        from typing import cast

        from hocba_interop.conversion.inputs import expand

        inputs = expand(self.inputs)
        check_output(self.output, inputs)
        if self.receipt:
            check_receipt(self.receipt, self.output, inputs, force=self.options.force)
        done = with_receipt(
            self.terminal, lambda: self._convert(inputs), inputs, self.receipt, show_values=self.show_values
        )
        if isinstance(done, int):
            return done
        tell(self.terminal, done, sized(done.files), show_values=self.show_values, dry_run=self.options.dry_run)
        return int(done.receipt.fails(cast("FailOn", fail_on)))

    def _convert(self, inputs: list[Path]) -> Conversion:
        from hocba_interop.conversion.convert import convert

        with self.terminal.progress() as progress:
            return make(
                self.terminal,
                self.to,
                self.output,
                lambda place: convert(inputs, self.to, place, self.options, progress),
            )


__all__ = ["EXAMPLE", "HELP", "NAME", "NOT_DONE", "run"]
