"""vnEdu (VNPT): class summary, gradebook, primary class table, pupil list."""

from __future__ import annotations

from ..contract import Dialect, Format
from ..projection import project_gradebooks
from ..workbook.dialect import detects, reads, templates
from . import class_summary, class_summary_projection, primary_class, subject_book

_LAYOUTS = __name__

FORMAT = Format(
    "vnpt",
    {"vi": "vnEdu (VNPT)", "en": "vnEdu (VNPT)"},
    also=("vnedu",),
    dialects=(
        Dialect(
            format="vnpt",
            name="class-summary",
            grade="F",
            title={"vi": "Bảng tổng hợp kết quả giáo dục của lớp", "en": "Class summary of results"},
            detect=detects(_LAYOUTS, "class-summary"),
            read=reads(_LAYOUTS, "class-summary"),
            write=class_summary.write_class_summary,
            coverage=class_summary.COVERAGE,
            project=class_summary_projection.project,
            evidence={
                "vi": "THPT: đo trên tệp thật (2018-19, 2023-24); tờ cả năm và tiểu học: theo mã nguồn công khai. "
                "Có lẽ vnEdu chỉ xuất, không nhận lại tệp này.",
                "en": "Upper secondary: measured on real files (2018-19, 2023-24); year sheet and primary: from "
                "public code. vnEdu probably exports it only.",
            },
        ),
        Dialect(
            format="vnpt",
            name="subject-book",
            grade="P",
            title={"vi": "Sổ điểm từng môn", "en": "Gradebook of one subject"},
            detect=detects(_LAYOUTS, "subject-book"),
            read=reads(_LAYOUTS, "subject-book"),
            template=templates(_LAYOUTS, "subject-book"),
            write=subject_book.write_subject_book,
            coverage=subject_book.COVERAGE,
            project=project_gradebooks,
            evidence={
                "vi": "Theo mã nguồn công khai đọc tệp này.",
                "en": "From public code that reads these files.",
            },
        ),
        Dialect(
            format="vnpt",
            name="primary-subject-book",
            grade="P",
            title={
                "vi": "Sổ điểm từng môn của tiểu học (Các môn tôi dạy)",
                "en": "Gradebook of one primary subject (Các môn tôi dạy)",
            },
            detect=detects(_LAYOUTS, "primary-subject-book"),
            read=reads(_LAYOUTS, "primary-subject-book"),
            template=templates(_LAYOUTS, "primary-subject-book"),
            evidence={
                "vi": "Theo mã nguồn công khai dựng lại tệp vnEdu xuất; chỉ đọc và điền vào tệp mẫu, vì vnEdu không "
                "nhận tệp không do nó tạo. Năm trong mã kỹ thuật là năm bắt đầu: suy luận.",
                "en": "From public code that rebuilt vnEdu's exports; read only, and to be filled, since vnEdu takes "
                "no file that it did not make. That the year in the routing code is the first one is deduced.",
            },
        ),
        Dialect(
            format="vnpt",
            name="primary-class",
            grade="P",
            title={"vi": "Bảng tổng hợp lớp tiểu học", "en": "Class table of a primary class"},
            detect=detects(_LAYOUTS, "primary-class"),
            read=reads(_LAYOUTS, "primary-class"),
            write=primary_class.write_primary_class,
            coverage=primary_class.COVERAGE,
            project=primary_class.project,
            evidence={
                "vi": "Lớp 4, 5: theo mã nguồn công khai; lớp 1 đến 3: suy luận, chưa thấy tệp nào.",
                "en": "Grades 4 and 5 from public code; grades 1 to 3 deduced, no file seen.",
            },
        ),
        Dialect(
            format="vnpt",
            name="pupil-list",
            grade="P",
            title={"vi": "Danh sách học sinh", "en": "Pupil list"},
            detect=detects(_LAYOUTS, "pupil-list"),
            read=reads(_LAYOUTS, "pupil-list"),
            evidence={
                "vi": "Tên cột lấy từ mã nguồn công khai; chỉ đọc.",
                "en": "Names of columns from public code; read only.",
            },
        ),
    ),
)

__all__ = ["FORMAT"]
