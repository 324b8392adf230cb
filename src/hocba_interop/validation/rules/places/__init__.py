"""Places (địa danh) by the list of their time: 63 provinces with districts until 30/6/2025, 34 without since."""

from __future__ import annotations

from ...check import Check
from . import codes, times

CHECKS: tuple[Check, ...] = (*codes.CHECKS, *times.CHECKS)
