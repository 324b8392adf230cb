"""What a check is: a name, the rules that it may report, and a plain function over one record or over a batch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from .findings import Findings
from .record import Record


@dataclass(frozen=True, slots=True)
class Check:
    """A check of one record by itself.

    ``name`` is ``family.what`` ("marks.range"); ``rules`` are the names of the catalogue that it may report.
    ``needs_today`` says that it means nothing without the day of today: without one it is skipped, and said to be.
    ``of_raw`` says that it looks at `Record.raw`: where there is none it does not apply.
    """

    name: str
    rules: tuple[str, ...]
    run: Callable[[Record, Findings], None]
    needs_today: bool = False
    of_raw: bool = False


class BatchState(Protocol):
    """What a check of a batch remembers of the records that it has seen.

    It may look at the name, the birth date and the identifiers of the pupil and at their places only: with several
    processes that is what reaches the one that knows all records.
    """

    def see(self, record: Record, findings: Findings) -> None:
        """Look at one more record."""

    def finish(self, findings: Findings) -> None:
        """Report what only the whole batch shows, with `Findings.add_at`."""


@dataclass(frozen=True, slots=True)
class BatchCheck:
    """A check of what is seen only beside the other records (duplicates)."""

    name: str
    rules: tuple[str, ...]
    start: Callable[[], BatchState]
    needs_today: bool = False
