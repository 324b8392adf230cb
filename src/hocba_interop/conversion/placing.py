"""Putting files in their place: whole or not at all, and never over anything that was not given up."""

from __future__ import annotations

import tempfile
from pathlib import Path

from ..notices import Notice


class OutputRefused(Exception):
    """The output cannot be put where it was asked: it exists, or the place cannot be written."""

    def __init__(self, notice: Notice) -> None:
        super().__init__(notice.rule)
        self.notice = notice


def check_place(final: Path, *, force: bool) -> None:
    """Refuse an output that exists (without ``force``) or whose folder is not there. Raises OutputRefused."""
    if final.is_file() and not force:
        raise OutputRefused(Notice("output-exists", facts={"name": final.name}))
    parent = final if final.is_dir() else final.parent
    if not parent.is_dir():
        raise OutputRefused(Notice("output-folder-missing", facts={"name": str(parent)}))


def is_open_elsewhere(path: Path) -> bool:
    """Whether Excel or LibreOffice has a file open: each leaves a lock file beside it."""
    locks = (f"~${path.name}", f".~lock.{path.name}#")
    return any(path.with_name(name).exists() for name in locks)


def beside(final: Path) -> Path:
    """A fresh folder on the same disk as the output, so that a rename is all that is left to do."""
    parent = final if final.is_dir() else final.parent
    try:
        return Path(tempfile.mkdtemp(prefix=".hocba-", dir=parent))
    except OSError as error:
        raise OutputRefused(unwritable(parent, error)) from error


def unwritable(place: Path, error: OSError) -> Notice:
    """What to say of a place that cannot be written."""
    return Notice("output-unwritable", facts={"name": place.name, "reason": error.strerror or type(error).__name__})


def publish(files: list[Path], folder: Path, final: Path, inputs: set[Path], *, force: bool) -> list[Path]:
    """Give the files their names: all of them or none. An input is never replaced, whatever ``force`` says."""
    into_folder = final.is_dir() or not final.suffix
    names = [final / path.relative_to(folder) if into_folder else final for path in files]
    for name in names:
        if name.resolve() in inputs:
            raise OutputRefused(Notice("output-is-input", facts={"name": name.name}))
        if name.exists() and not force:
            raise OutputRefused(Notice("output-exists", facts={"name": name.name}))
    done: list[Path] = []
    kept: dict[Path, Path] = {}
    try:
        if into_folder:
            final.mkdir(exist_ok=True)
        for path, name in zip(files, names, strict=True):
            if name.exists():
                kept[name] = name.replace(folder / f"replaced-{len(kept)}")
            done.append(name)
            path.replace(name)
    except BaseException as error:  # also an interruption: all files are there, or those that were there before
        for name in done:
            name.unlink(missing_ok=True)
        for name, before in kept.items():
            before.replace(name)
        if isinstance(error, OSError):
            raise OutputRefused(unwritable(final, error)) from error
        raise
    return names
