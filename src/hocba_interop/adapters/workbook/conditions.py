"""Conditions on what a cell of our sheets can hold such that it reads back as it was."""

from __future__ import annotations

from ...model import Mark
from ...model.flat import Leaf, Path
from ..coverage import Accepts
from .cells import NOTHING, BadCell, CellContext, decode_score
from .class_names import read_class
from .titles import is_department

_LONGEST_CELL = 32_767
_CONTROL = frozenset(map(chr, (*range(9), 11, 12, *range(14, 32))))


def one_of(*scales: str) -> Accepts:
    """Marks of these scales, with values that a reader takes: an impossible score cannot stand in a sheet."""

    def accepts(_: Path, leaf: Leaf) -> bool:
        if not isinstance(leaf, Mark) or leaf.scale not in scales:
            return False
        return leaf.scale != "score10" or _readable_score(leaf)

    return accepts


def _readable_score(mark: Mark) -> bool:
    try:
        decode_score(mark.value, CellContext())
    except BadCell:
        return False
    return True


def text(_: Path, leaf: Leaf) -> bool:
    """A text that a cell can hold and that does not say "nothing"."""
    return (
        isinstance(leaf, str)
        and bool(leaf.strip())
        and leaf.strip() not in NOTHING
        and len(leaf) <= _LONGEST_CELL
        and not _CONTROL.intersection(leaf)
    )


def line(path: Path, leaf: Leaf) -> bool:
    """A text of one line: what a cell for names and words can hold."""
    return text(path, leaf) and isinstance(leaf, str) and "\n" not in leaf and "\r" not in leaf


def class_name(_: Path, leaf: Leaf) -> bool:
    """A class name that can be read from a title again."""
    return isinstance(leaf, str) and read_class(f"LỚP {leaf}") == leaf


def department(_: Path, leaf: Leaf) -> bool:
    """The name of a department that is recognised as one."""
    return isinstance(leaf, str) and is_department(leaf)


def school_year(_: Path, leaf: Leaf) -> bool:
    """A school year of two consecutive years."""
    return isinstance(leaf, str) and len(leaf) == 9 and leaf[:4].isdecimal() and leaf[5:] == str(int(leaf[:4]) + 1)


def count(_: Path, leaf: Leaf) -> bool:
    """A number of buổi nghỉ."""
    return isinstance(leaf, str) and leaf.replace(".", "", 1).isdecimal()


def date(_: Path, leaf: Leaf) -> bool:
    """A date of one of three precisions."""
    from .dates import BadDate, read_date

    try:
        return isinstance(leaf, str) and read_date(leaf)[0] == leaf
    except BadDate:
        return False
