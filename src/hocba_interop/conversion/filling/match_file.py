"""The file of suggestions (--match): written for a person to confirm, read again with what was confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ...notices import CellPlace, Place, PointerPlace, XPathPlace
from ...text import day_first
from ..assembly import Assembled
from ..excel_csv import excel_csv
from ..matching import BadMatch, find_cards, names_place, read_pairs
from ..reading import Body
from .candidates import Candidate
from .people import Line, Person, class_of_card

TITLES = (
    "Nguồn",
    "Mẫu",
    "Đúng là một em? (ghi x)",
    "Độ giống (%)",
    "Họ tên ở nguồn",
    "Họ tên ở mẫu",
    "Lớp ở nguồn",
    "Lớp ở mẫu",
    "Ngày sinh ở nguồn",
    "Ngày sinh ở mẫu",
)


def match_text(candidates: Sequence[Candidate], body: Body, templates: Sequence[str]) -> bytes:
    """The suggestions as CSV for Excel.

    Pupils are named by their places, which Excel leaves alone when it saves; codes would lose their zeros.
    """
    names = [*(source.name for source in body.sources), *templates]
    rows: list[tuple[object, ...]] = [TITLES]
    for candidate in candidates:
        card, line = body.cards[candidate.card], candidate.person.lines[0]
        rows.append(
            (
                reference(card.place, names),
                reference(line.place, names),
                "",
                candidate.score,
                _text(card, "student", "full_name"),
                line.name,
                class_of_card(card),
                line.class_name,
                day_first(_text(card, "student", "birth_date")),
                day_first(candidate.person.birth_date or ""),
            )
        )
    return excel_csv(rows)


def confirm(file: Path, body: Body, people: Sequence[Person], templates: Sequence[str]) -> None:
    """Give the pupils of templates the cards that a person confirmed. Raises BadMatch, NoSuchInput."""
    names = [*(source.name for source in body.sources), *templates]

    def find_people(wanted: str) -> set[int]:
        return {index for index, person in enumerate(people) if any(_is(wanted, line, names) for line in person.lines)}

    taken: set[tuple[int, int]] = set()
    for number, card, person in read_pairs(file, lambda wanted: find_cards(body, wanted), find_people):
        tables = {(card, id(line.table)) for line in people[person].lines}
        if tables & taken:
            raise BadMatch(number, "a", "repeated")
        taken |= tables
        people[person].card = card


def reference(place: Place, names: Sequence[str]) -> str:
    """How a match file names a place: ``so_diem.xls '10t'!12``, or a JSON pointer."""
    if isinstance(place, CellPlace):
        return f"{names[place.source]} '{place.sheet}'!{place.row}"
    if isinstance(place, PointerPlace):
        return place.pointer
    return place.xpath if isinstance(place, XPathPlace) else names[place.source]


def _is(wanted: str, line: Line, names: Sequence[str]) -> bool:
    if names_place(wanted, line.place, names):
        return True
    return any(str(fact.value).casefold() == wanted.casefold() for _, fact in line.row.fragment.identifiers())


def _text(card: Assembled, *path: str) -> str:
    leaf = card.flat.get(path)
    return str(leaf) if leaf is not None else ""
