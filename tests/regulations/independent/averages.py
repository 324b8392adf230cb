"""Averages in whole tenths, by whole-number division: no Decimal, no fraction, no rounding mode."""

from __future__ import annotations


def nearest_tenth(total: int, weight: int) -> int:
    """total/weight to the nearest whole tenth; a half goes up. Twice the quotient plus one, halved downwards."""
    return (2 * total + weight) // (2 * weight)


def dtb_mon_hoc_ky(tx: list[int], gk: int, ck: int) -> int:
    """TT22/2021 Điều 9.1a and TT26/2020: (tổng ĐĐGtx + 2 x ĐĐGgk + 3 x ĐĐGck) / (số ĐĐGtx + 5)."""
    total, weight = 0, 0
    for mark in tx:
        total, weight = total + mark, weight + 1
    for mark, times in ((gk, 2), (ck, 3)):
        for _ in range(times):
            total, weight = total + mark, weight + 1
    return nearest_tenth(total, weight)


def dtb_mon_hoc_ky_he_so(he_so_1: list[int], he_so_2: list[int], hoc_ky: int) -> int:
    """TT58/2011: hệ số 1, 2 and 3, as a plain mean of marks that stand there once, twice and three times."""
    spread = [*he_so_1, *he_so_2, *he_so_2, hoc_ky, hoc_ky, hoc_ky]
    return nearest_tenth(sum(spread), len(spread))


def dtb_mon_ca_nam(hk1: int, hk2: int) -> int:
    """(HKI + 2 x HKII) / 3, from the rounded marks of the terms."""
    return nearest_tenth(hk1 + hk2 + hk2, 3)


def dtb_cac_mon(marks: list[int]) -> int:
    """TT58/2011: trung bình cộng của điểm trung bình các môn."""
    return nearest_tenth(sum(marks), len(marks))
