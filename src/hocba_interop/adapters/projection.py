"""Projection: what of a report card a target is meant to hold, leaf by leaf, before anything is written.

Writers get only what the projection leaves, so that a writer cannot hold more than its coverage declares; the
proof expects exactly the projection to come back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ..model.flat import Leaf, Path
from .coverage import Coverage

CODE: Path = ("student", "identifiers", "pupil_code")
MOET: Path = ("student", "identifiers", "moet")


@dataclass(slots=True)
class Projection:
    """The leaves that the target is meant to hold; ``aliases`` says where a leaf stands under another path."""

    flat: dict[Path, Leaf] = field(default_factory=dict)
    aliases: dict[Path, Path] = field(default_factory=dict)

    def for_writer(self, whole: dict[Path, Leaf], coverage: Coverage) -> dict[Path, Leaf]:
        """What the writer is given: the projection, and what a reader would know without a place of its own."""
        if coverage.everything:
            return self.flat
        roots = {path[:4] if path[2:3] in (("subjects",), ("traits",)) else path[:2] for path in self.flat}
        implied = {
            path: leaf
            for path, leaf in whole.items()
            if path not in self.flat
            and coverage.implies(path)
            and (path[:4] if path[2] in ("subjects", "traits") else path[:2]) in roots
        }
        return {**self.flat, **implied}

    def stands_at(self, path: Path) -> Path:
        """Under which path of the target a leaf of the card stands."""
        return self.aliases.get(path, path)


Project = Callable[[dict[Path, Leaf], Coverage], Projection]


def project_all(flat: dict[Path, Leaf], coverage: Coverage) -> Projection:
    """Every leaf that the coverage holds."""
    if coverage.everything:
        return Projection(flat)
    return Projection({path: leaf for path, leaf in flat.items() if coverage.holds(path, leaf)})


def project_rows(flat: dict[Path, Leaf], coverage: Coverage) -> Projection:
    """For formats with a row a pupil: nothing of a year without a result, one column for the pupil's code."""
    held = project_all(flat, coverage)
    with_results = {path[1] for path in held.flat if _is_result(path)}
    held.flat = {p: v for p, v in held.flat.items() if p[0] != "years" or p[1] in with_results}
    if not with_results:
        return Projection()
    if CODE not in flat and MOET in flat:
        held.flat[CODE] = flat[MOET]
        held.aliases[MOET] = CODE
    return held


def _is_result(path: Path) -> bool:
    """Whether a leaf is one for whose sake a row is written."""
    return path[0] == "years" and (
        path[2] == "summaries" or (path[2] in ("subjects", "traits") and path[4:5] == ("periods",))
    )
