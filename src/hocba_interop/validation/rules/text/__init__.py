"""Texts (chữ viết): what was typed in an old font, encoded twice or lost, and comments that a target takes badly."""

from __future__ import annotations

from ...check import Check
from . import characters, comments

CHECKS: tuple[Check, ...] = (*characters.CHECKS, *comments.CHECKS)
