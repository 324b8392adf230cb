"""``hocba merge``: what is written, told and refused, on the files of two schools."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

MOVES = Path(__file__).parents[2] / "fixtures" / "moves"
AFTER_TERM = ("--old", MOVES / "thpt" / "truong_cu", "--new", MOVES / "thpt" / "truong_moi")
MID_TERM = ("--old", MOVES / "giua_ky" / "truong_cu", "--new", MOVES / "giua_ky" / "truong_moi")
CONFLICT = ("--old", MOVES / "thpt" / "truong_cu", "--new", MOVES / "xung_dot" / "truong_moi")
PRIMARY = ("--old", MOVES / "tieu_hoc" / "truong_cu", "--new", MOVES / "tieu_hoc" / "truong_moi")
BACK = ("--old", MOVES / "nguoc_lai" / "truong_cu", "--new", MOVES / "nguoc_lai" / "truong_moi")


def read(path: Path):
    return json.loads(path.read_text("utf-8"))


def test_one_card_with_the_move_and_its_differences(hocba, tmp_path):
    ran = hocba("merge", *AFTER_TERM, "-o", "out.json", "--only-matched", "--receipt", "r.json")
    assert (ran.status, ran.out) == (0, "")
    (card,) = read(tmp_path / "out.json")["report_cards"]
    (year,) = card["years"]
    assert (year["class_name"], year["school"]["name"]) == ("10B1", "Trường THPT Đến Nơi")
    assert [line["class_name"] for line in card["history"]] == ["10A2", "10B1"]
    languages = [one["language"] for one in year["subjects"] if one["subject"] == "ngoai_ngu_1"]
    assert sorted(languages) == ["tieng_anh", "tieng_phap"]
    receipt = read(tmp_path / "r.json")
    assert receipt["proof"]["read_back"] == "equal"
    assert sum(receipt["items"].values()) == sum(source["items"] for source in receipt["sources"])
    last = ran.err.rpartition("Khác nhau giữa hai trường")[2]
    assert "10A2 → 10B1" in last and "Hoá học, Sinh học (trường cũ)" in last
    assert "Tiếng Anh → Tiếng Pháp" in last


def test_everyone_is_written_without_only_matched(hocba, tmp_path):
    assert hocba("merge", *AFTER_TERM, "-o", "out.json").status == 0
    assert len(read(tmp_path / "out.json")["report_cards"]) == 7


def test_a_move_within_a_term_keeps_the_marks_of_both_schools(hocba, tmp_path):
    assert hocba("merge", *MID_TERM, "-o", "out.json", "--only-matched", "--moved-on", "2026-03-09").status == 0
    (card,) = read(tmp_path / "out.json")["report_cards"]
    tests = {s["subject"]: s["periods"].get("term2", {}).get("regular", ()) for s in card["years"][0]["subjects"]}
    assert (len(tests["toan"]), len(tests["ngu_van"])) == (6, 4)
    assert card["history"][-1]["arrived_on"] == "2026-03-09"
    assert card["history"][-1]["pupil_status"] == "06"


def test_a_conflict_withholds_everything_and_names_both_places(hocba, tmp_path):
    ran = hocba("merge", *CONFLICT, "-o", "out.json", "--only-matched", "--receipt", "r.json")
    assert ran.status == 1
    assert not (tmp_path / "out.json").exists()
    (notice,) = (n for n in read(tmp_path / "r.json")["notices"] if n["rule"] == "conflict")
    assert notice["where"] == {"source": 1, "sheet": "Toán 10B2", "cell": "K14"}
    assert notice["also"] == {"source": 0, "sheet": "10a2", "cell": "F10"}
    assert "9.9" not in ran.said and "9,9" not in ran.said
    ran = hocba("merge", *CONFLICT, "-o", "out.json", "--only-matched", "--partial")
    assert ran.status == 1
    (card,) = read(tmp_path / "out.json")["report_cards"]
    (maths,) = (one for one in card["years"][0]["subjects"] if one["subject"] == "toan")
    assert not maths["periods"].get("term1", {}).get("result")


def test_a_primary_pupil_and_the_other_direction(hocba, tmp_path):
    assert hocba("merge", *PRIMARY, "-o", "a.json", "--only-matched").status == 0
    (card,) = read(tmp_path / "a.json")["report_cards"]
    maths = next(one for one in card["years"][0]["subjects"] if one["subject"] == "toan")
    assert set(maths["periods"]) == {"mid_term1", "year"}
    assert hocba("merge", *BACK, "-o", "b.json", "--only-matched", "--fail-on", "loss").status == 1
    assert hocba("merge", *BACK, "-o", "b.json", "--only-matched", "--force").status == 0
    assert [line["class_name"] for line in read(tmp_path / "b.json")["report_cards"][0]["history"]] == ["10B1", "10A2"]


def test_names_show_only_when_asked_for(hocba):
    name = "Bùi Thị Thanh Hà"
    for lang in ("vi", "en"):
        ran = hocba("merge", *AFTER_TERM, "-o", f"{lang}.json", "--only-matched", "--verbose", lang=lang)
        assert name not in ran.said
    assert name in hocba("merge", *AFTER_TERM, "-o", "x.json", "--only-matched", "--show-values").err


@pytest.mark.parametrize("to", ["hocba-xml", "excel", "viettel", "vnpt:class-summary"])
def test_other_targets_are_proved_like_a_conversion(hocba, tmp_path, to):
    ran = hocba("merge", *AFTER_TERM, "--to", to, "-o", "out", "--only-matched", "--receipt", "r.json")
    assert ran.status == 0
    assert read(tmp_path / "r.json")["proof"]["read_back"] == "equal"


def test_standard_output_and_dry_run_write_no_file(hocba, tmp_path):
    ran = hocba("merge", *AFTER_TERM, "-o", "-", "--only-matched", "--quiet")
    assert (ran.status, ran.err) == (0, "")
    assert len(json.loads(ran.out)["report_cards"]) == 1
    assert hocba("merge", *AFTER_TERM, "--dry-run").status == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("--new", MOVES / "thpt" / "truong_moi", "-o", "o.json"),
        ("--old", MOVES / "thpt" / "truong_cu", "-o", "o.json"),
        AFTER_TERM,
        (*AFTER_TERM, "-o", "o.json", "--moved-on", "09/03/2026"),
        (*AFTER_TERM, "-o", "o.json", "--match", "khong-co.csv"),
        ("--old", "khong-co", "--new", MOVES / "thpt" / "truong_moi", "-o", "o.json"),
        (*AFTER_TERM, "-o", MOVES / "thpt" / "truong_cu" / "tong_ket_10a2_hk1.xls", "--force"),
        (*AFTER_TERM, "-o", "o.xlsx", "--to", "smass"),
    ],
)
def test_wrong_use_ends_in_a_message_and_nothing_is_written(hocba, tmp_path, arguments):
    ran = hocba("merge", *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("hocba: ") or "\nhocba: " in ran.err
    assert list(tmp_path.iterdir()) == []


def test_the_order_of_the_files_does_not_matter(hocba, tmp_path):
    files = sorted((MOVES / "giua_ky" / "truong_cu").iterdir())
    for name, order in (("a", files), ("b", files[::-1])):
        olds = [argument for file in order for argument in ("--old", file)]
        new = MOVES / "giua_ky" / "truong_moi"
        assert hocba("merge", *olds, "--new", new, "-o", f"{name}.json", "--only-matched").status == 0
    assert hocba("diff", "a.json", "b.json").status == 0
    lines = [read(tmp_path / name)["report_cards"][0]["history"] for name in ("a.json", "b.json")]
    assert lines[0] == lines[1]


def test_a_file_of_a_person_joins_pupils_of_two_codes(hocba, tmp_path):
    assert hocba("convert", MOVES / "thpt" / "truong_cu", "--to", "hocba-json", "-o", "cu.json").status == 0
    text = (tmp_path / "cu.json").read_text("utf-8").replace("2537040013", "TAM0001")
    (tmp_path / "cu.json").write_text(text, "utf-8")
    (tmp_path / "ghep.csv").write_text("TAM0001,2537040013\n", "utf-8")
    common = ("merge", "--old", "cu.json", "--new", MOVES / "thpt" / "truong_moi", "--only-matched")
    assert hocba(*common, "-o", "a.json").status == 1
    assert hocba(*common, "-o", "a.json", "--match", "ghep.csv").status == 0
    (card,) = read(tmp_path / "a.json")["report_cards"]
    assert card["student"]["identifiers"]["pupil_code"] == "2537040013"
    assert "TAM0001" in {one["value"] for one in card["extensions"]}


def test_a_merged_card_is_a_source_like_any_other(hocba, tmp_path):
    assert hocba("merge", *AFTER_TERM, "-o", "out.json", "--only-matched").status == 0
    ran = hocba("merge", "--old", "out.json", *AFTER_TERM[2:], "-o", "again.json", "--only-matched")
    assert ran.status == 0
    once, twice = (read(tmp_path / name)["report_cards"][0] for name in ("out.json", "again.json"))
    assert once["history"] == twice["history"]
    assert {s["subject"] for s in once["years"][0]["subjects"]} == {s["subject"] for s in twice["years"][0]["subjects"]}
