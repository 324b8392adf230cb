"""The receipt of a command: kept where the user wants it, and told in short on standard error."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .files import write_whole
from .terminal import Terminal

if TYPE_CHECKING:
    from hocba_interop.conversion.convert import Conversion
    from hocba_interop.conversion.receipt import Receipt


def keep(terminal: Terminal, receipt: Receipt, where: str | None, *, show_values: bool) -> None:
    """Write the whole receipt where ``--receipt`` says, if it says anything. Raises OutputRefused."""
    if where is None:
        return
    from hocba_interop.reports import json

    text = json.receipt(receipt, terminal.lang, show_values=show_values)
    if where == "-":
        terminal.write(text)
    else:
        write_whole(Path(where), text.encode())


def tell(
    terminal: Terminal, done: Conversion, files: Sequence[tuple[str, int]], *, show_values: bool, dry_run: bool
) -> None:
    """Tell the short receipt with the files that now exist; to those who want quiet, errors only."""
    from hocba_interop.conversion.by_hand import left_to_enter
    from hocba_interop.notices import Severity
    from hocba_interop.reports import text

    receipt = done.receipt
    if terminal.quiet:
        errors = [notice for notice in receipt.notices if notice.severity is Severity.ERROR]
        sources = [str(source["name"]) for source in (*receipt.sources, *receipt.templates)]
        told = text.notices(errors, sources, terminal.lang, show_values=show_values)
        if told is not None:
            terminal.warn(told)
        return
    terminal.tell(
        text.receipt(
            receipt,
            files,
            left_to_enter(done),
            terminal.lang,
            verbose=terminal.verbose,
            show_values=show_values,
            dry_run=dry_run,
        )
    )
