"""Synthetic report cards of about 13 KB that break no rule, in any number: as JSON Lines or XML."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from hocba_interop.adapters.canonical import FORMAT
from hocba_interop.adapters.contract import Sink
from hocba_interop.model import (
    Absences,
    CodedName,
    Decisions,
    Document,
    Guardian,
    Issue,
    Mark,
    Place,
    ReportCard,
    School,
    Signer,
    Student,
    SubjectPeriod,
    SubjectRecord,
    Summary,
    Teacher,
    YearRecord,
)

_DIFFERENT = 100
"""So many pupils differ in their marks; beyond that only names and numbers do."""

_SCORED = {
    "toan": 4, "ngu_van": 4, "ngoai_ngu_1": 4, "lich_su": 4, "gdqp_an": 2, "vat_li": 4, "hoa_hoc": 4, "sinh_hoc": 4,
    "tin_hoc": 4,
}  # fmt: skip
"""The scored subjects, with the number of their regular marks in a term (ĐĐGtx)."""

_COMMENTED = ("gdtc", "hdtn_hn", "gd_dia_phuong")
_TERMS = ("term1", "term2")
_NAME, _ID, _CODE = "Nguyễn Thị Họ Tên", "001309000000", "2300000000"
_LETTERS = "BCDGHKLMNPQRSTVX"


def _half_up(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _score(value: Decimal) -> Mark:
    return Mark(scale="score10", value=str(value))


def _term(draw: random.Random, regular: int) -> tuple[SubjectPeriod, Decimal]:
    """One term of a scored subject, and its average (TT22/2021, Điều 9)."""
    marks = [Decimal(draw.randrange(65, 80)) / 10 for _ in range(regular + 2)]
    average = _half_up((sum(marks[:regular]) + 2 * marks[-2] + 3 * marks[-1]) / (regular + 5))
    *often, midterm, final = map(_score, marks)
    return SubjectPeriod(regular=tuple(often), midterm=midterm, final=final, result=_score(average)), average


def _scored(subject: str, draw: random.Random, *, components: bool) -> SubjectRecord:
    (first, one), (second, two) = _term(draw, _SCORED[subject]), _term(draw, _SCORED[subject])
    year = SubjectPeriod(result=_score(_half_up((one + 2 * two) / 3)))
    return SubjectRecord(
        subject=subject,
        source_label=subject.replace("_", " ").capitalize(),
        language="tieng_anh" if subject == "ngoai_ngu_1" else None,
        assessed_by="score",
        teacher=Teacher(full_name="Trần Văn Dạy"),
        periods={
            "term1": first if components else SubjectPeriod(result=first.result),
            "term2": second if components else SubjectPeriod(result=second.result),
            "year": year,
        },
    )


def _commented(subject: str, comment: str | None) -> SubjectRecord:
    period = SubjectPeriod(result=Mark(scale="pass", value="dat"), comment=comment)
    return SubjectRecord(
        subject=subject,
        source_label=subject.replace("_", " ").upper(),
        assessed_by="comment",
        periods={"term1": period, "term2": period, "year": period},
    )


def _card(number: int, *, full: bool) -> ReportCard:
    draw = random.Random(number)
    comment = "Tham gia đầy đủ, tích cực; cần mạnh dạn hơn khi trình bày ý kiến trước lớp." if full else None
    summary = Summary(
        learning_result=Mark(scale="result4", value="kha"),
        conduct_result=Mark(scale="result4", value="tot"),
        absences=Absences(excused="1", unexcused="0", total="1", counted_from="year_start"),
        comment="Ngoan, có ý thức học tập; cần cố gắng hơn ở các môn khoa học tự nhiên.",
    )
    subjects = [_scored(subject, draw, components=full or subject in ("toan", "ngu_van")) for subject in _SCORED]
    year = YearRecord(
        school_year="2024-2025",
        grade=10,
        class_name="10A1",
        level="upper_secondary",
        programme="gdpt-2018",
        regulation="tt22-2021",
        school=School(name="Trường THPT Ví Dụ", department="Sở Giáo dục và Đào tạo Hà Nội"),
        subjects=(*subjects, *(_commented(subject, comment) for subject in _COMMENTED)),
        summaries=dict.fromkeys((*_TERMS, "year"), summary),
        decisions=Decisions(promoted=True, promotion_text="Được lên lớp 11"),
        issue=Issue(
            record_id="00000000-0000-4000-8000-000000000000",
            version="1",
            status="head_signed",
            created_on="2025-05-30",
            signers=(
                Signer(role="class_teacher", full_name="Lê Văn Chủ Nhiệm"),
                Signer(role="head", full_name="Phạm Thị Hiệu Trưởng"),
            ),
        ),
    )
    student = Student(
        full_name=_NAME,
        sex="female",
        birth_date="2009-03-05",
        birth_place=Place(text="Hà Nội"),
        ethnicity=CodedName(code="01", name="Kinh"),
        nationality=CodedName(code="VN", name="Việt Nam"),
        identifiers={"personal_id": _ID, "pupil_code": _CODE},
        guardians=(
            Guardian(relation="father", full_name="Nguyễn Văn Cha", occupation="Nông dân"),
            Guardian(relation="mother", full_name="Lê Thị Mẹ", occupation="Giáo viên"),
        ),
    )
    return ReportCard(student=student, years=(year,))


def _text(form: str, card: ReportCard) -> str:
    dialect = next(dialect for dialect in FORMAT.dialects if dialect.name == form)
    assert dialect.write
    with tempfile.TemporaryDirectory() as folder:
        (file,) = dialect.write(Document(report_cards=(card,)), Sink(Path(folder))).files
        return file.read_text(encoding="utf-8")


def _named(number: int) -> str:
    """A name that no other of the first hundred thousands has."""
    words = []
    for _ in range(5):
        number, letter = divmod(number, len(_LETTERS))
        words.append(f"{_LETTERS[letter]}a")
    return " ".join(("Nguyễn Thị", *words))


def records(form: str, count: int) -> Iterator[str]:
    """So many records as text, each as it stands in a file of its form; the same on every run."""
    texts = [_text(form, _card(number, full=form == "jsonl")) for number in range(min(count, _DIFFERENT))]
    if form == "xml":
        texts = [text[text.index("    <report_card>") : text.index("  </report_cards>")] for text in texts]
    for number in range(count):
        province, rest = divmod(number, 1_000_000)
        own = texts[number % len(texts)].replace(_NAME, _named(number)).replace(_ID, f"00{province + 1}309{rest:06}")
        yield own.replace(_CODE, str(int(_CODE) + number)).replace("00000000-0000", f"{number:08}-0000")


def write_stream(path: Path, form: str, count: int) -> int:
    """Write a file of so many records; gives the bytes of one."""
    size = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        if form == "xml":
            file.write('<?xml version="1.0" encoding="UTF-8"?>\n<document xmlns="urn:hocba-interop:report-card:1"')
            file.write(' version="1">\n  <report_cards>\n')
        for text in records(form, count):
            size += len(text.encode())
            file.write(text)
        if form == "xml":
            file.write("  </report_cards>\n</document>\n")
    return size // count
