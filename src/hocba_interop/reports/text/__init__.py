"""Reports as text: rich renderables for a terminal, in Vietnamese or English."""

from .detection import detections
from .difference import difference
from .formats import formats
from .inspection import inspection
from .notices import notices
from .receipt import receipt

__all__ = ["detections", "difference", "formats", "inspection", "notices", "receipt"]
