"""Report cards that lack nothing, as plain JSON, to take something out of."""

from __future__ import annotations

from typing import Any

from hocba_interop.codelists import subjects, traits
from hocba_interop.model import Document

Record = dict[str, Any]

CHOSEN = ("vat_li", "hoa_hoc", "sinh_hoc", "tin_hoc")
UPPER = ("ngu_van", "toan", "ngoai_ngu_1", "lich_su", "gdtc", "gdqp_an", "hdtn_hn", "gd_dia_phuong", *CHOSEN)
PRIMARY = (
    *("tieng_viet", "toan", "ngoai_ngu_1", "dao_duc", "khoa_hoc", "lich_su_va_dia_li", "gdtc", "hdtn"),
    *("tin_hoc", "cong_nghe", "am_nhac", "mi_thuat"),
)
TESTED = ("tieng_viet", "toan", "ngoai_ngu_1", "khoa_hoc", "lich_su_va_dia_li", "tin_hoc", "cong_nghe")


def mark(scale: str, value: str) -> Record:
    return {"scale": scale, "value": value}


def pupil(number: int = 1) -> Record:
    return {
        "full_name": f"Nguyễn Thị Ví Dụ {number}",
        "sex": "female",
        "birth_date": "2009-03-05",
        "birth_place": {"text": "Nam Định"},
        "home_town": {"text": "Nam Định"},
        "ethnicity": {"name": "Kinh"},
        "nationality": {"name": "Việt Nam"},
        "identifiers": {"personal_id": f"99000000{number:04}", "pupil_code": f"23360000{number:02}"},
        "guardians": [{"relation": "mother", "full_name": "Trần Thị Mẹ"}],
    }


def secondary_year(grade: int, start: int) -> Record:
    """A finished year of an upper secondary pupil under Thông tư 22."""
    result = mark("result4", "kha")
    return {
        "school_year": f"{start}-{start + 1}",
        "grade": grade,
        "class_name": f"{grade}A1",
        "level": "upper_secondary",
        "programme": "gdpt-2018",
        "regulation": "tt22-2021",
        "school": {"name": "Trường THPT Ví Dụ", "code": "36999001"},
        "pupil_then": {"residence": {"text": "Nam Định"}},
        "subjects": [_secondary_subject(name) for name in UPPER],
        "summaries": {
            period: {
                "learning_result": result,
                "conduct_result": result,
                "absences": {"total": "2"},
                "comment": "Chăm ngoan" if period == "year" else None,
            }
            for period in ("term1", "term2", "year")
        },
        "decisions": {"promoted": True, "completed_level": True} if grade == 12 else {"promoted": True},
        "issue": {"status": "issued", "signers": [{"role": "head", "full_name": "Trần Văn Hùng"}]},
    }


def _secondary_subject(name: str) -> Record:
    commented = subjects.assessed_by(name, "tt22-2021", "upper_secondary") == "comment"
    result = mark("pass", "dat") if commented else mark("score10", "7.5")
    periods: Record = {period: {"result": result} for period in ("term1", "term2", "year")}
    periods["year"]["comment"] = "Có tiến bộ"
    language = "tieng_anh" if name == "ngoai_ngu_1" else None
    return {"subject": name, "enrolment": "enrolled", "language": language, "periods": periods}


def unfinished_year(grade: int, start: int) -> Record:
    """A year whose first term is over and whose second is under way."""
    year = secondary_year(grade, start)
    year["decisions"] = year["issue"] = None
    year["summaries"] = {"term1": year["summaries"]["term1"]}
    for subject in year["subjects"]:
        result = subject["periods"]["term1"]["result"]
        subject["periods"] = {"term1": {"result": result}, "term2": {"regular": [result]}}
    return year


def primary_year(grade: int, start: int) -> Record:
    """A finished year of a primary pupil under Thông tư 27, at grade 4 or 5."""
    return {
        "school_year": f"{start}-{start + 1}",
        "grade": grade,
        "class_name": f"{grade}A",
        "level": "primary",
        "programme": "gdpt-2018",
        "regulation": "tt27-2020",
        "school": {"name": "Trường Tiểu học Ví Dụ", "code": "36999002"},
        "pupil_then": {"residence": {"text": "Nam Định"}},
        "subjects": [_primary_subject(name) for name in PRIMARY],
        "traits": [
            {"trait": item.id, "periods": {"year": {"level": mark("trait_level", "tot")}}}
            for item in traits.all()
            if "tt27-2020" in item.regulations
        ],
        "summaries": {
            "year": {
                "education_result": mark("primary_result", "hoan_thanh_tot"),
                "absences": {"excused": "1", "unexcused": "0"},
                "comment": "Chăm ngoan",
                "comments": {"general_competences": "Tốt", "specific_competences": "Tốt"},
            }
        },
        "decisions": {"promoted": True, "completed_grade": True},
        "issue": {"status": "effective", "signers": [{"role": "head", "full_name": "Trần Văn Hùng"}]},
    }


def _primary_subject(name: str) -> Record:
    year: Record = {"level": mark("primary_level", "hoan_thanh_tot")}
    if name in TESTED:
        year["test"] = mark("score10", "9")
    language = "tieng_anh" if name == "ngoai_ngu_1" else None
    return {"subject": name, "enrolment": "enrolled", "language": language, "periods": {"year": year}}


def left(school_year: str) -> list[Record]:
    return [{"school_year": school_year, "class_name": "11A1", "pupil_status": "11", "arrived_on": "2026-06-10"}]


def secondary(number: int = 1) -> Record:
    """A pupil of grade 11 who lacks nothing."""
    years = [secondary_year(10, 2024), secondary_year(11, 2025)]
    return {"student": pupil(number), "years": years, "history": left("2025-2026")}


def leaving_in_mid_year(number: int = 1) -> Record:
    """A pupil of grade 11 who leaves in the second term and lacks nothing."""
    years = [secondary_year(10, 2024), unfinished_year(11, 2025)]
    return {"student": pupil(number), "years": years, "history": left("2025-2026")}


def primary(number: int = 1) -> Record:
    """A pupil of grade 4 who lacks the earlier grades only: their forms are others."""
    return {"student": pupil(number), "years": [primary_year(4, 2025)], "history": left("2025-2026")}


def old_year(grade: int, start: int) -> Record:
    """A finished year under the old circulars."""
    year = secondary_year(grade, start)
    year |= {"programme": "gdpt-2006", "regulation": "tt26-2020"}
    year["subjects"] = [_secondary_subject(name) for name in _of_2006()]
    for summary in year["summaries"].values():
        summary |= {"learning_result": mark("learning5", "kha"), "conduct_result": mark("conduct4", "tot")}
    return year


def _of_2006() -> list[str]:
    return [
        subject.id
        for subject in subjects.all()
        for taught in subject.teaching
        if (taught.programme, taught.level, taught.role) == ("gdpt-2006", "upper_secondary", "compulsory")
        and not subject.id.startswith("cong_nghe_")
    ]


def document(*cards: Record) -> Document:
    return Document.model_validate({"report_cards": list(cards)})
