"""Workbooks as people leave them: typed by hand, rearranged, wrong in places."""

from __future__ import annotations

import pytest
from excel_books import Book, assert_same, by_hand, differences, edited, example, flats, read, rules, write
from openpyxl.worksheet.worksheet import Worksheet

from hocba_interop.adapters.contract import HeaderNotFound, ReadOptions
from hocba_interop.model import Extension, Mark
from hocba_interop.model.flat import flatten

PUPILS = [["Mã dòng", "Họ và tên", "Ngày sinh"], [1, "Lê Thị Thu Hà", "05/03/2008"], [2, "Trần An", "2008"]]
SUBJECTS = ["Mã dòng", "Năm học", "Môn học", "Kỳ", "ĐĐGtx 1", "ĐĐGtx 2", "ĐTB hoặc kết quả"]
YEAR = ("years", "2024-2025")


def subjects(*rows: list[object]) -> bytes:
    """A workbook with two pupils and these rows of subjects."""
    return by_hand(Học_sinh=PUPILS, Môn_học=[SUBJECTS, *rows])


def column_of(sheet: Worksheet, caption: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == caption)


def test_a_minimal_workbook() -> None:
    reading = read(subjects([1, "2024-2025", "Toán", "Học kỳ I", 8, None, "8,5"], [2, "2024 - 2025", "Văn", "HK2", 7]))
    assert reading.notices == []
    first, second = flats(reading)
    assert first == {
        ("student", "full_name"): "Lê Thị Thu Hà",
        ("student", "birth_date"): "2008-03-05",
        (*YEAR, "school_year"): "2024-2025",
        (*YEAR, "subjects", "toan", "subject"): "toan",
        (*YEAR, "subjects", "toan", "source_label"): "Toán",
        (*YEAR, "subjects", "toan", "periods", "term1", "regular", "0"): Mark(scale="score10", value="8"),
        (*YEAR, "subjects", "toan", "periods", "term1", "result"): Mark(scale="score10", value="8.5"),
    }
    assert second[(*YEAR, "subjects", "ngu_van", "periods", "term2", "regular", "0")].value == "7"
    assert second[(*YEAR, "subjects", "ngu_van", "source_label")] == "Văn"


def test_a_gap_among_regular_marks_keeps_its_place() -> None:
    (flat, _) = flats(read(subjects([1, "2024-2025", "Toán", "Học kỳ I", None, 9])))
    assert [path[-1] for path in flat if "regular" in path] == ["1"]


def test_a_subject_that_no_list_knows() -> None:
    (flat, _) = flats(read(subjects([1, "2024-2025", "Cờ vua", "Cả năm", None, None, "Đạt"])))
    assert flat[(*YEAR, "subjects", "khac:cờ vua", "subject")] == "khac"
    assert flat[(*YEAR, "subjects", "khac:cờ vua", "source_label")] == "Cờ vua"


def test_two_languages_without_rank() -> None:
    reading = read(
        subjects(
            [1, "2024-2025", "Tiếng Pháp", "HK1", 7],
            [1, "2024-2025", "Tiếng Anh", "HK1", 8],
            [2, "2024-2025", "Tiếng Pháp", "HK1", 9],
        )
    )
    one, other = flats(reading)
    assert rules(reading) == ["language-rank-inferred"]
    assert one[(*YEAR, "subjects", "ngoai_ngu_1", "language")] == "tieng_anh"
    assert one[(*YEAR, "subjects", "ngoai_ngu_2", "language")] == "tieng_phap"
    assert one[(*YEAR, "subjects", "ngoai_ngu_2", "subject")] == "ngoai_ngu_2"
    assert other[(*YEAR, "subjects", "ngoai_ngu_1", "language")] == "tieng_phap"


def test_a_row_without_year_is_of_the_only_year() -> None:
    years = [["Mã dòng", "Năm học", "Khối", "Lớp"], [1, "2024-2025", 10, "10A1"]]
    data = by_hand(
        Học_sinh=PUPILS,
        Năm_học=years,
        Môn_học=[SUBJECTS, [1, None, "Toán", "HK1", 8], [2, None, "Toán", "HK1", 8]],
    )
    one, other = flats(read(data))
    assert (*YEAR, "subjects", "toan", "subject") in one
    assert ("years", "?", "subjects", "toan", "subject") in other
    _, other = flats(read(data, ReadOptions(school_year="2023-2024")))
    assert other[("years", "2023-2024", "school_year")] == "2023-2024"


def test_what_is_said_of_the_whole_subject() -> None:
    head = ["Mã dòng", "Năm học", "Môn học", "Kỳ", "Tình trạng học", "Giáo viên", "ĐTB hoặc kết quả"]
    rows: list[list[object]] = [
        [1, "2024-2025", "Toán", None, "Học", "Cô Lan"],
        [1, "2024-2025", "Toán", "Học kỳ II", "Được miễn", None, 8],
        [2, "2024-2025", "Toán", "(chung)", None, "Cô Lan", 8],
    ]
    reading = read(by_hand(Học_sinh=PUPILS, Môn_học=[head, *rows]))
    one, other = flats(reading)
    subject = (*YEAR, "subjects", "toan")
    assert one[(*subject, "enrolment")] == "enrolled"
    assert one[(*subject, "periods", "term2", "enrolment")] == "exempt"
    assert one[(*subject, "teacher", "full_name")] == "Cô Lan"
    assert rules(reading) == ["row-key-missing"]
    assert reading.notices[0].where.where()["cell"] == "G4"
    assert not any("result" in path for path in other)


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        (85, "score-without-separator"),
        (-3, "score-out-of-range"),
        ("tạm được", "mark-unreadable"),
        ("=1/0", "error-value"),
    ],
)
def test_a_wrong_mark_is_an_error_at_its_cell(cell: object, rule: str) -> None:
    data = subjects([1, "2024-2025", "Toán", "HK1", 8, None, cell])
    reading = read(data)
    expected = "formula-without-value" if rule == "error-value" else rule
    (notice,) = reading.notices
    assert (notice.rule, notice.where.where()["cell"]) == (expected, "G2")
    assert [rejected for _, rejected in reading.ledger.rejected] == [expected]


def test_an_error_value() -> None:
    reading = read(subjects([1, "2024-2025", "Toán", "HK1", "#N/A"]))
    assert rules(reading) in (["error-value"], ["mark-unreadable"])


@pytest.mark.parametrize("key", [3, None, "x"])
def test_a_row_of_nobody(key: object) -> None:
    reading = read(subjects([key, "2024-2025", "Toán", "HK1", 8]))
    assert rules(reading) == ["unknown-row-key"]
    assert {rule for _, rule in reading.ledger.rejected} == {"unknown-row-key"}


@pytest.mark.parametrize(("period", "rule"), [("Học kỳ III", "word-unknown"), (8, "word-unknown")])
def test_a_row_of_no_period(period: object, rule: str) -> None:
    reading = read(subjects([1, "2024-2025", "Toán", period, 8]))
    assert rules(reading) == [rule]


def test_a_key_used_twice() -> None:
    reading = read(by_hand(Học_sinh=[["Mã dòng", "Họ và tên"], [1, "A"], ["1 ", "B"], ["b", "C"], ["B", "D"]]))
    assert rules(reading) == ["row-key-twice", "row-key-twice"]
    assert len(reading.fragments) == 2


def test_rows_that_hold_only_a_running_number_are_nobody() -> None:
    reading = read(by_hand(Học_sinh=[["Mã dòng", "Họ và tên"], [1, "A"], [2], [3]]))
    assert len(reading.fragments) == 1 and reading.notices == []


def test_a_repeated_name_that_differs() -> None:
    head = ["Mã dòng", "Họ và tên học sinh", "Năm học", "Khối"]
    rows: list[list[object]] = [[1, "Lê Thị  Thu Hà", "2024-2025", 10], [2, "Người khác", "2024-2025", 10]]
    reading = read(by_hand(Học_sinh=PUPILS, Năm_học=[head, *rows]))
    assert rules(reading) == ["repeated-cell-differs"]
    assert reading.notices[0].where.where() == {"source": 0, "sheet": "Năm học", "cell": "B3"}


def test_unknown_columns_and_sheets_are_kept() -> None:
    data = by_hand(
        Học_sinh=[["Mã dòng", "Họ và tên", "Nhóm máu"], [1, "A", "O"]],
        Môn_học=[[*SUBJECTS, "Ghi thêm"], [1, "2024-2025", "Toán", "HK1", 8, None, None, "vắng thi"]],
        Ghi_chép=[["gì đó", 3]],
    )
    reading = read(data)
    assert sorted(rules(reading)) == ["unknown-column", "unknown-column", "unknown-sheet"]
    (flat,) = flats(reading)
    blood, extra = flat[("extensions", "0")], flat[(*YEAR, "extensions", "0")]
    assert isinstance(blood, Extension) and (blood.label, blood.value) == ("Nhóm máu", "O")
    assert isinstance(extra, Extension) and (extra.label, extra.value) == ("Toán, HK1, Ghi thêm", "vắng thi")
    assert blood.where == {"source": 0, "sheet": "Học sinh", "cell": "C2"}
    assert [fact.value.value for fact in reading.document] == ["gì đó", "3"]
    assert len(reading.ledger.unrecognised) == 4


def test_members_of_lists_need_no_running_number() -> None:
    head = ["Mã dòng", "Năm học", "Loại", "Danh hiệu, hình thức, tên chứng chỉ", "TT"]
    rows: list[list[object]] = [
        [1, "2024-2025", "Khen thưởng", "Học sinh Giỏi"],
        [1, "2024-2025", "Chứng chỉ", "Tin học"],
        [1, "2024-2025", "Khen thưởng", "Giải Nhất"],
    ]
    (flat, _) = flats(read(by_hand(Học_sinh=PUPILS, **{"Khen_thưởng,_kỷ_luật": [head, *rows]})))
    decisions = (*YEAR, "decisions")
    assert flat[(*decisions, "awards", "0", "title")] == "Học sinh Giỏi"
    assert flat[(*decisions, "awards", "1", "title")] == "Giải Nhất"
    assert flat[(*decisions, "certificates", "0", "name")] == "Tin học"


def test_other_information_typed_by_hand() -> None:
    head = ["Mã dòng", "Năm học", "Mục", "Giá trị", "Đường dẫn"]
    rows: list[list[object]] = [
        [1, "2024-2025", "Bán trú", "Có"],
        [1, None, "Năng khiếu", 3],
        [None, None, "Ghi chú chung", "x"],
        [1, None, None, "abc", "/student/identifiers/thu_vien"],
        [1, None, None, "abc", "/student/khong_co"],
        [1, None, None, "abc", "/years/2024-2025/grade"],
    ]
    reading = read(by_hand(Học_sinh=PUPILS, Thông_tin_khác=[head, *rows]))
    flat = flats(reading)[0]
    assert flat[(*YEAR, "extensions", "0")] == Extension(label="Bán trú", value="Có")
    assert flat[("extensions", "0")] == Extension(label="Năng khiếu", value="3")
    assert flat[("student", "identifiers", "thu_vien")] == "abc"
    assert [fact.value for fact in reading.document] == [Extension(label="Ghi chú chung", value="x")]
    assert rules(reading) == ["unknown-field-path", "value-unreadable"]


def _rearrange(book: Book) -> None:
    book.move_sheet("Môn học", -4)
    del book["Hướng dẫn"]
    del book["Danh mục"]
    for name in ("Học sinh", "Môn học"):
        sheet = book[name]
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        sheet.delete_rows(1, sheet.max_row)
        for at, row in enumerate([["Trường Ví Dụ"], [], *rows]):
            for column, value in enumerate(reversed(row), 1):
                sheet.cell(at + 1, column, value)
        sheet.insert_rows(5)
        sheet.row_dimensions[4].hidden = True


@pytest.mark.parametrize("name", ["example", "full"])
def test_rearranged_sheets_and_columns_read_the_same(name: str) -> None:
    document = example(name)
    reading = read(edited(write(document)[0], _rearrange))
    assert reading.notices == []
    for card, flat in zip(document.report_cards, flats(reading), strict=True):
        assert differences(flatten(card), flat) == []


def test_columns_that_nobody_needs_can_be_deleted() -> None:
    def edit(book: Book) -> None:
        sheet = book["Môn học"]
        for caption in ("Mã nhận xét", "Chức danh giáo viên", "Họ và tên học sinh", "ĐĐGtx 4"):
            sheet.delete_cols(column_of(sheet, caption))

    document = example("example")
    reading = read(edited(write(document)[0], edit))
    assert reading.notices == []
    (flat,) = flats(reading)
    assert [path[-1] for path in differences(flatten(document.report_cards[0]), flat)] == ["3"]


def test_an_edited_value_is_read() -> None:
    def edit(book: Book) -> None:
        sheet = book["Tổng kết"]
        sheet.cell(2, column_of(sheet, "Kết quả học tập")).value = "Chưa đạt"

    (flat,) = flats(read(edited(write(example("example"))[0], edit)))
    assert flat[("years", "2023-2024", "summaries", "term2", "learning_result")].value == "chua_dat"


def test_saving_in_another_program_changes_nothing() -> None:
    document = example("full")
    data, written = write(document)
    assert_same(document, read(edited(data, lambda _: None)), written)


def test_a_sheet_that_goes_on_in_a_second_one() -> None:
    def edit(book: Book) -> None:
        first = book["Môn học"]
        second = book.create_sheet("Môn học (2)")
        second.append([cell.value for cell in first[1]])
        second.append([cell.value for cell in first[3]])
        first.delete_rows(3)

    document = example("example")
    (flat,) = flats(read(edited(write(document)[0], edit)))
    assert differences(flatten(document.report_cards[0]), flat) == []


def test_a_newer_workbook_is_said() -> None:
    def edit(book: Book) -> None:
        book["Hướng dẫn"]["A2"] = "hocba-interop excel:report-card 2"

    assert rules(read(edited(write(example("example"))[0], edit))) == ["workbook-version-newer"]


@pytest.mark.parametrize(
    "sheets",
    [{"Môn_học": [SUBJECTS]}, {"Học_sinh": [["Họ và tên", "Ngày sinh"], ["A", "2008"]]}, {"Sheet1": [["x"]]}],
)
def test_without_the_pupils_there_is_no_header(sheets: dict[str, list[list[object]]]) -> None:
    with pytest.raises(HeaderNotFound):
        read(by_hand(**sheets))


@pytest.mark.parametrize(
    "path",
    [
        "/years/2024-2025/subjects/toan/periods/term1/regular/99999999/",
        "/years/2024-2025/subjects/toan/periods/term1/regular/999999999",
        "/years/2024-2025/subjects/toan/periods/term1/regular/x",
        "/years/2024-2025/subjects/toan/periods/term9/comment",
        "/history/-1/school",
        "/provenance/x/name",
        "/provenance/0/name",
        "/extensions/" + "9" * 5000,
        "/student",
        "/",
        "student",
        "[" * 9000,
        '["student", 1]',
    ],
)
def test_paths_that_lead_nowhere(path: str) -> None:
    rows = [["Mã dòng", "Giá trị", "Đường dẫn"], [1, "8 [score10]", path]]
    assert rules(read(by_hand(Học_sinh=PUPILS, Thông_tin_khác=rows))) == ["unknown-field-path"]


@pytest.mark.parametrize("value", ["[" * 9000, "{" * 9000, '{"scale": "x", "value": "1"}', '{"value": 1}', "8", "1/2"])
def test_values_that_are_no_marks(value: str) -> None:
    path = "/years/2024-2025/subjects/toan/periods/term1/regular/0"
    rows = [["Mã dòng", "Giá trị", "Đường dẫn"], [1, value, path]]
    assert len(rules(read(by_hand(Học_sinh=PUPILS, Thông_tin_khác=rows)))) == 1


@pytest.mark.parametrize("part", ["1/2", "0/0", "2/1", "999999/999999", "x"])
def test_values_of_which_a_part_lacks(part: str) -> None:
    rows = [["Mã dòng", "Giá trị", "Đường dẫn", "Phần"], [1, '‹"abc"›', "/student/full_name", part]]
    reading = read(by_hand(Học_sinh=[["Mã dòng", "Giới tính"], [1, "Nam"]], Thông_tin_khác=rows))
    assert rules(reading) == ["value-unreadable"]


def test_captions_with_strange_numbers() -> None:
    head = ["Mã dòng", "Năm học", "Môn học", "Kỳ", "ĐĐGtx " + "9" * 5000, "ĐĐGtx 25", "ĐĐGtx", "ĐĐGtx 1"]
    reading = read(by_hand(Học_sinh=PUPILS, Môn_học=[head, [1, "2024-2025", "Toán", "HK1", 5, 6, 7, 8]]))
    assert rules(reading) == ["unknown-column"] * 3
    (flat, _) = flats(reading)
    assert flat[(*YEAR, "subjects", "toan", "periods", "term1", "regular", "0")].value == "7"


def test_true_is_not_one() -> None:
    reading = read(subjects([1, "2024-2025", "Toán", "HK1", 1, True]))
    assert rules(reading) == ["mark-unreadable"]
