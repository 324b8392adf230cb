"""Reports of validations made by hand, for the tests of their renderers."""

from __future__ import annotations

from typing import Any

from hocba_interop.notices import CellPlace, Notice, PointerPlace, Severity, SourcePlace, XPathPlace
from hocba_interop.validation.report import Finding, PupilRef, Report, Skipped

NASTY = '</script><img src=x onerror="alert(1)">,:%\r\n::error::& ]]>\x00\x1b[31m\u202e'
"""A text that would harm each of the forms, if it were not escaped."""

NAMES = ("Nguyễn Thị Bưởi", "Trần Văn Cam")
CODES = ("2336000013", "2336000021")
MARK = "85,55"
PRIVATE = (*NAMES, *CODES, MARK)


def source(name: str, dialect: str = "class-summary", records: int = 1, **more: Any) -> dict[str, Any]:
    """A file as a report names it."""
    return {"name": name, "sha256": "ab" * 32, "format": "vnpt", "dialect": dialect, "records": records, **more}


def mixed() -> Report:
    """Findings of every severity and kind of place, some not listed, checks that were skipped."""
    report = Report(
        "archive",
        title={"vi": "Lưu trữ", "en": "Archive"},
        sources=[source("lớp 10T #1.xls", records=2), source("ban_ghi.xml"), source("truong.jsonl", "jsonl")],
        records=4,
        ignored=3,
        in_baseline=40,
        ran=["marks.range", "structure.xsd"],
        skipped=[Skipped("issue.dates", "needs-today"), Skipped("arithmetic.averages", "no-regulation", 1)],
        omitted={"score-out-of-range": 1200, "hidden-row-read": 34},
        omitted_counts={"error": 1200, "warning": 34},
    )
    score = {"facts": {"column": "Toán"}, "private": {"value": MARK}}
    report.findings = [
        Finding(Notice("hidden-row-read", CellPlace(0, "10t", 12, 0)), None),
        Finding(Notice("score-out-of-range", CellPlace(0, "10t", 12, 7), **score), 0),
        Finding(Notice("score-out-of-range", CellPlace(0, "10t", 12, 7), **score), 0),
        Finding(Notice("duplicate-pupil", CellPlace(0, "10t", 9, 0), XPathPlace(1, "/hoc-ba/hoc-sinh[2]", 8)), 0),
        Finding(Notice("score-out-of-range", XPathPlace(1, "/hoc-ba/mon[2]/@diem", 41), **score), 2),
        Finding(Notice("score-out-of-range", PointerPlace(2, "/3/student"), **score), 3),
        Finding(Notice("score-out-of-range", PointerPlace(2, "/3/student"), weight=Severity.INFO, **score), 3),
        Finding(Notice("file-named-by-number", SourcePlace(1)), None),
        Finding(Notice("unknown-column", facts={"column": "Ghi chú"}), None),
    ]
    report.pupils = {
        0: PupilRef(NAMES[0], CODES[0], "10T", CellPlace(0, "10t", 12, 0)),
        2: PupilRef(NAMES[1], CODES[1], None, XPathPlace(1, "/hoc-ba", 1)),
        3: PupilRef(None, None, None, PointerPlace(2, "/3")),
    }
    return report


def clean() -> Report:
    """A report without a finding."""
    return Report("archive", sources=[source("10t.xls")], records=1, ran=["marks.range"])


def incomplete() -> Report:
    """A report without a finding, of which a required check did not run."""
    report = clean()
    report.skipped = [Skipped("issue.dates", "needs-today"), Skipped("structure.xsd", "not-applicable")]
    report.required = frozenset({"issue.dates", "structure.xsd"})
    return report


def hostile() -> Report:
    """A report whose every text tries to break out of the form that it stands in."""
    report = mixed()
    report.sources = [source(NASTY), source(NASTY, NASTY)]
    report.profile = NASTY
    report.title = {"vi": NASTY, "en": NASTY}
    report.ran = [NASTY]
    report.skipped = [Skipped(NASTY, NASTY)]
    report.findings = [
        Finding(Notice("score-out-of-range", CellPlace(0, NASTY, 1, 1), facts={"column": NASTY}), 0),
        Finding(
            Notice("score-out-of-range", XPathPlace(1, NASTY, 2), CellPlace(0, NASTY, 2, 1), private={"value": NASTY}),
            0,
        ),
    ]
    report.pupils = {0: PupilRef(NASTY, NASTY, NASTY, CellPlace(0, NASTY, 1, 0))}
    return report
