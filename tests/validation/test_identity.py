"""Who the pupil is: personal ids, codes, ages, names, and who stands twice."""

from __future__ import annotations

import pytest
from checked_cards import card, findings, pupil, rules, year

from hocba_interop.codelists import provinces
from hocba_interop.codelists.provinces import NEW, OLD
from hocba_interop.model import ReportCard


def with_number(number: str, **student: object) -> ReportCard:
    return pupil(identifiers={"personal_id": number}, **student)


@pytest.mark.parametrize(
    "number", ["", "1", "10215001234", "0102150012345", "01021500123O", "010 215 001 234", "０１０２１５００１２３４"]
)
def test_only_twelve_digits_are_a_personal_id(number: str) -> None:
    expected = ["personal-id-not-twelve-digits"] if number else []
    assert rules("identity", with_number(number)) == expected


@pytest.mark.parametrize(
    ("digit", "sex", "born"),
    [("0", "male", 1999), ("1", "female", 1999), ("2", "male", 2015), ("3", "female", 2015), ("2", "male", 2000)],
)
def test_the_fourth_digit_tells_sex_and_century(digit: str, sex: str, born: int) -> None:
    number = f"010{digit}{born % 100:02d}001234"
    other = "female" if sex == "male" else "male"
    assert rules("identity", with_number(number, sex=sex, birth_date=f"{born}-03-05")) == []
    assert rules("identity", with_number(number, sex=other, birth_date=f"{born}")) == ["personal-id-sex"]
    assert rules("identity", with_number(number, sex=sex, birth_date=f"{born + 1}")) == ["personal-id-birth-year"]
    assert rules("identity", with_number(number, sex=sex, birth_date=f"{born - 100}")) == ["personal-id-birth-year"]


def test_nothing_is_held_against_a_number_that_is_none() -> None:
    wrong = with_number("10215001234", sex="female", birth_date="2010-03-05")
    assert rules("identity", wrong) == ["personal-id-not-twelve-digits"]


def test_a_number_agrees_with_the_province_that_its_own_went_into_and_with_no_other() -> None:
    for old in provinces.all(OLD):
        today = provinces.successor(old.code)
        for new in provinces.all(NEW):
            place = {"text": f"Phường Một, {new.full_name}", "province_code": new.code, "list_edition": NEW}
            found = rules("identity", with_number(f"0{old.code}215001234", birth_place=place))
            # a number given since the merger may begin with a code of the new list
            agrees = new.code in (today.code, old.code)
            assert found == ([] if agrees else ["personal-id-birth-place"]), (old, new)


def test_the_old_province_of_birth_agrees_with_the_number_of_a_neighbour_that_it_merged_with() -> None:
    place = {"text": "Tỉnh Yên Bái", "province_code": "15", "list_edition": OLD}
    assert rules("identity", with_number("010215001234", birth_place=place)) == []
    assert rules("identity", with_number("096215001234", birth_place=place)) == ["personal-id-birth-place"]


def test_an_address_that_names_no_province_says_nothing() -> None:
    assert rules("identity", with_number("010215001234", birth_place={"text": "Bệnh viện Từ Dũ"})) == []


@pytest.mark.parametrize("code", ["12345678901", "HS1010056016", "0100001234", "A1"])
def test_codes_that_are_in_order(code: str) -> None:
    assert rules("identity", pupil(identifiers={"pupil_code": code, "moet": code})) == []


@pytest.mark.parametrize("code", ["01-00001234", "0100001234 ", "１２３４５６７８９０", "1" * 21])
def test_codes_with_odd_characters(code: str) -> None:
    (one,) = findings("identity", [pupil(identifiers={"moet": code})])
    assert (one.rule, one.path) == ("identifier-form", ("student", "identifiers", "moet"))


def test_no_value_stands_in_a_message_unless_asked_for() -> None:
    ours = [
        with_number("10215001234", full_name="Trần Văn Ví 7", birth_date="2010-02-30"),
        pupil(identifiers={"pupil_code": "777777", "moet": "7+7"}, full_name="TRẦN THỊ DỤ"),
    ]
    for one in findings("identity", ours):
        for language in ("vi", "en"):
            message = one.notice.message(language)
            assert not any(value in message for value in ("10215001234", "Trần", "TRẦN", "777777", "7+7", "02-30"))
            assert len(one.notice.message(language, show_values=True)) > len(message)


@pytest.mark.parametrize(
    ("years_older", "expected"),
    [
        (-4, "absurd"),
        (-3, "unusual"),
        (-2, "unusual"),
        (-1, None),
        (0, None),
        (3, None),
        (4, "unusual"),
        (10, "unusual"),
        (11, "absurd"),
    ],
)
@pytest.mark.parametrize("grade", [1, 6, 12])
def test_ages(grade: int, years_older: int, expected: str | None) -> None:
    born = 2024 - (grade + 5) - years_older
    found = rules("identity", card(student={"birth_date": f"{born}-12-31"}, years=[year(grade=grade)]))
    assert found == ([f"birth-date-{expected}"] if expected else [])


def test_an_adult_in_continuing_education_is_no_finding_but_a_small_child_is() -> None:
    grown = card(student={"birth_date": "1970"}, years=[year(grade=10, level="continuing_upper")])
    child = card(student={"birth_date": "2018"}, years=[year(grade=10, level="continuing_upper")])
    assert rules("identity", grown) == []
    assert rules("identity", child) == ["birth-date-absurd"]


def test_one_birth_date_is_one_finding_however_many_years_it_contradicts() -> None:
    years = [year("2022-2023", 2), year("2023-2024", 3), year("2024-2025", 4)]
    (one,) = findings("identity", [card(student={"birth_date": "1985"}, years=years)])
    assert one.also == ("years", "2022-2023", "grade")


def test_a_day_of_birth_is_in_the_future_only_beyond_doubt() -> None:
    future = "birth-date-in-future"
    assert rules("identity", pupil(birth_date="2026-09-15"), among=[future]) == []
    assert rules("identity", pupil(birth_date="2026"), among=[future]) == []
    assert rules("identity", pupil(birth_date="2026-09-16"), among=[future]) == [future]
    assert rules("identity", pupil(birth_date="2026-10"), among=[future]) == [future]


@pytest.mark.parametrize(
    "date", ["2010-13", "2010-00", "2011-02-29", "10-03-05", "2010-3-5", "2010-03-05T00:00", "Ví", "0000"]
)
def test_dates_that_are_none(date: str) -> None:
    assert rules("identity", pupil(birth_date=date)) == ["birth-date-impossible"]


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Thị Ánh Nguyệt",
        "Đỗ Đình Đông",
        "K'Brôi",
        "H’Hen Niê",
        "Y Bơ\u0306 Êban",
        "Ƀơ̆ Rmah",
        "Siu H'Čăm",
        "Anna-Maria Müller",
        "Nguyễn Văn A.",
        "Анна Иванова",
        "王芳",
        "Lò Thị Ỏm",
        "Vàng A Páo",
        "Trần Thị Thúy",
    ],
)
def test_names_of_all_peoples_are_in_order(name: str) -> None:
    assert rules("identity", pupil(full_name=name)) == []


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("Ðặng Văn Ví", "name-look-alike-letters"),
        ("Lê Văn Ɖông", "name-look-alike-letters"),
        ("Trần Thị Hоa", "name-look-alike-letters"),
        ("Nguyễn Ηoa", "name-look-alike-letters"),
        ("Nguyễn Văn Ví*", "name-odd-characters"),
        ("Nguyễn Văn Ví_2", "name-odd-characters"),
        ("1. Nguyễn Văn Ví", "name-odd-characters"),
        ("TRẦN VĂN ĐƯỢC", "name-letter-case"),
        ("trần văn được", "name-letter-case"),
        (" Trần Văn Ví", "name-spaces"),
        ("Trần\tVăn Ví", "name-spaces"),
        ("Trần Văn Ví\u2003", "name-spaces"),
    ],
)
def test_names_that_are_not(name: str, rule: str) -> None:
    assert rules("identity", pupil(full_name=name)) == [rule]


def test_the_letters_of_a_garbled_name_are_not_told_one_by_one() -> None:
    assert rules("identity", pupil(full_name="NguyÔn V¨n VÝ")) == []


def test_names_are_found_at_their_own_places() -> None:
    guardians = [{"relation": "guardian", "full_name": "Lê Văn Ví"}, {"relation": "guardian", "full_name": "Lê 2"}]
    subjects = [{"subject": "toan"}, {"subject": "tin_hoc", "teacher": {"full_name": "Lê 3"}}]
    signers = [{"role": "head", "full_name": "Lê Văn Ví"}, {"role": "school", "full_name": "Lê 4"}]
    years = [year(subjects=subjects, issue={"signers": signers})]
    found = findings("identity", [card(student={"guardians": guardians}, years=years)])
    assert [one.path for one in found] == [
        ("student", "guardians", "guardian#2", "full_name"),
        ("years", "2024-2025", "subjects", "tin_hoc", "teacher", "full_name"),
        ("years", "2024-2025", "issue", "signers", "1", "full_name"),
    ]


def twice(one: dict[str, object], other: dict[str, object]) -> list[str]:
    return rules("identity", pupil(**one), pupil(**other))


VI = {"full_name": "Trần Văn Ví", "birth_date": "2010-03-05"}
DU = {"full_name": "Lê Thị Dụ", "birth_date": "2010-07-09"}


def test_one_number_on_two_pupils() -> None:
    number = {"identifiers": {"personal_id": "001210001234"}}
    assert "personal-id-of-two-pupils" in twice({**VI, **number}, {**DU, **number})
    assert "personal-id-of-two-pupils" in twice({**VI, **number}, {**VI, **number, "full_name": "Trần Văn Vi"})
    assert twice({**VI, **number}, {**VI, **number, "birth_date": "2010-03"}) == ["pupil-in-two-records"]
    assert twice({**VI, **number}, number) == ["pupil-in-two-records"]


def test_pupil_code_and_ministry_code_are_one_space_and_a_school_s_register_is_its_own() -> None:
    assert twice(
        {**VI, "identifiers": {"pupil_code": "HS0110000001"}}, {**DU, "identifiers": {"moet": "0110000001"}}
    ) == ["code-of-two-pupils"]
    assert twice({**VI, "identifiers": {"register_number": "1"}}, {**DU, "identifiers": {"register_number": "1"}}) == []
    both = {"identifiers": {"pupil_code": "0110000001", "moet": "0110000001"}}
    assert rules("identity", pupil(**VI, **both)) == []


def test_one_pair_of_pupils_is_one_finding_however_many_numbers_they_share() -> None:
    numbers = {"identifiers": {"personal_id": "001210001234", "pupil_code": "0110000001", "moet": "0110000001"}}
    found = findings("identity", [pupil(**VI, **numbers), pupil(**DU, **numbers)])
    assert [one.rule for one in found if "two-pupils" in one.rule] == ["personal-id-of-two-pupils"]


def test_namesakes_are_told_only_where_their_numbers_differ() -> None:
    one, other = {"identifiers": {"pupil_code": "0110000001"}}, {"identifiers": {"pupil_code": "0110000002"}}
    assert twice({**VI, **one}, {**VI, **other}) == ["perhaps-one-pupil-twice"]
    assert twice({**VI, **one}, VI) == []
    assert twice({**VI, **one, "birth_date": "2010"}, {**VI, **other, "birth_date": "2010"}) == []
    assert twice({**VI, **one}, {**VI, "identifiers": {"personal_id": "001210001234"}}) == []


def test_a_spelling_is_told_of_one_pupil_only() -> None:
    code = {"identifiers": {"pupil_code": "0110000001"}}
    assert twice({**code, "full_name": "Trần Thị Thuý"}, {**code, "full_name": "Trần thị Thúy"}) == [
        "pupil-in-two-records",
        "name-spelt-differently",
    ]
    assert twice({**code, "full_name": "Trần Thị Thuý"}, {**code, "full_name": "Trần Thị Thủy"}) == [
        "code-of-two-pupils"
    ]
