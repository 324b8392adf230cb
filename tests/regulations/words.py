"""The words of the circulars, which the independent implementation speaks, and the values of the product."""

from __future__ import annotations

RESULT4 = {"Tốt": "tot", "Khá": "kha", "Đạt": "dat", "Chưa đạt": "chua_dat"}
LEARNING5 = {"Giỏi": "gioi", "Khá": "kha", "Trung bình": "trung_binh", "Yếu": "yeu", "Kém": "kem"}
CONDUCT4 = {"Tốt": "tot", "Khá": "kha", "Trung bình": "trung_binh", "Yếu": "yeu"}
LEVEL = {"T": "hoan_thanh_tot", "H": "hoan_thanh", "C": "chua_hoan_thanh"}
TRAIT = {"T": "tot", "Đ": "dat", "C": "can_co_gang"}
PRIMARY = {"HTXS": "hoan_thanh_xuat_sac", "HTT": "hoan_thanh_tot", "HT": "hoan_thanh", "CHT": "chua_hoan_thanh"}
OUTCOME = {
    "lên lớp": "promoted",
    "ở lại": "not_promoted",
    "đánh giá lại": "retest",
    "kiểm tra lại": "retest",
    "rèn luyện hè": "summer_training",
}
