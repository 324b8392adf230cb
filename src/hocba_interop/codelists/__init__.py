"""Code lists (danh mục): what the files call things, as data with an edition, a source and a certainty.

Every module has ``edition()`` and finds by exact key, never by likeness. No file is read before it is needed.
"""

from hocba_interop.codelists import (
    ethnic_groups,
    guardian_relations,
    identifiers,
    languages,
    levels,
    nationalities,
    periods,
    provinces,
    pupil_statuses,
    regulations,
    scales,
    sexes,
    subjects,
    traits,
)
from hocba_interop.codelists._tables import ListEdition

__all__ = [
    "ListEdition",
    "ethnic_groups",
    "guardian_relations",
    "identifiers",
    "languages",
    "levels",
    "nationalities",
    "periods",
    "provinces",
    "pupil_statuses",
    "regulations",
    "scales",
    "sexes",
    "subjects",
    "traits",
]
