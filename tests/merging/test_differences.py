"""What differs between two schools is named with its subject and school, never filled in, never told by a value."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from two_schools import NEW, card, flat, kept, merged, part, rules, score, taught, year_of

import hocba_interop.conversion.merging as package
from hocba_interop.conversion.merging.knowledge import differences, season_of
from hocba_interop.notices import catalogue

COMPULSORY = ("toan", "ngu_van", "lich_su", "gdqp_an")
COMMENTED = ("gdtc", "gd_dia_phuong", "hdtn_hn")
DATA = tomllib.loads((Path(package.__file__).parent / "differences.toml").read_text("utf-8"))


def subjects(*electives: str, term: str = "term1", language: str | None = "tieng_anh", **more: str) -> list[dict]:
    """All compulsory subjects of grade 10 with a result in a term, and these electives."""
    found = [taught(name, {term: {"result": score("8")}}) for name in (*COMPULSORY, *electives)]
    found += [taught(name, {term: {"result": {"scale": "pass", "value": "dat"}}}) for name in COMMENTED]
    return [*found, taught("ngoai_ngu_1", {term: {"result": score("7")}}, language=language, **more)]


def two(old: list[dict], new: list[dict], **more):
    return merged(card(part(subjects=old)), card(part(NEW, "10B1", subjects=new)), **more)


def told(done, rule: str) -> list[tuple[str, str]]:
    return [(n.facts["subject"], n.facts.get("side")) for n in done.receipt.notices if n.rule == rule]


def test_electives_of_one_school_only_are_named_with_the_school() -> None:
    done = two(
        subjects("vat_li", "hoa_hoc", "tin_hoc", "sinh_hoc"),
        subjects("vat_li", "dia_li", "tin_hoc", "gdkt_pl", term="term2"),
    )
    assert sorted(told(done, "elective-at-one-school")) == [
        ("Hoá học, Sinh học", "old"),
        ("Địa lí, Giáo dục kinh tế và pháp luật", "new"),
    ]
    assert year_of(done, "subjects", "hoa_hoc", "periods", "term1", "result") == "8"
    assert not [path for path in flat(done) if path[3:6] == ("hoa_hoc", "periods", "term2")]
    assert rules(done)["subjects-not-comparable"] == 0


def without(name: str, of: list[dict]) -> list[dict]:
    return [one for one in of if one["subject"] != name]


def test_a_side_that_shows_some_subjects_only_accuses_nobody() -> None:
    done = two(subjects("vat_li"), [taught("toan", {"term2": {"result": score("8")}})])
    assert {rule for rule in rules(done) if rule.endswith("-at-one-school")} == {"subject-perhaps-at-one-school"}
    assert told(done, "subject-perhaps-at-one-school") == [("Vật lí", "old")]  # the compulsory ones are told as lacking
    (notice,) = (n for n in done.receipt.notices if n.rule == "subjects-not-comparable")
    assert notice.facts["side"] == "new"
    assert "Ngữ văn" in notice.facts["lacking"] and "Toán" not in notice.facts["lacking"]


def test_a_compulsory_subject_that_lacks_keeps_no_elective_of_the_other_side_silent() -> None:
    old = without("gdqp_an", subjects("vat_li", "dia_li"))
    done = two(old, subjects("vat_li", "hoa_hoc", term="term2"))
    assert told(done, "elective-at-one-school") == [("Địa lí", "old")]  # the new school shows all its subjects
    assert told(done, "subject-perhaps-at-one-school") == [("Hoá học", "new")]
    lacking = [n.facts for n in done.receipt.notices if n.rule == "subjects-not-comparable"]
    assert lacking == [{"side": "old", "lacking": "Giáo dục quốc phòng và an ninh"}]


def test_where_both_sides_lack_a_compulsory_subject_the_electives_of_both_are_named() -> None:
    old, new = subjects("vat_li", "dia_li"), subjects("vat_li", "hoa_hoc", term="term2")
    done = two(without("gdqp_an", old), without("lich_su", new))
    assert told(done, "subject-perhaps-at-one-school") == [("Địa lí", "old"), ("Hoá học", "new")]
    lacking = [n.facts for n in done.receipt.notices if n.rule == "subjects-not-comparable"]
    assert lacking == [
        {"side": "old", "lacking": "Giáo dục quốc phòng và an ninh"},
        {"side": "new", "lacking": "Lịch sử"},
    ]


def test_where_the_programme_is_not_known_nothing_is_said_to_lack() -> None:
    old, new = (card(part(subjects=subjects(name), programme=None)) for name in ("vat_li", "hoa_hoc"))
    done = merged(old, new)
    assert told(done, "subject-perhaps-at-one-school") == [("Vật lí", "old"), ("Hoá học", "new")]
    assert not [n for n in done.receipt.notices if "lacking" in n.facts]


def primary(language: str | None) -> list[dict]:
    """The compulsory subjects of grade 2, and a foreign language that is optional there."""
    names = ("tieng_viet", "toan", "dao_duc", "tu_nhien_va_xa_hoi", "gdtc", "am_nhac", "mi_thuat", "hdtn")
    level = {"term1": {"level": {"scale": "primary_level", "value": "hoan_thanh"}}}
    return [
        *(taught(n, level) for n in names),
        *([taught("ngoai_ngu_1", level, language=language)] if language else []),
    ]


def test_a_foreign_language_of_one_school_only_is_named() -> None:
    place = {"grade": 2, "level": "primary", "regulation": "tt27-2020"}
    one, other = (card(part(**place, subjects=primary(language))) for language in ("tieng_anh", None))
    assert told(merged(one, other), "optional-subject-at-one-school") == [("Tiếng Anh", "old")]
    assert told(merged(other, one), "optional-subject-at-one-school") == [("Tiếng Anh", "new")]
    french = card(part(**place, subjects=primary("tieng_phap")))
    assert told(merged(one, french), "optional-subject-at-one-school") == []  # another language has its own rule


def test_a_language_beside_the_one_that_both_schools_have_is_named() -> None:
    second = taught("ngoai_ngu_1", {"term1": {"result": score("9")}}, language="tieng_nhat")
    done = two([*subjects(), second], subjects(term="term2"))
    assert rules(done)["first-language-differs"] == 0
    assert told(done, "subject-at-one-school") == [("Tiếng Nhật", "old")]


def test_a_subject_marked_as_not_taken_is_enough() -> None:
    absent = taught("vat_li", {"term2": {"enrolment": "exempt_or_not_enrolled"}})
    done = two(subjects("vat_li"), [taught("toan", {"term2": {"result": score("8")}}), absent])
    assert told(done, "elective-at-one-school") == [("Vật lí", "old")]


def test_optional_and_other_subjects_have_rules_of_their_own() -> None:
    second = taught("ngoai_ngu_2", {"term1": {"result": score("9")}}, language="tieng_phap")
    own = taught("khac", {"term1": {"result": score("9")}}, source_label="Tiếng Mông nâng cao")
    done = two([*subjects(), second, own], subjects(term="term2"))
    assert told(done, "optional-subject-at-one-school") == [("Tiếng Pháp", "old")]
    assert told(done, "subject-at-one-school") == [("Tiếng Mông nâng cao", "old")]


def test_arts_in_one_line_and_in_two_are_no_difference() -> None:
    lower = {"grade": 6, "level": "lower_secondary"}
    common = ("toan", "ngu_van", "gdcd", "lich_su_va_dia_li", "khoa_hoc_tu_nhien", "cong_nghe", "tin_hoc")
    scored = [taught(name, {"term1": {"result": score("8")}}) for name in (*common, "ngoai_ngu_1")]
    passed = [taught(name, {"term1": {"result": {"scale": "pass", "value": "dat"}}}) for name in COMMENTED]
    arts = [
        [taught(name, {"term1": {}}, enrolment="enrolled") for name in names]
        for names in (("nghe_thuat",), ("am_nhac", "mi_thuat"))
    ]
    one, other = (card(part(**lower, subjects=[*scored, *passed, *art])) for art in arts)
    assert not [rule for rule in rules(merged(one, other)) if rule.endswith("-at-one-school")]


def test_another_first_language_is_another_subject(tmp_path: Path) -> None:
    done = two(subjects(), subjects(term="term1", language="tieng_phap"), output=tmp_path / "o.json")
    assert done.receipt.read_back == "equal"  # repeated subjects are numbered as a reader will number them
    (notice,) = (n for n in done.receipt.notices if n.rule == "first-language-differs")
    assert (notice.facts["old_language"], notice.facts["new_language"]) == ("Tiếng Anh", "Tiếng Pháp")
    records = [s for s in done.document.report_cards[0].years[0].subjects if s.subject == "ngoai_ngu_1"]
    assert {record.language for record in records} == {"tieng_anh", "tieng_phap"}
    assert rules(done)["conflict"] == 0  # both have a mark in term 1, of two subjects


def test_a_language_that_one_side_does_not_name_is_taken_for_the_same_and_said() -> None:
    done = two(subjects(), subjects(term="term2", language=None))
    assert rules(done)["language-not-named"] == 1
    assert rules(done)["first-language-differs"] == 0
    assert year_of(done, "subjects", "ngoai_ngu_1", "language") == "tieng_anh"
    assert year_of(done, "subjects", "ngoai_ngu_1", "periods", "term2", "result") == "7"


def test_scores_here_and_comments_there_are_named_and_both_kept() -> None:
    passed = taught("gdqp_an", {"term2": {"result": {"scale": "pass", "value": "dat"}}})
    done = two(subjects(), [passed])
    assert told(done, "assessed-in-two-ways") == [("Giáo dục quốc phòng và an ninh", None)]
    assert year_of(done, "subjects", "gdqp_an", "periods", "term1", "result") == "8"
    assert year_of(done, "subjects", "gdqp_an", "periods", "term2", "result") == "dat"


def test_two_circulars_are_named_and_the_old_one_kept() -> None:
    one = card(part(subjects=subjects(), regulation="tt43-2021", level="continuing_upper"))
    done = merged(one, card(part(NEW, "10B1", subjects=subjects(term="term2"))))
    (notice,) = (n for n in done.receipt.notices if n.rule == "circular-differs")
    assert notice.facts == {"old_circular": "43/2021/TT-BGDĐT", "new_circular": "22/2021/TT-BGDĐT"}
    assert year_of(done, "regulation") == "tt22-2021"
    assert kept(done) == {"Trường cũ: Thông tư": "tt43-2021", "Trường cũ: Cấp học": "continuing_upper"}


def test_local_content_is_no_other_subject() -> None:
    done = two(subjects(), subjects(term="term2"))
    assert told(done, "local-content-differs") == [("Nội dung giáo dục của địa phương", None)]
    assert rules(done)["subject-at-one-school"] == 0


def test_what_is_said_of_taking_a_subject_moves_into_the_schools_own_periods() -> None:
    old = [taught("tin_hoc", {"term1": {"result": score("9")}}, enrolment="enrolled")]
    new = [
        taught("tin_hoc", {"term2": {}}, enrolment="not_enrolled"),
        taught("toan", {"term2": {"result": score("8")}}),
    ]
    done = two(old, new)
    assert year_of(done, "subjects", "tin_hoc", "enrolment") is None
    assert year_of(done, "subjects", "tin_hoc", "periods", "term1", "enrolment") == "enrolled"
    assert year_of(done, "subjects", "tin_hoc", "periods", "term2", "enrolment") == "not_enrolled"
    assert rules(done)["conflict"] == 0


@pytest.mark.parametrize("rule", sorted(differences()))
def test_the_catalogue_rests_on_the_source_that_the_data_file_names(rule: str) -> None:
    known, told = differences()[rule], catalogue()[rule]
    assert told.legal_source == known.legal_source
    vi, en = told.texts["vi"].lower(), told.texts["en"].lower()
    if known.certainty == "common":
        assert "theo hiểu biết chung" in vi and "common knowledge" in en
    if known.certainty == "silent":
        assert "văn bản không nói" in vi or rule.startswith(("regular-marks-", "absences-"))


def test_every_part_of_the_data_file_names_its_source_and_certainty() -> None:
    entries = [DATA["seasons"], DATA["regular_marks"], DATA["alternatives"], *DATA["differences"].values()]
    assert all(entry["legal_source"] and entry["certainty"] in ("read", "common", "silent") for entry in entries)


@pytest.mark.parametrize(
    ("day", "season"),
    [("09-04", None), ("09-05", "term1"), ("12-31", "term1"), ("01-10", None), ("02-01", "term2"), ("07-15", "summer")],
)
def test_the_season_of_a_day_is_told_only_where_all_schools_agree(day, season) -> None:
    assert season_of(day) == season
