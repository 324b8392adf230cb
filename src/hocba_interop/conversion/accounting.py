"""Accounting: the disposition of every source item, decided by what was found when the output was read back."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from ..adapters.contract import Dialect, Reading
from ..adapters.coverage import EVERYTHING, Coverage
from ..adapters.projection import Projection
from ..ledger import Disposition, Fact, Item, LedgerError
from ..model import Extension, Mark
from ..model.flat import Path, period_of
from ..notices import CellPlace, Place
from .assembly import Assembled
from .proof import ReadBack, same
from .receipt import Loss, Receipt


@dataclass(slots=True)
class Account:
    """Everything that accounting needs: readings, cards, the target, and what was read back (None: not written).

    Where templates were filled there is no one target (None); ``reasons`` then say why a leaf of a card is not there.
    """

    readings: Sequence[Reading]
    cards: Sequence[Assembled]
    left_out: Sequence[Assembled]
    target: Dialect | None
    projections: Sequence[Projection]
    back: ReadBack | None
    replaced: frozenset[Path] = frozenset()
    """Leaves of a year in whose place the user put names of the receiving side."""
    reasons: Mapping[tuple[int, Path], str] = field(default_factory=dict)
    _stated_by: dict[int, list[tuple[int | None, Fact]]] = field(default_factory=dict)

    def settle(self, receipt: Receipt) -> None:
        """Enter every item of every source into the receipt. Raises LedgerError where the counts do not add up."""
        for index, card in enumerate(self.cards):
            self._collect(card, index)
        for card in self.left_out:
            self._collect(card, None)
        for reading in self.readings:
            for fact in reading.document:
                self._stated_by.setdefault(id(fact.item), []).append((None, fact))
            self._settle_source(reading, receipt)
        receipt.losses.sort(key=lambda loss: _order(loss.where))

    def _collect(self, card: Assembled, index: int | None) -> None:
        for fragment in card.fragments:
            for fact in fragment.facts:
                if fact.item is not None:
                    self._stated_by.setdefault(id(fact.item), []).append((index, fact))

    def _settle_source(self, reading: Reading, receipt: Receipt) -> None:
        ledger = reading.ledger
        before = receipt.items.total()
        receipt.items[Disposition.STRUCTURAL] += ledger.structural
        for place, rule in ledger.rejected:
            if self._not_selected_row(place):
                receipt.items[Disposition.NOT_SELECTED] += 1
            else:
                receipt.items[Disposition.REJECTED] += 1
                path = ledger.rejected_paths.get(place, ())
                name, period = (field_name(path), period_of(path)) if path else ("cell", None)
                receipt.losses.append(Loss(Disposition.REJECTED, place, name, rule, period))
        for item in ledger.unrecognised:
            self._settle_unrecognised(item, receipt)
        for item in ledger.data:
            self._settle_datum(item, receipt)
        if receipt.items.total() - before != ledger.total:
            raise LedgerError(f"{receipt.items.total() - before} items accounted for, {ledger.total} in the source")

    def _not_selected_row(self, place: Place) -> bool:
        return any(fragment.owns(place) for card in self.left_out for fragment in card.fragments)

    def _settle_unrecognised(self, item: Item, receipt: Receipt) -> None:
        stated = self._stated_by.get(id(item), [])
        if any(fact.fate and fact.fate.disposition == "not_selected" for _, fact in stated):
            receipt.items[Disposition.NOT_SELECTED] += 1
            return
        receipt.items[Disposition.UNRECOGNISED] += 1
        kept = bool(stated) and all(self._extension_kept(index, fact) for index, fact in stated)
        reason = "kept-in-extensions" if kept else "target-has-no-extensions"
        label = next((fact.value.label for _, fact in stated if isinstance(fact.value, Extension)), None)
        name = f"extensions.{label}" if label else "extensions"
        receipt.losses.append(Loss(Disposition.UNRECOGNISED, item.place, name, reason, kept=kept))

    def _extension_kept(self, index: int | None, fact: Fact) -> bool:
        if self.back is None:
            return self._coverage.everything
        if index is None:
            return fact.value in self.back.document
        return fact.value in self.back.flats[index].values()

    def _settle_datum(self, item: Item, receipt: Receipt) -> None:
        disposition, rule, loss = Disposition.CARRIED, None, None
        for index, fact in self._stated_by.get(id(item), []):
            found, how, reason = self._fate(index, fact, item)
            if _WEIGHT.index(found) > _WEIGHT.index(disposition):
                disposition, rule = found, how
                loss = (fact, index, reason)
        receipt.items[disposition] += 1
        if disposition is Disposition.TRANSFORMED:
            receipt.transforms[rule or "other-form"] += 1
        elif loss and disposition in (Disposition.NOT_CARRIED, Disposition.REJECTED):
            fact, index, reason = loss
            pupil = self.cards[index].flat.get(("student", "full_name")) if index is not None else None
            receipt.losses.append(
                Loss(
                    disposition,
                    item.place,
                    field_name(fact.path),
                    reason or "",
                    period_of(fact.path),
                    pupil=str(pupil) if pupil else None,
                )
            )

    def _fate(self, index: int | None, fact: Fact, item: Item) -> tuple[Disposition, str | None, str | None]:
        if fact.fate is not None:
            return Disposition(fact.fate.disposition), None, fact.fate.reason
        if index is None:  # what belongs to the document, not to a pupil
            if self._extension_kept(None, fact):
                return Disposition.CARRIED, None, None
            return Disposition.NOT_CARRIED, None, self._reason(None, fact)
        path = self.projections[index].stands_at(fact.path)
        if self.back is None:
            meant = self.projections[index].flat.get(path)
            if same(fact.path, fact.value, meant):
                kept = self._will_look_the_same(fact, item)
                return (Disposition.CARRIED if kept else Disposition.TRANSFORMED), item.rule, None
            if self._will_be_implied(self.projections[index], fact):
                return Disposition.TRANSFORMED, "title-or-caption", None
            return Disposition.NOT_CARRIED, None, self._reason(index, fact)
        if not same(fact.path, fact.value, self.back.flats[index].get(path)):
            return Disposition.NOT_CARRIED, None, self._reason(index, fact)
        stated = self.back.literals[index].get(path)
        if not stated:
            return Disposition.TRANSFORMED, "title-or-caption", None
        if any(same_literal(item.literal, literal) for literal, _ in stated):
            return Disposition.CARRIED, None, None
        return Disposition.TRANSFORMED, item.rule or stated[0][1], None

    def _will_look_the_same(self, fact: Fact, item: Item) -> bool:
        """Whether an output is expected to write an item as its source does (sheets write like sheets)."""
        if item.rule in _BY_VALUE:
            return True
        if self.target is None or self.target.kind != "workbook" or self._coverage is EVERYTHING:
            return item.rule is None
        if isinstance(item.place, CellPlace):
            return item.rule in _SHEETS_WRITE
        return item.rule is None and not (isinstance(fact.value, Mark) and fact.value.number is None)

    def _will_be_implied(self, projection: Projection, fact: Fact) -> bool:
        """Whether a reader of the target is expected to know a leaf from a title or caption."""
        path = projection.stands_at(fact.path)
        if path in projection.implied:
            return same(path, fact.value, projection.implied[path])
        of_caption = path[-1] in ("source_label", "assessed_by", "kind")
        held = any(other[:4] == path[:4] for other in projection.flat) if of_caption else False
        return held and self._coverage.implies(path)

    @property
    def _coverage(self) -> Coverage:
        assert self.target is not None and self.target.coverage is not None
        return self.target.coverage

    def _reason(self, index: int | None, fact: Fact) -> str:
        if fact.path[2:] in self.replaced:
            return REPLACED
        if self.target is None:
            return self.reasons.get((-1 if index is None else index, fact.path), "target-has-no-field")
        if index is not None and (why := self.projections[index].reasons.get(fact.path)):
            return why
        known = self._coverage.knows(fact.path)
        return "target-cannot-hold-value" if known else "target-has-no-field"


REPLACED = "replaced-by-option"
"""The reason of a name in whose place the user put that of the receiving school or class."""

_WEIGHT = (
    Disposition.CARRIED,
    Disposition.TRANSFORMED,
    Disposition.NOT_CARRIED,
    Disposition.NOT_SELECTED,
    Disposition.REJECTED,
)


_BY_VALUE = frozenset({"code-number", "number-as-text"})
_SHEETS_WRITE = frozenset(
    {
        None,
        "pass-word",
        "level-word",
        "exempt-word",
        "sex-word",
        "language-word",
        "date-text",
        "decimal-comma",
    }
)
"""Transforms of reading that a sheet undoes: it writes Đ, Tốt, Miễn, Nữ and dates as the sheet did that was read."""


def _order(place: Place) -> tuple[object, ...]:
    return tuple((str(type(part)), part) for part in place)


def same_literal(source: object, target: object) -> bool:
    """Whether a source and an output write the same: numbers by value, texts letter by letter (in NFC)."""
    if isinstance(source, str) and isinstance(target, str):
        return unicodedata.normalize("NFC", source) == unicodedata.normalize("NFC", target)
    if isinstance(source, bool) or isinstance(target, bool):
        return source is target
    one, other = _number(source), _number(target)
    return one is not None and one == other


def _number(literal: object) -> Decimal | None:
    if isinstance(literal, Decimal | int):
        return Decimal(literal)
    if isinstance(literal, str):
        try:
            return Decimal(literal.strip().replace(",", "."))
        except InvalidOperation:
            return None
    return None


def field_name(path: Path) -> str:
    """A path as people and the receipt name the field: ``absences.excused``, ``subjects.toan.result``."""
    if path[0] != "years":
        return ".".join(path)
    inner = path[2:]
    if inner[0] == "summaries":
        return ".".join(inner[2:])
    if len(inner) > 3 and inner[2] == "periods":
        return ".".join((*inner[:2], *inner[4:]))
    return ".".join(inner)
