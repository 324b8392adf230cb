from __future__ import annotations

import pytest

from hocba_interop.codelists import provinces
from hocba_interop.codelists._keys import name_key
from hocba_interop.codelists._tables import table
from hocba_interop.codelists.provinces import EDITIONS, NEW, OLD

# code -> what it was among the 63, what it is among the 34
REUSED = {
    "15": ("Yên Bái", "Lào Cai"),
    "24": ("Bắc Giang", "Bắc Ninh"),
    "44": ("Quảng Bình", "Quảng Trị"),
    "52": ("Bình Định", "Gia Lai"),
    "80": ("Long An", "Tây Ninh"),
    "82": ("Tiền Giang", "Đồng Tháp"),
    "91": ("Kiên Giang", "An Giang"),
}
UNCHANGED = [
    "Hà Nội",
    "Cao Bằng",
    "Lạng Sơn",
    "Lai Châu",
    "Điện Biên",
    "Sơn La",
    "Quảng Ninh",
    "Thanh Hóa",
    "Nghệ An",
    "Hà Tĩnh",
    "Huế",
]


def test_counts() -> None:
    assert (len(provinces.all(OLD)), len(provinces.all(NEW))) == (63, 34)


def test_seven_codes_changed_hands() -> None:
    old_names = {item.name for item in provinces.all(OLD)}
    found = {
        item.code: (provinces.get(item.code, OLD).name, item.name)
        for item in provinces.all(NEW)
        if item.name in old_names and provinces.get(item.code, OLD).name != item.name
    }
    assert found == REUSED


def test_every_old_province_has_one_successor_and_every_new_one_a_predecessor() -> None:
    rows = table("province_successors").rows
    assert [row["old_code"] for row in rows] == [item.code for item in provinces.all(OLD)]
    made_of = {item.name: provinces.predecessors(item.code) for item in provinces.all(NEW)}
    assert sum(map(len, made_of.values())) == 63
    assert all(made_of.values())
    assert sorted(name for name, old in made_of.items() if len(old) == 1) == sorted(UNCHANGED)


def test_successor_table_names_what_its_codes_mean() -> None:
    for row in table("province_successors").rows:
        assert provinces.get(row["old_code"], OLD).name == row["old_name"]
        assert provinces.successor(row["old_code"]).name == row["new_name"]
        assert provinces.successor(row["old_code"]).code == row["new_code"]


def test_a_province_that_kept_its_name_is_its_own_predecessor() -> None:
    for item in provinces.all(NEW):
        same = provinces.find(item.name, OLD)
        assert same in provinces.predecessors(item.code)


@pytest.mark.parametrize(
    ("old", "new"),
    [("Bình Dương", "Hồ Chí Minh"), ("Hòa Bình", "Phú Thọ"), ("Phú Yên", "Đắk Lắk"), ("Huế", "Huế")],
)
def test_merger(old: str, new: str) -> None:
    found = provinces.find(old, OLD)
    assert found is not None
    assert provinces.successor(found.code).name == new


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_names_are_unique_and_round_trip(edition_id: str) -> None:
    owners: dict[str, str] = {}
    for item in provinces.all(edition_id):
        assert provinces.find(item.full_name, edition_id) is item
        assert len(item.code) == 2
        for text in (item.name, *item.aliases):
            assert owners.setdefault(name_key(text), item.code) == item.code, text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("TP. Hồ Chí Minh", "79"),
        ("TP.HCM", "79"),
        ("TPHCM", "79"),
        ("Thành phố Hồ Chí Minh", "79"),
        ("T.P Hồ Chí Minh", "79"),
        ("tỉnh Thừa Thiên - Huế", "46"),
        ("TP Huế", "46"),
        ("Hoà Bình", "17"),
        ("BR-VT", "77"),
        ("Đắc Lắc", "66"),
        ("TỈNH LÀO CAI", "10"),
        ("Sa Pa", None),
        ("Tỉnh", None),
        ("", None),
    ],
)
def test_find_among_the_63(text: str, code: str | None) -> None:
    found = provinces.find(text, OLD)
    assert (found and found.code) == code


def test_editions_are_kept_apart() -> None:
    assert provinces.find("Yên Bái", NEW) is None
    found = provinces.find("Lào Cai", NEW)
    assert found is not None
    assert found.code == "15"
    with pytest.raises(KeyError):
        provinces.get("15", "2019")
    assert [provinces.edition(item).id for item in EDITIONS] == list(EDITIONS)
