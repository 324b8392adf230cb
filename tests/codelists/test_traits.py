from __future__ import annotations

import pytest

from hocba_interop.codelists import regulations, traits
from hocba_interop.codelists._keys import caption_key

QUALITIES = ["yeu_nuoc", "nhan_ai", "cham_chi", "trung_thuc", "trach_nhiem"]
GENERAL = ["tu_chu_va_tu_hoc", "giao_tiep_va_hop_tac", "giai_quyet_van_de_va_sang_tao"]
SPECIFIC = ["ngon_ngu", "tinh_toan", "khoa_hoc", "cong_nghe", "tin_hoc", "tham_mi", "the_chat"]


def _ids(regulation: str, *kinds: str) -> list[str]:
    return [item.id for item in traits.all() if regulation in item.regulations and item.kind in kinds]


def test_tt27_is_complete() -> None:
    assert _ids("tt27-2020", "quality") == QUALITIES
    assert _ids("tt27-2020", "general_competence") == GENERAL
    assert _ids("tt27-2020", "specific_competence") == SPECIFIC


def test_tt22_2016_is_complete() -> None:
    assert len(_ids("tt22-2016", "competence")) == 3
    assert len(_ids("tt22-2016", "quality")) == 4


@pytest.mark.parametrize("trait", traits.all(), ids=lambda trait: trait.id)
def test_name_round_trip(trait: traits.Trait) -> None:
    assert traits.get(trait.id) is trait
    for regulation in trait.regulations:
        assert regulations.get(regulation)
        assert traits.find(trait.name, regulation) is trait


def test_no_caption_names_two_traits_of_one_circular() -> None:
    owners: dict[tuple[str, str], str] = {}
    for item in traits.all():
        for regulation in item.regulations:
            for text in (item.name, *item.aliases):
                assert owners.setdefault((regulation, caption_key(text)), item.id) == item.id, text


@pytest.mark.parametrize(
    ("label", "regulation", "trait_id"),
    [
        ("Tự chủ, tự học", None, "tu_chu_va_tu_hoc"),
        ("Năng lực tự chủ tự học", None, "tu_chu_va_tu_hoc"),
        ("GQVĐ và sáng tạo", None, "giai_quyet_van_de_va_sang_tao"),
        ("Thẩm mỹ", None, "tham_mi"),
        ("NL ngôn ngữ", None, "ngon_ngu"),
        ("Phẩm chất: Yêu nước", None, "yeu_nuoc"),
        ("Trung thực, kỷ luật", None, "trung_thuc_ki_luat"),
        ("Giao tiếp, hợp tác", None, "giao_tiep_va_hop_tac"),
        ("Giao tiếp, hợp tác", "tt30-2014", "giao_tiep_hop_tac"),
        ("Hợp tác", None, "hop_tac"),
        ("Hợp tác", "tt27-2020", None),
        ("Năng lực", None, None),
        ("Toán", None, None),
        ("", None, None),
        ("Yêu nước", "tt22-2021", None),
    ],
)
def test_find(label: str, regulation: str | None, trait_id: str | None) -> None:
    found = traits.find(label, regulation)
    assert (found and found.id) == trait_id
