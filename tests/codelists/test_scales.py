from __future__ import annotations

import pytest

from hocba_interop.codelists import scales

VALUES = {
    "score10": (),
    "pass": ("dat", "chua_dat"),
    "primary_level": ("hoan_thanh_tot", "hoan_thanh", "chua_hoan_thanh"),
    "trait_level": ("tot", "dat", "can_co_gang"),
    "result4": ("tot", "kha", "dat", "chua_dat"),
    "learning5": ("gioi", "kha", "trung_binh", "yeu", "kem"),
    "conduct4": ("tot", "kha", "trung_binh", "yeu"),
    "primary_result": ("hoan_thanh_xuat_sac", "hoan_thanh_tot", "hoan_thanh", "chua_hoan_thanh"),
}


def test_scales_of_the_contract() -> None:
    assert {scale: scales.values(scale) for scale in scales.SCALES} == VALUES


@pytest.mark.parametrize(("scale", "value"), [(scale, value) for scale in VALUES for value in VALUES[scale]])
def test_words_and_letters_round_trip(scale: str, value: str) -> None:
    assert scales.decode(scale, scales.word(scale, value)) == value
    assert scales.decode(scale, scales.word(scale, value, "short")) == value
    assert scales.decode(scale, value) == value


@pytest.mark.parametrize(
    ("scale", "text", "value"),
    [
        ("pass", "Đ", "dat"),
        ("pass", "Ð", "dat"),
        ("pass", " đ ", "dat"),
        ("pass", "CĐ", "chua_dat"),
        ("pass", "CÐ", "chua_dat"),
        ("pass", "D", None),
        ("pass", "CD", None),
        ("pass", "dat", "dat"),
        ("pass", "chua dat", "chua_dat"),
        ("pass", "T", None),
        ("result4", "Chưa Đạt", "chua_dat"),
        ("result4", "TB", None),
        ("result4", "K", "kha"),
        ("learning5", "K", "kha"),
        ("learning5", "Kém", "kem"),
        ("learning5", "TB", "trung_binh"),
        ("primary_level", "T", "hoan_thanh_tot"),
        ("primary_level", "HTT", "hoan_thanh_tot"),
        ("primary_level", "C", "chua_hoan_thanh"),
        ("primary_level", "Đ", None),
        ("trait_level", "T", "tot"),
        ("trait_level", "C", "can_co_gang"),
        ("trait_level", "H", None),
        ("primary_result", "Hoàn thành\nxuất sắc", "hoan_thanh_xuat_sac"),
        ("primary_result", "HT", "hoan_thanh"),
        ("conduct4", "", None),
        ("score10", "8,5", "8.5"),
        ("score10", "8.0", "8.0"),
        ("score10", "85", "85"),
        ("score10", "Đ", None),
        ("score10", "-1", None),
        ("score10", "٣", None),
    ],
)
def test_decode(scale: str, text: str, value: str | None) -> None:
    assert scales.decode(scale, text) == value


def test_word_of_a_score_is_the_score() -> None:
    assert scales.word("score10", "8.5") == "8.5"


def test_unknown_scale() -> None:
    with pytest.raises(KeyError):
        scales.decode("letters", "T")
