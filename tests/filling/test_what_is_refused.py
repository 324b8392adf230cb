"""Templates that are not the right ones, and places that cannot be written: said clearly, and nothing touched."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Protection
from templates_of_school import AN, BINH, FIRST_ROW, Smas, card, cell, cells, document, passed, score, smas, term2

from hocba_interop import FillOptions, OutputRefused, UnreadableSource, fill
from hocba_interop.model import Mark, SubjectPeriod, SubjectRecord
from hocba_interop.notices import CellPlace, Severity

MARKS = document(card(AN, {"toan": term2("8.3"), "vat_li": term2("7")}), card(BINH, {"toan": term2("6.5")}))


def rules(done: object) -> set[str]:
    return {notice.rule for notice in done.receipt.notices if notice.severity is Severity.ERROR}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("sheet", "rule"),
    [
        (Smas(year="2024 - 2025"), "template-of-other-year"),
        (Smas(term="I"), "template-of-other-period"),
        (Smas(subject="HÓA HỌC"), "template-of-other-subject"),
        (Smas(class_name="11T"), "template-of-other-grade"),
        (Smas(pupils=(("2399999999", "Người Khác"),)), "template-without-our-pupils"),
        (Smas(pupils=((AN[0], "Tên Khác Hẳn"),)), "identity-mismatch"),
        (Smas(pupils=(AN, AN)), "duplicate-pupil"),
    ],
)
def test_a_template_that_does_not_fit_is_refused(tmp_path: Path, sheet: Smas, rule: str) -> None:
    template = smas(tmp_path / "mau.xlsx", sheet)
    before = template.read_bytes()
    done = fill(template, MARKS, tmp_path / "ra.xlsx")
    assert rule in rules(done) and not done.files and not (tmp_path / "ra.xlsx").exists()
    assert template.read_bytes() == before
    assert done.receipt.items.total() == done.receipt.sources[0]["items"]


def test_both_names_stand_in_the_message(tmp_path: Path) -> None:
    done = fill(smas(tmp_path / "mau.xlsx", Smas(year="2024 - 2025")), MARKS, tmp_path / "ra.xlsx")
    said = next(n.message("vi") for n in done.receipt.notices if n.rule == "template-of-other-year")
    assert "2024-2025" in said and "2023-2024" in said


def test_a_sheet_of_a_subject_that_the_source_lacks_stays_empty_beside_others(tmp_path: Path) -> None:
    template = smas(tmp_path / "mau.xlsx", Smas(), Smas(subject="HÓA HỌC"))
    done = fill(template, MARKS, tmp_path / "ra.xlsx")
    assert cells(done.files[0])[cell(0, "TBM")] == 8.3 and cell(0, "TBM") not in cells(done.files[0], 1)
    [said] = [notice for notice in done.receipt.notices if notice.rule == "template-sheet-left-empty"]
    assert isinstance(said.where, CellPlace) and said.where.sheet.startswith("Hóa Học")


def test_one_wrong_sheet_withholds_all_and_partial_fills_the_others(tmp_path: Path) -> None:
    template = smas(tmp_path / "mau.xlsx", Smas(), Smas(subject="VẬT LÍ", term="I"))
    assert not fill(template, MARKS, tmp_path / "ra.xlsx").files
    done = fill(template, MARKS, tmp_path / "ra.xlsx", FillOptions(partial=True))
    assert cells(done.files[0])[cell(0, "TBM")] == 8.3 and cell(0, "TBM") not in cells(done.files[0], 1)


def test_the_same_subject_on_two_sheets_fills_neither(tmp_path: Path) -> None:
    template = smas(tmp_path / "mau.xlsx", Smas(), Smas(), names=["Toán 10T", "Toán 10T (2)"])
    done = fill(template, MARKS, tmp_path / "ra.xlsx")
    found = next(notice for notice in done.receipt.notices if notice.rule == "template-has-it-twice")
    assert isinstance(found.where, CellPlace) and isinstance(found.also, CellPlace)
    assert {found.where.sheet, found.also.sheet} == {"Toán 10T", "Toán 10T (2)"} and not done.files


@pytest.mark.parametrize(
    ("subject", "key", "mark"),
    [("GIÁO DỤC THỂ CHẤT", "gdtc", score("8")), ("TOÁN", "toan", passed())],
)
def test_a_mark_of_the_other_kind_is_refused_without_a_list_too(
    tmp_path: Path, subject: str, key: str, mark: Mark
) -> None:
    source = document(card(AN, {key: {"term2": SubjectPeriod(result=mark)}}))
    done = fill(smas(tmp_path / "mau.xlsx", Smas(subject=subject)), source, tmp_path / "ra.xlsx")
    assert rules(done) == {"template-column-of-other-kind"} and not done.files


def test_a_mark_beside_marks_of_the_other_kind_is_refused(tmp_path: Path) -> None:
    source = document(card(AN, {"cong_nghe": {"term2": SubjectPeriod(result=passed())}}))
    sheet = Smas(subject="CÔNG NGHỆ", values={(1, "TBM"): 7})
    assert rules(fill(smas(tmp_path / "mau.xlsx", sheet), source, tmp_path / "ra.xlsx")) == {
        "template-column-of-other-kind"
    }


def test_a_mark_in_the_template_of_a_subject_that_the_source_calls_exempt_is_a_conflict(tmp_path: Path) -> None:
    whole = card(AN, {"vat_li": term2("7"), "toan": term2("8.3")})
    year = whole.years[0]
    exempt = SubjectRecord(subject="hoa_hoc", enrolment="exempt_or_not_enrolled")
    source = document(
        whole.model_copy(update={"years": (year.model_copy(update={"subjects": (*year.subjects, exempt)}),)})
    )
    template = smas(tmp_path / "mau.xlsx", Smas(), Smas(subject="HÓA HỌC", values={(0, "TBM"): 7.7}))
    done = fill(template, source, tmp_path / "ra.xlsx")
    assert "template-cell-differs" in rules(done) and not done.files


def test_a_filled_file_keeps_the_suffix_of_its_template(tmp_path: Path) -> None:
    for name in ("ra.csv", "ra.xls", "ra.xlsm"):
        with pytest.raises(OutputRefused) as refused:
            fill(smas(tmp_path / "mau.xlsx"), MARKS, tmp_path / name)
        assert refused.value.notice.rule == "output-of-other-suffix" and not (tmp_path / name).exists()


def test_a_renamed_mark_column_is_an_error_that_names_it(tmp_path: Path) -> None:
    template = smas(tmp_path / "mau.xlsx")
    book = openpyxl.load_workbook(template)
    book.worksheets[0]["K12"] = "Trung bình kỳ"
    book.save(template)
    done = fill(template, document(card(AN, {"toan": term2("8.3")})), tmp_path / "ra.xlsx")
    [said] = [notice for notice in done.receipt.notices if notice.rule == "template-has-no-column-for-it"]
    assert "Trung bình kỳ" in said.message("vi") and not done.files


def test_a_cell_under_a_merged_one_is_refused(tmp_path: Path) -> None:
    template = smas(tmp_path / "mau.xlsx")
    book = openpyxl.load_workbook(template)
    book.worksheets[0].merge_cells("K14:K15")
    book.save(template)
    done = fill(template, MARKS, tmp_path / "ra.xlsx")
    assert "template-cell-covered" in rules(done) and not done.files


def test_a_pupil_in_templates_of_two_classes_is_said(tmp_path: Path) -> None:
    template = smas(tmp_path / "mau.xlsx", Smas(), Smas(subject="VẬT LÍ", class_name="10A1"))
    done = fill(template, MARKS, tmp_path / "ra.xlsx")
    assert "template-pupil-in-two-classes" in {notice.rule for notice in done.receipt.notices}


def test_a_locked_cell_is_not_typed_over(tmp_path: Path) -> None:
    template = smas(tmp_path / "mau.xlsx", Smas(protected=True))
    book = openpyxl.load_workbook(template)
    book.worksheets[0][cell(0, "TBM")].protection = Protection(locked=True)
    book.save(template)
    done = fill(template, MARKS, tmp_path / "ra.xlsx")
    assert rules(done) == {"template-cell-locked"} and not done.files


@pytest.mark.parametrize("lock", ["~$mau.xlsx", ".~lock.mau.xlsx#"])
def test_a_template_that_is_open_elsewhere_is_refused(tmp_path: Path, lock: str) -> None:
    template = smas(tmp_path / "mau.xlsx")
    (tmp_path / lock).write_bytes(b"")
    with pytest.raises(UnreadableSource) as refused:
        fill(template, MARKS, tmp_path / "ra.xlsx")
    assert refused.value.notice.rule == "template-open-elsewhere"


def test_an_output_that_is_open_elsewhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "~$ra.xlsx").write_bytes(b"")
    with pytest.raises(OutputRefused) as refused:
        fill(smas(tmp_path / "mau.xlsx"), MARKS, tmp_path / "ra.xlsx")
    assert refused.value.notice.rule == "output-open-elsewhere"


@pytest.mark.parametrize("force", [False, True])
def test_a_template_is_never_its_own_output(tmp_path: Path, force: bool) -> None:
    template = smas(tmp_path / "mau.xlsx")
    before = template.read_bytes()
    with pytest.raises(OutputRefused):
        fill(template, MARKS, template, FillOptions(force=force))
    with pytest.raises(OutputRefused):
        fill(template, MARKS, tmp_path, FillOptions(force=force))
    assert template.read_bytes() == before


def test_several_templates_need_a_folder_and_names_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, two = smas(tmp_path / "a/mau.xlsx"), smas(tmp_path / "b/mau.xlsx", Smas(subject="VẬT LÍ"))
    with pytest.raises(OutputRefused) as refused:
        fill([one, two], MARKS, tmp_path / "ra.xlsx")
    assert refused.value.notice.rule == "output-not-a-folder"
    with pytest.raises(OutputRefused) as refused:
        fill([one, two], MARKS, tmp_path / "ra")
    assert refused.value.notice.rule == "templates-of-one-name"
    two = two.rename(two.with_name("li.xlsx"))
    done = fill([one, two], MARKS, tmp_path / "ra")
    assert sorted(path.name for path in done.files) == ["li.xlsx", "mau.xlsx"]
    assert cells(tmp_path / "ra/li.xlsx")[cell(0, "TBM")] == 7


def test_a_file_that_is_no_template_is_refused(tmp_path: Path) -> None:
    from school_sheets import FIXTURES

    with pytest.raises(UnreadableSource) as refused:
        fill(FIXTURES / "vnpt/class-summary/khoi_12_hk2.xls", MARKS, tmp_path / "ra.xls")
    assert refused.value.notice.rule == "format-cannot-be-filled"


def test_a_header_that_was_moved_is_found_and_one_that_was_renamed_is_refused(tmp_path: Path) -> None:
    template = smas(tmp_path / "mau.xlsx")
    book = openpyxl.load_workbook(template)
    sheet = book.worksheets[0]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.insert_rows(8, 3)
    book.save(tmp_path / "doi_cho.xlsx")
    moved = fill(tmp_path / "doi_cho.xlsx", MARKS, tmp_path / "ra.xlsx")
    assert cells(moved.files[0])[f"K{FIRST_ROW + 3}"] == 8.3
    for cell_ in ("A15", "B15", "C15"):
        sheet[cell_] = f"Cột {cell_}"
    book.save(tmp_path / "doi_ten.xlsx")
    with pytest.raises(UnreadableSource) as refused:
        fill(tmp_path / "doi_ten.xlsx", MARKS, tmp_path / "ra2.xlsx")
    assert refused.value.notice.rule in ("unknown-workbook", "header-not-found")


def test_a_template_without_a_year_is_of_the_only_year_there_is(tmp_path: Path) -> None:
    template = smas(tmp_path / "mau.xlsx", Smas(year=""))
    done = fill(template, MARKS, tmp_path / "ra.xlsx")
    assert cells(done.files[0])[cell(0, "TBM")] == 8.3
    two_years = document(
        card(AN, {"toan": term2("8.3")}).model_copy(
            update={
                "years": (
                    *card(AN, {"toan": term2("8.3")}).years,
                    *card(AN, {"toan": term2("9")}, year="2022-2023", grade=9).years,
                )
            }
        )
    )
    done = fill(template, two_years, tmp_path / "hai.xlsx")
    assert rules(done) == {"template-year-unknown"}
    done = fill(template, two_years, tmp_path / "hai.xlsx", FillOptions(school_year="2023-2024"))
    assert cells(done.files[0])[cell(0, "TBM")] == 8.3


def test_two_pupils_of_two_years_do_not_share_a_template_without_a_year(tmp_path: Path) -> None:
    template = smas(tmp_path / "mau.xlsx", Smas(year=""))
    mixed = document(card(AN, {"toan": term2("8.3")}), card(BINH, {"toan": term2("6")}, year="2022-2023"))
    assert rules(fill(template, mixed, tmp_path / "ra.xlsx")) == {"template-year-unknown"}


def test_a_gap_in_the_marks_stays_a_gap(tmp_path: Path) -> None:
    marks = SubjectPeriod(regular=(None, term2(None, "7")["term2"].regular[0]))
    done = fill(smas(tmp_path / "mau.xlsx"), document(card(AN, {"toan": {"term2": marks}})), tmp_path / "ra.xlsx")
    now = cells(done.files[0])
    assert cell(0, "TX1") not in now and now[cell(0, "TX2")] == 7
