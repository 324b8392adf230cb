"""Small report cards and files for the tests of the engine: one pupil with a fault, one without."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hocba_interop import Report

SHORT_ID, GOOD_ID = "01220800000", "012208000001"
"""Personal ids: of eleven digits (an error), and of twelve."""


def card(number: int = 0, *, personal_id: str = GOOD_ID, name: str = "Nguyễn Thị Mẫu", **year: Any) -> dict[str, Any]:
    """A card of grade 10; ``number`` makes its code its own."""
    return {
        "student": {
            "full_name": f"{name} {chr(65 + number % 26)}",
            "identifiers": {"pupil_code": f"23{number:08d}", "personal_id": personal_id},
        },
        "years": [{"school_year": "2023-2024", "grade": 10, "class_name": "10A", **year}],
    }


def cards(count: int, faulty: Iterable[int] = ()) -> list[dict[str, Any]]:
    """Cards, of which some have a personal id of eleven digits."""
    wrong = set(faulty)
    return [card(n, personal_id=SHORT_ID[:6] + f"{n:05d}" if n in wrong else f"0122080{n:05d}") for n in range(count)]


def write_json(path: Path, of: list[dict[str, Any]]) -> Path:
    """A ``hocba-json`` document."""
    document = {"format": "hocba-json", "version": "1", "report_cards": of}
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    return path


def write_lines(path: Path, of: list[dict[str, Any]]) -> Path:
    """A ``hocba-jsonl`` file."""
    lines = [json.dumps({"format": "hocba-jsonl", "version": "1", **one}, ensure_ascii=False) for one in of]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def write_profile(path: Path, text: str) -> Path:
    """A profile file."""
    path.write_text(text, "utf-8")
    return path


def found(report: Report) -> list[tuple[str, int | None]]:
    """The rules of a report with the numbers of their records."""
    return [(finding.notice.rule, finding.pupil) for finding in report.findings]
