"""The canonical formats: the model itself as JSON, as JSON Lines and as XML, without loss.

They read what they wrote, and what people write by hand after the published schemas.
"""

from __future__ import annotations

from hocba_interop.adapters.contract import Dialect, Format, Reading, ReadOptions, Sink, Written
from hocba_interop.adapters.coverage import EVERYTHING
from hocba_interop.adapters.source import Source
from hocba_interop.model import Document

from .detecting import detect_json, detect_json_lines, detect_xml
from .json_reading import read_json, read_json_lines
from .json_writing import write_json, write_json_lines

__all__ = ["FORMAT"]


def _read_xml(source: Source, options: ReadOptions) -> Reading:
    from .xml_reading import read_xml

    return read_xml(source, options)


def _write_xml(document: Document, sink: Sink) -> Written:
    from .xml_writing import write_xml

    return write_xml(document, sink)


FORMAT = Format(
    "canonical",
    {"vi": "Dạng chuẩn của hocba-interop", "en": "The canonical form of hocba-interop"},
    dialects=(
        Dialect(
            format="canonical",
            name="json",
            grade="own",
            title={
                "vi": "JSON chuẩn, một tệp nhiều học bạ",
                "en": "Canonical JSON, many report cards",
            },
            detect=detect_json,
            read=read_json,
            write=write_json,
            coverage=EVERYTHING,
            suffix=".json",
            short="hocba-json",
            kind="json",
        ),
        Dialect(
            format="canonical",
            name="jsonl",
            grade="own",
            title={"vi": "JSON Lines, mỗi dòng một học bạ", "en": "JSON Lines, one report card a line"},
            detect=detect_json_lines,
            read=read_json_lines,
            write=write_json_lines,
            coverage=EVERYTHING,
            suffix=".jsonl",
            short="hocba-jsonl",
            kind="json",
        ),
        Dialect(
            format="canonical",
            name="xml",
            grade="own",
            title={"vi": "XML chuẩn, kèm lược đồ XSD", "en": "Canonical XML, with an XML Schema"},
            detect=detect_xml,
            read=_read_xml,
            write=_write_xml,
            coverage=EVERYTHING,
            suffix=".xml",
            short="hocba-xml",
            kind="xml",
        ),
    ),
)
