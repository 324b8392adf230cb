"""A source: the bytes of one input, opened once for all who ask (detection, then reading)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .workbook.opening import Workbook


@dataclass
class Source:
    """One input: its name, its bytes, its number among the inputs. Nothing is opened before it is asked for."""

    name: str
    data: bytes = field(repr=False)
    index: int = 0
    path: Path | None = None
    """The file, where it is one: no output may take its place."""
    converted: dict[str, dict[tuple[int, int], str]] | None = field(default=None, repr=False)
    """What cells held before their legacy font was converted, by sheet (None: not asked for)."""

    def release(self) -> None:
        """Let go of what was opened: the bytes stay, and open it again when asked."""
        for opened in ("workbook", "json", "xml"):
            self.__dict__.pop(opened, None)

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the bytes."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def container(self) -> str:
        """What the bytes are (xlsx, xls, html, json, xml …), by content."""
        from .workbook.opening import sniff

        return str(sniff(self.data))

    @cached_property
    def workbook(self) -> Workbook:
        """The bytes as a workbook. Raises opening.UnreadableFile."""
        from .workbook.opening import open_workbook

        return open_workbook(self.data, self.name)

    @cached_property
    def json(self) -> Any:
        """The bytes as JSON. Raises canonical.json.UnreadableSource."""
        from .canonical.parsing import parse_json

        return parse_json(self)

    @cached_property
    def xml(self) -> Any:
        """The bytes as the root element of an XML document, entities and network off."""
        from .canonical.parsing import parse_xml

        return parse_xml(self)
