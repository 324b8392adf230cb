"""How a checklist speaks, whether as text or as a page: its headings, its lines, who is meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from hocba_interop.checklists.finders import EVERY

from .labels import member_label
from .words import Pair, number, period, pick

if TYPE_CHECKING:
    from hocba_interop.checklists import Checklist, Pupil
    from hocba_interop.checklists.finders import Gap
    from hocba_interop.checklists.grouping import Line

STATUSES: Mapping[str, Pair] = {
    "draft": ("mới khởi tạo", "draft"),
    "subject_teachers_signed": ("giáo viên bộ môn đã ký", "signed by the subject teachers"),
    "class_teacher_signed": ("giáo viên chủ nhiệm đã ký", "signed by the class teacher"),
    "head_signed": ("hiệu trưởng đã ký, chưa phát hành", "signed by the head, not issued"),
    "recalled": ("đã thu hồi", "recalled"),
    "cancel_requested": ("đã đề nghị huỷ", "cancellation requested"),
    "cancelled": ("đã huỷ", "cancelled"),
}
_FEW_CLASSES = 6

WEIGHTS: Mapping[str, Pair] = {"required": ("bắt buộc", "required"), "advisable": ("nên có", "advisable")}
CERTAINTIES: Mapping[str, Pair] = {
    "F": ("đo trên tệp thật", "measured on real files"),
    "P": (
        "đọc trong mã nguồn, từ điển dữ liệu công khai",
        "read in public code or a public data dictionary",
    ),
    "D": (
        "đọc qua báo chí, trang pháp luật; chưa đối chiếu bản chính thức",
        "read in the press or on legal pages, not in the text itself",
    ),
    "I": ("suy luận", "deduced"),
}


def title(found: Checklist, lang: str) -> str:
    """What the checklist is."""
    return f"{found.profile.title[lang]}: {pick(lang, 'còn thiếu gì, ai bổ sung', 'what lacks, and who can supply it')}"


def summary(found: Checklist, lang: str) -> str:
    """How many pupils lack how much."""
    if not found.pupils:
        return pick(lang, "Không có học sinh nào để xem xét.", "There is no pupil to look at.")
    required = {lack.need.id for lack in found.required}
    advisable = {lack.need.id for lack in found.advisable}
    pupils = {lack.pupil for lack in found.required}
    count = number(len(found.pupils), lang)
    if not required:
        said = pick(lang, "không thiếu mục bắt buộc nào", "nothing required is lacking")
    elif len(found.pupils) == 1:
        said = pick(lang, f"còn thiếu {len(required)} loại bắt buộc", f"{len(required)} kinds of data required lack")
    else:
        said = pick(
            lang,
            f"{number(len(pupils), lang)} em còn thiếu mục bắt buộc ({len(required)} loại)",
            f"{number(len(pupils), lang)} lack something required ({len(required)} kinds)",
        )
    if advisable:
        said += pick(lang, f"; {len(advisable)} loại nên bổ sung", f"; {len(advisable)} kinds are advisable")
    whole = pick(lang, f"{count} học sinh", f"{count} pupils")
    return f"{_subject(found, lang) or whole}: {said}."


def _subject(found: Checklist, lang: str) -> str:
    """Whom the checklist is about: the one pupil, or how many of which classes."""
    if len(found.pupils) == 1:
        pupil = found.pupils[0]
        told = pick(lang, f", lớp {pupil.class_name}", f", class {pupil.class_name}") if pupil.class_name else ""
        return names(found, lang)[0] + told
    classes = sorted({pupil.class_name for pupil in found.pupils if pupil.class_name})
    if not classes or len(classes) > _FEW_CLASSES:
        return ""
    count, told = number(len(found.pupils), lang), ", ".join(classes)
    return pick(lang, f"Lớp {told}, {count} học sinh", f"Class {told}, {count} pupils")


def founded(source: str, certainty: str, lang: str) -> str:
    """By which text something is needed, and how surely: a letter that `legend` explains."""
    return f"{pick(lang, 'Căn cứ', 'By')}: {source} [{certainty}]"


def signatures(found: Checklist, lang: str) -> str:
    """What is known of signatures in the sources."""
    signed = sum(state != "none" for state in found.signatures)
    if not signed:
        return pick(
            lang,
            "Các nguồn đã đọc không mang chữ ký số nào.",
            "None of the sources that were read carries a digital signature.",
        )
    return pick(
        lang,
        f"{signed} nguồn có chữ ký số; dữ liệu chuyển đổi không giữ được chữ ký, phải gửi kèm tệp gốc.",
        f"{signed} sources carry digital signatures; converted data do not keep them: send the originals along.",
    )


def legend(lang: str) -> str:
    """What the letters of certainty mean."""
    told = "; ".join(f"[{letter}] {pick(lang, *text)}" for letter, text in CERTAINTIES.items())
    return pick(lang, f"Mức chắc chắn của căn cứ: {told}.", f"How surely each is founded: {told}.")


def names(found: Checklist, lang: str) -> list[str]:
    """What each pupil is called in the checklist: with the class where there are several, the code where names meet."""
    several = len({pupil.class_name for pupil in found.pupils}) > 1
    called: defaultdict[tuple[str | None, str | None], int] = defaultdict(int)
    for pupil in found.pupils:
        called[pupil.name, pupil.class_name] += 1
    return [
        _name(pupil, position, several, called[pupil.name, pupil.class_name] > 1, lang)
        for position, pupil in enumerate(found.pupils, 1)
    ]


def _name(pupil: Pupil, position: int, several: bool, shared: bool, lang: str) -> str:
    name = pupil.name or pupil.code or pick(lang, f"học sinh thứ {position}", f"pupil no. {position}")
    more = [pupil.class_name if several else None, (pupil.code or pupil.birth_date) if shared else None]
    told = ", ".join(filter(None, more))
    return f"{name} ({told})" if told else name


def who(line: Line, found: Checklist, lang: str) -> str | None:
    """ "Cả lớp 10T (12 em)" where a line concerns whole classes or everyone; empty for the only pupil; else None."""
    count = len(line.pupils)
    if count < 2:
        return "" if len(found.pupils) == 1 else None
    if count == len(found.pupils):
        return pick(lang, f"tất cả {number(count, lang)} em", f"all {number(count, lang)} pupils")
    classes: defaultdict[str | None, list[int]] = defaultdict(list)
    for index, pupil in enumerate(found.pupils):
        classes[pupil.class_name].append(index)
    concerned = {found.pupils[index].class_name for index in line.pupils}
    if None in concerned or sorted(i for name in concerned for i in classes[name]) != list(line.pupils):
        return None
    told = (
        ", ".join(str(name) for name in concerned if name)
        if len(concerned) == 1
        else ", ".join(sorted(str(name) for name in concerned))
    )
    return pick(lang, f"cả lớp {told} ({number(count, lang)} em)", f"all of {told} ({number(count, lang)} pupils)")


def what(line: Line, lang: str) -> str:
    """Where the gaps of a line are: "2023-2024, học kỳ I: Toán, Ngữ văn"; empty where they are the pupil's own."""
    parts: dict[str, list[str]] = {}
    for gap in line.gaps:
        members = parts.setdefault(_when(gap, lang), [])
        if gap.member:
            members.append(_every(gap.member[0], lang) if gap.member[1] == EVERY else member_label(*gap.member))
        if gap.known:
            status = pick(lang, *STATUSES[gap.known]) if gap.known in STATUSES else gap.known
            members.append(pick(lang, f"trong dữ liệu là “{status}”", f"“{status}” in the data"))
        if gap.count is not None:
            members.append(pick(lang, f"mới thấy {gap.count}", f"{gap.count} seen"))
    return "; ".join(f"{when}: {', '.join(members)}" if members else when for when, members in parts.items())


def _when(gap: Gap, lang: str) -> str:
    if gap.school_year is None and gap.grade is not None:
        return pick(lang, f"lớp {gap.grade}", f"grade {gap.grade}")
    year = gap.school_year and pick(lang, f"năm học {gap.school_year}", gap.school_year)
    return ", ".join(filter(None, (year, period(gap.period, lang) if gap.period else None)))


def _every(kind: str, lang: str) -> str:
    if kind == "subjects":
        return pick(lang, "mọi môn", "every subject")
    return pick(lang, "mọi phẩm chất, năng lực", "every quality and competence")


def pupils_of(line: Line, called: Sequence[str]) -> list[str]:
    """The names of the pupils of a line."""
    return [called[index] for index in line.pupils]
