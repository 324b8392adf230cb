"""What a rule rests on (căn cứ), and how well that is known: told to users with every finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Certainty = Literal["text", "measured", "well_known", "less_sure", "inferred"]
"""How well a fact is known.

==============  ====================================================================================
``text``        read in a public text: the circular, a legal page that quotes it, a ministry page
``measured``    also recomputed on real report cards, without a miss
``well_known``  common knowledge of schools; the wording was not read again
``less_sure``   half known: good for a hint, never for an error
``inferred``    deduced, for want of a text that says it
==============  ====================================================================================
"""

FIRM: Final[frozenset[Certainty]] = frozenset({"text", "measured", "well_known"})
"""The certainties on which an error or a firm warning may rest."""


@dataclass(frozen=True, slots=True)
class Source:
    """A legal text, the article (Điều, khoản) where it is known, and how well the fact itself is known."""

    text: str
    article: str | None
    certainty: Certainty

    @property
    def firm(self) -> bool:
        """Whether more than a hint may rest on it."""
        return self.certainty in FIRM

    def __str__(self) -> str:
        return f"{self.text}, {self.article}" if self.article else self.text


Sources = Mapping[str, Source]
"""The sources of a circular's module, by the name of its function or table."""
