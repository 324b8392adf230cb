"""The part of the shared texts, to which texts are added at the end."""

from __future__ import annotations

from .markup import Part, Patch, Tag, opened
from .values import text_element


class SharedTexts:
    """The shared texts of a workbook: those that stand keep their numbers, whatever they look like."""

    def __init__(self, raw: bytes, where: str) -> None:
        """Raises UnreadableFile (`damaged-workbook`, `xml-entities`)."""
        self._part = Part(raw, where)
        self._depth = 0
        self._root: Tag | None = None
        self._counts: dict[str, str] = {}
        self._standing = 0
        self._end = 0
        self._new: dict[str, int] = {}
        self._used = 0
        self._item = ""
        self._part.scan(self)

    def start(self, name: str, attributes: dict[str, str], offset: int) -> None:
        """A start tag: the root, or one of its items."""
        if self._depth == 0:
            self._root = self._part.tag(offset)
            self._counts = {key: attributes.get(key, "") for key in ("count", "uniqueCount")}
            self._item = name.removesuffix("sst") + "si"
        elif self._depth == 1 and name == self._item:
            self._standing += 1
        self._depth += 1

    def end(self, name: str, offset: int) -> None:
        """An end tag; the last one is the root's."""
        self._depth -= 1
        self._end = offset

    def number(self, text: str) -> int:
        """The number of a text to be added, the same for the same text."""
        self._used += 1
        return self._new.setdefault(text, self._standing + len(self._new))

    def written(self, given_up: int) -> bytes:
        """The part with the new texts; ``given_up`` references to standing texts are no more."""
        root = self._root
        if root is None or not self._new:
            return self._part.pasted([])
        grown = {"count": self._used - given_up, "uniqueCount": len(self._new)}
        counts: dict[str, str | None] = {
            key: str(int(old) + grown[key]) for key, old in self._counts.items() if old.isdecimal()
        }
        tag = root.with_attributes(counts)
        prefix = root.prefix
        items = "".join(f"<{prefix}si>{text_element(prefix, text)}</{prefix}si>" for text in self._new)
        if root.empty:
            return self._part.pasted([Patch(root.start, root.end, f"{opened(tag)}{items}</{root.name}>")])
        return self._part.pasted([Patch(root.start, root.end, tag), Patch(self._end, self._end, items)])
