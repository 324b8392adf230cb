"""``hocba convert``: report cards into another format, with a receipt."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hocba_interop.cli.failures import NOT_DONE, WrongUse, report
from hocba_interop.cli.files import check_output, check_receipt, write_whole
from hocba_interop.cli.language import t
from hocba_interop.cli.options import (
    FAIL_ON,
    PERIODS,
    Inputs,
    LegacyFont,
    SourceFormat,
    complete_formats,
    iso_date,
    one_of,
    period_option,
    school_year,
)
from hocba_interop.cli.terminal import Terminal

if TYPE_CHECKING:
    from hocba_interop.conversion.convert import Conversion, ConvertOptions
    from hocba_interop.conversion.receipt import FailOn, Receipt

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
_CHOICE = t("Chọn dữ liệu", "Which data")
_TARGET = t("Nơi nhận", "The target")
_RECEIPT = t("Biên nhận", "Receipt")


def run(
    ctx: typer.Context,
    inputs: Inputs,
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar=t("ĐỊNH_DẠNG", "FORMAT"),
            autocompletion=complete_formats,
            show_default=False,
            help=t("Định dạng cần có; xem hocba formats.", "The format to write; see hocba formats."),
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
    source_format: SourceFormat = None,
    students: Annotated[
        list[str] | None,
        typer.Option(
            "--student",
            metavar=t("MÃ", "ID"),
            rich_help_panel=_CHOICE,
            help=t("Chỉ lấy học sinh có mã này; lặp lại được.", "Only the pupil of this code; may be repeated."),
        ),
    ] = None,
    year: Annotated[
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
    ] = None,
    period: Annotated[
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
    ] = None,
    legacy_font: LegacyFont = None,
    target_school: Annotated[
        str | None,
        typer.Option(
            "--target-school",
            metavar=t("TÊN", "NAME"),
            rich_help_panel=_TARGET,
            help=t("Tên trường nhận, ghi ở tiêu đề.", "The receiving school, for the titles."),
        ),
    ] = None,
    target_class: Annotated[
        str | None,
        typer.Option(
            "--target-class",
            metavar=t("TÊN", "NAME"),
            rich_help_panel=_TARGET,
            help=t("Tên lớp nhận.", "The receiving class."),
        ),
    ] = None,
    receipt: Annotated[
        str | None,
        typer.Option(
            "--receipt",
            metavar=t("TỆP.json", "FILE.json"),
            rich_help_panel=_RECEIPT,
            help=t("Ghi biên nhận đầy đủ vào tệp này.", "Write the whole receipt to this file."),
        ),
    ] = None,
    fail_on: Annotated[
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
    ] = "error",
    show_values: Annotated[
        bool,
        typer.Option(
            "--show-values",
            rich_help_panel=_RECEIPT,
            help=t(
                "Cho hiện họ tên, điểm trong thông báo và biên nhận.",
                "Show names and marks in messages and receipt.",
            ),
        ),
    ] = False,
    today: Annotated[
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
    ] = None,
    partial: Annotated[
        bool,
        typer.Option(
            "--partial",
            help=t("Có lỗi vẫn ghi phần còn lại; ô lỗi để trống.", "Write all but the cells at fault."),
        ),
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help=t("Chạy thử, không ghi gì.", "Tell what would happen; write nothing.")),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help=t("Thay tệp đã có.", "Replace existing files."))] = False,
    jobs: Annotated[
        int,
        typer.Option(
            "--jobs",
            metavar="N",
            min=1,
            help=t("Số tiến trình đọc tệp cùng lúc.", "How many processes read."),
        ),
    ] = 1,
) -> int:
    """Convert."""
    from hocba_interop.conversion.convert import ConvertOptions

    if output is None and not dry_run:
        raise WrongUse(t("Thiếu -o NƠI_GHI (hoặc --dry-run để chạy thử).", "-o OUT is missing (or --dry-run)."))
    options = ConvertOptions(
        source_format=source_format,
        students=tuple(students or ()),
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

        from hocba_interop.adapters.contract import UnreadableSource
        from hocba_interop.conversion.convert import ProgramFault
        from hocba_interop.conversion.inputs import expand

        inputs = expand(self.inputs)
        check_output(self.output, inputs)
        if self.receipt:
            check_receipt(self.receipt, self.output, inputs, force=self.options.force)
        try:
            done = self._convert(inputs)
        except ProgramFault as fault:
            if fault.receipt:
                self._keep(fault.receipt)
            raise
        except UnreadableSource as refused:
            return report(refused, [path.name for path in inputs])
        self._keep(done.receipt)
        self._tell(done)
        return int(done.receipt.fails(cast("FailOn", fail_on)))

    def _convert(self, inputs: list[Path]) -> Conversion:
        from hocba_interop.conversion.convert import convert

        with self.terminal.progress() as progress:
            if self.output != "-":
                return convert(inputs, self.to, self.output, self.options, progress)
            from hocba_interop.adapters import registry

            target = registry.find_dialect(self.to)
            if target.kind == "workbook":
                raise WrongUse(
                    t(
                        "-o - chỉ dùng cho JSON và XML; bảng tính cần tên tệp.",
                        "-o - is for JSON and XML only; a workbook needs a file name.",
                    )
                )
            with tempfile.TemporaryDirectory(prefix="hocba-") as folder:
                path = Path(folder) / f"hoc_ba{target.suffix}"
                done = convert(inputs, self.to, path, self.options, progress)
                for file in done.files:
                    self.terminal.write(file.read_bytes())
                done.files.clear()
                return done

    def _keep(self, receipt: Receipt) -> None:
        if self.receipt is None:
            return
        from hocba_interop.reports import json

        text = json.receipt(receipt, self.terminal.lang, show_values=self.show_values)
        if self.receipt == "-":
            self.terminal.write(text)
        else:
            write_whole(Path(self.receipt), text.encode())

    def _tell(self, done: Conversion) -> None:
        from hocba_interop.conversion.by_hand import left_to_enter
        from hocba_interop.notices import Severity
        from hocba_interop.reports import text

        terminal, receipt = self.terminal, done.receipt
        if terminal.quiet:
            errors = [notice for notice in receipt.notices if notice.severity is Severity.ERROR]
            sources = [str(source["name"]) for source in receipt.sources]
            told = text.notices(errors, sources, terminal.lang, show_values=self.show_values)
            if told is not None:
                terminal.warn(told)
            return
        terminal.tell(
            text.receipt(
                receipt,
                [(str(path), path.stat().st_size) for path in done.files],
                left_to_enter(done),
                terminal.lang,
                verbose=terminal.verbose,
                show_values=self.show_values,
                dry_run=self.options.dry_run,
            )
        )


__all__ = ["EXAMPLE", "HELP", "NAME", "NOT_DONE", "run"]
