"""The sheet of other information: extensions, and every leaf that no column can hold.

A row is one extension (a caption, a value, where it was found), or one leaf by its path. Values that no cell
can hold stand there as JSON in ASCII, in several rows where one cell is too small. Nothing is ever cut.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hocba_interop.adapters.workbook.cells import BadCell
from hocba_interop.model import Extension, Mark
from hocba_interop.model.flat import Leaf, Path, same_leaf

from .fields import field_at
from .layout import PUPIL_KEY, PUPIL_NAME
from .marks import mark_forms, read_mark
from .safety import from_json, is_safe, to_json, unwrap, verbatim

YEAR = "Năm học"
LABEL = "Mục"
VALUE = "Giá trị"
WHERE = "Nguồn"
PATH = "Đường dẫn"
PART = "Phần"

COLUMNS: Mapping[str, tuple[float, str]] = {
    PUPIL_KEY: (9, "Để trống: điều chung của cả tệp, không riêng học sinh nào."),
    PUPIL_NAME: (26, ""),
    YEAR: (12, "Để trống: điều chung của học sinh, không riêng năm nào."),
    LABEL: (36, "Tên của thông tin."),
    VALUE: (60, ""),
    WHERE: (34, "Chỗ đã đọc được thông tin này. Do chương trình ghi."),
    PATH: (48, "Chỗ của giá trị trong học bạ. Do chương trình ghi; thông tin do người điền để trống."),
    PART: (7, "Giá trị quá dài được chia thành nhiều dòng. Do chương trình ghi."),
}
"""The columns with their widths and hints."""

_CHUNK = 30_000


@dataclass(frozen=True, slots=True)
class RestRow:
    """A row by the captions of its columns (without the pupil and the name)."""

    cells: Mapping[str, str]


def write_path(path: Path) -> str | None:
    """A path as text, or None where no cell can hold it."""
    pointer = "/" + "/".join(name.replace("~", "~0").replace("/", "~1") for name in path)
    for text in (pointer, to_json(path)):
        if is_safe(text) and read_path(text) == path:
            return text
    return None


def read_path(text: str) -> Path | None:
    """The path that a text writes, or None where it writes none."""
    if text.startswith("/"):
        return tuple(name.replace("~1", "/").replace("~0", "~") for name in text[1:].split("/"))
    names = from_json(text)
    if isinstance(names, list) and names and all(isinstance(name, str) for name in names):
        return tuple(names)
    return None


def _forms(leaf: Leaf) -> Iterator[str]:
    if isinstance(leaf, bool):
        yield "Có" if leaf else "Không"
    elif isinstance(leaf, int):
        yield str(leaf)
    elif isinstance(leaf, str):
        yield leaf
        yield to_json(leaf)
    elif isinstance(leaf, Mark):
        yield from (form for form in mark_forms(leaf) if isinstance(form, str))
        yield to_json(leaf.model_dump())
    else:
        yield to_json(leaf.model_dump())


def read_value(path: Path, text: str) -> Leaf:
    """The leaf that the text of a row with a path states. Raises BadCell."""
    field = field_at(path)
    if field is None:
        raise BadCell("unknown-field-path")
    leaf: Leaf | None = None
    data = from_json(text) if text.startswith(("{", '"')) else None
    if field.type is str:
        leaf = data if isinstance(data, str) else text
        if field.values and leaf not in field.values:
            raise BadCell("word-unknown", column=path[-1])
    elif field.type is bool:
        leaf = {"Có": True, "Không": False}.get(text)
    elif field.type is int:
        leaf = int(text) if _WHOLE.match(text) else None
    elif isinstance(data, dict):
        leaf = _part(field.type, data)
    elif field.type is Mark:
        leaf = read_mark(text, ())[0]
    if leaf is None:
        raise BadCell("value-unreadable")
    return leaf


_WHOLE = re.compile(r"-?\d{1,4000}$", re.ASCII)


def _part(kind: type, data: dict[str, Any]) -> Mark | Extension | None:
    try:
        return Mark.model_validate(data) if kind is Mark else Extension.model_validate(data)
    except ValueError:
        return None


def _reads_back(path: Path, text: str, leaf: Leaf) -> bool:
    try:
        return same_leaf(leaf, read_value(path, text))
    except BadCell:
        return False


def write_leaf(path: Path, leaf: Leaf, label: str) -> list[RestRow] | None:
    """The rows that hold a leaf by its path; None where its path is too long for a cell."""
    where = write_path(path)
    if where is None:
        return None
    row = {LABEL: label, PATH: where}
    for text in _forms(leaf):
        if is_safe(text) and _reads_back(path, text, leaf):
            return [RestRow({**row, VALUE: text})]
    *_, text = _forms(leaf)
    chunks = [text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK)]
    return [
        RestRow({**row, VALUE: verbatim(chunk), PART: f"{number}/{len(chunks)}"})
        for number, chunk in enumerate(chunks, 1)
    ]


def write_extension(extension: Extension) -> RestRow | None:
    """An extension as people read one: what, the value, where; None where a cell cannot hold one of them."""
    cells = {
        LABEL: extension.label,
        VALUE: extension.value,
        WHERE: None if extension.where is None else _where_text(extension.where),
    }
    texts = {caption: text for caption, text in cells.items() if text is not None}
    if not (LABEL in texts or VALUE in texts) or not all(map(is_safe, texts.values())):
        return None
    read = read_extension(texts.get(LABEL), texts.get(VALUE), texts.get(WHERE))
    return RestRow(texts) if read == extension else None


def _where_text(where: Mapping[str, str | int]) -> str:
    return json.dumps(where, ensure_ascii=False, sort_keys=True)


def read_extension(label: str | None, value: str | None, where: str | None) -> Extension:
    """The extension of a row without a path; a source that is not what we write is kept as text."""
    place = from_json(where) if where and where.startswith("{") else None
    if isinstance(place, dict) and all(
        isinstance(item, str | int) and not isinstance(item, bool) for item in place.values()
    ):
        return Extension(label=label, value=value, where=place)
    return Extension(label=label, value=value, where={"note": where} if where else None)


def join_parts(parts: Mapping[int, str], count: int) -> str | None:
    """The value of several rows, or None where one of them lacks."""
    texts = [unwrap(parts[number]) if number in parts else None for number in range(1, count + 1)]
    known = [text for text in texts if text is not None]
    return "".join(known) if len(known) == len(parts) == count else None


def plain_text(value: object) -> str:
    """The text of a cell of this sheet."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, bool):
        return "Có" if value else "Không"
    return str(value)
