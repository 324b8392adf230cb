"""Which year, term, class, grade, subject and school a table belongs to, from everything that says so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ...codelists import levels, regulations, subjects
from ...model.flat import UNKNOWN_YEAR, Leaf, Path
from ...notices import CellPlace, Notice
from ...text import fold
from ..contract import ReadOptions
from .binding import Setting, SubjectRef, subject_ref
from .captions import caption_key
from .class_names import class_behind_subject, class_in_sheet_name, grade_of_class
from .code_checks import StatedPeriod, settle_period, settle_subject, settle_year, the_code
from .header import Header
from .routing import Routing, RoutingCode
from .titles import Titles, is_closing_round, period_in

_OLD_RESULTS = frozenset({"hocluc", "hanhkiem"})
_NEW_RESULTS = frozenset({"ketquahoctap", "ketquarenluyen"})
_TERM_AND_REST = re.compile(r"\s*\b(hk|[gc]h?k|học kỳ|học kì)\s*(i{1,2}|[12])\b.*$", re.IGNORECASE)
_CLASS_AT_END = re.compile(r"\s*[-–_ ]\s*(lớp\s*)?\d{1,2}\w*([.]\d+)?$", re.IGNORECASE)

_SUBJECT_IN_FILE_NAME = re.compile(r"\bmon ([a-z&, -]+?)(?= lop\b| khoi\b| hk| \d|$)")
"""What follows the word "môn": words of other kinds (``học sinh``) spell like subjects too."""

_MARKS_HANG_ON = frozenset({"period", "school_year"})
"""Where titles contradict each other in these, no mark of the table can be placed."""

Implied = list[tuple[Path, Leaf]]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a table was found: its sheet, its file, what the user added, and the table above it in the sheet."""

    sheet: CellPlace
    file_name: str
    options: ReadOptions
    subjects: str
    above: Context | None = None
    level: str | None = None
    routing: Routing | None = None
    timed: bool = False
    """Whether every column of marks names its own period."""
    has_periods: bool = True
    period: str | None = None
    """The period of such sheets where nothing names one."""
    class_in_rows: str | None = None
    period_in_rows: str | None = None
    """Class and period of the first row that names one in a column of its own."""
    a_row_a_grade: bool = False

    @property
    def sheet_name(self) -> str:
        """The name of the sheet, for the first table of it: the next one may be of another class."""
        return self.sheet.sheet if self.above is None else ""

    @property
    def tab(self) -> tuple[str | None, str | None]:
        """The subject and the class that the name of the sheet names in the vendor's own way."""
        return (self.routing.tab(self.sheet_name) if self.routing else None) or (None, None)


@dataclass(slots=True)
class Context:
    """What holds for all rows of a table, with the notices that finding it out gave.

    ``unusable`` is the rule of the error that makes the table's rows unusable, if there is one.
    """

    setting: Setting
    class_name: str | None
    school_year: str | None
    titles: Titles
    columns: frozenset[str]
    place: CellPlace
    unusable: str | None = None
    notices: list[Notice] = field(default_factory=list)
    level: str | None = None
    """The one level of school that has such sheets."""
    stated_class: str | None = None
    """The class of every row that does not name its own: the class of another row is not it."""
    stated_period: StatedPeriod | None = None
    """The period that title, header or tab name; rows that name another one contradict it."""

    def implied(self, class_name: str | None) -> Implied:
        """The leaves that title and columns state of every pupil of a class."""
        grade = grade_of_class(class_name) or _grade(self.titles)
        level = levels.for_grade(grade) if grade else self.level
        year = self.school_year
        base = ("years", year or UNKNOWN_YEAR)
        leaves: list[tuple[Path, Leaf | None]] = [
            ((*base, "school_year"), year),
            ((*base, "grade"), grade),
            ((*base, "class_name"), class_name),
            ((*base, "level"), level),
            ((*base, "programme"), regulations.programme_for(year, grade) if year and grade else None),
            ((*base, "regulation"), _regulation(year, grade, level, self.columns)),
            ((*base, "school", "name"), self.titles.first("school")),
            ((*base, "school", "department"), self.titles.first("department")),
            ((*base, "issue", "status"), "draft"),
        ]
        return [(path, leaf) for path, leaf in leaves if leaf is not None]


def find_setting(titles: Titles, header: Header, around: Surroundings) -> Context:
    """Put together where a table stands; what its own titles leave out, the table above in the sheet says."""
    if around.a_row_a_grade:
        return _of_grades(titles, header, around)
    notices: list[Notice] = []
    if around.above:
        _inherit(titles, around.above)
    stated_class = _class_name(titles, around, notices)
    class_name = stated_class or around.class_in_rows
    grade = grade_of_class(class_name) or _grade(titles)
    if titles.grade and class_name and _grade(titles) != grade_of_class(class_name):
        notices.append(_contradiction("grade", next(iter(titles.grade.values())), around.sheet))
    level = levels.for_grade(grade) if grade else around.level
    code = the_code(titles.codes, notices)
    if around.routing and code is None:
        notices.append(Notice("routing-code-missing", around.sheet))
    needs_period = around.has_periods
    stated: list[StatedPeriod] = []
    period = _period(titles, header, around, level, code, stated, notices) if needs_period else "year"
    year = _one("school_year", titles.school_year, notices) if needs_period else titles.first("school_year")
    if code:
        year = settle_year(code, titles.school_year, around.options.school_year, notices)
    year = year or around.options.school_year
    if year is None and needs_period:
        notices.append(Notice("school-year-unknown", around.sheet))
    subject = _subject(titles, around, level, code, notices) if around.subjects == "title" else None
    unusable = None
    if needs_period and any(n.rule == "title-contradiction" and n.facts["what"] in _MARKS_HANG_ON for n in notices):
        unusable = "title-contradiction"
    elif any(n.rule == "routing-code-contradiction" for n in notices):
        unusable = "routing-code-contradiction"
    elif period is None:
        unusable = "period-unknown"
        notices.append(Notice("period-unknown", around.sheet))
    elif around.subjects == "title" and subject is None:
        unusable = "subject-unknown-for-sheet"
    columns = frozenset(caption_key(cell.caption) for cell in header.columns)
    regulation = _regulation(year, grade, level, columns)
    setting = Setting(year or UNKNOWN_YEAR, period or "year", level, regulation, subject)
    named = next((one for one in stated if one.period == period), None)
    return Context(
        setting,
        class_name,
        year,
        titles,
        columns,
        around.sheet,
        unusable,
        notices,
        around.level,
        stated_class,
        named,
    )


def _of_grades(titles: Titles, header: Header, around: Surroundings) -> Context:
    """Where a table stands whose rows are of a grade each: no title says of which year, class or school a row is."""
    notices = [
        Notice("title-not-of-rows", place, facts={"what": what})
        for what, stated in (("school_year", titles.school_year), ("school", titles.school))
        for place in stated.values()
    ]
    if around.options.school_year:
        notices.append(Notice("title-not-of-rows", around.sheet, facts={"what": "school_year"}))
    columns = frozenset(caption_key(cell.caption) for cell in header.columns)
    setting = Setting(UNKNOWN_YEAR, "year", around.level)
    return Context(setting, None, None, Titles(), columns, around.sheet, notices=notices)


def _contradiction(what: str, where: CellPlace, also: CellPlace) -> Notice:
    return Notice("title-contradiction", where, also, {"what": what})


def _one(what: str, statements: Mapping[str, CellPlace], notices: list[Notice]) -> str | None:
    """The one statement of a kind; two that differ contradict each other, and both places are named."""
    found = list(statements.items())
    if len(found) > 1:
        notices.append(_contradiction(what, found[0][1], found[1][1]))
    return found[0][0] if found else None


def _inherit(titles: Titles, above: Context) -> None:
    """A further table of a sheet says only what is different from the one above it."""
    for what in ("school_year", "period", "subject", "school", "department"):
        if not getattr(titles, what):
            setattr(titles, what, getattr(above.titles, what))
            if what == "period":
                titles.closing = above.titles.closing
    titles.codes = titles.codes or above.titles.codes
    if not titles.class_name:
        titles.grade = titles.grade or above.titles.grade
        titles.class_name = above.titles.class_name
        if not titles.class_name and above.stated_class:
            titles.class_name = {above.stated_class: above.place}


def _period(
    titles: Titles,
    header: Header,
    around: Surroundings,
    level: str | None,
    code: RoutingCode | None,
    stated: list[StatedPeriod],
    notices: list[Notice],
) -> str | None:
    """The period of a table; what names it is entered in ``stated``.

    At primary level the round that closes term 2 is that of the year.
    """

    def meant(period: str, closing: bool) -> str:
        return "year" if period == "term2" and closing and level == "primary" else period

    def say(period: str, closing: bool, place: CellPlace) -> None:
        stated.append(StatedPeriod(meant(period, closing), closing, place))

    for period, place in titles.period.items():
        say(period, period in titles.closing, place)
    in_header = {
        meant(cell.period, is_closing_round(cell.round or "")): cell.column for cell in header.columns if cell.period
    }
    if len(in_header) == 1:  # a header with several periods is that of a table over the year
        ((period, column),) = in_header.items()
        say(period, False, CellPlace(around.sheet.source, around.sheet.sheet, header.last, column))
    if named := period_in(around.sheet_name):
        say(named, is_closing_round(around.sheet_name), around.sheet)
    if code and code.period:
        return settle_period(code, stated, notices)
    if stated:
        return _one("period", _by_period(stated), notices)
    if around.period_in_rows or around.period:
        return around.period_in_rows or around.period
    if around.options.period:
        return around.options.period
    if len(in_header) > 1 or around.timed:
        return "year"
    file_name = re.sub(r"[_.]+", " ", around.file_name)
    if named := period_in(file_name):
        named = meant(named, is_closing_round(file_name))
        notices.append(Notice("period-from-file-name", around.sheet, facts={"period": named}))
    return named


def _by_period(stated: list[StatedPeriod]) -> dict[str, CellPlace]:
    """Where each period is named first."""
    places: dict[str, CellPlace] = {}
    for one in stated:
        places.setdefault(one.period, one.place)
    return places


def _class_name(titles: Titles, around: Surroundings, notices: list[Notice]) -> str | None:
    named = class_in_sheet_name(around.sheet_name) if around.sheet_name else None
    named = named or around.tab[1]
    behind = class_behind_subject(around.sheet_name) if around.sheet_name else None
    title = titles.first("class_name")
    if title is None:
        if titles.unreadable_class:
            notices.append(Notice("class-name-unreadable", titles.unreadable_class))
        return named or behind
    if len(titles.class_name) > 1:
        _one("class_name", {fold(name): place for name, place in titles.class_name.items()}, notices)
    if named and title.isdecimal() and grade_of_class(named) == int(title):
        return named  # "Lớp 10" is the grade where the sheet is called 10t
    if named and fold(named) != fold(title):
        notices.append(Notice("class-name-differs", titles.class_name[title], around.sheet))
    return title


def _grade(titles: Titles) -> int | None:
    grade = titles.first("grade")
    return int(grade) if grade and 1 <= int(grade) <= 12 else None


def _subject(
    titles: Titles, around: Surroundings, level: str | None, code: RoutingCode | None, notices: list[Notice]
) -> SubjectRef | None:
    """The subject of a gradebook: of its code or title, else of the name of its sheet where that is one we know."""
    label = titles.first("subject")
    named = around.tab[0] or _CLASS_AT_END.sub("", _TERM_AND_REST.sub("", around.sheet_name)).strip()
    by_name = subject_ref(named, level) if named else None
    if code and code.subject and around.routing:
        stated = [(subject_ref(title, level), place) for title, place in titles.subject.items()]
        stated += [(by_name, around.sheet)] if by_name and by_name.known else []
        return settle_subject(code, code.subject, around.routing, stated, notices)
    if code and code.subject_code:
        notices.append(Notice("routing-subject-unknown", code.place, facts={"subject_code": code.subject_code}))
    if label is None:
        ref = by_name if by_name and by_name.known else _subject_beside(around, level, notices)
        if ref is None:
            notices.append(Notice("subject-unknown-for-sheet", around.sheet))
        return ref
    if len(titles.subject) > 1:
        _one("subject", {fold(name): place for name, place in titles.subject.items()}, notices)
    ref = subject_ref(label, level)
    # a sheet named after its subject spells it as people do; the title shouts
    if by_name and fold(by_name.label) == fold(ref.label):
        ref.label = by_name.label
    if not ref.known:
        notices.append(Notice("unknown-subject", titles.subject[label], facts={"label": ref.label}))
    return ref


def _subject_beside(around: Surroundings, level: str | None, notices: list[Notice]) -> SubjectRef | None:
    """The subject that the user names, else the one that the file is named after."""
    given = around.options.subject
    if given:
        known = next((subject for subject in subjects.all() if subject.id == given), None)
        ref = subject_ref(known.name if known else given, level)
        if not ref.known:
            notices.append(Notice("unknown-subject", around.sheet, facts={"label": ref.label}))
        return ref
    name = re.sub(r"[_.\s]+", " ", around.file_name.rpartition(".")[0] or around.file_name)
    marked = _SUBJECT_IN_FILE_NAME.search(fold(name))
    label = marked[1] if marked else _CLASS_AT_END.sub("", _TERM_AND_REST.sub("", name)).strip()
    match = subjects.find(label, level) if label else None
    if match is None:
        return None
    label = subjects.caption(match.subject_id, match.language, "full")
    notices.append(Notice("subject-from-file-name", around.sheet, facts={"subject": label}))
    return subject_ref(label, level)


def _regulation(year: str | None, grade: int | None, level: str | None, columns: frozenset[str]) -> str | None:
    """The circular: as the columns say, which are those of one circular or of the other, else by year and grade."""
    secondary = level in ("lower_secondary", "upper_secondary")
    if year and secondary and columns & _OLD_RESULTS and not columns & _NEW_RESULTS:
        return "tt26-2020" if int(year[:4]) >= 2020 else "tt58-2011"
    if secondary and columns & _NEW_RESULTS and not columns & _OLD_RESULTS:
        return "tt22-2021"
    return regulations.for_year(year, grade, level) if year and grade else None
