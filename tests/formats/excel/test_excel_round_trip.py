"""What is written comes back: the examples of the contract, and any document at all."""

from __future__ import annotations

import pytest
import strategies
from excel_books import DIALECT, assert_same, example, read, rules, write
from hypothesis import HealthCheck, given, settings

from hocba_interop.adapters.contract import ReadOptions
from hocba_interop.adapters.excel import FORMAT, template
from hocba_interop.adapters.source import Source
from hocba_interop.model import Document, Extension, Mark, Provenance, ReportCard, Student
from hocba_interop.model.flat import flatten, unflatten


@pytest.mark.parametrize("name", ["example", "full"])
def test_the_examples_of_the_contract_come_back(name: str) -> None:
    document = example(name)
    data, written = write(document)
    reading = read(data)
    assert reading.notices == []
    assert_same(document, reading, written)
    assert [Provenance.model_validate(entry) for entry in reading.provenance] == list(document.provenance)


@pytest.mark.parametrize("name", ["example", "full"])
def test_lists_keep_their_order(name: str) -> None:
    document = example(name)
    reading = read(write(document)[0])
    for card, fragment in zip(document.report_cards, reading.fragments, strict=True):
        back = unflatten({fact.path: fact.value for fact in fragment.facts})
        for year, year_back in zip(card.years, back.years, strict=True):
            assert [s.subject for s in year.subjects] == [s.subject for s in year_back.subjects]
            assert [t.trait for t in year.traits] == [t.trait for t in year_back.traits]
        assert [g.relation for g in card.student.guardians] == [g.relation for g in back.student.guardians]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(strategies.documents())
def test_any_document_comes_back(document: Document) -> None:
    data, written = write(document)
    reading = read(data)
    assert written.notices == []
    assert set(rules(reading)) <= {"language-rank-inferred"}
    assert_same(document, reading, written)
    assert [Provenance.model_validate(entry) for entry in reading.provenance] == list(document.provenance)


def test_the_same_cards_give_the_same_bytes() -> None:
    assert write(example("full"))[0] == write(example("full"))[0]
    assert template() == template()


def test_each_card_stands_where_the_writer_says() -> None:
    document = example("full")
    data, written = write(document)
    fragments = read(data).fragments
    assert [written.placed[fragment.place] for fragment in fragments] == [0, 1]
    assert [fragment.find("student", "full_name").value for fragment in fragments] == [
        card.student.full_name for card in document.report_cards
    ]


def test_the_template_is_recognised_and_holds_nobody() -> None:
    source = Source("mẫu.xlsx", template())
    evidence = DIALECT.detect(source)
    assert evidence is not None and evidence.confidence > 0.9
    reading = DIALECT.read(source, ReadOptions())
    reading.ledger.check()
    assert reading.fragments == [] and reading.notices == []


def test_a_fragment_of_one_year_says_its_class() -> None:
    (fragment,) = read(write(example("example"))[0]).fragments
    assert (fragment.school_year, fragment.class_name) == ("2023-2024", "10T")


def test_many_regular_marks_get_columns_and_then_other_information() -> None:
    card = example("example").report_cards[0]
    flat = {**flatten(card)}
    base = ("years", "2023-2024", "subjects", "toan", "periods", "term1", "regular")
    for index in (4, 7, 30):
        flat[(*base, str(index))] = Mark(scale="score10", value="6.5")
    document = Document(report_cards=(unflatten(flat),))
    data, written = write(document)
    reading = read(data)
    assert_same(document, reading, written)
    sheets = {fact.path[-1]: fact.item.place.sheet for fact in reading.fragments[0].facts if fact.path[:-1] == base}
    assert sheets["7"] == "Môn học" and sheets["30"] == "Thông tin khác"


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+84 912",
        "-",
        "@a",
        "_x0041_",
        "x_x005F_x0041_",
        "a\x0bb",
        "a\r\nb",
        "dòng 1\ndòng 2",
        "  ",
        "",
        "‹a›",
    ],
)
def test_awkward_texts_survive(text: str) -> None:
    student = Student(full_name=text, identifiers={"pupil_code": text, text: text})
    extension = Extension(label=text, value=text, where={text: text})
    document = Document(report_cards=(ReportCard(student=student, extensions=(extension,)),), extensions=(extension,))
    data, written = write(document)
    reading = read(data)
    assert reading.notices == []
    assert_same(document, reading, written)


def test_a_text_longer_than_a_cell_goes_on_in_further_rows() -> None:
    text = "Tiến bộ 😀 " * 9_000 + " " * 70_000
    extension = Extension(label="x", value=text)
    card = ReportCard(student=Student(full_name=text), extensions=(extension,))
    document = Document(report_cards=(card,), extensions=(extension,))
    data, written = write(document)
    reading = read(data)
    assert written.notices == [] and reading.notices == []
    assert_same(document, reading, written)


def test_a_key_longer_than_a_cell_is_said() -> None:
    document = Document(report_cards=(ReportCard(student=Student(identifiers={"x" * 40_000: "1"})),))
    (notice,) = write(document)[1].notices
    assert notice.rule == "text-too-long" and notice.facts == {"count": 1}


def test_the_dialect_is_registered_for_the_command_line() -> None:
    assert FORMAT.name == "excel"
    assert (DIALECT.full_name, DIALECT.short, DIALECT.grade) == ("excel:report-card", "hocba-xlsx", "own")
    assert DIALECT.coverage is not None and DIALECT.coverage.everything
