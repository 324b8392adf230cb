"""Admission records (hồ sơ xét tuyển): grades 10 to 12 of pupils who apply for a school above, one row a grade."""

from __future__ import annotations

from ...model.report_card import Document
from ..contract import Dialect, Evidence, Format, Reading, ReadOptions, Sink, Written
from ..source import Source
from .projection import COVERAGE, project


def _detect(source: Source) -> Evidence | None:
    from .detecting import detect

    return detect(source)


def _read(source: Source, options: ReadOptions) -> Reading:
    from .reading import read

    return read(source, options)


def _write(document: Document, sink: Sink) -> Written:
    from .writing import write_record

    return write_record(document, sink)


FORMAT = Format(
    "admission",
    {"vi": "Hồ sơ xét tuyển", "en": "Admission record"},
    dialects=(
        Dialect(
            format="admission",
            name="record",
            grade="P",
            title={
                "vi": "Học bạ lớp 10 đến 12 để xét tuyển (79 cột)",
                "en": "Report cards of grades 10 to 12 for admission (79 columns)",
            },
            detect=_detect,
            read=_read,
            write=_write,
            coverage=COVERAGE,
            project=project,
            evidence={
                "vi": "Thứ tự 79 cột: theo mã nguồn công khai đọc tệp này; tên cột là suy luận, chưa thấy tệp gốc.",
                "en": "Order of the 79 columns from public code that reads them; captions deduced, no original seen.",
            },
        ),
    ),
)

__all__ = ["FORMAT"]
