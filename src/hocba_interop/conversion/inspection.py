"""Inspection: what is inside files, made for the school's own eyes (names show)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path as FilePath

from hocba_interop.adapters.contract import ReadOptions, UnreadableSource
from hocba_interop.adapters.source import Source
from hocba_interop.codelists import periods as period_list
from hocba_interop.ledger import Fragment
from hocba_interop.model.flat import Path, grade_of_unknown_year, named_year
from hocba_interop.notices import CellPlace, Notice, SourcePlace

from .assembly import Assembled
from .detection import Detection, detect_source, load_each
from .reading import Body, Progress, read_body

_PERIODS = tuple(period.id for period in period_list.all())


@dataclass(slots=True)
class Section:
    """One class of one school year in one sheet (or in a file without sheets)."""

    sheet: str | None
    class_name: str | None
    school_year: str | None
    periods: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    pupils: int = 0
    grade: int | None = None
    """The grade by which the year goes, where no school year is known."""


@dataclass(slots=True)
class Content:
    """What one file holds."""

    name: str
    dialect: str
    size: int
    items: int
    sections: list[Section] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Attendance:
    """One year of a pupil: the class, and which periods have something recorded."""

    school_year: str | None
    class_name: str | None
    periods: tuple[str, ...]
    grade: int | None = None
    """The grade by which the year goes, where no school year is known."""


@dataclass(frozen=True, slots=True)
class Pupil:
    """A pupil put together from all files, with how many data there are of him or her."""

    name: str | None
    birth_date: str | None
    codes: tuple[tuple[str, str], ...]
    years: tuple[Attendance, ...]
    values: int


@dataclass(slots=True)
class Inspection:
    """What is inside: file by file, then the pupils of all; files that could not be read stand apart."""

    files: list[Content] = field(default_factory=list)
    unread: list[Detection] = field(default_factory=list)
    pupils: list[Pupil] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    sources: tuple[str, ...] = ()
    """The names of the files that the places of the notices number."""


def inspect(
    inputs: Sequence[Source | str | FilePath],
    *,
    source_format: str | None = None,
    legacy_font: str | None = None,
    progress: Progress | None = None,
) -> Inspection:
    """What is inside files: sheets, classes, years, terms, subjects, pupils, and everything odd.

    >>> from hocba_interop import inspect
    >>> inspect(["fixtures/vnpt/class-summary/khoi_12_hk2.xls"]).files[0].sections[0].class_name
    '12A1'

    Raises NoSuchInput, registry.UnknownFormat.
    """
    found = Inspection()
    by_content = source_format is None and legacy_font is None
    sources = list(_readable(inputs, found, by_content))
    body = _read(sources, found, source_format, ReadOptions(legacy_font=legacy_font), progress)
    found.sources = tuple(source.name for source in body.sources)
    found.notices = body.notices
    for source, dialect, reading in zip(body.sources, body.dialects, body.readings, strict=True):
        content = Content(source.name, dialect.full_name, len(source.data), reading.ledger.total)
        content.sections = _sections(reading.fragments)
        found.files.append(content)
    found.pupils = [_pupil(card) for card in body.cards]
    return found


def _readable(inputs: Sequence[Source | str | FilePath], found: Inspection, by_content: bool) -> Iterator[Source]:
    for given in load_each(inputs):
        detection = given if isinstance(given, Detection) else detect_source(given) if by_content else None
        if detection and detection.outcome != "found":
            found.unread.append(detection)
        elif isinstance(given, Source):
            yield given


def _read(
    sources: list[Source],
    found: Inspection,
    wanted: str | None,
    options: ReadOptions,
    progress: Progress | None,
) -> Body:
    """Read what can be read; a file that turns out unreadable is set aside, the others are read again."""
    while True:
        for index, source in enumerate(sources):
            source.index = index
        try:
            return read_body(sources, wanted=wanted, options=options, progress=progress)
        except UnreadableSource as refused:
            where = refused.notice.where
            if where is None:
                raise
            culprit = sources.pop(where.source)
            notice = Notice(refused.notice.rule, SourcePlace(0), facts=refused.notice.facts)
            found.unread.append(Detection(culprit.name, "unreadable", (), notice))


def _sections(fragments: list[Fragment]) -> list[Section]:
    sections: dict[tuple[str | None, str | None, str | None], Section] = {}
    for fragment in fragments:
        sheet = fragment.place.sheet if isinstance(fragment.place, CellPlace) else None
        for year in _years(fragment):
            class_name = _class(fragment, year)
            new = Section(sheet, class_name, named_year(year), grade=_grade(year))
            section = sections.setdefault((sheet, year, class_name), new)
            section.pupils += 1
            _add(section, fragment, year)
    return list(sections.values())


def _paths(fragment: Fragment) -> Iterator[Path]:
    yield from (fact.path for fact in fragment.facts)
    yield from (path for path, _ in fragment.implied)


def _years(fragment: Fragment) -> list[str | None]:
    years = dict.fromkeys(path[1] for path in _paths(fragment) if path[0] == "years")
    return list(years) or [fragment.school_year]


def _grade(year: str | None) -> int | None:
    return None if year is None else grade_of_unknown_year(year)


def _class(fragment: Fragment, year: str | None) -> str | None:
    wanted = ("years", year, "class_name")
    for fact in fragment.facts:
        if fact.path == wanted:
            return str(fact.value)
    return next((str(leaf) for path, leaf in fragment.implied if path == wanted), fragment.class_name)


def _add(section: Section, fragment: Fragment, year: str | None) -> None:
    for path in _paths(fragment):
        if len(path) < 4 or path[:2] != ("years", year):
            continue
        if path[2] == "subjects" and path[3] not in section.subjects:
            section.subjects.append(path[3])
        if (period := _period(path)) and period not in section.periods:
            section.periods.append(period)
    for period in fragment.periods:
        if period not in section.periods:
            section.periods.append(period)
    section.periods.sort(key=_PERIODS.index)


def _period(path: Path) -> str | None:
    if path[2] == "summaries":
        return path[3]
    return path[5] if len(path) > 5 and path[4] == "periods" else None


def _pupil(card: Assembled) -> Pupil:
    flat = card.flat
    years: dict[str, set[str]] = {}
    for path in flat:
        if path[0] == "years":
            recorded = years.setdefault(path[1], set())
            if len(path) > 3 and (period := _period(path)):
                recorded.add(period)
    return Pupil(
        _text(card, "student", "full_name"),
        _text(card, "student", "birth_date"),
        tuple((path[2], str(leaf)) for path, leaf in flat.items() if path[:2] == ("student", "identifiers")),
        tuple(
            Attendance(
                named_year(year),
                _text(card, "years", year, "class_name"),
                tuple(sorted(recorded, key=_PERIODS.index)),
                _grade(year),
            )
            for year, recorded in years.items()
        ),
        len(flat),
    )


def _text(card: Assembled, *path: str) -> str | None:
    leaf = card.flat.get(path)
    return None if leaf is None else str(leaf)
