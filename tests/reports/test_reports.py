"""Reports: text and JSON agree, every word has two languages, no value shows unasked."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from rich.console import Console

from hocba_interop.conversion.by_hand import left_to_enter
from hocba_interop.conversion.convert import Conversion, ConvertOptions, convert
from hocba_interop.ledger import Disposition
from hocba_interop.notices import CellPlace, Notice, Severity, SourcePlace, XPathPlace
from hocba_interop.reports import json as as_json
from hocba_interop.reports import labels, text, words
from hocba_interop.reports.text.layout import listed, place, sheets, short_names

FIXTURES = Path(__file__).parents[2] / "fixtures"
SUMMARIES = FIXTURES / "vnpt" / "class-summary"


def shown(content: object, width: int = 120) -> str:
    out = io.StringIO()
    Console(file=out, width=width, markup=False, highlight=False).print(content)
    return out.getvalue()


def number_after(label: str, page: str) -> int:
    found = re.search(rf"^\s*{re.escape(label)}\s+([\d.]+)\s*$", page, re.MULTILINE)
    assert found, label
    return int(found[1].replace(".", ""))


@pytest.fixture(scope="module", params=["hocba-json", "viettel"])
def conversion(request: pytest.FixtureRequest) -> Conversion:
    """A dry run of messy data."""
    return convert([SUMMARIES / "messy.xlsx"], request.param, None, ConvertOptions(dry_run=True))


def test_text_and_json_count_alike(conversion):
    receipt = conversion.receipt
    page = shown(text.receipt(receipt, [], left_to_enter(conversion), "vi", dry_run=True))
    items = json.loads(as_json.receipt(receipt))["items"]
    for which in Disposition:
        if which is not Disposition.UNRECOGNISED:
            assert number_after(words.disposition(which, "vi"), page) == items[which]
    assert number_after("tất cả các mục của nguồn", page) == sum(items.values())
    kept = sum(loss.kept for loss in receipt.losses)
    if kept:
        assert number_after("không nhận ra, giữ ở phần mở rộng", page) == kept
    unkept = items["unrecognised"] - kept
    if unkept:
        assert number_after("không nhận ra, đích không giữ được", page) == unkept


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_receipt_shows_names_only_when_asked(conversion, lang, width):
    names = {str(card.flat["student", "full_name"]) for card in conversion.body.cards}
    to_enter = left_to_enter(conversion)
    page = shown(text.receipt(conversion.receipt, [], to_enter, lang, verbose=True, dry_run=True), width)
    assert not [name for name in names if name in page]
    receipt = as_json.receipt(conversion.receipt, lang)
    assert not [name for name in names if name in receipt]
    if to_enter:
        page = shown(text.receipt(conversion.receipt, [], to_enter, lang, show_values=True, dry_run=True), 200)
        assert [name for name in names if name in page]


def test_what_two_terms_say_alike_is_entered_once():
    terms = sorted(SUMMARIES.glob("so_diem_tong_ket_khoi_khoi_10_hk?.xls"))
    done = convert(terms, "viettel", None, ConvertOptions(dry_run=True))
    births = [one for one in left_to_enter(done) if one.field == "student.birth_date"]
    assert len(births) == len(done.body.cards)
    assert all(one.value and one.pupil for one in births)


def test_notices_are_grouped_by_rule_the_gravest_first():
    found = [Notice("hidden-row-read", CellPlace(0, "10t", row, 0)) for row in range(8, 14)]
    found.append(Notice("duplicate-pupil", CellPlace(0, "10t", 9, 0), CellPlace(0, "10t", 8, 0)))
    page = shown(text.notices(found, ["a.xls"], "vi"))
    assert page.index("lỗi") < page.index("cảnh báo", page.index("duplicate") if "duplicate" in page else 60)
    assert "'10t' dòng 9 ↔ '10t' dòng 8" in page
    assert "(6 chỗ)" in page
    assert "… và 3 nữa" in page
    assert "'10t' dòng 13" in shown(text.notices(found, ["a.xls"], "vi", verbose=True))
    assert text.notices([], [], "vi") is None


def test_every_disposition_severity_and_group_has_words_in_both_languages():
    for lang in ("vi", "en"):
        assert all(words.disposition(which, lang) != str(which) for which in Disposition)
        assert all(words.severity(which, lang) for which in Severity)
        assert all(labels.group_label(group, lang) for group in labels.GROUPS)
    assert words.disposition(Disposition.CARRIED, "vi") != words.disposition(Disposition.CARRIED, "en")


def test_every_field_of_the_model_has_a_name_and_a_group():
    from hocba_interop.conversion.accounting import field_name
    from hocba_interop.model.flat import flatten
    from hocba_interop.model.report_card import ReportCard

    full = Path(__file__).parents[1] / "formats" / "canonical" / "report-card.full.json"
    example = json.loads(full.read_text(encoding="utf-8"))
    cards = [ReportCard.model_validate(card) for card in example["report_cards"]]
    fields = {field_name(path) for card in cards for path in flatten(card)}
    assert len(fields) > 60
    nameless = {field for field in fields if labels.field_label(field, "vi") == field}
    assert not nameless
    assert {labels.group_of(field) for field in fields} <= set(labels.GROUPS)


@pytest.mark.parametrize(
    ("where", "told"),
    [
        (CellPlace(0, "10t", 12, 7), "'10t'!G12"),
        (CellPlace(0, "10t", 12, 0), "'10t' dòng 12"),
        (CellPlace(0, "10t", 0, 28), "'10t' cột AB"),
        (CellPlace(0, "10t", 0, 0), "'10t'"),
        (XPathPlace(0, "/a/b", 41), "/a/b (dòng 41)"),
        (SourcePlace(0), "a.xls"),
    ],
)
def test_places_in_words(where, told):
    assert place(where, ["a.xls"], "vi") == told


def test_the_file_is_named_where_there_are_several():
    files = ["so_diem_khoi_10_hk1.xls", "so_diem_khoi_10_hk2.xls"]
    assert short_names(files) == ["…hk1.xls", "…hk2.xls"]
    assert short_names(["10a.xls", "10b.xls"]) == ["10a.xls", "10b.xls"]
    places = [CellPlace(0, "10t", 1, 1), CellPlace(0, "10u", 1, 1), CellPlace(1, "10t", 1, 1)]
    assert sheets(places, short_names(files), "vi", 4) == "…hk1.xls '10t', '10u' · …hk2.xls '10t'"


def test_numbers_and_lists_follow_the_language():
    assert (words.number(12345, "vi"), words.number(12345, "en")) == ("12.345", "12,345")
    assert listed("abcba", 2, "vi") == "a, b, … và 1 nữa"
    assert words.counted(Severity.ERROR, 2, "en") == "2 errors"
    assert words.size(2048, "vi") == "2 KB"


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("subjects.khac:c.ngệ.result", ("subjects", "khac:c.ngệ")),
        ("subjects.toan.regular.0", ("subjects", "toan")),
        ("subjects.toan.teacher.full_name", ("subjects", "toan")),
        ("traits.yeu_nuoc.level", ("traits", "yeu_nuoc")),
        ("student.full_name", None),
    ],
)
def test_the_key_of_a_subject_may_hold_dots(field: str, expected: tuple[str, str] | None) -> None:
    from hocba_interop.reports.labels import member

    assert member(field) == expected
