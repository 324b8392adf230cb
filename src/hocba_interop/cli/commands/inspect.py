"""``hocba inspect``: what is inside files."""

from __future__ import annotations

import typer

from hocba_interop.cli.failures import NOT_DONE
from hocba_interop.cli.language import t
from hocba_interop.cli.options import Inputs, Json, LegacyFont, SourceFormat
from hocba_interop.cli.terminal import Terminal

NAME = "inspect"
HELP = t(
    "Xem trong tệp có gì: lớp, năm học, học kỳ, môn, học sinh và những điều cần biết.\n\n"
    "Kết quả có họ tên học sinh, chỉ để nhà trường tự xem.",
    "Show what is inside files: classes, years, terms, subjects, pupils and everything odd.\n\n"
    "The names of the pupils show: it is made for the school's own eyes.",
)
EXAMPLE = 'hocba inspect "lop10/*.xls"'


def run(
    ctx: typer.Context,
    inputs: Inputs,
    source_format: SourceFormat = None,
    legacy_font: LegacyFont = None,
    json: Json = False,
) -> int:
    """Inspect files: 1 where the data have errors, 2 where a file cannot be read."""
    from hocba_interop.conversion.inspection import inspect
    from hocba_interop.notices import Severity, worst

    terminal: Terminal = ctx.obj
    with terminal.progress() as progress:
        found = inspect(inputs, source_format=source_format, legacy_font=legacy_font, progress=progress)
    if json:
        from hocba_interop.reports.json import inspection

        terminal.write(inspection(found, terminal.lang))
    else:
        from hocba_interop.reports.text import inspection as page

        terminal.show(page(found, terminal.lang, verbose=terminal.verbose))
    return NOT_DONE if found.unread else int(worst(found.notices) is Severity.ERROR)
