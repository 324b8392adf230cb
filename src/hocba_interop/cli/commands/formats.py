"""``hocba formats``: every format and dialect."""

from __future__ import annotations

import typer

from hocba_interop.cli.language import t
from hocba_interop.cli.options import Json
from hocba_interop.cli.terminal import Terminal

NAME = "formats"
HELP = t(
    "Liệt kê các định dạng: đọc được không, ghi được không, giữ được những gì.",
    "List the formats: which can be read, which written, and what they can hold.",
)
EXAMPLE = "hocba formats"


def run(ctx: typer.Context, json: Json = False) -> int:
    """List the formats."""
    from hocba_interop.adapters import registry

    terminal: Terminal = ctx.obj
    if json:
        from hocba_interop.reports.json import formats

        terminal.write(formats(registry.formats(), terminal.lang))
    else:
        from hocba_interop.reports.text import formats as table

        terminal.show(table(registry.formats(), terminal.lang))
    for entry in registry.broken():
        terminal.tell(t(f"Không nạp được phần mở rộng: {entry}", f"A plug-in could not be loaded: {entry}"))
    return 0
