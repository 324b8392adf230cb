"""What the canonical readers share: what they find becomes facts, notices and entries of the ledger."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NoReturn

from hocba_interop.adapters.contract import Reading, UnreadableSource
from hocba_interop.adapters.scores import score_fault
from hocba_interop.ledger import Fact, Item
from hocba_interop.model import Extension, Mark, Scale
from hocba_interop.model.flat import Leaf, Path
from hocba_interop.notices import Notice, Place
from hocba_interop.text import nfc

_PERSONAL_ID = re.compile(r"[0-9]{12}")


@dataclass(slots=True)
class Home:
    """Where what is not understood is kept: the extensions of the nearest year, card or document."""

    path: Path
    place: str
    """Pointer or XPath of the year, card or document; a label is what follows it."""
    facts: list[Fact]
    taken: int = 0
    waiting: list[Fact] = field(default_factory=list)

    def next_path(self) -> Path:
        """The path of the next extension."""
        self.taken += 1
        return (*self.path, "extensions", str(self.taken - 1))

    def close(self) -> None:
        """Put what was not understood behind the extensions that the source itself states."""
        self.facts.extend(self.waiting)
        self.waiting.clear()


@dataclass(slots=True)
class Words:
    """A text of a source on its way into the model; ``item`` is None where no item of the source holds it."""

    value: str
    item: Item | None


@lru_cache(maxsize=4096)
def _mark(scale: Scale, value: str) -> Mark:
    """A mark; the same few hundred stand in every school's file."""
    return Mark(scale=scale, value=value)


class Collector:
    """Enters what a reader finds into its Reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.facts: list[Fact] = reading.document

    def wrong_shape(self, place: Place, expected: str) -> NoReturn:
        """Refuse the source: a value of another kind stands where ``expected`` belongs."""
        raise UnreadableSource(Notice("wrong-shape", place, facts={"expected": expected}))

    def words(self, place: Place, literal: str, *, rule: str | None = None, meant: str | None = None) -> Words:
        """A text in NFC with its item, entered as a datum; ``meant`` is what an escaped literal means."""
        plain = literal if meant is None else meant
        value = nfc(plain)
        if value != plain:
            rule = "unicode-nfc"
        return Words(value, self.reading.ledger.enter_datum(Item(place, literal, rule)))

    def text(self, path: Path, place: Place, words: Words) -> None:
        """A text of the model."""
        self.facts.append(Fact(path, words.value, words.item))
        if path[-1] == "personal_id" and not _PERSONAL_ID.fullmatch(words.value):
            self.reading.notices.append(Notice("personal-id-length", place, private={"value": words.value}))

    def datum(self, path: Path, place: Place, literal: object, value: Leaf) -> None:
        """A number or truth value of the model."""
        self.facts.append(Fact(path, value, self.reading.ledger.enter_datum(Item(place, literal))))

    def mark(self, path: Path, scale_place: Place, scale: Scale, value_place: Place, words: Words) -> None:
        """A mark, which is two items of the source and one leaf of the model."""
        mark = _mark(scale, words.value)
        scale_item = self.reading.ledger.enter_datum(Item(scale_place, scale))
        self.facts.append(Fact(path, mark, words.item))
        self.facts.append(Fact(path, mark, scale_item))
        if scale == "score10" and (rule := score_fault(words.value)):
            self.reading.notices.append(Notice(rule, value_place, private={"value": words.value}))

    def extension(
        self, path: Path, label: Words | None, value: Words | None, where: dict[str, str | int] | None
    ) -> None:
        """An extension that the source itself states: up to two items and one leaf."""
        leaf = Extension(label=label.value if label else None, value=value.value if value else None, where=where)
        items = [words.item for words in (label, value) if words and words.item]
        if not items:
            self.facts.append(Fact(path, leaf))
        self.facts.extend(Fact(path, leaf, item) for item in items)

    def unknown(self, home: Home, place: Place, name: str, literal: str) -> None:
        """A field that the model does not know, kept as an extension of its year, card or document."""
        label = nfc(name.removeprefix(home.place).lstrip("/").replace("/", "."))
        value = nfc(literal)
        item = Item(place, literal, None if value == literal else "unicode-nfc")
        self.reading.ledger.enter_unrecognised(item)
        leaf = Extension(label=label, value=value, where=place.where())
        home.waiting.append(Fact(home.next_path(), leaf, item))
        self.reading.notices.append(Notice("unknown-field", place, facts={"field": label}))

    def off_list(self, place: Place, literal: str, choices: tuple[str, ...], *, counted: bool = True) -> None:
        """A value that a closed list of the model does not know: rejected, for the model cannot hold it.

        ``counted`` is false where the empty text of an element is no item.
        """
        rule = "value-not-in-list"
        if counted:
            self.reading.ledger.enter_rejected(place, rule)
        facts = {"expected": ", ".join(choices)}
        self.reading.notices.append(Notice(rule, place, facts=facts, private={"value": literal}))

    def structural(self, place: Place) -> None:
        """An item that is no datum of a pupil."""
        self.reading.ledger.enter_structural(place)
