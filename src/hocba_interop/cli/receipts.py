"""The receipt of a command: kept where the user wants it, and told in short on standard error."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from .failures import report
from .files import write_whole
from .terminal import Terminal

if TYPE_CHECKING:
    from hocba_interop.conversion.convert import Conversion
    from hocba_interop.conversion.receipt import Receipt

Done = TypeVar("Done", bound="Conversion")


def with_receipt(
    terminal: Terminal, work: Callable[[], Done], inputs: Iterable[Path], where: str | None, *, show_values: bool
) -> Done | int:
    """Do a command's work and keep its receipt, also that of a fault of ours; or the exit status of what was refused.

    ``inputs`` are the files by whose names places are told.
    """
    from hocba_interop.adapters.contract import UnreadableSource
    from hocba_interop.conversion.convert import ProgramFault

    try:
        done = work()
    except ProgramFault as fault:
        if fault.receipt:
            keep(terminal, fault.receipt, where, show_values=show_values)
        raise
    except UnreadableSource as refused:
        return report(refused, [path.name for path in inputs])
    keep(terminal, done.receipt, where, show_values=show_values)
    return done


def sized(files: Iterable[Path]) -> list[tuple[str, int]]:
    """Files with their sizes, as a receipt tells them."""
    return [(str(path), path.stat().st_size) for path in files]


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
