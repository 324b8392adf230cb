"""Where checks put what they find: `Findings` knows the record that is being checked and today's date."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ..model.flat import Path
from ..notices import Notice, Place, Severity

if TYPE_CHECKING:
    from .record import Record

Take = Callable[[Notice, int | None], None]
"""Takes a notice and the number of the record that it belongs to."""


class Findings:
    """Takes the findings of checks and hands each on as a notice with its place.

    ``today`` is an ISO date, or None where the run has none (a check that needs one is then not run at all).
    """

    __slots__ = ("_off", "_take", "record", "skips", "today")

    def __init__(self, take: Take, *, today: str | None = None, off: frozenset[str] = frozenset()) -> None:
        self._take = take
        self._off = off
        self.today = today
        self.record: Record | None = None
        self.skips: dict[str, None] = {}

    def add(
        self,
        rule: str,
        path: Path = (),
        also: Path | None = None,
        /,
        *,
        private: Mapping[str, object] | None = None,
        weight: Severity | None = None,
        **facts: object,
    ) -> None:
        """Report a finding at a path of the record being checked; ``also`` is another path of it.

        A path is one of `model.flat`: ``("years", "2023-2024", "subjects", "toan", "periods", "term1", "result")``.
        ``weight`` is for demands of a profile alone: every other rule weighs what the catalogue says.
        """
        if rule in self._off:
            return
        record = self.record
        assert record is not None, "add_at reports what belongs to no record that is being checked"
        where = record.locate(path)
        other = None if also is None else record.locate(also)
        self._take(Notice(rule, where, other, facts, private or {}, weight), record.number)

    def add_at(
        self,
        rule: str,
        where: Place | None,
        also: Place | None = None,
        /,
        *,
        pupil: int | None = None,
        private: Mapping[str, object] | None = None,
        **facts: object,
    ) -> None:
        """Report a finding at a place; ``also`` may be a place of another record, ``pupil`` is its record's number."""
        if rule not in self._off:
            self._take(Notice(rule, where, also, facts, private or {}), pupil)

    def skip(self, why: str) -> None:
        """Say that the check could not be applied to this record, and why (a word such as ``no-regulation``)."""
        self.skips[why] = None
