"""What a schema finds wrong with the shape of a record, whichever the format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ...notices import Notice, Place


class Fault(NamedTuple):
    """One fault of shape: the rule that is broken, where, and the facts of its message.

    ``private`` is the validator's own sentence, for it may quote what a school recorded.
    """

    rule: str
    place: Place
    facts: Mapping[str, str]
    private: Mapping[str, str] = {}

    def notice(self) -> Notice:
        """The fault as a notice."""
        return Notice(self.rule, self.place, None, self.facts, self.private)


@dataclass(frozen=True, slots=True)
class Checked:
    """What the schema said of one record: the `Record.raw` of a stream."""

    schema: str
    """Which schema (``xsd`` or ``json``) judged."""
    faults: tuple[Fault, ...] = ()


UNEXPECTED = "structure-unexpected"
MISSING = "structure-missing"
WRONG_TYPE = "structure-wrong-type"
NOT_IN_LIST = "structure-not-in-list"
