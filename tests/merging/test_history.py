"""The move in the history: both schools, the day and the sector's state as far as known; never invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from two_schools import NEW, OLD, YEAR, card, history, kept, merged, part, rules, score, source, taught, year_of

from hocba_interop import read
from hocba_interop.adapters.canonical.json_writing import document_text
from hocba_interop.adapters.source import Source
from hocba_interop.model import Document, Provenance


def marks(*periods: str, kind: str = "result") -> list[dict]:
    """Toán with a mark in each of these periods."""
    values = {"result": score("8"), "midterm": score("7")}
    return [taught("toan", {period: {kind: values[kind]} for period in periods})]


def two(old_periods=("term1",), new_periods=("term2",), kind="result", old_history=(), new_history=()):
    one = card(part(subjects=marks(*old_periods, kind=kind)), history=old_history)
    return one, card(part(NEW, "10B1", subjects=marks(*new_periods)), history=new_history)


def test_the_year_is_the_new_schools_and_the_old_one_stands_in_the_history() -> None:
    done = merged(*two(), moved_on="2026-02-03")
    assert (year_of(done, "class_name"), year_of(done, "school", "name")) == ("10B1", NEW)
    assert history(done) == [("10A2", OLD, None, None), ("10B1", NEW, "2026-02-03", "06")]
    assert not done.receipt.losses
    assert rules(done)["arrival-incomplete"] == 0


@pytest.mark.parametrize(
    ("old", "new", "kind", "moved_on", "status"),
    [
        (("term1",), ("term2",), "result", None, "06"),  # complete at the old school, the next at the new
        (("term1",), ("term2",), "midterm", None, None),  # the first term was not complete when the pupil left
        (("term1",), ("term1",), "midterm", None, "02"),  # both recorded something in it
        (("mid_term1",), ("term1", "year"), "result", None, "02"),
        ((), ("term1",), "result", None, None),
        ((), ("term2",), "result", "2025-10-20", "02"),
        ((), ("term2",), "result", "2026-01-12", None),  # which term January is in differs between schools
        ((), ("term1",), "result", "2025-07-01", "10"),
    ],
)
def test_the_season_is_told_by_periods_or_the_date_or_not_at_all(old, new, kind, moved_on, status) -> None:
    done = merged(*two(old, new, kind), moved_on=moved_on)
    assert history(done)[-1][2:] == (moved_on, status)
    assert rules(done)["arrival-incomplete"] == (moved_on is None or status is None)
    advice = [n.facts.get("example") for n in done.receipt.notices if n.rule == "arrival-incomplete"]
    assert advice in ([], [None if moved_on else "2026-01-19"])  # no day is asked for where one was given


def why(done) -> list[str]:
    return [n.facts["because"] for n in done.receipt.notices if n.rule == "arrival-incomplete"]


def test_why_the_line_of_the_new_school_is_not_complete() -> None:
    assert why(merged(*two((), ("term1",)))) == ["not-told"]
    assert why(merged(*two((), ("term2",)), moved_on="2026-01-12")) == ["day-between-terms"]
    assert why(merged(*two(), moved_on="2025-10-20")) == ["seasons-differ"]


def not_used(done) -> list[str]:
    return [n.facts["because"] for n in done.receipt.notices if n.rule == "arrival-date-not-used"]


def test_a_day_that_no_line_takes_is_said() -> None:
    other = card(part(NEW, "10B1"), code="2500000002", name="Lê Thị Khác")
    undated = card(part(NEW, "11B1", grade=11) | {"school_year": None})
    assert not_used(merged(card(part()), card(part()), moved_on="2026-02-03")) == ["same-school"]
    assert not_used(merged(card(part()), other, moved_on="2026-02-03")) == ["no-pupil"]
    assert not_used(merged(card(part()), undated, moved_on="2026-02-03")) == ["no-school-year"]
    assert not_used(merged(*two(), moved_on="2026-02-03")) == not_used(merged(card(part()), card(part()))) == []


def test_a_date_and_periods_that_disagree_are_told_and_decide_nothing() -> None:
    done = merged(*two(), moved_on="2025-10-20")
    assert history(done)[-1][2:] == ("2025-10-20", None)
    assert rules(done)["arrival-seasons-differ"] == 1


def test_a_state_that_the_source_records_stays() -> None:
    line = {"school_year": YEAR, "class_name": "10B1", "arrived_on": "2025-11-03", "pupil_status": "02"}
    done = merged(*two(new_history=[line]))
    assert history(done) == [("10A2", OLD, None, None), ("10B1", NEW, "2025-11-03", "02")]
    assert rules(done)["arrival-seasons-differ"] == 1  # the periods say term 2
    assert merged(*two(new_history=[line]), moved_on="2026-02-03").document == done.document


def test_a_date_of_the_source_is_not_replaced() -> None:
    line = {"school": NEW, "arrived_on": "2026-02-09"}
    done = merged(*two(new_history=[line]), moved_on="2026-02-03")
    assert history(done)[-1] == ("10B1", NEW, "2026-02-09", "06")
    assert rules(done)["arrival-date-differs"] == 1


def test_the_state_of_leaving_tells_the_season_too_and_earlier_lines_stay() -> None:
    before = {"school_year": "2024-2025", "class_name": "9A", "school": "Trường THCS Minh Họa"}
    left = {"school_year": YEAR, "class_name": "10A2", "school": OLD, "pupil_status": "08"}
    done = merged(*two((), ("term2",), old_history=[before, left]))
    assert history(done) == [
        ("9A", "Trường THCS Minh Họa", None, None),
        ("10A2", OLD, None, "08"),
        ("10B1", NEW, None, "06"),
    ]


def test_a_date_outside_the_year_withholds_the_output(tmp_path) -> None:
    done = merged(*two(), moved_on="2024-11-01", output=tmp_path / "o.json")
    assert rules(done)["arrival-date-outside-year"] == 1
    assert done.files == []
    assert history(done)[-1][2] is None


def test_one_date_is_not_given_to_several_pupils() -> None:
    cards = [(card(part(), code=c), card(part(NEW, "10B1"), code=c)) for c in ("2500000001", "2500000002")]
    olds, news = (source(*side) for side in zip(*cards, strict=True))
    done = merged(olds, news, moved_on="2026-02-03")
    assert rules(done)["arrival-date-for-several"] == 1
    assert [history(done, i)[-1][2] for i in (0, 1)] == [None, None]


def test_a_summer_move_joins_two_years_and_names_the_arrival() -> None:
    one = card(part(year="2024-2025", grade=9, class_name="9A", school="Trường THCS Minh Họa"))
    done = merged(one, card(part(NEW, "10B1")), moved_on="2025-08-01")
    years = [(year.school_year, year.school.name) for year in done.document.report_cards[0].years if year.school]
    assert years == [("2024-2025", "Trường THCS Minh Họa"), (YEAR, NEW)]
    assert history(done) == [("9A", "Trường THCS Minh Họa", None, None), ("10B1", NEW, "2025-08-01", "10")]
    assert rules(done)["grades-differ"] == 0


def test_one_school_on_both_sides_is_said_and_is_no_move() -> None:
    done = merged(card(part()), card(part()))
    assert history(done) == []
    assert rules(done)["same-school-on-both-sides"] == 1


def test_schools_of_one_name_in_two_provinces_are_two() -> None:
    names = [{"name": OLD, "department": f"Sở Giáo dục và Đào tạo {place}"} for place in ("Ninh Bình", "Cần Thơ")]
    done = merged(card(part(school=None) | {"school": names[0]}), card(part(school=None) | {"school": names[1]}))
    assert len(history(done)) == 2
    assert year_of(done, "school", "department") == names[1]["department"]
    assert kept(done) == {"Trường cũ: Cơ quan quản lý": names[0]["department"]}


def test_the_old_schools_register_number_goes_into_its_line_and_its_issue_is_not_the_new_ones() -> None:
    one = card(
        part(issue={"status": "issued", "record_id": "x-1", "signers": [{"role": "head", "full_name": "Đỗ Văn Mẫu"}]}),
        student={"identifiers": {"pupil_code": "2500000001", "register_number": "12/A"}},
    )
    other = card(part(NEW, "10B1"), student={"identifiers": {"pupil_code": "2500000001", "register_number": "77"}})
    done = merged(one, other)
    record = done.document.report_cards[0]
    assert record.history[0].register_number == "12/A"
    assert record.student.identifiers["register_number"] == "77"
    assert record.years[0].issue is None
    assert set(kept(done).values()) == {"issued", "x-1", "head", "Đỗ Văn Mẫu"}
    assert not done.receipt.losses


def test_swapped_sides_are_asked_about() -> None:
    assert rules(merged(*two(("term2",), ("term1",))))["parts-perhaps-swapped"] == 1
    assert rules(merged(*two()))["parts-perhaps-swapped"] == 0


def test_everything_of_the_old_page_is_kept_beside_each_other(tmp_path) -> None:
    """Absences, comments and the page's own leaves all stand aside: none takes another's place."""
    old = part(
        regulation="tt43-2021",
        summaries={"term2": {"absences": {"total": "2"}, "comment": "Ngoan", "note": "Lớp phó"}},
    ) | {"school": {"name": OLD, "code": "37999701"}}
    new = part(NEW, "10B1", summaries={"term2": {"absences": {"total": "1"}, "comment": "Tốt", "note": "Mới đến"}})
    done = merged(card(old), card(new), output=tmp_path / "o.json")
    assert done.receipt.read_back == "equal"
    assert sorted(kept(done).values()) == sorted(["2", "Ngoan", "Lớp phó", "tt43-2021", "37999701"])


def test_signers_of_two_pages_are_never_mixed(tmp_path) -> None:
    one, other = ({"status": "issued", "signers": [{"role": "head", "full_name": name}]} for name in ("A", "B"))
    done = merged(card(part(issue=one)), card(part(NEW, "10B1", issue=other)), output=tmp_path / "o.json")
    (year,) = done.document.report_cards[0].years
    assert year.issue is not None and [signer.full_name for signer in year.issue.signers] == ["B"]
    assert sorted(kept(done).values()) == ["A", "head"]
    assert done.receipt.read_back == "equal" and not done.receipt.losses


def test_what_is_kept_aside_names_its_file_in_the_provenance() -> None:
    old = card(part() | {"school": {"name": OLD, "code": "37999701"}})
    before = Document(report_cards=(old,), provenance=(Provenance(name="10a2.xls"),))
    done = merged(Source("cu.json", "".join(document_text(before)).encode()), card(part(NEW, "10B1")))
    (extension,) = done.document.report_cards[0].years[0].extensions
    assert extension.where is not None
    assert done.document.provenance[int(extension.where["source"])].name == "cu.json"


def test_the_sectors_pupil_list_of_the_new_school_tells_state_and_day() -> None:
    """It names no school year, only the class; the pupil was in that grade in one year of the other part."""
    listed = Path(__file__).parents[2] / "fixtures/csdl/pupil-list/C1-HocSinh.xls"
    (pupil, *_) = (c for c in read(listed).document.report_cards if c.history and c.history[0].pupil_status == "02")
    code, birth = pupil.student.identifiers["pupil_code"], {"birth_date": pupil.student.birth_date}
    before = part(class_name="2C", year="2024-2025", grade=2, level="primary", regulation="tt27-2020")
    old = card(before, code=code or "", name=pupil.student.full_name or "", student=birth)
    done = merged(old, [listed], only_matched=True)
    assert history(done) == [("2C", OLD, None, None), ("2B", None, pupil.history[0].arrived_on, "02")]
    (year,) = done.document.report_cards[0].years
    assert (year.school_year, year.class_name, year.school) == ("2024-2025", "2B", None)


def test_a_part_of_no_known_year_is_said() -> None:
    done = merged(card(part()), card(part(NEW, "11B1", grade=11) | {"school_year": None}))
    assert rules(done)["school-year-unknown"] == 1
    assert history(done) == []
