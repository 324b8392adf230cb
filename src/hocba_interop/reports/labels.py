"""What the fields of the model are called in a school: ``absences.excused`` is "Số buổi nghỉ có phép"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from .words import Pair, pick

_GROUPS: Mapping[str, Pair] = {
    "pupil": ("Thông tin học sinh", "About the pupil"),
    "school": ("Trường, lớp, chương trình", "School, class, programme"),
    "subjects": ("Điểm và nhận xét môn học", "Marks and comments of subjects"),
    "traits": ("Phẩm chất, năng lực", "Qualities and competences"),
    "results": ("Kết quả chung", "Overall results"),
    "absences": ("Số buổi nghỉ", "Absences"),
    "decisions": ("Lên lớp, khen thưởng, kỷ luật", "Promotion, awards, discipline"),
    "issue": ("Phát hành, chữ ký", "Issue and signatures"),
    "history": ("Quá trình học tập", "Schools before"),
    "extensions": ("Mục không nhận ra", "Not recognised"),
    "faults": ("Ô có lỗi, sửa rồi nhập", "At fault, to be corrected"),
}

_FIELDS: Mapping[str, Pair] = {
    "student.full_name": ("Họ và tên", "Full name"),
    "student.sex": ("Giới tính", "Sex"),
    "student.birth_date": ("Ngày sinh", "Date of birth"),
    "student.birth_place": ("Nơi sinh", "Place of birth"),
    "student.home_town": ("Quê quán", "Home town"),
    "student.ethnicity": ("Dân tộc", "Ethnic group"),
    "student.nationality": ("Quốc tịch", "Nationality"),
    "student.identifiers.personal_id": ("Số định danh cá nhân", "Personal identification number"),
    "student.identifiers.pupil_code": ("Mã học sinh", "Pupil code"),
    "student.identifiers.moet": ("Mã định danh Bộ GD&ĐT", "Ministry's pupil number"),
    "student.identifiers": ("Mã số khác của học sinh", "Other number of the pupil"),
    "student.guardians.father": ("Thông tin cha", "About the father"),
    "student.guardians.mother": ("Thông tin mẹ", "About the mother"),
    "student.guardians": ("Thông tin người giám hộ", "About a guardian"),
    "school_year": ("Năm học", "School year"),
    "grade": ("Khối", "Grade"),
    "class_name": ("Lớp", "Class"),
    "level": ("Cấp học", "Level"),
    "programme": ("Chương trình", "Programme"),
    "regulation": ("Thông tư", "Circular"),
    "school": ("Thông tin trường", "About the school"),
    "pupil_then.residence": ("Nơi ở", "Residence"),
    "pupil_then.policy_group": ("Diện chính sách", "Policy group"),
    "pupil_then.exempt_from_assessment": ("Miễn đánh giá", "Exempt from assessment"),
    "pupil_then.height_cm": ("Chiều cao", "Height"),
    "pupil_then.weight_kg": ("Cân nặng", "Weight"),
    "subjects.*.subject": ("Môn học", "Subject"),
    "subjects.*.source_label": ("Tên môn trong tệp", "Name of the subject in the file"),
    "subjects.*.language": ("Ngoại ngữ nào", "Which language"),
    "subjects.*.official_code": ("Mã môn học", "Official code of the subject"),
    "subjects.*.assessed_by": ("Hình thức đánh giá", "How it is assessed"),
    "subjects.*.enrolment": ("Học, miễn hay không học", "Enrolled, exempt or not enrolled"),
    "subjects.*.teacher": ("Giáo viên môn học", "Teacher of the subject"),
    "subjects.*.after_retest": ("Kết quả sau đánh giá lại", "Result after the retest"),
    "subjects.*.regular": ("Điểm đánh giá thường xuyên", "Regular assessment marks"),
    "subjects.*.midterm": ("Điểm giữa kỳ", "Midterm mark"),
    "subjects.*.final": ("Điểm cuối kỳ", "Final mark"),
    "subjects.*.result": ("Điểm trung bình, kết quả môn", "Average or result of the subject"),
    "subjects.*.level": ("Mức đạt được của môn", "Level reached in the subject"),
    "subjects.*.test": ("Điểm kiểm tra định kỳ", "Periodic test mark"),
    "subjects.*.comment": ("Nhận xét môn học", "Comment on the subject"),
    "subjects.*.comment_code": ("Mã nhận xét", "Comment code"),
    "traits.*.level": ("Mức đạt được của phẩm chất, năng lực", "Level of a quality or competence"),
    "traits.*.comment": ("Nhận xét phẩm chất, năng lực", "Comment on a quality or competence"),
    "traits.*": ("Tên phẩm chất, năng lực", "Name of a quality or competence"),
    "education_result": ("Kết quả giáo dục", "Educational result"),
    "learning_result": ("Kết quả học tập", "Learning result"),
    "conduct_result": ("Kết quả rèn luyện", "Conduct result"),
    "absences.excused": ("Số buổi nghỉ có phép", "Excused absences"),
    "absences.unexcused": ("Số buổi nghỉ không phép", "Unexcused absences"),
    "absences.total": ("Tổng số buổi nghỉ", "All absences"),
    "absences.counted_from": ("Số buổi nghỉ tính từ khi nào", "From when absences are counted"),
    "average": ("Điểm trung bình các môn", "Overall average"),
    "rank": ("Xếp hạng", "Rank"),
    "honour": ("Danh hiệu", "Honour"),
    "comment": ("Nhận xét của giáo viên chủ nhiệm", "Class teacher's comment"),
    "comments.qualities": ("Nhận xét phẩm chất", "Comment on qualities"),
    "comments.general_competences": ("Nhận xét năng lực chung", "Comment on general competences"),
    "comments.specific_competences": ("Nhận xét năng lực đặc thù", "Comment on specific competences"),
    "note": ("Ghi chú", "Note"),
    "decisions.promoted": ("Lên lớp", "Promoted"),
    "decisions.promotion_text": ("Lên lớp (lời ghi)", "Promotion, as worded"),
    "decisions.completed_grade": ("Hoàn thành chương trình lớp học", "Completed the grade"),
    "decisions.completed_level": ("Hoàn thành cấp học", "Completed the level"),
    "decisions.completion_text": ("Hoàn thành (lời ghi)", "Completion, as worded"),
    "decisions.learning_after_retest": (
        "Kết quả học tập sau đánh giá lại",
        "Learning result after the retest",
    ),
    "decisions.conduct_after_summer": ("Kết quả rèn luyện sau hè", "Conduct result after the summer"),
    "decisions.summer_text": ("Rèn luyện trong hè", "Summer work"),
    "decisions.awards": ("Khen thưởng", "Awards"),
    "decisions.discipline": ("Kỷ luật", "Discipline"),
    "decisions.competitions": ("Cuộc thi, hội thi", "Competitions"),
    "decisions.certificates": ("Chứng chỉ", "Certificates"),
    "decisions.note": ("Ghi chú của quyết định", "Note to the decisions"),
    "issue.signers": ("Người ký", "Signers"),
    "issue.corrections": ("Sửa chữa", "Corrections"),
    "issue": ("Phát hành học bạ", "Issue of the record"),
    "history": ("Quá trình học tập", "Schools before"),
    "cell": ("Ô báo lỗi", "Cell at fault"),
}
_OF_SUMMARY = frozenset(
    {
        "education_result",
        "learning_result",
        "conduct_result",
        "average",
        "rank",
        "honour",
        "comment",
        "comments",
        "note",
    }
)
_LEAVES = (
    r"(?:teacher\.\w+|regular\.\d+|subject|trait|kind|source_label|language|official_code|assessed_by|enrolment"
    r"|after_retest|midterm|final|result|level|test|comment|comment_code)"
)
# the key of a subject that no list knows is its label, which may hold dots ("khac:c.ngệ")
_MEMBER = re.compile(rf"^(subjects|traits)\.(.+?)\.(?={_LEAVES}$)")


def general(field: str) -> str:
    """A field without its subject or trait: ``subjects.toan.result`` is ``subjects.*.result``."""
    return _MEMBER.sub(r"\1.*.", field)


def member(field: str) -> tuple[str, str] | None:
    """The kind of list and the key of the member that a field belongs to: ``("subjects", "toan")``."""
    found = _MEMBER.match(field)
    return (found[1], found[2]) if found else None


@cache
def field_label(field: str, lang: str) -> str:
    """What a field is called; an extension and what no table knows go by their own name."""
    if field.startswith("extensions."):
        return f"“{field.removeprefix('extensions.')}”"
    name = general(field)
    while name:
        if name in _FIELDS:
            return pick(lang, *_FIELDS[name])
        name = name.rpartition(".")[0]
    return pick(lang, *_GROUPS["extensions"]) if field == "extensions" else field


@cache
def member_label(kind: str, key: str) -> str:
    """The name of a subject or a trait by its key (``khac:tiếng mông`` is known by its own label)."""
    from hocba_interop.codelists import subjects, traits

    listed, _, own = key.partition("#")[0].partition(":")
    if own:
        return own
    try:
        return subjects.get(listed).name if kind == "subjects" else traits.get(listed).name
    except KeyError:
        return listed


def group_of(field: str) -> str:
    """The group of fields that a field belongs to: a key of `group_label`."""
    first = field.partition(".")[0]
    if first in ("student", "pupil_then"):
        return "pupil"
    if first in ("subjects", "traits", "absences", "decisions", "issue", "history", "extensions"):
        return first
    if first == "cell":
        return "faults"
    return "results" if first in _OF_SUMMARY else "school"


def group_label(group: str, lang: str) -> str:
    """What a group of fields is called."""
    return pick(lang, *_GROUPS[group])


GROUPS = tuple(_GROUPS)
"""All groups in the order of a report card."""
