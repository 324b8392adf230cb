"""Cutting an XML document of any length into its records, without parsing what lies in them.

Each record becomes a small document by itself. What lies round the records is parsed as one document in which an
empty element stands for each; so the whole is well-formed if, and only if, all of its pieces are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

from ...adapters.canonical.parsing import SAFE_XML, refuse_document_type, refuse_syntax
from ...adapters.contract import UnreadableSource
from ...notices import Notice, SourcePlace
from .stream import MAX_RECORD, Input, record_too_large

if TYPE_CHECKING:
    from lxml.etree import _Element

_PIECE = 1 << 18
_AFTER_NAME = (b">", b" ", b"\t", b"\r", b"\n")
_MAX_PROLOG = 1 << 20
_MAX_ROUND = 32 << 20
"""Bytes of all that lies round the records and is kept to the end: extensions, where a document comes from."""
_MAX_WIDE = 512 << 20
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_DECLARED = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")


@dataclass(frozen=True, slots=True)
class Cut:
    """The bytes of one record, and how many lines of the source stand before it."""

    data: bytes
    lines_before: int
    column: int


@dataclass
class Skeleton:
    """What lies round the records, parsed as far as it has been met."""

    source: int
    path: tuple[str, ...]
    """Qualified names of the root, the list and the record."""
    at: list[_Element] = field(default_factory=list)
    root: Any = None
    astray: list[tuple[_Element, Cut]] = field(default_factory=list)
    """What is called a record, but does not stand where records stand."""
    _astray: int = 0
    _lists: int = 0
    _fed: int = 0
    _started: Any = None
    _record: Any = None

    def __post_init__(self) -> None:
        from lxml import etree

        self._parser = etree.XMLPullParser(events=("start", "end"), **SAFE_XML)
        self._syntax_error = etree.XMLSyntaxError

    def feed(self, data: bytes) -> None:
        """Parse more of what lies round the records. Raises UnreadableSource."""
        self._fed += 0 if data.isspace() else len(data)
        try:
            self._parser.feed(data)
            self._look()
        except self._syntax_error as error:
            self._refuse(error)
        limit = _MAX_PROLOG if self.root is None else _MAX_ROUND
        if self._fed > limit:
            raise UnreadableSource(
                Notice("too-large", SourcePlace(self.source), facts={"size": self._fed, "limit": limit})
            )

    def place_holder(self, opening: bytes, cut: Cut) -> bool:
        """Put the start tag of a record in its place, closed; tells whether it stands where records stand.

        It is as many lines long as the record, so that what follows keeps its line.
        """
        self._started = None
        lines = cut.data.count(b"\n") - opening.count(b"\n")
        self.feed(opening.rstrip(b"/>") + b"\n" * lines + b"/>")
        self._fed -= len(opening) + lines + 1
        element = self._started
        if element is None:  # it lies in something that is not closed, such as an attribute
            self.close()
        above = [*(str(one.tag) for one in self.at), str(element.tag)]
        if tuple(above) == self.path and self._lists == 1:
            if self._record is not None:
                self.at[-1].remove(self._record)
            self._record = element
            return True
        self.astray.append((element, cut))
        self._astray += len(cut.data)
        if self._astray > MAX_RECORD:
            raise record_too_large(self.source, 0)
        return False

    def close(self) -> Any:
        """The root, when the source has ended. Raises UnreadableSource."""
        try:
            self._parser.close()
            self._look()
        except self._syntax_error as error:
            self._refuse(error)
        if self._record is not None:
            self._record.getparent().remove(self._record)
        return self.root

    def _look(self) -> None:
        events: Any = self._parser.read_events()
        for event, element in events:
            if event == "end":
                self.at.pop()
                continue
            if self.root is None:
                self.root = element
                refuse_document_type(self.source, element)
            self.at.append(element)
            self._started = element
            if tuple(str(one.tag) for one in self.at) == self.path[:2]:
                self._lists += 1

    def _refuse(self, error: Any) -> NoReturn:
        refuse_syntax(self.source, error, *error.position)


class Cutter:
    """Cuts a source; ``skeleton`` is what lies round the records, complete when all have been given."""

    def __init__(self, given: Input, path: tuple[str, ...]) -> None:
        self._input = given
        self.skeleton = Skeleton(given.index, path)
        self.encoding = "utf-8"
        self._name = path[2].rpartition("}")[2].encode()
        name = rb"(?:[^\s<>/:\"'=!?]+:)?" + self._name
        self._markup = re.compile(rb"<(?:!--|!\[CDATA\[|\?|(/?)(" + name + rb")(?=[\s/>]))")
        self._start_tag = re.compile(rb"""<[^<>"']*(?:"[^<"]*"[^<>"']*|'[^<']*'[^<>"']*)*>""")
        self._buffer = b""
        self._at = 0
        self._ended = False
        self._lines = 0
        self._column = 0
        self._given = 0

    def cuts(self) -> Iterator[Cut]:
        """The records, one after the other. Raises UnreadableSource."""
        self._begin()
        while True:
            found = self._next_record()
            if found is None:
                if self._ended:
                    break
                self._more()
                continue
            start, end, opening = found
            self._pass_by(start)
            cut = Cut(self._buffer[start:end], self._lines, self._column)
            stands = self.skeleton.place_holder(opening, cut)
            self._advance(cut.data)
            self._at = end
            if stands:
                self._given += 1
                yield cut
        self._pass_by(len(self._buffer))
        self.skeleton.close()

    def _begin(self) -> None:
        self._more()
        if self._buffer.startswith(_WIDE) or b"\0" in self._buffer[:4]:
            self._widen()
        if declared := _DECLARED.search(self._buffer[:256]):
            self.encoding = declared[1].decode()

    def _widen(self) -> None:
        """A text in UTF-16 is read whole and goes on as UTF-8."""
        data = self._buffer + self._input.rest(_MAX_WIDE)
        little = data.startswith(b"\xff\xfe") or data[1:2] == b"\0"
        try:
            text = data.decode("utf-16" if data.startswith(_WIDE) else "utf-16-le" if little else "utf-16-be")
        except UnicodeDecodeError:
            text = ""
        start = re.sub(r"""\sencoding\s*=\s*["'][^"']*["']""", "", text[:256], count=1)
        self._buffer, self._ended = (start + text[256:]).encode(), True

    def _next_record(self) -> tuple[int, int, bytes] | None:
        """Start, end and start tag of the next record in the buffer; None where that is not there, or not whole."""
        at = self._at
        while found := self._markup.search(self._buffer, at):
            if found[2] is None:
                at = self._end_of_other(found)
                if at < 0:
                    break
            elif found[1]:
                at = found.end()
            else:
                opening = self._start_tag.match(self._buffer, found.start())
                end = self._end_of_record(opening, found[2]) if opening else -1
                if opening is None or end < 0:
                    break
                return found.start(), end, opening[0]
        if found is None and not self._ended:
            self._pass_by(max(at, self._buffer.rfind(b"<", at)))
        if len(self._buffer) - self._at > MAX_RECORD:
            raise record_too_large(self._input.index, self._given)
        return None

    def _end_of_record(self, opening: re.Match[bytes], tag: bytes) -> int:
        """Where the record with this start tag ends, or -1."""
        if opening[0].endswith(b"/>"):
            return opening.end()
        closing = b"</" + tag
        end = self._buffer.find(closing, opening.end())
        while end >= 0 and self._buffer[(after := end + len(closing)) : after + 1] not in _AFTER_NAME:
            end = self._buffer.find(closing, after)
        if end < 0:
            return -1
        inside = opening.end(), end
        if any(self._holds(mark, inside) for mark in (b"!", b"?")) or self._buffer.find(self._name, *inside) >= 0:
            return self._end_among_others(opening.end())
        return self._buffer.find(b">", end) + 1 or -1

    def _holds(self, mark: bytes, inside: tuple[int, int]) -> bool:
        """Whether ``<`` and a mark follow each other somewhere; the mark, which is rare, is sought first."""
        return self._buffer.find(mark, *inside) >= 0 and self._buffer.find(b"<" + mark, *inside) >= 0

    def _end_among_others(self, at: int) -> int:
        """Where a record ends in which there are comments, or elements of the same name."""
        depth = 1
        while found := self._markup.search(self._buffer, at):
            if found[2] is None:
                at = self._end_of_other(found)
                if at < 0:
                    return -1
                continue
            at = found.end()
            if found[1]:
                depth -= 1
            else:
                opening = self._start_tag.match(self._buffer, found.start())
                if opening is None:
                    return -1
                depth += not opening[0].endswith(b"/>")
                at = opening.end()
            if depth == 0:
                return self._buffer.find(b">", at) + 1 or -1
        return -1

    def _end_of_other(self, found: re.Match[bytes]) -> int:
        """Where a comment, a CDATA section or a processing instruction ends, or -1."""
        mark = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}[found[0]]
        end = self._buffer.find(mark, found.end())
        return end + len(mark) if end >= 0 else -1

    def _pass_by(self, end: int) -> None:
        """Give what lies before a place in the buffer to the skeleton."""
        if data := self._buffer[self._at : end]:
            self.skeleton.feed(data)
            self._advance(data)
            self._at = end

    def _advance(self, data: bytes) -> None:
        lines = data.count(b"\n")
        self._lines += lines
        self._column = len(data) - data.rfind(b"\n") - 1 if lines else self._column + len(data)

    def _more(self) -> None:
        piece = self._input.piece(_PIECE)
        self._ended = not piece
        self._buffer, self._at = self._buffer[self._at :] + piece, 0
