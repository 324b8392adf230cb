"""Templates of one subject and of NLPC: whose period and subject a row is of."""

from __future__ import annotations

import pytest
from school_sheets import FIXTURES, leaves, places, read_fixture, read_rows, rules

from hocba_interop import detect, read
from hocba_interop.adapters import registry
from hocba_interop.adapters.contract import ReadOptions
from hocba_interop.adapters.source import Source
from hocba_interop.conversion.assembly import assemble

BOOK, PRIMARY, TRAITS = "csdl:subject-book", "csdl:primary-subject-book", "csdl:primary-traits"
YEAR = {"school_year": "2024-2025"}
WHO = ["STT", "Lớp", "Mã định danh Bộ GD&ĐT", "Họ và tên"]
LEVELS = [*WHO, "Mức đạt được", "Điểm KTĐK", "Nội dung nhận xét", "Thời điểm đánh giá"]


def pupil(number: int, *cells: object, class_name: str = "4A") -> list[object]:
    return [number, class_name, f"01240000{number:02d}", f"Học Sinh {'ABCDEFG'[number]}", *cells]


def primary(*rows: list[object], sheet: str = "Toán", titles: tuple[str, ...] = ()):
    grid = [*([title] for title in titles), LEVELS, *rows]
    return read_rows(grid, PRIMARY, sheet=sheet, **YEAR)


def period_of(fragment) -> str:
    return next(path.split("/")[3] for path in leaves(fragment) if path.endswith(("/level", "/test")))


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("GK1", "mid_term1"),
        ("CK1", "term1"),
        ("HK1", "term1"),
        ("GK2", "mid_term2"),
        ("CK2", "year"),
        ("CN", "year"),
        ("Cuối năm", "year"),
    ],
)
def test_each_row_names_its_own_period(written: str, period: str) -> None:
    reading = primary(pupil(1, "T", 9, None, written))
    assert period_of(reading.fragments[0]) == period
    assert reading.fragments[0].periods == (period,)


def test_rows_of_several_rounds_stand_in_one_sheet() -> None:
    reading = read_fixture("csdl/primary-subject-book/toan_2b_ca_nam.xlsx", PRIMARY, **YEAR)
    assert set(rules(reading)) == {"code-list-sheet"}
    pupils: dict[str, list] = {}
    for fragment in reading.fragments:
        pupils.setdefault(leaves(fragment)["student/identifiers/moet"], []).append(fragment)
    for fragments in pupils.values():
        card = assemble(fragments)
        assert not card.notices
        found = {path[5] for path in card.flat if path[-1] == "level" and path[2:3] == ("subjects",)}
        assert found == {"mid_term1", "term1", "mid_term2", "year"}


def test_a_row_that_contradicts_the_title_is_an_error_at_both_places() -> None:
    reading = primary(pupil(1, "T", 9, None, "CK1"), pupil(2, "H", 7, None, "CK2"), titles=("MÔN TOÁN - HỌC KỲ I",))
    (notice,) = [n for n in reading.notices if n.rule == "row-period-differs"]
    assert (str(notice.where), str(notice.also)) == ("'Toán'!H4", "'Toán'!A1")
    assert [period_of(fragment) for fragment in reading.fragments] == ["term1"]
    assert {rule for _, rule in reading.ledger.rejected} == {"row-period-differs"}


def test_a_title_of_a_term_stands_over_each_round_of_it() -> None:
    reading = primary(pupil(1, "T", None, None, "GK1"), pupil(2, "H", 7, None, "CK1"), titles=("MÔN TOÁN - HỌC KỲ I",))
    assert [period_of(fragment) for fragment in reading.fragments] == ["mid_term1", "term1"]
    assert not reading.notices


def test_a_closing_round_in_the_name_of_the_sheet_does_not() -> None:
    reading = primary(pupil(1, "T", None, None, "GK1"), sheet="Toán CK1")
    assert "row-period-differs" in rules(reading) and not reading.fragments


@pytest.mark.parametrize("written", ["Đợt 3", 7, "?"])
def test_a_round_that_is_none_is_an_error_and_never_the_round_of_the_others(written: object) -> None:
    reading = primary(pupil(1, "T", 9, None, "CK1"), pupil(2, "H", 7, None, written))
    assert places(reading, "row-period-unknown") == ["'Toán'!H3"]
    assert [period_of(fragment) for fragment in reading.fragments] == ["term1"]


def test_a_row_with_marks_and_without_a_round_is_an_error_where_no_title_names_one() -> None:
    rows = pupil(1, "T", 9, None, "CK1"), pupil(2, "H", 7), pupil(3)
    reading = primary(*rows)
    assert places(reading, "row-period-missing") == ["'Toán'!H3"]
    assert len(reading.fragments) == 2  # the third has nothing that belongs to a round
    titled = primary(*rows, titles=("HỌC KỲ I",))
    assert len(titled.fragments) == 3 and "row-period-missing" not in rules(titled)


def test_no_round_at_all_is_asked_for() -> None:
    assert "period-unknown" in rules(primary(pupil(1, "T", 9)))


def test_the_same_pupil_twice_in_one_round_is_an_error(tmp_path) -> None:
    from school_sheets import workbook

    twice = workbook(
        {"Toán": [LEVELS, pupil(1, "T", 9, None, "CK1"), pupil(2, "H", 7, None, "CK2"), pupil(1, "T", 8, None, "CK1")]}
    )
    path = tmp_path / "a.xlsx"
    path.write_bytes(twice)
    found = read(path, source_format=PRIMARY, school_year="2024-2025")
    assert [n.rule for n in found.notices if str(n.severity) == "error"] == ["duplicate-pupil"]


def test_marks_of_a_round_within_a_term_are_those_of_the_term_and_comments_its_own() -> None:
    header = [*WHO, "ĐĐGtx1", "ĐĐGtx2", "ĐĐGgk", "ĐĐGck", "Nội dung nhận xét", "Thời điểm đánh giá"]
    rows = [header, pupil(1, 8, 9, 7, None, "Khá", "GK1", class_name="10T")]
    found = leaves(read_rows(rows, BOOK, sheet="Toán", **YEAR).fragments[0])
    assert found["subjects/toan/periods/term1/regular/1"] == "9"
    assert found["subjects/toan/periods/term1/midterm"] == "7"
    assert found["subjects/toan/periods/mid_term1/comment"] == "Khá"


def test_the_second_term_of_secondary_school_is_not_the_year() -> None:
    header = [*WHO, "ĐĐGgk", "ĐĐGck", "Thời điểm đánh giá"]
    found = leaves(
        read_rows([header, pupil(1, 8, 9, "CK2", class_name="10T")], BOOK, sheet="Toán", **YEAR).fragments[0]
    )
    assert found["subjects/toan/periods/term2/final"] == "9"


def test_both_terms_of_a_gradebook_and_its_subjects() -> None:
    reading = read_fixture("csdl/subject-book/hai_mon_10t.xlsx", BOOK, school_year="2023-2024")
    first, last = leaves(reading.fragments[0]), leaves(reading.fragments[-1])
    assert first["subjects/toan/periods/term1/result"] and last["subjects/vat_li/periods/term2/result"]
    assert first["subjects/toan/periods/mid_term1/comment_code"].startswith("TO")
    assert first["student/identifiers/moet"].startswith("0")


@pytest.mark.parametrize(
    ("name", "subject"),
    [("toan_10t_hk1.xls", "toan"), ("so_diem_mon_ngu_van_lop_10a1.xlsx", "ngu_van"), ("Hoá học HK2.xlsx", "hoa_hoc")],
)
def test_the_name_of_the_file_gives_the_subject_where_nothing_else_does(name: str, subject: str) -> None:
    reading = read_named(name)
    assert f"subjects/{subject}/periods/term1/final" in leaves(reading.fragments[0])
    assert "subject-from-file-name" in rules(reading)


@pytest.mark.parametrize("name", ["danh_sach_hoc_sinh_10a1.xlsx", "so_dia_chi.xlsx", "mau_nhap_diem.xlsx"])
def test_a_file_name_that_only_contains_a_word_like_a_subject_gives_none(name: str) -> None:
    reading = read_named(name)
    assert "subject-unknown-for-sheet" in rules(reading) and not reading.fragments


def test_the_user_names_the_subject_only_where_the_sheet_names_none() -> None:
    for given in ("toan", "Toán"):
        reading = read_named("mau.xlsx", subject=given)
        assert "subjects/toan/periods/term1/final" in leaves(reading.fragments[0])
    assert "subjects/vat_li/periods/term1/final" in leaves(
        read_named("mau.xlsx", sheet="Vật lí", subject="toan").fragments[0]
    )
    assert "subjects/vat_li/periods/term1/final" in leaves(read_named("toan.xlsx", subject="Vật lí").fragments[0])


def read_named(name: str, sheet: str = "Sheet1", subject: str | None = None):
    from school_sheets import workbook

    header = [*WHO, "ĐĐGgk", "ĐĐGck", "Thời điểm đánh giá"]
    source = Source(name, workbook({sheet: [header, pupil(1, 8, 9, "CK1", class_name="10T")]}))
    return registry.find_dialect(BOOK).read(source, ReadOptions(**YEAR, subject=subject))


def test_comments_on_competences_and_qualities() -> None:
    reading = read_fixture("csdl/primary-traits/nlpc_2b_ck1.xlsx", TRAITS, **YEAR)
    first, second = leaves(reading.fragments[0]), leaves(reading.fragments[1])
    base = "summaries/term1/comments/"
    assert {p.removeprefix(base) for p in first if p.startswith(base)} == {
        "general_competences",
        "specific_competences",
        "qualities",
    }
    assert f"{base}qualities" not in second
    assert any("\n" in leaves(f)[f"{base}general_competences"] for f in reading.fragments)


def test_columns_of_single_traits_beside_their_comments() -> None:
    found = leaves(read_fixture("csdl/primary-traits/nlpc_4a_cuoi_nam.xls", TRAITS, **YEAR).fragments[0])
    levels = [path for path in found if path.startswith("traits/") and path.endswith("/level")]
    assert len(levels) == 15 and all("/periods/year/" in path for path in levels)
    assert found["traits/tin_hoc/kind"] == "specific_competence"
    assert "subjects/tin_hoc/subject" not in found


ALL = [
    file
    for part in ("subject-book", "primary-subject-book", "primary-traits")
    for file in sorted((FIXTURES / "csdl" / part).glob("*.xls*"))
    if file.suffix != ".golden"
]


@pytest.mark.parametrize("file", ALL, ids=lambda file: file.name)
def test_detection_finds_its_own_or_says_that_it_cannot_tell(file) -> None:
    found = detect(file)[0]
    if file.name == "ngu_van_10t_co_tieu_de.xlsx":  # nothing in it but captions that vnEdu has too
        assert found.outcome == "ambiguous"
        assert {claim.dialect for claim in found.claims[:2]} == {BOOK, "vnpt:subject-book"}
    else:
        assert found.dialect == f"csdl:{file.parent.name}"


@pytest.mark.parametrize("folder", ["vnpt", "viettel"])
def test_books_of_the_vendors_stay_theirs(folder: str) -> None:
    for file in sorted((FIXTURES / folder).rglob("*.xls*")):
        if file.suffix != ".golden" and "legacy" not in file.name:
            found = detect(file)[0]
            assert found.dialect and found.dialect.startswith(f"{folder}:"), file.name


@pytest.mark.parametrize("file", [file for file in ALL if file.name.startswith("template")], ids=lambda file: file.name)
def test_an_empty_template_is_read_without_errors(file) -> None:
    options = {} if "10t" in file.name else YEAR
    reading = read_fixture(str(file.relative_to(FIXTURES)), **options)
    assert len(reading.fragments) == (12 if "10t" in file.name else 10)
    assert not [n.rule for n in reading.notices if str(n.severity) == "error"]
    assert not [p for f in reading.fragments for p in leaves(f) if p.startswith("summaries/") or "/periods/" in p]
