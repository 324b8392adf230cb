"""Places by the list of their time."""

from __future__ import annotations

import pytest
from checked_cards import card, findings, pupil, rules, year

from hocba_interop.codelists import provinces
from hocba_interop.codelists.provinces import NEW, OLD

# Codes of two meanings: the code, the province before 1/7/2025, the province since (QĐ 19/2025/QĐ-TTg).
SEVEN = [
    ("15", "Yên Bái", "Lào Cai"),
    ("24", "Bắc Giang", "Bắc Ninh"),
    ("44", "Quảng Bình", "Quảng Trị"),
    ("52", "Bình Định", "Gia Lai"),
    ("80", "Long An", "Tây Ninh"),
    ("82", "Tiền Giang", "Đồng Tháp"),
    ("91", "Kiên Giang", "An Giang"),
]


def of_place(text: str | None, code: str | None, edition: str | None = None) -> list[str]:
    return rules("places", pupil(birth_place={"text": text, "province_code": code, "list_edition": edition}))


@pytest.mark.parametrize("edition", [OLD, NEW])
def test_every_province_agrees_with_its_own_code_with_or_without_its_list(edition: str) -> None:
    for province in provinces.all(edition):
        for text in (
            province.name,
            province.full_name,
            f"Số 1, phường Một, {province.full_name}",
            province.name.upper(),
        ):
            assert of_place(text, province.code, edition) == [], province
            assert of_place(text, province.code) == [], province


def test_an_old_name_agrees_with_the_code_of_what_it_went_into_and_with_no_other() -> None:
    for old in provinces.all(OLD):
        if provinces.find(old.name, NEW):
            continue
        for new in provinces.all(NEW):
            found = of_place(f"Xã Một, {old.full_name}", new.code, NEW)
            if new == provinces.successor(old.code):
                assert found == []
            elif new.code == old.code:
                assert found == ["province-code-of-other-list"]
            else:
                assert found == ["province-code-and-name-differ"]


@pytest.mark.parametrize(("code", "before", "since"), SEVEN)
def test_the_seven_codes(code: str, before: str, since: str) -> None:
    assert of_place(since, code, OLD) == ["province-code-of-other-list"]
    assert of_place(before, code, NEW) == []  # each of them went into the province that has its code now
    assert of_place(before, code, OLD) == of_place(since, code, NEW) == []
    assert of_place(None, code) == of_place("Bệnh viện huyện", code) == ["province-code-without-list"]


def test_only_seven_codes_have_two_meanings() -> None:
    told = [one.code for one in provinces.all(NEW) if of_place(None, one.code) == ["province-code-without-list"]]
    assert told == [code for code, _, _ in SEVEN]


def test_codes_that_no_list_knows() -> None:
    assert of_place(None, "03") == of_place(None, "1") == of_place(None, "001") == ["province-code-unknown"]
    assert of_place(None, "02", NEW) == ["province-code-unknown"]
    assert of_place(None, "02", OLD) == of_place(None, "02") == []


def test_a_list_that_there_is_not_is_one_finding_and_the_code_is_still_looked_at() -> None:
    assert of_place("Tỉnh Cà Mau", "96", "2025") == ["place-list-unknown"]
    assert of_place("Tỉnh Cà Mau", "10", "2025") == ["place-list-unknown", "province-code-and-name-differ"]


def test_a_name_is_read_at_the_end_of_an_address_only() -> None:
    assert of_place("Phố Hà Nội, quận Hồng Bàng, Hải Phòng", "31", OLD) == []
    assert of_place("Đường Huế, TP. Hồ Chí Minh.", "79", NEW) == []
    assert of_place("Bà Rịa - Vũng Tàu", "77", OLD) == []
    assert of_place("Sa Pa - Lào Cai", "10", OLD) == []
    assert of_place("Lào Cai, Việt Nam", "96", NEW) == []


@pytest.mark.parametrize("code", ["2674", "026741", "0267a", "02674 "])
def test_communes_have_five_digits(code: str) -> None:
    (one,) = findings("places", [card(years=[year(school={"commune_code": code})])])
    assert (one.rule, one.path) == ("commune-code-form", ("years", "2024-2025", "school", "commune_code"))


@pytest.mark.parametrize(
    ("school_year", "school", "expected"),
    [
        ("2024-2025", {"province": "Tỉnh Hà Giang", "list_edition": OLD}, []),
        ("2024-2025", {"province": "Tỉnh Tuyên Quang", "list_edition": NEW}, ["place-list-of-other-time"]),
        ("2024-2025", {"province": "Tỉnh Lào Cai", "province_code": "15"}, ["place-list-of-other-time"]),
        ("2025-2026", {"province": "Tỉnh Lào Cai", "province_code": "15"}, []),
        ("2025-2026", {"province": "Tỉnh Lào Cai", "province_code": "10"}, ["place-list-of-other-time"]),
        ("2025-2026", {"province": "Tỉnh Cà Mau", "province_code": "96"}, []),
        ("2024-2025", {"province": "Tỉnh Cà Mau", "province_code": "96"}, []),
        ("2025-2026", {"province": "Tỉnh Hà Giang"}, ["place-name-of-before"]),
        ("2025-2026", {"province": "Thành phố Huế"}, []),
        ("2025-2026", {"district": "Huyện Một"}, ["place-name-of-before"]),
        ("2024-2025", {"district": "Huyện Một", "department": "Phòng GD&ĐT huyện Một"}, []),
        ("2025-2026", {"department": "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO MỘT"}, ["place-name-of-before"]),
        ("2025-2026", {"department": "Sở Giáo dục và Đào tạo Lào Cai"}, []),
        ("2025", {"district": "Huyện Một", "list_edition": OLD}, []),
    ],
)
def test_names_and_lists_of_their_time(school_year: str, school: dict[str, str], expected: list[str]) -> None:
    assert rules("places", card(years=[year(school_year, school=school)])) == expected


def test_the_birth_place_is_of_no_school_year() -> None:
    place = {"text": "Tỉnh Hà Giang", "province_code": "02", "list_edition": OLD}
    assert rules("places", card(student={"birth_place": place}, years=[year("2026-2027", 6)])) == []


def test_the_residence_is_of_its_year() -> None:
    place = {"text": "Tỉnh Lào Cai", "province_code": "10", "list_edition": OLD}
    (one,) = findings("places", [card(years=[year("2025-2026", pupil_then={"residence": place})])])
    assert one.path == ("years", "2025-2026", "pupil_then", "residence", "list_edition")
