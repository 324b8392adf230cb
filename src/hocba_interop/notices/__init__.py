"""Notices: typed findings with their places, and the catalogue of rules in Vietnamese and English."""

from .notice import Notice, Rule, Severity, catalogue, word, worst
from .places import CellPlace, Place, PointerPlace, SourcePlace, XPathPlace, column_letters

__all__ = [
    "CellPlace",
    "Notice",
    "Place",
    "PointerPlace",
    "Rule",
    "Severity",
    "SourcePlace",
    "XPathPlace",
    "catalogue",
    "column_letters",
    "word",
    "worst",
]
