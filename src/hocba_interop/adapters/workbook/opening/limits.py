"""How large a spreadsheet file may be before it is refused rather than read."""

from __future__ import annotations

from dataclasses import dataclass

_MIB = 1024 * 1024

EXCEL_MAX_ROWS = 1_048_576
EXCEL_MAX_COLUMNS = 16_384


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file. The defaults are far above any school's file and far below what hurts a small
    machine.

    Rows, columns and cells are counted over what holds a value, but for ``max_cells``, which also counts the
    formatted blank cells that have to be walked over.
    """

    max_file_bytes: int = 64 * _MIB
    max_unpacked_bytes: int = 512 * _MIB
    max_ratio: int = 200
    """Unpacked to packed size, looked at only where ``ratio_floor_bytes`` or more are unpacked."""
    ratio_floor_bytes: int = 10 * _MIB
    max_zip_entries: int = 10_000
    max_rows: int = 200_000
    max_columns: int = 1_024
    max_cells: int = 5_000_000
    max_sheets: int = 2_000
    max_merged: int = 200_000
    """Merged ranges of one sheet."""


DEFAULT_LIMITS = Limits()
