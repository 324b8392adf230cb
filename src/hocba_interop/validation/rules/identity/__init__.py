"""Who the pupil is (nhân thân): personal id, pupil codes, birth date, names, and who stands twice in a batch."""

from __future__ import annotations

from ...check import BatchCheck, Check
from . import batch, birth_date, codes, names, personal_id

CHECKS: tuple[Check | BatchCheck, ...] = (
    *personal_id.CHECKS,
    *codes.CHECKS,
    *birth_date.CHECKS,
    *names.CHECKS,
    *batch.CHECKS,
)
