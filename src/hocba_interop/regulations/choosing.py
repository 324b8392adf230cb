"""Which circular ruled a year and grade; the years themselves stand in the code list of circulars."""

from __future__ import annotations

from types import MappingProxyType, ModuleType
from typing import Final

from hocba_interop.codelists import regulations
from hocba_interop.regulations import (
    tt22_2016,
    tt22_2021,
    tt26_2020,
    tt27_2020,
    tt30_2014,
    tt43_2021,
    tt58_2011,
)

MODULES: Final = MappingProxyType(
    {
        tt27_2020.ID: tt27_2020,
        tt22_2021.ID: tt22_2021,
        tt43_2021.ID: tt43_2021,
        tt58_2011.ID: tt58_2011,
        tt26_2020.ID: tt26_2020,
        tt22_2016.ID: tt22_2016,
        tt30_2014.ID: tt30_2014,
    }
)
"""The module of each circular, by the id of the code list."""


def ruling(school_year: str, grade: int, level: str | None = None) -> ModuleType | None:
    """The circular that ruled a grade in a school year (``"2023-2024"``), as its module; None where none is known."""
    regulation = regulations.for_year(school_year, grade, level)
    return None if regulation is None else MODULES[regulation]
