from __future__ import annotations

from collections.abc import Iterator

import pytest

from hocba_interop.codelists import languages, levels, regulations, subjects
from hocba_interop.codelists._keys import caption_key
from hocba_interop.codelists._tables import table
from hocba_interop.codelists.subjects import Style, SubjectMatch

CONTRACT_IDS = [
    "toan",
    "ngu_van",
    "tieng_viet",
    "ngoai_ngu_1",
    "ngoai_ngu_2",
    "tieng_dan_toc",
    "vat_li",
    "hoa_hoc",
    "sinh_hoc",
    "lich_su",
    "dia_li",
    "lich_su_va_dia_li",
    "khoa_hoc_tu_nhien",
    "khoa_hoc",
    "tu_nhien_va_xa_hoi",
    "dao_duc",
    "gdcd",
    "gdkt_pl",
    "cong_nghe",
    "tin_hoc",
    "tin_hoc_va_cong_nghe",
    "gdtc",
    "the_duc",
    "gdqp_an",
    "am_nhac",
    "mi_thuat",
    "nghe_thuat",
    "gd_dia_phuong",
    "hdtn",
    "hdtn_hn",
    "ki_thuat",
    "thu_cong",
    "khac",
]

# header rows of vnEdu class summaries, as several schools' files have them
HEADERS = {
    "10t": "Toán|Lí|Hóa|Sinh|Tin|Văn|Sử|Tiếng Anh|C.nghệ|GDTC|GDQP&AN|Tiếng Pháp|NDGDCĐP|HĐTN&HN",
    "10l": "Toán|Lí|Hóa|Sinh|Tin|Văn|Sử|Địa|Tiếng Anh|C.nghệ|GDTC|Nhạc|GDQP&AN|Tiếng Pháp|NDGDCĐP|GDKT&PL|HĐTN&HN",
    "10v": "Toán|Lí|Hóa|Tin|Văn|Sử|Địa|Tiếng Anh|C.nghệ|GDTC|GDQP&AN|Tiếng Pháp|NDGDCĐP|GDKT&PL|HĐTN&HN",
    "11i": "Toán|Lí|Hóa|Sinh|Tin|Văn|Sử|Ng.ngữ|GDTC|GDQP&AN|NDGDCĐP|HĐTN&HN",
    "11u": "Toán|Lí|Hóa|Văn|Sử|Địa|Ng.ngữ|C.nghệ|GDTC|Nhạc|GDQP&AN|NDGDCĐP|GDKT&PL|HĐTN&HN",
    "12t": "Toán|Lí|Hóa|Sinh|Tin|Văn|Sử|Địa|Ng.ngữ|GDCD|C.nghệ|TD|GDQP",
    "thcs": "Toán|LS&ĐL|KHTN|Tin|Văn|Ng.ngữ|GDCD|C.nghệ|GDTC|Nghệ thuật|NDGDCĐP|HĐTN&HN",
    "primary": "Tiếng Việt|Toán|Đạo đức|Âm nhạc|Mĩ thuật|GDTC|HĐTN|Công nghệ|Tin học|Tiếng Anh|Khoa học|LS&ĐL",
}
NOT_SUBJECTS = """
STT|Mã học sinh|Họ và tên|Ngày sinh|Kết quả học tập|Kết quả rèn luyện|Buổi nghỉ|P|K|Tổng|Ghi chú|Điểm TK
Học lực|Hạnh kiểm|Danh hiệu|Xếp hạng|CN|Ảnh|Họa|T.Đức|Nữ|Địa chỉ|Quê quán|Năng lực|Phẩm chất||…|()
""".strip().replace("\n", "|")


@pytest.mark.parametrize("subject_id", CONTRACT_IDS)
def test_contract_id_is_listed(subject_id: str) -> None:
    assert subjects.get(subject_id).id == subject_id


@pytest.mark.parametrize("row", HEADERS.values(), ids=HEADERS)
def test_vnedu_header_row_resolves(row: str) -> None:
    found = [subjects.find(label) for label in row.split("|")]
    assert None not in found
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("label", NOT_SUBJECTS.split("|"))
def test_other_headers_are_no_subjects(label: str) -> None:
    assert subjects.find(label) is None


@pytest.mark.parametrize(
    ("label", "subject_id"),
    [
        ("Lí", "vat_li"),
        ("LÝ", "vat_li"),
        ("Vật lý", "vat_li"),
        ("Hoá", "hoa_hoc"),
        ("Hóa học", "hoa_hoc"),
        ("Hoa", "hoa_hoc"),
        ("Ðịa lý", "dia_li"),
        ("Tiếng việt", "tieng_viet"),
        ("Mỹ thuật", "mi_thuat"),
        ("GDQP-AN", "gdqp_an"),
        ("GDQP & AN", "gdqp_an"),
        ("GDKTPL", "gdkt_pl"),
        ("KTPL", "gdkt_pl"),
        ("TN-XH", "tu_nhien_va_xa_hoi"),
        ("Tự nhiên & Xã hội", "tu_nhien_va_xa_hoi"),
        ("LS và ĐL", "lich_su_va_dia_li"),
        ("ls&dl", "lich_su_va_dia_li"),
        ("TH-CN (Tin học)", "tin_hoc"),
        ("Tin học và Công nghệ (Tin học)", "tin_hoc"),
        ("Tin học và Công nghệ (Công nghệ)", "cong_nghe"),
        ("Tin học và\nCông nghệ", "tin_hoc_va_cong_nghe"),
        ("Nghệ thuật (Âm nhạc)", "am_nhac"),
        ("Nghệ thuật (Mĩ thuật)", "mi_thuat"),
        ("Nội dung giáo dục của địa phương", "gd_dia_phuong"),
        ("GDĐP", "gd_dia_phuong"),
        ("HĐTN-HN", "hdtn_hn"),
        ("HDTN&HN", "hdtn_hn"),
        ("HĐTNHN", "hdtn_hn"),
        ("Hoạt động trải nghiệm, hướng nghiệp", "hdtn_hn"),
        ("Hoạt động trải nghiệm", "hdtn"),
        ("CNCN", "cong_nghe_cong_nghiep"),
        ("Toán (Pháp)", "toan_phap"),
        ("Tiếng dân tộc", "tieng_dan_toc"),
    ],
)
def test_spellings(label: str, subject_id: str) -> None:
    assert subjects.find(label) == SubjectMatch(subject_id)


@pytest.mark.parametrize(
    ("level", "subject_id"),
    [
        (None, "hdtn"),
        ("primary", "hdtn"),
        ("lower_secondary", "hdtn_hn"),
        ("upper_secondary", "hdtn_hn"),
        ("continuing_upper", "hdtn_hn"),
    ],
)
def test_level_decides_experiential_activity(level: str | None, subject_id: str) -> None:
    assert subjects.find("HĐTN", level) == SubjectMatch(subject_id)


@pytest.mark.parametrize(
    ("label", "match"),
    [
        ("Ng.ngữ", SubjectMatch("ngoai_ngu_1")),
        ("Ngoại ngữ", SubjectMatch("ngoai_ngu_1")),
        ("NN1", SubjectMatch("ngoai_ngu_1")),
        ("NN2", SubjectMatch("ngoai_ngu_2")),
        ("Tiếng Anh", SubjectMatch("ngoai_ngu_1", "tieng_anh", explicit=False)),
        ("Anh văn", SubjectMatch("ngoai_ngu_1", "tieng_anh", explicit=False)),
        ("Tiếng Trung Quốc", SubjectMatch("ngoai_ngu_1", "tieng_trung", explicit=False)),
        ("Ngoại ngữ (Tiếng Anh)", SubjectMatch("ngoai_ngu_1", "tieng_anh", explicit=False)),
        ("Ngoại ngữ 1 (Tiếng Anh)", SubjectMatch("ngoai_ngu_1", "tieng_anh")),
        ("Tiếng Anh (NN1)", SubjectMatch("ngoai_ngu_1", "tieng_anh")),
        ("Ngoại ngữ 2 (Tiếng Pháp)", SubjectMatch("ngoai_ngu_2", "tieng_phap")),
        ("Ngoại ngữ 2 - Tiếng Pháp", SubjectMatch("ngoai_ngu_2", "tieng_phap")),
        ("NN2: Pháp", SubjectMatch("ngoai_ngu_2", "tieng_phap")),
        ("Tiếng H'Mông", SubjectMatch("tieng_dan_toc", "tieng_mong")),
    ],
)
def test_languages(label: str, match: SubjectMatch) -> None:
    assert subjects.find(label) == match


def _subject_and_language() -> Iterator[tuple[str, str | None]]:
    for subject in subjects.all():
        yield subject.id, None
    for language in languages.all():
        ids = ("ngoai_ngu_1", "ngoai_ngu_2") if language.kind == "foreign" else ("tieng_dan_toc",)
        for subject_id in ids:
            yield subject_id, language.id


@pytest.mark.parametrize("style", ["short", "full"])
@pytest.mark.parametrize(("subject_id", "language"), list(_subject_and_language()))
def test_caption_round_trip(subject_id: str, language: str | None, style: Style) -> None:
    match = subjects.find(subjects.caption(subject_id, language, style))
    assert match is not None
    assert (match.subject_id, match.language) == (subject_id, language)


def test_caption_without_a_known_language() -> None:
    assert subjects.caption("ngoai_ngu_1", "tieng_khac") == "Ng.ngữ"
    assert subjects.caption("toan", "tieng_anh") == "Toán"


def test_no_caption_names_two_subjects() -> None:
    owners: dict[str, str] = {}
    for subject in subjects.all():
        for caption in subject.captions:
            assert owners.setdefault(caption_key(caption), subject.id) == subject.id, caption


def test_every_subject_but_the_unknown_one_is_taught_somewhere() -> None:
    taught = {row["subject"] for row in table("subject_teaching").rows}
    assert taught == {subject.id for subject in subjects.all()} - {"khac"}


def test_teaching_lies_within_its_level() -> None:
    programmes = {item.id for item in regulations.programmes()}
    for subject in subjects.all():
        for item in subject.teaching:
            assert item.programme in programmes
            assert item.role in {"compulsory", "chosen", "optional"}
            assert {item.first_grade, item.last_grade} <= set(levels.get(item.level).grades)


@pytest.mark.parametrize(
    ("subject_id", "regulation", "level", "grade", "expected"),
    [
        ("toan", "tt22-2021", "lower_secondary", 6, "score"),
        ("gdqp_an", "tt22-2021", None, 10, "score"),
        ("gdtc", "tt22-2021", None, None, "comment"),
        ("nghe_thuat", "tt22-2021", "lower_secondary", 7, "comment"),
        ("am_nhac", "tt22-2021", "upper_secondary", 11, "comment"),
        ("gd_dia_phuong", "tt22-2021", None, 6, "comment"),
        ("hdtn_hn", "tt43-2021", "continuing_upper", 10, "comment"),
        ("lich_su", "tt43-2021", "continuing_upper", 10, "score"),
        ("the_duc", "tt58-2011", None, 9, "comment"),
        ("mi_thuat", "tt26-2020", "lower_secondary", 8, "comment"),
        ("gdcd", "tt58-2011", "upper_secondary", 12, "score"),
        ("ngoai_ngu_1", "tt27-2020", "primary", 2, "comment"),
        ("ngoai_ngu_1", "tt27-2020", "primary", 3, "score"),
        ("ngoai_ngu_1", "tt27-2020", "primary", None, None),
        ("khoa_hoc", "tt27-2020", None, 4, "score"),
        ("khoa_hoc", "tt27-2020", None, 3, None),
        ("cong_nghe", "tt27-2020", "primary", 5, "score"),
        ("dao_duc", "tt27-2020", "primary", 5, "comment"),
        ("tieng_dan_toc", "tt22-2016", "primary", 4, "score"),
        ("toan", None, None, None, "score"),
        ("nghe_pho_thong", "tt58-2011", "upper_secondary", 11, None),
        ("khac", "tt22-2021", "upper_secondary", 10, None),
        ("no_such", None, None, None, None),
        ("toan", "no_such", None, None, None),
        ("toan", None, "no_such", None, None),
    ],
)
def test_assessed_by(
    subject_id: str, regulation: str | None, level: str | None, grade: int | None, expected: str | None
) -> None:
    assert subjects.assessed_by(subject_id, regulation, level, grade) == expected


def test_lower_secondary_has_eight_scored_and_four_comment_lines() -> None:
    line = HEADERS["thcs"].split("|")
    kinds = [
        subjects.assessed_by(match.subject_id, "tt22-2021", "lower_secondary", 7)
        for label in line
        if (match := subjects.find(label, "lower_secondary"))
    ]
    assert (kinds.count("score"), kinds.count("comment")) == (8, 4)


def test_codes_of_other_systems() -> None:
    assert subjects.from_code("sector-sync", "TOC2") == SubjectMatch("toan")
    assert subjects.from_code("sector-sync", "TAH2") == SubjectMatch("ngoai_ngu_1", "tieng_anh", explicit=False)
    assert subjects.from_code("vnedu", "113") == SubjectMatch("tin_hoc")
    assert subjects.from_code("vnedu", "999") is None
    assert subjects.code("sector-sync", "toan", "lower_secondary") == "TOC2"
    assert subjects.code("sector-sync", "toan", "upper_secondary") is None
    assert subjects.code("sector-sync", "ngoai_ngu_1", "lower_secondary") is None
    assert subjects.code("sector-sync", "ngoai_ngu_1", "lower_secondary", "tieng_anh") == "TAH2"
    assert subjects.code("vnedu", "ngoai_ngu_1", "primary", "tieng_anh") == "110"


def test_codes_name_listed_subjects() -> None:
    for row in table("subject_codes").rows:
        assert subjects.get(row["subject"])
        assert not row["language"] or languages.get(row["language"])


@pytest.mark.parametrize(("text", "language_id"), [("Anh", "tieng_anh"), ("Tiếng Pháp", "tieng_phap"), ("x", None)])
def test_language_of_a_cell(text: str, language_id: str | None) -> None:
    found = languages.find(text)
    assert (found and found.id) == language_id
