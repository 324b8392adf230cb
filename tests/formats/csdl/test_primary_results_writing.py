"""Writing the year results of a primary grade: the template's columns, what it cannot hold, the proof."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from school_sheets import FIXTURES
from written_sheets import card, document, merges, row, score, sheets, subject

from hocba_interop import ConvertOptions, convert, read, write
from hocba_interop.model import (
    Absences,
    Decisions,
    Mark,
    School,
    SubjectPeriod,
    Summary,
    TraitPeriod,
    TraitRecord,
)
from hocba_interop.model.flat import flatten
from hocba_interop.model.results import TraitComments

RESULTS = "csdl:primary-results"
CLASSES = {
    "2B": "vnpt/primary-class/bang_tong_hop_lop_2b_cuoi_nam.xlsx",
    "4A": "vnpt/primary-class/bang_tong_hop_lop_4a_cuoi_nam.xls",
}
GOOD = Mark(scale="primary_level", value="hoan_thanh_tot")
TRAIT = Mark(scale="trait_level", value="tot")


def level(mark: Mark = GOOD, test: str | None = None, **more: object) -> SubjectPeriod:
    return SubjectPeriod(level=mark, test=score(test) if test else None, **more)


def primary(name: str, code: str | None, *subjects, class_name: str = "2B", grade: int = 2, **year):
    return card(name, code, *subjects, class_name=class_name, grade=grade, level="primary", **year)


def written(path: Path, *cards):
    done = write(document(*cards), RESULTS, path, ConvertOptions(force=True))
    assert done.receipt.read_back == "equal"
    return done


def losses(done) -> Counter[str]:
    return Counter(loss.field for loss in done.receipt.losses)


def test_grades_1_and_2_have_the_columns_of_the_template_and_no_others(tmp_path: Path) -> None:
    convert([FIXTURES / CLASSES["2B"]], RESULTS, tmp_path / "a.xlsx")
    ((name, sheet),) = sheets(tmp_path / "a.xlsx").items()
    assert name == "Sheet1"
    top, middle, bottom = (row(sheet, number) for number in (1, 2, 3))
    assert top[:6] == ["STT", "Mã lớp", "Mã học sinh", "Họ tên", "Ngày sinh", "Môn học và hoạt động giáo dục"]
    of = {cell.column_letter: cell.value for cell in sheet[1] if cell.value}
    assert (of["S"], of["AA"], of["AF"]) == (
        "Năng lực cốt lõi",
        "Phẩm chất chủ yếu",
        "Hoàn thành\nchương trình lớp học",
    )
    assert (of["AG"], of["AH"], sheet.max_column) == ("Lên lớp", "Xếp loại", 34)
    subjects = ["Toán", None, "Tiếng việt", None, "Đạo đức", "TN&XH", "Ngoại ngữ", "Tiếng dân tộc", "TH-CN (Tin học)"]
    subjects += ["Nghệ thuật (Âm nhạc)", "Nghệ thuật (Mĩ thuật)", "HĐTN", "GDTC"]
    assert middle[5:18] == subjects
    assert (middle[18], middle[21], middle[26]) == ("Năng lực chung", "Năng lực đặc thù", "Yêu nước")
    assert bottom[5:9] == ["Mức đạt được", "Điểm KTĐK"] * 2
    specific = ["Ngôn ngữ", "Tính toán", "Khoa học", "Thẩm mĩ", "Thể chất"]
    assert bottom[18:26] == ["Tự chủ và tự học", "Giao tiếp và hợp tác", "Giải quyết vấn đề và sáng tạo", *specific]
    assert {"A1:A3", "E1:E3", "F1:R1", "S1:Z1", "AA1:AE1", "AF1:AF3", "F2:G2", "J2:J3", "S2:U2"} <= merges(sheet)
    first = row(sheet, 4)
    assert first[:2] == [1, "2B"] and first[2].startswith("2336") and first[4].endswith("/2017")
    assert isinstance(sheet["G4"].value, int) and sheet["C4"].data_type == "s"


def test_grades_3_to_5_add_what_their_records_hold(tmp_path: Path) -> None:
    convert([FIXTURES / CLASSES["4A"]], RESULTS, tmp_path / "a.xlsx")
    (sheet,) = sheets(tmp_path / "a.xlsx").values()
    captions = [value for value in row(sheet, 2) if value]
    base = ["Toán", "Tiếng việt", "Đạo đức", "TN&XH", "Ngoại ngữ", "Tiếng dân tộc", "TH-CN (Tin học)"]
    assert captions[:7] == base
    assert captions[11:14] == ["TH-CN (Công nghệ)", "Khoa học", "Lịch sử và Địa lí"]
    assert row(sheet, 3).count("Điểm KTĐK") == 7
    assert [v for v in row(sheet, 3) if v in ("Công nghệ", "Tin học")] == ["Công nghệ", "Tin học"]


@pytest.mark.parametrize("source", [*CLASSES.values(), "csdl/primary-results/khoi_4_suy_luan.xlsx"])
def test_there_and_back_is_equal_but_for_what_the_receipt_lists(source: str, tmp_path: Path) -> None:
    year = {"school_year": "2024-2025"}
    convert([FIXTURES / source], "canonical:json", tmp_path / "a.json", ConvertOptions(**year))
    done = convert([tmp_path / "a.json"], RESULTS, tmp_path / "b.xlsx")
    assert done.receipt.read_back == "equal"
    before = [flatten(c) for c in read(tmp_path / "a.json").document.report_cards]
    after = [flatten(c) for c in read(tmp_path / "b.xlsx", source_format=RESULTS, **year).document.report_cards]
    lost = {loss.where.pointer for loss in done.receipt.losses}
    told = {"school_year", "programme", "regulation"}  # the reader was told the year
    for index, (mine, theirs) in enumerate(zip(before, after, strict=True)):
        differ = [path for path in mine if theirs.get(path) != mine[path] and path[-1] != "source_label"]
        assert len(differ) <= len([p for p in lost if p.startswith(f"/report_cards/{index}/")])
        for path in differ:
            assert path[-1] in {"assessed_by", "language", "sex", "name", "department"}, path
        assert not [path for path in theirs if path not in mine]
    fields = {loss.field.rpartition(".")[2] for loss in done.receipt.losses}
    assert told <= fields <= told | {"assessed_by", "language", "sex", "name", "department", "source_label"}
    assert {loss.reason for loss in done.receipt.losses} == {"target-has-no-field"}


def full_card(**changes):
    fields = {
        "school": School(name="Trường Tiểu học Ví Dụ"),
        "summaries": {
            "term1": Summary(education_result=Mark(scale="primary_result", value="hoan_thanh")),
            "year": Summary(
                education_result=Mark(scale="primary_result", value="hoan_thanh_tot"),
                absences=Absences(excused="2"),
                comments=TraitComments(qualities="Ngoan"),
                note="Ghi",
            ),
        },
        "decisions": Decisions(promoted=True, completed_grade=False, promotion_text="Được lên lớp"),
        "traits": (
            TraitRecord(trait="ngon_ngu", periods={"year": TraitPeriod(level=TRAIT, comment="Tốt")}),
            TraitRecord(trait="tin_hoc", periods={"year": TraitPeriod(level=TRAIT)}),
            TraitRecord(trait="tu_phuc_vu_tu_quan", periods={"year": TraitPeriod(level=TRAIT)}),
        ),
    }
    subjects = (
        subject("toan", "Toán", year=level(test="9", comment="Giỏi"), term1=level(test="8")),
        subject("ngoai_ngu_1", "Tiếng Anh", year=level(test="10")),
        subject("lich_su_va_dia_li", None, year=level(test="7")),
        subject("khac", "Kĩ năng sống", year=level()),
        subject("dao_duc", None, year=SubjectPeriod(level=Mark(scale="pass", value="dat"))),
    )
    return primary("Lý A Sử", "2424060013", *subjects, **{**fields, **changes})


BASIC = {
    "subjects.ngoai_ngu_1.test",
    "subjects.lich_su_va_dia_li.level",
    "subjects.lich_su_va_dia_li.test",
    "subjects.lich_su_va_dia_li.subject",
    "subjects.khac:kĩ năng sống.level",
    "subjects.khac:kĩ năng sống.subject",
    "subjects.khac:kĩ năng sống.source_label",
    "traits.tin_hoc.level",
    "traits.tin_hoc.trait",
}
ALWAYS = {
    "school_year",
    "school.name",
    "education_result",
    "absences.excused",
    "comments.qualities",
    "note",
    "decisions.completed_grade",
    "decisions.promotion_text",
    "traits.ngon_ngu.comment",
    "traits.tu_phuc_vu_tu_quan.level",
    "traits.tu_phuc_vu_tu_quan.trait",
    "subjects.toan.comment",
    "subjects.toan.level",
    "subjects.toan.test",
    "subjects.ngoai_ngu_1.source_label",
    "subjects.dao_duc.level",
    "subjects.dao_duc.subject",
}


@pytest.mark.parametrize(("class_name", "grade", "more"), [("2B", 2, BASIC), ("4A", 4, set())])
def test_what_the_layout_has_no_place_for_is_listed_and_predicted(class_name, grade, more, tmp_path: Path) -> None:
    one = full_card(class_name=class_name, grade=grade)
    done = written(tmp_path / "a.xlsx", one)
    assert set(losses(done)) == ALWAYS | more
    of_maths = [loss for loss in done.receipt.losses if loss.field in ("subjects.toan.level", "subjects.toan.test")]
    assert {loss.period for loss in of_maths} == {"term1"}
    told = write(document(one), RESULTS, tmp_path / "b.xlsx", ConvertOptions(dry_run=True))
    assert [loss.to_dict() for loss in told.receipt.losses] == [loss.to_dict() for loss in done.receipt.losses]
    assert not (tmp_path / "b.xlsx").exists()


def test_a_no_is_not_written_as_a_blank_that_says_yes_to_nothing(tmp_path: Path) -> None:
    done = written(tmp_path / "a.xlsx", full_card())
    (sheet,) = sheets(tmp_path / "a.xlsx").values()
    assert (sheet["AF4"].value, sheet["AG4"].value, sheet["AH4"].value) == (None, "x", "HTT")
    found = [loss for loss in done.receipt.losses if loss.field == "decisions.completed_grade"]
    assert [loss.reason for loss in found] == ["target-cannot-hold-value"]


def test_only_decisions_make_a_row_too(tmp_path: Path) -> None:
    written(tmp_path / "a.xlsx", primary("Vũ Ô", "2424060026", decisions=Decisions(promoted=True)))
    (sheet,) = sheets(tmp_path / "a.xlsx").values()
    assert row(sheet, 4)[3] == "Vũ Ô" and sheet["AG4"].value == "x"


@pytest.mark.parametrize("whole", [True, False])
def test_an_exempt_subject_is_marked_m_and_comes_back(whole: bool, tmp_path: Path) -> None:
    here = {"enrolment": "exempt"} if whole else {}
    sports = subject("gdtc", None, **({} if whole else {"year": SubjectPeriod(enrolment="exempt")}))
    sports = sports.model_copy(update=here)
    written(tmp_path / "a.xlsx", primary("Vũ Ô", "2424060026", subject("toan", None, year=level()), sports))
    (sheet,) = sheets(tmp_path / "a.xlsx").values()
    assert sheet["R4"].value == "M"
    (back,) = read(tmp_path / "a.xlsx", source_format=RESULTS, school_year="2024-2025").document.report_cards
    assert flatten(back)["years", "2024-2025", "subjects", "gdtc", "enrolment"] == "exempt"


def test_what_is_not_known_to_be_an_exemption_is_not_written_as_one(tmp_path: Path) -> None:
    sports = subject("gdtc", None).model_copy(update={"enrolment": "exempt_or_not_enrolled"})
    done = written(tmp_path / "a.xlsx", primary("Vũ Ô", "1", subject("toan", None, year=level()), sports))
    assert "subjects.gdtc.enrolment" in losses(done)


def test_several_school_years_need_a_file_each(tmp_path: Path) -> None:
    one = primary("Vũ Ô", "1", subject("toan", None, year=level()))
    before = one.years[0].model_copy(update={"school_year": "2023-2024", "class_name": "1B", "grade": 1})
    both = one.model_copy(update={"years": (before, *one.years)})
    refused = write(document(both), RESULTS, tmp_path / "a.xlsx")
    assert not refused.files and not (tmp_path / "a.xlsx").exists()
    assert "several-years-one-file" in [n.rule for n in refused.receipt.notices]
    (tmp_path / "out").mkdir()
    done = write(document(both), RESULTS, tmp_path / "out")
    assert done.receipt.read_back == "equal"
    assert sorted(path.name for path in done.files) == [
        "ket_qua_hoc_tap_khoi_1_2023-2024.xlsx",
        "ket_qua_hoc_tap_khoi_2_2024-2025.xlsx",
    ]


def test_several_grades_of_one_year_are_sheets_of_one_file_or_files(tmp_path: Path) -> None:
    cards = [
        full_card(),
        full_card(class_name="4A", grade=4).model_copy(update={"student": primary("Vũ Ô", "2").student}),
    ]
    written(tmp_path / "a.xlsx", *cards)
    assert list(sheets(tmp_path / "a.xlsx")) == ["Khối 2", "Khối 4"]
    (tmp_path / "out").mkdir()
    assert len(write(document(*cards), RESULTS, tmp_path / "out").files) == 2


def test_classes_of_one_grade_share_a_sheet_and_keep_their_names(tmp_path: Path) -> None:
    cards = [
        primary(f"Học Sinh {name}", f"24{number}", subject("toan", None, year=level()), class_name=name)
        for number, name in enumerate(("2B", "2A", "2/3"))
    ]
    written(tmp_path / "a.xlsx", *cards)
    (sheet,) = sheets(tmp_path / "a.xlsx").values()
    assert {sheet.cell(number, 2).value: sheet.cell(number, 4).value for number in (4, 5, 6)} == {
        name: f"Học Sinh {name}" for name in ("2B", "2A", "2/3")
    }


def test_secondary_school_has_nothing_for_it(tmp_path: Path) -> None:
    maths = subject("toan", None, year=SubjectPeriod(result=score("8")))
    done = write(document(card("Vũ Ô", "1", maths)), RESULTS, tmp_path / "a.xlsx")
    assert not done.files and "nothing-for-target" in [n.rule for n in done.receipt.notices]


def test_names_of_the_receiving_school_are_not_invented_into_it(tmp_path: Path) -> None:
    options = ConvertOptions(target_school="Trường Mới", target_class="2C")
    done = write(
        document(primary("Vũ Ô", "1", subject("toan", None, year=level()))), RESULTS, tmp_path / "a.xlsx", options
    )
    assert done.receipt.read_back == "equal"
    (sheet,) = sheets(tmp_path / "a.xlsx").values()
    assert sheet["B4"].value == "2C"


LABELS = ["Mức đạt được", "Khoa học", "Cả năm", "Lên lớp", "(Học kỳ 1)", "Toán", "12", "Tiếng Pháp - Đức", "LỚP CHỌN"]


@pytest.mark.parametrize("label", LABELS)
def test_a_subject_whose_name_spells_like_a_caption_is_carried_or_listed(label: str, tmp_path: Path) -> None:
    own = subject("khac", label, year=level())
    one = primary("Vũ Ô", "1", subject("toan", None, year=level()), own, class_name="3A", grade=3)
    done = written(tmp_path / "a.xlsx", one)
    (back,) = read(tmp_path / "a.xlsx", source_format=RESULTS, school_year="2024-2025").document.report_cards
    carried = [record.source_label for record in back.years[0].subjects if record.subject == "khac"]
    listed = [field for field in losses(done) if field.startswith("subjects.khac")]
    assert bool(carried) != bool(listed)
