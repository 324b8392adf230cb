"""Pupils without a common code: suggested, and taken only when a person says so."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from templates_of_school import AN, BINH, Smas, card, cell, cells, document, smas, term2

from hocba_interop import BadMatch, FillOptions, fill
from hocba_interop.conversion.filling.candidates import Candidate
from hocba_interop.conversion.filling.fill import Filling

NAMELESS = Smas(pupils=((None, "Nguyễn Văn An"), (None, "Trần Bình")))
MARKS = document(card(AN, {"toan": term2("8.3")}), card(BINH, {"toan": term2("6.5")}))


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";"))


def confirm(path: Path, *numbers: int) -> None:
    found = rows(path)
    for number in numbers:
        found[number][2] = "x"
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(found)
    path.write_text(text.getvalue(), "utf-8-sig")


def run(tmp_path: Path, template: Path, source: object = MARKS, **options: object) -> Filling:
    return fill(template, source, tmp_path / "ra.xlsx", FillOptions(force=True, **options))  # type: ignore[arg-type]


def test_names_alone_never_join(tmp_path: Path) -> None:
    done = run(tmp_path, smas(tmp_path / "mau.xlsx", NAMELESS))
    found = {notice.rule for notice in done.receipt.notices}
    assert {"template-without-our-pupils", "pupils-to-be-confirmed"} <= found and not done.files
    assert [candidate.score >= 85 for candidate in done.candidates] == [True, True]


def test_suggestions_are_written_confirmed_and_then_taken(tmp_path: Path) -> None:
    template, pairs = smas(tmp_path / "mau.xlsx", NAMELESS), tmp_path / "ghep.csv"
    first = run(tmp_path, template, match=pairs)
    assert first.match_file == pairs and not first.files
    assert [row[4:6] for row in rows(pairs)[1:]] == [["Nguyễn Văn An"] * 2, ["Trần Bình"] * 2]
    assert all(row[2] == "" for row in rows(pairs)[1:])
    before = pairs.read_bytes()
    assert not run(tmp_path, template, match=pairs).files  # nothing confirmed: nothing taken, nothing overwritten
    assert pairs.read_bytes() == before
    confirm(pairs, 1)
    done = run(tmp_path, template, match=pairs)
    now = cells(done.files[0])
    assert now[cell(0, "TBM")] == 8.3 and cell(1, "TBM") not in now


def test_two_pupils_of_one_name_are_never_confused(tmp_path: Path) -> None:
    twins = document(
        card(("2300000011", "Nguyễn Thị Lan"), {"toan": term2("9")}, birth_date="2008-01-02"),
        card(("2300000012", "Nguyễn Thị Lan"), {"toan": term2("4")}, birth_date="2008-09-09"),
    )
    sheet = Smas(pupils=((None, "Nguyễn Thị Lan"), (None, "Nguyễn Thị Lan")))
    template, pairs = smas(tmp_path / "mau.xlsx", sheet), tmp_path / "ghep.csv"
    run(tmp_path, template, twins, match=pairs)
    assert len(rows(pairs)) == 5  # each row of the template with each of the two
    confirm(pairs, 2, 3)  # first row is the second pupil, second row the first
    now = cells(run(tmp_path, template, twins, match=pairs).files[0])
    assert (now[cell(0, "TBM")], now[cell(1, "TBM")]) in ((4, 9), (9, 4))
    assert rows(pairs)[2][0] != rows(pairs)[3][0] and rows(pairs)[2][1] != rows(pairs)[3][1]


def test_one_pupil_confirmed_twice_is_refused(tmp_path: Path) -> None:
    twins = document(card(("2300000011", "Nguyễn Thị Lan"), {"toan": term2("9")}))
    sheet = Smas(pupils=((None, "Nguyễn Thị Lan"), (None, "Nguyễn Thị Lan")))
    template, pairs = smas(tmp_path / "mau.xlsx", sheet), tmp_path / "ghep.csv"
    run(tmp_path, template, twins, match=pairs)
    confirm(pairs, 1, 2)
    with pytest.raises(BadMatch) as refused:
        run(tmp_path, template, twins, match=pairs)
    assert refused.value.why == "repeated"


def test_a_name_joins_nobody_from_sheet_to_sheet(tmp_path: Path) -> None:
    """What was confirmed of one row says nothing of a row of the same name elsewhere: it may be another pupil."""
    source = document(card(AN, {"toan": term2("8.3"), "vat_li": term2("7")}))
    both = (NAMELESS, Smas(pupils=NAMELESS.pupils, subject="VẬT LÍ"))
    template, pairs = smas(tmp_path / "mau.xlsx", *both), tmp_path / "ghep.csv"
    run(tmp_path, template, source, match=pairs)
    assert len(rows(pairs)) == 3  # a line for each row
    confirm(pairs, 1)
    done = run(tmp_path, template, source, match=pairs)
    assert cells(done.files[0])[cell(0, "TBM")] == 8.3 and cell(0, "TBM") not in cells(done.files[0], 1)
    assert "pupils-not-confirmed" in {notice.rule for notice in done.receipt.notices}
    confirm(pairs, 1, 2)
    done = run(tmp_path, template, source, match=pairs)
    assert cells(done.files[0])[cell(0, "TBM")] == 8.3 and cells(done.files[0], 1)[cell(0, "TBM")] == 7


def test_one_confirmation_serves_all_rows_of_one_technical_id(tmp_path: Path) -> None:
    source = document(card(AN, {"toan": term2("8.3"), "vat_li": term2("7")}))
    both = [Smas(pupils=NAMELESS.pupils, subject=subject, student_ids=True) for subject in ("TOÁN", "VẬT LÍ")]
    template, pairs = smas(tmp_path / "mau.xlsx", *both), tmp_path / "ghep.csv"
    run(tmp_path, template, source, match=pairs)
    assert len(rows(pairs)) == 2
    confirm(pairs, 1)
    done = run(tmp_path, template, source, match=pairs)
    assert cells(done.files[0])[cell(0, "TBM")] == 8.3 and cells(done.files[0], 1)[cell(0, "TBM")] == 7


def test_a_row_without_code_of_a_pupil_known_elsewhere_is_suggested(tmp_path: Path) -> None:
    source = document(card(AN, {"toan": term2("8.3"), "vat_li": term2("7")}))
    sheets = (Smas(), Smas(pupils=((None, AN[1]),), subject="VẬT LÍ"))
    done = run(tmp_path, smas(tmp_path / "mau.xlsx", *sheets), source)
    assert [candidate.person.lines[0].place.sheet for candidate in done.candidates] == ["Vật Lí 10T"]
    assert cells(done.files[0])[cell(0, "TBM")] == 8.3


def test_a_confirmed_pair_that_differs_is_filled_with_a_warning(tmp_path: Path) -> None:
    other = (AN[0], "Nguyễn Văn Ân")
    template, pairs = smas(tmp_path / "mau.xlsx", Smas(pupils=((None, AN[1]),))), tmp_path / "ghep.csv"
    run(tmp_path, template, document(card(other, {"toan": term2("5")})), match=pairs)
    confirm(pairs, 1)
    done = run(tmp_path, template, document(card(other, {"toan": term2("5")})), match=pairs)
    [said] = [notice for notice in done.receipt.notices if notice.rule == "confirmed-pair-differs"]
    assert said.also is not None and cells(done.files[0])[cell(0, "TBM")] == 5


def test_apostrophes_of_word_processors_are_one(tmp_path: Path) -> None:
    source = document(card((AN[0], "H' Wơn Ê Ban"), {"toan": term2("8.3")}))
    template = smas(tmp_path / "mau.xlsx", Smas(pupils=((AN[0], "H’ Wơn Ê Ban"),)))
    assert cells(run(tmp_path, template, source).files[0])[cell(0, "TBM")] == 8.3


def test_a_name_that_is_a_formula_is_harmless_in_the_file(tmp_path: Path) -> None:
    evil = ("2300000013", "=cmd|' /C calc'!A0")
    template, pairs = smas(tmp_path / "mau.xlsx", Smas(pupils=((None, evil[1]),))), tmp_path / "ghep.csv"
    run(tmp_path, template, document(card(evil, {"toan": term2("5")})), match=pairs)
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows(pairs) for cell in row)


def test_a_question_is_asked_where_somebody_can_answer(tmp_path: Path) -> None:
    asked: list[Candidate] = []

    def ask(candidate: Candidate, _: object) -> bool:
        asked.append(candidate)
        return candidate.person.name == "Nguyễn Văn An"

    template = smas(tmp_path / "mau.xlsx", NAMELESS)
    done = fill(template, MARKS, tmp_path / "ra.xlsx", ask=ask)
    now = cells(done.files[0])
    assert len(asked) == 2 and now[cell(0, "TBM")] == 8.3 and cell(1, "TBM") not in now


def test_a_pupil_of_another_personal_id_or_grade_is_not_suggested(tmp_path: Path) -> None:
    source = document(card(AN, {"toan": term2("8.3")}, grade=11, class_name="11T"))
    done = run(tmp_path, smas(tmp_path / "mau.xlsx", NAMELESS), source)
    assert done.candidates == []


def test_the_prefix_of_smas_is_set_aside(tmp_path: Path) -> None:
    template = smas(tmp_path / "mau.xlsx", Smas(pupils=((f"HS{AN[0]}", AN[1]),)))
    done = run(tmp_path, template)
    assert cells(done.files[0])[cell(0, "TBM")] == 8.3
    lost = {loss.field for loss in done.receipt.losses if loss.reason == "of-the-pupil-profile"}
    assert "student.identifiers.pupil_code" not in lost  # it stands there in another form
