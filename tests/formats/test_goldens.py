"""Golden readings of the good fixtures, and a second opinion on each: nothing of a table may be missing in them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from goldens import cards_of, golden_path, golden_text, load, read_fixture_file
from independent import identity_and_data, same_spelling, with_ticks

from hocba_interop.codelists import pupil_statuses

FIXTURES = Path(__file__).parents[2] / "fixtures"
FONTS = {"legacy_tcvn3.xls": "tcvn3", "legacy_vni.xlsx": "vni"}
WITHOUT_TERM = {"trimmed.xlsx"}
"""Read under ``tests/bad_input``: no one can know the term of its second sheet."""

GOOD = sorted(
    file
    for folder in ("vnpt", "viettel/subject-book", "admission/record")
    for file in (FIXTURES / folder).rglob("*.xls*")
    if file.name not in WITHOUT_TERM and file.suffix in (".xls", ".xlsx")
)
# what the second reader cannot follow: text that is converted, cells that quirks bend, rejected scores
BENT = {*FONTS, "messy.xlsx", "two_digit_scores.xlsx", "html_disguised.xls"}
PLAIN = [file for file in GOOD if file.name not in BENT and not file.name.startswith("template")]
PLAIN = [file for file in PLAIN if "admission" not in file.parts]  # its header has three rows: read by its own tests
by_name = pytest.mark.parametrize("fixture", PLAIN, ids=lambda file: file.name)

STATED_TWICE = {"toan_10t_ca_nam.xlsx", "toan_4a_ck2_ca_nam.xlsx", "tieu_hoc_4a_ca_nam.xlsx"}
"""One mark stands in several cells: in several sheets, or under CK2 and CN."""

WORDS = {
    "pass:dat": "Đ",
    "pass:chua_dat": "CĐ",
    "exempt_or_not_enrolled": "Miễn",
    "result4:tot": "Tốt",
    "result4:kha": "Khá",
    "result4:dat": "Đạt",
    "result4:chua_dat": "Chưa đạt",
    "learning5:gioi": "Giỏi",
    "learning5:kha": "Khá",
    "learning5:trung_binh": "Trung bình",
    "learning5:yeu": "Yếu",
    "learning5:kem": "Kém",
    "conduct4:tot": "Tốt",
    "conduct4:kha": "Khá",
    "conduct4:trung_binh": "Trung bình",
    "conduct4:yeu": "Yếu",
    "primary_level:hoan_thanh_tot": "T",
    "primary_level:hoan_thanh": "H",
    "primary_level:chua_hoan_thanh": "C",
    "trait_level:tot": "T",
    "trait_level:dat": "Đ",
    "trait_level:can_co_gang": "C",
}
IMPLIED = (
    "school_year",
    "grade",
    "class_name",
    "programme",
    "regulation",
    "status",
    "subject",
    "source_label",
    "language",
    "assessed_by",
    "trait",
    "kind",
    "counted_from",
)


@pytest.mark.parametrize("fixture", GOOD, ids=lambda file: file.name)
def test_reading_is_the_golden_one(fixture: Path, compare_with_golden) -> None:
    font = FONTS.get(fixture.name)
    result = read_fixture_file(fixture, **({"legacy_font": font} if font else {}))
    compare_with_golden(golden_path(fixture), golden_text(result))
    assert load(golden_path(fixture)) == cards_of(result)


def data_in(cards: list[dict[str, str]]) -> Counter[str]:
    """What golden cards say of results, spelt as a sheet spells it."""
    found: Counter[str] = Counter()
    for card in cards:
        for path, value in card.items():
            name = path.rpartition("/")[2]
            if not path.startswith("years/") or name in IMPLIED or "/school/" in path or value == "enrolled":
                continue
            if path.count("/") == 2:  # the level of the school, not of a subject
                continue
            if "/extensions/" in path:
                value = value.partition(" = ")[2]
            if name == "education_result":
                value = "tick"
            found[WORDS.get(value) or same_spelling(value)] += 1
    return found


@pytest.mark.parametrize("fixture", [f for f in PLAIN if f.parent.name != "pupil-list"], ids=lambda f: f.name)
def test_every_cell_of_a_table_stands_in_the_golden_file_once(fixture: Path) -> None:
    _, data = identity_and_data(fixture)
    golden = data_in(load(golden_path(fixture)))
    assert sum(data.values()) > 20
    if "education_result" in golden_path(fixture).read_text("utf-8"):
        data = with_ticks(data)
    if fixture.name in STATED_TWICE:
        assert golden <= data and set(golden) == set(data)
    else:
        assert golden == data


@by_name
def test_the_pupils_of_the_golden_file_are_those_of_the_table(fixture: Path) -> None:
    identity, _ = identity_and_data(fixture)
    cards = load(golden_path(fixture))
    split = fixture.name in {"tat_ca_mon_10t_hk1.xlsx", "caption_spellings.xlsx", "toan_10t_ca_nam.xlsx"}
    split |= fixture.parent.name == "primary-subject-book" or fixture.name == "du_cot_6a_hk2.xls"
    for card in cards:
        if not split:
            assert card["student/full_name"] in identity
        for path, value in card.items():
            if path.startswith("student/identifiers/"):
                assert value in identity or same_spelling(value) in identity
        if birth := card.get("student/birth_date"):
            assert "/".join(reversed(birth.split("-"))) in identity
    codes = [card.get("student/identifiers/pupil_code", card["student/full_name"]) for card in cards]
    assert len(set(codes)) == len(codes)
    words = {value for value in identity if value[0].isalpha() and " " in value}
    assert split or words == {card["student/full_name"] for card in cards} or fixture.parent.name == "pupil-list"


@pytest.mark.parametrize("fixture", [f for f in PLAIN if f.parent.name == "pupil-list"], ids=lambda f: f.name)
def test_every_cell_of_a_pupil_list_stands_in_the_golden_file(fixture: Path) -> None:
    identity, data = identity_and_data(fixture)
    cells = identity + data
    golden: Counter[str] = Counter()
    for card in load(golden_path(fixture)):
        for path, value in card.items():
            if path.endswith(("/relation", "/code")) or path.rpartition("/")[2] in IMPLIED or "/school/" in path:
                continue
            if "/extensions/" in path:
                value = value.partition(" = ")[2]
            if path == "student/birth_date":
                value = "/".join(reversed(value.split("-")))
            golden[{"male": "Nam", "female": "Nữ"}.get(value) or same_spelling(value)] += 1
    assert set(cells) - set(golden) == set()
    assert {value: (count, golden[value]) for value, count in cells.items() if golden[value] > count} == {}


SECTOR = sorted(file for file in (FIXTURES / "csdl").rglob("*.xls*") if file.suffix in (".xls", ".xlsx"))
SECTOR_BENT = {"khoi_2_dao_cot.xlsx", "Filemau-C1-HocSinhDiaPhuong-ver2-data.xlsx"}
SECTOR_WORDS = {
    **WORDS,
    "primary_result:hoan_thanh_xuat_sac": "HTXS",
    "primary_result:hoan_thanh_tot": "HTT",
    "primary_result:hoan_thanh": "HT",
    "primary_result:chua_hoan_thanh": "CHT",
    "exempt": "M",
    "True": "x",
    "male": "Nam",
    "female": "Nữ",
}
ROUNDS = {"GK1", "CK1", "GK2", "CK2"}


@pytest.mark.parametrize("fixture", SECTOR, ids=lambda file: f"{file.parent.name}-{file.name}")
def test_reading_of_the_sector_database_is_the_golden_one(fixture: Path, compare_with_golden) -> None:
    given = {"source_format": f"csdl:{fixture.parent.name}"}
    if fixture.parent.name != "pupil-list":
        given["school_year"] = "2023-2024" if "10t" in fixture.name else "2024-2025"
    result = read_fixture_file(fixture, **given)
    compare_with_golden(golden_path(fixture), golden_text(result))
    assert load(golden_path(fixture)) == cards_of(result)


@pytest.mark.parametrize(
    "fixture",
    [file for file in SECTOR if file.name not in SECTOR_BENT and not file.name.startswith("template")],
    ids=lambda file: file.name,
)
def test_no_cell_of_the_sector_database_is_missing_in_the_golden_file(fixture: Path) -> None:
    identity, data = identity_and_data(fixture)
    golden: Counter[str] = Counter()
    for card in load(golden_path(fixture)):
        for path, value in card.items():
            if "/extensions/" in path:
                value = value.partition(" = ")[2]
            if path.endswith("pupil_status"):
                value = pupil_statuses.get(value).name
            if path.endswith(("birth_date", "arrived_on")):
                value = "/".join(reversed(value.split("-")))
            golden[SECTOR_WORDS.get(value) or same_spelling(value)] += 1
    missing = {value: count for value, count in data.items() if golden[value] < count and value not in ROUNDS}
    assert sum(data.values()) > 10 and missing == {}
    assert set(identity) <= set(golden)
