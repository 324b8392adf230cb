"""The sheets that the vnEdu writers make, looked at with openpyxl: as measured (A1), as known from code (A2, A4)."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from written_sheets import card, converted, document, merges, row, score, sheets, subject

from hocba_interop import write
from hocba_interop.model import Absences, Mark, SubjectPeriod, Summary

TERMS = [f"vnpt/class-summary/so_diem_tong_ket_khoi_khoi_10_hk{term}.xls" for term in (1, 2)]
OLD = ["vnpt/class-summary/khoi_12_hk2.xls"]
SUMMARY = "vnpt:class-summary"


@pytest.fixture(scope="module")
def summary(tmp_path_factory):
    path = tmp_path_factory.mktemp("a1") / "out.xlsx"
    converted(TERMS[1:], SUMMARY, path)
    return sheets(path)


def test_the_class_summary_has_the_measured_titles_and_merges(summary) -> None:
    assert list(summary) == ["10t", "10u"]
    sheet = summary["10t"]
    assert sheet["A1"].value == "SỞ GIÁO DỤC VÀ ĐÀO TẠO NAM ĐỊNH"
    assert sheet["H1"].value == "BẢNG TỔNG HỢP KẾT QUẢ GIÁO DỤC HỌC KỲ 2, NĂM HỌC 2023 - 2024"
    assert sheet["A2"].value == "Trường THPT Ví Dụ"
    assert sheet["H2"].value == "Khối 10 - Lớp 10T - (Học kỳ 2)"
    assert all(row(sheet, number) == [] for number in (3, 4, 5))
    last = "Y"  # Ghi chú, with 14 subjects
    assert merges(sheet, rows=range(1, 3)) == {"A1:G1", f"H1:{last}1", "A2:G2", f"H2:{last}2"}
    assert merges(sheet, rows=range(6, 8)) == {"A6:A7", "B6:B7", "C6:C7", "D6:D7", "E6:E7", "V6:X6"}


def test_the_class_summary_has_the_measured_header(summary) -> None:
    identity = ["STT", "Mã học sinh", "Số định danh cá nhân", "Họ và tên", "Ngày sinh"]
    ten = "Toán Lí Hóa Sinh Tin Văn Sử|Tiếng Anh|C.nghệ GDTC GDQP&AN|Tiếng Pháp|NDGDCĐP HĐTN&HN"
    subjects = [w for part in ten.split("|") for w in ([part] if part.startswith("Tiếng") else part.split())]
    results = ["Kết quả học tập", "Kết quả rèn luyện", "Buổi nghỉ", None, None, "Ghi chú"]
    assert row(summary["10t"], 6) == identity + subjects + results
    under = {"GDTC": "(N.xét)", "NDGDCĐP": "(N.xét)", "HĐTN&HN": "(N.xét)"}
    term = "(Học kỳ 2)"
    expected = [under.get(name, "(HS 1)") for name in subjects] + [term, term, "P", "K", "Tổng", term]
    assert row(summary["10t"], 7) == [None] * 5 + expected


def test_the_class_summary_has_the_measured_cells(summary) -> None:
    sheet = summary["10t"]
    first = row(sheet, 8)
    assert first[:5] == [1, 2336000013, "036208990037", "Nguyễn Văn Á", "22/08/2008"]
    assert isinstance(first[1], int) and sheet["C8"].data_type == "s" and sheet["E8"].data_type == "s"
    assert sheet["F8"].number_format == "0.0"
    words = {sheet.cell(number, 14).value for number in range(8, 20)}
    assert "Miễn" in words and any(isinstance(value, int | float) for value in words)
    assert {sheet.cell(number, 15).value for number in range(8, 20)} <= {"Đ", "CĐ"}
    assert isinstance(sheet["V8"].value, int)
    assert (
        sheet["C20"].value
        == "Danh sách này có: 12 học sinh (trừ những học sinh đã chuyển trường, chuyển lớp, thôi học)"
    )
    assert "C20:I20" in merges(sheet)


def test_the_old_circular_has_its_own_columns_and_text_averages(tmp_path: Path) -> None:
    converted(OLD, SUMMARY, tmp_path / "out.xlsx")
    (sheet,) = sheets(tmp_path / "out.xlsx").values()
    results = ["Điểm TK", "Học lực", "Hạnh kiểm", "Buổi nghỉ", None, None, "Danh hiệu", "Xếp hạng", "Ghi chú"]
    assert row(sheet, 6)[-9:] == results
    columns = {value: number for number, value in enumerate(row(sheet, 6), 1)}
    for caption in ("Điểm TK", "Xếp hạng"):
        assert sheet.cell(8, columns[caption]).data_type == "s"


def test_terms_together_get_sheets_of_their_own_and_apart_files_of_their_own(tmp_path: Path) -> None:
    converted(TERMS, SUMMARY, tmp_path / "out.xlsx")
    assert list(sheets(tmp_path / "out.xlsx")) == ["10t HK1", "10t HK2", "10u HK1", "10u HK2"]
    folder = tmp_path / "folder"
    folder.mkdir()
    done = converted(TERMS, SUMMARY, folder)
    assert sorted(path.name for path in done.files) == [
        "so_diem_tong_ket_khoi_10_hk1_2023-2024.xlsx",
        "so_diem_tong_ket_khoi_10_hk2_2023-2024.xlsx",
    ]


def test_a_code_that_a_number_would_damage_is_written_as_text(tmp_path: Path) -> None:
    result = {"term1": Summary(learning_result=Mark(scale="result4", value="tot"), absences=Absences(excused="1"))}
    codes = ["0239000017", "HS2300000009", "2300000001", "1234567890123456"]
    cards = [card(f"Pupil {code}", code, summaries=result) for code in codes]
    write(document(*cards), SUMMARY, tmp_path / "out.xlsx")
    (sheet,) = sheets(tmp_path / "out.xlsx").values()
    assert [sheet.cell(number, 2).value for number in range(8, 12)] == [codes[0], codes[1], 2300000001, codes[3]]


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5 điểm", "@SUM(A1)"])
@pytest.mark.parametrize("target", [SUMMARY, "vnpt:subject-book"])
def test_text_that_looks_like_a_formula_stays_text(text: str, target: str, tmp_path: Path) -> None:
    maths = subject("toan", None, term1=SubjectPeriod(result=score("8"), comment=text))
    write(document(card(text, "1", maths, summaries={"term1": Summary(note=text)})), target, tmp_path / "out.xlsx")
    (sheet,) = sheets(tmp_path / "out.xlsx").values()
    found = [cell for line in sheet.iter_rows() for cell in line if cell.value == text]
    assert len(found) == 2 and {cell.data_type for cell in found} == {"s"}


def test_the_gradebook_of_vnedu(tmp_path: Path) -> None:
    converted(["vnpt/subject-book/toan_10t_hk1.xls"], "vnpt:subject-book", tmp_path / "out.xlsx")
    (sheet,) = sheets(tmp_path / "out.xlsx").values()
    assert sheet["A3"].value == "BẢNG ĐIỂM CHI TIẾT - MÔN TOÁN - HỌC KỲ I"
    assert sheet["A4"].value == "Lớp 10T - Năm học 2023 - 2024"
    regular = ["ĐĐGtx", None, None, None]
    assert row(sheet, 6) == ["STT", "Mã học sinh", "Họ và tên", None, *regular, "ĐĐGgk", "ĐĐGck", "ĐTBmhkI", "Nhận xét"]
    assert row(sheet, 7) == [None] * 4 + ["TX1", "TX2", "TX3", "TX4"]
    assert row(sheet, 8)[:3] == [1, "2336000013", "Nguyễn Văn Á"]


def test_the_primary_class_table(tmp_path: Path) -> None:
    converted(["vnpt/primary-class/bang_tong_hop_lop_4a_cuoi_nam.xls"], "vnpt:primary-class", tmp_path / "out.xlsx")
    (sheet,) = sheets(tmp_path / "out.xlsx").values()
    assert row(sheet, 6)[:6] == ["STT", "Mã VNEDU", "Họ tên", None, "Ngày sinh", "Nữ"]
    assert row(sheet, 7)[6:11] == ["Tiếng Việt", None, "Toán", None, "Đạo đức"]
    assert row(sheet, 9)[6:11] == ["Mức đạt được", "Điểm KTĐK", "Mức đạt được", "Điểm KTĐK", "Mức đạt được"]
    assert len(row(sheet, 9)) == 40 and row(sheet, 6)[40] == "Ghi chú"
    first = row(sheet, 10)
    assert first[:3] == [1, 2136050013, "Đinh Xuân Khôi"] and set(first[6:40:1]) <= {"T", "H", "C", "Đ", *range(11)}


@pytest.mark.parametrize("target", [SUMMARY, "vnpt:subject-book"])
def test_the_same_cards_give_the_same_bytes(target: str, tmp_path: Path) -> None:
    digests = set()
    for number in range(2):
        converted(TERMS, target, tmp_path / f"{number}.xlsx")
        digests.add(hashlib.sha256((tmp_path / f"{number}.xlsx").read_bytes()).hexdigest())
    assert len(digests) == 1
