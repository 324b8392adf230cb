"""``excel:report-card``: our own workbook, for schools without a vendor system. For people, and lossless."""

from __future__ import annotations

from hocba_interop.adapters.contract import Dialect, Evidence, Format, Reading, ReadOptions, Sink, Written
from hocba_interop.adapters.coverage import EVERYTHING
from hocba_interop.adapters.source import Source
from hocba_interop.model.report_card import Document

__all__ = ["FORMAT", "template"]


def _detect(source: Source) -> Evidence | None:
    from .detecting import detect

    return detect(source)


def _read(source: Source, options: ReadOptions) -> Reading:
    from .reading import read

    return read(source, options)


def _write(document: Document, sink: Sink) -> Written:
    from .writing import write

    return write(document, sink)


def template() -> bytes:
    """An empty workbook to fill in, as the bytes of an .xlsx file."""
    from .writing import template as make

    return make()


FORMAT = Format(
    "excel",
    {"vi": "Sổ học bạ Excel của hocba-interop", "en": "The Excel workbook of hocba-interop"},
    dialects=(
        Dialect(
            format="excel",
            name="report-card",
            grade="own",
            title={
                "vi": "Sổ học bạ Excel cho trường không có phần mềm quản lý",
                "en": "Excel workbook for schools without a vendor system",
            },
            detect=_detect,
            read=_read,
            write=_write,
            coverage=EVERYTHING,
            suffix=".xlsx",
            short="hocba-xlsx",
        ),
    ),
)
