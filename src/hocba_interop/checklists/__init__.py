"""Checklist: what a use of report cards (a transfer) still lacks, and who can supply it.

What counts as needed is data: ``profiles/*.toml``. Here are only the small finders that look for it.
"""

from .check import Checklist, Lack, Pupil, checklist
from .profile import Need, Profile, Reminder, Supplier, UnknownProfile, load_profile, profile_names

__all__ = [
    "Checklist",
    "Lack",
    "Need",
    "Profile",
    "Pupil",
    "Reminder",
    "Supplier",
    "UnknownProfile",
    "checklist",
    "load_profile",
    "profile_names",
]
