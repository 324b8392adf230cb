"""The ministry's circulars on assessment (thông tư về đánh giá học sinh), one module each, with their tables.

Plain values go in, plain values come out; nothing here knows report cards, files or messages:

    from hocba_interop.regulations import tt22_2021

    tt22_2021.term_average([Decimal(7), Decimal(8), Decimal(8)], Decimal(8), Decimal(9))  # Decimal("8.3")

What cannot be decided is `Undecided`, with what is missing; where a text can be read in more than one way, `Readings`
holds the answer of each. What a rule rests on, and how well that is known, stands in ``SOURCES`` of its module.
"""

from __future__ import annotations

from hocba_interop.regulations import (
    tt22_2016,
    tt22_2021,
    tt26_2020,
    tt27_2020,
    tt30_2014,
    tt43_2021,
    tt58_2011,
)
from hocba_interop.regulations.choosing import MODULES, ruling
from hocba_interop.regulations.completion import Completion, completion
from hocba_interop.regulations.components import Components
from hocba_interop.regulations.promotion import MOST_ABSENCES, Decision
from hocba_interop.regulations.sources import Certainty, Source
from hocba_interop.regulations.values import Readings, Undecided

__all__ = [
    "MODULES",
    "MOST_ABSENCES",
    "Certainty",
    "Completion",
    "Components",
    "Decision",
    "Readings",
    "Source",
    "Undecided",
    "completion",
    "ruling",
    "tt22_2016",
    "tt22_2021",
    "tt26_2020",
    "tt27_2020",
    "tt30_2014",
    "tt43_2021",
    "tt58_2011",
]
