"""Where the output of a command goes: a file, a folder, or standard output."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from .failures import WrongUse
from .language import t
from .terminal import Terminal

if TYPE_CHECKING:
    from hocba_interop.conversion.convert import Conversion

Done = TypeVar("Done", bound="Conversion")


def make(terminal: Terminal, to: str, output: str | None, convert: Callable[[str | Path | None], Done]) -> Done:
    """Convert to the output; for ``-`` to a file of our own, whose bytes go to standard output. Raises WrongUse."""
    if output != "-":
        return convert(output)
    from hocba_interop.adapters import registry

    target = registry.find_dialect(to)
    if target.kind == "workbook":
        raise WrongUse(
            t(
                "-o - chỉ dùng cho JSON và XML; bảng tính cần tên tệp.",
                "-o - is for JSON and XML only; a workbook needs a file name.",
            )
        )
    with tempfile.TemporaryDirectory(prefix="hocba-") as folder:
        done = convert(Path(folder) / f"hoc_ba{target.suffix}")
        for file in done.files:
            terminal.write(file.read_bytes())
        done.files.clear()
        return done
