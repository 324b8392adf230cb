"""Quy chế of Thông tư 58/2011 and its amendment by Thông tư 26/2020, from the text of Điều 13, 15-18."""

from __future__ import annotations

Mon = tuple[str, int]

CHINH_58 = ("toan", "ngu_van")
CHINH_26 = ("toan", "ngu_van", "ngoai_ngu_1")


def _loai(dtb: int, mon: list[Mon], nhan_xet: list[str], chinh: tuple[str, ...], chuyen: str | None) -> str:
    def du(muc: int, san: int) -> bool:
        if dtb < muc:
            return False
        if not any(ten in chinh and diem >= muc for ten, diem in mon):
            return False
        for ten, diem in mon:
            if ten == chuyen and diem < muc:
                return False
            if diem < san:
                return False
        return "CĐ" not in nhan_xet

    if du(80, 65):
        return "Giỏi"
    if du(65, 50):
        return "Khá"
    if du(50, 35):
        return "Trung bình"
    if dtb >= 35 and all(diem >= 20 for _, diem in mon):
        return "Yếu"
    return "Kém"


def hoc_luc(dtb: int, mon: list[Mon], nhan_xet: list[str], chinh: tuple[str, ...], chuyen: str | None) -> str:
    """Điều 13.1-5, before the adjustment."""
    return _loai(dtb, mon, nhan_xet, chinh, chuyen)


def _dieu_chinh(that: str, le_ra: str) -> str:
    """Điều 13.6, its four sentences."""
    if le_ra == "Giỏi" and that == "Trung bình":
        return "Khá"
    if le_ra == "Giỏi" and that == "Yếu":
        return "Trung bình"
    if le_ra == "Khá" and that == "Yếu":
        return "Trung bình"
    if le_ra == "Khá" and that == "Kém":
        return "Yếu"
    return that


def cac_cach_hieu(
    dtb: int, mon: list[Mon], nhan_xet: list[str], chinh: tuple[str, ...], chuyen: str | None
) -> tuple[str, str, str]:
    """The level by three readings: the subject left out; thought good; thought good, and a Giỏi being a Khá too.

    The average stays the recorded one: the text asks that *the average* reaches the level (of Giỏi, or of Khá).
    """
    that = _loai(dtb, mon, nhan_xet, chinh, chuyen)
    if that in ("Giỏi", "Khá") or dtb < 65:
        return that, that, that
    bo, coi = set(), set()
    for i, (ten, diem) in enumerate(mon):
        if diem >= 80:
            continue  # meets every row: never the one to blame
        bo.add(_loai(dtb, mon[:i] + mon[i + 1 :], nhan_xet, chinh, chuyen))
        coi.add(_loai(dtb, [*mon[:i], (ten, 100), *mon[i + 1 :]], nhan_xet, chinh, chuyen))
    for i in [i for i, n in enumerate(nhan_xet) if n == "CĐ"]:
        # for a subject assessed by comment only, "left out" and "thought good" are one thing
        rest = nhan_xet[:i] + nhan_xet[i + 1 :]
        bo.add(_loai(dtb, mon, rest, chinh, chuyen))
        coi.add(_loai(dtb, mon, rest, chinh, chuyen))

    def theo(le_ra: set[str]) -> str:
        best = "Giỏi" if "Giỏi" in le_ra else "Khá" if "Khá" in le_ra else that
        return _dieu_chinh(that, best)

    rong = theo(coi)
    if that == "Kém" and "Giỏi" in coi:
        rong = "Yếu"
    return theo(bo), theo(coi), rong


def danh_hieu(hl: str, hk: str) -> str | None:
    if hl == "Giỏi" and hk == "Tốt":
        return "giỏi"
    if hl in ("Giỏi", "Khá") and hk in ("Tốt", "Khá"):
        return "tiên tiến"
    return None


def ket_luan(hk: str, hl: str, nghi: int, hk_lai: str | None, hl_lai: str | None) -> str:
    if nghi > 45 or hl == "Kém" or (hl == "Yếu" and hk == "Yếu"):
        return "ở lại"
    if hl != "Yếu" and hk != "Yếu":
        return "lên lớp"
    if hl == "Yếu":
        if hl_lai is None:
            return "kiểm tra lại"
        return "ở lại" if hl_lai in ("Yếu", "Kém") else "lên lớp"
    if hk_lai is None:
        return "rèn luyện hè"
    return "ở lại" if hk_lai == "Yếu" else "lên lớp"
