"""``hocba explain``: what a rule checks, its legal source, a good and a bad example."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from hocba_interop.cli.failures import WrongUse, suggestion
from hocba_interop.cli.language import t
from hocba_interop.cli.options import Json
from hocba_interop.cli.terminal import Terminal

if TYPE_CHECKING:
    from hocba_interop.notices import Rule

NAME = "explain"
HELP = t(
    "Giải thích một quy tắc: kiểm tra gì, căn cứ ở đâu và chắc đến đâu, ví dụ đúng và sai.\n\n"
    "Quy tắc được gọi bằng tên hay mã, như trong các thông báo và báo cáo.",
    "Explain a rule: what it checks, by which source and how surely, a good and a bad example.\n\n"
    "A rule is named by its word or its code, as in messages and reports.",
)
EXAMPLE = "hocba explain HB510\nhocba explain --all"


def complete(incomplete: str) -> list[str]:
    """Names and codes of rules for shell completion."""
    from hocba_interop.notices import catalogue

    names = [name for rule in catalogue().values() for name in (rule.name, rule.code)]
    return [name for name in names if name.lower().startswith(incomplete.lower())]


def run(
    ctx: typer.Context,
    rules: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=t("QUY_TẮC...", "RULE..."),
            show_default=False,
            autocompletion=complete,
            help=t("Tên hay mã: score-out-of-range, HB203.", "Its name or code: score-out-of-range, HB203."),
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help=t("Liệt kê mọi quy tắc.", "List every rule."))] = False,
    json: Json = False,
) -> int:
    """Explain rules."""
    from hocba_interop.notices import catalogue

    terminal: Terminal = ctx.obj
    if bool(rules) == everything:
        raise WrongUse(
            t(
                "Hãy nêu một quy tắc (tên hay mã), hoặc --all; không phải cả hai.",
                "Name a rule (its word or code), or give --all; not both.",
            )
        )
    found = [_find(name) for name in rules or ()] or list(catalogue().values())
    if json:
        from hocba_interop.reports.json import rules as as_json

        terminal.write(as_json(found, terminal.lang))
        return 0
    from hocba_interop.reports import text

    if everything:
        terminal.show(text.rules(found, terminal.lang))
    for one in () if everything else found:
        terminal.show(text.rule(one, terminal.lang))
    return 0


def _find(name: str) -> Rule:
    """The rule of a name or a code, in capitals or not. Raises WrongUse."""
    from hocba_interop.notices import catalogue

    known = {**catalogue(), **{rule.code.lower(): rule for rule in catalogue().values()}}
    if (wanted := name.strip().lower()) in known:
        return known[wanted]
    said = t(f"Không có quy tắc “{name}”.", f"There is no rule “{name}”.")
    every = t(" Xem tất cả: hocba explain --all", " See all: hocba explain --all")
    raise WrongUse(said + suggestion(name, catalogue()) + every)
