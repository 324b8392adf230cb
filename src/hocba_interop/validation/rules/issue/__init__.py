"""Issue data (phát hành học bạ): status, signers, dates, versions, summer results, corrections."""

from __future__ import annotations

from ...check import Check
from . import dates, signers, status, summer, written

CHECKS: tuple[Check, ...] = (*status.CHECKS, *signers.CHECKS, *dates.CHECKS, *summer.CHECKS, *written.CHECKS)
