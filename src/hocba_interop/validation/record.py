"""One report card as the rules see it: the card, its number, and where each of its values stands in a source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..model import ReportCard
from ..model.flat import Path
from ..notices import Notice, Place


@dataclass(frozen=True, slots=True)
class Record:
    """One report card (học bạ của một học sinh) to be checked.

    ``number`` is its position in the batch, from 0. ``locate`` gives the place of a leaf or of any inner path of
    `model.flat`: the nearest place that is known. ``states`` tells whether the source itself states a leaf (False:
    a title, a caption or a code list implies it).

    ``notices`` is what reading found in this record alone; only streams bring it, for there nothing is read as a
    whole. ``raw`` is what the record was made of (an lxml element, a JSON object), or None where that is gone or
    where there never was one (a row of a workbook): what the schemas check.
    """

    card: ReportCard
    number: int
    locate: Callable[[Path], Place]
    states: Callable[[Path], bool]
    notices: Sequence[Notice] = ()
    raw: object = None
