"""The terminal of one run: results to standard output, findings and progress to standard error."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .language import Lang, t

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_PLAIN_WIDTH = 120
"""The width where there is no terminal to ask: nothing that a program reads should be folded early."""

_PAGE_WIDTH = 96

_PATIENCE = 1.0
"""After how many seconds a bar shows."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """What the general options say of this run."""

    lang: Lang
    quiet: bool = False
    verbose: bool = False

    def show(self, content: RenderableType) -> None:
        """Show a result on standard output."""
        _print(content, _console(stderr=False))

    def write(self, content: str | bytes) -> None:
        """Write text or the bytes of a file to standard output, as they are."""
        data = content.encode() if isinstance(content, str) else content
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()

    def plain(self, content: RenderableType) -> str:
        """A result as the text of a file: without colours, folded at a width that a page takes."""
        from rich.console import Console

        return _captured(content, Console(width=_PAGE_WIDTH, no_color=True, markup=False, highlight=False, emoji=False))

    def tell(self, content: RenderableType | None) -> None:
        """Tell a finding on standard error, unless the user wants quiet."""
        if content is not None and not self.quiet:
            self.warn(content)

    def warn(self, content: RenderableType) -> None:
        """Tell what must be heard on standard error, even to those who want quiet."""
        _print(content, _console(stderr=True))

    @contextmanager
    def progress(self) -> Iterator[Callable[[int, int], None]]:
        """A bar for work that takes longer than a second; it shows on a terminal only."""
        console = _console(stderr=True)
        if self.quiet or not console.is_terminal:
            yield _nothing
            return
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[count]}"))
        bar = Progress(*columns, TimeElapsedColumn(), console=console, transient=True)
        task = bar.add_task(t("Đang đọc tệp", "Reading"), total=None, count="")

        def advance(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, count=f"{done}/{total}")
            if done == total:
                said = t("Đang ghép và kiểm tra", "Putting together and proving")
                bar.update(task, description=said, total=None, count="")

        later = threading.Timer(_PATIENCE, bar.start)
        later.start()
        try:
            yield advance
        finally:
            later.cancel()
            later.join()
            if bar.live.is_started:
                bar.stop()


def _nothing(_done: int, _total: int) -> None:
    pass


def _print(content: RenderableType, console: Console) -> None:
    if console.is_terminal:
        console.print(content)
        return
    console.file.write(_captured(content, console))


def _captured(content: RenderableType, console: Console) -> str:
    with console.capture() as captured:  # a table is padded to its width, which no file needs
        console.print(content)
    return "".join(f"{line.rstrip()}\n" for line in captured.get().lstrip("\n").splitlines())


def _console(*, stderr: bool) -> Console:
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() or os.environ.get("COLUMNS") else _PLAIN_WIDTH
    return Console(file=stream, width=width, markup=False, highlight=False, emoji=False)
