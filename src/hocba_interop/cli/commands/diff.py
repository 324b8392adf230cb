"""``hocba diff``: what differs between two files."""

from __future__ import annotations

from typing import Annotated

import typer

from hocba_interop.cli.language import t
from hocba_interop.cli.options import Json, MatchFile
from hocba_interop.cli.terminal import Terminal

NAME = "diff"
HELP = t(
    "So hai bên theo từng học sinh, từng môn, từng kỳ.\n\n"
    "So theo ý nghĩa: 8, 8.0 và “8,0” là một điểm; thứ tự dòng, cột không quan trọng. "
    "Học sinh được ghép theo mã. Mã thoát 0 là không khác, 1 là có khác.",
    "Compare two sides pupil by pupil, subject by subject, period by period.\n\n"
    "They are compared by meaning: 8, 8.0 and “8,0” are one mark; the order of rows and columns does not "
    "matter. Pupils are matched by their codes. Exit status 0: no difference, 1: differences.",
)
EXAMPLE = "hocba diff so_diem_10t.xls 10t_tai_ve_tu_smas.xlsx"


def run(
    ctx: typer.Context,
    a: Annotated[
        str,
        typer.Argument(metavar="A", help=t("Bên thứ nhất: tệp, thư mục hay mẫu tên.", "A file, folder or pattern.")),
    ],
    b: Annotated[str, typer.Argument(metavar="B", help=t("Bên thứ hai.", "The other file, folder or pattern."))],
    match: MatchFile = None,
    json: Json = False,
) -> int:
    """Compare two sides."""
    from hocba_interop.conversion.diff import diff
    from hocba_interop.reports import text

    terminal: Terminal = ctx.obj
    found = diff(a, b, match=match)
    sides = (("A", found.notices_a, found.sources_a), ("B", found.notices_b, found.sources_b))
    for side, notices, sources in sides:
        terminal.tell(text.notices(notices, sources, terminal.lang, verbose=terminal.verbose, of=side))
    if json:
        from hocba_interop.reports.json import difference

        terminal.write(difference(found, terminal.lang))
    else:
        terminal.show(text.difference(found, terminal.lang))
    return int(not found.is_empty)
