"""Which pupil of one body is which of another: by identifiers, or by a file that a person made (--match)."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from hocba_interop.notices import CellPlace, Place, PointerPlace, XPathPlace
from hocba_interop.text import fold, fold_name, tidy

from .assembly import Assembled
from .identity import comparable, joins
from .inputs import NoSuchInput
from .reading import Body

_CELL = re.compile(
    r"^(?:(?P<file>[^'!]+?)\s*[:#]?\s*)?(?P<quote>')?(?P<sheet>[^'!]+)(?(quote)')!\$?[A-Za-z]*\$?(?P<row>\d+)"
)


class BadMatch(ValueError):
    """A line of a match file that cannot be used: its number, the side (``a`` or ``b``) and why."""

    def __init__(self, line: int, side: str, why: str) -> None:
        super().__init__(f"line {line}, {side}: {why}")
        self.line = line
        self.side = side
        self.why = why


def codes(card: Assembled) -> dict[str, str]:
    """The identifiers of a pupil by scheme."""
    return {path[2]: str(leaf) for path, leaf in card.flat.items() if path[:2] == ("student", "identifiers")}


def match_pupils(a: Body, b: Body, file: Path | None = None) -> list[tuple[int, int]]:
    """Pairs of cards that are one pupil, no card in two pairs, in the order of ``a``. Raises BadMatch."""
    pairs = dict(_from_file(a, b, file)) if file else {}
    taken = set(pairs.values())
    known: dict[tuple[str, str], int] = {}
    for index, card in enumerate(b.cards):
        for key in card_keys(card):
            known.setdefault(key, index)
    for index, card in enumerate(a.cards):
        if index in pairs:
            continue
        other = next((known[key] for key in card_keys(card) if key in known and known[key] not in taken), None)
        if other is not None:
            pairs[index] = other
            taken.add(other)
    return sorted(pairs.items())


def card_keys(card: Assembled) -> list[tuple[str, str]]:
    """The identifiers of a pupil by which one may be joined to another."""
    return [comparable(scheme, value) for scheme, value in codes(card).items() if value and joins(scheme)]


def candidates(a: Sequence[Assembled], b: Sequence[Assembled]) -> list[tuple[int, int]]:
    """Pupils of equal name and birth date, one on each side: a suggestion, never a match."""
    mine, theirs = _unique(a), _unique(b)
    return [(index, theirs[who]) for who, index in mine.items() if who in theirs]


def _unique(cards: Sequence[Assembled]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    repeated = set()
    for index, card in enumerate(cards):
        name, birth = card.flat.get(("student", "full_name")), card.flat.get(("student", "birth_date"))
        if name and birth:
            who = (fold_name(str(name)), str(birth))
            if found.setdefault(who, index) != index:
                repeated.add(who)
    return {who: index for who, index in found.items() if who not in repeated}


def _from_file(a: Body, b: Body, file: Path) -> Iterator[tuple[int, int]]:
    seen: set[int] = set()
    for line, one, other in read_pairs(file, lambda name: find_cards(a, name), lambda name: find_cards(b, name)):
        if one in seen:
            raise BadMatch(line, "a", "repeated")
        seen.add(one)
        yield one, other


Find = Callable[[str], set[int]]
"""Those whom a code or a place names, by their numbers."""


def read_pairs(file: Path, find_a: Find, find_b: Find) -> Iterator[tuple[int, int, int]]:
    """The pairs of a CSV file with the number of the line: a place or code in ``a``, then one in ``b``.

    Nobody in ``b`` has two partners. Raises BadMatch.

    A first line of titles is no pair. Where its third title is that of a confirmation (``fill`` writes such files),
    only the lines that a person confirmed are pairs.
    """
    rows = [(number, row) for number, row in enumerate(_rows(file), 1) if any(cell.strip() for cell in row)]
    seen: set[int] = set()
    to_confirm = bool(rows) and len(rows[0][1]) > 2 and fold(rows[0][1][2]).startswith(_CONFIRMATION)
    for position, (number, row) in enumerate(rows):
        if to_confirm and (position == 0 or not _is_confirmed(row)):
            continue
        if len(row) < 2:
            raise BadMatch(number, "b", "missing")
        found = {"a": find_a(row[0].strip()), "b": find_b(row[1].strip())}
        if position == 0 and not found["a"] and not found["b"]:
            continue
        for side, indexes in found.items():
            if len(indexes) != 1:
                raise BadMatch(number, side, "ambiguous" if indexes else "unknown")
        if found["b"] & seen:
            raise BadMatch(number, "b", "repeated")
        seen |= found["b"]
        yield number, found["a"].pop(), found["b"].pop()


_CONFIRMATION = "dung"
_YES = frozenset({"x", "v", "co", "dung", "dong y", "1", "ok", "yes", "y", "✓", "✔"})


def _is_confirmed(row: Sequence[str]) -> bool:
    return len(row) > 2 and fold(tidy(row[2])) in _YES


def _rows(file: Path) -> list[list[str]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise NoSuchInput(str(file)) from error
    except UnicodeDecodeError as error:
        raise BadMatch(1, "a", "encoding") from error
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    return list(csv.reader(text.splitlines(), delimiter=delimiter))


def find_cards(body: Body, reference: str) -> set[int]:
    """The cards that a code or a place names."""
    wanted = {reference.casefold(), comparable("pupil_code", reference)[1]}
    by_code = {
        index
        for index, card in enumerate(body.cards)
        if any(comparable(scheme, value)[1] in wanted for scheme, value in codes(card).items())
    }
    if by_code:
        return by_code
    return {
        index
        for index, card in enumerate(body.cards)
        if any(names_place(reference, fragment.place, [s.name for s in body.sources]) for fragment in card.fragments)
    }


def names_place(reference: str, place: Place, names: Sequence[str]) -> bool:
    """Whether a reference (``'10t'!A12``, with the file's name before it or not) names the place of a row."""
    if isinstance(place, PointerPlace):
        return reference == place.pointer
    if isinstance(place, XPathPlace):
        return reference == place.xpath
    found = _CELL.match(reference)
    if found is None or not isinstance(place, CellPlace):
        return False
    same_file = found["file"] in (None, names[place.source])
    return same_file and found["sheet"] == place.sheet and int(found["row"]) == place.row
