"""Reading and writing from Python: what the command line's ``convert`` does, in two halves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hocba_interop.adapters import registry
from hocba_interop.adapters.contract import ReadOptions
from hocba_interop.adapters.source import Source
from hocba_interop.model import Document
from hocba_interop.notices import Notice

from .convert import Conversion, ConvertOptions, convert_body
from .placing import check_place
from .reading import Body, Progress, read_body
from .selection import Selection


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What was read: the report cards, everything odd, and in ``body`` the full account."""

    document: Document
    notices: list[Notice]
    body: Body = field(repr=False)


def read(
    inputs: Sequence[Source | str | Path] | Source | str | Path,
    *,
    source_format: str | None = None,
    students: Sequence[str] = (),
    classes: Sequence[str] = (),
    school_year: str | None = None,
    period: str | None = None,
    legacy_font: str | None = None,
    jobs: int = 1,
    today: str | None = None,
    progress: Progress | None = None,
) -> ReadResult:
    """Read files (or folders, or globs) as one body of evidence: one report card a pupil.

    >>> from hocba_interop import read
    >>> result = read("fixtures/vnpt/class-summary/so_diem_tong_ket_khoi_khoi_10_hk?.xls")
    >>> result.document.report_cards[0].years[0].class_name
    '10T'

    Two values for one mark are an error among the notices. Raises UnreadableSource, NoSuchInput,
    UnknownFormat.
    """
    body = read_body(
        [inputs] if isinstance(inputs, Source | str | Path) else inputs,
        wanted=source_format,
        options=ReadOptions(school_year, period, legacy_font),
        selection=Selection(tuple(students), school_year, tuple(classes)),
        jobs=jobs,
        today=today,
        progress=progress,
    )
    return ReadResult(body.to_document(), body.notices, body)


def write(
    document: Document,
    to: str,
    output: str | Path,
    options: ConvertOptions | None = None,
) -> Conversion:
    """Write report cards in a format, and prove it by reading them back: the same receipt as a conversion.

    The document itself is the one source of the receipt: places in it are JSON pointers. Of the options those
    about the target count.

    >>> from hocba_interop import read, write
    >>> cards = read("fixtures/vnpt/class-summary/khoi_12_hk2.xls").document
    >>> write(cards, "hocba-xml", tmp_path / "12.xml").receipt.read_back
    'equal'

    Raises UnknownFormat, OutputRefused, ProgramFault.
    """
    options = options or ConvertOptions()
    target = registry.find_writable(to)
    final = Path(output)
    if not options.dry_run:
        check_place(final, force=options.force)
    return convert_body(read_document(document, today=options.today), target, final, options)


def read_document(document: Document, *, today: str | None = None) -> Body:
    """A document as if it had been read from a canonical file; it keeps its own provenance."""
    from hocba_interop.adapters.canonical.json_writing import document_text

    source = Source("document.json", "".join(document_text(document)).encode())
    body = read_body([source], wanted="hocba-json", today=today)
    body.provenance = list(document.provenance)
    return body
