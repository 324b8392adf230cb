"""The three primary circulars, from the text: Thông tư 27/2020 Điều 9.2, Thông tư 22/2016, Thông tư 30/2014."""

from __future__ import annotations


def ket_qua_giao_duc_tt27(mon: str, pham_chat_nang_luc: str, diem: list[int]) -> str:
    """TT27: subjects as a word of the letters T, H, C; qualities and competences as a word of T, Đ, C; whole marks."""
    lowest = min(diem)
    if set(mon) == {"T"} and set(pham_chat_nang_luc) == {"T"}:
        if lowest >= 9:
            return "HTXS"
        if lowest >= 7:
            return "HTT"
    if "C" not in mon and "C" not in pham_chat_nang_luc and lowest >= 5:
        return "HT"
    return "CHT"


def hoan_thanh_lop_tt22(mon: str, pham_chat_nang_luc: str, diem: list[int]) -> bool:
    """TT22/2016: môn T/H, năng lực và phẩm chất T/Đ, bài kiểm tra cuối năm từ 5 điểm."""
    return not (set(mon) - set("TH") or set(pham_chat_nang_luc) - set("TĐ") or [d for d in diem if d < 5])


def hoan_thanh_lop_tt30(mon: list[str], pham_chat_nang_luc: list[str], diem: list[int]) -> bool:
    """TT30/2014: all subjects Hoàn thành, all qualities and competences Đạt, tests from 5 on."""
    if "Chưa hoàn thành" in mon or "Chưa đạt" in pham_chat_nang_luc:
        return False
    return sorted(diem)[0] >= 5
