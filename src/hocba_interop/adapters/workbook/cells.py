"""Decoding the cells of school sheets. A letter is never decoded without knowing its column.

A decoder takes the value of a cell and gives a `Decoded`: the leaves that it states, each with the end of its
path, and the name of the transform. What cannot be read raises `BadCell` with the rule of the notice.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ...codelists import ethnic_groups, languages, nationalities, pupil_statuses, scales, sexes
from ...model import Mark, Scale
from ...model.flat import Leaf
from ...text import fold, tidy, tidy_rule
from .class_names import grade_of_class
from .dates import BadDate, read_date

Ending = tuple[str, ...]
"""What a decoder adds to the path of its column (empty for most)."""


class BadCell(ValueError):
    """A cell that was understood but cannot be used: the rule of the notice and what it may say."""

    def __init__(self, rule: str, **facts: Any) -> None:
        super().__init__(rule)
        self.rule = rule
        self.facts = facts


class UnknownWord(ValueError):
    """A cell of a known column whose word means nothing to us: it is kept as it stands, with the notice of a rule."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Decoded:
    """The leaves of a cell (first the datum itself, then what it implies) and the transform that read them.

    ``warnings`` are rules of notices about a cell that is carried all the same.
    """

    leaves: tuple[tuple[Ending, Leaf], ...]
    rule: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CellContext:
    """What a decoder may need to know of its workbook and column."""

    date1904: bool = False
    zero_padded: int | None = None
    options: Mapping[str, Any] | None = None


_NUMBER = re.compile(r"-?[0-9]{1,9}(?:[.,][0-9]{1,9})?$")
_NUMBER_LIKE = re.compile(r"[\d.,+\-\s]+$")
_SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]{1,3}$")
EXEMPT_WORDS = frozenset({"mien", "mien hoc", "mien giam"})
_PROGRAMME = re.compile(r"(?:chuong trinh |ct )?(?:gdpt|giao duc pho thong)(?: nam)?[ -]*(2006|2018)$")
PERSONAL_ID_WIDTH = 12
NOTHING = frozenset({"-", "—", "–", "--"})
"""What says in so many words that there is nothing."""

TICKS = frozenset({"✓", "✔", "☑", "ü", "þ", "x", "X", "1", "\uf0fc", "\uf0fe"})


def cell_text(value: object) -> tuple[str, str | None]:
    """A cell as one tidy line of text, with the transform that made it so."""
    if isinstance(value, str):
        text = tidy(value)
        return text, tidy_rule(value, text)
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), "number-as-text"
    if isinstance(value, Decimal):
        return plain(value), "number-as-text"
    return read_date(value)[0], "date-cell"


def plain(number: Decimal) -> str:
    """A decimal without exponent, and without the zeros that a double never had."""
    return str(int(number)) if number == number.to_integral_value() else f"{number:f}"


def _score(value: object) -> tuple[str, str | None] | None:
    """The text of a score with a dot, or None where the cell holds no number."""
    if isinstance(value, Decimal):
        return plain(value), None
    _refuse_dates(value)
    if not isinstance(value, str):
        return None
    text = tidy(value)
    if not _NUMBER.match(text):
        if _NUMBER_LIKE.match(text) and any(c.isdecimal() for c in text):
            raise BadCell("score-unreadable")
        return None
    if "," in text:
        return text.replace(",", "."), "decimal-comma"
    return text, tidy_rule(value, text)


def _refuse_dates(value: object) -> None:
    """Excel makes a date of 8/5 and of 8.5: what was typed cannot be known any more."""
    if isinstance(value, datetime.date | datetime.time):
        raise BadCell("cell-became-date")


def _check_score(text: str) -> None:
    number = Decimal(text)
    if not 0 <= number <= 10:
        tenth = number == number.to_integral_value() and 10 < number < 100
        raise BadCell("score-without-separator" if tenth else "score-out-of-range")
    exponent = number.normalize().as_tuple().exponent
    if isinstance(exponent, int) and exponent < -1:
        raise BadCell("score-too-precise")


def decode_score(value: object, _: CellContext) -> Decoded:
    """A score of 0 to 10 with at most one decimal."""
    found = _score(value)
    if found is None:
        raise BadCell("score-unreadable")
    _check_score(found[0])
    return Decoded((((), Mark(scale="score10", value=found[0])),), found[1])


def decode_mark(value: object, context: CellContext) -> Decoded:
    """What a term's or year's cell of a subject may hold: a score, Đ or CĐ, Miễn.

    A mark on the other scale than the column's is carried with a warning: what it says is plain.
    """
    found = _score(value)
    if found is not None:
        _check_score(found[0])
        mark = Mark(scale="score10", value=found[0])
        return Decoded((((), mark),), found[1], _other_scale(context, "score"))
    text, rule = cell_text(value)
    if fold(text) in EXEMPT_WORDS:
        return Decoded(((("..", "enrolment"), "exempt_or_not_enrolled"),), "exempt-word")
    word = scales.decode("pass", text)
    if word is None:
        raise BadCell("mark-unreadable")
    passed = Mark(scale="pass", value=word)
    return Decoded((((), passed),), rule or "pass-word", _other_scale(context, "comment"))


def _other_scale(context: CellContext, assessed_by: str) -> tuple[str, ...]:
    expected = (context.options or {}).get("assessed_by")
    return ("mark-on-other-scale",) if expected and expected != assessed_by else ()


def decode_primary(value: object, context: CellContext) -> Decoded:
    """A cell of a primary subject that does not say which: T/H/C is the level, a number the test."""
    found = _score(value)
    if found is not None:
        _check_score(found[0])
        return Decoded(((("..", "test"), Mark(scale="score10", value=found[0])),), found[1])
    decoded = _level("primary_level")(value, context)
    ending, leaf = decoded.leaves[0]
    return Decoded(((ending or ("..", "level"), leaf),), decoded.rule)


def _level(*allowed: Scale) -> Callable[[object, CellContext], Decoded]:
    def decode(value: object, _: CellContext) -> Decoded:
        _refuse_dates(value)
        text, rule = cell_text(value)
        if fold(text) in EXEMPT_WORDS or (text == "M" and "primary_level" in allowed):
            known = "exempt" if text == "M" else "exempt_or_not_enrolled"
            return Decoded(((("..", "enrolment"), known),), "exempt-word")
        for scale in allowed:
            word = scales.decode(scale, text)
            if word is not None:
                return Decoded((((), Mark(scale=scale, value=word)),), rule or "level-word")
        raise BadCell("level-unknown", scale=allowed[0])

    return decode


def decode_test(value: object, context: CellContext) -> Decoded:
    """A periodic test of primary school: a score, or M where the pupil is exempt."""
    if isinstance(value, str) and tidy(value) == "M":
        return Decoded(((("..", "enrolment"), "exempt"),), "exempt-word")
    if isinstance(value, str) and fold(value) in EXEMPT_WORDS:
        return Decoded(((("..", "enrolment"), "exempt_or_not_enrolled"),), "exempt-word")
    return decode_score(value, context)


def decode_text(value: object, _: CellContext) -> Decoded:
    """One line of text."""
    text, rule = cell_text(value)
    return Decoded((((), text),), rule)


def decode_comment(value: object, _: CellContext) -> Decoded:
    """A comment: line breaks are the teacher's own and stay."""
    if not isinstance(value, str):
        return decode_text(value, CellContext())
    text = "\n".join(tidy(line) for line in value.replace("\r\n", "\n").split("\n")).strip("\n")
    return Decoded((((), text),), tidy_rule(value, text))


def decode_code(value: object, context: CellContext) -> Decoded:
    """An identifier. A number cell cannot keep leading zeros: where one may be missing, that is said."""
    width = (context.options or {}).get("width")
    if not isinstance(value, Decimal):
        text, rule = cell_text(value)
        if _SCIENTIFIC.match(text):
            raise BadCell("code-rounded")
        short = width == PERSONAL_ID_WIDTH and text.isdecimal() and len(text) != width
        return Decoded((((), text),), rule, ("personal-id-length",) if short else ())
    digits = plain(value)
    if context.zero_padded and len(digits) < context.zero_padded:
        return Decoded((((), digits.zfill(context.zero_padded)),), "code-number", ("leading-zero-shown",))
    lost = isinstance(width, int) and len(digits) < width
    return Decoded((((), digits),), "code-number", ("leading-zero-lost",) if lost else ())


def decode_class(value: object, _: CellContext) -> Decoded:
    """The name of a class, with or without the word "Lớp" before it."""
    text, rule = cell_text(value)
    name = re.sub(r"^lớp\s*[:.]?\s*(?=\d)", "", text, flags=re.IGNORECASE)
    return Decoded((((), name),), rule if name == text else "class-word")


def decode_date(value: object, context: CellContext) -> Decoded:
    """A date of one of three precisions."""
    if isinstance(value, str):
        value = tidy(value)
    try:
        iso, rule = read_date(value, date1904=context.date1904)
    except BadDate as error:
        raise BadCell(error.rule) from None
    return Decoded((((), iso),), rule)


def decode_sex(value: object, _: CellContext) -> Decoded:
    """Giới tính: Nam, Nữ and the codes of the sector."""
    text, _rule = cell_text(value)
    sex = sexes.find(text)
    if sex is None:
        raise BadCell("word-unknown", column="Giới tính")
    return Decoded((((), sex),), "sex-word")


def decode_female_tick(value: object, _: CellContext) -> Decoded:
    """The column "Nữ": a tick says female."""
    text, _rule = cell_text(value)
    if text in TICKS or sexes.find(text) == "female":
        return Decoded((((), "female"),), "tick")
    raise BadCell("word-unknown", column="Nữ")


def decode_ethnicity(value: object, _: CellContext) -> Decoded:
    """Dân tộc by name or code; a name that the list lacks is carried as it stands."""
    text, rule = cell_text(value)
    found = ethnic_groups.find(text)
    if found is None:
        return Decoded(((("name",), text),), rule, ("name-not-in-list",))
    if text.isdecimal():
        return Decoded(((("code",), found.code), (("name",), found.name)), "list-code")
    return Decoded(((("name",), text), (("code",), found.code)), rule)


def decode_nationality(value: object, _: CellContext) -> Decoded:
    """Quốc tịch by name; a name that the list lacks is carried as it stands."""
    text, rule = cell_text(value)
    found = nationalities.find(text)
    if found is None:
        return Decoded(((("name",), text),), rule)
    return Decoded(((("name",), text), (("code",), found.code)), rule)


def decode_count(value: object, _: CellContext) -> Decoded:
    """A number of buổi nghỉ, as decimal text."""
    _refuse_dates(value)
    text, rule = cell_text(value)
    number = text.replace(",", ".")
    if not _NUMBER.match(text) or Decimal(number) < 0:
        raise BadCell("number-unreadable")
    return Decoded((((), number),), None if isinstance(value, Decimal) else rule)


def decode_rank(value: object, _: CellContext) -> Decoded:
    """Xếp hạng: a whole number, often typed as text."""
    text, _rule = cell_text(value)
    if not text.isdecimal():
        raise BadCell("number-unreadable")
    return Decoded((((), int(text)),), None if isinstance(value, Decimal) else "number-as-text")


def decode_tick(value: object, context: CellContext) -> Decoded:
    """A tick in a column that stands for one value of a scale."""
    text, _rule = cell_text(value)
    if text not in TICKS:
        raise BadCell("tick-unknown")
    options = context.options or {}
    return Decoded((((), Mark(scale=options["scale"], value=options["value"])),), "tick")


def decode_flag(value: object, _: CellContext) -> Decoded:
    """A decision of yes or no: a tick says yes; nothing but a word or a 0 says no."""
    text, _rule = cell_text(value)
    if text in TICKS or fold(text) == "co":
        return Decoded((((), True),), "tick")
    if text == "0" or fold(text) == "khong":
        return Decoded((((), False),), "tick")
    raise BadCell("tick-unknown")


def decode_grade(value: object, _: CellContext) -> Decoded:
    """Khối, with or without the word before it."""
    text, _rule = cell_text(value)
    digits = re.sub(r"^(khối|lớp)\s*", "", text, flags=re.IGNORECASE)
    if not digits.isdecimal() or not 1 <= int(digits) <= 12:
        raise BadCell("number-unreadable")
    return Decoded((((), int(digits)),), None if isinstance(value, Decimal) else "number-as-text")


def decode_grade_of_row(value: object, _: CellContext) -> Decoded:
    """The grade of which a row is; where the class stands in its place (12A5), its name tells the grade."""
    text, _rule = cell_text(value)
    name = re.sub(r"^(khối|lớp|khoi|lop)\b[\s:.]*", "", text, flags=re.IGNORECASE)
    grade = grade_of_class(name)
    if grade is None:
        raise BadCell("grade-unreadable")
    if name.isdecimal():
        return Decoded((((), grade),), None if isinstance(value, Decimal) else "number-as-text")
    rule = None if name == value else "class-word"
    return Decoded(((("..", "class_name"), name), (("..", "grade"), grade)), rule)


def decode_language(value: object, _: CellContext) -> Decoded:
    """Which language a column of marks is of; a name or number that no list knows is kept as it stands."""
    text, _rule = cell_text(value)
    found = languages.find(text)
    if found is None:
        raise UnknownWord("language-unknown")
    return Decoded((((), found.id),), "language-word")


def decode_programme(value: object, _: CellContext) -> Decoded:
    """Chương trình học by name; a code, of which nobody knows what it stands for, is kept as it stands."""
    text, _rule = cell_text(value)
    found = _PROGRAMME.match(fold(text))
    if found is None:
        raise UnknownWord("code-without-list")
    return Decoded((((), f"gdpt-{found[1]}"),), "list-code")


def decode_pupil_status(value: object, _: CellContext) -> Decoded:
    """Trạng thái học sinh by name or code; one that the list lacks is carried as it stands."""
    text, rule = cell_text(value)
    found = pupil_statuses.find(text)
    if found is None:
        return Decoded((((), text),), rule, ("name-not-in-list",))
    return Decoded((((), found.code),), "list-code")


def decode_running(_value: object, _: CellContext) -> Decoded:
    """A running number, or what was read with the row as a whole: structure, not a datum."""
    return Decoded(())


DECODERS: Mapping[str, Callable[[object, CellContext], Decoded]] = {
    "score": decode_score,
    "mark": decode_mark,
    "primary": decode_primary,
    "primary_level": _level("primary_level"),
    "rating": _level("primary_level", "pass", "learning5"),  # XL, through three circulars of primary school
    "trait_level": _level("trait_level"),
    "result4": _level("result4"),
    "learning5": _level("learning5"),
    "conduct4": _level("conduct4"),
    "primary_result": _level("primary_result"),
    "learning": _level("result4", "learning5"),
    "conduct": _level("result4", "conduct4"),
    "test": decode_test,
    "text": decode_text,
    "comment": decode_comment,
    "code": decode_code,
    "class": decode_class,
    "date": decode_date,
    "sex": decode_sex,
    "female_tick": decode_female_tick,
    "ethnicity": decode_ethnicity,
    "nationality": decode_nationality,
    "count": decode_count,
    "rank": decode_rank,
    "tick": decode_tick,
    "flag": decode_flag,
    "grade": decode_grade,
    "grade_of_row": decode_grade_of_row,
    "language": decode_language,
    "programme": decode_programme,
    "pupil_status": decode_pupil_status,
    "running": decode_running,
    "moment": decode_running,
}
