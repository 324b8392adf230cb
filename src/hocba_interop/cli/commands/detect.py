"""``hocba detect``: which format and dialect a file is."""

from __future__ import annotations

import typer

from hocba_interop.cli.failures import NOT_DONE
from hocba_interop.cli.language import t
from hocba_interop.cli.options import Inputs, Json
from hocba_interop.cli.terminal import Terminal

NAME = "detect"
HELP = t(
    "Cho biết tệp thuộc định dạng nào, chắc đến đâu và vì sao.",
    "Tell which format each file is, how sure that is, and why.",
)
EXAMPLE = "hocba detect so_diem_khoi_10_hk2.xls"


def run(ctx: typer.Context, inputs: Inputs, json: Json = False) -> int:
    """Detect files: 1 where one is unknown or ambiguous, 2 where one cannot be read."""
    from hocba_interop.conversion.detection import detect

    terminal: Terminal = ctx.obj
    found = detect(inputs)
    if json:
        from hocba_interop.reports.json import detections

        terminal.write(detections(found, terminal.lang))
    else:
        from hocba_interop.reports.text import detections as table

        terminal.show(table(found, terminal.lang))
    outcomes = {one.outcome for one in found}
    return NOT_DONE if "unreadable" in outcomes else int(outcomes != {"found"})
