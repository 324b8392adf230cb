"""The sector database (CSDL ngành): results of a primary grade, templates of a subject, pupil lists."""

from __future__ import annotations

from ..contract import Dialect, Format
from ..workbook.dialect import detects, reads, templates
from . import primary_coverage, primary_results, pupil_list

_FROM_CODE = {
    "vi": "Theo mã nguồn công khai điền mẫu này; chưa thấy tệp thật.",
    "en": "From public code that fills this template; no real file was seen.",
}

FORMAT = Format(
    "csdl",
    {"vi": "CSDL ngành", "en": "Sector database (CSDL ngành)"},
    also=("csdlnganh",),
    dialects=(
        Dialect(
            format="csdl",
            name="primary-results",
            grade="P",
            title={"vi": "Kết quả học tập cuối năm của một khối tiểu học", "en": "Year results of a primary grade"},
            detect=detects(__name__, "primary-results"),
            read=reads(__name__, "primary-results"),
            template=templates(__name__, "primary-results"),
            write=primary_results.write_primary_results,
            coverage=primary_coverage.COVERAGE,
            project=primary_coverage.project,
            evidence={
                "vi": "Khối 1, 2 (35 cột): theo mã nguồn công khai điền mẫu này. Khối 3, 4, 5 có thêm cột mà chưa ai "
                "thấy: cột thêm ở đây là suy luận (mức I).",
                "en": "Grades 1 and 2 (35 columns): from public code that fills the template. Grades 3, 4 and 5 have "
                "further columns that nobody has seen: those written here are deduced (grade I).",
            },
        ),
        Dialect(
            format="csdl",
            name="subject-book",
            grade="P",
            title={"vi": "Mẫu nhập điểm từng môn (THCS, THPT)", "en": "Template of one subject (secondary)"},
            detect=detects(__name__, "subject-book"),
            read=reads(__name__, "subject-book"),
            template=templates(__name__, "subject-book"),
            evidence=_FROM_CODE,
        ),
        Dialect(
            format="csdl",
            name="primary-subject-book",
            grade="P",
            title={"vi": "Mẫu nhập đánh giá từng môn (tiểu học)", "en": "Template of one subject (primary)"},
            detect=detects(__name__, "primary-subject-book"),
            read=reads(__name__, "primary-subject-book"),
            template=templates(__name__, "primary-subject-book"),
            evidence=_FROM_CODE,
        ),
        Dialect(
            format="csdl",
            name="primary-traits",
            grade="P",
            title={"vi": "Mẫu nhận xét năng lực, phẩm chất (tiểu học)", "en": "Competences and qualities (primary)"},
            detect=detects(__name__, "primary-traits"),
            read=reads(__name__, "primary-traits"),
            template=templates(__name__, "primary-traits"),
            evidence={
                "vi": "Cột nhận xét: theo mã nguồn công khai; cột từng năng lực, phẩm chất: suy luận (mức I).",
                "en": "Columns of comments: from public code; columns of single traits: deduced (grade I).",
            },
        ),
        Dialect(
            format="csdl",
            name="pupil-list",
            grade="P",
            title={"vi": "Danh sách học sinh", "en": "Pupil list"},
            detect=detects(__name__, "pupil-list"),
            read=pupil_list.read,
            evidence={
                "vi": "Tên cột lấy từ mã nguồn công khai; giá trị của các danh mục chưa biết; chỉ đọc.",
                "en": "Names of columns from public code; the values of its code lists are not known; read only.",
            },
        ),
    ),
)

__all__ = ["FORMAT"]
