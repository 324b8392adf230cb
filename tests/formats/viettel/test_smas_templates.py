"""Empty SMAS templates: the pupils of the class and no marks, whatever the container and whatever else the file has."""

from __future__ import annotations

import pytest
from school_sheets import FIXTURES

from hocba_interop import read
from hocba_interop.model.flat import flatten

FOLDER = FIXTURES / "viettel/subject-book"
MATHS = [flatten(card) for card in read(FOLDER / "template_toan_10t_hk2.xlsx").document.report_cards]


@pytest.mark.parametrize("name", ["template_macro.xlsm", "template_toan_10t_hk2.xls"])
def test_the_container_of_a_template_makes_no_difference(name: str) -> None:
    result = read(FOLDER / name)
    assert [flatten(card) for card in result.document.report_cards] == MATHS
    assert {notice.rule for notice in result.notices} == {"hidden-column-read"}


def test_a_template_of_all_subjects_names_those_of_the_class_summary() -> None:
    template = read(FOLDER / "template_10t_hk2.xlsx").document.report_cards
    summary = read(FIXTURES / "vnpt/class-summary/so_diem_tong_ket_khoi_khoi_10_hk2.xls").document.report_cards
    known = {
        card.student.identifiers["pupil_code"]: {(s.subject, s.language) for s in card.years[0].subjects}
        for card in summary
        if card.years[0].class_name == "10T"
    }
    assert {
        card.student.identifiers["pupil_code"]: {(s.subject, s.language) for s in card.years[0].subjects}
        for card in template
    } == known
    assert not any(subject.periods for card in template for subject in card.years[0].subjects)
