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

    def shared_keys(self) -> set[str]:
        """Keys under which several columns stand: which one a pupil has is told by the cell that is filled."""
        keys = [key for key, _ in self.subjects]
        return {key for key in keys if keys.count(key) > 1}


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
    table = Table()
    if setting.subject:
        table.subjects[setting.subject.key, setting.subject.language] = setting.subject
    guardian: str | None = None
    taken: dict[str, int] = {}
    for cell in header.columns:
        before = table.columns.get(cell.column - 1)
        if before and before.continues and cell.captions == before.header.captions:
            continue  # one caption merged over a name that is split in two
        bound = (
            _fixed(cell, layout, setting, guardian, taken, table, date1904)
            or (_subject(cell, layout, setting, table, date1904) if layout.subjects == "columns" else None)
            or (_trait(cell, setting, table) if layout.traits else None)
            or Bound(cell, None, None)
        )
        found = layout.find(cell.caption, cell.groups)
        if found and found[0].guardian:
            guardian = found[0].guardian
        table.columns[cell.column] = bound
    return table


def _fixed(
    cell: HeaderCell,
    layout: Layout,
    setting: Setting,
    guardian: str | None,
    taken: dict[str, int],
    table: Table,
    date1904: bool,
) -> Bound | None:
    found = layout.find(cell.caption, cell.groups)
    if found is None:
        return None
    column, number = found
    if column.only_period and setting.period not in column.only_period:
        others = [c for c in layout.columns if cell.caption in c.captions and not c.only_period]
        if not others:
            return None
        column = others[0]
    if "{guardian}" in column.path and guardian is None:
        return None
    subject = setting.subject
    if "{subject}" in column.path and layout.subjects == "columns":
        subject = _group_subject(cell, setting, table, column)
        if subject is None:
            return None
    path = _path(column, setting, cell, subject, guardian, number, taken)
    if column.path and not column.path.endswith("{n}"):
        stated = "/".join((*(path or ()), caption_key(cell.caption)))
        taken[stated] = taken.get(stated, 0) + 1
        if taken[stated] > 1:
            return None  # the same caption again: which of the two is meant cannot be known, so the second is kept
    table.roles.add(column.role)
    if path and path[0] == "student":
        table.roles.add(path[1])
    options = {**column.options, "assessed_by": subject.assessed_by if subject else None}
    return Bound(
        cell,
        DECODERS[column.decode],
        path,
        CellContext(date1904=date1904, options=options),
        subject if "{subject}" in column.path else None,
        continues=bool(column.options.get("continues")),
    )


def _path(
    column: Column,
    setting: Setting,
    cell: HeaderCell,
    subject: SubjectRef | None,
    guardian: str | None,
    number: int | None,
    taken: dict[str, int],
) -> Path | None:
    if not column.path:
        return None
    names: list[str] = []
    for name in column.path.split("."):
        if name == "year":
            names += ["years", setting.year]
        elif name == "{period}":
            names.append(column.period or cell.period or setting.period)
        elif name == "{subject}":
            names.append(subject.key if subject else "")
        elif name == "{guardian}":
            names.append(guardian or "")
        elif name == "{n}":
            taken["{n}"] = number - 1 if number else taken.get("{n}", -1) + 1
            names.append(str(taken["{n}"]))
        else:
            names.append(name)
    return tuple(names)


def _group_subject(cell: HeaderCell, setting: Setting, table: Table, column: Column) -> SubjectRef | None:
    """The subject above a column such as "Mức đạt được"; a periodic test makes it one assessed by score."""
    for label in reversed(cell.groups):
        ref = subject_ref(label, setting.level, "comment")
        if ref.known or cell.groups[-1] == label:
            ref = table.subjects.setdefault((ref.key, ref.language), ref)
            if column.role == "test":
                ref.assessed_by = "score"
            return ref
    return None


def _subject(cell: HeaderCell, layout: Layout, setting: Setting, table: Table, date1904: bool) -> Bound | None:
    label = cell.caption
    ref = subject_ref(label, setting.level, cell.marker)
    if not ref.known and (cell.marker is None or _is_trait(cell, setting)):
        return None
    if layout.traits and not ref.known:
        return None
    if layout.traits and _is_trait(cell, setting) and not _under_subjects(cell):
        return None
    if (ref.key, ref.language) in table.subjects and ref.known:
        return None
    if ref.assessed_by is None and ref.known:
        match_id = "ngoai_ngu_1" if ref.subject == PROVISIONAL else ref.subject
        ref.assessed_by = subjects.assessed_by(match_id, setting.regulation, setting.level, None)
    table.subjects[ref.key, ref.language] = ref
    primary = setting.level == "primary"
    decode = DECODERS["primary" if primary else "mark"]
    if primary and layout.traits:
        ref.assessed_by = "comment"
    path = ("years", setting.year, "subjects", ref.key, "periods", cell.period or setting.period, "result")
    table.roles.add("subject")
    return Bound(cell, decode, path, CellContext(date1904=date1904, options={"assessed_by": cell.marker}), ref)


def _under_subjects(cell: HeaderCell) -> bool:
    return any(caption_key(group).startswith("monhoc") for group in cell.groups)


def _is_trait(cell: HeaderCell, setting: Setting) -> bool:
    return traits.find(cell.caption, setting.regulation) is not None


def _trait(cell: HeaderCell, setting: Setting, table: Table) -> Bound | None:
    trait = traits.find(cell.caption, setting.regulation)
    if trait is None:
        return None
    table.traits[trait.id] = (trait.id, trait.kind, tidy(cell.caption))
    table.roles.add("traits")
    path = ("years", setting.year, "traits", trait.id, "periods", setting.period, "level")
    return Bound(cell, DECODERS["trait_level"], path)

