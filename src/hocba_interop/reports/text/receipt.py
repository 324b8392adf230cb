"""The receipt as text: what became of every item, what was lost, what is left to do by hand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from hocba_interop.ledger import Disposition
from hocba_interop.notices import Severity, catalogue
from hocba_interop.reports.labels import GROUPS, field_label, group_label, group_of, member, member_label
from hocba_interop.reports.words import disposition, number, period, pick, reason, size

from .layout import grid, heading, indented, listed, place, sheets, short_names, table
from .notices import notices

if TYPE_CHECKING:
    from hocba_interop.conversion.by_hand import ToEnter
    from hocba_interop.conversion.receipt import Loss, Receipt

_FEW = 4
_FEW_FILES = 12
_IN_ONE_LINE = frozenset({"not-in-templates"})
"""Reasons that are no news field by field: all of a pupil who is not meant."""


def receipt(
    found: Receipt,
    files: Sequence[tuple[str, int]],
    to_enter: Sequence[ToEnter],
    lang: str,
    *,
    verbose: bool = False,
    show_values: bool = False,
    dry_run: bool = False,
) -> RenderableType:
    """The short receipt. ``files`` are the files that now exist with their sizes."""
    sources = [str(source["name"]) for source in (*found.sources, *found.templates)]
    names = short_names(sources)
    written = found.read_back == "equal"
    parts = [
        notices(found.notices, sources, lang, verbose=verbose, show_values=show_values),
        _losses(found.losses, names, lang, verbose),
        heading(pick(lang, "Biên nhận", "Receipt")),
        indented(_sources(found, lang)),
        indented(_counts(found, lang)),
        _proof(found, lang, dry_run),
        indented(_files(files, lang, verbose)) if files else None,
        _by_hand(to_enter, lang, show_values, names, final=written) if written or dry_run else None,
        _without_template(found.losses, lang) if written or dry_run else None,
    ]
    return Group(*[part for part in parts if part is not None])


def _sources(found: Receipt, lang: str) -> Table:
    lines = grid(2)
    for title, files in ((("Nguồn", "Source"), found.sources), (("Mẫu", "Template"), found.templates)):
        by_dialect: defaultdict[str, list[str]] = defaultdict(list)
        for file in files:
            by_dialect[f"{file['format']}:{file['dialect']}"].append(str(file["name"]))
        for position, (dialect, names) in enumerate(by_dialect.items()):
            text = Text(listed(names, _FEW, lang))
            text.append(f"  {dialect}", "dim")
            lines.add_row(Text(pick(lang, *title) if position == 0 else "", "dim"), text)
    return lines


def _counts(found: Receipt, lang: str) -> Table:
    """How many items each disposition has; what is kept as an extension is told apart from what is not."""
    lines = grid(2)
    lines.columns[1].justify = "right"
    kept = sum(loss.kept for loss in found.losses)
    for which in Disposition:
        count = found.items[which]
        style = "" if count else "dim"
        if which is Disposition.UNRECOGNISED and count:
            for part, vi, en in (
                (kept, ", giữ ở phần mở rộng", ", kept as extensions"),
                (count - kept, ", đích không giữ được", ", which the target cannot keep"),
            ):
                if part:
                    lines.add_row(Text(disposition(which, lang) + pick(lang, vi, en)), Text(number(part, lang)))
            continue
        lines.add_row(Text(disposition(which, lang), style), Text(number(count, lang), style))
    total = pick(lang, "tất cả các mục của nguồn", "all items of the sources")
    lines.add_row(Text(total, "bold"), Text(number(found.items.total(), lang), "bold"))
    return lines


def _proof(found: Receipt, lang: str, dry_run: bool) -> Text:
    if found.read_back == "equal":
        count = number(found.values_compared, lang)
        said = pick(
            lang,
            f"Đã ghi và đọc lại: {count} giá trị so từng cái, đều khớp.",
            f"Written and read back: {count} values compared one by one, all equal.",
        )
        return Text(f"\n{said}", "green")
    if dry_run:
        said = pick(
            lang,
            "Chạy thử (--dry-run): chưa ghi tệp nào. Trên đây là những gì sẽ xảy ra.",
            "Dry run (--dry-run): nothing was written. The above is what would happen.",
        )
        return Text(f"\n{said}", "yellow")
    errors = sum(notice.severity is Severity.ERROR for notice in found.notices)
    if errors:
        said = pick(
            lang,
            f"Chưa ghi tệp nào vì dữ liệu có {number(errors, lang)} lỗi. Hãy sửa ở nguồn rồi chạy lại, "
            "hoặc thêm --partial để ghi phần không bị lỗi.",
            f"Nothing was written, because the data have {number(errors, lang)} errors. Correct them at the "
            "source, or add --partial to write all but the cells at fault.",
        )
    else:
        said = pick(lang, "Chưa ghi tệp nào.", "Nothing was written.")
    return Text(f"\n{said}", "bold red")


def _files(files: Sequence[tuple[str, int]], lang: str, verbose: bool) -> Table:
    lines = grid(2)
    lines.columns[1].justify = "right"
    for name, count in files if verbose else files[:_FEW_FILES]:
        lines.add_row(Text(name, "bold"), Text(size(count, lang), "dim"))
    if (rest := len(files) - _FEW_FILES) > 0 and not verbose:
        lines.add_row(Text(pick(lang, f"… và {rest} tệp nữa (--verbose)", f"… and {rest} more (--verbose)"), "dim"))
    return lines


def _losses(losses: Sequence[Loss], names: Sequence[str], lang: str, verbose: bool) -> RenderableType | None:
    by_reason: defaultdict[str, list[Loss]] = defaultdict(list)
    for loss in losses:
        by_reason[_heading(loss)].append(loss)
    if not by_reason:
        return None
    lines = table(
        pick(lang, "Mục", "Field"),
        pick(lang, "Kỳ", "Period"),
        (pick(lang, "Số ô", "Items"), "right"),
        pick(lang, "Ở đâu", "Where"),
    )
    for why, members in by_reason.items():
        title = Text(reason(why, lang), "bold" if any(not loss.kept for loss in members) else "")
        if why in _IN_ONE_LINE and not verbose:
            where = sheets([loss.where for loss in members], names, lang, _FEW)
            lines.add_row(title, Text(), Text(number(len(members), lang)), Text(where, "dim"))
            continue
        lines.add_row(title)
        _add_fields(lines, members, names, lang, verbose)
    return Group(heading(pick(lang, "Những gì không sang được nguyên vẹn", "What did not pass as it was")), lines)


def _heading(loss: Loss) -> str:
    """Under which reason a loss is listed: those that a notice explains stand together."""
    if loss.reason not in catalogue():
        return loss.reason
    return "unusable" if loss.disposition is Disposition.REJECTED else "not-taken"


def _add_fields(lines: Table, losses: Sequence[Loss], names: Sequence[str], lang: str, verbose: bool) -> None:
    by_field: defaultdict[str, list[Loss]] = defaultdict(list)
    for loss in losses:
        label = field_label(loss.field, lang)
        if loss.reason in catalogue():
            label += f" ({catalogue()[loss.reason].code})"
        by_field[label].append(loss)
    for label, members in by_field.items():
        text = Text(label)
        of = [member(loss.field) for loss in members]
        if told := listed((member_label(*one) for one in of if one), None if verbose else _FEW, lang):
            text.append(f" ({told})", "dim")
        when = listed((period(loss.period, lang) for loss in members if loss.period), None, lang)
        places = [loss.where for loss in members]
        if verbose:
            where = listed((place(one, names, lang) for one in places), None, lang)
        else:
            where = sheets(places, names, lang, _FEW)
        lines.add_row(indented(text), Text(when), Text(number(len(members), lang)), Text(where, "dim"))


def _by_hand(
    to_enter: Sequence[ToEnter], lang: str, show_values: bool, names: Sequence[str], *, final: bool
) -> RenderableType:
    title = pick(lang, "Còn phải nhập tay", "Left to enter by hand")
    if not final:
        title = pick(lang, "Sẽ còn phải nhập tay", "Would be left to enter by hand")
    if not to_enter:
        return heading(f"{title}: {pick(lang, 'không còn gì.', 'nothing.')}")
    lines = _by_pupil(to_enter, lang, names) if show_values else _by_group(to_enter, lang)
    return Group(heading(f"{title} ({number(len(to_enter), lang)})", "bold yellow"), indented(lines))


def _without_template(losses: Sequence[Loss], lang: str) -> Text | None:
    """What was not filled because no template for it was given: neither done nor to be typed in yet."""
    count = sum(loss.reason == "no-template-for-it" for loss in losses)
    if not count:
        return None
    told = number(count, lang)
    said = pick(
        lang,
        f"Ngoài ra {told} mục chưa có mẫu để điền: hãy xuất thêm mẫu của môn, học kỳ ấy rồi điền tiếp.",
        f"Besides, {told} items had no template: export those of the other subjects and terms and fill them too.",
    )
    return Text(said, "yellow")


def _by_group(to_enter: Sequence[ToEnter], lang: str) -> Table:
    lines = grid(3)
    lines.columns[1].justify = "right"
    for group in GROUPS:
        members = [one for one in to_enter if group_of(one.field) == group]
        if not members:
            continue
        what = Text(listed((field_label(one.field, lang) for one in members), None, lang), "dim")
        when = listed((period(one.period, lang) for one in members if one.period), None, lang)
        if when:
            what.append(f" ({when})")
        lines.add_row(Text(group_label(group, lang)), Text(number(len(members), lang)), what)
    return lines


def _by_pupil(to_enter: Sequence[ToEnter], lang: str, names: Sequence[str]) -> Table:
    lines = grid(3)
    by_pupil: defaultdict[tuple[str, int | None], list[ToEnter]] = defaultdict(list)
    for one in to_enter:
        by_pupil[one.pupil or "–", one.card].append(one)
    namesakes = Counter(pupil for pupil, _ in by_pupil)
    for (pupil, _), members in by_pupil.items():
        where = place(members[0].where, names, lang) if namesakes[pupil] > 1 else ""
        lines.add_row(Text(pupil, "bold"), Text(), Text(where, "dim"))
        for one in members:
            of = member(one.field)
            label = f"{member_label(*of)}: " if of else ""
            label += field_label(one.field, lang)
            label += f", {period(one.period, lang)}" if one.period else ""
            lines.add_row(Text(f"  {label}"), Text(one.value or ""), Text(place(one.where, names, lang), "dim"))
    return lines
