"""The golden form of what was read: the canonical leaves, one pupil a line, what all pupils share said once.

Small enough to be read beside the workbook, complete enough that any other reading of a cell shows.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from hocba_interop import read
from hocba_interop.conversion.library import ReadResult
from hocba_interop.model import Extension, Mark
from hocba_interop.model.flat import Leaf, flatten

Cards = list[dict[str, str]]


def spelt(leaf: Leaf) -> str:
    """A leaf in one line; a mark shows its scale, except for a score."""
    if isinstance(leaf, Mark):
        return leaf.value if leaf.scale == "score10" else f"{leaf.scale}:{leaf.value}"
    return f"{leaf.label} = {leaf.value}" if isinstance(leaf, Extension) else str(leaf)


def cards_of(result: ReadResult) -> Cards:
    """The leaves of each report card, by path."""
    return [
        {"/".join(path): spelt(leaf) for path, leaf in flatten(card).items()} for card in result.document.report_cards
    ]


def golden_text(result: ReadResult) -> str:
    """What was read, as the golden file writes it."""
    cards = cards_of(result)
    counts = Counter(item for card in cards for item in card.items())
    shared = {path: value for (path, value), count in counts.items() if count == len(cards) > 1}
    notices = Counter(notice.rule for notice in result.notices)
    ledgers = [reading.ledger for reading in result.body.readings]
    whole = {
        "dialect": [dialect.full_name for dialect in result.body.dialects],
        "items": {
            "structural": sum(ledger.structural for ledger in ledgers),
            "data": sum(len(ledger.data) for ledger in ledgers),
            "unrecognised": sum(len(ledger.unrecognised) for ledger in ledgers),
            "rejected": sum(len(ledger.rejected) for ledger in ledgers),
        },
        "notices": dict(sorted(notices.items())),
        "document": [spelt(extension) for extension in result.document.extensions],
        "shared": shared,
    }
    lines = [f" {json.dumps(name)}: {_line(value)}" for name, value in whole.items()]
    own = [{path: value for path, value in card.items() if shared.get(path) != value} for card in cards]
    pupils = ",\n".join(f"  {_line(card)}" for card in own)
    return "{\n" + ",\n".join(lines) + f',\n "pupils": [\n{pupils}\n ]\n}}\n'


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def load(path: Path) -> Cards:
    """The cards of a golden file, whole again."""
    golden = json.loads(path.read_text("utf-8"))
    return [{**golden["shared"], **card} for card in golden["pupils"]]


def golden_path(fixture: Path) -> Path:
    """The golden file beside a fixture; not called .json, for whoever converts the whole folder."""
    return fixture.with_name(f"{fixture.name}.golden")


def read_fixture_file(fixture: Path, **options: str) -> ReadResult:
    """A fixture read as a conversion reads it: detected, ranked, put together."""
    return read(fixture, **options)
