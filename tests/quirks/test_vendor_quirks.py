"""The quirks of the vendors' files, one test each: what a school's real files do to an importer.

The numbers are those of docs/quirks.md and fixtures/quirks.toml. Most tests hold a bent file against the
clean one of the same class: what a bent file says must be what the clean one says.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from hocba_interop import UnreadableSource, convert, read
from hocba_interop.model import Mark
from hocba_interop.model.flat import Leaf, flatten
from hocba_interop.model.flat import Path as LeafPath

FIXTURES = Path(__file__).parents[2] / "fixtures"
SUMMARY = "vnpt/class-summary/"
BOOK = "vnpt/subject-book/"
SMAS = "viettel/subject-book/"
YEAR = ("years", "2023-2024")
TERM1, TERM2 = (
    SUMMARY + "so_diem_tong_ket_khoi_khoi_10_hk1.xls",
    SUMMARY + "so_diem_tong_ket_khoi_khoi_10_hk2.xls",
)

Flat = dict[LeafPath, Leaf]


@cache
def result(*names: str, legacy_font: str | None = None, school_year: str | None = None, period: str | None = None):
    paths = [FIXTURES / name for name in names]
    return read(paths, legacy_font=legacy_font, school_year=school_year, period=period)


def pupils(*names: str, **options: str) -> dict[str, Flat]:
    """The pupils of files as flat report cards, by code, or by name where there is none."""
    cards = result(*names, **options).document.report_cards
    return {c.student.identifiers.get("pupil_code") or c.student.full_name: flatten(c) for c in cards}


def rules(*names: str, **options: str) -> Counter[str]:
    return Counter(notice.rule for notice in result(*names, **options).notices)


def dialects(*names: str) -> list[str]:
    return [dialect.full_name for dialect in result(*names).body.dialects]


def results(flat: Flat) -> dict[LeafPath, str]:
    """The marks and results of a report card; 8 and 8.0 are one."""
    return {
        path: f"{leaf.scale} {leaf.value.removesuffix('.0')}" for path, leaf in flat.items() if isinstance(leaf, Mark)
    }


def mark(flat: Flat, subject: str, period: str = "term2", what: str = "result") -> str | None:
    leaf = flat.get((*YEAR, "subjects", subject, "periods", period, what))
    return leaf.value if isinstance(leaf, Mark) else None


def refusal(name: str) -> str:
    with pytest.raises(UnreadableSource) as caught:
        read(FIXTURES / name)
    return caught.value.notice.rule


def test_01_the_content_tells_the_format_and_the_extension_lies() -> None:
    clean = pupils(TERM2)
    for name in ("really_xlsx.xls", "html_disguised.xls"):
        bent = pupils(SUMMARY + name)
        assert len(bent) == 12
        assert all(results(flat) == results(clean[code]) for code, flat in bent.items())


def test_02_a_sheet_is_a_class_or_a_term_or_a_subject_and_guides_are_kept() -> None:
    assert {flat[*YEAR, "class_name"] for flat in pupils(TERM2).values()} == {"10T", "10U"}
    of_7a = next(iter(pupils(SUMMARY + "so_diem_tong_ket_lop_7a.xlsx").values()))
    assert {path[5] for path in of_7a if path[4:5] == ("periods",)} == {"term1", "term2", "year"}
    of_book = pupils(SMAS + "nhieu_mon_khoi_10_ca_hai_ky.xlsx").values()
    assert len({path[3] for flat in of_book for path in flat if path[2:3] == ("subjects",)}) == 4
    assert rules(SUMMARY + "mixed_10_12_hk2.xlsx")["sheet-without-table"] == 2


def test_03_phantom_columns_and_blank_rows_are_nothing_and_bombs_are_refused() -> None:
    assert pupils(SUMMARY + "resaved.xlsx") == {c: f for c, f in pupils(TERM2).items() if c.startswith("233600")}
    assert refusal("bad/many_columns.xlsx") == refusal("bad/sparse_bomb.xlsx") == "too-many-columns"


def test_04_a_trimmed_file_is_read_with_what_the_user_adds() -> None:
    bent = pupils(SUMMARY + "trimmed.xlsx", school_year="2023-2024", period="term2")
    clean = pupils(TERM2)
    for code, flat in bent.items():
        marks = {p: v for p, v in results(clean[code]).items() if p[2] == "subjects"}
        assert marks.items() <= results(flat).items()
    without = rules(SUMMARY + "trimmed.xlsx")
    assert without["school-year-unknown"] and without["period-unknown"]


def test_04_deleted_columns_leave_the_others_right() -> None:
    clean = pupils(TERM2)
    for code, flat in pupils(SUMMARY + "columns_deleted.xlsx").items():
        assert results(flat) == {p: v for p, v in results(clean[code]).items() if p[2] == "subjects"}


def test_05_header_rows_merged_or_not() -> None:
    assert results(next(iter(pupils(SUMMARY + "resaved.xlsx").values())))
    primary = next(iter(pupils("vnpt/primary-class/bang_tong_hop_lop_4a_cuoi_nam.xls").values()))
    kinds = {path[2] for path in primary if path[0] == "years"}
    assert {"subjects", "traits"} <= kinds


def test_06_a_title_that_holds_a_caption_is_no_header() -> None:
    assert dialects(SUMMARY + "messy.xlsx") == ["vnpt:class-summary"]
    assert len(pupils(SUMMARY + "messy.xlsx")) == 24
    assert refusal("bad/no_header.xlsx") == "unknown-workbook"


def test_07_captions_with_line_ends_nbsp_nfd_numbers_and_repetitions() -> None:
    messy, clean = pupils(SUMMARY + "messy.xlsx"), pupils(TERM2)
    for code in clean:
        left_out = (
            *YEAR,
            "subjects",
            "ngoai_ngu_2",
            "periods",
            "term2",
            "result",
        )  # one cell is empty: see 11
        assert results(clean[code]).items() - {(left_out, results(clean[code]).get(left_out))} <= set(
            results(messy[code]).items()
        )
    listed = pupils("vnpt/pupil-list/danh_sach_hoc_sinh_khoi_10.xls")["2336000013"]
    guardians = {path[2:]: leaf for path, leaf in listed.items() if path[:2] == ("student", "guardians")}
    assert guardians["father", "birth_year"] != guardians["mother", "birth_year"]


def test_08_spellings_of_mark_columns() -> None:
    spelt = pupils(BOOK + "caption_spellings.xlsx")["2336000013"]
    for subject, count in (("lich_su", 3), ("vat_li", 3), ("ngu_van", 4)):
        term = {path[6:] for path in spelt if path[3:6] == (subject, "periods", "term1")}
        assert {("regular", str(i)) for i in range(count)} | {("midterm",), ("final",), ("result",)} <= term
    whole = pupils(BOOK + "toan_10t_ca_nam.xlsx")["2336000013"]
    assert [mark(whole, "toan", period) for period in ("term1", "term2", "year")] == ["9.1", "7.7", "8.2"]
    coded = pupils(BOOK + "comment_code.xlsx")["2336000013"]
    assert coded[*YEAR, "subjects", "toan", "periods", "term1", "comment_code"] == "NX02"


def test_09_subjects_differ_by_class_and_are_spelt_in_many_ways() -> None:
    def subjects(flat: Flat) -> set[str]:
        return {path[3] for path in flat if path[2:3] == ("subjects",)}

    clean, messy = pupils(TERM2), pupils(SUMMARY + "messy.xlsx")
    assert subjects(clean["2336000013"]) != subjects(clean["2336010013"])
    assert subjects(clean["2336010013"]) == subjects(messy["2336010013"])
    assert "khac:tiếng mông nâng cao" in subjects(messy["2336000013"])
    assert rules(SUMMARY + "messy.xlsx")["unknown-subject"] == 1


def test_10_the_order_of_columns_does_not_matter() -> None:
    def pupil(flat: Flat) -> Flat:
        return {path: leaf for path, leaf in flat.items() if path[0] == "student"}

    one = pupils("vnpt/pupil-list/danh_sach_hoc_sinh_khoi_10.xls")
    other = pupils("vnpt/pupil-list/danh_sach_hoc_sinh_10t_thu_tu_khac.xlsx")
    assert len(other) == 12
    assert all(pupil(flat) == pupil(one[code]) for code, flat in other.items())
    moved, usual = pupils(SMAS + "name_in_d.xlsx"), pupils(SMAS + "toan_10t_hk1.xlsx")
    assert {code: results(flat) for code, flat in moved.items()} == {c: results(f) for c, f in usual.items()}


def test_11_exempt_nothing_and_not_entered_are_three() -> None:
    clean, messy = pupils(TERM2), pupils(SUMMARY + "messy.xlsx")
    exempt = (*YEAR, "subjects", "cong_nghe", "enrolment")
    assert clean["2336000143"][exempt] == "exempt_or_not_enrolled"
    assert exempt not in messy["2336000143"]  # "-"
    assert mark(messy["2336000156"], "ngoai_ngu_2") is None  # an empty cell is no 0
    assert mark(clean["2336000156"], "ngoai_ngu_2") is not None


def test_12_a_letter_means_what_its_column_says() -> None:
    flat = next(iter(pupils("vnpt/primary-class/bang_tong_hop_lop_4a_cuoi_nam.xls").values()))
    scales = {path[2]: leaf.scale for path, leaf in flat.items() if isinstance(leaf, Mark) and path[-1] == "level"}
    assert scales == {"subjects": "primary_level", "traits": "trait_level"}
    term = pupils(TERM1)["2336000013"]
    assert term[*YEAR, "subjects", "gdtc", "periods", "term1", "result"] == Mark(scale="pass", value="dat")
    assert term[*YEAR, "summaries", "term1", "learning_result"].scale == "result4"


def test_13_two_circulars_in_one_file() -> None:
    found = {
        (flat[*YEAR, "regulation"], flat[*YEAR, "summaries", "term2", "learning_result"].scale)
        for flat in pupils(SUMMARY + "mixed_10_12_hk2.xlsx").values()
    }
    assert found == {("tt22-2021", "result4"), ("tt26-2020", "learning5")}


def test_14_ticks_of_every_kind() -> None:
    flats = pupils(SUMMARY + "primary_khoi_4.xls").values()
    overall = ("years", "2024-2025", "summaries", "year", "education_result")
    assert len(flats) == 10
    assert all(flat[overall].scale == "primary_result" for flat in flats)
    assert not rules(SUMMARY + "primary_khoi_4.xls")


def test_15_decimals_are_read_and_never_repaired() -> None:
    commas, usual = pupils(SMAS + "comma_decimals.xlsx"), pupils(SMAS + "toan_10t_hk1.xlsx")
    assert any(results(flat) for flat in commas.values())
    for code, flat in commas.items():
        if code in usual:
            assert {p[5:] for p in results(flat)} <= {p[5:] for p in results(usual[code])}
    assert set(rules(SMAS + "two_digit_scores.xlsx")) == {"score-without-separator"}
    bad = rules("bad/bad_scores.xlsx")
    assert {rule: bad[rule] for rule in bad if rule.startswith("score")} == {
        "score-without-separator": 2,
        "score-out-of-range": 1,
        "score-unreadable": 1,
        "score-too-precise": 1,
    }


def test_16_a_lost_zero_is_said_and_not_put_back() -> None:
    pupil = pupils(SUMMARY + "messy.xlsx")["2336000117"]
    assert pupil["student", "identifiers", "personal_id"] == "36208990333"
    assert pupil["student", "identifiers", "moet"] == "239000153"
    assert rules(SUMMARY + "messy.xlsx")["leading-zero-lost"] == 2


def test_17_every_identifier_is_kept_apart_and_a_name_joins_nobody() -> None:
    listed = pupils("vnpt/pupil-list/danh_sach_hoc_sinh_khoi_10.xls")["2336000013"]
    schemes = {path[2] for path in listed if path[:2] == ("student", "identifiers")}
    assert schemes == {"pupil_code", "vemis", "moet", "register_number", "personal_id"}
    technical = pupils(SMAS + "student_id_hidden.xlsx")["2336000013"]
    assert technical["student", "identifiers", "smas_student_id"] == "700100200"
    with_prefix = pupils(SMAS + "hs_codes.xlsx", TERM1)
    assert len(with_prefix) == 24  # HS2336000013 and 2336000013 are one pupil
    assert rules("bad/same_code_two_names.xlsx")["identity-mismatch"] == 2


def test_18_dates_in_many_forms() -> None:
    messy, clean = pupils(SUMMARY + "messy.xlsx"), pupils(TERM2)
    birth = ("student", "birth_date")
    assert {code: flat[birth] for code, flat in messy.items()} == {code: flat[birth] for code, flat in clean.items()}
    bad = rules("bad/bad_dates.xlsx")
    assert {rule: bad[rule] for rule in bad if rule.startswith("date")} == {
        "date-impossible": 3,
        "date-two-digit-year": 1,
        "date-month-first": 1,
        "date-unreadable": 1,
    }
    assert {"2008", "2008-03"} <= {flat.get(birth) for flat in pupils("bad/bad_dates.xlsx").values()}


def test_19_years_and_terms_as_they_are_written() -> None:
    assert {path[1] for f in pupils(SUMMARY + "messy.xlsx").values() for path in f if path[0] == "years"} == {YEAR[1]}
    synced = next(iter(pupils("viettel/sync-json/dong_bo_2020_2021.json").values()))
    assert synced["years", "2020-2021", "school_year"] == "2020-2021"
    assert rules("bad/contradicting_title.xlsx")["title-contradiction"] == 2


def test_20_class_names_of_every_kind() -> None:
    def classes(name: str, year: str) -> set[Leaf]:
        return {flat["years", year, "class_name"] for flat in pupils(name).values()}

    assert classes(SUMMARY + "class_names.xls", "2023-2024") == {"12TN1", "12.6"}
    assert classes(SUMMARY + "old_layout_no_codes.xls", "2018-2019") == {"11A01", "11A02"}
    assert classes(TERM2, "2023-2024") == {"10T", "10U"}


def test_21_term_two_is_not_the_year_and_its_absences_are_cumulative() -> None:
    flat = pupils(TERM1, TERM2)["2336000013"]
    periods = {path[3] for path in flat if path[2:3] == ("summaries",)}
    assert periods == {"term1", "term2"}
    assert flat[*YEAR, "summaries", "term1", "absences", "counted_from"] == "term_start"
    assert flat[*YEAR, "summaries", "term2", "absences", "counted_from"] == "year_start"


@pytest.mark.parametrize("name", [TERM2, SUMMARY + "khoi_12_hk2.xls", SMAS + "class_line_6a.xlsx"])
def test_22_footers_are_structure(name: str) -> None:
    receipt = convert([FIXTURES / name], "hocba-json", None).receipt
    assert not receipt.losses
    assert "text-outside-table" not in rules(name)


def test_23_repeated_headers_legends_and_sums_are_no_pupils() -> None:
    assert set(pupils(SUMMARY + "messy.xlsx")) == set(pupils(TERM2))
    assert len(pupils(BOOK + "gdtc_10t_hk1.xls")) == 12


def test_24_pupils_who_moved_left_or_stand_twice() -> None:
    moved = rules(SUMMARY + "moved_class_hk1.xls", SUMMARY + "moved_class_hk2.xls")
    assert moved["class-changed"] == 1
    assert moved["pupil-in-one-file-only"] == 3
    assert rules("bad/same_pupil_twice.xlsx")["duplicate-pupil"] == 1


def test_25_short_names_and_names_in_two_cells() -> None:
    clean, messy = pupils(TERM2), pupils(SUMMARY + "messy.xlsx")
    name = ("student", "full_name")
    assert clean["2336010117"][name] == messy["2336010117"][name] == "Vũ Ô"
    assert {flat[name] for flat in pupils(BOOK + "tat_ca_mon_10t_hk1.xlsx").values()} == {
        flat[name] for code, flat in clean.items() if code.startswith("233600")
    }


def test_29_a_writer_makes_no_columns_that_the_vendor_lacks(tmp_path: Path) -> None:
    done = convert([FIXTURES / TERM1, FIXTURES / TERM2], "viettel:subject-book", tmp_path / "smas")
    captions = {
        value
        for path in done.files
        for sheet in read(path).body.sources[0].workbook.sheets
        for (row, _), value in sheet.cells.items()
        if row in (12, 13) and isinstance(value, str)
    }
    allowed = {"STT", "Mã học sinh", "Họ và tên", "ĐĐG TX", "ĐĐG GK", "ĐĐG CK", "1", "2", "3", "4"}
    assert captions <= allowed | {f"{what} HK{term}" for what in ("TBM", "Nhận xét") for term in ("I", "II")}
    assert any(loss.field == "conduct_result" for loss in done.receipt.losses)


@pytest.mark.parametrize("font", ["tcvn3", "vni"])
def test_30_legacy_fonts_are_converted_on_request_only(font: str) -> None:
    name = SUMMARY + {"tcvn3": "legacy_tcvn3.xls", "vni": "legacy_vni.xlsx"}[font]
    assert refusal(name) == "legacy-font-header"
    bent, clean = pupils(name, legacy_font=font), pupils(TERM2)
    for code, flat in bent.items():
        assert results(flat) == results(clean[code])
        assert str(flat["student", "full_name"]).casefold() == str(clean[code]["student", "full_name"]).casefold()
    assert rules(name, legacy_font=font)["legacy-font-converted"] > 50


def test_30_nfd_and_nbsp_become_plain_text() -> None:
    messy, clean = pupils(SUMMARY + "messy.xlsx"), pupils(TERM2)
    name = ("student", "full_name")
    assert {code: flat[name] for code, flat in messy.items()} == {code: flat[name] for code, flat in clean.items()}
