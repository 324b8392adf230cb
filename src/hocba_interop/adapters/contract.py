"""What an adapter is: formats with dialects that detect, read and write. Third parties implement the same.

A package offers a format by an entry point of the group ``hocba.formats`` that names a `Format`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Literal, Protocol

from ..ledger import Fact, Fragment, Ledger
from ..model.report_card import Document
from ..notices import Notice, Place
from .coverage import Coverage
from .projection import Project, project_all
from .source import Source
from .template import OpensTemplate

Grade = Literal["F", "P", "D", "I", "own"]
"""How well a layout is known: a real file measured (F), public code (P), prose (D), deduced (I), or our own."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """How sure a dialect is that a source is its own (0 to 1), and why, in words for people."""

    confidence: float
    why: tuple[str, ...] = ()


class HeaderNotFound(Exception):
    """No header of the dialect stands in the workbook. Says what was looked for and which row came nearest."""

    def __init__(self, wanted: Sequence[str], nearest: Place | None, matched: Sequence[str]) -> None:
        super().__init__("header not found")
        self.wanted = tuple(wanted)
        self.nearest = nearest
        self.matched = tuple(matched)


class UnreadableSource(Exception):
    """The source cannot be read at all: not what its format says, damaged, hostile.

    Carries the notice and, once it is known, the name of the source.
    """

    def __init__(self, notice: Notice, name: str | None = None) -> None:
        super().__init__(notice.rule)
        self.notice = notice
        self.name = name

    def __reduce__(self) -> tuple[type[UnreadableSource], tuple[Notice, str | None]]:
        # it comes back from the processes of --jobs, and what they send is taken apart and put together
        return type(self), (self.notice, self.name)


class CannotWrite(Exception):
    """The output cannot be written as asked, and not for want of room or permission. Carries the notice."""

    def __init__(self, notice: Notice) -> None:
        super().__init__(notice.rule)
        self.notice = notice


@dataclass(slots=True)
class ReadOptions:
    """What the user adds to what a file says of itself.

    ``school_year`` and ``period`` are used only where a file names none, ``subject`` only where a sheet names none;
    ``legacy_font`` (``tcvn3`` or ``vni``) converts text typed in such a font.
    """

    school_year: str | None = None
    period: str | None = None
    legacy_font: str | None = None
    subject: str | None = None


@dataclass(slots=True)
class Reading:
    """What a reader found: fragments of pupils, what belongs to none of them, notices, and the full account."""

    ledger: Ledger = field(default_factory=Ledger)
    fragments: list[Fragment] = field(default_factory=list)
    document: list[Fact] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    provenance: tuple[Mapping[str, object], ...] = ()
    """Provenance entries that the source itself carried (canonical formats)."""


@dataclass(slots=True)
class Written:
    """Files that a writer made, and where in them each report card went.

    ``placed`` maps the place of a fragment (source = index of the file) to the index of its card. ``read_with`` holds,
    by the index of a file, what its reader must be told: a layout may have no place for the school year.
    """

    files: list[FilePath] = field(default_factory=list)
    placed: dict[Place, int] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    read_with: dict[int, ReadOptions] = field(default_factory=dict)


@dataclass(slots=True)
class Sink:
    """Where a writer puts its files: a fresh folder beside the final place.

    ``name`` is the final file's name, or None where the target may write several files of its own naming.
    """

    folder: FilePath
    name: str | None = None

    def path(self, default: str) -> FilePath:
        """The path of a file to write: the user's name, or the writer's own."""
        return self.folder / (self.name or default)


class Detects(Protocol):
    """``detect(source)``: whether a source is of this dialect; None where it is certainly not."""

    def __call__(self, source: Source) -> Evidence | None: ...


class Reads(Protocol):
    """``read(source, options)``: all that the source says. Raises HeaderNotFound, UnreadableSource."""

    def __call__(self, source: Source, options: ReadOptions) -> Reading: ...


class Writes(Protocol):
    """``write(document, sink)``: writes report cards, of which it is given only what its coverage holds."""

    def __call__(self, document: Document, sink: Sink) -> Written: ...


@dataclass(frozen=True, slots=True)
class Dialect:
    """One way in which a format is written: a layout, a release, a document kind.

    ``coverage`` says which fields it can hold (None: it cannot write); ``suffix`` is that of its files;
    ``short`` an optional short name for the command line; ``project`` says what of a card it is meant to hold;
    ``template`` opens its files to be filled (None: they cannot be).
    """

    format: str
    name: str
    grade: Grade
    title: Mapping[str, str]
    detect: Detects
    read: Reads
    write: Writes | None = None
    coverage: Coverage | None = None
    suffix: str = ".xlsx"
    short: str | None = None
    evidence: Mapping[str, str] = field(default_factory=dict)
    project: Project = project_all
    template: OpensTemplate | None = None
    kind: Literal["workbook", "json", "xml"] = "workbook"

    @property
    def full_name(self) -> str:
        """``format:dialect`` as the command line writes it."""
        return f"{self.format}:{self.name}"


@dataclass(frozen=True, slots=True)
class Format:
    """A format: a vendor's or a body's family of dialects; the first writable dialect is the default."""

    name: str
    title: Mapping[str, str]
    dialects: tuple[Dialect, ...]
    also: tuple[str, ...] = ()
    """Other names by which people call it (``smas``)."""
