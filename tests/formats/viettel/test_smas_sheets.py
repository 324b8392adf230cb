"""The sheets of ``viettel:subject-book`` as the contract says, looked at with openpyxl."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from written_sheets import card, converted, document, merges, row, score, sheets, subject

from hocba_interop import write
from hocba_interop.model import Mark, SubjectPeriod

TARGET = "viettel:subject-book"
BOOKS = ["viettel/subject-book/nhieu_mon_khoi_10_ca_hai_ky.xlsx"]
SUMMARIES = [f"vnpt/class-summary/so_diem_tong_ket_khoi_khoi_10_hk{term}.xls" for term in (1, 2)]


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory):
    path = tmp_path_factory.mktemp("smas") / "out.xlsx"
    converted(BOOKS, TARGET, path)
    return sheets(path)


def test_a_sheet_a_subject_class_and_term_with_readable_names(gradebook) -> None:
    assert len(gradebook) == 16
    assert {"Toán 10T HKI", "Toán 10U HKII", "Ngữ văn 10T HKI", "Công nghệ 10U HKII"} <= set(gradebook)
    assert all(len(name) <= 31 and not set("[]:*?/\\") & set(name) for name in gradebook)


def test_titles_and_header_stand_where_smas_has_them(gradebook) -> None:
    sheet = gradebook["Toán 10T HKI"]
    assert sheet["A3"].value == "BỘ GIÁO DỤC VÀ ĐÀO TẠO"
    assert sheet["A4"].value == "Trường THPT Ví Dụ"
    assert sheet["A6"].value == "BẢNG KẾT QUẢ ĐÁNH GIÁ MÔN TOÁN - LỚP 10T"
    assert sheet["A7"].value == "Học kỳ I - Năm học 2023 - 2024"
    assert gradebook["Toán 10T HKII"]["A7"].value == "Học kỳ II - Năm học 2023 - 2024"
    assert all(row(sheet, number) == [] for number in (1, 2, 5, 8, 9, 10, 11))
    caption = ["STT", "Mã học sinh", "Họ và tên", None, "ĐĐG TX", None, None, None, "ĐĐG GK", "ĐĐG CK"]
    assert row(sheet, 12) == [*caption, "TBM HKI", "Nhận xét HKI"]
    assert row(sheet, 13) == [None] * 4 + ["1", "2", "3", "4"]
    assert row(gradebook["Toán 10T HKII"], 12)[-2:] == ["TBM HKII", "Nhận xét HKII"]
    assert {"A3:C3", "A4:C4", "A6:L6", "A7:L7"} <= merges(sheet)
    header = {"A12:A13", "B12:B13", "C12:D13", "E12:H12", "I12:I13", "J12:J13", "K12:K13", "L12:L13"}
    assert merges(sheet, rows=range(12, 14)) == header


def test_pupils_begin_in_row_14_with_text_codes_and_merged_names(gradebook) -> None:
    sheet = gradebook["Toán 10T HKI"]
    first = row(sheet, 14)
    assert first[:4] == [1, "2336000013", "Nguyễn Văn Á", None]
    assert sheet["B14"].data_type == "s" and sheet["B14"].number_format == "@"
    assert all(isinstance(value, int | float) for value in first[4:11])
    assert sheet["K14"].number_format == "0.0"
    assert merges(sheet, rows=range(14, 26)) == {f"C{n}:D{n}" for n in range(14, 26)}
    assert row(sheet, 26) == []


def test_a_commented_subject_has_its_letter_under_tbm(gradebook) -> None:
    sheet = gradebook["Giáo dục thể chất 10T HKI"]
    assert {sheet.cell(number, 11).value for number in range(14, 26)} <= {"Đ", "CĐ"}
    assert sheet["K14"].data_type == "s"


def test_more_marks_than_usual_make_more_columns(tmp_path: Path) -> None:
    marks = tuple(score(str(n)) for n in range(5, 11))
    maths = subject("toan", term1=SubjectPeriod(regular=marks, midterm=score("9")))
    write(document(card("Vũ Ô", "2300000001", maths)), TARGET, tmp_path / "out.xlsx")
    (sheet,) = sheets(tmp_path / "out.xlsx").values()
    assert row(sheet, 12)[10] == "ĐĐG GK" and row(sheet, 14)[4:11] == [5, 6, 7, 8, 9, 10, 9]


@pytest.mark.parametrize("comment", ["=1+1", "+84", "-5", "@SUM(A1)", "{=1}", "http://a.vn", "0123", "8,5"])
def test_text_that_looks_like_a_formula_stays_text(comment: str, tmp_path: Path) -> None:
    maths = subject("toan", term1=SubjectPeriod(result=score("8"), comment=comment))
    done = write(document(card("=Tên", "=1", maths)), TARGET, tmp_path / "out.xlsx")
    (sheet,) = sheets(tmp_path / "out.xlsx").values()
    for place, text in (("L14", comment), ("C14", "=Tên"), ("B14", "=1")):
        assert (sheet[place].value, sheet[place].data_type) == (text, "s"), place
        assert sheet[place].hyperlink is None
    assert done.receipt.read_back == "equal"


def test_sheet_names_are_unique_and_short_and_readable(tmp_path: Path) -> None:
    mark = SubjectPeriod(result=score("8"))
    long = "Hoạt động trải nghiệm, hướng nghiệp của trường"
    labels = [f"{long} {number}" for number in range(3)] + ["Lí/Hoá [nâng cao]"]
    own = [subject("khac", label, term1=mark) for label in labels]
    official = [subject("hdtn_hn", None, term1=mark), subject("gd_dia_phuong", None, term1=mark)]
    write(document(card("Vũ Ô", "2300000001", *own, *official)), TARGET, tmp_path / "out.xlsx")
    names = list(sheets(tmp_path / "out.xlsx"))
    assert len({name.casefold() for name in names}) == 6
    assert all(len(name) <= 31 for name in names)
    assert {"HĐTN&HN 10A1", "NDGDCĐP 10A1"} <= set(names)
    assert any(name.startswith("Lí-Hoá -nâng cao-") for name in names)


def test_the_same_cards_give_the_same_bytes(tmp_path: Path) -> None:
    digests = set()
    for number in range(2):
        converted(SUMMARIES, TARGET, tmp_path / f"{number}.xlsx")
        digests.add(hashlib.sha256((tmp_path / f"{number}.xlsx").read_bytes()).hexdigest())
    assert len(digests) == 1


def test_a_pupil_without_a_code_has_an_empty_cell_and_the_ministrys_code_takes_its_place(tmp_path: Path) -> None:
    maths = subject("toan", term1=SubjectPeriod(result=score("8")))
    known = card("Lê A", None, maths)
    known = known.model_copy(
        update={"student": known.student.model_copy(update={"identifiers": {"moet": "0239000017"}})}
    )
    write(document(card("Vũ Ô", None, maths), known), TARGET, tmp_path / "out.xlsx")
    (sheet,) = sheets(tmp_path / "out.xlsx").values()
    assert [sheet["B14"].value, sheet["B15"].value] == [None, "0239000017"]


def test_a_folder_gets_a_workbook_for_each_class(tmp_path: Path) -> None:
    done = converted(SUMMARIES, TARGET, tmp_path)
    assert [path.name for path in done.files] == ["10t.xlsx", "10u.xlsx"]


def test_no_mark_is_rounded_on_the_way(tmp_path: Path) -> None:
    values = ["0.1", "8.3", "9.9", "10", "6.4", "0.0"]
    subjects = [
        subject(key, None, term1=SubjectPeriod(result=score(value)))
        for key, value in zip(("toan", "ngu_van", "vat_li", "hoa_hoc", "sinh_hoc", "lich_su"), values, strict=True)
    ]
    gdtc = subject("gdtc", None, term1=SubjectPeriod(result=Mark(scale="pass", value="chua_dat")))
    write(document(card("Vũ Ô", "2300000001", *subjects, gdtc)), TARGET, tmp_path / "out.xlsx")
    shown = [sheet["K14"].value for sheet in sheets(tmp_path / "out.xlsx").values()]
    assert shown == [0.1, 8.3, 9.9, 10, 6.4, 0, "CĐ"]
