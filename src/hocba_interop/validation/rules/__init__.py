"""The rules: one module, or one package of small modules, for each family; each names its checks in ``CHECKS``."""

from __future__ import annotations

from functools import cache

from ..check import BatchCheck, Check
from . import arithmetic, history, identity, issue, marks, places, structure, subjects, text

FAMILIES = {
    "structure": structure.CHECKS,
    "marks": marks.CHECKS,
    "arithmetic": arithmetic.CHECKS,
    "subjects": subjects.CHECKS,
    "identity": identity.CHECKS,
    "history": history.CHECKS,
    "text": text.CHECKS,
    "places": places.CHECKS,
    "issue": issue.CHECKS,
}
"""The checks of each family."""


@cache
def all_checks() -> tuple[Check | BatchCheck, ...]:
    """Every check, family by family."""
    return tuple(check for checks in FAMILIES.values() for check in checks)
