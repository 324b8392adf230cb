"""What the user is told when a command was not done: one clear message, never a traceback."""

from __future__ import annotations

import os
import re
import shutil
import sys
import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

from .language import lang, t

if TYPE_CHECKING:
    from hocba_interop.notices import Place

NOT_DONE = 2
_EXTRA = re.compile(r"unexpected extra arguments? \((.*)\)")


class WrongUse(Exception):
    """The command was not used rightly; the message is in the user's language."""


def suggestion(word: str, known: Iterable[str]) -> str:
    """ "Ý bạn là …?" where something known is near, else nothing."""
    from rapidfuzz import fuzz, process

    near = process.extractOne(word, list(known), scorer=fuzz.WRatio, score_cutoff=70)
    return t(f" Ý bạn là “{near[0]}”?", f" Did you mean “{near[0]}”?") if near else ""


def report(error: Exception, places: Iterable[str] = ()) -> int:
    """Tell the user about an error on standard error; the exit status that it means."""
    if os.environ.get("HOCBA_DEBUG"):
        import traceback

        traceback.print_exception(error)
    told = _told(error, list(places))
    print(_folded(f"hocba: {told}"), file=sys.stderr)
    return NOT_DONE


def _folded(text: str) -> str:
    """Lines folded between words for a terminal; a file or a pipe gets them as they are."""
    if not sys.stderr.isatty():
        return text
    width = shutil.get_terminal_size().columns - 1
    return "\n".join(
        textwrap.fill(line, width, subsequent_indent="  ", break_long_words=False) for line in text.split("\n")
    )


def _told(error: Exception, places: list[str]) -> str:
    if isinstance(error, WrongUse):
        return str(error)
    if isinstance(error, typer.TyperException):
        return _usage(error)
    return _library(error, places) or _fault(error)


def _usage(error: typer.TyperException) -> str:
    """An error of the command line parser, which itself speaks English only."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "hocba"
    help_line = t(f"\nXem cách dùng: {command} --help", f"\nSee {command} --help")
    return (_usage_vi(error) if lang() == "vi" else _usage_en(error)) + help_line


def _usage_en(error: typer.TyperException) -> str:
    said: str = error.format_message() if hasattr(error, "format_message") else str(error)
    return said


def _usage_vi(error: typer.TyperException) -> str:
    kind = type(error).__name__
    param = getattr(error, "param", None)
    named = " / ".join(param.opts) if param is not None and param.param_type_name == "option" else None
    if kind == "NoSuchOption":
        near = ", ".join(getattr(error, "possibilities", None) or ())
        return f"Không có tùy chọn {getattr(error, 'option_name', '')}." + (f" Ý bạn là {near}?" if near else "")
    if kind == "MissingParameter" and param is not None:
        return f"Thiếu {named or param.metavar or param.name}."
    if kind == "BadOptionUsage":
        return f"Tùy chọn {getattr(error, 'option_name', '')} dùng sai: thiếu giá trị, hoặc có giá trị thừa."
    if kind == "BadParameter":
        return f"Giá trị của {named or 'tham số'} không hợp lệ."
    extra = _EXTRA.search(str(error))
    return f"Thừa tham số: {extra[1]}." if extra else f"Dùng sai lệnh ({_usage_en(error)})"


def _library(error: Exception, places: list[str]) -> str | None:
    """What the library refused, or None where the error is none of its own."""
    from hocba_interop.adapters.contract import UnreadableSource
    from hocba_interop.adapters.registry import UnknownFormat
    from hocba_interop.conversion.convert import OutputRefused, ProgramFault
    from hocba_interop.conversion.inputs import NoSuchInput
    from hocba_interop.conversion.matching import BadMatch
    from hocba_interop.validation.refusals import BadBaseline, BadProfile

    if isinstance(error, UnknownFormat):
        said = t(f"Không có định dạng “{error.name}”.", f"There is no format “{error.name}”.")
        if error.read_only:
            said = t(f"Định dạng “{error.name}” chỉ đọc được.", f"The format “{error.name}” can only be read.")
        names = {name.partition(":")[0] for name in error.known} | set(error.known)
        known = "\n  ".join(error.known)
        meant = "" if error.read_only else suggestion(error.name, names)
        return said + meant + t("\nCác tên dùng được:", "\nKnown names:") + f"\n  {known}"
    if isinstance(error, NoSuchInput):
        return t(
            f"Không tìm thấy tệp nào đọc được ở “{error.name}”.",
            f"There is no file that could be read at “{error.name}”.",
        )
    if isinstance(error, BadMatch):
        return _bad_match(error)
    if isinstance(error, BadProfile | BadBaseline):
        return error.notice.message(lang())
    if isinstance(error, UnreadableSource | OutputRefused | ProgramFault):
        notice = error.notice
        name = error.name if isinstance(error, UnreadableSource) else None
        if name and notice.where:
            places = [name] * (notice.where.source + 1)
        return f"{_where(notice.where, places)}{notice.message(lang())}"
    return None


def _where(where: Place | None, names: list[str]) -> str:
    """The file, and the place in it where there is one."""
    from hocba_interop.notices import SourcePlace
    from hocba_interop.reports.text.layout import place

    if where is None or where.source >= len(names):
        return ""
    inside = "" if isinstance(where, SourcePlace) else f" {place(where, (), lang())}"
    return f"{names[where.source]}{inside}: "


def _bad_match(error: Exception) -> str:
    line, side = getattr(error, "line", 0), getattr(error, "side", "").upper()
    why = {
        "unknown": t("không thấy mã hay vị trí này", "no such code or place"),
        "ambiguous": t("mã hay vị trí này thuộc về nhiều em", "the code or place belongs to several pupils"),
        "repeated": t("em này đã có ở một dòng khác", "another line has this pupil already"),
        "encoding": t("tệp không phải dạng UTF-8", "the file is not UTF-8"),
        "missing": t("thiếu cột thứ hai", "the second column is missing"),
    }[getattr(error, "why", "unknown")]
    return t(
        f"Tệp --match, dòng {line}, cột {side}: {why}.",
        f"The --match file, line {line}, column {side}: {why}.",
    )


def _fault(error: Exception) -> str:
    name = type(error).__name__
    return t(
        f"Lỗi của chương trình ({name}), không phải lỗi của thầy cô. Không tệp nào bị thay đổi.\n"
        "Xin báo cho nhóm phát triển: phiên bản (hocba --version), lệnh đã gõ và dòng trên; không gửi tệp có "
        "dữ liệu học sinh.\nĐặt HOCBA_DEBUG=1 rồi chạy lại để xem chi tiết kỹ thuật.",
        f"A fault of the program ({name}), not yours. No file was changed.\n"
        "Please report the version (hocba --version), the command and the line above; do not send files with "
        "pupils' data.\nRun again with HOCBA_DEBUG=1 to see the technical details.",
    )
