"""Reports as text: rich renderables for a terminal, in Vietnamese or English."""

from .checklist import checklist
from .detection import detections
from .difference import difference
from .formats import formats
from .inspection import inspection
from .merging import moves
from .notices import notices
from .receipt import receipt
from .rules import rule, rules
from .validation import validation

__all__ = [
    "checklist",
    "detections",
    "difference",
    "formats",
    "inspection",
    "moves",
    "notices",
    "receipt",
    "rule",
    "rules",
    "validation",
]
