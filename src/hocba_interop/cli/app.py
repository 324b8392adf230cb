"""The Typer application: the general options and the commands."""

from __future__ import annotations

from typing import Annotated

import typer

from .commands import checklist, convert, detect, diff, explain, fill, formats, inspect, merge, schema, split, validate
from .failures import NOT_DONE, WrongUse
from .help import Command, Commands
from .language import LANGUAGES, lang, t
from .terminal import Terminal

app = typer.Typer(
    cls=Commands,
    invoke_without_command=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help=t(
        "hocba chuyển học bạ giữa vnEdu, SMAS, Excel và dạng chuẩn, và chứng minh không mất dữ liệu.",
        "hocba converts Vietnamese report cards between vnEdu, SMAS, Excel and a canonical form, and proves "
        "that nothing was lost.",
    ),
    epilog='hocba convert "lop10/*.xls" --to viettel -o smas/',
)


@app.callback()
def general(
    ctx: typer.Context,
    language: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="vi|en",
            autocompletion=lambda: list(LANGUAGES),
            help=t(
                "Ngôn ngữ của thông báo (hoặc đặt biến HOCBA_LANG).",
                "Language of the messages (or set HOCBA_LANG).",
            ),
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=t("Chỉ báo lỗi.", "Tell errors only."))] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help=t("Báo đầy đủ từng chỗ.", "Tell every place."))
    ] = False,
    version: Annotated[
        bool,
        typer.Option("--version", "-V", help=t("In phiên bản rồi thoát.", "Print the version and exit.")),
    ] = False,
) -> int:
    """The options that stand before or after any command."""
    if version:
        from hocba_interop.version import VERSION

        print(f"hocba {VERSION}")
        raise typer.Exit
    if language is not None and language not in LANGUAGES:
        raise WrongUse(
            t(
                f"--lang không nhận “{language}”; chỉ nhận: vi, en.",
                f"--lang does not take “{language}”; it takes: vi, en.",
            )
        )
    ctx.obj = Terminal(lang(), quiet, verbose)
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help(), err=True)
        return NOT_DONE
    return 0


for _command in (formats, detect, inspect, convert, fill, merge, split, checklist, diff, validate, explain, schema):
    app.command(
        _command.NAME,
        cls=Command,
        help=_command.HELP,
        epilog=_command.EXAMPLE,
        options_metavar=getattr(_command, "OPTIONS", t("[tùy chọn]", "[options]")),
    )(_command.run)
