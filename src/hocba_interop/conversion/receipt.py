"""The receipt of a conversion: what became of every source item, and the proof. Its JSON is the contract's."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ..ledger import Disposition
from ..notices import Notice, Place, Severity, worst

FailOn = Literal["loss", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Loss:
    """One source item that the output does not hold as such.

    ``field`` names what it was (``absences.excused``), ``period`` the period it belongs to, ``kept`` whether the
    output keeps it as an extension. ``pupil`` is the name of the pupil, for the school's own eyes only.
    """

    disposition: Disposition
    where: Place
    field: str
    reason: str
    period: str | None = None
    kept: bool = False
    pupil: str | None = dataclasses.field(default=None, repr=False)

    def to_dict(self, *, show_values: bool = False) -> dict[str, Any]:
        """The loss as the receipt writes it."""
        written: dict[str, Any] = {
            "disposition": str(self.disposition),
            "where": self.where.where(),
            "field": self.field,
            "reason": self.reason,
        }
        if self.period:
            written["period"] = self.period
        if self.kept:
            written["kept"] = "extensions"
        if show_values and self.pupil:
            written["pupil"] = self.pupil
        return written


@dataclass(slots=True)
class Receipt:
    """The receipt (biên nhận) of one conversion."""

    sources: list[Mapping[str, Any]] = dataclasses.field(default_factory=list)
    targets: list[Mapping[str, Any]] = dataclasses.field(default_factory=list)
    templates: list[Mapping[str, Any]] = dataclasses.field(default_factory=list)
    """Templates that were filled; places in them are numbered on from the sources."""
    items: Counter[Disposition] = dataclasses.field(default_factory=Counter)
    transforms: Counter[str] = dataclasses.field(default_factory=Counter)
    losses: list[Loss] = dataclasses.field(default_factory=list)
    read_back: Literal["equal", "not_written"] = "not_written"
    values_compared: int = 0
    notices: list[Notice] = dataclasses.field(default_factory=list)
    today: str | None = None
    tool: str = ""
    named_after_pupils: bool = False
    """Whether the names of the targets are codes of pupils, which nobody sees who did not ask for values."""

    @property
    def has_losses(self) -> bool:
        """Whether anything was lost: what the target keeps as an extension is not."""
        return any(not loss.kept for loss in self.losses)

    def fails(self, fail_on: FailOn = "error") -> bool:
        """Whether something at or above a level was found (a loss weighs least, an error most)."""
        level = worst(self.notices) or Severity.INFO
        if fail_on == "loss":
            return self.has_losses or level >= Severity.WARNING
        return level >= (Severity.WARNING if fail_on == "warning" else Severity.ERROR)

    def to_dict(self, lang: str = "vi", *, show_values: bool = False) -> dict[str, Any]:
        """The receipt as JSON; the same inputs and options give the same bytes."""
        written: dict[str, Any] = {
            "receipt_version": "1",
            "tool": self.tool,
            "sources": [dict(source) for source in self.sources],
            "targets": self._targets(show_values=show_values),
            "items": {str(disposition): self.items[disposition] for disposition in Disposition},
            "transforms": [{"rule": rule, "count": count} for rule, count in sorted(self.transforms.items())],
            "losses": [loss.to_dict(show_values=show_values) for loss in self.losses],
            "proof": {"read_back": self.read_back, "values_compared": self.values_compared},
            "notices": [notice.to_dict(lang, show_values=show_values) for notice in self.notices],
        }
        if self.templates:
            written["templates"] = [dict(template) for template in self.templates]
        if self.today:
            written["created_on"] = self.today
        return written

    def _targets(self, *, show_values: bool) -> list[dict[str, Any]]:
        """The targets; a file that is named after a pupil by its number instead."""
        hidden = self.named_after_pupils and not show_values
        return [
            {**target, "name": f"#{number}"} if hidden and target.get("report_cards") else dict(target)
            for number, target in enumerate(self.targets, 1)
        ]
