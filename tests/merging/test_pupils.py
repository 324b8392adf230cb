"""Who is who across two schools: by codes or by a file that a person made, never by a name alone."""

from __future__ import annotations

import pytest
from two_schools import NEW, card, history, kept, merged, part, rules, source, year_of

from hocba_interop import BadMatch, ConvertOptions
from hocba_interop.notices import Severity


def names(done) -> list[str | None]:
    return [record.student.full_name for record in done.document.report_cards]


def test_a_leading_hs_of_smas_is_set_aside_for_the_comparison() -> None:
    done = merged(card(part()), card(part(NEW, "10B1"), code="HS2500000001"))
    assert len(done.document.report_cards) == 1


def test_a_name_and_a_birth_date_alone_never_join_but_are_suggested() -> None:
    done = merged(card(part()), card(part(NEW, "10B1"), code="2500000999"))
    assert len(done.document.report_cards) == 2
    assert rules(done)["perhaps-one-pupil"] == 1
    assert rules(done)["no-common-pupil"] == 1


def test_a_file_of_a_person_joins_and_the_changed_code_is_kept(tmp_path) -> None:
    (tmp_path / "m.csv").write_text("2500000001,2500000999\n", "utf-8")
    done = merged(card(part()), card(part(NEW, "10B1"), code="2500000999"), match=tmp_path / "m.csv")
    (record,) = done.document.report_cards
    assert record.student.identifiers["pupil_code"] == "2500000999"
    assert kept(done) == {"Trường cũ: Mã học sinh": "2500000001"}
    assert rules(done)["pupil-code-changed"] == 1
    assert not done.receipt.losses


def test_two_personal_numbers_are_a_conflict_even_so(tmp_path) -> None:
    ids = [{"identifiers": {"pupil_code": "2500000001", "personal_id": f"03721000000{n}"}} for n in (1, 2)]
    done = merged(card(part(), student=ids[0]), card(part(NEW, "10B1"), student=ids[1]))
    assert rules(done)["conflict"] == 1


def test_a_line_of_the_file_that_names_nobody_is_refused(tmp_path) -> None:
    (tmp_path / "m.csv").write_text("2500000001,1\n", "utf-8")
    with pytest.raises(BadMatch):
        merged(card(part()), card(part(NEW, "10B1")), match=tmp_path / "m.csv")


def test_one_code_and_two_names_are_not_put_together() -> None:
    done = merged(card(part()), card(part(NEW, "10B1"), name="Hồ Văn Khác"))
    assert rules(done)["identity-mismatch"] == 1
    assert names(done) == []
    assert {loss.reason for loss in done.receipt.losses} == {"identity"}


def test_another_grade_in_the_same_year_is_an_error_at_both_places() -> None:
    done = merged(card(part()), card(part(NEW, "11B1", grade=11)))
    (notice,) = (n for n in done.receipt.notices if n.rule == "grades-differ")
    assert notice.severity is Severity.ERROR
    assert {notice.where.source, notice.also.source} == {0, 1}
    assert names(done) == [] and sum(done.receipt.items.values()) == done.receipt.sources[0]["items"] * 2


def three():
    """A pupil of both schools, one of the old school, one of the new."""
    both = [card(part()), card(part(NEW, "10B1"))]
    left = card(part(), code="2500000002", name="Tạ Thị Ở Lại")
    there = card(part(NEW, "10B1"), code="2500000003", name="Lý Văn Sẵn Có")
    return source(left, both[0], name="cu.json"), source(there, both[1], name="moi.json")


def test_everyone_is_written_and_those_of_one_school_are_told() -> None:
    done = merged(*three())
    assert names(done) == ["Lý Văn Sẵn Có", "Mai Văn Lúa", "Tạ Thị Ở Lại"]
    assert rules(done)["only-at-old-school"] == rules(done)["only-at-new-school"] == 1
    assert history(done, 0) == history(done, 2) == []


def test_only_matched_leaves_the_others_out_and_counts_them() -> None:
    done = merged(*three(), only_matched=True)
    assert names(done) == ["Mai Văn Lúa"]
    assert done.receipt.items["not_selected"] > 0
    assert sum(done.receipt.items.values()) == sum(one["items"] for one in done.receipt.sources)
    assert rules(done)["only-at-old-school"] == 0


def test_a_pupil_is_chosen_by_a_code_of_either_side() -> None:
    done = merged(*three(), options=ConvertOptions(students=("2500000001",)))
    assert names(done) == ["Mai Văn Lúa"]
    done = merged(*three(), options=ConvertOptions(students=("2500000009",)))
    assert rules(done)["student-not-found"] == 1


def test_nobody_on_both_sides_is_an_error(tmp_path) -> None:
    done = merged(card(part()), card(part(), code="2500000009", name="Lê Thị Khác"), output=tmp_path / "o.json")
    assert rules(done)["no-common-pupil"] == 1
    assert done.files == []


def test_earlier_years_of_the_old_school_come_along() -> None:
    before = part(year="2024-2025", grade=9, class_name="9A", level="lower_secondary")
    done = merged(card(before, part()), card(part(NEW, "10B1")))
    assert [year.class_name for year in done.document.report_cards[0].years] == ["9A", "10B1"]
    assert year_of(done, "class_name") == "10B1"
