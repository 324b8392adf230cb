"""``hocba inspect`` and ``hocba diff``: made for the school's own eyes."""

from __future__ import annotations

import json

import pytest


def test_inspect_shows_what_is_inside(hocba, summaries):
    source = summaries / "so_diem_tong_ket_lop_7a.xlsx"
    ran = hocba("inspect", source, "--json")
    assert (ran.status, ran.err) == (0, "")
    found = json.loads(ran.out)
    [file] = found["files"]
    assert [section["periods"] for section in file["sections"]] == [["term1"], ["term2"], ["year"]]
    assert {section["class_name"] for section in file["sections"]} == {"7A"}
    assert len(found["pupils"]) == 10
    assert found["pupils"][0]["years"][0]["periods"] == ["term1", "term2", "year"]
    page = hocba("inspect", source)
    assert page.status == 0
    assert found["pupils"][0]["full_name"] in page.out
    assert "HB110" in page.out


def test_inspect_sets_unreadable_files_aside(hocba, summaries, bad):
    ran = hocba("inspect", summaries / "khoi_12_hk2.xls", bad / "empty.xlsx", bad / "no_header.xlsx", "--json")
    assert ran.status == 2
    found = json.loads(ran.out)
    assert [file["name"] for file in found["files"]] == ["khoi_12_hk2.xls"]
    assert [one["name"] for one in found["unread"]] == ["empty.xlsx", "no_header.xlsx"]


def test_inspect_of_data_with_errors(hocba, bad):
    assert hocba("inspect", bad / "bad_scores.xlsx").status == 1


def test_no_difference(hocba, summaries):
    source = summaries / "khoi_12_hk2.xls"
    ran = hocba("diff", source, source, "--json")
    assert ran.status == 0
    assert json.loads(ran.out)["equal"] is True


def test_formats_do_not_matter_to_a_difference(hocba, summaries, tmp_path):
    source = summaries / "khoi_12_hk2.xls"
    assert hocba("convert", source, "--to", "hocba-xml", "-o", "12.xml").status == 0
    ran = hocba("diff", source, tmp_path / "12.xml")
    assert (ran.status, ran.err) == (0, "")


def test_differences_are_told_pupil_by_pupil(hocba, bad):
    sides = (bad / "two_values_hk2_a.xlsx", bad / "two_values_hk2_b.xlsx")
    ran = hocba("diff", *sides, "--json")
    assert ran.status == 1
    found = json.loads(ran.out)
    changes = [change for pupil in found["pupils"] for change in pupil["changes"]]
    assert [change["field"] for change in changes] == ["subjects.toan.result", "conduct_result"]
    assert changes[0]["period"] == "term2"
    assert changes[0]["a"]["scale"] == "score10"
    assert found["counts"]["changes"] == len(changes) == 2
    text = hocba("diff", *sides)
    assert text.status == 1
    assert found["pupils"][0]["a"]["full_name"] in text.out
    assert "Toán" in text.out


def test_pupils_of_one_side_are_listed(hocba, summaries):
    sides = (summaries / "moved_class_hk1.xls", summaries / "moved_class_hk2.xls")
    found = json.loads(hocba("diff", *sides, "--json").out)
    assert found["counts"]["only_a"] == len(found["only_a"]) > 0
    assert found["counts"]["only_b"] == len(found["only_b"]) > 0


def test_pupils_without_codes_are_joined_by_a_file_only(hocba, summaries, tmp_path):
    source = summaries / "old_layout_no_codes.xls"
    lone = json.loads(hocba("diff", source, source, "--json").out)
    count = len(lone["only_a"])
    assert count == len(lone["only_b"]) == len(lone["likely_same"]) > 0
    match = tmp_path / "match.csv"
    references = [f"'{one['where']['sheet']}'!{one['where']['row']}" for one in lone["only_a"]]
    match.write_text("\n".join(["A;B", *(f"{one};{one}" for one in references)]), encoding="utf-8-sig")
    ran = hocba("diff", source, source, "--match", match, "--json")
    assert ran.status == 0
    assert json.loads(ran.out)["counts"]["pupils_equal"] == count


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("'11a01'!8,'11a01'!9999", "dòng 1, cột B"),
        ("A,B\n'11a01'!8,'11a01'!8\n'11a01'!8,'11a01'!9", "dòng 3, cột A"),
        ("A,B\nkhông có,'11a01'!8", "dòng 2, cột A"),
    ],
)
def test_a_match_file_that_cannot_be_used(hocba, summaries, tmp_path, lines, told):
    source = summaries / "old_layout_no_codes.xls"
    (tmp_path / "match.csv").write_text(lines, encoding="utf-8")
    ran = hocba("diff", source, source, "--match", "match.csv")
    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err


def test_a_match_file_that_is_not_there(hocba, summaries):
    source = summaries / "khoi_12_hk2.xls"
    ran = hocba("diff", source, source, "--match", "none.csv")
    assert (ran.status, ran.out) == (2, "")
    assert "none.csv" in ran.err
