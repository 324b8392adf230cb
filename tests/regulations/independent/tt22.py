"""Thông tư 22/2021, Điều 8, 9, 12-15, from the text."""

from __future__ import annotations

BAC = ["Chưa đạt", "Đạt", "Khá", "Tốt"]

# Điều 8, cả năm: the sentences of the text, not a square table
# Tốt: HKII Tốt, HKI từ Khá trở lên.
# Khá: HKII Khá, HKI từ Đạt trở lên; HKII Đạt, HKI Tốt; HKII Tốt, HKI Đạt hoặc Chưa đạt.
# Đạt: HKII Đạt, HKI Khá, Đạt hoặc Chưa đạt; HKII Khá, HKI Chưa đạt.
# Chưa đạt: các trường hợp còn lại.


def ren_luyen_ca_nam(hk1: str, hk2: str) -> str:
    if hk2 == "Tốt" and hk1 in ("Tốt", "Khá"):
        return "Tốt"
    if hk2 == "Khá" and hk1 in ("Tốt", "Khá", "Đạt"):
        return "Khá"
    if (hk2 == "Đạt" and hk1 == "Tốt") or (hk2 == "Tốt" and hk1 in ("Đạt", "Chưa đạt")):
        return "Khá"
    if (hk2 == "Đạt" and hk1 in ("Khá", "Đạt", "Chưa đạt")) or (hk2 == "Khá" and hk1 == "Chưa đạt"):
        return "Đạt"
    return "Chưa đạt"


def muc_hoc_tap(diem: list[int], nhan_xet: list[str]) -> str:
    """Điều 9.2, before the adjustment."""
    chua_dat = nhan_xet.count("CĐ")
    if chua_dat == 0 and min(diem, default=100) >= 65 and sum(d >= 80 for d in diem) >= 6:
        return "Tốt"
    if chua_dat == 0 and min(diem, default=100) >= 50 and sum(d >= 65 for d in diem) >= 6:
        return "Khá"
    if chua_dat <= 1 and sum(d >= 50 for d in diem) >= 6 and not any(d < 35 for d in diem):
        return "Đạt"
    return "Chưa đạt"


def _len_mot_bac(diem: list[int], nhan_xet: list[str], without: bool) -> str:
    """Điều 9.3: lower by two levels or more than Tốt or Khá, because of one single subject: one level up."""
    that = muc_hoc_tap(diem, nhan_xet)
    if that in ("Tốt", "Khá"):
        return that
    le_ra = []
    # a subject of 8,0 or more, or Đạt, meets every row: it is never the one to blame
    for i in [i for i, d in enumerate(diem) if d < 80]:
        other = diem[:i] + ([] if without else [100]) + diem[i + 1 :]
        le_ra.append(muc_hoc_tap(other, nhan_xet))
    for i in [i for i, n in enumerate(nhan_xet) if n == "CĐ"]:
        le_ra.append(muc_hoc_tap(diem, nhan_xet[:i] + ([] if without else ["Đ"]) + nhan_xet[i + 1 :]))
    for muc in le_ra:
        if muc in ("Tốt", "Khá") and BAC.index(muc) - BAC.index(that) >= 2:
            return BAC[BAC.index(that) + 1]
    return that


def bo_mon_ay(diem: list[int], nhan_xet: list[str]) -> str:
    """The reading in which the one subject is left out of the record."""
    return _len_mot_bac(diem, nhan_xet, without=True)


def coi_mon_ay_dat(diem: list[int], nhan_xet: list[str]) -> str:
    """The reading in which the one subject is thought to have reached what was asked."""
    return _len_mot_bac(diem, nhan_xet, without=False)


def ket_luan(rl: str, ht: str, nghi: int, rl_lai: str | None, ht_lai: str | None) -> str:
    """Điều 12-14; absences in whole sessions."""
    if nghi > 45:
        return "ở lại"
    if rl != "Chưa đạt" and ht != "Chưa đạt":
        return "lên lớp"
    if rl == "Chưa đạt" and ht == "Chưa đạt":
        return "ở lại"
    lai = rl_lai if rl == "Chưa đạt" else ht_lai
    if lai is None:
        return "rèn luyện hè" if rl == "Chưa đạt" else "đánh giá lại"
    return "ở lại" if lai == "Chưa đạt" else "lên lớp"


def khen_thuong(rl: str, ht: str, diem: list[int]) -> str | None:
    """Điều 15.1."""
    if (rl, ht) != ("Tốt", "Tốt"):
        return None
    return "Xuất sắc" if len([d for d in diem if d >= 90]) >= 6 else "Giỏi"
