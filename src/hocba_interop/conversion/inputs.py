"""Inputs: files, folders and globs as the user names them, read into sources in a fixed order."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ..adapters.contract import UnreadableSource
from ..adapters.source import Source
from ..adapters.workbook.opening import DEFAULT_LIMITS
from ..notices import Notice, SourcePlace

SUFFIXES = frozenset({".xls", ".xlsx", ".xlsm", ".htm", ".html", ".json", ".jsonl", ".xml"})
_MAX_TEXT_BYTES = 4 << 30


class NoSuchInput(Exception):
    """An input that is not there, or a folder or glob without any file that could be read."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def expand(names: Iterable[str | Path]) -> list[Path]:
    """The files that names stand for: a folder gives its files, a glob what it matches, in order of name.

    Excel's lock files (``~$…``) and hidden files of a folder are passed over. Raises NoSuchInput.
    """
    files: list[Path] = []
    for name in names:
        path = Path(name)
        if path.is_dir():
            found = sorted(_in_folder(path))
        elif path.exists() or str(name) == "-":
            found = [path]
        elif any(char in str(name) for char in "*?["):
            found = sorted(Path(p) for p in glob.glob(str(name), recursive=True) if _wanted(Path(p)))  # noqa: PTH207 - Path.glob takes no absolute pattern
        else:
            found = []
        if not found:
            raise NoSuchInput(str(name))
        files += [p for p in found if p not in files]
    return files


def _in_folder(folder: Path) -> Iterator[Path]:
    """The files of a folder and those below it; a folder that may not be looked into has none."""
    for where, _, names in os.walk(folder):
        yield from (path for name in names if _wanted(path := Path(where, name)) and path.is_file())


def _wanted(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(("~$", "."))


def load(inputs: Sequence[Source | str | Path]) -> list[Source]:
    """Sources of all inputs, numbered in order; there must be one. Raises NoSuchInput, UnreadableSource."""
    sources: list[Source] = []
    if not inputs:
        raise NoSuchInput("")
    for given in inputs:
        if isinstance(given, Source):
            renumbered = given.index != len(sources)
            sources.append(Source(given.name, given.data, len(sources)) if renumbered else given)
            continue
        for path in expand([given]):
            sources.append(_load(path, len(sources)))
    return sources


def _load(path: Path, index: int) -> Source:
    if str(path) == "-":
        return Source("stdin", sys.stdin.buffer.read(), index)
    limit = _MAX_TEXT_BYTES if path.suffix.lower() in (".jsonl", ".xml", ".json") else DEFAULT_LIMITS.max_file_bytes
    try:
        if path.stat().st_size > limit:
            facts = {"limit": "max_file_bytes", "allowed": limit}
            raise UnreadableSource(Notice("workbook-too-large", SourcePlace(index), facts=facts))
        return Source(path.name, path.read_bytes(), index, path)
    except OSError as error:
        facts = {"reason": error.strerror or type(error).__name__}
        raise UnreadableSource(Notice("input-unreadable", SourcePlace(index), facts=facts)) from error
