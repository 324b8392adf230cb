"""What messages say of a path: its period, its subject."""

from __future__ import annotations

from typing import Any

from ..codelists import subjects
from ..model.flat import Path, period_of


def facts_of(path: Path) -> dict[str, Any]:
    """The period and the subject that a path leads through, as facts of a message."""
    facts: dict[str, Any] = {}
    if path[:1] == ("years",) and (period := period_of((*path, ""))):
        facts["period"] = period
    if path[2:3] == ("subjects",) and len(path) > 3:
        listed, _, own = path[3].partition("#")[0].partition(":")
        facts["subject"] = own or _name(listed)
    return facts


def _name(subject: str) -> str:
    try:
        return subjects.get(subject).name
    except KeyError:
        return subject
