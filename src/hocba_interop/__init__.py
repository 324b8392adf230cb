"""hocba-interop: Vietnamese report cards (học bạ) between vendors' formats, with proof that nothing was lost.

The public API. Nothing is imported before it is asked for::

    import hocba_interop as hocba

    done = hocba.convert(["10t_hk1.xls", "10t_hk2.xls"], "hocba-json", "10t.json")
    print(done.receipt.items, done.receipt.read_back)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .adapters.contract import UnreadableSource
    from .adapters.registry import UnknownFormat, formats
    from .checklists import Checklist, UnknownProfile, checklist
    from .conversion.convert import Conversion, ConvertOptions, OutputRefused, ProgramFault, convert
    from .conversion.detection import Detection, detect
    from .conversion.diff import Difference, diff
    from .conversion.filling.fill import Filling, FillOptions, fill
    from .conversion.inputs import NoSuchInput
    from .conversion.inspection import Inspection, inspect
    from .conversion.library import ReadResult, read, write
    from .conversion.matching import BadMatch
    from .conversion.merging.merge import Merged, merge
    from .conversion.receipt import Receipt
    from .conversion.splitting import Splitting, split
    from .model import Document, ReportCard
    from .notices import Notice, Severity
    from .validation.refusals import BadBaseline, BadProfile
    from .validation.report import Report
    from .validation.validating import validate, validate_document
    from .version import VERSION as __version__

_HOMES = {
    "adapters.contract": ("UnreadableSource",),
    "adapters.registry": ("UnknownFormat", "formats"),
    "checklists": ("Checklist", "UnknownProfile", "checklist"),
    "conversion.convert": ("Conversion", "ConvertOptions", "OutputRefused", "ProgramFault", "convert"),
    "conversion.detection": ("Detection", "detect"),
    "conversion.diff": ("Difference", "diff"),
    "conversion.filling.fill": ("FillOptions", "Filling", "fill"),
    "conversion.inputs": ("NoSuchInput",),
    "conversion.inspection": ("Inspection", "inspect"),
    "conversion.library": ("ReadResult", "read", "write"),
    "conversion.matching": ("BadMatch",),
    "conversion.merging.merge": ("Merged", "merge"),
    "conversion.receipt": ("Receipt",),
    "conversion.splitting": ("Splitting", "split"),
    "model": ("Document", "ReportCard"),
    "notices": ("Notice", "Severity"),
    "validation.refusals": ("BadBaseline", "BadProfile"),
    "validation.report": ("Report",),
    "validation.validating": ("validate", "validate_document"),
}

__all__ = [
    "BadBaseline",
    "BadMatch",
    "BadProfile",
    "Checklist",
    "Conversion",
    "ConvertOptions",
    "Detection",
    "Difference",
    "Document",
    "FillOptions",
    "Filling",
    "Inspection",
    "Merged",
    "NoSuchInput",
    "Notice",
    "OutputRefused",
    "ProgramFault",
    "ReadResult",
    "Receipt",
    "Report",
    "ReportCard",
    "Severity",
    "Splitting",
    "UnknownFormat",
    "UnknownProfile",
    "UnreadableSource",
    "__version__",
    "checklist",
    "convert",
    "detect",
    "diff",
    "fill",
    "formats",
    "inspect",
    "merge",
    "read",
    "split",
    "validate",
    "validate_document",
    "write",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return import_module(".version", __name__).VERSION
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f".{home}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return list(__all__)
