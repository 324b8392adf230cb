"""The baseline: findings that were there when a school or a vendor began to check; only new ones count.

A file holds fingerprints: a digest of rule, name of the file and place, so nothing in it tells of a pupil.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..notices import Notice, catalogue
from .places import place_text
from .refusals import BadBaseline

VERSION = "1"

Known = Counter[tuple[str, str]]
"""How often each rule has each fingerprint."""


def fingerprint(notice: Notice, names: Sequence[str]) -> str:
    """What a finding is known by: its rule, the name of the file, the place without what changes by itself."""
    text = f"{notice.rule}\0{place_text(notice.where, names)}"
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def baseline_text(known: Known) -> str:
    """The text of a baseline file; the same findings give the same text."""
    code = {rule.name: rule.code for rule in catalogue().values()}
    entries = [
        {"rule": rule, "fingerprint": mark, "count": count}
        for (rule, mark), count in sorted(known.items(), key=lambda item: (code.get(item[0][0], ""), item[0]))
    ]
    lines = ",\n".join("  " + json.dumps(entry) for entry in entries)
    body = f"[\n{lines}\n ]" if entries else "[]"
    return f'{{"baseline_version": "{VERSION}",\n "findings": {body}}}\n'


def read_baseline(path: Path) -> Known:
    """The findings that a baseline file holds. Raises BadBaseline."""
    try:
        content = json.loads(path.read_bytes())
        return _known(content)
    except OSError as error:
        raise BadBaseline(Notice("baseline-unreadable", facts={"name": path.name, "reason": error.strerror})) from error
    except json.JSONDecodeError as error:
        facts = {"name": path.name, "line": error.lineno}
        raise BadBaseline(Notice("baseline-unreadable", facts=facts)) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadBaseline(Notice("baseline-unreadable", facts={"name": path.name})) from error


def _known(content: Mapping[str, Any]) -> Known:
    if content["baseline_version"] != VERSION:
        raise ValueError("another version")
    known: Known = Counter()
    for entry in content["findings"]:
        count = entry.get("count", 1)
        if not (isinstance(entry["rule"], str) and isinstance(entry["fingerprint"], str) and isinstance(count, int)):
            raise TypeError("an entry of another shape")
        known[entry["rule"], entry["fingerprint"]] += count
    return known
