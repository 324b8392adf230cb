"""Generated years of primary school: what is written reads back equal, and the dry run predicts the losses.

A ProgramFault (not read back equal, items lost count of) fails these tests by being raised.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hocba_interop import ConvertOptions, write
from hocba_interop.codelists import scales
from hocba_interop.model import (
    Decisions,
    Document,
    Mark,
    ReportCard,
    Student,
    SubjectPeriod,
    SubjectRecord,
    Summary,
    TraitPeriod,
    TraitRecord,
    YearRecord,
)

RESULTS = "csdl:primary-results"
SUBJECTS = (
    "toan",
    "tieng_viet",
    "ngoai_ngu_1",
    "tin_hoc",
    "cong_nghe",
    "khoa_hoc",
    "gdtc",
    "ngoai_ngu_2",
    "gd_dia_phuong",
    "khac",
)
LABELS = (None, "Toán", "Kĩ năng sống", "Khoa học", "Mức đạt được", "Cả năm", "Điểm", "  hai  dấu", "Lên lớp", "TH-CN")
PERIODS = ("term1", "mid_term2", "year")
ENROLMENTS = (None, None, "enrolled", "exempt", "not_enrolled", "exempt_or_not_enrolled")


def mark(scale: str) -> st.SearchStrategy[Mark | None]:
    if scale == "score10":
        values = st.sampled_from(("0", "7", "8.5", "9.0", "10", "11"))
    else:
        values = st.sampled_from(scales.values(scale))
    return st.none() | st.builds(Mark, scale=st.just(scale), value=values)


def some(strategy: st.SearchStrategy, size: int = 2) -> st.SearchStrategy:
    return st.dictionaries(st.sampled_from(PERIODS), strategy, max_size=size)


period = st.builds(
    SubjectPeriod,
    level=mark("primary_level") | mark("pass"),
    test=mark("score10"),
    enrolment=st.sampled_from(ENROLMENTS),
    comment=st.sampled_from((None, "Chăm", "=1")),
)
subjects = st.lists(
    st.builds(
        SubjectRecord,
        subject=st.sampled_from(SUBJECTS),
        source_label=st.sampled_from(LABELS),
        language=st.sampled_from((None, "tieng_anh")),
        enrolment=st.sampled_from(ENROLMENTS),
        periods=some(period),
    ),
    max_size=5,
    unique_by=lambda record: record.subject,
)
traits = st.lists(
    st.builds(
        TraitRecord,
        trait=st.sampled_from(("ngon_ngu", "tin_hoc", "khoa_hoc", "yeu_nuoc", "hop_tac", "khac")),
        periods=some(st.builds(TraitPeriod, level=mark("trait_level") | mark("pass"))),
    ),
    max_size=3,
    unique_by=lambda record: record.trait,
)
YES_OR_NO = st.sampled_from((None, True, False))
year = st.builds(
    YearRecord,
    school_year=st.just("2024-2025"),
    class_name=st.sampled_from((None, "2B", "3/1", "TH-2-0107", "Lớp 4A", "5", "-", "10A1")),
    grade=st.sampled_from((None, 1, 2, 3, 5)),
    level=st.sampled_from((None, "primary")),
    subjects=subjects.map(tuple),
    traits=traits.map(tuple),
    summaries=some(st.builds(Summary, education_result=mark("primary_result"), note=st.sampled_from((None, "x")))),
    decisions=st.none() | st.builds(Decisions, promoted=YES_OR_NO, completed_grade=YES_OR_NO),
)
names = st.sampled_from((None, "Lý A Sử", "Vũ Ô", "Y Bhăm  Êban"))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    cards = []
    for number in range(draw(st.integers(1, 4))):
        codes = draw(st.sampled_from(({}, {"pupil_code": f"24{number:08}"}, {"moet": f"01{number:08}"})))
        student = Student(full_name=draw(names), birth_date=draw(st.sampled_from((None, "2017-02", "2017-03-05"))))
        student = student.model_copy(update={"identifiers": codes})
        cards.append(ReportCard(student=student, years=(draw(year),)))
    return Document(report_cards=tuple(cards))


@settings(max_examples=120, phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck))
@given(document=documents())
def test_whatever_a_primary_year_holds_is_written_and_proved_or_listed(document: Document) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.xlsx"
        told = write(document, RESULTS, path, ConvertOptions(partial=True, dry_run=True)).receipt
        done = write(document, RESULTS, path, ConvertOptions(partial=True)).receipt
    assert done.items.total() == sum(source["items"] for source in done.sources)
    assert [loss.to_dict() for loss in told.losses] == [loss.to_dict() for loss in done.losses]
