"""``hocba schema``: a published schema."""

from __future__ import annotations

from typing import Annotated, Literal, cast

import typer

from hocba_interop.cli.failures import WrongUse, suggestion
from hocba_interop.cli.language import t
from hocba_interop.cli.options import one_of
from hocba_interop.cli.terminal import Terminal

NAME = "schema"
HELP = t("In lược đồ đã công bố của dạng chuẩn.", "Print a published schema of the canonical form.")
EXAMPLE = "hocba schema xsd report-card > hoc-ba.xsd"
_KINDS = ("xsd", "json")


def run(
    ctx: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="xsd|json",
            callback=one_of(*_KINDS),
            autocompletion=lambda: list(_KINDS),
            help=t("Loại lược đồ.", "The kind of schema."),
        ),
    ],
    name: Annotated[
        str,
        typer.Argument(metavar=t("TÊN", "NAME"), help=t("Tên lược đồ: report-card.", "Its name: report-card.")),
    ],
) -> int:
    """Print a schema."""
    from hocba_interop import schemas

    terminal: Terminal = ctx.obj
    chosen = cast("Literal['xsd', 'json']", kind)
    known = schemas.names(chosen)
    if name not in known:
        said = t(f"Không có lược đồ “{name}”.", f"There is no schema “{name}”.")
        names = ", ".join(known)
        raise WrongUse(said + suggestion(name, known) + t(f" Các lược đồ: {names}", f" Known schemas: {names}"))
    terminal.write(schemas.load(chosen, name))
    return 0
