"""Templates that are not the right ones, and places that cannot be written: said clearly, and nothing touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from templates_of_school import AN, BINH, Smas, card, cell, cells, document, smas, term2

from hocba_interop import FillOptions, OutputRefused, UnreadableSource, fill
from hocba_interop.model import SubjectPeriod
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


def test_a_locked_cell_is_not_typed_over(tmp_path: Path) -> None:
    template = smas(tmp_path / "mau.xlsx", Smas(protected=True))
    import openpyxl
    from openpyxl.styles import Protection

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
