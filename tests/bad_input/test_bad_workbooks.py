"""Bad input through the library: each is named by its rule and its place, and nothing is left behind."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from school_sheets import FIXTURES, SUMMARY, pupil, summary, summary_header, workbook

import hocba_interop
from hocba_interop import ConvertOptions, UnreadableSource, convert, read
from hocba_interop.adapters.source import Source
from hocba_interop.notices import Notice, Severity

BAD = FIXTURES / "bad"


def refused(*inputs: object, **options: str) -> Notice:
    """The notice of inputs that cannot be read at all."""
    with pytest.raises(UnreadableSource) as error:
        read(list(inputs), **options)
    return error.value.notice


def errors(*inputs: object, **options: str) -> list[tuple[str, str]]:
    """Rule and place of every error in inputs that can be read."""
    notices = read(list(inputs), **options).notices
    return [(n.rule, str(n.where)) for n in notices if n.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("not_a_workbook.xlsx", "not-a-workbook"),
        ("empty.xlsx", "empty-file"),
        ("truncated.xlsx", "truncated-file"),
        ("encrypted.xls", "encrypted-workbook"),
        ("encrypted.xlsx", "encrypted-workbook"),
        ("zip_bomb.xlsx", "zip-bomb"),
        ("many_columns.xlsx", "too-many-columns"),
        ("sparse_bomb.xlsx", "too-many-columns"),
        ("xml_bomb.xml", "xml-entities"),
        ("external_entity.xml", "xml-entities"),
        ("other_kind.xlsx", "unknown-workbook"),
        ("no_header.xlsx", "unknown-workbook"),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_left(name: str, rule: str, tmp_path: Path) -> None:
    notice = refused(BAD / name)
    assert notice.rule == rule and notice.severity is Severity.ERROR
    for lang in ("vi", "en"):
        message = notice.message(lang, show_values=True)
        assert "…" not in message and "NOI-DUNG-KHONG-DUOC-LO" not in message
    with pytest.raises(UnreadableSource):
        convert([BAD / name], "hocba-json", tmp_path / "out.json")
    assert list(tmp_path.iterdir()) == []


def test_the_refusal_names_which_input_it_is() -> None:
    good = FIXTURES / "vnpt/class-summary/khoi_12_hk2.xls"
    assert refused(good, BAD / "empty.xlsx").where.source == 1


def test_a_header_that_cannot_be_found_says_what_was_looked_for_and_what_came_nearest() -> None:
    notice = refused(BAD / "no_header.xlsx")
    assert str(notice.where) == "'10t'!6:6"
    assert notice.facts["found"] == "Họ và tên"
    assert "Mã học sinh" in notice.facts["wanted"]
    named = refused(BAD / "no_header.xlsx", source_format=SUMMARY)
    assert (named.rule, str(named.where)) == ("header-not-found", "'10t'!6:6")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "bad_scores.xlsx",
            [
                ("score-without-separator", "'10t'!F8"),
                ("score-without-separator", "'10t'!F9"),
                ("score-out-of-range", "'10t'!F10"),
                ("score-unreadable", "'10t'!F11"),
                ("score-too-precise", "'10t'!F12"),
            ],
        ),
        (
            "bad_dates.xlsx",
            [
                ("date-impossible", "'10t'!E8"),
                ("date-two-digit-year", "'10t'!E9"),
                ("date-month-first", "'10t'!E10"),
                ("date-impossible", "'10t'!E13"),
                ("date-impossible", "'10t'!E14"),
                ("date-unreadable", "'10t'!E15"),
            ],
        ),
        (
            "errors_and_formulas.xlsx",
            [
                ("error-value", "'10t'!F8"),
                ("error-value", "'10t'!F9"),
                ("formula-without-value", "'10t'!F10"),
            ],
        ),
        (
            "bad_level.xlsx",
            [
                ("level-unknown", "'10t'!T8"),
                ("level-unknown", "'10t'!T9"),
                ("class-name-unreadable", "'Sheet2'!H2"),
            ],
        ),
    ],
)
def test_cells_that_cannot_be_used_are_errors_with_their_cells(name: str, expected: list[tuple[str, str]]) -> None:
    assert errors(BAD / name) == expected


def test_words_in_score_columns_and_scores_in_comment_columns() -> None:
    result = read(BAD / "text_in_scores.xlsx")
    wrong = {n.where.cell for n in result.notices if n.rule == "mark-unreadable"}
    assert wrong == {"G8", "G9", "G10", "G12", "G13", "G14", "O10", "O11"}
    others = [(n.rule, n.where.cell[0]) for n in result.notices if n.severity is Severity.WARNING]
    assert others == [("mark-on-other-scale", "O"), ("mark-on-other-scale", "G")]


def test_a_title_that_contradicts_itself_names_both_places() -> None:
    found = [n for n in read(BAD / "contradicting_title.xlsx").notices if n.severity is Severity.ERROR]
    assert [(n.rule, n.facts["what"], str(n.where), str(n.also)) for n in found] == [
        ("title-contradiction", "period", "'10t'!H1", "'10t'!H2"),
        ("title-contradiction", "school_year", "'10u'!H1", "'10u'!H2"),
    ]


def test_a_tab_that_contradicts_the_title_is_an_error() -> None:
    rows = summary(pupil(1, 2300000001, "Vũ Ô"))
    source = Source("a.xlsx", workbook({"Hoc ki 1": rows}))
    (notice,) = [n for n in read(source).notices if n.severity is Severity.ERROR]
    assert (notice.rule, notice.facts["what"], str(notice.also)) == (
        "title-contradiction",
        "period",
        "'Hoc ki 1'",
    )


def test_one_pupil_in_two_rows_of_a_table_names_both() -> None:
    (notice,) = [n for n in read(BAD / "same_pupil_twice.xlsx").notices if n.severity is Severity.ERROR]
    assert (notice.rule, str(notice.where), str(notice.also)) == (
        "duplicate-pupil",
        "'10t'!13:13",
        "'10t'!10:10",
    )


def test_one_code_with_two_names_is_two_pupils_mixed_up() -> None:
    found = [n for n in read(BAD / "same_code_two_names.xlsx").notices if n.severity is Severity.ERROR]
    assert {n.rule for n in found} == {"identity-mismatch"}
    assert [(n.facts["what"], str(n.where), str(n.also)) for n in found] == [
        ("full_name", "'10u'!D9", "'10t'!D8"),
        ("birth_date", "'10u'!E9", "'10t'!E8"),
    ]


def test_two_values_for_one_mark_name_both_places_and_neither_is_chosen(tmp_path: Path) -> None:
    files = [BAD / "two_values_hk2_a.xlsx", BAD / "two_values_hk2_b.xlsx"]
    result = read(files)
    clashes = [n for n in result.notices if n.severity is Severity.ERROR]
    assert [(n.rule, str(n.where), n.where.source, str(n.also), n.also.source) for n in clashes] == [
        ("conflict", "'10t'!F9", 1, "'10t'!F9", 0),
        ("conflict", "'10t'!U11", 1, "'10t'!U11", 0),
    ]
    second = result.document.report_cards[1].years[0]
    maths = next(record for record in second.subjects if record.subject == "toan")
    assert all(period.result is None for period in maths.periods.values())
    done = convert(files, "hocba-json", tmp_path / "out.json")
    assert not done.files and list(tmp_path.iterdir()) == []
    assert done.receipt.read_back == "not_written"


@pytest.mark.parametrize("name", ["bad_scores.xlsx", "same_pupil_twice.xlsx", "contradicting_title.xlsx"])
def test_an_error_withholds_the_output_and_the_receipt_still_adds_up(name: str, tmp_path: Path) -> None:
    done = convert([BAD / name], "viettel:subject-book", tmp_path / "out.xlsx")
    assert not done.files and list(tmp_path.iterdir()) == []
    receipt = done.receipt.to_dict()
    assert sum(receipt["items"].values()) == receipt["sources"][0]["items"]


def test_partial_leaves_out_the_cells_at_fault_and_no_others(tmp_path: Path) -> None:
    done = convert([BAD / "bad_scores.xlsx"], "hocba-json", tmp_path / "out.json", ConvertOptions(partial=True))
    assert [path.name for path in done.files] == ["out.json"]
    losses = [loss.where.cell for loss in done.receipt.losses if str(loss.disposition) == "rejected"]
    assert losses == ["F8", "F9", "F10", "F11", "F12"]
    marks = [
        next(record for record in card.years[0].subjects if record.subject == "toan").periods.get("term2")
        for card in read(tmp_path / "out.json").document.report_cards
    ]
    assert [bool(mark and mark.result) for mark in marks] == [False] * 5 + [True] * 3


def test_no_message_holds_a_value_of_a_pupil() -> None:
    secret = pupil(
        1,
        2300000001,
        "Bí Mật Thị Lộ",
        85,
        "lộ ra",
        "?",
        "Xuất chúng",
        "Lạ",
        "nhiều",
        "x",
        "y",
        born="99/99/2008",
    )
    result = read(Source("a.xlsx", workbook({"10t": summary(secret)})))
    assert len(result.notices) >= 8
    for notice in result.notices:
        for lang in ("vi", "en"):
            shown = notice.message(lang)
            assert not any(word in shown for word in ("Bí Mật", "lộ ra", "Xuất chúng", "99/99", "nhiều"))
        assert "lộ ra" not in repr(notice.facts)


def test_a_whole_folder_with_one_bad_file_is_refused_by_name(tmp_path: Path) -> None:
    shutil.copy(BAD / "truncated.xlsx", tmp_path / "b.xlsx")
    (tmp_path / "a.xlsx").write_bytes(workbook({"10t": summary(pupil(1, 2300000001, "Vũ Ô"))}))
    notice = refused(tmp_path)
    assert (notice.rule, notice.where.source) == ("truncated-file", 1)


def test_a_header_without_a_single_pupil_is_no_output(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(workbook({"10t": [["Lớp 10T - HK2 - Năm học 2023-2024"], *summary_header()]}))
    done = hocba_interop.convert([tmp_path / "a.xlsx"], "viettel:subject-book", tmp_path / "out.xlsx")
    assert not done.files and not (tmp_path / "out.xlsx").exists()
