"""Making small school workbooks in a test, reading them, and looking at what was read."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from hocba_interop.adapters import registry
from hocba_interop.adapters.contract import Reading, ReadOptions
from hocba_interop.adapters.source import Source
from hocba_interop.ledger import Fragment
from hocba_interop.model import Extension, Mark

FIXTURES = Path(__file__).parents[1] / "fixtures"
Row = Sequence[Any]
Merge = tuple[int, int, int, int]
SUMMARY, BOOK, PRIMARY, LIST = (
    "vnpt:class-summary",
    "vnpt:subject-book",
    "vnpt:primary-class",
    "vnpt:pupil-list",
)
SMAS = "viettel:subject-book"


def workbook(sheets: Mapping[str, Sequence[Row]], merges: Mapping[str, Sequence[Merge]] | None = None) -> bytes:
    """The bytes of an .xlsx; rows are lists of cells, merges count from 0 (top, left, bottom, right)."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    date = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for top, left, bottom, right in (merges or {}).get(name, ()):
            sheet.merge_range(top, left, bottom, right, "")
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, column, value)
                elif hasattr(value, "year"):
                    sheet.write_datetime(number, column, value, date)
                elif isinstance(value, tuple):  # a formula with what Excel cached for it
                    sheet.write_formula(number, column, value[0], None, value[1])
                elif value is not None:
                    sheet.write_number(number, column, value)
    book.close()
    return stream.getvalue()


def read_bytes(data: bytes, dialect: str | None = None, name: str = "tệp.xlsx", **options: Any) -> Reading:
    """What a reader says of a workbook; the account of its cells is checked on the way."""
    source = Source(name, data)
    chosen = registry.find_dialect(dialect) if dialect else registry.detect(source)[0][0]
    reading = chosen.read(source, ReadOptions(**options))
    ledger = reading.ledger
    ledger.check()
    entered = ledger.structural + len(ledger.data) + len(ledger.unrecognised) + len(ledger.rejected)
    assert entered == ledger.total
    facts = [fact for fragment in reading.fragments for fact in fragment.facts] + reading.document
    stated = {id(fact.item) for fact in facts if fact.item}
    assert all(id(item) in stated for item in ledger.data + ledger.unrecognised)
    return reading


def read_rows(rows: Sequence[Row], dialect: str | None = None, sheet: str = "10t", **options: Any) -> Reading:
    """What a reader says of a workbook of one sheet."""
    return read_bytes(workbook({sheet: rows}), dialect, **options)


def read_fixture(path: str, dialect: str | None = None, **options: Any) -> Reading:
    """What a reader says of a fixture."""
    file = FIXTURES / path
    return read_bytes(file.read_bytes(), dialect, file.name, **options)


def text(leaf: object) -> str:
    """A leaf as text: a mark by its value, an extension by caption and value."""
    if isinstance(leaf, Mark):
        return leaf.value
    return f"{leaf.label}: {leaf.value}" if isinstance(leaf, Extension) else str(leaf)


def leaves(fragment: Fragment) -> dict[str, str]:
    """All that a row says, what titles imply included; paths without the school year."""
    flat = dict(fragment.implied)
    flat |= {fact.path: fact.value for fact in fragment.facts}
    return {"/".join(p[2:] if p[0] == "years" else p): text(leaf) for p, leaf in flat.items()}


def names(reading: Reading) -> list[str]:
    """The names of the pupils, in the order of the rows."""
    return [leaves(fragment).get("student/full_name", "") for fragment in reading.fragments]


def rules(reading: Reading) -> list[str]:
    """The rules of the notices."""
    return [notice.rule for notice in reading.notices]


def places(reading: Reading, rule: str) -> list[str]:
    """Where the notices of a rule point."""
    return [str(notice.where) for notice in reading.notices if notice.rule == rule]


IDENTITY = ["STT", "Mã học sinh", "Số định danh cá nhân", "Họ và tên", "Ngày sinh"]
RESULTS = ["Kết quả học tập", "Kết quả rèn luyện", "Buổi nghỉ", None, None, "Ghi chú"]


def summary_titles(class_name: str = "10T", term: str = "2") -> list[Row]:
    """The title rows of vnEdu's class summary."""
    blank: list[Any] = [None] * 6
    heading = f"BẢNG TỔNG HỢP KẾT QUẢ GIÁO DỤC HỌC KỲ {term}, NĂM HỌC 2023 - 2024"
    of_class = f"Khối 10 - Lớp {class_name} - (Học kỳ {term})"
    department, school = "SỞ GIÁO DỤC VÀ ĐÀO TẠO NAM ĐỊNH", "Trường THPT Ví Dụ"
    return [[department, *blank, heading], [school, *blank, of_class], [], [], []]


def summary_header(term: str = "2") -> list[Row]:
    """The two header rows: Toán, Văn, GDTC and the results."""
    under = [
        "(HS 1)",
        "(HS 1)",
        "(N.xét)",
        f"(Học kỳ {term})",
        f"(Học kỳ {term})",
        "P",
        "K",
        "Tổng",
        f"(Học kỳ {term})",
    ]
    return [[*IDENTITY, "Toán", "Văn", "GDTC", *RESULTS], [None] * 5 + under]


def pupil(number: int | None, code: Any, name: str | None, *cells: Any, born: Any = "05/03/2008") -> Row:
    """A pupil's row of the summary."""
    return [number, code, None, name, born, *(cells or (8.2, 7.5, "Đ", "Khá", "Tốt", 1, 0, 1))]


def summary_footer(size: int = 2) -> list[Row]:
    """Count line, statistics, place and date, signers."""
    return [
        [
            None,
            None,
            f"Danh sách này có: {size} học sinh (trừ những học sinh đã chuyển trường, chuyển lớp, thôi học)",
        ],
        [None] * 8 + ["Thống kê"],
        [],
        [None, None, "Nam Định, ngày 25 tháng 05 năm 2024", *[None] * 5, "TRƯỜNG THPT VÍ DỤ"],
        [None, None, "Giáo viên Chủ nhiệm", *[None] * 5, "Hiệu trưởng"],
        [None] * 8 + ["Tốt:", size, 0.5, str(size)],
        [None] * 8 + ["Cộng", size, 1, str(size), 1],
        [None, None, "Trương Thị Mẫu", *[None] * 5, "Phạm Văn Hùng"],
    ]


def summary(*pupils: Row, class_name: str = "10T", term: str = "2") -> list[Row]:
    """A whole sheet of the class summary."""
    rows = [*summary_titles(class_name, term), *summary_header(term)]
    return [*rows, *pupils, *summary_footer(len(pupils))]
