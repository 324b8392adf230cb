"""SMAS's synchronisation records: what they say, and that nothing of them is lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from canonical_forms import read as read_and_check

from hocba_interop.adapters.contract import Reading, ReadOptions, UnreadableSource
from hocba_interop.adapters.source import Source
from hocba_interop.adapters.viettel.sync_json import DIALECT
from hocba_interop.model import Extension, Mark
from hocba_interop.model.flat import unflatten

EXAMPLE = Path(__file__).with_name("sync.example.json")


def read(*records: dict[str, Any]) -> Reading:
    return read_and_check("", json.dumps(records).encode(), DIALECT)


def values(reading: Reading, index: int = 0) -> dict[str, object]:
    return {".".join(fact.path): fact.value for fact in reading.fragments[index].facts}


def record(**changes: Any) -> dict[str, Any]:
    first: dict[str, Any] = json.loads(EXAMPLE.read_bytes())[0]
    return {**first, **changes}


def rules(reading: Reading) -> list[str]:
    return [notice.rule for notice in reading.notices]


def test_what_a_term_says() -> None:
    reading = read_and_check("", EXAMPLE.read_bytes(), DIALECT)
    first = reading.fragments[0]
    assert (first.school_year, first.periods, first.class_name) == ("2020-2021", ("term1",), None)
    card = unflatten({fact.path: fact.value for fact in first.facts})
    assert card.student.identifiers == {"pupil_code": "HS1010056016"}
    (year,) = card.years
    assert (year.school_year, year.grade, year.level) == ("2020-2021", 8, "lower_secondary")
    assert (year.regulation, year.programme) == ("tt26-2020", "gdpt-2006")
    assert year.school and year.school.code == "64628509"
    summary = year.summaries["term1"]
    assert summary.average == Mark(scale="score10", value="7.6")
    assert summary.learning_result == Mark(scale="learning5", value="kha")
    assert summary.conduct_result == Mark(scale="conduct4", value="tot")
    assert summary.honour == "TT"
    assert year.decisions is None, "a term decides nothing"
    subjects = {subject.subject: subject for subject in year.subjects}
    assert list(subjects) == ["toan", "ngoai_ngu_1", "am_nhac", "khac"]
    assert subjects["toan"].source_label == "Toán"
    assert subjects["ngoai_ngu_1"].language == "tieng_anh"
    assert subjects["ngoai_ngu_1"].periods["term1"].result == Mark(scale="score10", value="7.5")
    assert subjects["am_nhac"].assessed_by == "comment"
    assert subjects["am_nhac"].periods["term1"].result == Mark(scale="pass", value="dat")
    assert subjects["khac"].source_label == "Nghề làm vườn"
    assert subjects["khac"].periods["term1"].result == Mark(scale="pass", value="chua_dat")
    assert {extension.label: extension.value for extension in year.extensions} == {
        "maLopHoc": "LH_64628509_2020_1000748290",
        "isLenLop": "false",
        "isRenLuyenLai": "false",
        "listDiemTongKetMon.3.maMonHoc": "XXX2",
        "syncMaSoGd": "64",
        "syncMaPhongGd": "628",
    }
    assert rules(reading) == ["unknown-subject"]


def test_what_the_year_says() -> None:
    reading = read_and_check("", EXAMPLE.read_bytes(), DIALECT)
    found = values(reading, 1)
    assert reading.fragments[1].periods == ("year",)
    assert found["years.2020-2021.decisions.promoted"] is True
    assert found["years.2020-2021.decisions.completed_grade"] is True
    assert found["years.2020-2021.summaries.year.learning_result"] == Mark(scale="learning5", value="kem")
    assert found["years.2020-2021.summaries.year.conduct_result"] == Mark(scale="conduct4", value="trung_binh")
    kept = [value for value in found.values() if isinstance(value, Extension)]
    assert [(extension.label, extension.value) for extension in kept] == [("isTotNghiep", "false")]


def test_the_class_code_is_never_a_class_name() -> None:
    assert not any(path.endswith("class_name") for path in values(read(record())))


def test_letters_of_the_new_circular_are_read_on_its_scale() -> None:
    found = values(read(record(namHoc=2021, khoiHoc=6, maHocLuc="Đ", maHanhKiem="CĐ")))
    assert found["years.2021-2022.regulation"] == "tt22-2021"
    assert found["years.2021-2022.summaries.term1.learning_result"] == Mark(scale="result4", value="dat")
    assert found["years.2021-2022.summaries.term1.conduct_result"] == Mark(scale="result4", value="chua_dat")


@pytest.mark.parametrize(
    ("changes", "rule", "pointer"),
    [
        ({"diemTongKet": 85}, "score-out-of-range", "/0/diemTongKet"),
        ({"diemTongKet": 7.65}, "score-too-precise", "/0/diemTongKet"),
        ({"diemTongKet": "tám"}, "score-unreadable", "/0/diemTongKet"),
        ({"maHocLuc": "Z"}, "level-unknown", "/0/maHocLuc"),
        ({"maHanhKiem": "Kém"}, "level-unknown", "/0/maHanhKiem"),
        (
            {"listDiemTongKetMon": [{"tenMonHoc": "Âm nhạc", "loaiDanhGia": 1, "diemDanhGia": "X"}]},
            "mark-unreadable",
            "/0/listDiemTongKetMon/0/diemDanhGia",
        ),
    ],
)
def test_an_unusable_value_is_rejected_with_its_place(changes: dict[str, Any], rule: str, pointer: str) -> None:
    reading = read(record(**{"listDiemTongKetMon": [], **changes}))
    (notice,) = reading.notices
    assert (notice.rule, notice.where and notice.where.where()) == (rule, {"source": 0, "pointer": pointer})
    assert [rejected for _, rejected in reading.ledger.rejected] == [rule]


def test_an_unknown_field_is_kept_leaf_by_leaf() -> None:
    reading = read(record(listDiemTongKetMon=[], moi={"a": [1, None, True]}, maDanhHieu={"x": "y"}))
    assert rules(reading) == ["unknown-field"] * 3
    kept = {item.place.where()["pointer"] for item in reading.ledger.unrecognised}
    assert kept == {"/0/moi/a/0", "/0/moi/a/2", "/0/maDanhHieu/x"}


def test_results_of_a_primary_record_are_kept_unread() -> None:
    reading = read(record(capHoc=1, khoiHoc=3, maHocLuc="T"))
    found = values(reading)
    assert not any("summaries" in path and "honour" not in path for path in found)
    assert not any("subjects" in path for path in found)
    assert "unknown-field" in rules(reading)


def test_two_foreign_languages_and_a_subject_given_twice() -> None:
    marks = [
        {"tenMonHoc": "Tiếng Pháp", "loaiDanhGia": 0, "diemSo": 6},
        {"tenMonHoc": "Tiếng Anh", "loaiDanhGia": 0, "diemSo": 7},
        {"tenMonHoc": "Toán", "loaiDanhGia": 0, "diemSo": 8},
        {"tenMonHoc": "Toán", "loaiDanhGia": 0, "diemSo": 9},
    ]
    reading = read(record(listDiemTongKetMon=marks))
    found = values(reading)
    result = "periods.term1.result"
    assert found[f"years.2020-2021.subjects.ngoai_ngu_1.{result}"] == Mark(scale="score10", value="7")
    assert found["years.2020-2021.subjects.ngoai_ngu_2.subject"] == "ngoai_ngu_2"
    assert found[f"years.2020-2021.subjects.ngoai_ngu_2.{result}"] == Mark(scale="score10", value="6")
    assert found[f"years.2020-2021.subjects.toan#2.{result}"] == Mark(scale="score10", value="9")
    assert rules(reading) == ["language-rank-inferred"]


def test_a_record_without_year_takes_that_of_the_user_and_says_so_without() -> None:
    lone = record(namHoc=None, listDiemTongKetMon=[])
    reading = read(lone)
    assert rules(reading) == ["school-year-unknown"]
    assert reading.fragments[0].school_year is None
    source = Source("x.json", json.dumps(lone).encode())
    told = DIALECT.read(source, ReadOptions(school_year="2020-2021"))
    assert (told.fragments[0].school_year, told.notices) == ("2020-2021", [])


@pytest.mark.parametrize(
    ("data", "pointer"),
    [
        ([record(hocKy=4)], "/0/hocKy"),
        ([record(), 5], "/1"),
        ([record(listDiemTongKetMon=[5])], "/0/listDiemTongKetMon/0"),
    ],
)
def test_a_wrong_shape_is_refused(data: object, pointer: str) -> None:
    with pytest.raises(UnreadableSource) as refusal:
        DIALECT.read(Source("x.json", json.dumps(data).encode()), ReadOptions())
    notice = refusal.value.notice
    assert notice.rule == "wrong-shape"
    assert notice.where and notice.where.where()["pointer"] == pointer


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (EXAMPLE.read_bytes(), True),
        (json.dumps(record()).encode(), True),
        (b'{"maHocSinh": "1"}', False),
        (b'["maHocSinh"]', False),
        (b'[{"maHocSinh": ', False),
        (b"[]", False),
        (b'"maHocSinh"', False),
        (b"", False),
    ],
)
def test_detection(data: bytes, found: bool) -> None:
    evidence = DIALECT.detect(Source("x.json", data))
    assert (evidence is not None and evidence.confidence > 0.5) is found
