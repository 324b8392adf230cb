"""A template: a file of the target system in which pupils and subjects stand already, and cells wait for marks.

Vendors take back only files that they made: their import templates carry hidden routing codes. So they are filled,
never made. A dialect that can be filled opens its files as a `Template`; matching pupils and deciding what goes
where is not its business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, Protocol

from ..ledger import Fragment
from ..model.flat import Leaf, Path
from ..notices import CellPlace, Notice, Place

if TYPE_CHECKING:
    from .contract import ReadOptions
    from .source import Source

Value = str | Decimal
"""What is put into a cell."""

Holds = Literal["nothing", "value", "formula", "unreadable", "covered"]
"""What stands in a cell; one that lies under a merged cell is covered."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell that waits for a datum of a pupil.

    ``paths`` are the leaves that may stand in it, the first choice first, by the template's own keys of year and
    subject; ``held`` is what stands in it now, ``literal`` and ``rule`` how it is written and was read.
    """

    place: CellPlace
    caption: str
    paths: tuple[Path, ...]
    holds: Holds = "nothing"
    held: tuple[Path, Leaf] | None = None
    literal: object = field(default=None, repr=False)
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A pupil's row: what it says of the pupil, and its slots."""

    fragment: Fragment
    slots: tuple[Slot, ...]

    @property
    def place(self) -> Place:
        """The place of the row."""
        return self.fragment.place


@dataclass(frozen=True, slots=True)
class TemplateSubject:
    """The subject of a table: its key (of a language whose rank is open, with its name), label, language."""

    key: str
    label: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class TemplateTable:
    """A table of a template: whose it is, and its rows.

    ``year`` is the key of the year in the paths of its slots; ``subjects`` are those of its columns or, of a
    gradebook, the one in its title.
    """

    place: CellPlace
    year: str
    school_year: str | None
    periods: tuple[str, ...]
    class_name: str | None
    grade: int | None
    school: str | None
    subjects: tuple[TemplateSubject, ...]
    one_subject: bool
    rows: tuple[TemplateRow, ...]
    unknown: tuple[str, ...] = ()
    """Captions of columns that nobody knows."""


class CannotTake(Exception):
    """A slot does not take a value. Carries the rule of the notice and what it may say."""

    def __init__(self, rule: str, **facts: object) -> None:
        super().__init__(rule)
        self.rule = rule
        self.facts = facts


class Template(Protocol):
    """An opened template."""

    @property
    def tables(self) -> Sequence[TemplateTable]:
        """Its tables, sheet by sheet."""

    @property
    def notices(self) -> Sequence[Notice]:
        """What is odd about it as a whole; an error here makes it unusable."""

    def spell(self, slot: Slot, path: Path, leaf: Leaf) -> Value:
        """How a leaf is written into a slot, in the type and spelling of its column. Raises CannotTake."""

    def fill(self, entries: Mapping[CellPlace, Value]) -> bytes:
        """The file with these cells filled, proved to be in everything else as it was. Raises CannotWrite."""


class OpensTemplate(Protocol):
    """``open(source, options)``: a file as a template. Raises HeaderNotFound, UnreadableSource."""

    def __call__(self, source: Source, options: ReadOptions) -> Template: ...
