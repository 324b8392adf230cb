"""The pupil list of the sector database, and the sheets of code lists beside it."""

from __future__ import annotations

import pytest
from school_sheets import FIXTURES, leaves, read_bytes, read_fixture, read_rows, rules, workbook

from hocba_interop import detect, read
from hocba_interop.adapters.source import Source
from hocba_interop.conversion.assembly import assemble

LIST = "csdl:pupil-list"
FOLDER = "csdl/pupil-list"
HEADER = ["STT", "Mã lớp", "Mã học sinh", "Họ tên", "Ngày sinh", "Trạng thái HS", "Ngày nhập trạng thái"]


def one(captions: list[str], *cells: object) -> dict[str, str]:
    rows = [[*HEADER, *captions], [1, "2B", "2424060013", "Lý A Sử", "03/02/2017", *cells]]
    return leaves(read_rows(rows, LIST, sheet="Sheet1").fragments[0])


def test_a_state_is_a_line_of_the_history_with_its_date_class_and_code() -> None:
    cards = [leaves(fragment) for fragment in read_fixture(f"{FOLDER}/C1-HocSinh.xls", LIST).fragments]
    states = [(leaf["history/0/pupil_status"], leaf["history/0/class_name"]) for leaf in cards]
    assert states[0] == ("01", "2B") and states[8] == ("01", "4A")
    assert [state for state, _ in states[:8]] == ["01", "02", "01", "01", "04", "01", "09", "01"]
    assert cards[1]["history/0/arrived_on"] == "2024-09-07"


@pytest.mark.parametrize(
    ("written", "code"),
    [("Đang học", "01"), ("1", "01"), ("04", "04"), (4, "04"), ("chuyển đi kì 1", "04"), ("Thôi học trong hè", "12")],
)
def test_a_state_by_word_or_code(written: object, code: str) -> None:
    assert one([], written)["history/0/pupil_status"] == code


def test_a_state_that_the_list_lacks_is_carried_as_it_stands_and_said() -> None:
    rows = [HEADER, [1, "2B", "2424060013", "Lý A Sử", "03/02/2017", "Bảo lưu"]]
    reading = read_rows(rows, LIST, sheet="Sheet1")
    assert leaves(reading.fragments[0])["history/0/pupil_status"] == "Bảo lưu"
    assert rules(reading) == ["name-not-in-list"]


def test_a_pupil_without_a_state_has_no_line_of_history() -> None:
    assert not [path for path in one([]) if path.startswith("history")]


def test_two_lists_of_one_pupil_add_up_to_one_history() -> None:
    first = read_rows([HEADER, [1, "2B", "2424060013", "Lý A Sử", None, "01", "05/09/2024"]], LIST, sheet="Sheet1")
    second = read_rows([HEADER, [1, "2B", "2424060013", "Lý A Sử", None, "08", "10/03/2025"]], LIST, sheet="Sheet1")
    card = assemble([*first.fragments, *second.fragments])
    assert not card.notices
    history = [(card.flat["history", n, "pupil_status"], card.flat["history", n, "arrived_on"]) for n in "01"]
    assert history == [("01", "2024-09-05"), ("08", "2025-03-10")]
    again = assemble([*first.fragments, *first.fragments])
    assert ("history", "1", "pupil_status") not in again.flat


def test_another_order_spelling_and_codes_say_the_same() -> None:
    plain = {}
    for fragment in read_fixture(f"{FOLDER}/C1-HocSinh.xls", LIST).fragments:
        found = leaves(fragment)
        plain[found["student/identifiers/pupil_code"]] = found
    bent = read_fixture(f"{FOLDER}/Filemau-C1-HocSinhDiaPhuong-ver2-data.xlsx", LIST)
    assert len(bent.fragments) == 8
    for fragment in bent.fragments:
        found = leaves(fragment)
        assert found == plain[found["student/identifiers/pupil_code"]]


@pytest.mark.parametrize("written", ["Nam", "01", "1", 1])
def test_spellings_of_the_sex(written: object) -> None:
    assert one(["Giới tính"], None, None, written)["student/sex"] == "male"


def test_an_ethnic_group_by_its_code_is_called_by_its_name() -> None:
    found = one(["Dân tộc"], None, None, "02")
    assert (found["student/ethnicity/code"], found["student/ethnicity/name"]) == ("02", "Tày")


def test_the_province_of_the_home_town_yields_to_the_home_town() -> None:
    province, home = "Tỉnh/Thành phố\n(Theo quê quán)", "Quê quán"
    assert one([province], None, None, "Tỉnh Nam Định")["student/home_town/text"] == "Tỉnh Nam Định"
    for captions, cells in (
        ([province, home], ("Tỉnh Nam Định", "Ý Yên")),
        ([home, province], ("Ý Yên", "Tỉnh Nam Định")),
    ):
        found = one(captions, None, None, *cells)
        assert found["student/home_town/text"] == "Ý Yên"
        assert found["extensions/0"].endswith("Tỉnh Nam Định")


def test_the_export_of_the_city() -> None:
    reading = read_fixture(f"{FOLDER}/danh_sach_12_6_hcm.xlsx", LIST)
    assert not reading.notices
    for fragment in reading.fragments:
        found = leaves(fragment)
        assert (found["class_name"], found["grade"]) == ("12.6", "12")
        assert found["student/identifiers/moet"].startswith("0") and len(found["student/identifiers/personal_id"]) == 12
        assert found["school/name"] == "TRƯỜNG THPT VÍ DỤ"


def test_lists_are_told_from_those_of_vnedu() -> None:
    for folder, dialect in ((FOLDER, LIST), ("vnpt/pupil-list", "vnpt:pupil-list")):
        for file in sorted((FIXTURES / folder).glob("*.xls*")):
            if file.suffix != ".golden":
                assert detect(file)[0].dialect == dialect, file.name


def test_the_list_completes_the_results_of_the_same_pupils() -> None:
    files = [FIXTURES / FOLDER / "C1-HocSinh.xls", FIXTURES / "csdl/primary-results/khoi_2_da_nhap.xlsx"]
    found = read(files, school_year="2024-2025")
    whole = [card for card in found.document.report_cards if card.years and card.years[0].subjects]
    assert len(whole) == 8
    assert all(card.history and card.student.guardians and card.years[0].school_year == "2024-2025" for card in whole)
    assert not [n.rule for n in found.notices if str(n.severity) == "error"]


DATA = [HEADER, [1, "2B", "2424060013", "Lý A Sử", "03/02/2017", "Đang học"]]
CODES = [[number, f"Mục {number}"] for number in range(1, 40)]


def kept(name: str, rows: list) -> tuple[list[str], int]:
    reading = read_bytes(workbook({"Sheet1": DATA, name: rows}), LIST)
    return rules(reading), len(reading.document)


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("DM_DanToc", CODES),
        ("_dm khuyết tật", CODES),
        ("Danh mục", [["Kinh"], ["Tày"]]),
        ("Trạng thái HS", CODES),
        ("Sheet7", [["Mã", "Tên"], *CODES]),
        ("Sheet8", [["STT", "Mã xã", "Tên xã"], [1, "00001", "Phường Ví Dụ"], [2, "00004", "Xã Minh Họa"]]),
    ],
)
def test_a_code_list_is_structure_and_said_once(name: str, rows: list) -> None:
    assert kept(name, rows) == (["code-list-sheet"], 0)


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("Ghi chú", [[1, "Lý A Sử được miễn thể dục"], [2, "Vũ Ô chuyển lớp"]]),  # no sign of a list
        ("DM_HocSinh", [["2424060013", "Lý A Sử"], ["2424060026", "Vũ Ô"]]),  # numbers as long as a pupil's code
        ("DM_NgaySinh", [["Lý A Sử", "03/02/2017"], ["Vũ Ô", "01/01/2017"]]),
        ("DM_Diem", [["Lý A Sử", 8.5], ["Vũ Ô", 7]]),  # marks
        ("Trạng thái HS", [[1, "a", "b", "c", "d"], [2, "a", "b", "c", "d"]]),  # too wide
        ("DM_Mot", [["Chỉ một dòng"]]),
    ],
)
def test_what_may_be_about_a_pupil_is_kept_and_said(name: str, rows: list) -> None:
    found, count = kept(name, rows)
    assert found == ["sheet-without-table"] and count == sum(len(row) for row in rows)


def test_a_hidden_code_list_is_one_notice_and_a_list_of_pupils_is_never_one() -> None:
    reading = read_fixture(f"{FOLDER}/C1-HocSinh.xls", LIST)
    assert rules(reading).count("code-list-sheet") == 16
    assert "hidden-sheet-read" not in rules(reading) and not reading.document
    second = read_bytes(workbook({"Sheet1": DATA, "DM": [HEADER, [1, "2B", "2424060026", "Vũ Ô"]]}), LIST)
    assert len(second.fragments) == 2


def test_the_data_may_stand_behind_all_sheets_of_code_lists() -> None:
    lists = {f"DM_{number}": CODES for number in range(16)}
    data = workbook({**lists, "Sheet1": DATA})
    assert detect(Source("C1.xlsx", data))[0].dialect == LIST
    assert len(read_bytes(data, LIST).fragments) == 1


def test_the_school_year_that_the_user_gives_is_that_of_the_list_and_of_its_lines() -> None:
    cards = read(FIXTURES / FOLDER / "C1-HocSinh.xls", school_year="2024-2025").document.report_cards
    assert {year.school_year for card in cards for year in card.years} == {"2024-2025"}
    assert {line.school_year for card in cards for line in card.history} == {"2024-2025"}
