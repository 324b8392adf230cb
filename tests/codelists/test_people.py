"""Ethnic groups, nationalities, sexes, guardians, states of a pupil."""

from __future__ import annotations

import pytest

from hocba_interop.codelists import ethnic_groups, guardian_relations, nationalities, pupil_statuses, sexes
from hocba_interop.codelists._keys import name_key


def test_ethnic_groups_are_54_and_foreigners() -> None:
    assert [item.code for item in ethnic_groups.all()] == [f"{number:02}" for number in range(1, 56)]
    assert ethnic_groups.get("55").name == "Người nước ngoài"


def test_no_name_means_two_ethnic_groups() -> None:
    owners: dict[str, str] = {}
    for item in ethnic_groups.all():
        for text in (item.name, *item.aliases):
            assert owners.setdefault(name_key(text), item.code) == item.code, text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kinh", "01"),
        ("kinh ", "01"),
        ("1", "01"),
        ("001", "01"),
        ("Dân tộc Tày", "02"),
        ("H'Mông", "08"),
        ("H’mông", "08"),
        ("Hmông", "08"),
        ("Mèo", "08"),
        ("Mông", "08"),
        ("M'Nông", "20"),
        ("Khmer", "05"),
        ("Khơ me", "05"),
        ("Khơme", "05"),
        ("Ê Đê", "12"),
        ("Êđê", "12"),
        ("Gia Rai", "10"),
        ("Jrai", "10"),
        ("K'Ho", "16"),
        ("Thái", "03"),
        ("Người nước ngoài", "55"),
        ("Klingon", None),
        ("", None),
        ("56", None),
        ("0", None),
        ("9" * 6000, None),
    ],
)
def test_ethnic_group(text: str, code: str | None) -> None:
    found = ethnic_groups.find(text)
    assert (found and found.code) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Việt Nam", "VN"),
        ("VN", "VN"),
        ("MY", "MY"),
        ("Lào", "LA"),
        ("Cam-pu-chia", "KH"),
        ("Mỹ", "US"),
        ("Xứ Lạ", None),
        ("", None),
    ],
)
def test_nationality(text: str, code: str | None) -> None:
    found = nationalities.find(text)
    assert (found and found.code) == code


def test_nationality_codes_and_names_are_unique() -> None:
    owners: dict[str, str] = {}
    for item in nationalities.all():
        assert nationalities.get(item.code) is item
        assert len(item.code) == 2
        for text in (item.name, *item.aliases):
            assert owners.setdefault(name_key(text), item.code) == item.code, text


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("Nam", "male"),
        ("NỮ", "female"),
        ("01", "male"),
        ("2", "female"),
        ("female", "female"),
        ("0", None),
        ("x", None),
    ],
)
def test_sex(text: str, sex: str | None) -> None:
    assert sexes.find(text) == sex


def test_sex_codes() -> None:
    assert {item.id: item.code for item in sexes.all()} == {"male": "1", "female": "2"}
    assert sexes.get("female").name == "Nữ"


@pytest.mark.parametrize(
    ("text", "relation"), [("Bố", "father"), ("Mẹ", "mother"), ("Người giám hộ", "guardian"), ("Chú", None)]
)
def test_guardian_relation(text: str, relation: str | None) -> None:
    assert guardian_relations.find(text) == relation


def test_guardian_relations_are_three() -> None:
    assert [item.id for item in guardian_relations.all()] == ["father", "mother", "guardian"]
    assert guardian_relations.get("father").name == "Cha"


@pytest.mark.parametrize("status", pupil_statuses.all(), ids=lambda status: status.code)
def test_pupil_status_round_trip(status: pupil_statuses.PupilStatus) -> None:
    found = [pupil_statuses.find(text) for text in (status.name, status.code, status.code.lstrip("0"))]
    assert found == [status] * 3
    assert pupil_statuses.get(status.code) is status


def test_pupil_statuses_are_twelve() -> None:
    assert [item.code for item in pupil_statuses.all()] == [f"{number:02}" for number in range(1, 13)]
    assert pupil_statuses.find("Đi vắng") is None
