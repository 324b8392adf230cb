"""The product and the second implementation agree, on 100,000 records each and on every case where they are few."""

from __future__ import annotations

import random
from collections import Counter
from decimal import Decimal
from itertools import product

from hocba_interop.regulations import tt22_2016, tt22_2021, tt26_2020, tt27_2020, tt30_2014, tt43_2021, tt58_2011
from hocba_interop.regulations.values import Readings, Undecided

from .independent import averages, primary, tt22, tt58
from .records import COUNT, TENTH, decimals, passes, secondary
from .words import CONDUCT4, LEARNING5, LEVEL, OUTCOME, PRIMARY, RESULT4, TRAIT


def test_learning_results_of_tt22_and_tt43() -> None:
    seen: Counter = Counter()
    for pupil in secondary(22):
        marks, comments = list(pupil.scores.values()), list(pupil.comments.values())
        plain = tt22.muc_hoc_tap(marks, comments)
        by = {"removal": tt22.bo_mon_ay(marks, comments), "replacement": tt22.coi_mon_ay_dat(marks, comments)}
        theirs = Readings(RESULT4[plain], {k: RESULT4[v] for k, v in by.items()})
        for circular in (tt22_2021, tt43_2021):
            mine = circular.learning_result(decimals(pupil.scores), passes(pupil.comments))
            assert mine == theirs, pupil
        seen[plain] += 1
        seen["adjusted"] += mine.accepted != {mine.plain}
        seen["ambiguous"] += mine.ambiguous
    # the records reach what is to be compared
    assert min(seen[key] for key in (*RESULT4, "adjusted")) > 1000 and seen["ambiguous"] > 100, seen


def _old_results_agree(module, key_subjects: tuple[str, ...], seed: int) -> Counter:
    seen: Counter = Counter()
    for pupil in secondary(seed):
        chuyen = pupil.specialised if pupil.specialised in pupil.scores else None
        mine = module.learning_result(
            decimals(pupil.scores), passes(pupil.comments), TENTH[pupil.average], specialised=chuyen
        )
        asked = (pupil.average, list(pupil.scores.items()), list(pupil.comments.values()), key_subjects, chuyen)
        plain = tt58.hoc_luc(*asked)
        by = zip(("removal", "replacement", "inclusive"), tt58.cac_cach_hieu(*asked), strict=True)
        assert mine == Readings(LEARNING5[plain], {k: LEARNING5[v] for k, v in by}), pupil
        seen[plain] += 1
        seen["adjusted"] += mine.accepted != {mine.plain}
        seen["ambiguous"] += mine.ambiguous
    return seen


def test_learning_results_of_tt58() -> None:
    seen = _old_results_agree(tt58_2011, tt58.CHINH_58, 58)
    assert min(seen[key] for key in (*LEARNING5, "adjusted", "ambiguous")) > 100, seen


def test_learning_results_of_tt26() -> None:
    _old_results_agree(tt26_2020, tt58.CHINH_26, 26)


def _primary(seed: int):
    rng = random.Random(seed)
    for _ in range(COUNT):
        levels = "".join(rng.choices("THC", (12, 2, 0.1), k=rng.randint(6, 12)))
        traits = "".join(rng.choices("TĐC", (20, 2, 0.1), k=rng.randint(10, 15)))
        yield levels, traits, rng.choices(range(11), (0, 0, 0, 0, 1, 3, 4, 12, 12, 30, 30), k=rng.randint(2, 6))


def _keyed(values) -> dict:
    return dict(zip("abcdefghijklmnop", values, strict=False))


def test_education_results_of_tt27() -> None:
    seen: Counter = Counter()
    for levels, traits, marks in _primary(27):
        theirs = primary.ket_qua_giao_duc_tt27(levels, traits, marks)
        mine = tt27_2020.education_result(
            _keyed(LEVEL[x] for x in levels), _keyed(TRAIT[x] for x in traits), _keyed(map(Decimal, marks))
        )
        assert mine == PRIMARY[theirs], (levels, traits, marks)
        seen[theirs] += 1
    assert min(seen[key] for key in PRIMARY) > 500, seen


def test_completed_classes_of_tt22_2016_and_tt30() -> None:
    seen: Counter = Counter()
    old = {"T": "Hoàn thành", "H": "Hoàn thành", "C": "Chưa hoàn thành"}
    oldest = {"T": "Đạt", "Đ": "Đạt", "C": "Chưa đạt"}
    for levels, traits, marks in _primary(30):
        tests = _keyed(map(Decimal, marks))
        theirs = primary.hoan_thanh_lop_tt22(levels, traits, marks)
        mine = tt22_2016.class_completed(_keyed(LEVEL[x] for x in levels), _keyed(TRAIT[x] for x in traits), tests)
        assert mine is theirs, (levels, traits, marks)
        theirs_30 = primary.hoan_thanh_lop_tt30([old[x] for x in levels], [oldest[x] for x in traits], marks)
        mine_30 = tt30_2014.class_completed(
            _keyed("chua_dat" if x == "C" else "dat" for x in levels),
            _keyed("chua_dat" if x == "C" else "dat" for x in traits),
            tests,
        )
        assert mine_30 is theirs_30, (levels, traits, marks)
        seen[theirs] += 1
    assert min(seen.values()) > 1000, seen


def test_averages() -> None:
    rng = random.Random(9)
    ties = 0
    for _ in range(COUNT):
        regular = rng.choices(range(101), k=rng.choice((2, 3, 3, 4, 5)))
        midterm, final = rng.randrange(101), rng.randrange(101)
        marks = [TENTH[mark] for mark in regular]
        new = averages.dtb_mon_hoc_ky(regular, midterm, final)
        assert tt22_2021.term_average(marks, TENTH[midterm], TENTH[final]) == TENTH[new]
        ties += (sum(regular) + 2 * midterm + 3 * final) * 2 % (len(regular) + 5) == 0
        split = rng.randint(1, len(regular) - 1)
        old = averages.dtb_mon_hoc_ky_he_so(regular[:split], regular[split:], final)
        assert tt58_2011.term_average(marks[:split], marks[split:], TENTH[final]) == TENTH[old]
        assert tt22_2021.year_average(TENTH[midterm], TENTH[final]) == TENTH[averages.dtb_mon_ca_nam(midterm, final)]
        assert tt58_2011.overall_average(_keyed(marks)) == TENTH[averages.dtb_cac_mon(regular)]
    assert ties > 1000


def test_every_pair_of_conduct_terms() -> None:
    for term1, term2 in product(RESULT4, repeat=2):
        theirs = tt22.ren_luyen_ca_nam(term1, term2)
        assert tt22_2021.conduct_year(RESULT4[term1], RESULT4[term2]) == RESULT4[theirs], (term1, term2)


def test_every_decision_of_tt22() -> None:
    after = (None, *RESULT4)
    for rl, ht, rl_lai, ht_lai, nghi in product(RESULT4, RESULT4, after, after, (0, 44, 45, 46)):
        mine = tt22_2021.promotion(
            RESULT4[rl],
            RESULT4[ht],
            Decimal(nghi),
            conduct_after=rl_lai and RESULT4[rl_lai],
            learning_after=ht_lai and RESULT4[ht_lai],
        )
        assert mine.outcome == OUTCOME[tt22.ket_luan(rl, ht, nghi, rl_lai, ht_lai)], (rl, ht, rl_lai, ht_lai, nghi)


def test_every_decision_of_tt58() -> None:
    for hk, hl, hk_lai, hl_lai, nghi in product(
        CONDUCT4, LEARNING5, (None, *CONDUCT4), (None, *LEARNING5), (0, 45, 46)
    ):
        mine = tt58_2011.promotion(
            CONDUCT4[hk],
            LEARNING5[hl],
            Decimal(nghi),
            conduct_after=hk_lai and CONDUCT4[hk_lai],
            learning_after=hl_lai and LEARNING5[hl_lai],
        )
        assert mine.outcome == OUTCOME[tt58.ket_luan(hk, hl, nghi, hk_lai, hl_lai)], (hk, hl, hk_lai, hl_lai, nghi)


def test_awards_and_titles() -> None:
    words = {"Xuất sắc": "hoc_sinh_xuat_sac", "Giỏi": "hoc_sinh_gioi", None: None}
    for rl, ht, high in product(RESULT4, RESULT4, range(9)):
        marks = [90] * high + [89] * (8 - high)
        mine = tt22_2021.award(RESULT4[rl], RESULT4[ht], _keyed(TENTH[mark] for mark in marks))
        assert mine == words[tt22.khen_thuong(rl, ht, marks)], (rl, ht, high)
    titles = {"giỏi": "hoc_sinh_gioi", "tiên tiến": "hoc_sinh_tien_tien", None: None}
    for hl, hk in product(LEARNING5, CONDUCT4):
        assert tt58_2011.honour(LEARNING5[hl], CONDUCT4[hk]) == titles[tt58.danh_hieu(hl, hk)], (hl, hk)


def test_a_specialised_subject_that_is_not_there_leaves_it_open() -> None:
    mine = tt58_2011.learning_result({"toan": Decimal(8), "ngu_van": Decimal(8)}, {}, Decimal(8), specialised="vat_li")
    assert mine == Undecided(("vat_li",))
