"""The check itself: a profile applied to report cards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from ..adapters.contract import ReadOptions
from ..conversion.assembly import Assembled
from ..conversion.reading import Body, Progress, read_body
from ..conversion.selection import Selection
from ..model import Document, Provenance
from ..model.flat import Leaf, Path, flatten
from ..notices import Notice, Severity, worst
from . import subject_finders as _subject_finders
from .finders import FINDERS, Gap
from .profile import Need, Profile, load_profile
from .situation import Case, Classmates, classmates_of

if TYPE_CHECKING:
    from ..adapters.source import Source

assert _subject_finders  # imported for the finders that it enters


@dataclass(frozen=True, slots=True)
class Pupil:
    """A pupil as the checklist names him or her, for the school's own eyes."""

    name: str | None
    code: str | None
    class_name: str | None
    birth_date: str | None


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that one pupil lacks: the need, the number of the pupil, and where the gap is."""

    need: Need
    pupil: int
    gap: Gap


@dataclass(slots=True)
class Checklist:
    """What is lacking, pupil by pupil, and what reading found."""

    profile: Profile
    pupils: tuple[Pupil, ...] = ()
    lacks: list[Lack] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    sources: tuple[str, ...] = ()
    """The names of the files that the places of the notices number."""
    signatures: tuple[str, ...] = ()
    """How the signatures of each source stood (``none`` where it had none); no converted record carries them."""

    @property
    def is_complete(self) -> bool:
        """Whether nothing that is required lacks, and reading met no error; what is merely advisable does not count.

        With nobody to look at nothing is complete.
        """
        return bool(self.pupils) and worst(self.notices) is not Severity.ERROR and not self.required

    @property
    def required(self) -> list[Lack]:
        """The lacks of what is required."""
        return [lack for lack in self.lacks if lack.need.weight == "required"]

    @property
    def advisable(self) -> list[Lack]:
        """The lacks of what is advisable."""
        return [lack for lack in self.lacks if lack.need.weight == "advisable"]


def checklist(
    inputs: Sequence[Source | str | FilePath] | Source | str | FilePath | Document,
    profile: str = "transfer",
    *,
    source_format: str | None = None,
    students: Sequence[str] = (),
    classes: Sequence[str] = (),
    school_year: str | None = None,
    period: str | None = None,
    legacy_font: str | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Checklist:
    """What report cards (a document, or files to be read) still lack for a use, and who can supply it.

    >>> from hocba_interop import checklist
    >>> found = checklist("fixtures/vnpt/class-summary/khoi_12_hk2.xls")
    >>> found.is_complete
    False

    Of a document the options count for nothing. Raises UnknownProfile, UnreadableSource, NoSuchInput,
    UnknownFormat.
    """
    from ..adapters.source import Source

    needed = load_profile(profile)
    if isinstance(inputs, Document):
        classmates = classmates_of(map(flatten, inputs.report_cards))
        found = _check(needed, [Case(n, card, classmates) for n, card in enumerate(inputs.report_cards)])
        found.signatures = _signatures(inputs.provenance)
        return found
    body = read_body(
        [inputs] if isinstance(inputs, Source | str | FilePath) else inputs,
        wanted=source_format,
        options=ReadOptions(school_year, period, legacy_font),
        selection=Selection(tuple(students), school_year, tuple(classes)),
        jobs=jobs,
        progress=progress,
    )
    classmates = _classmates(body)
    found = _check(needed, [Case(n, c.card(), classmates, _has_more_years(c)) for n, c in enumerate(body.cards)])
    found.notices = list(body.notices)
    found.sources = tuple(source.name for source in body.sources)
    found.signatures = _signatures(body.provenance)
    return found


def _signatures(provenance: Sequence[Provenance]) -> tuple[str, ...]:
    return tuple(source.signature or "none" for source in provenance)


def _classmates(body: Body) -> Classmates:
    """What all pupils of the files have, also those who were not chosen: they show what the class takes."""
    others: list[Mapping[Path, Leaf]] = []
    for card in body.left_out:
        flat: dict[Path, Leaf] = {}
        for fragment in card.fragments:
            flat.update(fragment.implied)
            flat.update((fact.path, fact.value) for fact in fragment.facts)
        others.append(flat)
    return classmates_of([*(card.flat for card in body.cards), *others])


def _has_more_years(card: Assembled) -> bool:
    facts = (fact for fragment in card.fragments for fact in fragment.facts)
    return any(fact.fate is not None and fact.fate.disposition == "not_selected" for fact in facts)


def _check(profile: Profile, cases: Sequence[Case]) -> Checklist:
    found = Checklist(profile)
    found.pupils = tuple(_pupil(case) for case in cases)
    found.lacks = [
        Lack(need, case.number, gap)
        for need in profile.needs
        for case in cases
        for gap in FINDERS[need.find](case, need)
    ]
    return found


def _pupil(case: Case) -> Pupil:
    student = case.card.student
    codes = student.identifiers
    class_name = case.latest.record.class_name if case.latest else None
    return Pupil(student.full_name, codes.get("pupil_code") or codes.get("moet"), class_name, student.birth_date)
