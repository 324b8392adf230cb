"""SMAS (Viettel): gradebook of a subject, and the sync record of 2020-21."""

from __future__ import annotations

from ..contract import Dialect, Format
from ..projection import project_gradebooks
from ..workbook.dialect import detects, reads, templates
from . import subject_book, sync_json

FORMAT = Format(
    "viettel",
    {"vi": "SMAS (Viettel)", "en": "SMAS (Viettel)"},
    also=("smas",),
    dialects=(
        Dialect(
            format="viettel",
            name="subject-book",
            grade="P",
            title={"vi": "Sổ điểm từng môn", "en": "Gradebook of one subject"},
            detect=detects(__name__, "subject-book"),
            read=reads(__name__, "subject-book"),
            template=templates(__name__, "subject-book"),
            write=subject_book.write_subject_book,
            coverage=subject_book.COVERAGE,
            project=project_gradebooks,
            evidence={
                "vi": "Theo mã nguồn mô phỏng hoặc đọc tệp này; chưa thấy tệp thật.",
                "en": "From code that mimics or reads it; no real file was seen.",
            },
        ),
        sync_json.DIALECT,
    ),
)

__all__ = ["FORMAT"]
