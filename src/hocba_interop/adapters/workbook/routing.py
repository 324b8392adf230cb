"""Routing codes: the technical code by which a vendor's system knows where a sheet of marks belongs.

What such a code states of subject, period and school year is data of the layout; the code itself is structure. It is
held against everything else that the sheet says: marks filled into the template of another class or term would go
there without a word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...codelists import subjects
from ...notices import CellPlace
from ...text import tidy
from .class_names import grade_of_class


@dataclass(frozen=True, slots=True)
class RoutingCode:
    """What one code states; a subject that the vendor's list lacks is known by its code alone."""

    place: CellPlace
    subject_code: str | None
    subject: str | None
    period: str | None
    year: str | None
    """The one year that the code names."""


@dataclass(frozen=True, slots=True)
class Tab:
    """How tabs name a subject and a class in a vendor's own way (``THVCN(H4A)``: Tin học of 4A)."""

    pattern: re.Pattern[str]
    subject: str

    def class_name(self, name: str) -> str | None:
        """The class in a name of this kind, or None."""
        found = self.pattern.fullmatch(tidy(name))
        return found["class"] if found and grade_of_class(found["class"]) else None


@dataclass(frozen=True, slots=True)
class Routing:
    """How the codes of a vendor are made.

    ``code`` has the groups ``subject``, ``round`` and ``year``; ``subject_codes`` names the vendor's code list of
    subjects; ``periods`` gives the period of each round; ``parts`` the subjects that a wider title also covers.
    """

    code: re.Pattern[str]
    subject_codes: str
    periods: Mapping[str, str]
    parts: Mapping[str, tuple[str, ...]]
    tabs: tuple[Tab, ...]

    def read(self, place: CellPlace, text: object) -> RoutingCode | None:
        """The code that a cell holds, or None."""
        found = self.code.fullmatch(tidy(text)) if isinstance(text, str) else None
        if found is None:
            return None
        named = found.groupdict()
        match = subjects.from_code(self.subject_codes, named.get("subject") or "")
        return RoutingCode(
            place,
            named.get("subject"),
            match.subject_id if match else None,
            self.periods.get((named.get("round") or "").lower()),
            named.get("year"),
        )

    def tab(self, name: str) -> tuple[str, str] | None:
        """The label of the subject and the class that a tab names in the vendor's own way, or None."""
        found = ((tab.subject, tab.class_name(name)) for tab in self.tabs)
        return next(((subject, class_name) for subject, class_name in found if class_name), None)

    def agrees(self, code: RoutingCode, subject: str) -> bool:
        """Whether a sheet that names a subject may have this code."""
        return code.subject in (None, subject, *self.parts.get(subject, ()))


def routing_of(entry: Mapping[str, Any] | None) -> Routing | None:
    """The table ``[routing]`` of a layout."""
    if entry is None:
        return None
    return Routing(
        code=re.compile(entry["code"], re.IGNORECASE),
        subject_codes=entry["subject_codes"],
        periods=entry["periods"],
        parts={subject: tuple(members) for subject, members in entry.get("parts", {}).items()},
        tabs=tuple(Tab(re.compile(tab["name"], re.IGNORECASE), tab["subject"]) for tab in entry.get("tabs", ())),
    )
