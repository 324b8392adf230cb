"""A stream: one source that gives its records one after the other, and what is known of it meanwhile and at the end."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BufferedReader, BytesIO
from pathlib import Path as FilePath
from typing import BinaryIO, cast

from ...adapters.contract import UnreadableSource
from ...adapters.source import Source
from ...notices import Notice, SourcePlace
from ..record import Record

MAX_RECORD = 8 << 20
"""Bytes of one record; a full one of a pupil has some tens of thousands."""

_STDIN = "-"

Part = tuple[int, int]
"""Which records are wanted: those whose position modulo the second number is the first."""


class Input:
    """The bytes of a source, read in pieces; counts them and makes their SHA-256 on the way.

    A file is opened only when its first piece is asked for.
    """

    def __init__(self, given: Source | FilePath, index: int) -> None:
        self.index = index
        self.size = 0
        self._given = given
        self._hash = hashlib.sha256()
        self.name = "stdin" if str(given) == _STDIN else given.name

    def head(self, size: int) -> bytes:
        """The first bytes, which stay to be read; of standard input those that are there. Raises UnreadableSource."""
        try:
            if isinstance(self._given, Source):
                return self._given.data[:size]
            if str(self._given) == _STDIN:
                peeked: bytes = cast(BufferedReader, sys.stdin.buffer).peek(size)
                return peeked[:size]
            with self._given.open("rb") as file:
                return file.read(size)
        except OSError as error:
            raise self._unreadable(error) from error

    @cached_property
    def _file(self) -> BinaryIO:
        if isinstance(self._given, Source):
            return BytesIO(self._given.data)
        return sys.stdin.buffer if str(self._given) == _STDIN else self._given.open("rb", buffering=1 << 18)

    def line(self) -> bytes:
        """The next line with its end, or nothing at the end of the source. Raises UnreadableSource."""
        try:
            line = self._file.readline(MAX_RECORD + 1)
        except OSError as error:
            raise self._unreadable(error) from error
        return self._count(line)

    def piece(self, size: int) -> bytes:
        """The next bytes, or nothing at the end of the source. Raises UnreadableSource."""
        try:
            return self._count(self._file.read(size))
        except OSError as error:
            raise self._unreadable(error) from error

    def rest(self, most: int) -> bytes:
        """All bytes that are left. Raises UnreadableSource (too-large)."""
        data = self.piece(most + 1)
        if len(data) > most:
            raise UnreadableSource(
                Notice("too-large", SourcePlace(self.index), facts={"size": f"> {most}", "limit": most}), self.name
            )
        return data

    def close(self) -> None:
        """Let go of the file; standard input stays open."""
        if str(self._given) != _STDIN and "_file" in self.__dict__:
            self._file.close()

    @property
    def sha256(self) -> str:
        """The SHA-256 of what has been read so far."""
        return self._hash.hexdigest()

    def _count(self, data: bytes) -> bytes:
        self.size += len(data)
        self._hash.update(data)
        return data

    def _unreadable(self, error: OSError) -> UnreadableSource:
        facts = {"reason": error.strerror or type(error).__name__}
        return UnreadableSource(Notice("input-unreadable", SourcePlace(self.index), facts=facts), self.name)


@dataclass
class Stream(Iterator[Record]):
    """The records of one source (`validation.streams.records`).

    ``notices`` are of the source itself and of no record; they, ``count`` (the records of all parts), ``size`` and
    ``sha256`` are complete at the end of the iteration.
    """

    input: Input
    format: str
    dialect: str
    begin: Callable[[Stream], Iterator[Record]] = field(repr=False)
    notices: list[Notice] = field(default_factory=list)
    count: int = 0

    @cached_property
    def _records(self) -> Iterator[Record]:
        return self.begin(self)

    def __next__(self) -> Record:
        try:
            return next(self._records)
        except StopIteration:
            self.input.close()
            raise
        except UnreadableSource as unreadable:
            self.input.close()
            unreadable.name = unreadable.name or self.name
            raise

    @property
    def name(self) -> str:
        """The name of the source."""
        return self.input.name

    @property
    def size(self) -> int:
        """How many bytes the source has."""
        return self.input.size

    @property
    def sha256(self) -> str:
        """The SHA-256 of the source."""
        return self.input.sha256


def record_too_large(place_source: int, number: int) -> UnreadableSource:
    """The refusal of a source with one record beyond all measure, the one behind ``number`` others."""
    facts = {"number": number + 1, "limit": MAX_RECORD}
    return UnreadableSource(Notice("record-too-large", SourcePlace(place_source), facts=facts))
