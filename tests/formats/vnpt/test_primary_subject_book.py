""" "Các môn tôi dạy" (A3): what the routing code states, and what becomes of a sheet that says otherwise."""

from __future__ import annotations

import pytest
from school_sheets import FIXTURES, leaves, places, read_bytes, read_fixture, rules, workbook

from hocba_interop import read
from hocba_interop.adapters import registry
from hocba_interop.adapters.contract import Reading
from hocba_interop.adapters.source import Source
from hocba_interop.conversion.assembly import assemble

DIALECT = "vnpt:primary-subject-book"
FOLDER = "vnpt/primary-subject-book"
TITLES = ("BẢNG ĐIỂM MÔN TOÁN - CUỐI HỌC KỲ I", "Lớp 4A - Năm học 2024 - 2025")
CAPTIONS = ["STT", "Mã học sinh", "Họ và tên", None, "Ngày sinh"]
MARKS = ["Mức đạt được", "Điểm KTĐK"]
MATHS = "360412001751-1-ck1-2024"


def book(
    code: object = MATHS,
    *,
    titles: tuple[str, ...] = TITLES,
    captions: list[str] = MARKS,
    cells: tuple[object, ...] = ("T", 9),
    tab: str = "Toán 4A",
    **options: str,
) -> Reading:
    """A sheet of one pupil as A3 has it: code in B6, header in row 7."""
    rows: list[list[object]] = [[title] for title in titles]
    rows += [[]] * (5 - len(rows))
    rows += [[None, code], [*CAPTIONS, *captions], [1, "2136050013", "Đinh Xuân", "Khôi", "01/02/2015", *cells]]
    return read_bytes(workbook({tab: rows}, {tab: [(6, 2, 6, 3)]}), DIALECT, **options)


def marks(reading: Reading) -> dict[str, str]:
    """The marks of the one pupil, by subject, period and field."""
    (fragment,) = reading.fragments
    found = leaves(fragment)
    return {
        path.removeprefix("subjects/").replace("/periods/", " "): value
        for path, value in found.items()
        if "/periods/" in path
    }


def test_the_sheets_of_a_workbook_are_of_several_subjects_and_classes() -> None:
    result = read(FIXTURES / FOLDER / "cac_mon_toi_day_ck1.xlsx")
    assert [dialect.full_name for dialect in result.body.dialects] == [DIALECT]
    assert not result.notices
    found = {
        (year.class_name, record.subject, record.language)
        for card in result.document.report_cards
        for year in card.years
        for record in year.subjects
    }
    grade4 = ("toan", "tieng_viet", "dao_duc", "cong_nghe", "tin_hoc")
    assert found == {
        *(("4A", subject, None) for subject in grade4),
        ("4A", "ngoai_ngu_1", "tieng_anh"),
        ("2B", "tu_nhien_va_xa_hoi", None),
    }


@pytest.mark.parametrize(
    ("part", "period"),
    [("1-gk1", "mid_term1"), ("1-ck1", "term1"), ("2-gk2", "mid_term2"), ("2-ck2", "year"), ("2-CK2", "year")],
)
def test_the_code_states_the_round_and_the_last_one_is_of_the_year(part: str, period: str) -> None:
    reading = book(f"360412001751-{part}-2024", titles=TITLES[1:])
    assert marks(reading) == {f"toan {period}/level": "hoan_thanh_tot", f"toan {period}/test": "9"}


@pytest.mark.parametrize(
    ("code", "subject"),
    [
        (50, "tieng_viet"),
        (51, "toan"),
        (52, "khoa_hoc"),
        (53, "lich_su_va_dia_li"),
        (56, "dao_duc"),
        (57, "tu_nhien_va_xa_hoi"),
        (58, "am_nhac"),
        (59, "mi_thuat"),
        (97, "gdtc"),
        (98, "hdtn"),
        (107, "cong_nghe"),
        (110, "ngoai_ngu_1"),
        (113, "tin_hoc"),
    ],
)
def test_the_code_alone_names_subject_period_and_year(code: int, subject: str) -> None:
    reading = book(f"3604120017{code}-2-gk2-2024", titles=(), tab="Sheet1")
    (fragment,) = reading.fragments
    assert marks(reading) == {f"{subject} mid_term2/level": "hoan_thanh_tot", f"{subject} mid_term2/test": "9"}
    assert fragment.school_year == "2024-2025" and leaves(fragment)["level"] == "primary"
    assert rules(reading) == ["routing-year-deduced"] and places(reading, "routing-year-deduced") == ["'Sheet1'!B6"]


def test_the_code_is_structure_and_a_hidden_row_of_it_is_no_news() -> None:
    reading = read_fixture(f"{FOLDER}/template_ck1.xlsx", DIALECT)
    assert "hidden-row-read" not in rules(reading) and "hidden-column-read" in rules(reading)
    code = "360412001751-1-ck1-2024"
    assert not any(item.literal == code for item in (*reading.ledger.data, *reading.ledger.unrecognised))


@pytest.mark.parametrize(
    ("title", "fits"),
    [
        ("Học kỳ I", True),
        ("GIỮA HỌC KỲ I", True),
        ("CUỐI HỌC KỲ I", False),
        ("CK1", False),
        ("HỌC KỲ II", False),
        ("Cả năm", False),
    ],
)
def test_a_title_may_name_the_term_alone(title: str, fits: bool) -> None:
    reading = book("360412001751-1-gk1-2024", titles=(f"BẢNG ĐIỂM - {title}", TITLES[1]))
    assert ("routing-code-contradiction" not in rules(reading)) is fits
    assert bool(reading.fragments) is fits


@pytest.mark.parametrize("title", ["HỌC KỲ II", "CUỐI HỌC KỲ II", "CK II", "CUỐI NĂM", "Cả năm"])
def test_the_last_round_may_be_called_by_the_term_or_by_the_year(title: str) -> None:
    reading = book("360412001751-2-ck2-2024", titles=(f"BẢNG ĐIỂM - {title}", TITLES[1]))
    assert not rules(reading) and "toan year/level" in marks(reading)


@pytest.mark.parametrize(
    ("code", "what", "also"),
    [
        ("360412001750-1-ck1-2024", "subject", "A1"),
        ("360412001751-2-gk2-2024", "period", "A1"),
        ("360412001751-1-ck1-2026", "school_year", "A2"),
    ],
)
def test_marks_under_a_code_that_contradicts_the_titles_are_not_used(code: str, what: str, also: str) -> None:
    reading = book(code, tab="Sheet1")
    (notice,) = reading.notices
    assert (notice.rule, notice.facts["what"]) == ("routing-code-contradiction", what)
    assert (str(notice.where), str(notice.also)) == ("'Sheet1'!B6", f"'Sheet1'!{also}")
    assert not reading.fragments
    assert {rule for _, rule in reading.ledger.rejected} == {"routing-code-contradiction"}


def test_a_tab_that_names_another_subject_contradicts_the_code() -> None:
    reading = book("3604120017107-1-ck1-2024", titles=TITLES[1:], tab="THVCN(H4A)")
    (notice,) = reading.notices
    assert notice.rule == "routing-code-contradiction" and str(notice.also) == "'THVCN(H4A)'"
    assert not reading.fragments


def test_two_codes_over_one_table_contradict_each_other() -> None:
    reading = book(titles=(*TITLES, "360412001751-1-gk1-2024"))
    assert [notice.facts["what"] for notice in reading.notices][:1] == ["routing_code"] and not reading.fragments


def test_the_code_agrees_with_a_wider_title() -> None:
    wide = ("MÔN TIN HỌC VÀ CÔNG NGHỆ - CUỐI HỌC KỲ I", TITLES[1])
    reading = book("3604120017107-1-ck1-2024", titles=wide, tab="Sheet1")
    assert not rules(reading) and marks(reading)["cong_nghe term1/test"] == "9"


@pytest.mark.parametrize("year", ["2024", "2025"])
def test_the_school_year_of_a_title_wins_whichever_of_its_years_the_code_has(year: str) -> None:
    reading = book(f"360412001751-1-ck1-{year}")
    assert not rules(reading) and reading.fragments[0].school_year == "2024-2025"


@pytest.mark.parametrize(
    ("given", "expected", "said"),
    [
        ("2024-2025", "2024-2025", []),
        ("2023-2024", "2023-2024", []),
        ("2021-2022", "2024-2025", ["routing-year-deduced"]),
    ],
)
def test_the_year_that_the_user_gives_holds_where_the_code_allows_it(given: str, expected: str, said: list) -> None:
    reading = book(titles=TITLES[:1], school_year=given)
    assert reading.fragments[0].school_year == expected and rules(reading) == said


@pytest.mark.parametrize(
    ("tab", "subject", "class_name"),
    [
        ("THVCN(N4A)", "cong_nghe", "4A"),
        ("THVCN(H4A)", "tin_hoc", "4A"),
        ("THVCN (H 5.2)", "tin_hoc", "5.2"),
        ("thvcn(h1A)", "tin_hoc", "1A"),
    ],
)
def test_a_tab_of_vnedu_names_subject_and_class(tab: str, subject: str, class_name: str) -> None:
    reading = book(None, titles=("CUỐI HỌC KỲ I - Năm học 2024 - 2025",), tab=tab)
    assert rules(reading) == ["routing-code-missing"]
    assert leaves(reading.fragments[0])["class_name"] == class_name
    assert marks(reading)[f"{subject} term1/test"] == "9"


def test_an_unknown_subject_code_leaves_it_to_the_title() -> None:
    reading = book("3604120017999-1-ck1-2024")
    assert rules(reading) == ["routing-subject-unknown"] and marks(reading)["toan term1/test"] == "9"
    assert reading.notices[0].facts == {"subject_code": "999"}


def test_what_only_looks_like_a_code_is_kept_and_nothing_is_taken_from_it() -> None:
    reading = book("3604120017-51-2024", titles=("Lớp 4A - Năm học 2024 - 2025",))
    assert {"routing-code-missing", "text-outside-table", "period-unknown"} <= set(rules(reading))
    assert not reading.fragments and len(reading.document) == 1


def test_the_third_and_fourth_column_are_found_by_their_captions() -> None:
    captions = [*MARKS, "Mức đạt được CN", "Điểm KTĐK CN"]
    code = "360412001751-2-ck2-2024"
    titles = TITLES[1:]
    same = book(code, titles=titles, captions=captions, cells=("H", 7, "H", "7,0"))
    assert marks(same) == {"toan year/level": "hoan_thanh", "toan year/test": "7.0"} and len(same.ledger.data) == 8
    comments = book(
        code, titles=titles, captions=[*MARKS, "Mã nhận xét", "Nội dung nhận xét"], cells=("H", 7, "NX02", "Em chăm.")
    )
    assert marks(comments)["toan year/comment"] == "Em chăm." and marks(comments)["toan year/comment_code"] == "NX02"


def test_the_round_and_the_year_that_differ_are_a_conflict_of_two_cells() -> None:
    reading = book(
        "360412001751-2-ck2-2024",
        titles=TITLES[1:],
        captions=[*MARKS, "Mức đạt được CN"],
        cells=("H", 7, "C"),
    )
    card = assemble(reading.fragments)
    (notice,) = card.notices
    assert (notice.rule, str(notice.where), str(notice.also)) == ("conflict", "'Toán 4A'!H8", "'Toán 4A'!F8")
    assert ("years", "2024-2025", "subjects", "toan", "periods", "year", "level") not in card.flat


@pytest.mark.parametrize(
    ("value", "mark"),
    [
        ("T", "primary_level:hoan_thanh_tot"),
        ("HT", "primary_level:hoan_thanh"),
        ("CHT", "primary_level:chua_hoan_thanh"),
        ("Đ", "pass:dat"),
        ("CĐ", "pass:chua_dat"),
        ("G", "learning5:gioi"),
        ("K", "learning5:kha"),
        ("TB", "learning5:trung_binh"),
        ("Y", "learning5:yeu"),
    ],
)
def test_the_levels_of_three_circulars(value: str, mark: str) -> None:
    (fragment,) = book(cells=(value,)).fragments
    (level,) = [fact.value for fact in fragment.facts if fact.path[-1] == "level" and "periods" in fact.path]
    assert f"{level.scale}:{level.value}" == mark


def test_a_level_that_no_circular_has_is_an_error_with_its_place() -> None:
    reading = book(cells=("Z", 11))
    assert places(reading, "level-unknown") == ["'Toán 4A'!F8"]
    assert places(reading, "score-without-separator") == ["'Toán 4A'!G8"]


@pytest.mark.parametrize("name", ["template_ck1.xlsx", "template_ck1.xls"])
def test_an_empty_template_has_pupils_and_no_marks(name: str) -> None:
    result = read(FIXTURES / FOLDER / name)
    cards = result.document.report_cards
    assert len(cards) == 10 and not any(notice.severity == 3 for notice in result.notices)
    assert not any(record.periods for card in cards for year in card.years for record in year.subjects)


def test_no_other_dialect_is_about_as_sure() -> None:
    for file in sorted((FIXTURES / FOLDER).glob("*.xls*")):
        if file.suffix != ".golden":
            first, *others = registry.detect(Source(file.name, file.read_bytes()))
            assert first[0].full_name == DIALECT
            assert all(first[1].confidence - evidence.confidence >= 0.2 for _, evidence in others), file.name


def test_a_second_table_of_a_sheet_goes_by_its_own_code() -> None:
    def block(code: str, level: str) -> list[list[object]]:
        pupil = [1, "2136050013", "Đinh Xuân Khôi", None, "01/02/2015", level]
        return [[None, code], [*CAPTIONS, "Mức đạt được"], pupil, [], [None, None, "Người lập"], []]

    rows = [["Lớp 4A - Năm học 2024 - 2025"], *block("360412001751-1-ck1-2024", "T")]
    rows += block("360412001750-1-gk1-2024", "C")
    reading = read_bytes(workbook({"Sheet1": rows}), DIALECT)
    assert not rules(reading) and len(reading.fragments) == 2
    first, second = (leaves(fragment) for fragment in reading.fragments)
    assert first["subjects/toan/periods/term1/level"] == "hoan_thanh_tot"
    assert second["subjects/tieng_viet/periods/mid_term1/level"] == "chua_hoan_thanh"
    assert second["class_name"] == "4A" and "subjects/toan/subject" not in second
