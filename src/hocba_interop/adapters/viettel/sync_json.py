"""SMAS's synchronisation with the sector's database, as JSON: one record for each pupil and term. Read only.

Known from public code for the school year 2020-2021 alone (domain.md 6.7), so for Thông tư 58/2011 as amended
by 26/2020 at secondary level. What a primary record says of results is kept as extensions: its codes are not
known.
"""

from __future__ import annotations

from typing import Any

from hocba_interop.adapters.contract import Dialect, Evidence, Reading, ReadOptions, UnreadableSource
from hocba_interop.adapters.pointers import leaf_pointers
from hocba_interop.adapters.source import Source
from hocba_interop.adapters.viettel.sync_record import SUBJECTS, SyncRecord, wrong_shape
from hocba_interop.notices import PointerPlace

_TELLTALE = b'"maHocSinh"'
_OWN_KEYS = frozenset({"maHocSinh", "namHoc", "hocKy"})


def detect(source: Source) -> Evidence | None:
    """Records with a pupil's code, a school year and a term under SMAS's names."""
    if _TELLTALE not in source.data or source.data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (
        b"{",
        b"[",
    ):
        return None
    try:
        records = _records(source.json)
    except UnreadableSource:
        return None
    first = records[0][1] if records else None
    if not isinstance(first, dict) or not first.keys() >= _OWN_KEYS:
        return None
    certain = SUBJECTS in first or first.get("syncMaDoiTac") == "SMAS"
    return Evidence(0.95 if certain else 0.6, tuple(sorted(_OWN_KEYS)))


def read(source: Source, options: ReadOptions) -> Reading:
    """One fragment for each record. Raises UnreadableSource."""
    reading = Reading()
    tree = source.json
    reading.ledger.expect(PointerPlace(source.index, pointer) for pointer in leaf_pointers(tree))
    for pointer, raw in _records(tree):
        if not isinstance(raw, dict):
            wrong_shape(PointerPlace(source.index, pointer), "object")
        reading.fragments.append(SyncRecord(reading, source.index, pointer, raw, options).read())
    return reading


def _records(tree: Any) -> list[tuple[str, Any]]:
    """The records with their pointers: of a list, or the one that the file is."""
    if isinstance(tree, list):
        return [(f"/{index}", record) for index, record in enumerate(tree)]
    return [("", tree)]


DIALECT = Dialect(
    format="viettel",
    name="sync-json",
    grade="P",
    title={
        "vi": "Dữ liệu SMAS đồng bộ lên cơ sở dữ liệu ngành (JSON, năm học 2020-2021)",
        "en": "What SMAS sends to the sector's database (JSON, school year 2020-2021)",
    },
    detect=detect,
    read=read,
    suffix=".json",
    kind="json",
    evidence={"vi": "mã nguồn công khai, chỉ năm học 2020-2021", "en": "public code, 2020-21 alone"},
)
