from __future__ import annotations

import pytest

from hocba_interop.codelists import periods

TEXTS = {
    "mid_term1": "GK1|GKI|Giữa học kỳ I|Giữa kì 1|Giữa HK 1|giua hoc ki 1|GIỮA HỌC KỲ I",
    "term1": "Học kỳ 1|Học kỳ I|Học kì I|HK1|HK 1|HKI|HK I|HK-I|Hoc ki 1|Cuối học kỳ I|CK1|Cuối kì 1|Kỳ 1",
    "mid_term2": "GK2|Giữa học kỳ II|Giữa kì 2|GHK II",
    "term2": "Học kỳ 2|Học kỳ II|HK2|HKII|HK II|Hoc ki 2|CK2|Cuối kì 2|(Học kỳ 2)|HỌC KỲ II",
    "year": "Cả năm|CN|Cuối năm|Ca nam|CẢ NĂM|Cuối năm học",
}


@pytest.mark.parametrize(
    ("text", "period_id"), [(text, period) for period, texts in TEXTS.items() for text in texts.split("|")]
)
def test_find(text: str, period_id: str) -> None:
    assert periods.find(text) == period_id


@pytest.mark.parametrize("text", ["", "1", "K II", "HKI I", "Học kỳ 3", "Năm học 2023 - 2024", "TB CẢ NĂM", "Kỳ"])
def test_not_a_period(text: str) -> None:
    assert periods.find(text) is None


def test_ids_in_the_order_of_the_year() -> None:
    assert [item.id for item in periods.all()] == list(TEXTS)


@pytest.mark.parametrize("period_id", TEXTS)
def test_names_round_trip(period_id: str) -> None:
    item = periods.get(period_id)
    assert periods.find(periods.name(period_id)) == period_id
    assert periods.find(item.short) == periods.find(item.checkpoint) == period_id
    assert periods.from_vnedu_sync_code(item.vnedu_sync_code) == period_id


def test_sync_codes() -> None:
    assert [periods.from_vnedu_sync_code(code) for code in ("122", "1", "222", "2", "3", "4")] == [
        *TEXTS,
        None,
    ]
