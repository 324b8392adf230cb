"""One run of the command: streams made safe, the language settled, every error turned into a message."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import TextIO

from . import language
from .language import t

INTERRUPTED = 130
_GC_THRESHOLD = (100_000, 50, 100)
"""A run makes many small objects and few cycles: at the usual threshold a third of its time went into looking."""
_FLAGS = ("--quiet", "-q", "--verbose", "-v")


def run(arguments: Sequence[str]) -> int:
    """Run a command line; the exit status."""
    gc.set_threshold(*_GC_THRESHOLD)
    for stream in (sys.stdout, sys.stderr):
        _make_safe(stream)
    language.choose(arguments, os.environ)
    from .failures import report

    try:
        from .app import app

        status = app(general_first(arguments), prog_name="hocba", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        _swallow_rest()
        return 1
    except KeyboardInterrupt:
        status = INTERRUPTED
    except Exception as error:
        return report(error)
    if status == INTERRUPTED:
        said = t("đã dừng, không để lại tệp dở dang.", "stopped; nothing was left behind.")
        print(f"\nhocba: {said}", file=sys.stderr)
    return int(status or 0)


def general_first(arguments: Sequence[str]) -> list[str]:
    """The general options moved to where the parser wants them, before the command."""
    first: list[str] = []
    rest: list[str] = []
    given = iter(arguments)
    for argument in given:
        if argument == "--":
            rest += [argument, *given]
        elif argument in _FLAGS or argument.startswith("--lang=") or argument == "--version":
            first.append(argument)
        elif argument == "--lang":
            first.append(f"--lang={next(given, '')}")
        else:
            rest.append(argument)
    return first + rest


def _make_safe(stream: TextIO) -> None:
    """Vietnamese letters reach pipes and files as UTF-8, and never stop a console that cannot show them."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is None or (stream.encoding or "").lower().replace("-", "") == "utf8":
        return
    if stream.isatty():
        reconfigure(errors="replace")
    else:
        reconfigure(encoding="utf-8")


def _swallow_rest() -> None:
    """Whoever read standard output has gone; what Python would still flush at its end goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
