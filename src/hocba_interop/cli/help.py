"""Help that a school can read: what a command does, an example, the options in groups. Plain and fast."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from typing import Any

from typer.core import TyperCommand, TyperGroup

from .failures import WrongUse, suggestion
from .language import t

_WIDEST = 100
_COLUMN = 30


def _completion(name: str) -> str | None:
    """The help of the options that Typer itself adds, in the user's language."""
    return {
        "install_completion": t(
            "Cài đặt gợi ý lệnh (phím Tab) cho cửa sổ lệnh đang dùng.", "Install completion for this shell."
        ),
        "show_completion": t("In đoạn mã gợi ý lệnh để tự cài.", "Show the completion script."),
        "help": t("Xem trợ giúp này.", "Show this help."),
    }.get(name)


class Command(TyperCommand):
    """A command whose help is in the user's language; its epilog is the example."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help of this command."""
        pieces = [param.metavar for param in self.params if param.param_type_name == "argument" and param.metavar]
        usage = " ".join((ctx.command_path, *pieces, self.options_metavar or ""))
        sections = [_paragraphs(self.help), _section(t("Cách dùng", "Usage"), [usage])]
        sections.append(_section(t("Ví dụ", "Example"), (self.epilog or "").splitlines()))
        sections += _options(self, ctx)
        general = t(
            "Dùng với mọi lệnh: --lang vi|en, --quiet, --verbose.",
            "With any command: --lang vi|en, --quiet, --verbose.",
        )
        formatter.write("\n\n".join([*(section for section in sections if section), general]) + "\n")


class Commands(TyperGroup):
    """The group of all commands."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help of the whole program."""
        usage = f"{ctx.command_path} {t('LỆNH [tùy chọn]', 'COMMAND [options]')}"
        rows = [(name, _first_line(command.help)) for name, command in self.commands.items()]
        sections = [_paragraphs(self.help), _section(t("Cách dùng", "Usage"), [usage])]
        sections.append(_section(t("Ví dụ", "Example"), (self.epilog or "").splitlines()))
        sections.append(_rows(t("Các lệnh", "Commands"), rows, 12))
        sections += _options(self, ctx)
        more = t("Trợ giúp của từng lệnh: hocba LỆNH --help", "Help for one command: hocba COMMAND --help")
        formatter.write("\n\n".join([*(section for section in sections if section), more]) + "\n")

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command of that name; an unknown one gets a suggestion."""
        if args and args[0] not in self.commands and not ctx.resilient_parsing:
            if args[0].startswith("-"):
                return super().resolve_command(ctx, args)
            known = ", ".join(self.commands)
            said = t(f"Không có lệnh “{args[0]}”.", f"There is no command “{args[0]}”.")
            raise WrongUse(
                said + suggestion(args[0], self.commands) + t(f"\nCác lệnh: {known}", f"\nCommands: {known}")
            )
        return super().resolve_command(ctx, args)


def _width() -> int:
    return min(shutil.get_terminal_size().columns, _WIDEST)


def _bold(text: str) -> str:
    plain = not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.name == "nt"
    return text if plain else f"\033[1m{text}\033[0m"


def _first_line(text: str | None) -> str:
    return (text or "").strip().partition("\n")[0]


def _paragraphs(text: str | None) -> str:
    return "\n\n".join(textwrap.fill(" ".join(part.split()), _width()) for part in (text or "").split("\n\n") if part)


def _section(title: str, lines: list[str]) -> str:
    return "\n".join([_bold(f"{title}:"), *(f"  {line}" for line in lines)]) if lines else ""


def _rows(title: str, rows: list[tuple[str, str]], column: int) -> str:
    lines = []
    for name, text in rows:
        wrapped = textwrap.wrap(text, max(30, _width() - column - 4)) or [""]
        if len(name) > column:
            lines.append(name)
            name = ""
        lines.append(f"{name:<{column}}  {wrapped[0]}".rstrip())
        lines += [" " * (column + 2) + line for line in wrapped[1:]]
    return _section(title, lines)


def _options(command: Any, ctx: Any) -> list[str]:
    """The arguments and options in the groups that they were put into."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for param in command.get_params(ctx):
        if getattr(param, "hidden", False):
            continue
        if param.param_type_name == "argument":
            name, group = param.metavar or param.name, t("Tham số", "Arguments")
        else:
            names = sorted(param.opts, key=len)
            name = ("" if len(names) > 1 else "    ") + ", ".join(names)
            name += f" {param.metavar}" if param.metavar and not param.is_flag else ""
            group = getattr(param, "rich_help_panel", None) or t("Tùy chọn", "Options")
        text = _completion(param.name) or param.help or ""
        groups.setdefault(group, []).append((name, text))
    return [_rows(title, rows, _COLUMN) for title, rows in groups.items()]
