"""Hypothesis strategies for report cards as schools have them: plausible, with the odd corner."""

from __future__ import annotations

from hypothesis import strategies as st

from hocba_interop.codelists import scales
from hocba_interop.model import (
    Absences,
    Decisions,
    Document,
    Mark,
    ReportCard,
    School,
    Student,
    SubjectPeriod,
    SubjectRecord,
    Summary,
    TraitPeriod,
    TraitRecord,
    YearRecord,
)

_NAMES = st.sampled_from(("Nguyễn Thị Á", "Trần Thị Thuý", "Vàng A Páo", "Lê  Hai Dấu Cách", "K'Brôi", "Ñ Ghi Êban"))
_LANGUAGES = (None, "tieng_anh", "tieng_phap", "tieng_nhat")
_SUBJECTS = (
    "toan",
    "ngu_van",
    "vat_li",
    "gdtc",
    "ngoai_ngu_1",
    "ngoai_ngu_2",
    "cong_nghe",
    "gdkt_pl",
    "tieng_viet",
)
_LABELS = st.sampled_from((None, "Nhãn riêng", "LỚP CHỌN", "Tiếng Pháp - Đức"))
_ENROLMENTS = st.sampled_from((None, None, "enrolled", "exempt", "not_enrolled", "exempt_or_not_enrolled"))
_CLASSES = st.sampled_from((None, "10A1", "10T", "12.6", "11a01", "4A", "10 Toán", "6/1", "10A1-CLC"))
_COMMENTS = st.sampled_from((None, "Chăm ngoan", "=HYPERLINK(1)", "+84", "-", "Dòng một\nDòng hai", "8,5", "Miễn"))


def _mark(*names: str) -> st.SearchStrategy[Mark]:
    choices: list[st.SearchStrategy[Mark]] = []
    for name in names:
        if name == "score10":
            values = st.integers(0, 100).map(lambda tenth: f"{tenth / 10:.1f}") | st.sampled_from(("10", "7", "10.5"))
        else:
            values = st.sampled_from(scales.values(name))
        choices.append(st.builds(Mark, scale=st.just(name), value=values))
    return st.one_of(choices)


@st.composite
def _subject(draw: st.DrawFn, subject: str) -> SubjectRecord:
    result = _mark("score10", "pass")
    periods = draw(
        st.dictionaries(
            st.sampled_from(("mid_term1", "term1", "term2", "year")),
            st.builds(
                SubjectPeriod,
                enrolment=_ENROLMENTS,
                regular=st.lists(st.none() | result, max_size=6).map(_no_trailing_gap),
                midterm=st.none() | result,
                final=st.none() | result,
                result=st.none() | result,
                level=st.none() | _mark("primary_level"),
                test=st.none() | _mark("score10"),
                comment=_COMMENTS,
                comment_code=st.none() | st.just("NX01"),
            ),
            max_size=3,
        )
    )
    return SubjectRecord(
        subject=subject,
        source_label=draw(_LABELS),
        language=draw(st.sampled_from(_LANGUAGES)) if subject.startswith("ngoai_ngu") else None,
        assessed_by=draw(st.sampled_from((None, "score", "comment"))),
        enrolment=draw(_ENROLMENTS),
        periods=periods,
        after_retest=draw(st.none() | result),
    )


def _no_trailing_gap(marks: list[Mark | None]) -> tuple[Mark | None, ...]:
    while marks and marks[-1] is None:
        marks.pop()
    return tuple(marks)


@st.composite
def _year(draw: st.DrawFn, school_year: str) -> YearRecord:
    subjects = draw(st.lists(st.sampled_from(_SUBJECTS), max_size=4, unique=True))
    grade = draw(st.sampled_from((None, 4, 10, 12)))
    count = st.none() | st.sampled_from(("0", "2", "2.5"))
    absences = st.builds(
        Absences,
        excused=count,
        unexcused=count,
        total=count,
        counted_from=st.sampled_from((None, "term_start", "year_start")),
    )
    summary = st.builds(
        Summary,
        learning_result=st.none() | _mark("result4", "learning5"),
        conduct_result=st.none() | _mark("result4", "conduct4"),
        education_result=st.none() | _mark("primary_result"),
        average=st.none() | _mark("score10"),
        rank=st.none() | st.integers(1, 50),
        honour=st.none() | st.just("Học sinh giỏi"),
        absences=st.none() | absences,
        comment=_COMMENTS,
        note=_COMMENTS,
    )
    trait = st.builds(TraitPeriod, level=st.none() | _mark("trait_level"), comment=_COMMENTS)
    return YearRecord(
        school_year=school_year,
        grade=grade,
        class_name=draw(_CLASSES),
        level=draw(st.sampled_from((None, "primary", "upper_secondary"))),
        regulation=draw(st.sampled_from((None, "tt22-2021", "tt58-2011", "tt27-2020"))),
        school=draw(st.none() | st.just(School(name="Trường THPT Ví Dụ", department="Sở Giáo dục và Đào tạo Ví Dụ"))),
        subjects=tuple(draw(_subject(subject)) for subject in subjects),
        traits=tuple(
            TraitRecord(trait=name, periods=draw(st.dictionaries(st.sampled_from(("term1", "year")), trait)))
            for name in draw(st.lists(st.sampled_from(("yeu_nuoc", "ngon_ngu", "khoa_hoc")), max_size=2, unique=True))
        ),
        summaries=draw(st.dictionaries(st.sampled_from(("term1", "term2", "year")), summary, max_size=2)),
        decisions=draw(st.none() | st.builds(Decisions, promotion_text=_COMMENTS, promoted=st.none() | st.booleans())),
    )


@st.composite
def _card(draw: st.DrawFn, number: int) -> ReportCard:
    years = draw(st.lists(st.sampled_from(("2022-2023", "2023-2024", "2024-2025")), max_size=2, unique=True))
    codes = (
        {},
        {"pupil_code": f"23{number:08}"},
        {"moet": f"01{number:08}"},
        {"pupil_code": f"HS23{number:08}"},
    )
    return ReportCard(
        student=Student(
            full_name=draw(_NAMES),
            sex=draw(st.sampled_from((None, "male", "female"))),
            birth_date=draw(st.sampled_from((None, "2008-03-05", "2008-03", "2008"))),
            identifiers=draw(st.sampled_from(codes)),
        ),
        years=tuple(draw(_year(year)) for year in sorted(years)),
    )


@st.composite
def school_documents(draw: st.DrawFn) -> Document:
    """Documents of up to three pupils, some of one class."""
    return Document(report_cards=tuple(draw(_card(number)) for number in range(draw(st.integers(1, 3)))))
