"""The names of the canonical XML, derived from the model, and the escape for what XML cannot hold.

Fields are elements of their name; one that the model cannot be without (``subject``, ``trait``, ``relation``,
``role``) is an attribute. A member of a list is an element of the name of its part (``year_record``).
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from .shape import ExtensionShape, Map, MarkShape, Record, Shape

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "urn:hocba-interop:report-card:1"
VERSION = "1"
ROOT = "document"
GAP = "gap"
"""A mark that is missing between others."""
ESCAPED = "escaped"
"""The attribute of an element whose own text and attributes are written with ``\\uXXXX`` and ``\\\\``."""
WHERE_TEXT = "text"
WHERE_NUMBER = "number"
"""The entries of an extension's ``where``: the element says the type of the value, its ``name`` the key."""
WHITE_SPACE = " \t\r\n"
EXACT_LINES = 65535
"""From here on libxml2 only estimates the line of an element: such a line is given as 0, not known."""

_PREFIX = f"{{{NAMESPACE}}}"
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(\\)|.|$)", re.DOTALL)
_SCHEMA_INSTANCE = "{http://www.w3.org/2001/XMLSchema-instance}"
SCHEMA_HINTS = frozenset({f"{_SCHEMA_INSTANCE}schemaLocation", f"{_SCHEMA_INSTANCE}noNamespaceSchemaLocation"})


def qualified(name: str) -> str:
    """A name of ours as lxml writes it."""
    return _PREFIX + name


@cache
def member_name(shape: Shape) -> str:
    """The element of a member of a list."""
    if isinstance(shape, MarkShape):
        return "mark"
    if isinstance(shape, ExtensionShape):
        return "extension"
    assert isinstance(shape, Record), shape
    return re.sub(r"(?<!^)(?=[A-Z])", "_", shape.part.__name__).lower()


def entry_names(shape: Map) -> tuple[str, str]:
    """Element and key attribute of an entry of a map: periods are a closed list, identifiers an open one."""
    return ("period", "name") if shape.keys else ("identifier", "scheme")


def must_escape(text: str) -> bool:
    """Whether XML would lose the text: a forbidden character, or mere white space."""
    return _FORBIDDEN.search(text) is not None or (text != "" and not text.strip(WHITE_SPACE))


def escape(text: str) -> str:
    """The text with forbidden characters (or mere white space) as ``\\uXXXX``, backslashes doubled."""
    text = text.replace("\\", "\\\\")
    if not text.strip(WHITE_SPACE):
        return "".join(f"\\u{ord(char):04x}" for char in text)
    return _FORBIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def unescape(text: str) -> str:
    """What `escape` wrote. Raises ValueError where a backslash begins no escape of a whole character."""

    def char(match: re.Match[str]) -> str:
        if match[2]:
            return "\\"
        if match[1] is None:
            raise ValueError(match[0])
        return chr(int(match[1], 16))

    text = _ESCAPE.sub(char, text)
    text.encode()
    return text


def own_text(element: _Element) -> str:
    """The text of an element itself, without that of its children."""
    text = element.text or ""
    return text + "".join(child.tail or "" for child in element) if len(element) else text


def children(element: _Element, xpath: str) -> list[tuple[_Element, str]]:
    """The children with their XPaths: local names, numbered where several siblings share one."""
    if not len(element):
        return []
    names = [local_name(str(child.tag)) for child in element]
    if len(set(names)) == len(names):
        return [(child, f"{xpath}/{name}") for child, name in zip(element, names, strict=True)]
    count = Counter(names)
    seen: Counter[str] = Counter()
    found = []
    for child, name in zip(element, names, strict=True):
        seen[name] += 1
        number = f"[{seen[name]}]" if count[name] > 1 else ""
        found.append((child, f"{xpath}/{name}{number}"))
    return found


def local_name(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]


def line_of(element: _Element) -> int:
    """The line of an element's start tag, or 0 where it is not known."""
    line = element.sourceline
    return line if isinstance(line, int) and line < EXACT_LINES else 0


def attribute_step(name: str) -> str:
    """An attribute as a step of an XPath; one of another namespace as an EQName (``@Q{urn:x}name``)."""
    return f"@Q{name}" if name.startswith("{") else f"@{name}"
