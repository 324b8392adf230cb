"""The course of the school years (quá trình học tập): their order, grades, circulars, and the moves between schools."""

from __future__ import annotations

from ...check import Check
from . import circulars, grades, moves, years

CHECKS: tuple[Check, ...] = (*years.CHECKS, *grades.CHECKS, *circulars.CHECKS, *moves.CHECKS)
