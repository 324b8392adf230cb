"""Whatever two schools recorded: every value of either side stands in the result or among the losses."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from school_cards import school_documents
from two_schools import merged, source

from hocba_interop import ConvertOptions, convert
from hocba_interop.ledger import Disposition
from hocba_interop.model import Document, Extension, Mark, Student
from hocba_interop.model.flat import Leaf, flatten
from hocba_interop.model.flat import Path as LeafPath

PARTIAL = ConvertOptions(partial=True)


def said(document: Document) -> list[dict[LeafPath, Leaf]]:
    return [flatten(card) for card in document.report_cards]


def text(leaf: Leaf) -> set[str]:
    """The texts by which a leaf may be met again: a mark by its number, an extension by what it keeps."""
    if isinstance(leaf, Mark):
        return {str(leaf.number) if leaf.number is not None else leaf.value}
    if isinstance(leaf, Extension):
        return {part for part in (leaf.label, leaf.value) if part}
    return {"Có" if leaf else "Không", str(leaf)} if isinstance(leaf, bool) else {str(leaf)}


CODES = [f"250000000{number}" for number in range(1, 4)]


@st.composite
def parts(draw: st.DrawFn) -> Document:
    """What a school says of up to three pupils of grade 10 in one school year, and perhaps of the year before."""
    cards = []
    for drawn, code in zip(draw(school_documents()).report_cards, draw(st.permutations(CODES)), strict=False):
        pupil = Student(full_name="Mai Văn Lúa", birth_date="2010", identifiers={"pupil_code": code})
        years = [
            year.model_copy(update={"school_year": name, "grade": grade})
            for year, name, grade in zip(drawn.years, ("2025-2026", "2024-2025"), (10, 9), strict=False)
        ]
        cards.append(drawn.model_copy(update={"student": pupil, "years": tuple(years)}))
    return Document(report_cards=tuple(cards))


@settings(max_examples=60)
@given(parts(), parts())
def test_every_value_is_in_the_result_or_among_the_losses(old: Document, new: Document) -> None:
    with TemporaryDirectory() as folder:
        sides = source(*old.report_cards, name="cu"), source(*new.report_cards, name="moi")
        done = merged(*sides, output=Path(folder) / "out.json", options=PARTIAL)
    receipt = done.receipt
    assert receipt.read_back == "equal"
    assert sum(receipt.items.values()) == sum(one["items"] for one in receipt.sources)
    assert (
        len(receipt.losses)
        == receipt.items[Disposition.REJECTED]
        + receipt.items[Disposition.NOT_CARRIED]
        + (receipt.items[Disposition.UNRECOGNISED])
    )
    lost = {loss.where for loss in receipt.losses}
    met = set().union(*(text(leaf) for flat in said(done.document) for leaf in flat.values()), set())
    body = done.body
    assert body is not None
    for reading in body.readings:
        for fragment in reading.fragments:
            for fact in fragment.facts:
                assert fact.item is None or fact.item.place in lost or text(fact.value) & met, fact


@settings(max_examples=40)
@given(parts())
def test_a_part_merged_with_itself_is_itself_but_for_the_history(document: Document) -> None:
    one, other = source(*document.report_cards, name="cu.json"), source(*document.report_cards, name="moi.json")
    done = merged(one, other, options=PARTIAL)
    bare = [card.model_copy(update={"history": ()}) for card in done.document.report_cards]
    assert bare == [card.model_copy(update={"history": ()}) for card in merged_alone(document).report_cards]


def merged_alone(document: Document) -> Document:
    """The document as a conversion leaves it: what is impossible in it is left out there as well."""
    body = convert([source(*document.report_cards)], "hocba-json", options=PARTIAL).body
    assert body is not None
    return body.to_document()
