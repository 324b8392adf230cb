"""What a filling puts where, and that it leaves everything else alone."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from templates_of_school import AN, BINH, CHI, Smas, card, cell, cells, document, passed, smas, term2

from hocba_interop import FillOptions, fill
from hocba_interop.conversion.by_hand import left_to_enter
from hocba_interop.conversion.filling.fill import Filling
from hocba_interop.model import Absences, Document, Mark, SubjectPeriod, Summary

MARKS = document(
    card(AN, {"toan": term2("8.3", "7", "8.5", midterm=Mark(scale="score10", value="9"), comment="Tiến bộ")}),
    card(BINH, {"toan": term2("6.5", "6")}),
)


def filled(
    tmp_path: Path, sheet: Smas, source: Document = MARKS, **options: object
) -> tuple[Filling, dict[str, object]]:
    template = smas(tmp_path / "mau.xlsx", sheet)
    before = template.read_bytes()
    done = fill(template, source, tmp_path / "ra.xlsx", FillOptions(**options))  # type: ignore[arg-type]
    assert template.read_bytes() == before
    return done, cells(done.files[0]) if done.files else {}


def rules(done: Filling) -> list[str]:
    return sorted(notice.rule for notice in done.receipt.notices)


def test_marks_and_comments_stand_in_their_cells_and_nothing_else_changed(tmp_path: Path) -> None:
    done, now = filled(tmp_path, Smas(student_ids=True))
    was = cells(tmp_path / "mau.xlsx")
    new = {name: value for name, value in now.items() if name not in was}
    assert {name: now[name] for name in was} == was
    assert new == {
        cell(0, "TX1"): 7,
        cell(0, "TX2"): 8.5,
        cell(0, "GK"): 9,
        cell(0, "TBM"): 8.3,
        cell(0, "NX"): "Tiến bộ",
        cell(1, "TX1"): 6,
        cell(1, "TBM"): 6.5,
    }
    assert done.receipt.read_back == "equal" and done.receipt.values_compared == 7
    assert done.receipt.items.total() == sum(source["items"] for source in done.receipt.sources)


def test_filling_again_changes_nothing(tmp_path: Path) -> None:
    first, _ = filled(tmp_path, Smas())
    again = fill(first.files[0], MARKS, tmp_path / "lan_hai.xlsx")
    assert again.files[0].read_bytes() == first.files[0].read_bytes()
    assert again.receipt.items == first.receipt.items


def test_a_cell_with_another_value_is_a_conflict_and_withholds_the_file(tmp_path: Path) -> None:
    done, _ = filled(tmp_path, Smas(values={(0, "TBM"): 8.4}))
    assert "template-cell-differs" in rules(done) and not done.files and done.receipt.fails()


def test_partial_keeps_the_cell_and_fills_the_rest(tmp_path: Path) -> None:
    done, now = filled(tmp_path, Smas(values={(0, "TBM"): 8.4}), partial=True)
    assert (now[cell(0, "TBM")], now[cell(1, "TBM")]) == (8.4, 6.5)
    lost = [loss for loss in done.receipt.losses if loss.reason == "template-cell-differs"]
    assert {loss.field for loss in lost} == {"subjects.toan.result"}


def test_overwrite_replaces_the_cell_and_says_so(tmp_path: Path) -> None:
    done, now = filled(tmp_path, Smas(values={(0, "TBM"): 8.4}), overwrite=True)
    assert now[cell(0, "TBM")] == 8.3 and "template-cell-overwritten" in rules(done)


def test_an_equal_value_is_no_conflict_however_it_is_written(tmp_path: Path) -> None:
    done, now = filled(tmp_path, Smas(values={(0, "TBM"): "8,3", (1, "TBM"): 6.50}))
    assert now[cell(0, "TBM")] == "8,3" and "template-cell-differs" not in rules(done)


@pytest.mark.parametrize("overwrite", [False, True])
def test_an_empty_source_never_clears_a_cell(tmp_path: Path, overwrite: bool) -> None:
    done, now = filled(tmp_path, Smas(values={(1, "CK"): 5, (1, "NX"): "Giữ"}), overwrite=overwrite)
    assert (now[cell(1, "CK")], now[cell(1, "NX")]) == (5, "Giữ") and done.receipt.read_back == "equal"


def test_what_somebody_typed_that_cannot_be_read_is_kept(tmp_path: Path) -> None:
    done, now = filled(tmp_path, Smas(values={(0, "TBM"): "vắng", (0, "CK"): "hoãn"}), partial=True)
    assert (now[cell(0, "TBM")], now[cell(0, "CK")]) == ("vắng", "hoãn")
    assert rules(done).count("template-cell-differs") == 1  # the source says nothing of CK


def test_a_score_is_a_text_where_the_column_holds_texts(tmp_path: Path) -> None:
    as_text = Smas(formats={"TBM": "@"}, values={(0, "TX1"): "7,0"}, pupils=(AN, BINH))
    _, now = filled(tmp_path, as_text)
    assert now[cell(0, "TBM")] == "8.3"
    assert now[cell(1, "TX1")] == "6"  # the other score of the column is a text too


def test_text_with_a_comma_where_the_column_has_one(tmp_path: Path) -> None:
    _, now = filled(tmp_path, Smas(values={(1, "TBM"): "6,5"}))
    assert now[cell(0, "TBM")] == "8,3"


def test_more_marks_than_the_template_has_columns_are_left_to_enter(tmp_path: Path) -> None:
    source = document(card(AN, {"toan": term2(None, "1", "2", "3", "4", "5")}))
    done, now = filled(tmp_path, Smas(), source)
    assert [now[cell(0, f"TX{n}")] for n in range(1, 5)] == [1, 2, 3, 4]
    assert [(one.field, one.value) for one in left_to_enter(done)] == [("subjects.toan.regular.4", "5")]


def test_results_and_absences_are_left_to_enter_by_hand(tmp_path: Path) -> None:
    summary = Summary(learning_result=Mark(scale="result4", value="kha"), absences=Absences(excused="2", unexcused="1"))
    source = document(card(AN, {"toan": term2("8")}, summaries={"term2": summary}))
    done, _ = filled(tmp_path, Smas(), source)
    assert {one.field for one in left_to_enter(done)} == {
        "learning_result",
        "absences.excused",
        "absences.unexcused",
    }


def test_a_word_is_written_as_the_drop_down_list_has_it(tmp_path: Path) -> None:
    sheet = Smas(subject="GIÁO DỤC THỂ CHẤT", choices={"TBM": ["Đạt", "Chưa đạt"]})
    source = document(card(AN, {"gdtc": {"term2": SubjectPeriod(result=passed("chua_dat"))}}))
    _, now = filled(tmp_path, sheet, source)
    assert now[cell(0, "TBM")] == "Chưa đạt"


def test_a_score_where_the_template_wants_a_word_is_refused(tmp_path: Path) -> None:
    sheet = Smas(subject="GIÁO DỤC THỂ CHẤT", choices={"TBM": ["Đ", "CĐ"]})
    done, _ = filled(tmp_path, sheet, document(card(AN, {"gdtc": term2("8")})))
    assert "template-cell-refuses" in rules(done) and not done.files


def test_a_formula_is_left_alone_and_said(tmp_path: Path) -> None:
    done, now = filled(tmp_path, Smas(values={(0, "TBM"): "=ROUND(AVERAGE(E14:H14),1)"}))
    assert now[cell(0, "TBM")] == "=ROUND(AVERAGE(E14:H14),1)" and "template-cell-formula" in rules(done)


def test_protection_stays_and_unlocked_cells_are_filled(tmp_path: Path) -> None:
    done, now = filled(tmp_path, Smas(protected=True))
    assert now[cell(0, "TBM")] == 8.3 and done.receipt.read_back == "equal"


def test_pupils_of_one_side_only_are_said(tmp_path: Path) -> None:
    source = document(*MARKS.report_cards, card(CHI, {"toan": term2("5")}))
    done, _ = filled(tmp_path, Smas(pupils=(AN, ("2300000009", "Vũ Ô"))), source)
    assert rules(done).count("pupil-not-in-templates") == 2
    assert rules(done).count("template-pupil-not-in-source") == 1
    assert done.receipt.read_back == "equal"


def test_another_class_and_school_are_only_said(tmp_path: Path) -> None:
    done, now = filled(tmp_path, Smas(class_name="10A5"))
    assert {"template-of-other-class", "template-of-other-school"} <= set(rules(done))
    assert now[cell(0, "TBM")] == 8.3 and not done.receipt.fails("warning")


def test_a_named_language_is_found_whatever_its_rank(tmp_path: Path) -> None:
    source = document(card(AN, {"ngoai_ngu_1": term2("8")}))
    _, now = filled(tmp_path, Smas(subject="TIẾNG ANH"), source)
    assert now[cell(0, "TBM")] == 8
    done, _ = filled(tmp_path, Smas(subject="TIẾNG PHÁP"), source, force=True)
    assert "template-of-other-subject" in rules(done)


def test_a_language_that_only_the_template_names_is_filled_with_a_warning(tmp_path: Path) -> None:
    whole = card(AN, {"ngoai_ngu_1": term2("8")})
    year = whole.years[0]
    unnamed = year.subjects[0].model_copy(update={"language": None})
    source = document(whole.model_copy(update={"years": (year.model_copy(update={"subjects": (unnamed,)}),)}))
    done, now = filled(tmp_path, Smas(subject="TIẾNG ANH"), source)
    assert now[cell(0, "TBM")] == 8 and "language-named-by-template-only" in rules(done)


def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    source = document(card(AN, {"toan": {"term2": SubjectPeriod(comment='=HYPERLINK("x")')}}))
    filled(tmp_path, Smas(), source)
    found = openpyxl.load_workbook(tmp_path / "ra.xlsx").worksheets[0][cell(0, "NX")]
    assert (found.value, found.data_type) == ('=HYPERLINK("x")', "s") or found.data_type == "inlineStr"


def test_a_dry_run_writes_nothing_and_counts_the_same(tmp_path: Path) -> None:
    tried, _ = filled(tmp_path, Smas(), dry_run=True)
    assert not tried.files and tried.receipt.read_back == "not_written" and not (tmp_path / "ra.xlsx").exists()
    done, _ = filled(tmp_path, Smas())
    assert tried.receipt.items == done.receipt.items and tried.receipt.losses == done.receipt.losses
