"""Reports as HTML: one page that stands alone, to be printed. Nothing in it comes from elsewhere."""

from .checklist import checklist
from .validation import validation

__all__ = ["checklist", "validation"]
