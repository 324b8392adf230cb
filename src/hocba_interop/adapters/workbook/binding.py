"""Binding the columns of one table to the model: which column holds which leaf, decoded how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ...codelists import subjects, traits
from ...model.flat import OTHER_SUBJECT, Leaf, Path, subject_key
from ...text import tidy
from .captions import caption_key
from .cells import DECODERS, CellContext, Decoded
from .header import Header, HeaderCell
from .layout import Column, Layout
from .titles import is_closing_round

_OF_PRIMARY = frozenset({"level", "test"})
"""Marks that only primary school gives a subject: mức đạt được, điểm kiểm tra định kỳ."""

_TERM_OF = {"mid_term1": "term1", "mid_term2": "term2"}

PROVISIONAL = "ngoai_ngu"
"""First part of the key of a named foreign language whose rank is seen only beside the others of its class."""


@dataclass(slots=True)
class SubjectRef:
    """A subject as a caption names it: its key among the subjects of a year and what the caption implies."""

    key: str
    subject: str
    label: str
    language: str | None = None
    assessed_by: str | None = None
    known: bool = True

    def implied(self, year: Path) -> list[tuple[Path, Leaf]]:
        """The leaves that the caption states for every pupil under it."""
        base = (*year, "subjects", self.key)
        leaves: list[tuple[Path, Leaf]] = [
            ((*base, "subject"), self.subject),
            ((*base, "source_label"), self.label),
        ]
        if self.language:
            leaves.append(((*base, "language"), self.language))
        if self.assessed_by:
            leaves.append(((*base, "assessed_by"), self.assessed_by))
        return leaves


@dataclass(slots=True)
class Bound:
    """A column bound to a leaf. ``path`` is None for a running number and for a column nobody knows."""

    header: HeaderCell
    decode: Callable[[object, CellContext], Decoded] | None
    path: Path | None
    context: CellContext = field(default_factory=CellContext)
    subject: SubjectRef | None = None
    continues: bool = False


def subject_ref(label: str, level: str | None, assessed_by: str | None = None) -> SubjectRef:
    """The subject that a label names; one that no list knows is carried under its own label."""
    label = tidy(label)
    match = subjects.find(label, level)
    if match is None:
        return SubjectRef(subject_key(OTHER_SUBJECT, label), OTHER_SUBJECT, label, None, assessed_by, known=False)
    if match.explicit:
        return SubjectRef(match.subject_id, match.subject_id, label, match.language, assessed_by)
    return SubjectRef(f"{PROVISIONAL}:{match.language}", PROVISIONAL, label, match.language, assessed_by)


@dataclass(slots=True)
class Table:
    """A header bound to the model for one class and period."""

    columns: dict[int, Bound] = field(default_factory=dict)
    subjects: dict[tuple[str, str | None], SubjectRef] = field(default_factory=dict)
    """By key and language: two columns may be the first foreign language of different pupils."""
    traits: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    roles: set[str] = field(default_factory=set)
    shared: frozenset[str] = frozenset()
    """Keys of subjects that a pupil has only where a cell is filled: several columns stand under one of them, or the
    columns are the same for every class."""
    moment: int | None = None
    """The column in which each row names its own period."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a table stands: the key of its year, its period, its subject (one-subject sheets), its level."""

    year: str
    period: str
    level: str | None
    regulation: str | None = None
    subject: SubjectRef | None = None


def bind(header: Header, layout: Layout, setting: Setting, *, date1904: bool = False) -> Table:
    """Bind every column of a header. Columns that nobody knows are bound to nothing and kept."""
    binder = _Binder(layout, setting, date1904, {caption_key(cell.caption) for cell in header.columns})
    for cell in header.columns:
        binder.add(cell)
    table = binder.table
    keys = [key for key, _ in table.subjects]
    # a language is ranked beside the others of its class, which its caption must then name
    fixed = {key for key in keys if layout.fixed_columns and not key.startswith(f"{PROVISIONAL}:")}
    table.shared = frozenset(fixed | {key for key in keys if keys.count(key) > 1})
    if layout.fixed_columns:  # nor does such a column say how its subject is assessed
        for ref in table.subjects.values():
            ref.assessed_by = None
    return table


class _Binder:
    """Binds columns one after the other: what a column means may depend on those before it."""

    def __init__(self, layout: Layout, setting: Setting, date1904: bool, captions: set[str]) -> None:
        self.layout, self.setting, self.date1904 = layout, setting, date1904
        self._captions = captions
        self.table = Table()
        if setting.subject:
            self.table.subjects[setting.subject.key, setting.subject.language] = setting.subject
        self._guardian: str | None = None
        self._stated: set[tuple[Path, str, str]] = set()
        self._regular: dict[str, int] = {}

    def add(self, cell: HeaderCell) -> None:
        """Bind a column."""
        before = self.table.columns.get(cell.column - 1)
        if before and before.continues and cell.captions == before.header.captions:
            return  # one caption merged over a name that is split in two
        found = self.layout.find(cell.caption, cell.groups, self.setting.period)
        self.table.columns[cell.column] = (
            (self._fixed(cell, *found) if found else None)
            or (self._subject(cell) if self.layout.subjects == "columns" else None)
            or (self._trait(cell) if self.layout.traits else None)
            or Bound(cell, None, None)
        )
        if found and found[0].guardian:
            self._guardian = found[0].guardian

    def _fixed(self, cell: HeaderCell, column: Column, number: int | None) -> Bound | None:
        """A column that the layout names."""
        if "{guardian}" in column.path and self._guardian is None:
            return None
        if any(caption_key(other) in self._captions for other in column.options.get("unless", ())):
            return None  # another column says the same, and more of it
        subject = self.setting.subject
        if "{subject}" in column.path and self.layout.subjects == "columns":
            subject = self._group_subject(cell, column)
            if subject is None:
                return None
        path = self._path(column, cell, subject, number) if column.path else None
        if path:
            stated = (path, caption_key(cell.caption), caption_key(cell.round or ""))
            if stated in self._stated:
                return None  # the same caption again: which of the two is meant cannot be known, so the second is kept
            self._stated.add(stated)
        self.table.roles.add(column.role)
        if column.decode == "moment":
            self.table.moment = cell.column
        if path and path[0] == "student":
            self.table.roles.add(path[1])
        options = {**column.options, "assessed_by": subject.assessed_by if subject else None}
        return Bound(
            cell,
            DECODERS[column.decode],
            path,
            CellContext(date1904=self.date1904, options=options),
            subject if "{subject}" in column.path else None,
            continues=bool(column.options.get("continues")),
        )

    def _path(self, column: Column, cell: HeaderCell, subject: SubjectRef | None, number: int | None) -> Path:
        primary = self.setting.level == "primary" or column.role in _OF_PRIMARY
        period = column.period or round_of(cell, primary) or self.setting.period
        if self.layout.marks_of_term and column.decode == "mark":
            period = _TERM_OF.get(period, period)
        names: list[str] = []
        for name in column.path.split("."):
            if name == "year":
                names += ["years", self.setting.year]
            elif name == "{period}":
                names.append(period)
            elif name == "{subject}":
                names.append(subject.key if subject else "")
            elif name == "{guardian}":
                names.append(self._guardian or "")
            elif name == "{n}":
                self._regular[period] = number - 1 if number else self._regular.get(period, -1) + 1
                names.append(str(self._regular[period]))
            else:
                names.append(name)
        return tuple(names)

    def _group_subject(self, cell: HeaderCell, column: Column) -> SubjectRef | None:
        """The subject above a column such as "Mức đạt được"; a periodic test makes it one assessed by score."""
        for label in reversed(cell.groups):
            ref = subject_ref(label, self.setting.level, "comment")
            if ref.known or cell.groups[-1] == label:
                ref = self.table.subjects.setdefault((ref.key, ref.language), ref)
                if column.role == "test":
                    ref.assessed_by = "score"
                return ref
        return None

    def _subject(self, cell: HeaderCell) -> Bound | None:
        """A column of a subject, known or marked as one by its sub-header."""
        setting, primary = self.setting, self.setting.level == "primary"
        ref = subject_ref(cell.caption, setting.level, cell.marker)
        if not ref.known and (cell.marker is None or self.layout.traits or self._names_trait(cell)):
            return None
        if self.layout.traits and self._names_trait(cell) and not _under_subjects(cell):
            return None
        ref = self.table.subjects.get((ref.key, ref.language), ref)  # a second column must not differ from the first
        if ref.assessed_by is None and ref.known:
            match_id = "ngoai_ngu_1" if ref.subject == PROVISIONAL else ref.subject
            ref.assessed_by = subjects.assessed_by(match_id, setting.regulation, setting.level, None)
        self.table.subjects[ref.key, ref.language] = ref
        if primary and self.layout.traits:
            ref.assessed_by = "comment"
        path = (
            "years",
            setting.year,
            "subjects",
            ref.key,
            "periods",
            round_of(cell, primary) or setting.period,
            "result",
        )
        self.table.roles.add("subject")
        context = CellContext(date1904=self.date1904, options={"assessed_by": cell.marker})
        return Bound(cell, DECODERS["primary" if primary else "mark"], path, context, ref)

    def _find_trait(self, cell: HeaderCell) -> traits.Trait | None:
        """The trait of a caption: of the year's circular, else of any, since a file may be ahead of its circular."""
        return traits.find(cell.caption, self.setting.regulation) or traits.find(cell.caption)

    def _names_trait(self, cell: HeaderCell) -> bool:
        return self._find_trait(cell) is not None

    def _trait(self, cell: HeaderCell) -> Bound | None:
        """A column of a quality or competence."""
        trait = self._find_trait(cell)
        if trait is None or trait.id in self.table.traits:
            return None
        self.table.traits[trait.id] = (trait.id, trait.kind, tidy(cell.caption))
        self.table.roles.add("traits")
        path = ("years", self.setting.year, "traits", trait.id, "periods", self.setting.period, "level")
        return Bound(cell, DECODERS["trait_level"], path)


def round_of(cell: HeaderCell, primary: bool) -> str | None:
    """The period above a column; the round that closes term 2 of a primary school is that of the year."""
    if primary and cell.period == "term2" and is_closing_round(cell.round or ""):
        return "year"
    return cell.period


def _under_subjects(cell: HeaderCell) -> bool:
    return any(caption_key(group).startswith("monhoc") for group in cell.groups)
