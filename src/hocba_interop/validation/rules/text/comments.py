"""Comments and decisions in words (nhận xét, lời ghi): too long for the national record, or like a formula."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....model import Decisions, Summary, YearRecord
from ....model.flat import Path, list_keys
from ...check import Check
from ...findings import Findings
from ...record import Record
from ..keyed import keyed_years, level_of, subject_key

_FORMULA = re.compile(r"[=@]|[+-](?=[0-9(])")
"""What a spreadsheet takes for a formula; a dash before words only begins a list."""
_COMMENT, _OF_TRAITS, _SENTENCE = 2000, 500, 150
Text = tuple[Path, str, int | None]
"""Where a text stands below its year, the text, and the most characters that the national record takes."""


def _comments(record: Record, findings: Findings) -> None:
    for key, year in keyed_years(record.card):
        for inner, text, most in _written(year):
            if most is not None and len(text) > most:
                findings.add("text-longer-than-national", ("years", key, *inner), length=len(text), most=most)
            if _FORMULA.match(text):
                findings.add("text-like-formula", ("years", key, *inner), private={"value": text})


def _noteworthy(text: str) -> bool:
    """Whether a comment on a subject or trait is worth its path: there are many, and hardly one is."""
    return len(text) > _COMMENT or _FORMULA.match(text) is not None


def _written(year: YearRecord) -> Iterator[Text]:
    for index, subject in enumerate(year.subjects):
        for period, part in subject.periods.items():
            if part.comment and _noteworthy(part.comment):
                path = ("subjects", subject_key(year, index), "periods", period, "comment")
                yield path, part.comment, _COMMENT
    for index, trait in enumerate(year.traits):
        for period, rating in trait.periods.items():
            if rating.comment and _noteworthy(rating.comment):
                key = list(list_keys("traits", year.traits))[index]
                yield ("traits", key, "periods", period, "comment"), rating.comment, None
    for period, summary in year.summaries.items():
        yield from _of_summary(("summaries", period), summary)
    if year.decisions:
        yield from _of_decisions(year.decisions, primary=level_of(year) == "primary")


def _of_summary(path: Path, summary: Summary) -> Iterator[Text]:
    if summary.comment:
        yield (*path, "comment"), summary.comment, _COMMENT
    if summary.note:
        yield (*path, "note"), summary.note, None
    if summary.comments:
        for name, text in summary.comments.__dict__.items():
            if text:
                yield (*path, "comments", name), text, _OF_TRAITS


def _of_decisions(decisions: Decisions, *, primary: bool) -> Iterator[Text]:
    limits: tuple[tuple[str, str | None, int | None], ...] = (
        ("promotion_text", decisions.promotion_text, None if primary else _SENTENCE),
        ("completion_text", decisions.completion_text, _COMMENT if primary else _SENTENCE),
        ("summer_text", decisions.summer_text, None if primary else _OF_TRAITS),
        ("competitions", decisions.competitions, None if primary else _COMMENT),
        ("note", decisions.note, None),
    )
    for name, text, most in limits:
        if text:
            yield ("decisions", name), text, most
    for index, award in enumerate(decisions.awards):
        if award.text:
            yield ("decisions", "awards", str(index), "text"), award.text, _COMMENT
    for index, measure in enumerate(decisions.discipline):
        if measure.text:
            yield ("decisions", "discipline", str(index), "text"), measure.text, None


CHECKS = (Check("text.comments", ("text-longer-than-national", "text-like-formula"), _comments),)
